"""Distances, lengths and areas on the WGS 84 ellipsoid, and a plane to look for what is nearest.

The plane is ellipsoidal Mercator: it is conformal, so what is nearest in it is nearest on the ground, but no
length is ever taken from it. Lines are densified first, so that a long side stays where the map shows it:
straight in degrees.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyproj import Geod, Transformer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]

#: Sides are cut into pieces of this many degrees; at 55° such a piece bends by 3 cm in the plane.
STEP = 0.01
# Mercator has no poles.
_HIGHEST = 89.9


@lru_cache(maxsize=1)
def ellipsoid() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")


@lru_cache(maxsize=1)
def _mercator() -> Transformer:
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", "EPSG:3395", always_xy=True)


def to_plane(lonlat: Floats) -> Floats:
    """(n, 2) longitudes and latitudes as (n, 2) coordinates of the plane."""
    x, y = _mercator().transform(lonlat[:, 0], np.clip(lonlat[:, 1], -_HIGHEST, _HIGHEST))
    return np.column_stack([x, y])


def from_plane(points: Floats) -> Floats:
    """(n, 2) coordinates of the plane as (n, 2) longitudes and latitudes."""
    x, y = _mercator().transform(points[:, 0], points[:, 1], direction="INVERSE")
    return np.column_stack([x, y])


def in_plane(shapes: Shapes) -> Shapes:
    """Lines or areas in degrees as lines or areas in the plane; None stays None."""
    moved: Shapes = shapely.transform(shapely.segmentize(shapes, STEP), to_plane)
    return moved


def distance(one: Floats, other: Floats) -> Floats:
    """Metres between (n, 2) and (n, 2) longitudes and latitudes."""
    _, _, metres = ellipsoid().inv(one[:, 0], one[:, 1], other[:, 0], other[:, 1])
    return np.asarray(metres, dtype=np.float64)


def length(shapes: Shapes) -> Floats:
    """Metres of each line, along the geodesics between its vertices; the boundary of an area."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    follows = part[1:] == part[:-1]
    metres = distance(points[:-1][follows], points[1:][follows])
    total = np.bincount(owner[part[1:][follows]], metres, minlength=len(shapes))
    return total.astype(np.float64)


def area_and_perimeter(shape: Any) -> tuple[float, float]:
    """Square metres and metres around the polygons of a geometry; other parts of it do not count."""
    from shapely.geometry.polygon import orient

    area = around = 0.0
    for part in shapely.get_parts(shapely.get_parts(shape)):
        if part.geom_type == "Polygon" and not part.is_empty:
            size, sides = ellipsoid().geometry_area_perimeter(orient(part))
            area, around = area + abs(size), around + sides
    return area, around
