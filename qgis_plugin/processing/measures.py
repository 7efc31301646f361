"""Measures and points as algorithms give them to the worker and take them from it."""

from qgis.core import (
    QgsFields,
    QgsGeometry,
    QgsPointXY,
)

from ..compat import is_null
from .features import fields

WGS84 = "EPSG:4326"


def with_own(source, *columns):
    """Fields of a source and, after them, those of ours whose names it does not have yet."""
    known = QgsFields(source.fields())
    for one in fields(*columns):
        name = one.name()
        while known.indexFromName(name) >= 0:
            name += "_"
        one.setName(name)
        known.append(one)
    return known


def measure(value):
    """Kilometres of a table as the worker takes measures: metres, or text such as 12+500.

    >>> measure(12.5), measure("12+500")
    (12500.0, '12+500')
    """
    if is_null(value):
        return ""
    if isinstance(value, (int, float)):
        return value * 1000.0
    text = str(value).strip()
    try:
        return float(text.replace(",", ".")) * 1000.0
    except ValueError:
        return text


def point_wkb(x, y):
    """WKB of a point in hex."""
    return bytes(QgsGeometry.fromPointXY(QgsPointXY(x, y)).asWkb()).hex()
