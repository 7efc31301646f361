"""The map tool that reads the kilometre under the pointer; a click keeps it."""

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QApplication

from ..language import tr
from .places import written
from .road_tool import RoadTool


class ReadingTool(RoadTool):
    """Emits ``kept(place)`` on a click."""

    kept = pyqtSignal(object)

    def hint(self):
        return tr("Click: copy the reading.")

    def clicked(self, place):
        text = written(place)
        QApplication.clipboard().setText(text)
        self.bar.tell(text, tr("%1 is copied.").replace("%1", text))
        self.kept.emit(place)
