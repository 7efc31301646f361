"""Layers opened away from the main thread: counting the rows of a view takes a while."""

from qgis.core import QgsApplication, QgsProject, QgsTask, QgsVectorLayer
from qgis.PyQt.QtCore import QObject

from ..compat import TASK_FLAGS, stays_valid
from ..language import tr

_running = set()


class OpenTask(QgsTask):
    """Opens layers one after another."""

    def __init__(self, title, wanted, transforms, then):
        """``wanted`` is (source, title, style or None) of each; ``then`` gets the layers, in their order."""
        super().__init__(title, TASK_FLAGS)
        self._wanted = wanted
        self._transforms = transforms
        self._then = then
        self._layers = []
        self._home = QgsApplication.instance().thread()

    def run(self):
        for number, (source, title) in enumerate(self._wanted):
            if self.isCanceled():
                return False
            options = QgsVectorLayer.LayerOptions(self._transforms)
            # The ledger has no styles of its own.
            options.loadDefaultStyle = False
            layer = QgsVectorLayer(source, title, "ogr", options)
            # QGIS would switch the file to another journal on the first edit: none may begin.
            layer.setReadOnly(True)
            if layer.isValid():
                layer.featureCount()
                layer.extent()
            layer.moveToThread(self._home)
            self._layers.append(layer)
            self.setProgress(100 * (number + 1) / len(self._wanted))
        return True

    def finished(self, succeeded):
        _running.discard(self)
        if succeeded:
            self._then(self._layers)


def open_read_only(session, wanted, then, owner=None):
    """Open OGR layers read-only in a task; ``then`` gets them back on the main thread, also those not valid.

    Parameters
    ----------
    wanted : list of (source, title)
    owner : QObject
        If it is gone when the layers are there, nobody is told.
    """

    def told(layers):
        if isinstance(owner, QObject) and not stays_valid(owner):
            return
        try:
            then(layers)
        except Exception as problem:  # QGIS would open a window with a traceback
            session.unforeseen(problem)

    task = OpenTask(
        tr("Opening layers of the registry"), wanted, QgsProject.instance().transformContext(), told
    )
    _running.add(task)
    QgsApplication.taskManager().addTask(task)
    return task
