"""Layers of a workspace shown when an algorithm is done, marked so that the panels know them."""

from qgis.core import QgsProcessingContext, QgsProcessingLayerPostProcessorInterface

from ..layers_followed import plain
from ..session import WORKSPACE


class _Marked(QgsProcessingLayerPostProcessorInterface):
    """Runs in the main thread, once the layer is there."""

    def __init__(self, path):
        super().__init__()
        self._path = path

    def postProcessLayer(self, layer, context, feedback):
        layer.loadDefaultStyle()
        layer.setCustomProperty(WORKSPACE, plain(self._path))


#: Processing keeps no reference of its own to a post-processor.
_kept = []


def load_when_done(context, source, title, workspace):
    """Have a layer of a workspace added to the project of the context, if it has one."""
    if context.project() is None:
        return
    details = QgsProcessingContext.LayerDetails(title, context.project(), title)
    marked = _Marked(workspace)
    _kept.append(marked)
    details.setPostProcessor(marked)
    context.addLayerToLoadOnCompletion(source, details)
