"""What holds along lines of measure: each metre has at most one row of a layer.

Sections of a road, regions that it runs through, the newest survey: laid along their lines once, they answer
for a million intervals by binary search: which row lies under each of them, and how much of something (lanes
times metres, width times metres) there is between two measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..roads.arrays import ArrayLike, Floats, Ints, Spans, distinct, expanded
from ..roads.intervals import Line, Stretches, checked
from ..roads.overlay import precedence


class Cut(NamedTuple):
    """Intervals cut where something changes: ``piece`` (m,) of which interval, ``span`` (m, 2), ``row`` (m,)
    the row that holds there, -1 where none does."""

    piece: Ints
    span: Spans
    row: Ints


@dataclass(frozen=True)
class Along:
    """Stretches that do not overlap: ``place`` are their (k + 1,) bounds on the laid-out line, ``row`` (k,)
    the row on each, -1 where there is none. Every line is covered from ``low`` to ``high``."""

    line: Line
    low: int
    high: int
    place: Ints
    row: Ints

    @classmethod
    def of(
        cls,
        line: ArrayLike,
        span: ArrayLike,
        priority: ArrayLike | tuple[ArrayLike, ...],
        lines: int,
        within: tuple[int, int] = (0, 0),
    ) -> Along:
        """Rows along lines; where several overlap, the one of the highest priority.

        Parameters
        ----------
        line : (n,) number of the line of each row, in ``range(lines)``
        span : (n, 2) metres
        within : metres that will be asked about

        Raises
        ------
        MisfitArrays, ReversedInterval

        Examples
        --------
        >>> lanes = Along.of([0, 0], [[0, 10], [10, 30]], [0, 0], 1, (0, 50))
        >>> lanes.cut([0], [[5, 40]]).span.tolist()
        [[5, 10], [10, 30], [30, 40]]
        >>> lanes.amount(np.array([2.0, 4.0]), [0], [[5, 40]])
        (array([90.]), array([25.]))
        """
        won = precedence(line, span, priority)
        low, high = within
        if len(won.event):
            low, high = min(low, int(won.where.span.min())), max(high, int(won.where.span.max()))
        laid = Line(low, high - low + 2)
        every = np.arange(lines)
        start = laid.put(won.where.route, won.where.span[:, 0])
        end = laid.put(won.where.route, won.where.span[:, 1])
        bounds = laid.put(every, np.full(lines, low)), laid.put(every, np.full(lines, high))
        place = distinct(np.concatenate([start, end, *bounds]))
        row = np.full(max(len(place) - 1, 0), -1, dtype=np.int64)
        row[np.searchsorted(place, start)] = won.event
        return cls(laid, low, high, place, row)

    def cut(self, line: ArrayLike, span: ArrayLike) -> Cut:
        """Intervals cut where the row changes; they come back in their order, whole where nothing changes.

        Raises
        ------
        ValueError
            If an interval leaves what :meth:`of` was told it would be asked about.
        """
        given = checked(line, span)
        start, end = self._put(given)
        if len(start) and not (given.span[:, 0].min() >= self.low and given.span[:, 1].max() <= self.high):
            raise ValueError(f"asked outside {self.low} to {self.high}")
        first = np.searchsorted(self.place, start, side="right") - 1
        last = np.searchsorted(self.place, end, side="left")
        stretch, piece = expanded(first, np.maximum(last - first, 0))
        begin = np.maximum(self.place[stretch], start[piece])
        stop = np.minimum(self.place[stretch + 1], end[piece]) if len(stretch) else begin
        return Cut(piece, self.line.take(begin, stop).span, self.row[stretch])

    def amount(self, value: Floats, line: ArrayLike, span: ArrayLike) -> tuple[Floats, Floats]:
        """(n,) integral of a value of the rows over intervals, and metres of them where it is known.

        Parameters
        ----------
        value : (rows,) of each row given to :meth:`of`; NaN where it is not known, as where there is no row

        Returns
        -------
        (n,) value times metres, (n,) metres
        """
        given = checked(line, span)
        if not len(self.row):
            return np.zeros(len(given.route)), np.zeros(len(given.route))
        value = np.append(value, np.nan)[self.row]
        start, end = self._put(given)
        first = self._at(start)
        under, metres = value[first], (end - start).astype(np.float64)
        told = np.isfinite(under)
        amount, known = np.where(told, under * metres, 0.0), np.where(told, metres, 0.0)
        # Most lie on one stretch; only the others need what was added up along the line.
        several = np.flatnonzero(end > self.place[first + 1])
        if len(several):
            amount[several], known[several] = self._added(value, start[several], end[several], first[several])
        return amount, known

    def _added(self, value: Floats, start: Ints, end: Ints, first: Ints) -> tuple[Floats, Floats]:
        """Amounts and metres known between places of the laid-out line; ``first`` is the start's stretch."""
        told = np.isfinite(value)
        last, metres = self._at(end), np.diff(self.place)
        found = []
        for each in (np.where(told, value, 0.0), told.astype(np.float64)):
            steps = np.append(0.0, np.cumsum(each * metres))
            before, through = (
                steps[at] + (place - self.place[at]) * each[at] for at, place in ((first, start), (last, end))
            )
            found.append(through - before)
        return found[0], found[1]

    def _put(self, given: Stretches) -> tuple[Ints, Ints]:
        metres = np.clip(given.span, self.low, self.high)
        return self.line.put(given.route, metres[:, 0]), self.line.put(given.route, metres[:, 1])

    def _at(self, place: Ints) -> Ints:
        found: Ints = np.searchsorted(self.place, place, side="right") - 1
        return np.minimum(found, len(self.row) - 1, out=found)
