"""Findings as they come up, with the names of the rows they are about."""

from __future__ import annotations

import math

import numpy as np

from ..model.chainage import written
from .arrays import ArrayLike, Ints
from .errors import Finding, finding

#: Facts that are measures in metres, to be written as on a km post.
_MEASURES = frozenset({"start", "end", "low", "high", "there"})


def chainage(metres: float) -> str:
    """A measure as on a km post, ``?`` where it is not finite.

    >>> chainage(513850.4)
    '513+850'
    """
    return written(round(metres)) if math.isfinite(metres) else "?"


class Named:
    """The rows of a layer, and what has been found about them.

    ``uids`` may be None: then a row is called by its number, from 0.
    """

    def __init__(self, layer: str, uids: ArrayLike | None, count: int) -> None:
        self.layer = layer
        self.uids = None if uids is None else np.asarray(uids, dtype=object)
        self.count = count
        self.found: list[Finding] = []

    def uid(self, row: int) -> str:
        return f"row {row}" if self.uids is None else str(self.uids[row])

    def add(self, code: str, row: int, **facts: object) -> None:
        self.found.append(finding(code, self.layer, self.uid(row), row, **_written(facts)))

    def add_all(self, code: str, rows: Ints) -> None:
        """The same about many rows, where there are no facts."""
        for row in rows.tolist():
            self.add(code, row)

    def add_route(self, code: str, route: str, **facts: object) -> None:
        """About a whole route."""
        self.found.append(finding(code, self.layer, route, -1, route=route, **_written(facts)))


def _written(facts: dict[str, object]) -> dict[str, object]:
    return {
        name: chainage(value) if name in _MEASURES and isinstance(value, (int, float)) else value
        for name, value in facts.items()
    }
