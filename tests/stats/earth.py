"""Shapes on the Earth for tests: squares, rings and distances by Karney's geodesics."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import Geod

GEOD = Geod(ellps="WGS84")

ATYRAU = (51.88427, 47.1048)
DOSSOR = (52.9709, 47.53234)
BEINEU = (55.2, 45.31667)
SAKSAUL = (61.15239, 47.08152)
BOZZHYRA = (54.10387, 43.40855)


def square(middle: tuple[float, float], hectares: float) -> shapely.Polygon:
    """A square of geodesics about a point, of so many hectares (to 1e-7)."""
    half = np.sqrt(hectares * 1e4 / 2)
    lon, lat, _ = GEOD.fwd([middle[0]] * 4, [middle[1]] * 4, [45, 135, 225, 315], [half] * 4)
    return shapely.Polygon(np.column_stack([lon, lat]))


def away(place: tuple[float, float], azimuth: float, metres: float) -> tuple[float, float]:
    lon, lat, _ = GEOD.fwd(*place, azimuth, metres)
    return lon, lat


def area(shape: shapely.Geometry) -> float:
    """Square metres between geodesics, holes out."""
    return sum(
        abs(GEOD.geometry_area_perimeter(shapely.Polygon(part.exterior))[0])
        - sum(abs(GEOD.geometry_area_perimeter(shapely.Polygon(hole))[0]) for hole in part.interiors)
        for part in shapely.get_parts(shape)
    )


def nearest(place: tuple[float, float], points: np.ndarray) -> float:
    """Metres to the nearest of (n, 2) points."""
    many = np.full(len(points), place[0]), np.full(len(points), place[1])
    return float(GEOD.inv(*many, points[:, 0], points[:, 1])[2].min())
