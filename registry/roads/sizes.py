"""Geodesic lengths of lines as shapes; those of polygons are in :mod:`.areas`."""

from __future__ import annotations

import numpy as np
import shapely

from .arrays import Floats, Shapes
from .geodesy import ellipsoid_of, lengths, to_lonlat


def line_lengths(shapes: Shapes, crs: str = "EPSG:4326") -> Floats:
    """(n,) geodesic metres of lines, single or multiple; 0 where there is none.

    Raises
    ------
    NoEllipsoid, BadCoordinate
    """
    shapes = np.asarray(shapes, dtype=object)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    coords = to_lonlat(shapely.get_coordinates(parts), crs)
    offsets = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(parts))])
    each = lengths(coords, offsets, ellipsoid_of(crs))
    return np.bincount(owner, each, minlength=len(shapes)).astype(np.float64)
