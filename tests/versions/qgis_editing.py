"""Edits of a workspace by QGIS's own editing, for the system's Python: ``qgis_editing.py FILE STEP...``."""

import sys

from qgis.core import (
    QgsApplication,
    QgsField,
    QgsGeometry,
    QgsPoint,
    QgsPointXY,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtCore import QVariant


def by_start(layer, km):
    return next(feature for feature in layer.getFeatures() if feature["km_from"] == km)


def add(layer):
    shape = QgsGeometry.fromPolylineXY([QgsPointXY(55, 46), QgsPointXY(56, 47)])
    fields = layer.fields()
    values = {fields.indexOf("route_id"): "Q", fields.indexOf("km_from"): 20.0, fields.indexOf("km_to"): 21.5}
    layer.addFeature(QgsVectorLayerUtils.createFeature(layer, shape, values))


def paste(layer):
    """As copy and paste do: a new feature with every attribute of the old, its uid too."""
    copied = by_start(layer, 1.0)
    again = QgsVectorLayerUtils.createFeature(layer, copied.geometry(), dict(enumerate(copied.attributes())))
    again.setAttribute("uid", copied["uid"])
    again.setAttribute("fid", None)
    layer.addFeature(again)


def split(layer):
    layer.splitFeatures([QgsPointXY(50.025, 45.9), QgsPointXY(50.025, 46.1)])


def shape(layer):
    feature = by_start(layer, 3.0)
    layer.changeGeometry(feature.id(), QgsGeometry.fromPolylineXY([QgsPointXY(58, 46), QgsPointXY(59, 46)]))
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("lanes"), 4)


def vertex(layer):
    layer.moveVertex(50.04, 46.001, by_start(layer, 4.0).id(), 0)


def delete(layer):
    layer.deleteFeature(by_start(layer, 5.0).id())


def field(layer):
    layer.addAttribute(QgsField("note", QVariant.String))


def rename(layer):
    layer.renameAttribute(layer.fields().indexOf("lanes"), "strips")


def drop(layer):
    layer.deleteAttribute(layer.fields().indexOf("lanes"))


application = QgsApplication([], False)
application.initQgis()
roads = QgsVectorLayer(f"{sys.argv[1]}|layername=roads", "roads", "ogr")
assert roads.isValid()
steps = {one.__name__: one for one in (add, paste, split, shape, vertex, delete, field, rename, drop)}
for name in sys.argv[2:]:
    assert roads.startEditing()
    steps[name](roads)
    if not roads.commitChanges():
        print(f"{name}: {' '.join(roads.commitErrors())}")
        roads.rollBack()
del QgsPoint, roads
application.exitQgis()
