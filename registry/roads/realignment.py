"""What becomes of events when a road is realigned or its kilometres are counted anew.

An event says where it is by measures, so a new line or new kilometres would move it unless somebody decides.
Three behaviours: *stay* keeps the measures, and the place changes; *move* keeps the place, and the measures
change; *retire* closes what lies on the replaced stretch, and the rest keeps its place. Work done on the old
line is never carried over to the new one. Nothing is changed here: a preview says what would.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..model.errors import UsageError
from .arrays import ArrayLike, Floats, Ints, Spans, expanded
from .errors import Finding
from .findings import Named, chainage
from .intervals import Stretches, checked, difference, intersection, union
from .location import PLACED, along_of, locate
from .routes import RouteSet

BEHAVIOURS = ("stay", "move", "retire")
#: Metres from the new line within which the old one counts as still there.
TOLERANCE = 5.0
#: Metres between the places that are compared, besides all vertices.
STEP = 25.0
# Where lines part the bound of a stretch is a whole metre, and may lie that much farther off the new line.
_ROUNDED = 2.0


class Change(NamedTuple):
    """What would become of one event.

    ``action``: ``unchanged``, ``stays`` (measures kept, elsewhere on the ground), ``moved`` (place kept, new
    measures), ``shortened`` or ``split`` (part of it has no place any more), ``retired`` (closed altogether),
    ``lost`` (no place, and nobody said to close it). ``before`` and ``after`` are spans in metres, ``closed``
    those of ``before`` that end with the old line, ``kept`` those that each of ``after`` was; ``why`` is for
    people. ``finished`` is the finished part within each of ``after``, None where there is none; empty if the
    event has no such thing.
    """

    row: int
    uid: str
    route: str
    action: str
    before: tuple[int, int]
    after: tuple[tuple[int, int], ...]
    closed: tuple[tuple[int, int], ...]
    why: str
    kept: tuple[tuple[int, int], ...] = ()
    finished: tuple[tuple[int, int] | None, ...] = ()


class Preview(NamedTuple):
    """A realignment: ``replaced`` stretches of the old routes, and what becomes of each event."""

    replaced: Stretches
    changes: list[Change]
    findings: list[Finding]


def replaced(old: RouteSet, new: RouteSet, tolerance: float = TOLERANCE) -> Stretches:
    """Stretches of the old routes, in their measures, that are nowhere on the new line of the same name.

    The old line is compared at its vertices and every :data:`STEP` metres; where it leaves the new one is
    found to a centimetre. A route that the new set does not have is replaced altogether.
    """
    counterpart = new.index(old.names)
    parts, spot = expanded(
        np.zeros(len(old.parts) - 1, np.int64),
        np.ceil((old.part_span[:, 1] - old.part_span[:, 0]) / STEP).astype(np.int64) + 1,
    )
    low, high = old.part_span[spot].T
    part = np.concatenate([spot, np.repeat(np.arange(len(old.parts) - 1), np.diff(old.parts))])
    along = np.concatenate([np.minimum(low + parts * STEP, high), old.along])
    order = np.lexsort((along, part))
    part, along = part[order], along[order]

    def there(which: Ints, metres: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        route = old.part_route[which]
        found = np.zeros(len(route), dtype=np.bool_)
        ask = np.flatnonzero(counterpart[route] >= 0)
        points, _ = old.at(route[ask], metres[ask])
        found[ask] = locate(new, points, route=counterpart[route[ask]], within=tolerance).route >= 0
        return found

    on = there(part, along)
    same = part[1:] == part[:-1]
    off = same & ~on[1:] & ~on[:-1]
    edge = np.flatnonzero(same & (on[1:] != on[:-1]))
    inner, outer = (
        np.where(on[edge], along[edge], along[edge + 1]),
        np.where(on[edge], along[edge + 1], along[edge]),
    )
    for _ in range(12):
        middle = (inner + outer) / 2
        still = there(part[edge], middle)
        inner, outer = np.where(still, middle, inner), np.where(still, outer, middle)
    bounds = along.copy(), along.copy()
    begin, end = bounds[0][:-1], bounds[1][1:]
    begin[edge] = np.where(on[edge], inner, begin[edge])
    end[edge] = np.where(on[edge], end[edge], inner)
    off[edge] = True
    route = old.part_route[part[:-1][off]]
    span = np.column_stack([old.knots.measure_at(route, begin[off]), old.knots.measure_at(route, end[off])])
    return union(route, np.rint(span).astype(np.int64))


def remeasured(
    old: RouteSet, new: RouteSet, route: ArrayLike, measure: ArrayLike, tolerance: float = TOLERANCE
) -> Floats:
    """(n,) measures on the new routes of places that have old ones; NaN where a place is not on them."""
    number = np.asarray(route, dtype=np.int64)
    along, status = along_of(old, number, measure)
    out = np.full(len(number), np.nan)
    counterpart = new.index(old.names)
    ask = np.flatnonzero((status == PLACED) & (counterpart[number] >= 0))
    points, _ = old.at(number[ask], along[ask])
    out[ask] = locate(new, points, route=counterpart[number[ask]], within=tolerance).measure
    return out


def preview(
    old: RouteSet,
    new: RouteSet,
    route: ArrayLike,
    span: ArrayLike,
    behaviour: str,
    *,
    uids: ArrayLike | None = None,
    layer: str = "events",
    tolerance: float = TOLERANCE,
) -> Preview:
    """What a realignment would do to events.

    Parameters
    ----------
    old, new : routes before and after, both measured; the same road has the same name
    route : (n,) index in ``old`` of each event's route
    span : (n, 2) whole metres in order; of a point event both the same
    behaviour : ``stay``, ``move`` or ``retire``
    uids, layer : what the changes call the events
    tolerance : metres; the old line is still there where the new one runs this near

    Returns
    -------
    Preview
        Findings: ``lost`` events, and ``beyond-end`` for those that stay where the new route does not reach.

    Raises
    ------
    UsageError
        Another behaviour.
    MisfitArrays, ReversedInterval
    """
    if behaviour not in BEHAVIOURS:
        raise UsageError(f"there is no behaviour '{behaviour}'; choose one of {', '.join(BEHAVIOURS)}")
    given = checked(route, span)
    gone = replaced(old, new, tolerance)
    named = Named(layer, uids, len(given.route))
    if behaviour == "stay":
        return Preview(gone, list(_staying(old, new, given, gone, named)), named.found)
    return Preview(gone, list(_moving(old, new, given, gone, behaviour, named, tolerance)), named.found)


def _staying(
    old: RouteSet, new: RouteSet, given: Stretches, gone: Stretches, named: Named
) -> Iterator[Change]:
    ends = [remeasured(old, new, given.route, given.span[:, side]) for side in (0, 1)]
    shift = np.fmax(*(np.abs(ends[side] - given.span[:, side]) for side in (0, 1)))
    rows, _ = _pieces(given, gone, inside=True)
    touched = np.bincount(rows, minlength=len(given.route)) > 0
    counterpart = new.index(old.names)[given.route]
    for row, (start, end) in enumerate(given.span.tolist()):
        name = old.names[given.route[row]]
        if counterpart[row] >= 0:
            low, high = new.extent[counterpart[row]].tolist()
            past = min(max(low - start, 0) + max(end - high, 0), max(end - start, 1))
            if past > 0.5:
                named.add("beyond-end", row, start=start, end=end, low=low, high=high, route=name,
                          metres=round(past))  # fmt: skip
        if touched[row] or not np.isfinite(shift[row]):
            action, why = "stays", f"keeps its kilometres, on the new line of route {name}"
        elif shift[row] < 0.5:
            action, why = "unchanged", "place and kilometres are the same"
        else:
            action, why = "stays", f"keeps its kilometres, which stand {shift[row]:.0f} m elsewhere now"
        yield Change(row, named.uid(row), name, action, (start, end), ((start, end),), (), why)


def _moving(
    old: RouteSet,
    new: RouteSet,
    given: Stretches,
    gone: Stretches,
    behaviour: str,
    named: Named,
    tolerance: float,
) -> Iterator[Change]:
    rows, spans = _pieces(given, gone, inside=False)
    route = given.route[rows]
    ends = [remeasured(old, new, route, spans[:, side], tolerance + _ROUNDED) for side in (0, 1)]
    placed = np.isfinite(ends[0]) & np.isfinite(ends[1])
    landed = np.sort(np.rint(np.where(placed[:, None], np.column_stack(ends), 0)), axis=1).astype(np.int64)
    kept: dict[int, list[tuple[tuple[int, int], tuple[int, int]]]] = {}
    for row, source, target in zip(
        rows[placed].tolist(), spans[placed].tolist(), landed[placed].tolist(), strict=True
    ):
        kept.setdefault(row, []).append(((source[0], source[1]), (target[0], target[1])))
    lost_rows, lost_spans = _pieces(given, gone, inside=True)
    closed: dict[int, list[tuple[int, int]]] = {}
    for row, (start, end) in zip(lost_rows.tolist(), lost_spans.tolist(), strict=True):
        closed.setdefault(row, []).append((start, end))
    for row, (start, end) in enumerate(given.span.tolist()):
        pieces = kept.get(row, [])
        name = old.names[given.route[row]]
        whole = sum(b - a for (a, b), _ in pieces) == end - start and bool(pieces)
        after = tuple(target for _, target in pieces)
        ended = tuple(closed.get(row, ())) if behaviour == "retire" else ()
        action, why = _told(behaviour, (start, end), after, whole, name, closed.get(row, []))
        if action == "lost":
            named.add("lost", row, start=start, end=end, route=name)
            after = ((start, end),)
        sources = tuple(source for source, _ in pieces)
        yield Change(row, named.uid(row), name, action, (start, end), after, ended, why, sources)


def _told(
    behaviour: str,
    before: tuple[int, int],
    after: tuple[tuple[int, int], ...],
    whole: bool,
    name: str,
    gone: list[tuple[int, int]],
) -> tuple[str, str]:
    """What happens to an event that keeps its place, and why."""
    where = ", ".join(f"km {chainage(a)} to {chainage(b)}" for a, b in gone)
    if whole and after == (before,):
        return "unchanged", "place and kilometres are the same"
    if whole and len(after) == 1:
        return (
            "moved",
            f"keeps its place, which is {after[0][0] - before[0]:+d} m in kilometres of route {name}",
        )
    if not after:
        if behaviour == "retire" and gone:
            return "retired", f"{where} was replaced by the new line of route {name}"
        if not gone:
            return (
                "lost",
                f"one of its ends lies where the old line of route {name} was not; correct it first",
            )
        return "lost", f"{where} has no place on the new line of route {name}"
    ends = "is closed" if behaviour == "retire" else "has no place any more"
    action = "shortened" if len(after) == 1 else "split"
    return (
        action,
        f"{where} was replaced by the new line of route {name} and {ends}; the rest keeps its place",
    )


def _pieces(given: Stretches, gone: Stretches, inside: bool) -> tuple[Ints, Spans]:
    """(event, span) of what of each event lies inside stretches, or outside; a point is one piece."""
    count = len(given.route)
    row = np.arange(count)
    first = np.searchsorted(gone.route, given.route, side="left")
    stretch, event = expanded(first, np.searchsorted(gone.route, given.route, side="right") - first)
    # One route for each event, so that events do not merge.
    found = (intersection if inside else difference)(row, given.span, event, gone.span[stretch])
    point = given.span[:, 0] == given.span[:, 1]
    if not point.any():
        return found.route, found.span
    low, high = gone.span[stretch].T
    at = given.span[event, 0]
    hit = np.bincount(event[(low <= at) & (at < high)], minlength=count) > 0
    more = np.flatnonzero(point & (hit == inside))
    rows = np.concatenate([found.route, more])
    order = np.argsort(rows, kind="stable")
    return rows[order], np.concatenate([found.span, given.span[more]])[order]
