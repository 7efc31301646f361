"""What changed between two versions: features with their row before and after."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from ..model.definition import Definition
from ..model.fieldtypes import opened
from .asof import AsOf, Box, meeting
from .commits import LayerVersion, layers_at
from .identity import quoted
from .layout import rows_table

Stored = tuple[Any, ...]


@dataclass(frozen=True)
class FeatureChange:
    """One feature's state on both sides; ``None`` where it was not there.

    ``before`` and ``after`` are stored rows ``(geometry blob, values...)`` in the definition's order.
    """

    definition: Definition
    uid: str
    before: Stored | None
    after: Stored | None

    @property
    def layer(self) -> str:
        return self.definition.name

    @property
    def kind(self) -> str:
        """``insert``, ``update`` or ``delete``."""
        return "insert" if self.before is None else "delete" if self.after is None else "update"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of what differs, ``geom`` first; everything not null for an insert or delete."""
        names = ("geom", *self.definition.names)
        if self.before is None or self.after is None:
            row = self.after or self.before or ()
            return tuple(name for name, value in zip(names, row, strict=True) if value is not None)
        return tuple(
            name for name, old, new in zip(names, self.before, self.after, strict=True) if old != new
        )

    def value(self, side: str, name: str) -> Any:
        """The open value of a column ``before`` or ``after``; the blob for ``geom``."""
        row = self.before if side == "before" else self.after
        if row is None:
            return None
        if name == "geom":
            return row[0]
        place = self.definition.names.index(name)
        return shown(self.definition.fields[place].type, row[1 + place])


def shown(kind: str, value: Any) -> Any:
    """The open form of a stored value; a value that is none, as a workspace may hold, as it is."""
    if value is not None and (isinstance(value, bytes) or (isinstance(value, str) != (kind in _TEXTS))):
        return value
    return opened(kind, value)


_TEXTS = ("text", "date", "datetime")


def layer_changes(
    handle: sqlite3.Connection,
    one: LayerVersion,
    older: int,
    newer: int,
    *,
    box: Box | None = None,
    uids: Collection[bytes] | None = None,
) -> Iterator[FeatureChange]:
    """Features of a layer, or only those of ``uids``, whose rows differ between two revisions, by uid.

    Costs what changed, not what the layer holds: rows added between lie together at the end of the
    table, rows closed between are found by the index on ``to_rev``.
    """
    if newer < older:
        for change in layer_changes(handle, one, newer, older, box=box, uids=uids):
            yield FeatureChange(change.definition, change.uid, change.after, change.before)
        return
    name = one.definition.name
    touched = _touched(handle, name, older, newer) if uids is None else set(uids)
    if box is not None and one.definition.geometry is not None:
        touched = _meeting(handle, name, touched, older, newer, box)
    ordered = sorted(touched)
    for start in range(0, len(ordered), 500):
        part = ordered[start : start + 500]
        before, after = (_rows(handle, AsOf(one.definition, one.columns, at), part) for at in (older, newer))
        for uid in part:
            if before.get(uid) != after.get(uid):
                yield FeatureChange(one.definition, uid.hex(), before.get(uid), after.get(uid))


def _touched(handle: sqlite3.Connection, layer: str, older: int, newer: int) -> set[bytes]:
    table = quoted(rows_table(layer))
    first, last = handle.execute(
        "SELECT min(first_fid), max(last_fid) FROM registry_changes"
        " WHERE layer = ? AND revision > ? AND revision <= ?",
        (layer, older, newer),
    ).fetchone()
    touched: set[bytes] = set()
    if first is not None:
        touched.update(
            uid
            for (uid,) in handle.execute(
                f"SELECT uid FROM {table} WHERE fid BETWEEN ? AND ?",  # nosec B608
                (first, last),
            )
        )
    touched.update(
        uid
        for (uid,) in handle.execute(
            f"SELECT uid FROM {table} WHERE to_rev > ? AND to_rev <= ?",  # nosec B608
            (older, newer),
        )
    )
    return touched


def _meeting(
    handle: sqlite3.Connection, layer: str, touched: set[bytes], older: int, newer: int, box: Box
) -> set[bytes]:
    """Those with a state on either side whose box meets ``box``."""
    inside = handle.execute(
        f"SELECT uid FROM {quoted(rows_table(layer))} WHERE fid IN ({meeting(layer, box)})"  # nosec B608
        " AND from_rev <= ? AND (to_rev IS NULL OR to_rev > ?)",
        (newer, older),
    )
    return touched & {uid for (uid,) in inside}


def _rows(handle: sqlite3.Connection, chosen: AsOf, uids: list[bytes]) -> dict[bytes, Stored]:
    marks = ", ".join("?" * len(uids))
    return {row[0]: row[1:] for row in handle.execute(chosen.select_stored(f" AND uid IN ({marks})"), uids)}


def layers_between(handle: sqlite3.Connection, older: int, newer: int) -> list[LayerVersion]:
    """Layers that any commit between two revisions touched, each in its newer definition."""
    low, high = sorted((older, newer))
    touched = {
        name
        for (name,) in handle.execute(
            "SELECT DISTINCT layer FROM registry_changes WHERE revision > ? AND revision <= ?", (low, high)
        )
    }
    return [one for name, one in layers_at(handle, high).items() if name in touched]
