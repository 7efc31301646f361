"""Stretches of routes as lines: between two measures, across gaps, beside the road if wished.

What the route does not have is not drawn and never forgotten: each event says how many of its metres lie past
an end of the route, and how many in a gap.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .arrays import ArrayLike, Floats, Ints, Shapes, expanded, ranked
from .ellipsoid import SHORT
from .errors import Finding
from .findings import Named
from .intervals import checked
from .lateral import shifted
from .location import BEYOND, GAP, NO_ROUTE, PLACED, along_of
from .mapped import mapped
from .routes import RouteSet
from .segments import between
from .stretch import HAIR

# Pieces shorter than this are a rounded kilometre, not a stretch.
_SHORTEST = 1e-3


class Cut(NamedTuple):
    """n events as geometry.

    ``line`` (n,) MultiLineString in degrees, None where nothing of the event has a line; ``length`` (n,) true
    metres of the road under it (not of the line beside it); ``status`` (n,) PLACED, NO_ROUTE, BEYOND if some
    of it lies past an end, GAP if some of it lies in a gap; ``past`` and ``gap`` (n,) metres of measure.
    """

    line: Shapes
    length: Floats
    status: Ints
    past: Ints
    gap: Ints


def cut(
    routes: RouteSet,
    route: ArrayLike,
    span: ArrayLike,
    right: ArrayLike = 0.0,
    *,
    drawn: bool = True,
    on_map: bool = False,
) -> Cut:
    """The lines of events.

    Parameters
    ----------
    route : (n,) index, -1 for none
    span : (n, 2) whole metres, start <= end (see :func:`.intervals.ordered`)
    right : (n,) or one; metres to the right of the road, below 0 to the left
    drawn : False leaves ``line`` None, where only lengths are wanted
    on_map : whether the lines are to be looked at: on the road as a map draws it (:mod:`.mapped`), not as it
        is measured; ``length`` is the same

    Returns
    -------
    Cut

    Raises
    ------
    MisfitArrays, ReversedInterval
    """
    number = np.asarray(route, dtype=np.int64)
    _, spans = checked(np.maximum(number, 0), span)
    count = len(number)
    status, past, gap = np.full(count, PLACED), np.zeros(count, np.int64), np.zeros(count, np.int64)
    line: Shapes = np.full(count, None, dtype=object)
    length = np.zeros(count)
    status[number < 0] = NO_ROUTE
    rows = np.flatnonzero(number >= 0)
    if not rows.size:
        return Cut(line, length, status, past, gap)
    those, wanted = number[rows], spans[rows].astype(np.float64)
    extent = routes.extent[those]
    over = np.maximum(extent[:, 0] - wanted[:, 0], 0) + np.maximum(wanted[:, 1] - extent[:, 1], 0)
    over = np.minimum(over, wanted[:, 1] - wanted[:, 0])
    past[rows] = np.where(over > 0.5, np.rint(over), 0).astype(np.int64)
    inside = np.clip(wanted, extent[:, :1], extent[:, 1:])
    start, _ = along_of(routes, those, inside[:, 0], later=True)
    end, _ = along_of(routes, those, inside[:, 1])
    part, event = _parts_under(routes, those, start, end)
    low = np.maximum(start[event], routes.part_span[part, 0])
    high = np.minimum(end[event], routes.part_span[part, 1])
    real = high - low > _SHORTEST
    part, event, low, high = part[real], event[real], low[real], high[real]
    np.add.at(length, rows[event], high - low)
    on_line = routes.knots.measure_at(those[event], high) - routes.knots.measure_at(those[event], low)
    missing = inside[:, 1] - inside[:, 0] - np.bincount(event, on_line, minlength=len(rows))
    in_gap = (missing > 0.5) & (end - start - length[rows] > _SHORTEST)
    gap[rows] = np.where(in_gap, np.rint(missing), 0).astype(np.int64)
    status[gap > 0] = GAP
    status[past > 0] = BEYOND
    if drawn:
        off = np.broadcast_to(np.asarray(right, dtype=np.float64), (count,))[rows]
        pieces = _pieces(routes, those[event], part, low, high, off[event], on_map)
        if len(pieces):
            some, group = ranked(event)
            line[rows[some]] = shapely.multilinestrings(pieces, indices=group)
    return Cut(line, length, status, past, gap)


def _parts_under(routes: RouteSet, route: Ints, start: Floats, end: Floats) -> tuple[Ints, Ints]:
    """(part, event) for all parts that an event may reach."""
    base = routes.base[routes.part_route]
    first = np.searchsorted(base + routes.part_span[:, 1], routes.base[route] + start, side="left")
    last = np.searchsorted(base + routes.part_span[:, 0], routes.base[route] + end, side="right")
    first = np.maximum(first, routes.routes[route])
    last = np.minimum(last, routes.routes[route + 1])
    return expanded(first, np.maximum(last - first, 0))


def _pieces(
    routes: RouteSet, route: Ints, part: Ints, low: Floats, high: Floats, right: Floats, on_map: bool
) -> Shapes:
    """(k,) LineStrings of stretches that lie within one part each: its vertices, and the two ends."""
    if not len(part):
        return np.empty(0, dtype=object)
    # Vertices strictly inside; the ends are put where they belong, to the last bit the same for neighbours.
    first = np.searchsorted(routes.key, routes.base[route] + low + HAIR, side="right")
    last = np.searchsorted(routes.key, routes.base[route] + high - HAIR, side="left")
    first = np.clip(first, routes.parts[part] + 1, routes.parts[part + 1])
    last = np.clip(last, first, routes.parts[part + 1] - 1)
    ends = np.column_stack([_on(routes, part, at, on_map) for at in (low, high)]).reshape(-1, 2, 2)
    inner, piece = expanded(first, last - first)
    keep = routes.own[inner] | ((right[piece] != 0) & (not (on_map and routes.in_degrees)))
    inner, piece = inner[keep], piece[keep]
    sizes = np.bincount(piece, minlength=len(part)) + 2
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    coords = np.empty((offsets[-1], 2))
    begun = np.cumsum(sizes - 2) - (sizes - 2)
    coords[offsets[:-1]], coords[offsets[1:] - 1] = ends[:, 0], ends[:, 1]
    coords[offsets[piece] + 1 + np.arange(len(piece)) - begun[piece]] = routes.lonlat[inner]
    if right.any():
        coords = shifted(coords, offsets, right, routes.ellipsoid)
    owner = np.repeat(np.arange(len(part)), sizes)
    return np.asarray(shapely.linestrings(coords, indices=owner))


def _on(routes: RouteSet, part: Ints, along: Floats, on_map: bool) -> Floats:
    """(k, 2) places on parts; :meth:`.RouteSet.at` would not know which side of a gap is meant."""
    route = routes.part_route[part]
    start = np.searchsorted(routes.key, routes.base[route] + along, side="right") - 1
    start = np.clip(start, routes.parts[part], routes.parts[part + 1] - 2)
    wide = routes.along[start + 1] - routes.along[start]
    share = np.clip((along - routes.along[start]) / np.where(wide > 0, wide, 1.0), 0.0, 1.0)
    # A hair's breadth from a vertex is the vertex.
    share = np.where(share * SHORT < HAIR, 0.0, np.where((1 - share) * SHORT < HAIR, 1.0, share))
    there = between(routes.lonlat[start], routes.lonlat[start + 1], share, routes.ellipsoid)
    return mapped(routes, start, there) if on_map else there


def missing(routes: RouteSet, route: ArrayLike, span: ArrayLike, made: Cut, named: Named) -> list[Finding]:
    """Findings for events that leave their route or run over a gap; ``named`` collects them as well."""
    number, spans = np.asarray(route, dtype=np.int64), np.asarray(span, dtype=np.int64).reshape(-1, 2)
    before = len(named.found)
    for row in np.flatnonzero(made.past > 0).tolist():
        low, high = routes.extent[number[row]].tolist()
        start, end = spans[row].tolist()
        named.add("beyond-end", row, start=start, end=end, low=low, high=high, metres=int(made.past[row]),
                  route=routes.names[number[row]])  # fmt: skip
    for row in np.flatnonzero(made.gap > 0).tolist():
        start, end = spans[row].tolist()
        named.add("in-gap", row, start=start, end=end, metres=int(made.gap[row]),
                  route=routes.names[number[row]])  # fmt: skip
    return named.found[before:]
