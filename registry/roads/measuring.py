"""Sizes of geometry blobs, as the ledger keeps them beside its row versions.

Lines and polygons are measured on arrays, by :mod:`.sizes` and :mod:`.areas`. To load numpy, shapely and
pyproj takes longer than to measure the few lines that somebody edited, so those are measured one segment at
a time (:mod:`.ellipsoid`): short ones by the same formulas, long ones by Vincenty's, which agree with them to
1e-10 of the length. So are all where nothing is installed. What that cannot do, such as polygons and other
reference systems than WGS 84, is then left to a process that can.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from itertools import pairwise

from ..model.blob import parsed
from ..model.definition import Geometry
from .chaining import Point
from .ellipsoid import HIGHEST, SHORT, inverse, vector

#: Lines that are sooner measured one by one than numpy is loaded.
FEW = 2000


def measured(geometry: Geometry, blobs: Sequence[bytes | None]) -> Sequence[float | None] | None:
    """Metres or square metres of the geometries of a layer; see :data:`..versions.measures.Measuring`.

    None of null, and of what is nowhere on the Earth. None for all if this process cannot tell.
    """
    if len(blobs) <= FEW and "shapely" not in sys.modules and (found := plainly(geometry, blobs)) is not None:
        return found
    try:
        from .sizes import sizes_of
    except ImportError:  # not installed, or of an older kind
        return plainly(geometry, blobs)
    return sizes_of(geometry, blobs)


def plainly(geometry: Geometry, blobs: Sequence[bytes | None]) -> list[float | None] | None:
    """Sizes on the standard library alone; None if one of them is beyond it.

    Examples
    --------
    >>> from ..model.geometry import from_geojson
    >>> road = Geometry("LineString")
    >>> line = from_geojson({"type": "LineString", "coordinates": [[51.9, 47.1], [51.91, 47.1]]}, road)
    >>> [one and round(one, 2) for one in plainly(road, [line, None]) or ()]
    [759.14, None]
    """
    if not geometry.type.endswith("LineString") or geometry.crs != "EPSG:4326":
        return None
    found: list[float | None] = []
    for blob in blobs:
        metres = None if blob is None else _length(blob)
        if blob is not None and metres is None:
            return None
        found.append(metres)
    return found


def _length(blob: bytes) -> float | None:
    """Metres of lines; None where two vertices lie on opposite sides of the Earth."""
    runs = [(run, part.step) for part in parsed(blob).parts for run in part.runs]
    try:
        return sum(
            _segment(here, there)
            for run, step in runs
            for here, there in pairwise(zip(run[::step], run[1::step], strict=True))
        )
    except ValueError:
        return None


def _segment(here: Point, there: Point) -> float:
    metres = math.hypot(*vector(here, there))
    if metres <= SHORT and abs(here[1] + there[1]) <= 2 * HIGHEST:
        return metres
    return inverse(here, there)[0]
