"""Roads as asphalt: where two numbers share it, its line counts once, on the road that owns it.

The rule is that of :mod:`..roads.concurrency`: higher significance, then the lowest ``route_id``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from ..roads.arrays import Bools, Floats, Ints, Spans
from ..roads.concurrency import owned
from ..roads.cutting import cut
from ..roads.intervals import whole_metres
from .along import Along
from .carriageways import BOTH, KINDS, Carriageways
from .ground import Ground
from .indicator import Parameter
from .roadbook import CONCURRENCIES, Roadbook, reach
from .sentences import Sentence

if TYPE_CHECKING:
    from .indicator import Request

CONCURRENT_ONCE = Parameter(
    "concurrent_once",
    "boolean",
    True,
    "what two routes share counts once, on that of higher significance, then lowest route_id",
)


class Asphalt(NamedTuple):
    """Rows of kilometres laid on the asphalt, cut where another road takes over.

    ``row`` (m,) of which row, ``line`` and ``span`` where it lies (see :class:`.carriageways.Carriageways`),
    ``metres`` of the row itself, a side whole; ``left`` where its metres are another road's, ``owner`` whose
    they are.
    """

    row: Ints
    line: Ints
    span: Spans
    metres: Floats
    left: Bools
    owner: Ints

    def take(self, which: Bools) -> Asphalt:
        return Asphalt(
            self.row[which], self.line[which], self.span[which], self.metres[which], self.left[which],
            self.owner[which],
        )  # fmt: skip


def laid(book: Roadbook, route: Ints, span: Spans, sides: Ints, wanted: bool = True) -> Asphalt:
    """Rows on the asphalt, where of several roads the highest has a metre, if one of the rows is its own.

    Parameters
    ----------
    book : in which the routes are numbered
    route, span, sides : (n,), (n, 2) metres in order, (n,) LEFT, RIGHT or BOTH
    wanted : whether concurrent metres count once
    """
    shared = book.concurrencies(wanted)
    carried = shared.carried(route, span, sides)
    roads = Carriageways.of(len(book.routes), (carried.route, carried.sides))
    piece, line = roads.lay(carried.route, carried.sides)
    where, row = carried.span[piece], carried.row[piece]
    half = np.where((line % KINDS != 0) & (carried.sides[piece] == BOTH), 0.5, 1.0) * carried.scale[piece]
    if not carried.moved.any():
        metres = (where[:, 1] - where[:, 0]) * half
        return Asphalt(row, line, where, metres, np.zeros(len(row), dtype=np.bool_), route[row])
    highest = Along.of(line, where, -shared.order[route[row]], roads.lines, reach(where))
    cut = highest.cut(line, where)
    row, owner = row[cut.piece], route[row[cut.row]]
    metres = (cut.span[:, 1] - cut.span[:, 0]) * half[cut.piece]
    return Asphalt(row, line[cut.piece], cut.span, metres, route[row] != owner, owner)


def once(request: Request, roads: Ground) -> Ground:
    """Sections of roads without the stretches that another road owns, if that one has a line there.

    Parameters
    ----------
    roads : of the layer ``roads``, with ``route_id``, ``km_from`` and ``km_to``
    """
    needed = {"route_id", "km_from", "km_to"}
    if not request.has(CONCURRENCIES) or not len(roads) or not needed <= set(roads.frame.columns):
        return roads
    book = Roadbook.read(request)
    names = roads.frame["route_id"].astype(object)
    route = book.routes.number([one if isinstance(one, str) else None for one in names])
    shared = book.concurrencies(True)
    roads = replace(roads, left=[*roads.left, *book.left_out])
    metres = whole_metres(roads.frame[["km_from", "km_to"]].to_numpy(dtype=float))
    usable = np.flatnonzero((route >= 0) & np.isfinite(metres).all(axis=1) & (metres[:, 0] < metres[:, 1]))
    if not len(shared.shared.route) or not usable.size:
        return roads
    found = owned(route[usable], metres[usable].astype(np.int64), shared.shared, shared.order)
    _, lined = book.drawn.lengths(found.where.route, found.where.span)
    given = np.zeros(len(usable), dtype=np.bool_)
    given[found.row[found.moved]] = True
    given[found.row[found.moved & (lined <= 0)]] = False  # nobody else has its line: it stays
    if not given.any():
        return roads
    stays = np.flatnonzero(given[found.row] & ~found.moved)
    lines = cut(book.drawn.routes, book.drawn.index[found.where.route[stays]], found.where.span[stays]).line
    lonlat = roads.lonlat.copy()
    for row in np.flatnonzero(given).tolist():
        parts = [one for one in lines[found.row[stays] == row] if one is not None]
        lonlat[usable[row]] = shapely.union_all(parts) if parts else None
    gone = found.moved & given[found.row]
    km = float(found.where.metres[gone].sum()) / 1000
    told = Sentence.of("{km:.3f} km of roads run on the asphalt of another, and count there", km=km)
    notes = [*roads.notes, told]
    left = Ground(roads.layer, roads.frame, lonlat, roads.left, notes, roads.origin)
    return left.take(~shapely.is_missing(lonlat))
