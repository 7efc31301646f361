"""What the panels share: the registry and workspace in use, their layers in the project, the worker."""

import traceback

from qgis.core import Qgis, QgsApplication, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from . import messages, settings, transaction_mode
from .compat import stays_valid
from .language import language, tr
from .layers_followed import LayersFollowed, file_of, plain, table_of
from .mends import mend_for
from .worker import WorkerClient, WorkerError
from .worker.task import AnswerTask

WORKSPACE = "infra_registry/workspace"
REGISTRY = "infra_registry/registry"
VERSION = "infra_registry/version"


#: Operations on a workspace that take another place of its registry than the workspace knows.
_TAKE_REGISTRY = {"workspace_info", "commit", "update", "discard", "adopt", "conflicts", "event_values"}


class Session(QObject):
    """One for the plugin; ends with it."""

    registry_changed = pyqtSignal()
    workspace_changed = pyqtSignal()
    workspaces_changed = pyqtSignal()  # layers of workspaces came or went
    edits_saved = pyqtSignal(str)  # path of a workspace a layer of which was saved
    edits_changed = pyqtSignal(
        str
    )  # path of a workspace a layer of which has other unsaved edits than before
    history_changed = pyqtSignal()

    def __init__(self, iface, client=None, parent=None):
        super().__init__(parent)
        # Put in place by the plugin, which has the windows.
        self.show_panel = lambda name, shown=True: None
        self.show_settings = lambda: None
        self.iface = iface
        self.client = client or WorkerClient(self)
        self.registry = None
        self.workspace = None
        self._tasks = set()
        self._chosen = None
        self._followed = LayersFollowed(WORKSPACE, self)
        self._followed.changed.connect(self._layers_changed)
        self._followed.saved.connect(self.edits_saved)
        self._followed.edited.connect(self.edits_changed)
        self._followed.editing_started.connect(self._editing_started)
        self._followed.unmarked.connect(self._look_at)
        self.client.died.connect(self.error)
        self.client.silent.connect(self._silent)
        self.client.environment_failed.connect(self._environment_failed)
        if iface is not None:
            iface.currentLayerChanged.connect(self._choose_workspace)
        self._followed.look()
        self._choose_workspace()

    def close(self):
        """The plugin goes: nothing of it may stay connected, no process may stay."""
        if self.iface is not None:
            self.iface.currentLayerChanged.disconnect(self._choose_workspace)
        self._followed.stop()
        self.client.stop()

    @property
    def canvas(self):
        return self.iface.mapCanvas()

    # --- registry and workspace in use ------------------------------------------------------------------

    def set_registry(self, path):
        path = plain(path)
        if path != self.registry:
            self.registry = path
            if path:
                settings.remember_registry(path)
            self.registry_changed.emit()

    def set_workspace(self, path):
        """Choose the workspace in use by hand, until a layer of another is chosen."""
        self._chosen = plain(path)
        self._use_workspace(self._chosen)

    def remember_moved(self, workspace, registry):
        """The registry of a workspace was found somewhere else than the workspace says."""
        settings.remember_moved(plain(workspace), plain(registry))

    def told_history_changed(self):
        """Something was committed, tagged, reverted: panels that show history look again."""
        self.history_changed.emit()

    @property
    def author(self):
        """Who commits: the setting, else the name of the person at this computer."""
        return settings.author() or QgsApplication.userFullName() or QgsApplication.userLoginName() or ""

    # --- layers -----------------------------------------------------------------------------------------

    def workspaces(self):
        """Paths of the workspaces whose layers are in the project."""
        return self._followed.files()

    def layers_of(self, path):
        """Table name -> layer, of a workspace's layers in the project."""
        return {table_of(layer): layer for layer in self._followed.layers(plain(path))}

    def unsaved(self, path):
        """Layers of a workspace with edits that QGIS has not saved."""
        layers = self._followed.layers(plain(path))
        return [one for one in layers if one.isEditable() and one.isModified()]

    def reload(self, path):
        """The file was changed by the worker: its layers are read and drawn again."""
        for layer in self._followed.layers(plain(path)):
            if not layer.isModified():
                layer.dataProvider().reloadData()
                layer.updateExtents()
                layer.triggerRepaint()

    def _look_at(self, path):
        # Layers of a workspace that were dragged into the project are as good as those the dock added.
        def told(answer):
            if answer["kind"] == "workspace":
                self._followed.mark(path)

        self.ask("is_workspace", then=told, otherwise=lambda error: None, path=path)

    def _editing_started(self, path):
        if transaction_mode.is_automatic():
            transaction_mode.warn(self, path)

    def _layers_changed(self):
        self.workspaces_changed.emit()
        self._choose_workspace()

    def _choose_workspace(self, layer=None):
        layer = layer or (self.iface.activeLayer() if self.iface is not None else None)
        known = self.workspaces()
        if isinstance(layer, QgsVectorLayer) and layer.customProperty(WORKSPACE):
            path = file_of(layer)
            if path in known:
                self._chosen = None
                self._use_workspace(path)
                return
        if self._chosen in known or self.workspace in known:
            self._use_workspace(self._chosen if self._chosen in known else self.workspace)
        else:
            self._use_workspace(known[0] if known else None)

    def _use_workspace(self, path):
        if path != self.workspace:
            self.workspace = path
            self.workspace_changed.emit()

    # --- the worker -------------------------------------------------------------------------------------

    def ask(
        self, operation, *, title=None, lane="quick", then=None, otherwise=None, progress=None, **parameters
    ):
        """Ask the worker; ``then`` gets the result, ``otherwise`` the error (shown if nobody takes it).

        ``title`` shows the request in QGIS's task bar, with progress and cancel.
        """
        parameters.setdefault("language", language())
        if operation in _TAKE_REGISTRY and "registry" not in parameters:
            moved = settings.moved_registry(plain(parameters["workspace"]))
            if moved:
                parameters["registry"] = moved
        answer = self.client.ask(operation, parameters, lane)
        if then is not None:
            answer.done.connect(self._guarded(then))
        answer.failed.connect(self._guarded(otherwise or self._told))
        if progress is not None:
            answer.progressed.connect(self._guarded(progress))
        if title:
            task = AnswerTask(title, answer)
            self._tasks.add(task)
            answer.done.connect(lambda _: self._tasks.discard(task))
            answer.failed.connect(lambda _: self._tasks.discard(task))
            QgsApplication.taskManager().addTask(task)
        return answer

    def _told(self, error):
        if error.code != "Cancelled":
            self.error(error)

    def _guarded(self, slot):
        """A slot that tells what goes wrong in it in a sentence; QGIS would open a traceback in a window."""
        cells = getattr(slot, "__closure__", None) or ()
        held = [getattr(slot, "__self__", None), *(cell.cell_contents for cell in cells)]
        owners = [one for one in held if isinstance(one, QObject)]

        def called(*arguments):
            if not all(map(stays_valid, owners)):
                return  # its panel was closed meanwhile
            try:
                slot(*arguments)
            except Exception as problem:
                self.unforeseen(problem)

        return called

    def unforeseen(self, problem):
        """An error of the plugin itself: a sentence for the user, the traceback for the log."""
        trace = "".join(traceback.format_exception(type(problem), problem, problem.__traceback__))
        if "has been deleted" in str(problem) and isinstance(problem, RuntimeError):
            messages.log(trace, Qgis.MessageLevel.Warning)
            return
        self.error(
            WorkerError("InternalError", "the plugin failed: {problem}; the log says where",
                        {"problem": f"{type(problem).__name__}: {problem}", "trace": trace})
        )  # fmt: skip

    # --- messages ---------------------------------------------------------------------------------------

    def error(self, error, mend=None):
        """Show an error in the message bar; ``mend`` is (text of a button, what it does)."""
        messages.show_error(self.iface, error, mend or mend_for(self, error))

    def done(self, text):
        messages.show_done(self.iface, text)

    def _silent(self, answer):
        messages.show_warning(
            self.iface,
            tr("The worker has not been heard of for a while."),
            (tr("Stop it"), answer.cancel),
        )

    def _environment_failed(self, error):
        text = tr("The full environment would not start; everyday work goes on with QGIS's own Python.")
        messages.show_warning(self.iface, f"{text} {error}", (tr("Settings…"), self.show_settings))
