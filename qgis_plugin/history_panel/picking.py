"""The map tool that picks a feature of one of our layers, to read its history."""

from qgis.core import QgsProject
from qgis.gui import QgsMapToolIdentify
from qgis.PyQt.QtCore import Qt, pyqtSignal

from .version_layers import registry_layer


class PickTool(QgsMapToolIdentify):
    """Emits ``picked(layer, feature)`` for the topmost feature clicked, ``missed()`` where there is none."""

    picked = pyqtSignal(object, object)
    missed = pyqtSignal()

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event):
        if event.button() != Qt.MouseButton.LeftButton:
            return
        layers = [layer for layer in self._visible() if registry_layer(layer) is not None]
        found = self.identify(int(event.pos().x()), int(event.pos().y()), layers, self.TopDownStopAtFirst)
        if found:
            self.picked.emit(found[0].mLayer, found[0].mFeature)
        else:
            self.missed.emit()

    def _visible(self):
        ordered = QgsProject.instance().layerTreeRoot().layerOrder()
        shown = {layer.id() for layer in self.canvas().layers()}
        return [layer for layer in ordered if layer.id() in shown] or list(self.canvas().layers())
