"""Metres of works by group: as often as they were worked on, and once each.

Two sums are given side by side, since both are called "repaired kilometres": that of the works' lengths, and
the distinct metres, in which overlapping works of one road count once. Where types of work are told apart, a
metre goes to the highest type on it, so that the types add up to the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..roads.arrays import Bools, Floats, Ints, Spans, ranked
from ..roads.intervals import Stretches, union
from ..roads.overlay import precedence
from .carriageways import KINDS

#: Gives lane-metres of (n,) lines and (n, 2) spans, and the metres of them whose lanes are known.
Lanes = Callable[[Ints, Spans], tuple[Floats, Floats]]


class Pieces(NamedTuple):
    """Works laid on lines (see :class:`.carriageways.Carriageways`), cut as the groups need it.

    ``work`` (n,) row of the work, ``line`` (n,), ``span`` (n, 2) metres, ``share`` (n,) centreline metres
    that a metre of it counts in the sum: 1 of a whole road, half of either side of a work on both, and what
    one side counts of a work on one.
    """

    work: Ints
    line: Ints
    span: Spans
    share: Floats

    @property
    def metres(self) -> Floats:
        """(n,) centreline metres."""
        found: Floats = (self.span[:, 1] - self.span[:, 0]) * self.share
        return found

    def take(self, which: Ints | Bools) -> Pieces:
        return Pieces(self.work[which], self.line[which], self.span[which], self.share[which])


class Tally(NamedTuple):
    """(groups,) or, by type, (groups, types): ``works`` counted, ``sum`` and ``union`` in centreline metres,
    ``lanes`` in lane-metres of the union and ``without_lanes`` metres of it whose lanes nobody knows."""

    works: Ints
    sum: Floats
    union: Floats
    lanes: Floats
    without_lanes: Floats

    def added(self) -> Tally:
        """All groups or types, which share no metre, as one."""
        return Tally(np.array([self.works.sum()]), *(np.array([one.sum()]) for one in self[1:]))

    def flat(self) -> Tally:
        """(groups * types,)."""
        return Tally(self.works.ravel(), *(one.ravel() for one in self[1:]))


def tallied(
    pieces: Pieces,
    group: Ints,
    groups: int,
    *,
    one_side: float = 0.5,
    kind: Ints | None = None,
    kinds: int = 1,
    lanes: Lanes | None = None,
) -> Tally:
    """Count pieces by group.

    Parameters
    ----------
    group : (n,) of each piece, in ``range(groups)``; a metre counts once in each group that has it
    one_side : centreline kilometres that a kilometre of one carriageway counts, 0.5 to 1
    kind, kinds : (n,) type of each piece, higher wins; within a group a metre counts for one type only
    lanes : tells the lane-metres of stretches

    Returns
    -------
    Tally
        By type if ``kind`` is given.

    Examples
    --------
    The case in which merging neighbours only gives 51:

    >>> works = Pieces(np.arange(3), np.zeros(3, int), np.array([[0, 20], [10, 30], [5, 40]]), np.ones(3))
    >>> counted = tallied(works, np.zeros(3, int), 1)
    >>> counted.union.tolist(), counted.sum.tolist()
    ([40.0], [75.0])
    """
    lines = int(pieces.line.max()) + 1 if len(pieces.line) else 1
    cell = group if kind is None else group * kinds + kind
    cells = groups * (1 if kind is None else kinds)
    covered, owner = _covered(pieces, group * lines + pieces.line, kind)
    line = covered.route % lines
    at = covered.route // lines if owner is None else covered.route // lines * kinds + owner
    counts = np.where(line % KINDS == 0, 1.0, 1.0 - one_side)
    metres = np.bincount(at, covered.metres * counts, minlength=cells).astype(np.float64)
    if one_side != 0.5:
        metres = metres + (2 * one_side - 1) * _either_side(pieces, group, lines, kind, kinds, cells)
    if lanes is None:
        laned = known = np.zeros(len(line))
    else:
        laned, known = lanes(line, covered.span)
    shape = (groups,) if kind is None else (groups, kinds)
    unknown = (covered.metres - known) * np.where(line % KINDS == 0, 1.0, 0.5)
    figures = (
        np.bincount(cell, pieces.metres, minlength=cells),
        metres,
        np.bincount(at, laned, minlength=cells),
        np.bincount(at, unknown, minlength=cells),
    )
    works = counted_works(pieces.work, cell, cells)
    return Tally(works.reshape(shape), *(one.astype(np.float64).reshape(shape) for one in figures))


def _covered(pieces: Pieces, key: Ints, kind: Ints | None) -> tuple[Stretches, Ints | None]:
    """What is covered on each key, and of which type each stretch is."""
    if kind is None:
        return union(key, pieces.span), None
    found = precedence(key, pieces.span, kind)
    return found.where, kind[found.event]


def _either_side(
    pieces: Pieces, group: Ints, lines: int, kind: Ints | None, kinds: int, cells: int
) -> Floats:
    """Metres of roads of two lines worked on at least on one side.

    With p for one side and A metres of both sides added, U of either: p (A - 2B) + B with B = A - U on both
    is (1 - p) A + (2 p - 1) U.
    """
    sided = np.flatnonzero(pieces.line % KINDS)
    those = pieces.take(sided)
    roads = lines // KINDS + 1
    types = None if kind is None else kind[sided]
    covered, owner = _covered(those, group[sided] * roads + those.line // KINDS, types)
    at = covered.route // roads if owner is None else covered.route // roads * kinds + owner
    return np.bincount(at, covered.metres, minlength=cells).astype(np.float64)


def counted_works(work: Ints, cell: Ints, cells: int) -> Ints:
    """(cells,) different works in each cell."""
    if not len(work):
        return np.zeros(cells, dtype=np.int64)
    if (work[1:] > work[:-1]).all():  # one piece a work
        return np.bincount(cell, minlength=cells)
    works = int(work.max()) + 1
    return np.bincount(ranked(cell * works + work)[0] // works, minlength=cells)
