"""A plane on which areas are those of the Earth: Lambert's cylindrical equal-area projection.

Coverage, overlap and density are computed on it: unions, intersections and differences of shapes keep their
area to the last bit, so that parts add up to the whole, and an area costs a shoelace. Meridians and parallels
are straight on it; other geodesics bend, so that long edges get vertices on the way (:func:`densified`): with
one every 300 m an edge is within 2 mm of its geodesic up to latitude 60°, and the area of a shape of 10 km
within 2e-7 of itself. Lengths and shapes are *not* true on it, only areas: distances are measured by
:mod:`.buffers` and :mod:`..roads.geodesy`.

Formulas for the ellipsoid: Snyder 1987, *Map projections: a working manual*, USGS Professional Paper 1395,
chapters 3 and 10. All layers are brought to WGS 84 first.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from ..roads.ellipsoid import WGS84

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]

#: Metres between vertices of a densified edge, at most.
LONGEST = 300.0

A = WGS84.a
E2 = WGS84.e2
GEOD = Geod(a=WGS84.a, f=WGS84.f)


def authalic(sine: Floats | float, e2: float = E2) -> Any:
    """q of Snyder 3-12 from the sine of the latitude: twice the area per radian up to there, over a²."""
    e = float(np.sqrt(e2))
    es = e * sine
    return (1 - e2) * (sine / (1 - es * es) + np.arctanh(es) / e)


#: q of the pole, and the radius of the sphere of the ellipsoid's area.
Q_POLE = float(authalic(1.0))
RADIUS = A * float(np.sqrt(Q_POLE / 2))


def forward(lonlat: Floats) -> Floats:
    """(n, 2) degrees as (n, 2) metres on the plane."""
    x = A * np.radians(lonlat[:, 0])
    y = A / 2 * authalic(np.sin(np.radians(lonlat[:, 1])))
    return np.column_stack([x, y])


def backward(place: Floats) -> Floats:
    """(n, 2) metres on the plane as (n, 2) degrees: authalic latitude, then Newton's steps of Snyder 3-16."""
    q = np.clip(place[:, 1] * 2 / A, -Q_POLE, Q_POLE)
    sine = q / Q_POLE
    for _ in range(4):
        # dq / d sine = 2 (1 - e²) / (1 - e² sine²)²
        w2 = 1 - E2 * sine * sine
        sine = np.clip(sine + (q - authalic(sine)) * w2 * w2 / (2 * (1 - E2)), -1, 1)
    return np.column_stack([np.degrees(place[:, 0] / A), np.degrees(np.arcsin(sine))])


def to_plane(lonlat: Shapes) -> Shapes:
    """(n,) shapes in WGS 84 on the plane; vertex by vertex."""
    return np.asarray(shapely.transform(np.asarray(lonlat, dtype=object), forward), dtype=object)


def from_plane(shapes: Shapes) -> Shapes:
    """(n,) shapes of the plane in WGS 84."""
    return np.asarray(shapely.transform(np.asarray(shapes, dtype=object), backward), dtype=object)


def densified(lonlat: Shapes, longest: float = LONGEST, geod: Geod = GEOD) -> Shapes:
    """Lines and polygons with vertices along the geodesics of their long edges.

    Parameters
    ----------
    lonlat : (n,) object array
        Lines, polygons, single or multiple, all of one dimension, in WGS 84; None and empty stay.
    longest : float
        Metres; every edge of the outcome is at most that long.

    Returns
    -------
    (n,) object array
        MultiLineStrings or MultiPolygons.
    """
    shapes = np.asarray(lonlat, dtype=object).copy()
    filled = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    if not filled.size:
        return shapes
    kind, coords, offsets = shapely.to_ragged_array(shapes[filled], include_z=False)
    if len(offsets) == 1:  # all single: as if each were one part of a multiple shape
        offsets = (offsets[0], np.arange(len(filled) + 1))
    if kind == shapely.GeometryType.POLYGON:
        offsets = (offsets[0], offsets[1], np.arange(len(filled) + 1))
    several = shapely.GeometryType.MULTIPOLYGON if len(offsets) == 3 else shapely.GeometryType.MULTILINESTRING
    coords, place = _with_more_vertices(coords, np.asarray(offsets[0]), longest, geod)
    shapes[filled] = shapely.from_ragged_array(several, coords, (place[offsets[0]], *offsets[1:]))
    return shapes


def _with_more_vertices(
    coords: Floats, starts: NDArray[Any], longest: float, geod: Geod
) -> tuple[Floats, NDArray[Any]]:
    """Coordinates with more, and where each of the (v + 1) old places now is."""
    step = np.diff(coords, axis=0)
    rough = 112_000 * np.hypot(step[:, 0] * np.cos(np.radians(coords[:-1, 1])), step[:, 1])
    rough[starts[1:-1] - 1] = 0.0  # from one ring or line to the next there is no edge
    long = np.flatnonzero(rough > 0.99 * longest)
    if not long.size:
        return coords, np.arange(len(coords) + 1)
    here, there = coords[long], coords[long + 1]
    azimuth, _, metres = geod.inv(here[:, 0], here[:, 1], there[:, 0], there[:, 1])
    pieces = np.maximum(np.ceil(metres / longest).astype(np.int64), 1)
    edge = np.repeat(np.arange(len(long)), pieces - 1)
    nth = np.arange(len(edge)) - np.repeat(np.cumsum(pieces - 1) - (pieces - 1), pieces - 1) + 1
    share = nth / pieces[edge]
    lon, lat, _ = geod.fwd(here[edge, 0], here[edge, 1], azimuth[edge], metres[edge] * share)
    # On the side of the antimeridian on which the edge begins, unless it is drawn across.
    lon = lon + 360 * np.rint((here[edge, 0] + (there - here)[edge, 0] * share - lon) / 360)
    added = np.zeros(len(coords) + 1, dtype=np.int64)
    added[long + 1] = pieces - 1
    place = np.arange(len(coords) + 1) + np.cumsum(added)
    out = np.insert(coords, np.repeat(long + 1, pieces - 1), np.column_stack([lon, lat]), axis=0)
    return out, place
