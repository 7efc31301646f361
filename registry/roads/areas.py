"""Geodesic areas of polygons, many at once.

The area of a polygon is what lies between the geodesics that join its vertices, as in PostGIS's ``geography``
and GeographicLib; no projected area is ever meant. It is found from the area between straight lines of the
cylindrical equal-area plane and, for each edge, the sliver between that line and the geodesic. With r the
radius of the parallel, the geodesic's y on the plane has the second derivative

    y'' = -r² sin(lat) (3 cot²(azimuth) + 1),       cot(azimuth) = Δy / (Δlon r²)

(from Clairaut's r sin(azimuth) = constant), so that the sliver is -y'' Δlon³ / 12. Edges of up to 10 km need
no more; longer ones get vertices on their geodesic. What encloses a pole or lies near one is measured by
Karney's algorithm (2013, *Algorithms for geodesics*, J. Geodesy 87) in pyproj, ring by ring.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from .arrays import Floats, Ints, Shapes
from .densifying import DEGREE, densified
from .ellipsoid import WGS84, Ellipsoid
from .errors import BadCoordinate
from .geodesy import ellipsoid_of, geod, to_lonlat

#: Metres of an edge for which the sliver's formula serves.
EDGE = 10_000.0
#: Degrees of latitude up to which it serves to 1e-9: its error grows with the square of their tangent.
HIGHEST = 70.0


def authalic(sine: Floats | float, e2: float = WGS84.e2) -> Any:
    """q of Snyder 3-12 from the sine of the latitude: twice the area per radian up to there, over a²."""
    e = float(np.sqrt(e2))
    es = e * sine
    return (1 - e2) * (sine / (1 - es * es) + np.arctanh(es) / e)


def areas(shapes: Shapes, crs: str = "EPSG:4326") -> Floats:
    """(n,) geodesic square metres of polygons, holes out; 0 where there is none.

    Overlapping parts of one geometry count twice: unite them first.

    Raises
    ------
    NoEllipsoid
        The CRS has no place on the Earth.
    BadCoordinate
        A vertex is NaN or infinite; names the first such shape by its number.

    Examples
    --------
    506 hectares, which EPSG:3857 makes 1,092:

    >>> side = [(51.87, 47.09), (51.9, 47.09), (51.9, 47.11), (51.87, 47.11)]
    >>> areas([shapely.Polygon(side)]).round(-2)
    array([5063700.])
    """
    shapes = np.asarray(shapes, dtype=object)
    ellipsoid = ellipsoid_of(crs)
    polygons, owner = shapely.get_parts(shapes, return_index=True)
    flat = shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON
    polygons, owner = polygons[flat], owner[flat]
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    if not len(rings):
        return np.zeros(len(shapes))
    outer = np.append(True, polygon[1:] != polygon[:-1])
    coords, ring = shapely.get_coordinates(rings, return_index=True)
    lonlat = to_lonlat(coords, crs)
    _refuse_unplaced(lonlat, owner[polygon[ring]])
    inside = _ring_areas(lonlat, ring, ellipsoid)
    signed = np.where(outer, inside, -inside)
    return np.bincount(owner[polygon], signed, minlength=len(shapes)).astype(np.float64)


def _ring_areas(lonlat: Floats, ring: Ints, ellipsoid: Ellipsoid) -> Floats:
    """Square metres of each ring, whichever way it runs."""
    number = int(ring[-1]) + 1
    step = np.diff(lonlat, axis=0)
    step[ring[1:] != ring[:-1]] = 0.0
    # Where an edge is long on the globe or passes the antimeridian the plane does not serve.
    odd = np.zeros(number, dtype=np.bool_)
    odd[ring[1:][np.abs(step[:, 0]) > 30]] = True
    odd[ring[np.abs(lonlat[:, 1]) > HIGHEST]] = True
    found = np.zeros(number)
    plain = ~odd[ring]
    if plain.any():
        found += _planar(*_short_edged(lonlat[plain], ring[plain], ellipsoid), number, ellipsoid)
    measure = geod(ellipsoid).polygon_area_perimeter
    for one in np.flatnonzero(odd):
        places = lonlat[ring == one][:-1]
        found[one] = abs(measure(places[:, 0], places[:, 1])[0])
    return found


def _short_edged(lonlat: Floats, ring: Ints, ellipsoid: Ellipsoid) -> tuple[Floats, Ints]:
    """The rings with vertices on their long edges' geodesics."""
    edge = np.abs(np.diff(lonlat, axis=0)[ring[1:] == ring[:-1]])
    if not len(edge) or edge.max() * DEGREE < EDGE / 2:
        return lonlat, ring
    numbers = np.unique(ring)
    lines = np.asarray(shapely.linestrings(lonlat, indices=np.searchsorted(numbers, ring)), dtype=object)
    dense = densified(lines, EDGE, geod(ellipsoid))
    places, of = shapely.get_coordinates(dense, return_index=True)
    return places, numbers[of]


def _planar(lonlat: Floats, ring: Ints, number: int, ellipsoid: Ellipsoid) -> Floats:
    """Area on the plane, and the slivers between its straight lines and geodesics."""
    a, e2 = ellipsoid.a, ellipsoid.e2
    edge = ring[1:] == ring[:-1]
    of = ring[:-1][edge]
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    sine = np.sin(lat)
    y = a * a / 2 * authalic(sine, e2)
    # From a vertex of the ring's own, or the products would lose the last digits of small rings.
    first = np.flatnonzero(np.append(True, ~edge))
    begin = np.repeat(first, np.diff(np.append(first, len(ring))))
    x, y = lon - lon[begin], y - y[begin]
    dx, dy = np.diff(x)[edge], np.diff(y)[edge]
    cross = (x[:-1] * y[1:] - x[1:] * y[:-1])[edge] / 2
    middle = np.sin((lat[:-1] + lat[1:]) / 2)[edge]
    r2 = a * a * (1 - middle * middle) / (1 - e2 * middle * middle)
    sliver = middle * dx * (3 * dy * dy / r2 + r2 * dx * dx) / 12
    # A ring that runs anticlockwise has its inside on the left, to which a sliver north of an edge is lost.
    return np.abs(np.bincount(of, cross - sliver, minlength=number))


def _refuse_unplaced(lonlat: Floats, owner: Ints) -> None:
    bad = np.flatnonzero(~np.isfinite(lonlat).all(axis=1))
    if bad.size:
        lon, lat = lonlat[bad[0]]
        raise BadCoordinate(
            layer="polygon",
            uid=int(owner[bad[0]]),
            longitude=lon,
            latitude=lat,
            problem="is not a place; correct it",
        )
