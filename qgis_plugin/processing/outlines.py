"""Polygons of a source as one outline in WGS 84, as the worker takes areas."""

import json

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProcessingException,
)

from ..language import tr

WGS84 = "EPSG:4326"


def area_of(asked, name):
    """The polygons of a parameter as a GeoJSON geometry, None where none were given.

    Raises
    ------
    QgsProcessingException
        If there are none in the source, or they cannot be brought to WGS 84.
    """
    if asked.parameters.get(name) in (None, ""):
        return None
    source = asked.source(name)
    wanted = QgsCoordinateReferenceSystem(WGS84)
    shapes = [one.geometry() for one in source.getFeatures()]
    shapes = [one for one in shapes if not one.isNull()]
    if not shapes:
        raise QgsProcessingException(tr("The area has no polygon; select one, or leave the area empty."))
    joined = QgsGeometry.unaryUnion(shapes)
    joined.transform(QgsCoordinateTransform(source.sourceCrs(), wanted, asked.context.transformContext()))
    return json.loads(joined.asJson(9))
