"""Lines and polygons with vertices along the geodesics of their long edges.

On any plane the straight line between two vertices leaves their geodesic; with more vertices on it, by less.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from .arrays import Floats, Shapes
from .geodesy import geod as geodesics

#: Metres between vertices of a densified edge, at most.
LONGEST = 300.0
#: Metres of a degree of latitude, and a little more.
DEGREE = 112_000.0


def densified(lonlat: Shapes, longest: float = LONGEST, geod: Geod | None = None) -> Shapes:
    """Lines and polygons with vertices along the geodesics of their long edges.

    Parameters
    ----------
    lonlat : (n,) object array
        Lines, polygons, single or multiple, all of one dimension, in WGS 84; None and empty stay.
    longest : float
        Metres; every edge of the outcome is at most that long.
    geod : pyproj.Geod, optional
        Of another ellipsoid than that of WGS 84.

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
    coords, place = _with_more_vertices(coords, np.asarray(offsets[0]), longest, geod or geodesics())
    shapes[filled] = shapely.from_ragged_array(several, coords, (place[offsets[0]], *offsets[1:]))
    return shapes


def _with_more_vertices(
    coords: Floats, starts: NDArray[Any], longest: float, geod: Geod
) -> tuple[Floats, NDArray[Any]]:
    """Coordinates with more, and where each of the (v + 1) old places now is."""
    step = np.diff(coords, axis=0)
    rough = DEGREE * np.hypot(step[:, 0] * np.cos(np.radians(coords[:-1, 1])), step[:, 1])
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
