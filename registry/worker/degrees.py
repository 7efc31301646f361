"""Coordinates of roads: in degrees, out of blobs and into them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ..model.blob import parsed
from ..model.definition import Geometry
from ..model.geojson import from_geojson
from ..model.geometry import to_geojson
from ..roads.ellipsoid import WGS84, Ellipsoid
from .asking import OtherSystem

Point = tuple[float, float]

#: Reference systems in degrees that need no library, with their ellipsoids (EPSG 7024 and 7019).
ELLIPSOIDS = {
    "EPSG:4326": WGS84,
    "EPSG:4284": Ellipsoid(6378245.0, 1 / 298.3),
    "EPSG:10941": Ellipsoid(6378137.0, 1 / 298.257222101),
}


def lines_of(blob: Any) -> list[list[Point]]:
    """The lines of a geometry blob; none for what is no line."""
    if not isinstance(blob, bytes):
        return []
    try:
        shape = to_geojson(blob)
    except ValueError:
        return []
    lines = {"LineString": [shape.get("coordinates")], "MultiLineString": shape.get("coordinates")}
    return [
        [(x, y) for x, y, *_ in line] for line in lines.get(shape["type"]) or [] if line and len(line) > 1
    ]


def m_of(blob: Any) -> list[list[float]] | None:
    """M of each vertex of the lines that :func:`lines_of` gives; None if they carry none."""
    if not isinstance(blob, bytes):
        return None
    try:
        parts = parsed(blob).parts
    except ValueError:
        return None
    if not any(part.m for part in parts):
        return None
    runs = [(run, part.step) for part in parts for run in part.runs]
    return [list(run[step - 1 :: step]) for run, step in runs if len(run) > step]


def point_of(blob: Any) -> Point | None:
    """The point of a geometry blob."""
    if not isinstance(blob, bytes):
        return None
    try:
        shape = to_geojson(blob)
    except ValueError:
        return None
    if shape["type"] != "Point" or not shape["coordinates"]:
        return None
    x, y, *_ = shape["coordinates"]
    return x, y


def in_degrees(x: float, y: float, crs: str | None, wanted: str) -> Point:
    """A point in the roads' reference system; web maps' EPSG:3857 is turned here.

    Raises
    ------
    OtherSystem
    """
    if crs is None or crs.upper() == wanted:
        return x, y
    if crs.upper() == "EPSG:3857" and wanted == "EPSG:4326":
        radius = WGS84.a
        return math.degrees(x / radius), math.degrees(2 * math.atan(math.exp(y / radius)) - math.pi / 2)
    raise OtherSystem(crs=crs, wanted=wanted)


def drawing(lines: Sequence[Sequence[Point]], geometry: Geometry) -> bytes | None:
    """Lines as a blob of a layer, of its first line where it takes only one."""
    if not lines:
        return None
    coordinates = [[list(point) for point in line] for line in lines]
    if geometry.type == "MultiLineString":
        return from_geojson({"type": "MultiLineString", "coordinates": coordinates}, geometry)
    if geometry.type == "LineString" and len(lines) == 1:
        return from_geojson({"type": "LineString", "coordinates": coordinates[0]}, geometry)
    return None
