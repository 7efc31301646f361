"""From a place on the map to degrees and metres, and how a place on a road is written."""

import re

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsDistanceArea,
    QgsPointXY,
    QgsProject,
)

from ..language import number, tr

DEGREES = "EPSG:4326"
#: A-27, M-32, KD-AT-12, P 114: a number with a few letters before it, no word.
_NUMBER = re.compile(r"^[^\W\d_]{0,3}([ ./-]?[^\W\d_]{1,3})?([ ./-]?\d{1,4})+[^\W\d_]?$")
#: Pixels around the pointer in which roads are looked for.
REACH = 40
#: Metres at least, for a map of a few houses.
_LEAST = 15.0


def degrees(canvas, point):
    """A point of the map in EPSG:4326; None where it has no place there."""
    transform = QgsCoordinateTransform(
        canvas.mapSettings().destinationCrs(), QgsCoordinateReferenceSystem(DEGREES), QgsProject.instance()
    )
    try:
        return transform.transform(point)
    except QgsCsException:
        return None


def on_map(canvas, x, y, crs=DEGREES):
    """A place of an answer as a point of the map; None where the map cannot show it."""
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(crs), canvas.mapSettings().destinationCrs(), QgsProject.instance()
    )
    try:
        return transform.transform(QgsPointXY(x, y))
    except QgsCsException:
        return None


def reach(canvas, point):
    """Metres on the ground that the pointer reaches."""
    area = QgsDistanceArea()
    area.setSourceCrs(canvas.mapSettings().destinationCrs(), QgsProject.instance().transformContext())
    area.setEllipsoid("EPSG:7030")
    aside = QgsPointXY(point.x() + REACH * canvas.mapUnitsPerPixel(), point.y())
    try:
        metres = area.measureLine(point, aside)
    except QgsCsException:
        return _LEAST
    return max(metres, _LEAST) if metres == metres else _LEAST


def road(place):
    """What a road is called: by its number, as on km posts, where its key is one; else by its name."""
    key = place["route_id"]
    return key if _NUMBER.match(key) else place.get("name") or key


def written(place):
    """``A-27 km 513+850``."""
    return tr("%1 km %2").replace("%1", road(place)).replace("%2", place["shown"])


def kilometres(metres):
    """A length, ``1.350 km``."""
    return tr("%1 km").replace("%1", number(metres / 1000, 3))
