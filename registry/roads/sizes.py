"""Geodesic sizes of shapes: metres of lines here, square metres of polygons in :mod:`.areas`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from shapely import from_wkb, get_coordinates, get_num_coordinates, get_parts

from ..model.definition import Geometry
from ..model.geometry import wkb
from .areas import areas
from .arrays import Floats, Shapes
from .errors import BadCoordinate, NoEllipsoid
from .geodesy import ellipsoid_of, lengths, to_lonlat

#: How the blob of a single line in two dimensions begins, and its WKB after the box.
_PLAIN_LINE = b"GP\0\3" + b"\1\2\0\0\0"


def line_lengths(shapes: Shapes, crs: str = "EPSG:4326") -> Floats:
    """(n,) geodesic metres of lines, single or multiple; 0 where there is none.

    Raises
    ------
    NoEllipsoid, BadCoordinate
    """
    shapes = np.asarray(shapes, dtype=object)
    parts, owner = get_parts(shapes, return_index=True)
    coords = to_lonlat(get_coordinates(parts), crs)
    offsets = np.concatenate([[0], np.cumsum(get_num_coordinates(parts))])
    each = lengths(coords, offsets, ellipsoid_of(crs))
    return np.bincount(owner, each, minlength=len(shapes)).astype(np.float64)


def sizes_of(geometry: Geometry, blobs: Sequence[bytes | None]) -> list[float | None]:
    """Metres or square metres of the blobs of a layer: None of null, and of what is nowhere on the Earth."""
    plain = [one for one in blobs if one is not None]
    if not plain:
        return [None] * len(blobs)
    if {one[:4] + one[40:45] for one in plain} == {_PLAIN_LINE}:
        return _sizes_of_lines(blobs, plain, geometry.crs)
    measure = areas if geometry.type.endswith("Polygon") else line_lengths
    found = iter(_measured(measure, _shapes(plain), geometry.crs))
    return [None if one is None else next(found) for one in blobs]


def _sizes_of_lines(blobs: Sequence[bytes | None], lines: list[bytes], crs: str) -> list[float | None]:
    """The same of single lines in two dimensions, whose ordinates lie in their blobs one after another."""
    coords = np.frombuffer(b"".join([one[49:] for one in lines])).reshape(-1, 2)
    offsets = np.concatenate([[0], np.cumsum(np.fromiter(map(len, lines), np.int64, len(lines)) - 49) // 16])
    try:
        found = iter(lengths(to_lonlat(coords, crs), offsets, ellipsoid_of(crs)).tolist())
    except (NoEllipsoid, BadCoordinate):
        found = iter(_measured(line_lengths, _shapes(lines), crs))
    return [None if one is None else next(found) for one in blobs]


def _shapes(blobs: Sequence[bytes]) -> Shapes:
    return np.array(from_wkb([wkb(one) for one in blobs]), dtype=object)


def _measured(measure: Callable[[Shapes, str], Floats], shapes: Shapes, crs: str) -> list[float | None]:
    """The size of each shape, None of what is nowhere: a bad vertex spoils its own shape's only."""
    try:
        return list(measure(shapes, crs).tolist())
    except NoEllipsoid:
        return [None] * len(shapes)
    except BadCoordinate:
        if len(shapes) == 1:
            return [None]
        middle = len(shapes) // 2
        return _measured(measure, shapes[:middle], crs) + _measured(measure, shapes[middle:], crs)
