"""Writing the rows of one layer in one commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, islice
from typing import Any

from ..model.canonical import RowsDigest
from ..model.definition import Definition
from ..model.errors import RegistryError, UnknownFeature
from ..model.geometry import envelope
from .boxes import Box, Boxes, around
from .identity import quoted
from .layout import (
    Columns,
    indexed_through,
    numbered_fields,
    rows_table,
    rtree_of,
    stored_expressions,
)
from .measures import MeasureWriter, Measuring
from .rtree import pack
from .seals import Seal, put_in_force, replace_seal

Stored = Sequence[Any]
Packing = Callable[[sqlite3.Connection, str, Boxes], int]

_BATCH = 2000
_UNINDEXED = 20_000
_VARIABLES = 500  # of the 999 that any SQLite takes in a statement


class GivenTwice(RegistryError):
    """One commit was handed two states of one feature."""

    sentence = "layer {layer}: feature {uid} is given twice in one commit; keep one of the two"
    exit_code = 65


class FeatureThere(RegistryError):
    """A feature was inserted as new that the layer has already."""

    sentence = "layer {layer}: feature {uid} is there already; put it as a change, or give it a new uid"
    exit_code = 65


@dataclass
class LayerChange:
    """What a commit did to one layer; ``digest`` covers its rows as ``docs/format.md`` tells."""

    first_fid: int
    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    last_fid: int | None = None
    box: Box | None = None
    digest: bytes = b""
    removed: list[bytes] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not (self.inserted or self.updated or self.deleted)


class RowWriter:
    """Adds and closes row versions of a layer, digesting and boxing them as they pass."""

    def __init__(
        self,
        handle: sqlite3.Connection,
        definition: Definition,
        columns: Columns,
        revision: int,
        pack: Packing = pack,
        measuring: Measuring | None = None,
    ) -> None:
        self._handle = handle
        self._pack = pack
        self._definition = definition
        self._layer = definition.name
        self._table = quoted(rows_table(definition.name))
        self._revision = revision
        names = "".join(f", {quoted(columns[name].physical[0][0])}" for name in definition.names)
        self._width = 2 + len(definition.names)
        self._values = f"({revision}, ?, ?{', ?' * len(definition.names)})"
        into = f"{self._table} (from_rev, uid, geom{names})"
        self._insert = f"INSERT INTO {into} VALUES {self._values}"  # nosec B608
        fields = "".join(f", {one}" for one in stored_expressions(definition, columns))
        current = f"{self._table} WHERE uid IN ({{}}) AND to_rev IS NULL"
        self._current = f"SELECT fid, uid, geom{fields} FROM {current}"  # nosec B608
        (last,) = handle.execute(f"SELECT coalesce(max(fid), 0) FROM {self._table}").fetchone()  # nosec B608
        self.change = LayerChange(first_fid=last + 1)
        self._fids = count(last + 1)
        self._sizes: MeasureWriter | None = None
        if measuring is not None and definition.geometry is not None:
            self._sizes = MeasureWriter(handle, self._layer, definition.geometry, last + 1, measuring)
        self._digest = RowsDigest(numbered_fields(definition, columns))
        self._boxes = Boxes()
        self._unsealed = False
        self._taken_as_new = False

    def insert(self, rows: Iterable[Stored]) -> int:
        """Add features known to be new; streams. Returns how many."""
        added, stream = 0, iter(rows)
        self._taken_as_new = self.change.first_fid > 1
        while batch := list(islice(stream, _BATCH)):
            if len(batch) == _BATCH:
                self._unseal()
            self._add(batch)
            added += len(batch)
        self.change.inserted += added
        return added

    def put(self, rows: Iterable[Stored]) -> int:
        """Insert or update features; a row equal to the current one changes nothing. Returns how many did."""
        changed, stream = 0, iter(rows)
        while batch := [tuple(row) for row in islice(stream, 500)]:
            self._refuse_twice(batch)
            marks = ", ".join("?" * len(batch))
            found = self._handle.execute(self._current.format(marks), [row[0] for row in batch])
            known = {row[1]: row for row in found}
            fresh = [row for row in batch if row[0] not in known]
            newer = [row for row in batch if row[0] in known and known[row[0]][1:] != row]
            self._close([known[row[0]][0] for row in newer])
            self._add(newer + fresh)
            self.change.inserted += len(fresh)
            self.change.updated += len(newer)
            changed += len(newer) + len(fresh)
        return changed

    def delete(self, uids: Iterable[bytes]) -> int:
        """Close features without a successor. Returns how many.

        Raises
        ------
        UnknownFeature
        """
        closed, gone = [], list(dict.fromkeys(uids))
        for uid in gone:
            row = self._handle.execute(
                f"SELECT fid FROM {self._table} WHERE uid = ? AND to_rev IS NULL",  # nosec B608
                (uid,),
            ).fetchone()
            if row is None:
                raise UnknownFeature(layer=self._layer, uid=uid.hex(), problem=" at head")
            closed.append(row[0])
        self._close(closed)
        self.change.deleted += len(gone)
        self.change.removed += gone
        return len(gone)

    def finish(self) -> LayerChange:
        """Index what was written, seal the table again, and tell what changed."""
        change = self.change
        if self._taken_as_new:
            self._refuse_known()
        if self._unsealed:
            put_in_force(self._handle, [self._replace_seal])
        self._digest.deleted(change.removed)
        change.digest = self._digest.digest()
        written = change.inserted + change.updated
        change.last_fid = change.first_fid + written - 1 if written else None
        if self._definition.geometry and not change.nothing:
            self._index()
            if self._sizes is not None:
                self._sizes.finish()
            change.box = around([self._boxes.extent(), *self._former_boxes()])
        return change

    # --- within ---------------------------------------------------------------------------------------

    def _add(self, batch: Sequence[Stored]) -> None:
        try:
            self._insert_rows(batch)
        except sqlite3.IntegrityError as error:
            self._refuse_twice(batch)
            if "CHECK" in str(error):
                raise RegistryError(f"layer {self._layer}: a uid is not 16 bytes; make it one") from error
            raise GivenTwice(layer=self._layer, uid="(one handed over before)") from error
        self._digest.written(batch)
        if self.change.removed:
            self._take_back(batch)
        if self._definition.geometry:
            self._boxes.add((fid, row[1]) for row, fid in zip(batch, self._fids, strict=False))
            if self._sizes is not None:
                self._sizes.add([row[1] for row in batch])

    def _insert_rows(self, batch: Sequence[Stored]) -> None:
        """Many rows a statement: each statement hands Python's lock over twice, and a thread that prepares
        the next rows would take it each time."""
        step = max(1, _VARIABLES // self._width)
        whole = len(batch) - len(batch) % step
        many = self._insert + ", " + ", ".join([self._values] * (step - 1))
        for start in range(0, whole if step > 1 else 0, step):
            self._handle.execute(many, list(chain.from_iterable(batch[start : start + step])))
        self._handle.executemany(self._insert, batch[whole if step > 1 else 0 :])

    def _close(self, fids: Sequence[int]) -> None:
        try:
            self._handle.executemany(
                f"UPDATE {self._table} SET to_rev = {self._revision} WHERE fid = ?",  # nosec B608
                [(one,) for one in fids],
            )
        except sqlite3.IntegrityError as error:
            raise GivenTwice(layer=self._layer, uid="(one handed over before)") from error

    def _take_back(self, batch: Sequence[Stored]) -> None:
        """A feature deleted and written again in one commit was changed."""
        change, again = self.change, {row[0] for row in batch}
        left = [uid for uid in change.removed if uid not in again]
        back = len(change.removed) - len(left)
        change.removed = left
        change.deleted -= back
        change.inserted -= back
        change.updated += back

    def _refuse_known(self) -> None:
        known = self._handle.execute(
            f"SELECT n.uid FROM {self._table} AS n CROSS JOIN {self._table} AS o ON o.uid = n.uid"
            f" AND o.from_rev < {self._revision} AND o.to_rev IS NULL WHERE n.fid >= ? LIMIT 1",  # nosec B608
            (self.change.first_fid,),
        ).fetchone()
        if known:
            raise FeatureThere(layer=self._layer, uid=known[0].hex())

    def _refuse_twice(self, batch: Sequence[Stored]) -> None:
        seen: set[bytes] = set()
        for row in batch:
            if row[0] in seen:
                raise GivenTwice(layer=self._layer, uid=row[0].hex())
            seen.add(row[0])

    @property
    def _replace_seal(self) -> Seal:
        """The seal against REPLACE, the only one that an insert has to pass."""
        return replace_seal(self._layer, rows_table(self._layer))

    def _unseal(self) -> None:
        """A bulk insert passes no row by the seal against REPLACE: it never replaces, and SQLite would
        spend as long on the trigger as on the row. The seal is back before the transaction ends."""
        if not self._unsealed:
            self._handle.execute(f"DROP TRIGGER {quoted(self._replace_seal[0])}")
            self._unsealed = True

    def _index(self) -> None:
        """Bring the rtree up to date, once enough row versions wait for it."""
        (through,) = self._handle.execute(indexed_through(self._layer)).fetchone()
        if self.change.last_fid is None or self.change.last_fid - through <= _UNINDEXED:
            return
        index, boxes = rtree_of(self._layer), self._boxes
        if through < self.change.first_fid - 1:
            boxes = Boxes()
            sql = f"SELECT fid, geom FROM {self._table} WHERE fid > ?"  # nosec B608
            waiting = self._handle.execute(sql, (through,))
            while batch := waiting.fetchmany(_BATCH):
                boxes.add(batch)
        if through == 0:
            self._pack(self._handle, index, boxes)
        else:
            insert = f"INSERT INTO {quoted(index)} VALUES (?, ?, ?, ?, ?)"  # nosec B608
            self._handle.executemany(insert, boxes)

    def _former_boxes(self) -> list[Box | None]:
        closed = self._handle.execute(
            f"SELECT geom FROM {self._table} WHERE to_rev = ? AND geom IS NOT NULL",  # nosec B608
            (self._revision,),
        )
        return [envelope(blob) for (blob,) in closed]
