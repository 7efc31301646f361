"""Two numbers, one asphalt: concurrent metres are counted once, on the route that owns them.

They belong to the route of higher significance, then to the lowest ``route_id``: a rule anyone can apply, so
that two people get the same metre. What lies on another route's kilometres is carried over to the owner's in
proportion; where the two count against one another its direction is turned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .arrays import ArrayLike, Bools, Floats, Ints, Spans, distinct, expanded
from .carriageways import BOTH
from .intervals import Line, Stretches, checked
from .overlay import precedence

#: Significance of roads, highest first.
SIGNIFICANCE = ("republican", "regional", "district", "street")


class Concurrent(NamedTuple):
    """k stretches that two routes share: ``route`` and ``span`` of one, ``other`` and ``other_span`` of the
    other; an ``other_span`` that falls says that it counts against the first."""

    route: Ints
    span: Spans
    other: Ints
    other_span: Spans


class Owned(NamedTuple):
    """m pieces of n events on the routes that own them: ``row`` (m,) of which event, where they are now,
    whether they were ``moved`` there and whether that turned their direction."""

    row: Ints
    where: Stretches
    moved: Bools
    turned: Bools


def owners(names: Sequence[str], significance: Mapping[str, str | None]) -> Ints:
    """(routes,) place of each route in the order of owners, 0 for the first.

    >>> owners(["A-27", "KB-2", "A-28"], {"KB-2": "regional", "A-28": "republican", "A-27": "republican"})
    array([0, 2, 1])
    """
    places = {rank: place for place, rank in enumerate(SIGNIFICANCE)}
    order = sorted(
        range(len(names)),
        key=lambda one: (places.get(significance.get(names[one]) or "", len(places)), names[one]),
    )
    found = np.empty(len(names), dtype=np.int64)
    found[order] = np.arange(len(names))
    return found


class _Given(NamedTuple):
    """Stretches that their route does not own: of which route, where, whose, and where there."""

    route: Ints
    span: Spans
    owner: Ints
    there: Spans


def _given_away(shared: Concurrent, order: Ints) -> _Given:
    """The side of each stretch that loses it, its span in order."""
    first = order[shared.route] < order[shared.other]
    here = np.where(first[:, None], shared.other_span, shared.span)
    there = np.where(first[:, None], shared.span, shared.other_span)
    back = here[:, 0] > here[:, 1]
    here[back], there[back] = here[back][:, ::-1], there[back][:, ::-1]
    loser = np.where(first, shared.other, shared.route)
    real = (here[:, 0] < here[:, 1]) & (loser != np.where(first, shared.route, shared.other))
    return _Given(loser[real], here[real], np.where(first, shared.route, shared.other)[real], there[real])


def owned(route: ArrayLike, span: ArrayLike, shared: Concurrent, order: Ints) -> Owned:
    """Events carried over to the routes that own their metres.

    Parameters
    ----------
    route, span : (n,) and (n, 2) of the events, whole metres in order
    shared : stretches of two routes each
    order : (routes,) as :func:`owners` gives it

    Returns
    -------
    Owned
        Pieces of an event add up to it, in measures of the routes they are on: a union over them counts
        concurrent metres once. Of three routes on one road all three pairs have to be given.

    Raises
    ------
    MisfitArrays, ReversedInterval

    Examples
    --------
    Route 1 shares its km 10 to 20 with km 105 to 95 of route 0, which owns them:

    >>> shared = Concurrent(*map(np.array, ([1], [[10_000, 20_000]], [0], [[105_000, 95_000]])))
    >>> found = owned([1], [[5_000, 12_000]], shared, np.array([0, 1]))
    >>> found.where.route.tolist(), found.where.span.tolist(), found.turned.tolist()
    ([1, 0], [[5000, 10000], [103000, 105000]], [False, True])
    """
    at = checked(route, span)
    count = len(at.route)
    row, moved, turned = np.arange(count), np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    given = _given_away(shared, order)
    if not len(given.route) or not count:
        return Owned(row, at, moved, turned)
    lost = Stretches(given.route, given.span)
    # A stretch may pass through several hands; each owner stands higher than the one before.
    for _ in range(len(order)):
        line = Line.under(at, lost, Stretches(given.owner, np.sort(given.there, axis=1)))
        # Where several would own a metre the highest does.
        where, whose = precedence(given.route, given.span, -order[given.owner])
        start, end = (line.put(where.route, where.span[:, side]) for side in (0, 1))
        piece, begin, stop = _cut(distinct(np.concatenate([start, end])), at, line)
        row, moved, turned = row[piece], moved[piece], turned[piece]
        at = Stretches(at.route[piece], line.take(begin, stop).span)
        inside = np.searchsorted(start, begin, side="right") - 1
        hit = np.flatnonzero((inside >= 0) & (begin < end[np.maximum(inside, 0)]) & (begin < stop))
        if not hit.size:
            break
        source = whose[inside[hit]]
        here, there = given.span[source], given.there[source]
        share = (at.span[hit] - here[:, :1]) / (here[:, 1:] - here[:, :1])
        landed = np.rint(there[:, :1] + share * (there[:, 1:] - there[:, :1])).astype(np.int64)
        at.route[hit], at.span[hit] = given.owner[source], np.sort(landed, axis=1)
        moved[hit] = True
        turned[hit] ^= there[:, 0] > there[:, 1]
    return Owned(row, at, moved, turned)


def _cut(places: Ints, at: Stretches, line: Line) -> tuple[Ints, Ints, Ints]:
    """Events cut at places on the line: (event, start, end) of each piece."""
    begin, stop = (line.put(at.route, at.span[:, side]) for side in (0, 1))
    first = np.searchsorted(places, begin, side="right")
    last = np.maximum(np.searchsorted(places, stop, side="left"), first)
    bound, piece = expanded(first - 1, last - first + 1)
    is_first, is_last = bound == (first - 1)[piece], bound == (last - 1)[piece]
    safe = np.append(places, 0)
    starts = np.where(is_first, begin[piece], safe[bound])
    ends = np.where(is_last, stop[piece], safe[np.minimum(bound + 1, len(places))])
    return piece, starts, ends


class Carried(NamedTuple):
    """Pieces of intervals on the routes that own them: ``row`` (m,) of which interval, ``sides`` there,
    ``scale`` metres of the interval in a metre of ``span``, ``moved`` whether they were another route's."""

    row: Ints
    route: Ints
    span: Spans
    sides: Ints
    scale: Floats
    moved: Bools


