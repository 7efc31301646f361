"""The lines that metres are counted on: a whole road, or each of its two carriageways.

One side of a dual carriageway counts half a centreline kilometre. A road of which every row speaks of both
sides is one line; as soon as a row speaks of one side only, the road is two lines, and what is said of both
sides is laid on either.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..roads.arrays import Bools, Ints
from ..roads.carriageways import BOTH as BOTH
from ..roads.carriageways import LEFT as LEFT
from ..roads.carriageways import RIGHT as RIGHT

#: Values of a field ``carriageway``.
SIDES = {"both": BOTH, "left": LEFT, "right": RIGHT}
#: Lines for each road: whole, left, right.
KINDS = 3
#: Value of ``carriageway`` for each kind of line.
NAMES = ("both", "left", "right")


@dataclass(frozen=True)
class Carriageways:
    """``sided`` (routes,) says which roads are two lines."""

    sided: Bools

    @classmethod
    def of(cls, routes: int, *rows: tuple[Ints, Ints]) -> Carriageways:
        """From (route, sides) of the rows of every layer that will be laid on them."""
        sided = np.zeros(routes, dtype=np.bool_)
        for route, sides in rows:
            sided[route[sides != BOTH]] = True
        return cls(sided)

    @property
    def lines(self) -> int:
        """How many lines there may be."""
        return KINDS * len(self.sided)

    def lay(self, route: Ints, sides: Ints) -> tuple[Ints, Ints]:
        """Rows on their lines.

        Parameters
        ----------
        route, sides : (n,) of each row; sides LEFT, RIGHT or BOTH

        Returns
        -------
        row, line : (m,)
            A row about both sides of a road of two lines comes twice. Line ``3 * route`` is the whole road,
            then come its left and its right side.

        Examples
        --------
        >>> roads = Carriageways(np.array([False, True]))
        >>> [one.tolist() for one in roads.lay(np.array([0, 1, 1]), np.array([BOTH, BOTH, LEFT]))]
        [[0, 1, 2, 1], [0, 4, 4, 5]]
        """
        if not self.sided.any():
            return np.arange(len(route)), KINDS * route
        two = self.sided[route]
        whole = np.flatnonzero(~two)
        left = np.flatnonzero(two & ((sides & LEFT) != 0))
        right = np.flatnonzero(two & ((sides & RIGHT) != 0))
        row = np.concatenate([whole, left, right])
        kind = np.repeat([0, 1, 2], [len(whole), len(left), len(right)])
        return row, KINDS * route[row] + kind
