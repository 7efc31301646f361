"""Overlay of event layers: dynamic segmentation.

Every start and end of every layer cuts the routes into elementary stretches, on each of which nothing
changes. Where several events of one layer cover a stretch, the one with the highest priority has it: that is
how a metre goes to the highest type of work on it, or to the newest survey.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .arrays import ArrayLike, Ints, expanded, ranked
from .errors import MisfitArrays
from .intervals import Line, Stretches, checked


class Layer(NamedTuple):
    """Events to overlay: (n,) routes, (n, 2) spans in metres, and (n,) priorities.

    The highest priority wins, among equals the later row. ``priority`` is anything that sorts: ranks of
    types, dates, or a tuple of such arrays, the first of which decides.
    """

    route: ArrayLike
    span: ArrayLike
    priority: ArrayLike | tuple[ArrayLike, ...] | None = None


class Overlay(NamedTuple):
    """``where`` are m elementary stretches; ``event`` is (m, layers): row of the event there, or -1."""

    where: Stretches
    event: Ints


class Segmented(NamedTuple):
    """A set of elementary stretches: ``place`` are their bounds on the line, ``used`` those with an event."""

    line: Line
    place: Ints
    first: tuple[Ints, ...]
    last: tuple[Ints, ...]


def overlay(*layers: Layer) -> Overlay:
    """Elementary stretches of several event layers, and the event of each layer on each.

    Stretches that no layer covers are left out; neighbours are not merged, each bound of an event stays one.

    Raises
    ------
    MisfitArrays, ReversedInterval

    Examples
    --------
    >>> works = Layer([0, 0], [[0, 20], [10, 30]], priority=[1, 5])
    >>> surveys = Layer([0], [[5, 40]])
    >>> found = overlay(works, surveys)
    >>> found.where.span.tolist()
    [[0, 5], [5, 10], [10, 20], [20, 30], [30, 40]]
    >>> found.event.tolist()
    [[0, -1], [0, 0], [1, 0], [1, 0], [-1, 0]]
    """
    given = [checked(one.route, one.span) for one in layers]
    cut = _segments(given)
    columns = [
        _winners(len(cut.place), first, last, _order(one.priority, len(first)))
        for one, first, last in zip(layers, cut.first, cut.last, strict=True)
    ]
    event = np.column_stack(columns) if columns else np.empty((len(cut.place), 0), np.int64)
    used = np.flatnonzero((event >= 0).any(axis=1)) if columns else np.empty(0, np.int64)
    return Overlay(cut.line.take(cut.place[used], cut.place[used + 1]), event[used])


def precedence(route: ArrayLike, span: ArrayLike, priority: ArrayLike | tuple[ArrayLike, ...]) -> Overlay:
    """Each covered metre to the event of the highest priority on it; ``event`` is (m,).

    The stretches of all events add up to their union. Neighbours with one event are merged.

    Examples
    --------
    A capital repair (2) over a medium one (1): 10 km stay medium.

    >>> found = precedence([0, 0], [[0, 30], [10, 30]], [1, 2])
    >>> found.where.span.tolist(), found.event.tolist()
    ([[0, 10], [10, 30]], [0, 1])
    """
    given = checked(route, span)
    cut = _segments([given])
    event = _winners(len(cut.place), cut.first[0], cut.last[0], _order(priority, len(given.route)))
    if not len(event):
        return Overlay(given, event)
    changes = np.flatnonzero(np.append(True, event[1:] != event[:-1]))
    kept = np.flatnonzero(event[changes] >= 0)  # the last stretch is never covered
    start = changes[kept]
    return Overlay(cut.line.take(cut.place[start], cut.place[changes[kept + 1]]), event[start])


def all_events(*layers: Layer) -> tuple[Stretches, list[tuple[Ints, Ints]]]:
    """Elementary stretches and, for each layer, every event on each of them.

    Returns
    -------
    where : m stretches
    pairs : for each layer (stretch, event) index arrays, sorted by stretch and then by row
        Their number grows with the depth of overlap: where only one event is wanted, use :func:`overlay`.
    """
    given = [checked(one.route, one.span) for one in layers]
    cut = _segments(given)
    pairs = []
    covered = np.zeros(len(cut.place), dtype=np.bool_)
    for first, last in zip(cut.first, cut.last, strict=True):
        stretch, event = expanded(first, last - first)
        order = np.argsort(stretch, kind="stable")
        pairs.append((stretch[order], event[order]))
        covered[stretch] = True
    used = np.flatnonzero(covered)
    number = np.cumsum(covered) - 1
    where = cut.line.take(cut.place[used], cut.place[used + 1])
    return where, [(number[stretch], event) for stretch, event in pairs]


def _segments(given: Sequence[Stretches]) -> Segmented:
    """All bounds, sorted, and between which of them each event lies."""
    line = Line.under(*given)
    bounds = [line.put(one.route[:, None], one.span) for one in given]
    ends = [one[:, side] for side in (0, 1) for one in bounds]
    place, at = ranked(np.concatenate(ends) if ends else np.empty(0, np.int64))
    found = np.split(at, np.cumsum([len(one) for one in ends])[:-1]) if ends else []
    return Segmented(line, place, tuple(found[: len(bounds)]), tuple(found[len(bounds) :]))


def _order(priority: ArrayLike | tuple[ArrayLike, ...] | None, count: int) -> Ints:
    """(n,) rows from the lowest priority to the highest."""
    if priority is None:
        return np.arange(count)
    keys = [np.asarray(one) for one in (priority if isinstance(priority, tuple) else (priority,))]
    for key in keys:
        if key.shape != (count,):
            raise MisfitArrays(problem=f"{count} events and priorities of shape {key.shape}")
    return np.argsort(keys[0], kind="stable") if len(keys) == 1 else np.lexsort(keys[::-1])


def _winners(stretches: int, first: Ints, last: Ints, order: Ints) -> Ints:
    """(stretches,) row of the event with the highest place in the order, -1 where there is none.

    A sparse table run backwards: an event over a run of stretches is written at its two ends into the row of
    the largest power of two that fits, and each row hands its values down to the next. The maximum may be
    taken twice over the same stretch, so two overlapping halves do.
    """
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    run = last - first
    best = np.full(stretches, -1, dtype=np.int64)
    some = np.flatnonzero(run > 0)
    if not some.size:
        return best
    level = np.frexp(run[some].astype(np.float64))[1] - 1
    by_level = np.argsort(level, kind="stable")
    some, level = some[by_level], level[by_level]
    for power in range(int(level[-1]), -1, -1):
        low, high = np.searchsorted(level, (power, power + 1))
        here = some[low:high]
        width = 1 << power
        np.maximum.at(best, first[here], rank[here])
        np.maximum.at(best, last[here] - width, rank[here])
        if power:
            half = width >> 1
            handed = best.copy()
            np.maximum(best[half:], handed[:-half], out=best[half:])
    return np.where(best >= 0, order[np.maximum(best, 0)], -1)
