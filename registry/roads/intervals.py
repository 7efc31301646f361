"""Intervals of measure along routes, as arrays of whole metres.

An interval is half-open, ``[start, end)``: kilometre 12 to 15 and 15 to 18 touch and do not overlap. All
functions take an ``(n,)`` route index and ``(n, 2)`` int64 spans and group by the route, so that a million
events cost one sort. What comes back is sorted by route and start.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..model.chainage import written
from .arrays import ArrayLike, Bools, Floats, Ints, Spans, distinct
from .errors import MisfitArrays, ReversedInterval


class Stretches(NamedTuple):
    """``route`` is the (n,) route index, ``span`` the (n, 2) whole metres of half-open intervals."""

    route: Ints
    span: Spans

    @property
    def metres(self) -> Ints:
        """(n,) metres of each."""
        return self.span[:, 1] - self.span[:, 0]


def whole_metres(kilometres: ArrayLike) -> Floats:
    """Kilometres as whole metres, half to even; NaN and infinity stay what they are, so the type is float.

    >>> whole_metres([513.85, 0.0005])
    array([513850.,      0.])
    """
    return np.rint(np.asarray(kilometres, dtype=np.float64) * 1000)


def ordered(span: ArrayLike) -> tuple[Spans, Bools]:
    """Spans put in order, and which of them ran backwards; their direction is kept by the caller.

    >>> ordered([[786000, 513850]])
    (array([[513850, 786000]]), array([ True]))
    """
    span = np.asarray(span, dtype=np.int64).reshape(-1, 2)
    backwards = span[:, 0] > span[:, 1]
    return np.sort(span, axis=1), backwards


def checked(route: ArrayLike, span: ArrayLike) -> Stretches:
    """The two arrays, sound in type, shape and order.

    Raises
    ------
    MisfitArrays
        Different lengths, not two columns, or a route below 0.
    ReversedInterval
        If an interval ends before it starts; names the first such row.
    """
    routes, spans = np.asarray(route), np.asarray(span)
    if not spans.size and not routes.size:
        return Stretches(np.empty(0, np.int64), np.empty((0, 2), np.int64))
    if spans.shape != (len(routes), 2):
        raise MisfitArrays(problem=f"{len(routes)} routes and spans of shape {spans.shape}")
    for array in (routes, spans):
        if array.dtype.kind not in "iu":
            raise MisfitArrays(problem=f"measures and routes are whole numbers, not {array.dtype}")
    routes, spans = routes.astype(np.int64, copy=False), spans.astype(np.int64, copy=False)
    if routes.min() < 0:
        raise MisfitArrays(problem=f"row {int(routes.argmin())} has route {int(routes.min())}")
    wrong = np.flatnonzero(spans[:, 0] > spans[:, 1])
    if wrong.size:
        start, end = spans[wrong[0]].tolist()
        raise ReversedInterval(row=int(wrong[0]), start=written(start), end=written(end))
    return Stretches(routes, spans)


class Line(NamedTuple):
    """All routes laid end to end: one number for route and metre, that sorts like both."""

    low: int
    width: int

    @classmethod
    def under(cls, *stretches: Stretches) -> Line:
        spans = [one.span for one in stretches if len(one.span)]
        if not spans:
            return cls(0, 2)
        low = min(int(one.min()) for one in spans)
        # Two metres between routes, so that none touches the next.
        return cls(low, max(int(one.max()) for one in spans) - low + 2)

    def put(self, route: Ints, metre: Ints) -> Ints:
        return route * self.width + (metre - self.low)

    def take(self, start: Ints, end: Ints) -> Stretches:
        route = start // self.width
        base = route * self.width - self.low
        return Stretches(route, np.column_stack([start - base, end - base]))


def union(route: ArrayLike, span: ArrayLike) -> Stretches:
    """What is covered at least once, as the fewest intervals; those that touch become one.

    With starts and ends sorted apart, all before start i have ended exactly if end i - 1 lies before it.

    Raises
    ------
    MisfitArrays, ReversedInterval

    Examples
    --------
    >>> union([0, 0, 0], [[0, 20], [10, 30], [5, 40]]).span
    array([[ 0, 40]])
    """
    given = checked(route, span)
    line = Line.under(given)
    return _fewest(*_ends(given, line), line)


def _fewest(start: Ints, end: Ints, line: Line) -> Stretches:
    """Intervals of which neither starts nor ends ever fall, merged where they touch."""
    if not len(start):
        return Stretches(np.empty(0, np.int64), np.empty((0, 2), np.int64))
    begins = np.flatnonzero(np.append(True, end[:-1] < start[1:]))
    return line.take(start[begins], end[np.append(begins[1:], len(end)) - 1])


def union_length(route: ArrayLike, span: ArrayLike, routes: int | None = None) -> Ints:
    """Metres covered at least once, per route.

    Parameters
    ----------
    route : (n,) int array
        Index of the route of each interval, in ``range(routes)``.
    span : (n, 2) int array
        Start and end in metres, start <= end (see :func:`ordered` for reversed events).
    routes : how many there are; by default up to the last one named

    Returns
    -------
    (routes,) int array
        Metres. Never more than the plain sum of lengths.

    Raises
    ------
    MisfitArrays, ReversedInterval

    Examples
    --------
    >>> union_length([0, 0, 0], [[0, 20], [10, 30], [5, 40]])
    array([40])
    """
    return per_route(union(route, span), _count(route, routes))


def sum_length(route: ArrayLike, span: ArrayLike, routes: int | None = None) -> Ints:
    """(routes,) plain sums of the lengths of intervals, overlaps as often as they come."""
    return per_route(checked(route, span), _count(route, routes))


def per_route(stretches: Stretches, routes: int) -> Ints:
    """(routes,) metres of stretches, added up by route."""
    total = np.zeros(routes, dtype=np.int64)
    np.add.at(total, stretches.route, stretches.metres)
    return total


def _count(route: ArrayLike, routes: int | None) -> int:
    named = np.asarray(route)
    least = int(named.max()) + 1 if named.size else 0
    if routes is not None and routes < least:
        raise MisfitArrays(problem=f"route {least - 1} of {routes} routes")
    return least if routes is None else routes


def _ends(given: Stretches, line: Line) -> tuple[Ints, Ints]:
    """Starts and ends on the line, each sorted; intervals of no length cover nothing."""
    route, span = given
    kept = span[:, 0] < span[:, 1]
    if not kept.all():
        route, span = route[kept], span[kept]
    return np.sort(line.put(route, span[:, 0])), np.sort(line.put(route, span[:, 1]))


def coverage(route: ArrayLike, span: ArrayLike) -> tuple[Stretches, Ints]:
    """Elementary stretches with the number of intervals on each, at least one.

    Stretches are as long as they can be with one number.

    Examples
    --------
    >>> where, times = coverage([0, 0, 0], [[0, 20], [10, 30], [5, 40]])
    >>> where.span.tolist(), times.tolist()
    ([[0, 5], [5, 10], [10, 20], [20, 30], [30, 40]], [1, 2, 3, 2, 1])
    """
    given = checked(route, span)
    line = Line.under(given)
    start, end = _ends(given, line)
    place = distinct(np.concatenate([start, end]))
    times = np.searchsorted(start, place, side="right") - np.searchsorted(end, place, side="right")
    changes = np.append(True, times[1:] != times[:-1])[: len(times)]
    place, times = place[changes], times[changes]
    covered = np.flatnonzero(times)
    return line.take(place[covered], place[covered + 1]), times[covered].astype(np.int64)


def overlaps(route: ArrayLike, span: ArrayLike) -> Stretches:
    """What is covered at least twice, as the fewest intervals.

    With starts and ends sorted apart, a place is covered twice exactly if it lies between some start i + 1
    and end i: by then two more have begun than ended.
    """
    given = checked(route, span)
    line = Line.under(given)
    start, end = _ends(given, line)
    twice = start[1:] < end[:-1]
    return _fewest(start[1:][twice], end[:-1][twice], line)


def intersection(
    route: ArrayLike, span: ArrayLike, other_route: ArrayLike, other_span: ArrayLike
) -> Stretches:
    """What both sets of intervals cover.

    >>> intersection([0, 0], [[0, 20], [30, 50]], [0], [[10, 40]]).span.tolist()
    [[10, 20], [30, 40]]
    """
    return _combined(checked(route, span), checked(other_route, other_span), True)


def difference(route: ArrayLike, span: ArrayLike, other_route: ArrayLike, other_span: ArrayLike) -> Stretches:
    """What the first set of intervals covers and the other does not.

    >>> difference([0], [[0, 50]], [0, 1], [[10, 20], [0, 50]]).span.tolist()
    [[0, 10], [20, 50]]
    """
    return _combined(checked(route, span), checked(other_route, other_span), False)


def _combined(one: Stretches, other: Stretches, wanted: bool) -> Stretches:
    line = Line.under(one, other)
    sets = []
    for given in (union(*one), union(*other)):
        sets.append((line.put(given.route, given.span[:, 0]), line.put(given.route, given.span[:, 1])))
    place = distinct(np.concatenate([bound for pair in sets for bound in pair]))
    # Within a union intervals never touch, so a place is inside if one has begun that has not ended.
    inside = [
        np.searchsorted(start, place, side="right") > np.searchsorted(end, place, side="right")
        for start, end in sets
    ]
    chosen = inside[0] & (inside[1] == wanted)
    begins = np.flatnonzero(chosen & ~np.append(False, chosen[:-1]))
    ends = np.flatnonzero(~chosen & np.append(False, chosen[:-1]))
    return line.take(place[begins], place[ends])
