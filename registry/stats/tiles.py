"""Ground covered at least once, tile by tile.

A union of a hundred thousand shapes that all touch one another is slow as a whole and quick in pieces: cut at
tiles, each tile's union is small, and the tiles share no ground, so that areas add. What comes out are shapes
that do not overlap, not one big shape: that is all an area or an intersection needs (:func:`drawn` joins them
for a map). Everything is on the plane of areas (:mod:`.plane`), where cutting at a tile changes no area.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from .buffers import EDGE, QUADRANT, Buffers, longest_side, pieces_on_earth, wrapped
from .localplane import Local
from .plane import Q_POLE, A, Floats, Shapes, to_plane

Ints = NDArray[np.int64]
R = TypeVar("R")

#: Metres across a tile.
TILE = 40_000.0
#: Up to so many shapes are united at once.
FEW = 500
#: Vertices of a piece of a subdivided shape, at most.
MOST = 200


class Tiles(NamedTuple):
    """(t, 4) bounds of tiles, and pairs of a ``shape`` and a ``tile`` that it lies in, in order of tiles."""

    bounds: Floats
    shape: Ints
    tile: Ints


def united(shapes: Shapes) -> Shapes:
    """Polygons that cover the ground of the given ones and do not overlap.

    Parameters
    ----------
    shapes : (n,) object array
        Valid polygons on the plane of areas.
    """
    shapes = _polygons(np.asarray(shapes, dtype=object))
    if len(shapes) <= FEW:
        return _polygons(np.array([_union(shapes)], dtype=object))
    tiles = tiles_of(shapely.bounds(shapes), TILE)
    starts, ends = _runs(tiles.tile)

    runs = [tiles.shape[start:end] for start, end in zip(starts, ends, strict=True)]
    cut = [_cut(shapes[run], bounds) for run, bounds in zip(runs, tiles.bounds, strict=True)]
    whole = shapely.area(shapes).sum()
    if _lost(cut, whole):
        boxes = shapely.box(*tiles.bounds.T)
        cut = threaded(lambda at: shapely.intersection(shapes[runs[at]], boxes[at]), range(len(runs)))
        if _lost(cut, whole):
            raise ValueError("cutting polygons at tiles changed their area; are all of them valid?")
    return _polygons(np.array(threaded(_union, cut), dtype=object))


def united_around(lonlat: Shapes, metres: float, quadrant: int = QUADRANT) -> Shapes:
    """Polygons that cover all ground within a distance of any of the shapes, and do not overlap.

    As :func:`.buffers.buffered` and then :func:`united`, but each tile's shapes are drawn on one plane about
    its middle and buffered at once, which also unites them.

    Raises
    ------
    UsageError, BadCoordinate
        As :func:`.buffers.buffered`.
    """
    pieces, _ = pieces_on_earth(lonlat, metres)
    if not len(pieces):
        return pieces
    shapes = to_plane(pieces)
    size = max(TILE, 5 * metres)
    tiles = tiles_of(shapely.bounds(shapes), size, metres)
    wide = reach(tiles.bounds, metres)
    starts, ends = _runs(tiles.tile)
    local = Local(shapely.box(*tiles.bounds.T))
    side = longest_side(metres)

    def some(numbers: Ints) -> list[Shapes]:
        gathered = [_cut(shapes[tiles.shape[starts[one] : ends[one]]], wide[one]) for one in numbers]
        together = np.array([shapely.GeometryCollection(list(one)) for one in gathered], dtype=object)
        around = shapely.buffer(local.onto(together, numbers), metres, quad_segs=quadrant)
        around = local.back(np.asarray(shapely.segmentize(around, side), dtype=object), numbers)
        return [_cut(around[at : at + 1], tiles.bounds[one]) for at, one in enumerate(numbers)]

    groups = np.array_split(np.arange(len(tiles.bounds)), max(1, len(tiles.bounds) // 8))
    found = [shape for group in threaded(some, groups) for shape in group]
    around = _polygons(np.concatenate(found))
    if len(around) and np.abs(shapely.total_bounds(around)).max() > EDGE:  # over the antimeridian
        around = united(wrapped(Buffers(around, np.arange(len(around)))).shapes)
    return around


def tiles_of(bounds: Floats, size: float, metres: float = 0.0) -> Tiles:
    """The tiles that each of n bounds on the plane meets, or comes within a distance of."""
    middle = (np.nanmin(bounds[:, 1]) + np.nanmax(bounds[:, 3])) / (A * Q_POLE)
    cosine = max(0.05, float(np.sqrt(1 - min(1.0, middle * middle))))
    step = np.array([size / cosine, size * cosine])
    wide = reach(bounds, metres) if metres else bounds
    low = np.floor(wide[:, :2] / step).astype(np.int64)
    count = np.floor(wide[:, 2:] / step).astype(np.int64) - low + 1
    shape, nth = _expanded(count.prod(axis=1))
    column = low[shape, 0] + nth % count[shape, 0]
    line = low[shape, 1] + nth // count[shape, 0]
    order = np.lexsort((shape, column, line))
    shape, column, line = shape[order], column[order], line[order]
    new = np.concatenate([[True], (np.diff(column) != 0) | (np.diff(line) != 0)])[: len(shape)]
    corner = np.column_stack([column[new], line[new]])
    return Tiles(np.hstack([corner * step, (corner + 1) * step]), shape, np.cumsum(new) - 1)


def subdivided(shapes: Shapes, most: int = MOST) -> tuple[Shapes, Ints]:
    """Polygons cut in halves until each piece has few vertices, and which polygon each piece is of."""
    parts, owner = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    done: list[Shapes] = []
    of: list[Ints] = []
    for _ in range(30):
        large = shapely.get_num_coordinates(parts) > most
        done.append(parts[~large])
        of.append(owner[~large])
        parts, owner = parts[large], owner[large]
        if not len(parts):
            break
        halves = [half for shape in parts for half in _halves(shape)]
        owner = np.repeat(owner, 2)
        parts, which = shapely.get_parts(np.array(halves, dtype=object), return_index=True)
        owner = owner[which]
        flat = shapely.get_dimensions(parts) == 2
        parts, owner = parts[flat], owner[flat]
    return np.concatenate([*done, parts]), np.concatenate([*of, owner]).astype(np.int64)


def shared_areas(shapes: Shapes, cover: Shapes) -> Floats:
    """(n,) square metres of each polygon on the ground of a cover whose polygons do not overlap."""
    pieces, owner = crossed(shapes, cover)
    return np.bincount(owner, shapely.area(pieces), minlength=len(shapes)).astype(np.float64)


def crossed(shapes: Shapes, cover: Shapes) -> tuple[Shapes, Ints]:
    """The ground of each polygon that a cover has, in pieces, and which polygon each piece is of."""
    pieces, owner = subdivided(shapes)
    if not len(pieces) or not len(cover):
        return np.array([], dtype=object), np.array([], dtype=np.int64)
    shapely.prepare(pieces)
    piece, other = shapely.STRtree(cover).query(pieces, predicate="intersects")
    found: Shapes = cover[other]
    across = np.flatnonzero(~shapely.covers(pieces[piece], cover[other]))
    groups = np.array_split(across, max(1, len(across) // 200))
    cut = threaded(lambda some: shapely.intersection(pieces[piece[some]], cover[other[some]]), groups)
    found[across] = np.concatenate(cut)
    return found, owner[piece]


def drawn(cover: Shapes) -> shapely.Geometry:
    """A cover as one shape, seams between tiles gone."""
    return shapely.union_all(cover)


def _union(shapes: Shapes) -> shapely.Geometry:
    return shapely.disjoint_subset_union_all(shapes)


def _polygons(shapes: Shapes) -> Shapes:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return np.asarray(parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)], dtype=object)


def _cut(shapes: Shapes, bounds: Floats) -> Shapes:
    """Shapes within bounds."""
    low_x, low_y, high_x, high_y = bounds
    own = shapely.bounds(shapes)
    out = (own[:, 0] < low_x) | (own[:, 1] < low_y) | (own[:, 2] > high_x) | (own[:, 3] > high_y)
    if not out.any():
        return shapes
    shapes = shapes.copy()
    shapes[out] = shapely.clip_by_rect(shapes[out], low_x, low_y, high_x, high_y)
    return shapes


def _lost(cut: list[Shapes], whole: float) -> bool:
    """Whether cutting changed the area: GEOS's clipping by a rectangle is quick, and at times wrong."""
    return abs(sum(float(shapely.area(one).sum()) for one in cut) - whole) > 1e-9 * whole


