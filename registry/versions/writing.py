"""Writing a commit: one atomic change of any layers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..model.canonical import RowsDigest, commit_digest
from ..model.definition import Definition
from ..model.errors import RegistryError, UnknownFeature
from ..model.geometry import envelope
from ..model.schemachanges import SchemaChange
from .clock import after
from .files import connection, transaction
from .identity import new_commit_id, quoted
from .layout import (
    Columns,
    columns_to_json,
    numbered_fields,
    rows_table,
    rtree_of,
    stored_expressions,
)
from .rtree import pack

if TYPE_CHECKING:
    from .ledger import Commit, Ledger

Stored = Sequence[Any]
_BATCH = 2000


class GivenTwice(RegistryError):
    """One commit was handed two states of one feature."""

    sentence = "layer {layer}: feature {uid} is given twice in one commit; keep one of the two"
    exit_code = 65


class MovedOn(RegistryError):
    """The registry has newer commits than the one this commit was prepared against."""

    sentence = "the registry moved on from revision {expected} to {found} meanwhile; update and commit again"
    exit_code = 75


@dataclass
class LayerChange:
    """What a commit did to one layer."""

    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    first_fid: int | None = None
    last_fid: int | None = None
    box: tuple[float, float, float, float] | None = None
    removed: list[bytes] = field(default_factory=list)


@contextmanager
def writing(
    ledger: Ledger,
    *,
    author: str,
    message: str,
    author_source: str = "given",
    commit_id: str | None = None,
    time: str | None = None,
    expected: int | None = None,
    wait: float | None = None,
) -> Iterator[Transaction]:
    """One commit, all or nothing: leaving the block commits, an exception leaves no trace.

    Parameters
    ----------
    author_source : where the author's name came from (``--author``, ``REGISTRY_AUTHOR``, ...)
    commit_id : identity made beforehand, so that a cut-off writer can ask whether it landed
    time : UTC time to write instead of the clock's (replaying history); never before the last commit
    expected : revision the caller prepared against
    wait : seconds to wait for another writer

    Raises
    ------
    FileLocked, DiskFull, FileReadOnly, MovedOn, GivenTwice
    """
    from .ledger import newest

    for text, what in ((author, "author"), (message, "message")):
        if "\x00" in text:
            raise RegistryError(f"the {what} holds a NUL character; leave it out")
    with connection(ledger.path, write=True, wait=ledger.wait if wait is None else wait) as handle:
        with transaction(handle):
            parent = newest(handle)
            if expected is not None and parent.revision != expected:
                raise MovedOn(expected=expected, found=parent.revision)
            work = Transaction(handle, parent)
            yield work
            work.finish(
                author, author_source, message, commit_id or new_commit_id(), after(parent.time, time)
            )


class Transaction:
    """The commit being written; made by :func:`writing`.

    Rows are ``(uid as 16 bytes, geometry blob or None, stored values in the definition's order)``.
    ``commit`` is set at the end, and stays None if nothing changed.
    """

    def __init__(self, handle: sqlite3.Connection, parent: Commit) -> None:
        self._handle = handle
        self._parent = parent
        self.revision = parent.revision + 1
        self.commit: Commit | None = None
        self.changes: dict[str, LayerChange] = {}
        self._defined: dict[str, tuple[Definition, Columns]] = {}

    # --- definitions ----------------------------------------------------------------------------------

    def layer(self, name: str) -> tuple[Definition, Columns]:
        """A layer's definition in force in this commit."""
        from .ledger import layer_at

        if name in self._defined:
            return self._defined[name]
        one = layer_at(self._handle, name, self.revision)
        return one.definition, one.columns

    def define(self, definition: Definition, *, allow_drop: bool = False) -> list[SchemaChange]:
        """Make a layer, or change its definition; the same definition again is no change.

        Raises
        ------
        DestructiveDefinition
            If the change would lose values or make those stored illegal.
        """
        from .ledger import layers_at
        from .schema import change_layer, create_layer

        known = layers_at(self._handle, self.revision)
        if definition.name not in known:
            self._defined[definition.name] = (definition, create_layer(self._handle, definition))
            return []
        before = known[definition.name]
        if definition.name in self.changes:
            raise RegistryError(
                f"layer {definition.name}: change its definition before its rows in one commit"
            )
        changed = change_layer(self._handle, before.definition, before.columns, definition, allow_drop)
        if changed.steps:
            self._defined[definition.name] = (changed.definition, changed.columns)
        return changed.steps

    # --- rows -----------------------------------------------------------------------------------------

    def insert(self, layer: str, rows: Iterable[Stored]) -> int:
        """Add features known to be new; streams, so rows may be any number. Returns how many."""
        definition, columns = self.layer(layer)
        change = self._change(layer)
        names = ", ".join(quoted(columns[name].physical[0][0]) for name in definition.names)
        sql = (
            f"INSERT INTO {quoted(rows_table(layer))} (from_rev, uid, geom{', ' + names if names else ''})"
            f" VALUES ({self.revision}, ?, ?{', ?' * len(definition.names)})"
        )
        before = self._handle.total_changes
        try:
            self._handle.executemany(sql, rows)
        except sqlite3.IntegrityError as error:
            raise self._twice(error, layer) from error
        added = self._handle.total_changes - before
        change.inserted += added
        return added

    def put(self, layer: str, rows: Iterable[Stored]) -> int:
        """Insert or update features; a row equal to the current one changes nothing. Returns how many did."""
        definition, columns = self.layer(layer)
        change = self._change(layer)
        table = quoted(rows_table(layer))
        fields = "".join(f", {one}" for one in stored_expressions(definition, columns))
        current = f"SELECT fid, uid, geom{fields} FROM {table} WHERE uid IN ({{}}) AND to_rev IS NULL"
        changed = 0
        stream = iter(rows)
        while batch := [tuple(row) for row in islice(stream, 500)]:
            known = {
                row[1]: row
                for row in self._handle.execute(
                    current.format(", ".join("?" * len(batch))), [row[0] for row in batch]
                )
            }
            if len({row[0] for row in batch}) != len(batch):
                raise self._twice(None, layer, batch)
            fresh = [row for row in batch if row[0] not in known]
            newer = [row for row in batch if row[0] in known and known[row[0]][1:] != row]
            self._close(layer, [known[row[0]][0] for row in newer])
            self.insert(layer, newer + fresh)
            change.inserted -= len(newer)
            change.updated += len(newer)
            changed += len(newer) + len(fresh)
        return changed

    def delete(self, layer: str, uids: Iterable[bytes]) -> int:
        """Delete features; their versions stay readable.

        Raises
        ------
        UnknownFeature
            If one is not there now.
        """
        self.layer(layer)
        change = self._change(layer)
        table = quoted(rows_table(layer))
        closed, gone = [], list(dict.fromkeys(uids))
        for uid in gone:
            row = self._handle.execute(
                f"SELECT fid FROM {table} WHERE uid = ? AND to_rev IS NULL", (uid,)
            ).fetchone()
            if row is None:
                raise UnknownFeature(layer=layer, uid=uid.hex(), problem=" at head")
            closed.append(row[0])
        self._close(layer, closed)
        change.deleted += len(gone)
        change.removed += gone
        return len(gone)

    def _close(self, layer: str, fids: Sequence[int]) -> None:
        try:
            self._handle.executemany(
                f"UPDATE {quoted(rows_table(layer))} SET to_rev = {self.revision} WHERE fid = ?",
                [(one,) for one in fids],
            )
        except sqlite3.IntegrityError as error:
            raise self._twice(error, layer) from error

    def _change(self, layer: str) -> LayerChange:
        if layer not in self.changes:
            (last,) = self._handle.execute(
                f"SELECT coalesce(max(fid), 0) FROM {quoted(rows_table(layer))}"
            ).fetchone()
            self.changes[layer] = LayerChange(first_fid=last + 1)
        return self.changes[layer]

    def _twice(self, error: Exception | None, layer: str, batch: Sequence[Stored] = ()) -> RegistryError:
        seen: set[bytes] = set()
        for row in batch:
            if row[0] in seen:
                return GivenTwice(layer=layer, uid=row[0].hex())
            seen.add(row[0])
        if error is not None and "append-only" not in str(error):
            return RegistryError(f"layer {layer}: the registry refused a row: {error}")
        return GivenTwice(layer=layer, uid="(see the rows handed over)")

    # --- the end --------------------------------------------------------------------------------------

    def finish(self, author: str, author_source: str, message: str, commit_id: str, time: str) -> None:
        """Index, digest and record; nothing is recorded if nothing changed."""
        from .ledger import Commit

        digests = []
        for layer, change in sorted(self.changes.items()):
            if change.inserted or change.updated or change.deleted:
                digests.append((layer, self._index_and_digest(layer, change)))
        if not digests and not self._defined:
            return
        definitions = [
            (
                name,
                definition.canonical(),
                [(column.number, field_name) for field_name, column in columns.items()],
            )
            for name, (definition, columns) in self._defined.items()
        ]
        digest = commit_digest(
            parent=bytes.fromhex(self._parent.digest), revision=self.revision, commit_id=commit_id, time=time,
            author=author, author_source=author_source, message=message, definitions=definitions, layers=digests,
        ).hex()  # fmt: skip
        self.commit = Commit(self.revision, commit_id, time, author, author_source, message, digest)
        record = self.commit
        self._handle.execute(
            "INSERT INTO registry_commits VALUES (?, ?, ?, ?, ?, ?, ?)",
            (record.revision, commit_id, time, author, author_source, message, digest),
        )
        self._handle.executemany(
            "INSERT INTO registry_definitions VALUES (?, ?, ?, ?)",
            [
                (name, self.revision, one.canonical(), columns_to_json(columns))
                for name, (one, columns) in self._defined.items()
            ],
        )
        self._handle.executemany(
            "INSERT INTO registry_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    self.revision,
                    layer,
                    one.inserted,
                    one.updated,
                    one.deleted,
                    one.first_fid,
                    one.last_fid,
                    *(one.box or (None,) * 4),
                )
                for layer, one in self.changes.items()
                if one.inserted or one.updated or one.deleted
            ],
        )

    def _index_and_digest(self, layer: str, change: LayerChange) -> bytes:
        """One pass over the rows written: their digest, boxes into the rtree, the extent of the change."""
        definition, columns = self.layer(layer)
        table = quoted(rows_table(layer))
        digest = RowsDigest(numbered_fields(definition, columns))
        boxes = Boxes()
        fields = "".join(f", {one}" for one in stored_expressions(definition, columns))
        cursor = self._handle.execute(
            f"SELECT uid, geom{fields}, fid FROM {table} WHERE fid >= ? ORDER BY fid", (change.first_fid,)
        )
        last = None
        while batch := cursor.fetchmany(_BATCH):
            digest.written([row[:-1] for row in batch])
            last = batch[-1][-1]
            if definition.geometry:
                boxes.add(batch)
        digest.deleted(change.removed)
        change.last_fid = last
        if last is None:
            change.first_fid = None
        if definition.geometry:
            self._fill_index(layer, boxes)
            change.box = self._extent(layer, boxes, change.removed)
        return digest.digest()

    def _fill_index(self, layer: str, boxes: Boxes) -> None:
        index = rtree_of(layer)
        empty = self._handle.execute(f"SELECT 1 FROM {quoted(index)} LIMIT 1").fetchone() is None
        if empty and len(boxes) > 200:
            pack(self._handle, index, boxes)
        else:
            self._handle.executemany(f"INSERT INTO {quoted(index)} VALUES (?, ?, ?, ?, ?)", boxes)

    def _extent(
        self, layer: str, boxes: Boxes, removed: Sequence[bytes]
    ) -> tuple[float, float, float, float] | None:
        table = quoted(rows_table(layer))
        old = [
            envelope(blob)
            for (blob,) in self._handle.execute(
                f"SELECT geom FROM {table} WHERE to_rev = ? AND geom IS NOT NULL", (self.revision,)
            )
        ]
        sides = [boxes.extent(), *old]
        known = [one for one in sides if one is not None]
        if not known:
            return None
        west, south, east, north = zip(*known, strict=True)
        return min(west), min(south), max(east), max(north)


class Boxes:
    """Bounding boxes of many rows, in bounded memory: iterates as ``(fid, minx, maxx, miny, maxy)``."""

    def __init__(self) -> None:
        from array import array

        self._ids, self._sides = array("q"), array("d")

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, rows: Iterable[Stored]) -> None:
        """Take the boxes of rows ``(uid, geom, ..., fid)``."""
        for row in rows:
            if row[1] is not None and (sides := envelope(row[1])) is not None:
                west, south, east, north = sides
                self._ids.append(row[-1])
                self._sides.extend((west, east, south, north))

    def __iter__(self) -> Iterator[tuple[int, float, float, float, float]]:
        sides = self._sides
        for place, fid in enumerate(self._ids):
            at = 4 * place
            yield fid, sides[at], sides[at + 1], sides[at + 2], sides[at + 3]

    def extent(self) -> tuple[float, float, float, float] | None:
        """(min x, min y, max x, max y) of them all."""
        if not self._ids:
            return None
        sides = self._sides
        return min(sides[0::4]), min(sides[2::4]), max(sides[1::4]), max(sides[3::4])
