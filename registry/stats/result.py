"""What an indicator gives: a table, the features behind every number, and what was left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas

    from .receipt import Receipt

#: What one unit is digested to: 1 mm, 0.01 m2, 1e-9 of a share. Sums differ in their last bits between
#: machines, so a result is digested in whole quanta.
QUANTA = {
    "km": 1e-6,
    "m": 1e-3,
    "km2": 1e-8,
    "ha": 1e-6,
    "m2": 1e-2,
    "share": 1e-9,
    "count": 1.0,
    "people": 1e-6,
    "money": 1e-2,
}

#: The unit of a column whose rows each have their own.
MIXED = "as claimed"


@dataclass(frozen=True)
class Column:
    """A column of a result. ``unit`` is one of :data:`QUANTA`, another unit as written (digested to 1e-6), or
    None for a grouping or a text. ``adds`` is false of a figure that is no sum, such as a distance: none of
    it is not 0."""

    name: str
    unit: str | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    adds: bool = True

    @property
    def quantum(self) -> float:
        return QUANTA.get(self.unit or "", 1e-6)


@dataclass(frozen=True)
class LeftOut:
    """A feature that an indicator could not count, or counted with a doubt (``counted``), and why."""

    layer: str
    uid: str
    reason: str
    counted: bool = False


@dataclass(repr=False)
class Result:
    """The outcome of an indicator. Printed, it shows what it is of, the table, and the notes.

    Attributes
    ----------
    table : DataFrame, one row a group: grouping columns, then figures
    columns : the table's columns in order, with units
    evidence : DataFrame with ``row`` (position in the table), ``layer``, ``uid``, and what the feature gave:
        for kilometres ``route_id``, ``start_m``, ``end_m``, ``value``
    total : figures of all groups together; not the sum where groups share metres or hectares
    left_out : features not counted, or counted with a doubt
    notes : sentences for the last line: overlaps, what "repaired" meant, what could not be placed
    key : columns that name a row, by which two versions are compared; by default all without a unit
    receipt : what it was computed from
    several : what is counted in several rows: the rows' sum less the total, a line between rows and total
    details : further tables by name, made when asked for: the overlaps, the differences
    """

    indicator: str
    table: pandas.DataFrame
    columns: Sequence[Column]
    evidence: pandas.DataFrame
    total: Mapping[str, Any] = field(default_factory=dict)
    left_out: Sequence[LeftOut] = ()
    notes: Sequence[str] = ()
    key: Sequence[str] | None = None
    receipt: Receipt | None = field(default=None, repr=False)
    several: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Callable[[], pandas.DataFrame]] = field(default_factory=dict, repr=False)

    @property
    def keys(self) -> list[str]:
        """The columns that name a row."""
        if self.key is not None:
            return list(self.key)
        return [one.name for one in self.columns if one.unit is None]

    @cached_property
    def features(self) -> dict[str, NDArray[np.bytes_]]:
        """The features behind the figures: by layer the different uids, sorted."""
        layers, uids = self.evidence["layer"], self.evidence["uid"].to_numpy(object)
        found = {}
        for layer in sorted({str(one) for one in layers.unique()}):
            those = _encoded(uids[(layers == layer).to_numpy()])
            those.sort()
            found[layer] = those[np.append(True, those[1:] != those[:-1])] if len(those) else those
        return found

    def __repr__(self) -> str:
        return "\n".join(
            [self._told(), self.table.to_string(index=False, max_rows=40), *self.notes, *self._doubts()]
        )

    def _repr_html_(self) -> str:
        """The same for a notebook."""
        import html

        notes = "<br>".join(html.escape(str(one)) for one in [*self.notes, *self._doubts()])
        return (
            f"<p>{html.escape(self._told())}</p>{self.table.to_html(index=False, max_rows=40)}<p>{notes}</p>"
        )

    def _told(self) -> str:
        receipt = self.receipt
        if receipt is None:
            return self.indicator
        return f"{self.indicator} at {receipt.revision}, receipt {receipt.short}"

    def _doubts(self) -> Iterator[str]:
        none = sum(not one.counted for one in self.left_out)
        if self.left_out:
            yield f"left out: {none}; counted with a doubt: {len(self.left_out) - none} (left_out)"

    def digest(self) -> str:
        """SHA-256 of the figures in whole quanta, rows in the order of their groups; 64 hex digits."""
        shown = [one for one in self.columns if one.name in self.table]
        columns = [_all_quantised(self.table[one.name], one) for one in shown]
        rows = sorted(zip(*columns, strict=True)) if columns else []
        total = [
            (one.name, _quantised(self.total[one.name], one))
            for one in self.columns
            if one.name in self.total
        ]
        left = sorted([one.layer, one.uid, one.reason, one.counted] for one in self.left_out)
        parts = [
            [one.name for one in shown],
            rows,
            total,
            left,
            {name: len(one) for name, one in self.features.items()},
        ]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        made = hashlib.sha256(text.encode())
        for uids in self.features.values():
            made.update(uids.tobytes())
        return made.hexdigest()


def _encoded(texts: NDArray[np.object_]) -> NDArray[np.bytes_]:
    """Texts as bytes of one width; identities are ASCII, which numpy encodes at once."""
    try:
        return texts.astype(np.bytes_)
    except UnicodeEncodeError:
        return np.array([str(one).encode() for one in texts], dtype=np.bytes_)


def _all_quantised(values: pandas.Series[Any], column: Column) -> list[str]:
    """The texts of a column; of plain numbers all at once, for there may be a million."""
    if column.unit is None or not isinstance(values.dtype, np.dtype) or values.dtype.kind not in "fiu":
        return [_quantised(value, column) for value in values.tolist()]
    whole = np.rint(values.to_numpy(np.float64) / column.quantum)
    return ["" if one != one else str(int(one)) for one in whole.tolist()]


def _quantised(value: Any, column: Column) -> str:
    import pandas as pd

    if isinstance(value, str):
        return value
    if pd.isna(value):
        return ""
    if column.unit is None or not isinstance(value, (int, float, np.number)) or isinstance(value, bool):
        return str(value)
    return str(round(float(value) / column.quantum))