def _halves(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """A polygon cut across its longer side."""
    low_x, low_y, high_x, high_y = shape.bounds
    # Its own sides well inside: where they run along the rectangle's, GEOS's clipping goes wrong.
    wide = low_x - 1e3, low_y - 1e3, high_x + 1e3, high_y + 1e3
    if high_x - low_x >= high_y - low_y:
        middle = (low_x + high_x) / 2
        boxes = [(*wide[:2], middle, wide[3]), (middle, *wide[1:])]
    else:
        middle = (low_y + high_y) / 2
        boxes = [(*wide[:3], middle), (wide[0], middle, *wide[2:])]
    halves = [shapely.clip_by_rect(shape, *one) for one in boxes]
    if abs(halves[0].area + halves[1].area - shape.area) > 1e-9 * shape.area:
        halves = [shapely.intersection(shape, shapely.box(*one)) for one in boxes]
    return halves


def reach(bounds: Floats, metres: float) -> Floats:
    """Bounds on the plane, wider by at least a distance on the ground."""
    highest = np.minimum(np.abs(bounds[:, [1, 3]]).max(axis=1) + metres, A * Q_POLE / 2)
    sine = highest * 2 / (A * Q_POLE)
    east = 1.02 * metres / np.maximum(np.sqrt(1 - sine * sine), 1e-3)
    north = np.full(len(bounds), 1.02 * metres)
    return np.column_stack(
        [bounds[:, 0] - east, bounds[:, 1] - north, bounds[:, 2] + east, bounds[:, 3] + north]
    )


def _expanded(count: Ints) -> tuple[Ints, Ints]:
    """For each of so many repeats: whose it is, and its number there."""
    owner = np.repeat(np.arange(len(count)), count)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)


def _runs(numbers: Ints) -> tuple[Ints, Ints]:
    starts = np.flatnonzero(np.concatenate([[True], np.diff(numbers) != 0])[: len(numbers)])
    return starts, np.append(starts[1:], len(numbers))


def threaded(work: Callable[[Any], R], items: Iterable[Any]) -> list[R]:
    """In threads: GEOS computes without holding Python's lock."""
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        return list(pool.map(work, items))