class Concurrencies(NamedTuple):
    """Stretches that two routes share, and the ``order`` (routes,) of :func:`owners`."""

    shared: Concurrent
    order: Ints

    @classmethod
    def none(cls) -> Concurrencies:
        """No road runs along another."""
        empty, spans = np.empty(0, np.int64), np.empty((0, 2), np.int64)
        return cls(Concurrent(empty, spans, empty, spans), empty)

    def carried(self, route: Ints, span: Spans, sides: Ints) -> Carried:
        """Intervals on the routes that own them; as they are where nothing is shared.

        What was on the left of a road is on the right of one that counts against it.

        Parameters
        ----------
        route, span, sides : (n,), (n, 2) metres in order, (n,) LEFT, RIGHT or BOTH
        """
        found = owned(route, span, self.shared, self.order)
        own = sides[found.row]
        sides = np.where(found.turned & (own != BOTH), BOTH - own, own)
        scale = np.ones(len(found.row))
        if found.moved.any():
            metres, count = found.where.metres, len(route)
            stayed = np.bincount(found.row, np.where(found.moved, 0, metres), minlength=count)
            gone = np.bincount(found.row, np.where(found.moved, metres, 0), minlength=count)
            ratio = (span[:, 1] - span[:, 0] - stayed) / np.maximum(gone, 1)
            scale = np.where(found.moved, ratio[found.row], 1.0)
        return Carried(found.row, found.where.route, found.where.span, sides, scale, found.moved)
