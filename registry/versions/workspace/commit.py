"""Committing a workspace's edits to its registry, in steps that survive a kill between any two.

1. The workspace writes down the commit's id and which pre-images it takes (:mod:`.pending`).
2. The registry commits the rows under that id, in one transaction.
3. The workspace moves to the new revision.

Cut off before 2 the edits are simply edits again; cut off after it the next command sees that the id
landed, and does 3. Other programs may go on saving all the while.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from shlex import quote

from ...model.definition import Definition
from ...model.errors import ConflictsOpen, InvalidRows, RegistryError
from ..commits import Commit
from ..files import transaction
from ..identity import new_commit_id, quoted
from ..ledger import Ledger
from ..writing import MovedOn, Transaction
from . import layout
from .area import Inside
from .edits import LocalEdit, Row, columns_of, found_rows, local_edit, raw_edits
from .opening import Workspace
from .pending import abandon, begin, settle
from .update import UpdateReport, update

_TRIES = 50


@dataclass(frozen=True)
class CommitReport:
    """What came of a commit: the commit, or None where there was nothing; what was merged before it.

    ``settled`` is False if the registry has the commit but the workspace could not be told (locked by a
    program that was saving, say); the next command does it.
    """

    commit: Commit | None
    layers: dict[str, tuple[int, int, int]]
    merged: UpdateReport
    settled: bool = True


def commit(
    workspace: Workspace,
    ledger: Ledger,
    *,
    message: str,
    author: str,
    author_source: str = "given",
    time: str | None = None,
    wait: float | None = None,
    inside: Inside | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> CommitReport:
    """Commit what was edited here. Newer commits of others are merged first.

    Nothing edited is no error: ``report.commit`` is None.

    Raises
    ------
    ConflictsOpen
        Others changed the same values; they are listed in the workspace, nothing was committed.
    InvalidRows
        Values break the layer definitions (``error.problems``); nothing was committed.
    OtherRegistry, LayoutChanged, UntrustedSchema, FileLocked, DiskFull
    """
    merged: UpdateReport | None = None
    for attempt in range(_TRIES):
        report = update(workspace, ledger, inside=inside, progress=progress)
        if merged is None:
            merged = report
        merged.conflicts = report.conflicts
        if report.conflicts:
            raise ConflictsOpen(count=len(report.conflicts), path=quote(str(workspace.path)))
        try:
            return _commit_once(workspace, ledger, merged, message, author, author_source, time, wait)
        except MovedOn:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _commit_once(
    workspace: Workspace,
    ledger: Ledger,
    merged: UpdateReport,
    message: str,
    author: str,
    author_source: str,
    time: str | None,
    wait: float | None,
) -> CommitReport:
    facts = workspace.facts()
    commit_id = new_commit_id()
    with workspace.editing() as handle:
        generation = begin(handle, commit_id)
        try:
            with transaction(handle, "DEFERRED"):
                taken = {
                    name: taken_rows(handle, one.definition, generation) for name, one in facts.layers.items()
                }
            edits = {name: sent_edits(facts.layers[name].definition, rows) for name, rows in taken.items()}
            problems = [problem for part in edits.values() for edit in part for problem in edit.problems]
            if problems:
                raise InvalidRows(problems)
            with ledger.writing(
                author=author, message=message, author_source=author_source, commit_id=commit_id, time=time,
                expected=facts.revision, wait=wait,
            ) as work:  # fmt: skip
                for name, part in edits.items():
                    _send(work, name, part)
        except BaseException:
            abandon_if_not_landed(handle, ledger, commit_id)
            raise
        done = work.commit
        if done is None:
            settle(handle, commit_id, facts.revision, facts.digest, {})
            return CommitReport(None, {}, merged)
        given = {
            name: [edit.uid for edit in edits[name] if edit.before is None]
            for name, one in facts.layers.items()
            if not one.complete
        }
        counts = {name: (one.inserted, one.updated, one.deleted) for name, one in work.changes.items()}
        try:
            settle(handle, commit_id, done.revision, done.digest, given)
        except (RegistryError, sqlite3.Error):
            return CommitReport(done, counts, merged, settled=False)
        return CommitReport(done, counts, merged)


def abandon_if_not_landed(handle: sqlite3.Connection, ledger: Ledger, commit_id: str) -> None:
    """After an error: if the registry does not have the commit, the edits are simply edits again.

    If that cannot be told or written now, the next command does it.
    """
    with suppress(RegistryError, sqlite3.Error):
        with ledger.reading() as source:
            landed = source.execute(
                "SELECT 1 FROM registry_commits WHERE commit_id = ?", (commit_id,)
            ).fetchone()
        if landed is None:
            abandon(handle, commit_id)


def _send(work: Transaction, layer: str, edits: list[LocalEdit]) -> None:
    written = [(bytes.fromhex(edit.uid), *edit.after) for edit in edits if edit.after is not None]
    gone = [bytes.fromhex(edit.uid) for edit in edits if edit.after is None]
    if written:
        work.put(layer, written)
    if gone:
        work.delete(layer, gone)


Taken = tuple[str, Row | None, Row | None]


def taken_rows(handle: sqlite3.Connection, definition: Definition, generation: int) -> list[Taken]:
    """(uid, row before, row sent) of each feature a commit takes, whatever was saved since it began.

    A feature edited again since has a newer pre-image, and that is the row that stood there then. To be
    called in one transaction.
    """
    before = quoted(layout.before_table(definition.name))
    since: dict[str, Row | None] = {}
    for uid, existed, *row in found_rows(
        handle,
        f"SELECT b.uid, b.existed__, {columns_of(definition, 'b')} FROM {before} AS b"  # nosec B608
        " WHERE b.generation__ > ? ORDER BY b.generation__",
        (generation,),
    ):
        since.setdefault(uid, tuple(row) if existed else None)
    taken = {
        uid
        for (uid,) in handle.execute(
            f"SELECT uid FROM {before} WHERE generation__ <= ?"  # nosec B608
            " AND generation__ > (SELECT settled FROM registry_state)",
            (generation,),
        )
    }
    return [
        (uid, was, since.get(uid, now)) for uid, was, now in raw_edits(handle, definition) if uid in taken
    ]


def sent_edits(definition: Definition, rows: list[Taken]) -> list[LocalEdit]:
    """The rows that really differ, in stored form, by uid."""
    edits = (local_edit(definition, *row) for row in sorted(rows, key=lambda row: row[0]))
    return [edit for edit in edits if edit is not None]
