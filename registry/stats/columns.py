"""Columns of a layer as plain arrays: texts as codes, measures as whole metres, dates as days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..roads.aliases import Aliases
from ..roads.arrays import Floats, Ints
from ..roads.intervals import whole_metres
from .carriageways import BOTH, SIDES

if TYPE_CHECKING:
    import pyarrow

#: datetime64[D]; NaT where there is none.
Days = NDArray[np.datetime64]


@dataclass
class Coded:
    """(n,) texts as ``code`` into ``names``, -1 where empty."""

    code: Ints
    names: list[str]

    def of(self, number: int) -> str | None:
        """The text of one row."""
        code = int(self.code[number])
        return None if code < 0 else self.names[code]

    def take(self, which: Any) -> Coded:
        return Coded(self.code[which], self.names)

    def codes_in(self, order: dict[str, int]) -> Ints:
        """(n,) number of each text in a given numbering, -1 for others."""
        ranks = np.array([*(order.get(one, -1) for one in self.names), -1], dtype=np.int64)
        return ranks[self.code]


class Numbering:
    """Texts numbered as they come, shared by several layers: the routes.

    A name that is a route's alias has the number of that route. ``renamed`` tells those met so far.

    >>> routes = Numbering()
    >>> routes.number(["A-27", "M-32"]), routes.number(["M-32", None]), routes.names
    (array([0, 1]), array([ 1, -1]), ['A-27', 'M-32'])
    """

    def __init__(self, aliases: Aliases | None = None, day: str | None = None) -> None:
        self._places: dict[str, int] = {}
        self._aliases, self._day = aliases or Aliases(), day
        self.renamed: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._places)

    @property
    def names(self) -> list[str]:
        return list(self._places)

    def meant(self, name: str) -> str:
        """The route that a name means on the day of the version."""
        route = self._aliases.route(name, self._day)
        if route != name:
            self.renamed[name] = route
        return route

    def number(self, texts: Coded | list[str | None]) -> Ints:
        """(n,) number of each text, those not met before numbered on; -1 for none."""
        if isinstance(texts, Coded):
            ranks = [self._place(one) if one else -1 for one in texts.names]
            return np.array([*ranks, -1], dtype=np.int64)[texts.code]
        return np.array([self._place(one) if one else -1 for one in texts], dtype=np.int64)

    def _place(self, name: str) -> int:
        return self._places.setdefault(self.meant(name), len(self._places))


class Table:
    """The columns of an Arrow table; one that the layer does not have is empty."""

    def __init__(self, table: pyarrow.Table) -> None:
        self.arrow = table
        self._texts: dict[str, Coded] = {}

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def has(self, name: str) -> bool:
        return name in self.arrow.schema.names

    def _empty(self, name: str) -> bool:
        return not self.has(name) or self.arrow.column(name).null_count == len(self)

    def uids(self) -> NDArray[np.object_]:
        """(n,) 32 hex digits."""
        found: NDArray[np.object_] = self.arrow.column("uid").to_numpy()
        return found

    def text(self, name: str) -> Coded:
        """Texts; an empty one is none."""
        if name not in self._texts:
            self._texts[name] = self._coded(name)
        return self._texts[name]

    def _coded(self, name: str) -> Coded:
        if self._empty(name):
            return Coded(np.full(len(self), -1), [])
        coded = self.arrow.column(name).combine_chunks().dictionary_encode()
        if hasattr(coded, "combine_chunks"):
            coded = coded.combine_chunks()
        names = coded.dictionary.to_pylist()
        codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        if "" in names:
            codes[codes == names.index("")] = -1
        return Coded(codes, names)

    def real(self, name: str) -> Floats:
        """Numbers, NaN where empty."""
        if self._empty(name):
            return np.full(len(self), np.nan)
        import pyarrow

        found: Floats = self.arrow.column(name).cast(pyarrow.float64()).to_numpy()
        return found

    def metres(self, name: str) -> Floats:
        """Measures in whole metres, NaN where empty."""
        return whole_metres(self.real(name))

    def days(self, name: str) -> Days:
        """Dates, NaT where empty."""
        if self._empty(name):
            return np.full(len(self), np.datetime64("NaT", "D"))
        found: Days = self.arrow.column(name).to_numpy().astype("datetime64[D]")
        return found

    def sides(self, name: str = "carriageway") -> Ints:
        """Carriageways as LEFT, RIGHT or BOTH, which is meant where nothing is said."""
        coded = self.text(name)
        found = coded.codes_in(SIDES)
        return np.where(found < 0, BOTH, found)
