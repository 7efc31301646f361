"""Writing a commit: one atomic change of any layers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..model.canonical import commit_digest
from ..model.definition import Definition
from ..model.errors import RegistryError, UsageError
from ..model.schemachanges import SchemaChange
from .clock import after
from .commits import Commit, layer_at, layers_at, newest
from .files import connection, transaction
from .identity import new_commit_id
from .layout import Columns, columns_to_json
from .measures import Measuring
from .rowwriting import LayerChange, Packing, RowWriter
from .rtree import pack

if TYPE_CHECKING:
    from .ledger import Ledger

Stored = Sequence[Any]


class MovedOn(RegistryError):
    """The registry has newer commits than the one this commit was prepared against."""

    sentence = "the registry moved on from revision {expected} to {found} meanwhile; update and commit again"
    exit_code = 75


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
    packing: Packing = pack,
    measuring: Measuring | None = None,
) -> Iterator[Transaction]:
    """One commit, all or nothing: leaving the block commits, an exception leaves no trace.

    Parameters
    ----------
    author_source : where the author's name came from (``--author``, ``REGISTRY_AUTHOR``, ...)
    commit_id : identity made beforehand, so that a cut-off writer can ask whether it landed
    time : UTC time to write instead of the clock's (replaying history); never before the last commit
    expected : revision the caller prepared against
    wait : seconds to wait for another writer
    packing : fills the empty rtree of a bulk load (intake has a faster one, with numpy)
    measuring : tells the sizes of new geometries instead of the ledger's own ``measuring``

    Raises
    ------
    FileLocked, DiskFull, FileReadOnly, MovedOn, GivenTwice
    """
    for text, what in ((author, "author"), (author_source, "author's source"), (message, "message")):
        refuse_unwritable(text, what)
    patience = ledger.wait if wait is None else wait
    with connection(ledger.path, write=True, wait=patience) as handle, transaction(handle):
        parent = newest(handle)
        if expected is not None and parent.revision != expected:
            raise MovedOn(expected=expected, found=parent.revision)
        work = Transaction(handle, parent, packing, measuring or ledger.measuring)
        yield work
        work.finish(author, author_source, message, commit_id or new_commit_id(), after(parent.time, time))


def refuse_unwritable(text: str, what: str) -> None:
    """Refuse a text that cannot be kept as UTF-8.

    Raises
    ------
    UsageError
    """
    if "\x00" in text:
        raise UsageError(f"the {what} holds a NUL character; leave it out")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError(f"the {what} is not valid UTF-8 text; write it again") from None


class Transaction:
    """The commit being written; made by :func:`writing`.

    Rows are ``(uid as 16 bytes, geometry blob or None, stored values in the definition's order)``.
    ``commit`` is set at the end, and stays None if nothing changed.
    """

    def __init__(
        self,
        handle: sqlite3.Connection,
        parent: Commit,
        packing: Packing = pack,
        measuring: Measuring | None = None,
    ) -> None:
        self._handle = handle
        self._parent = parent
        self._packing = packing
        self._measuring = measuring
        self.revision = parent.revision + 1
        self.commit: Commit | None = None
        self._writers: dict[str, RowWriter] = {}
        self._defined: dict[str, tuple[Definition, Columns]] = {}

    # --- definitions ----------------------------------------------------------------------------------

    def layer(self, name: str) -> tuple[Definition, Columns]:
        """A layer's definition in force in this commit."""
        if name in self._defined:
            return self._defined[name]
        one = layer_at(self._handle, name, self.revision)
        return one.definition, one.columns

    def define(self, definition: Definition, *, allow_drop: bool = False) -> list[SchemaChange]:
        """Make a layer, or change its definition; the same definition again is no change.

        Raises
        ------
        DefinitionError
            If it is one that could not be read again.
        DestructiveDefinition
            If the change would lose values or make those stored illegal.
        """
        from .schema import change_layer, checked, create_layer, rewritten_rows

        name, definition = definition.name, checked(definition)
        if name in self._writers or name in self._defined:
            raise UsageError(f"layer {name}: change its definition once in one commit, and before its rows")
        before = layers_at(self._handle, self.revision).get(name)
        if before is None:
            self._defined[name] = create_layer(self._handle, definition)
            return []
        changed = change_layer(self._handle, before.definition, before.columns, definition, allow_drop)
        if changed.steps:
            self._defined[name] = (changed.definition, changed.columns)
            self.put(name, rewritten_rows(self._handle, before.definition, definition, changed))
        return changed.steps

    # --- rows -----------------------------------------------------------------------------------------

    def insert(self, layer: str, rows: Iterable[Stored]) -> int:
        """Add features known to be new; streams, so rows may be any number. Returns how many."""
        return self._writer(layer).insert(rows)

    def put(self, layer: str, rows: Iterable[Stored]) -> int:
        """Insert or update features; a row equal to the current one changes nothing. Returns how many did.

        Raises
        ------
        UnknownLayer, GivenTwice
        """
        return self._writer(layer).put(rows)

    def delete(self, layer: str, uids: Iterable[bytes]) -> int:
        """Delete features; their versions stay readable. Returns how many.

        Raises
        ------
        UnknownLayer
        UnknownFeature
            If one is not there now.
        """
        return self._writer(layer).delete(uids)

    @property
    def changes(self) -> dict[str, LayerChange]:
        """What was done so far, by layer."""
        return {layer: one.change for layer, one in sorted(self._writers.items()) if not one.change.nothing}

    def _writer(self, layer: str) -> RowWriter:
        if layer not in self._writers:
            definition, columns = self.layer(layer)
            self._writers[layer] = RowWriter(
                self._handle, definition, columns, self.revision, self._packing, self._measuring
            )
        return self._writers[layer]

    # --- the end --------------------------------------------------------------------------------------

    def finish(self, author: str, author_source: str, message: str, commit_id: str, time: str) -> None:
        """Index, digest and record; nothing is recorded if nothing changed."""
        for writer in self._writers.values():
            writer.finish()
        digests = [(layer, change.digest) for layer, change in self.changes.items()]
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
            author=author, author_source=author_source, message=message, definitions=definitions,
            layers=digests,
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
            [(self.revision, layer, *_recorded(change)) for layer, change in self.changes.items()],
        )


def _recorded(change: LayerChange) -> tuple[Any, ...]:
    first = change.first_fid if change.last_fid is not None else None
    box = change.box or (None,) * 4
    return change.inserted, change.updated, change.deleted, first, change.last_fid, *box
