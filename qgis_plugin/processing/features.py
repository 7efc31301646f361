"""Answers of the worker as features of QGIS."""

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsWkbTypes

from ..compat import FIELD_TYPES

#: What a sink without geometry is made of.
NO_GEOMETRY = QgsWkbTypes.Type.NoGeometry


def fields(*columns):
    """Fields from (name, kind); kind is one of :data:`..compat.FIELD_TYPES`."""
    made = QgsFields()
    for name, kind in columns:
        made.append(QgsField(name, FIELD_TYPES[kind]))
    return made


def geometry(wkb):
    """A geometry from WKB in hex; a null geometry from None."""
    made = QgsGeometry()
    if wkb:
        made.fromWkb(bytes.fromhex(wkb))
    return made


def geometry_type(name):
    """The type of a layer by its name in the registry: ``multilinestring`` and so on; none from None."""
    return QgsWkbTypes.parseType(name.upper()) if name else NO_GEOMETRY


def feature(known, values, shape=None, to=None):
    """A feature; ``to`` is the type that a sink wants its geometries in."""
    made = QgsFeature(known)
    made.setAttributes(values)
    if shape is not None and not shape.isNull():
        if to is not None and QgsWkbTypes.isMultiType(to):
            shape.convertToMultiType()
        made.setGeometry(shape)
    return made
