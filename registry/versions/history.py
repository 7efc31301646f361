"""Who changed what, and when: the log, the life of one feature, blame."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from .asof import Box, checked_box, meeting
from .changes import FeatureChange, layer_changes, layers_between
from .clock import end_of
from .commits import Commit, commit_at, layer_at, layers_at
from .identity import quoted
from .layout import rows_table
from .ledger import Ledger
from .lives import Blame, FeatureVersion, blame, feature_history, full_uid
from .spec import resolve

__all__ = [
    "Blame",
    "FeatureVersion",
    "LayerCount",
    "LogEntry",
    "blame",
    "differences",
    "entry",
    "entry_of",
    "feature_history",
    "full_uid",
    "layer_names",
    "log",
]


@dataclass(frozen=True)
class LayerCount:
    """How many features of a layer a commit inserted, updated and deleted."""

    layer: str
    inserted: int
    updated: int
    deleted: int


@dataclass(frozen=True)
class LogEntry:
    """A commit with what it did."""

    commit: Commit
    layers: tuple[LayerCount, ...]
    definitions: tuple[str, ...]
    tags: tuple[str, ...]


def log(
    ledger: Ledger,
    *,
    layer: str | None = None,
    author: str | None = None,
    since: str | None = None,
    until: str | None = None,
    text: str | None = None,
    box: Box | None = None,
    limit: int | None = None,
    before: int | None = None,
    among: Collection[int] | None = None,
) -> list[LogEntry]:
    """Commits, newest first.

    Parameters
    ----------
    author, text : part of the author's name or the message, upper and lower case alike
    since, until : days in the registry's time zone, both included
    box : only commits that changed something whose bounding box meets it
    before : only revisions below this one, to go on where a list ended
    among : only these revisions
    """
    box = None if box is None else checked_box(box)
    with ledger.reading() as handle:
        if layer is not None:
            layer_at(handle, layer, resolve(handle, None, ledger.timezone))
        entries: list[LogEntry] = []
        for row in handle.execute(*_selection(ledger, layer, since, until, box)):
            commit = Commit(*row)
            if (before is not None and commit.revision >= before) or (
                among is not None and commit.revision not in among
            ):
                continue
            if author is not None and author.casefold() not in commit.author.casefold():
                continue
            if text is not None and text.casefold() not in commit.message.casefold():
                continue
            if box is not None and not _meets(handle, commit.revision, layer, box):
                continue
            entries.append(entry_of(handle, commit))
            if limit is not None and len(entries) >= limit:
                break
        return entries


def _meets(handle: sqlite3.Connection, revision: int, layer: str | None, box: Box) -> bool:
    """Whether a commit added or closed a geometry whose own box meets a box, not only the box of them all."""
    changes = handle.execute(
        "SELECT layer, coalesce(first_fid, 0), coalesce(last_fid, -1) FROM registry_changes"
        " WHERE revision = ? AND min_x IS NOT NULL AND layer = coalesce(?, layer)",
        (revision, layer),
    ).fetchall()
    return any(
        handle.execute(
            f"SELECT 1 FROM {quoted(rows_table(name))} WHERE fid IN ({meeting(name, box)})"  # nosec B608
            " AND (fid BETWEEN ? AND ? OR to_rev = ?) LIMIT 1",
            (first, last, revision),
        ).fetchone()
        for name, first, last in changes
    )


def _selection(
    ledger: Ledger, layer: str | None, since: str | None, until: str | None, box: Box | None
) -> tuple[str, list[Any]]:
    conditions = ["1"]
    values: list[Any] = []
    if since is not None:
        conditions.append("time >= ?")
        values.append(_start_of(since, ledger.timezone))
    if until is not None:
        conditions.append("time < ?")
        values.append(_end_of(until, ledger.timezone))
    if layer is not None or box is not None:
        inner = ["c.revision = registry_commits.revision"]
        if layer is not None:
            inner.append("c.layer = ?")
            values.append(layer)
        if box is not None:
            inner.append("c.max_x >= ? AND c.min_x <= ? AND c.max_y >= ? AND c.min_y <= ?")
            values += [box[0], box[2], box[1], box[3]]
        exists = f"EXISTS (SELECT 1 FROM registry_changes AS c WHERE {' AND '.join(inner)})"  # nosec B608
        if layer is not None and box is None:
            exists = (
                f"({exists} OR EXISTS (SELECT 1 FROM registry_definitions AS d WHERE d.layer = ?"
                " AND d.revision = registry_commits.revision))"  # nosec B608
            )
            values.append(layer)
        conditions.append(exists)
    condition = " AND ".join(conditions)
    return f"SELECT * FROM registry_commits WHERE {condition} ORDER BY revision DESC", values  # nosec B608


def _start_of(day: str, timezone: str) -> str:
    import datetime as dt

    from ..model.errors import UsageError

    try:
        before = (dt.date.fromisoformat(day[:10]) - dt.timedelta(days=1)).isoformat()
        return end_of(before, timezone)
    except (ValueError, OverflowError):
        raise UsageError(f"{day!r} is no day; write it as 2024-12-31") from None


def _end_of(day: str, timezone: str) -> str:
    from ..model.errors import UsageError

    try:
        return end_of(day, timezone)
    except ValueError:
        raise UsageError(f"{day!r} is no day; write it as 2024-12-31") from None


def entry_of(handle: sqlite3.Connection, commit: Commit) -> LogEntry:
    """A commit with what it did, on an open connection."""
    at = (commit.revision,)
    layers = tuple(
        LayerCount(*row)
        for row in handle.execute(
            "SELECT layer, inserted, updated, deleted FROM registry_changes"
            " WHERE revision = ? ORDER BY layer",
            at,
        )
    )
    definitions = tuple(
        name
        for (name,) in handle.execute(
            "SELECT layer FROM registry_definitions WHERE revision = ? ORDER BY layer", at
        )
    )
    tags = tuple(
        name
        for (name,) in handle.execute(
            "SELECT tag FROM registry_tags AS t WHERE revision = ? AND number ="
            " (SELECT max(number) FROM registry_tags WHERE tag = t.tag) ORDER BY tag",
            at,
        )
    )
    return LogEntry(commit, layers, definitions, tags)


def entry(ledger: Ledger, version: str | int | None) -> LogEntry:
    """One commit with what it did."""
    with ledger.reading() as handle:
        return entry_of(handle, commit_at(handle, resolve(handle, version, ledger.timezone)))


def differences(
    ledger: Ledger,
    older: str | int,
    newer: str | int | None = None,
    *,
    layers: list[str] | None = None,
    box: Box | None = None,
) -> Iterator[FeatureChange]:
    """Features that differ between two versions, layer by layer; streamed."""
    with ledger.reading() as handle:
        first, second = (resolve(handle, one, ledger.timezone) for one in (older, newer))
        for name in layers or ():
            layer_at(handle, name, max(first, second))
        for one in layers_between(handle, first, second):
            if layers is None or one.definition.name in layers:
                yield from layer_changes(handle, one, first, second, box=box)


def layer_names(ledger: Ledger) -> list[str]:
    """Names of the layers at head."""
    with ledger.reading() as handle:
        return list(layers_at(handle, resolve(handle, None, ledger.timezone)))
