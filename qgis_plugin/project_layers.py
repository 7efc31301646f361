"""Layers of a workspace or a registry, put into the project: grouped, in drawing order, styled.

Styles, forms, value lists and aliases come from the default style inside the GeoPackage, which QGIS loads by
itself. Layers are added one a turn of the event loop, since opening a large one takes a while.
"""

import os

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtXml import QDomDocument

from .language import in_language
from .layers_followed import plain
from .session import REGISTRY, VERSION, WORKSPACE
from .value_lists import join_value_lists


def group_of(path):
    """The group of a workspace's layers, named after its file; made on top if it is not there."""
    root = QgsProject.instance().layerTreeRoot()
    path = plain(path)
    for group in root.findGroups(True):
        if group.customProperty(WORKSPACE) == path:
            return group
    group = root.insertGroup(0, os.path.splitext(os.path.basename(path))[0])
    group.setCustomProperty(WORKSPACE, path)
    return group


class WorkspaceLayers(QObject):
    """Adds the layers of one workspace, one a turn."""

    added = pyqtSignal(object)  # {table name: layer} when all are there
    refused = pyqtSignal(str)  # title of a layer that QGIS could not open

    def __init__(self, session, info, only=None):
        """``info`` is the worker's workspace_info; ``only`` names the layers wanted, default all."""
        super().__init__(session)
        self._session = session
        self._path = plain(info["path"])
        known = session.layers_of(self._path)
        wanted = [one for one in info["layers"] if only is None or one["name"] in only]
        # The one drawn above all is first in the tree; tables without geometry go last.
        wanted.sort(key=lambda one: (one.get("geometry") is not None, one.get("order") or 0), reverse=True)
        self._waiting = [one for one in wanted if one["name"] not in known]
        self._layers = {}
        QgsProject.instance().cleared.connect(self._leave)
        QTimer.singleShot(0, self._next)

    def _leave(self):
        """Another project was opened in the middle."""
        self._waiting = None

    def _next(self):
        if self._waiting is None:
            self.deleteLater()
            return
        if not self._waiting:
            join_value_lists({**self._session.layers_of(self._path), **self._layers})
            self.added.emit(self._layers)
            self.deleteLater()
            return
        one = self._waiting.pop(0)
        layer = open_table(self._path, one["name"], in_language(one.get("title"), one["name"]))
        if layer.isValid():
            layer.setCustomProperty(WORKSPACE, self._path)
            QgsProject.instance().addMapLayer(layer, False)
            node = group_of(self._path).addLayer(layer)
            node.setExpanded(False)
            self._layers[one["name"]] = layer
        else:
            self.refused.emit(layer.name())
        QTimer.singleShot(0, self._next)


def open_table(path, table, title):
    """A layer of a GeoPackage with the style that is its default there."""
    options = QgsVectorLayer.LayerOptions(QgsProject.instance().transformContext())
    options.loadDefaultStyle = True
    return QgsVectorLayer(f"{path}|layername={table}", title, "ogr", options)


def restyle(layer, qml):
    """Give a layer a style of the worker's: symbols, forms, value lists, titles of fields."""
    document = QDomDocument()
    if document.setContent(qml)[0]:
        layer.importNamedStyle(document)
        layer.triggerRepaint()


def extent_of(layers, crs=None):
    """What all layers with features cover together, in ``crs`` (default: that of the project)."""
    from qgis.core import QgsCoordinateTransform

    target = crs or QgsProject.instance().crs()
    whole = QgsRectangle()
    for layer in layers:
        if layer.isSpatial() and layer.featureCount() and not layer.extent().isNull():
            transform = QgsCoordinateTransform(layer.crs(), target, QgsProject.instance())
            whole.combineExtentWith(transform.transformBoundingBox(layer.extent()))
    return whole


def add_version_layer(registry, table, source, title, group=None, definition=None):
    """A layer of a registry as it was at a version, read-only.

    Parameters
    ----------
    registry : str
        Path.
    table : str
        Name of the layer in the registry.
    source : dict
        The worker's version_source.
    title : str
        In the layer tree.
    group : QgsLayerTreeGroup, optional
    definition : QgsVectorLayer, optional
        A layer of the project whose style it takes.
    """
    uri = f"{plain(source['path'])}|layername={source['table']}"
    if source.get("subset"):
        uri += f"|subset={source['subset']}"
    options = QgsVectorLayer.LayerOptions(QgsProject.instance().transformContext())
    options.loadDefaultStyle = definition is None
    layer = QgsVectorLayer(uri, title, "ogr", options)
    if not layer.isValid():
        return layer
    if source.get("crs") and not layer.crs().isValid():
        layer.setCrs(QgsCoordinateReferenceSystem(source["crs"]))
    if definition is not None:
        layer.setRenderer(definition.renderer().clone())
        if definition.labelsEnabled():
            layer.setLabeling(definition.labeling().clone())
            layer.setLabelsEnabled(True)
    layer.setReadOnly(True)
    layer.setCustomProperty(REGISTRY, plain(registry))
    layer.setCustomProperty(VERSION, f"{table}@{source['revision']}")
    QgsProject.instance().addMapLayer(layer, False)
    (group or QgsProject.instance().layerTreeRoot()).insertLayer(0, layer)
    return layer
