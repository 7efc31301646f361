"""Roads as asphalt: where two numbers share it, its line counts once, on the road that owns it.

The rule is that of :mod:`..roads.concurrency`: higher significance, then the lowest ``route_id``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..roads.concurrency import owned
from ..roads.cutting import cut
from ..roads.intervals import whole_metres
from .concurrent import LAYER
from .ground import Ground
from .indicator import Parameter
from .roadbook import Roadbook

if TYPE_CHECKING:
    from .indicator import Request

CONCURRENT_ONCE = Parameter(
    "concurrent_once",
    "boolean",
    True,
    "what two routes share counts once, on that of higher significance, then lowest route_id",
)


def once(request: Request, roads: Ground) -> Ground:
    """Sections of roads without the stretches that another road owns, if that one has a line there.

    Parameters
    ----------
    roads : of the layer ``roads``, with ``route_id``, ``km_from`` and ``km_to``
    """
    needed = {"route_id", "km_from", "km_to"}
    if not request.has(LAYER) or not len(roads) or not needed <= set(roads.frame.columns):
        return roads
    book = Roadbook.read(request)
    names = roads.frame["route_id"].astype(object)
    route = book.routes.number([one if isinstance(one, str) else None for one in names])
    shared = book.concurrencies(True)
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
    notes = [*roads.notes, f"{km:.3f} km of roads run on the asphalt of another, and count there"]
    left = Ground(roads.layer, roads.frame, lonlat, roads.left, notes, roads.origin)
    return left.take(~shapely.is_missing(lonlat))
