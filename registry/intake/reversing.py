"""Works that a source gives from the greater kilometre to the smaller: put in order, their direction kept.

A register writes km 786 to 513+850 where that is the way the works went. The layer keeps kilometres in order
and says so in its field ``direction``, with the choices ``forward`` and ``reversed``; a layer without such a
field has nowhere to keep it, and its own rule refuses the row.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..model.definition import Definition

DIRECTION, FORWARD, REVERSED = "direction", "forward", "reversed"
#: The kilometres of the part of a work that is finished, which run as the work does.
DONE = ("done_from", "done_to")

Values = list[Any]


class Reversing:
    """Puts the kilometres of a layer's rows in order.

    ``fed`` are the fields that the source feeds: a row of which it tells one kilometre only did not run
    backwards there. ``count`` is how many rows were put in order so far; rows that say ``forward`` contradict
    themselves and are left to the layer's rules.
    """

    def __init__(self, definition: Definition, fed: Collection[str]) -> None:
        self.count = 0
        self._pairs: list[tuple[int, int]] = []
        self._direction = -1
        linear, known = definition.linear, definition.by_name
        direction = known.get(DIRECTION)
        if linear is None or linear.kind != "event" or linear.end is None or direction is None:
            return
        if not {FORWARD, REVERSED} <= {one.value for one in direction.choices}:
            return
        place = {name: at for at, name in enumerate(definition.names)}
        if linear.start in fed and linear.end in fed:
            self._direction = place[DIRECTION]
            self._pairs = [(place[linear.start], place[linear.end])]
            if set(DONE) <= set(fed) and set(DONE) <= set(known):
                self._pairs.append((place[DONE[0]], place[DONE[1]]))

    def ordered(self, columns: list[Values]) -> list[Values]:
        """Columns of open values, one a field; those that change are new lists."""
        if not self._pairs:
            return columns
        start, end = self._pairs[0]
        told = columns[self._direction]
        rows = [
            row
            for row, (one, other) in enumerate(zip(columns[start], columns[end], strict=True))
            if _falls(one, other) and told[row] != FORWARD
        ]
        if not rows:
            return columns
        found = list(columns)
        for first, last in self._pairs:
            lower, upper = list(columns[first]), list(columns[last])
            for row in rows:
                if _falls(lower[row], upper[row]):
                    lower[row], upper[row] = upper[row], lower[row]
            found[first], found[last] = lower, upper
        direction = list(told)
        for row in rows:
            direction[row] = REVERSED
        found[self._direction] = direction
        self.count += len(rows)
        return found

    def notes(self) -> list[str]:
        """What was done, for the report."""
        if not self.count:
            return []
        rows = "1 row runs" if self.count == 1 else f"{self.count} rows run"
        return [f"{rows} from the greater kilometre to the smaller: put in order, direction = {REVERSED}"]


def _falls(start: Any, end: Any) -> bool:
    return isinstance(start, (int, float)) and isinstance(end, (int, float)) and start > end
