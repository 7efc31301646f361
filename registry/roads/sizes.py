"""Geodesic size of geometries: metres of lines, square metres of polygons, never on a projection."""

from __future__ import annotations

import numpy as np
import shapely

from .arrays import Floats, Shapes
from .errors import BadCoordinate
from .geodesy import ellipsoid_of, geod, lengths, to_lonlat


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


def areas(shapes: Shapes, crs: str = "EPSG:4326") -> Floats:
    """(n,) geodesic square metres of polygons, holes out; 0 where there is none.

    Sides are geodesics; the areas below them are Karney's (2013, *Algorithms for geodesics*, J. Geodesy 87),
    from pyproj. Overlapping parts of one geometry count twice: unite them first.

    Raises
    ------
    NoEllipsoid, BadCoordinate
    """
    shapes = np.asarray(shapes, dtype=object)
    polygons, owner = shapely.get_parts(shapes, return_index=True)
    flat = shapely.get_type_id(polygons) == 3
    polygons, owner = polygons[flat], owner[flat]
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    coords = to_lonlat(shapely.get_coordinates(rings), crs)
    if not np.isfinite(coords).all():
        first = int(np.flatnonzero(~np.isfinite(coords).all(axis=1))[0])
        _, ring = shapely.get_coordinates(rings, return_index=True)
        row = int(owner[polygon[ring[first]]])
        lon, lat = coords[first]
        raise BadCoordinate(
            layer="polygon", uid=row, longitude=lon, latitude=lat, problem="is not a place; correct it"
        )
    ends = np.cumsum(shapely.get_num_coordinates(rings))
    measure = geod(ellipsoid_of(crs)).polygon_area_perimeter
    inside = np.array(
        [
            abs(measure(one[:-1, 0], one[:-1, 1])[0])
            for one in np.split(coords, ends[:-1])
            if len(one)  # np.split of nothing gives one empty piece
        ],
        dtype=np.float64,
    )
    outer = np.ones(len(rings), dtype=np.bool_)
    outer[1:] = polygon[1:] != polygon[:-1]
    signed = np.where(outer, inside, -inside)
    return np.bincount(owner[polygon], signed, minlength=len(shapes)).astype(np.float64)
