"""Bringing old states back as new commits: a feature, a layer, or what one commit did, undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..model.errors import InvalidRows, RegistryError, UnknownFeature, UsageError
from ..model.fieldtypes import opened
from ..model.geometry import canonical
from ..model.values import RowCheck
from .asof import AsOf
from .changes import FeatureChange, layer_changes, layers_between
from .commits import Commit, LayerVersion, commit_at, layer_at
from .history import full_uid
from .ledger import Ledger
from .spec import resolve
from .writing import Transaction

Row = tuple[Any, ...]


class ChangedSince(RegistryError):
    """A commit cannot be undone because later commits built on what it did."""

    sentence = (
        "commit {revision} cannot be undone whole: {count:value} changed again since, first {first};"
        " undo the later commits first, or keep those with --keep-later"
    )
    exit_code = 1


@dataclass(frozen=True)
class RestoreReport:
    """What came of it: the commit (None: all was so already), features changed, values left as later commits
    made them."""

    commit: Commit | None
    features: int
    kept: tuple[str, ...] = ()


def restore(
    ledger: Ledger,
    layer: str,
    *,
    version: str | int,
    uid: str | None = None,
    author: str,
    author_source: str = "given",
    message: str | None = None,
) -> RestoreReport:
    """Make a layer, or one feature of it, what it was at a version, as a new commit.

    Raises
    ------
    UnknownLayer, UnknownVersion, UnknownFeature
    InvalidRows
        If the definition no longer allows what stood there then.
    """
    with ledger.reading() as handle:
        then = resolve(handle, version, ledger.timezone)
        head = resolve(handle, None, ledger.timezone)
        one = layer_at(handle, layer, head)
        layer_at(handle, layer, then)
        if uid is not None:
            full = full_uid(handle, layer, uid)
            states = _feature(handle, one, full, then, head, uid)
        else:
            states = [(change.uid, change.before) for change in layer_changes(handle, one, then, head)]
        named = commit_at(handle, then)
    what = f"feature {uid} of {layer}" if uid else f"layer {layer}"
    text = message or f"Restore {what} as of revision {named.revision}"
    with ledger.writing(author=author, author_source=author_source, message=text, expected=head) as work:
        _write(work, layer, states)
    return RestoreReport(work.commit, len(states) if work.commit else 0)


def _feature(
    handle: sqlite3.Connection, one: LayerVersion, full: str, then: int, head: int, uid: str
) -> list[tuple[str, Row | None]]:
    sides = [
        handle.execute(
            AsOf(one.definition, one.columns, at).select_stored(" AND uid = ?"), (bytes.fromhex(full),)
        ).fetchone()
        for at in (then, head)
    ]
    was, now = (None if row is None else row[1:] for row in sides)
    if was is None and now is None:
        raise UnknownFeature(layer=one.definition.name, uid=uid, problem=f" at revision {then}, nor now")
    return [] if was == now else [(full, was)]


def revert(
    ledger: Ledger,
    version: str | int,
    *,
    author: str,
    author_source: str = "given",
    message: str | None = None,
    keep_later: bool = False,
) -> RestoreReport:
    """Undo one commit by a new one, value by value; what other commits did stays.

    Parameters
    ----------
    keep_later : leave values that later commits changed again as they are, instead of refusing

    Raises
    ------
    UsageError
        For the making of the registry or a commit that changed definitions.
    ChangedSince
    InvalidRows
        If the definition no longer allows what stood there before.
    """
    with ledger.reading() as handle:
        target = resolve(handle, version, ledger.timezone)
        head = resolve(handle, None, ledger.timezone)
        _refuse_schema(handle, target)
        kept: list[str] = []
        states: dict[str, list[tuple[str, Row | None]]] = {}
        for one in layers_between(handle, target - 1, target):
            now = layer_at(handle, one.definition.name, head)
            changes = list(layer_changes(handle, now, target - 1, target))
            current = _current(handle, now, changes, head)
            states[one.definition.name] = list(_undone(changes, current, kept))
        named = commit_at(handle, target)
    if kept and not keep_later:
        raise ChangedSince(revision=target, count=len(kept), first=kept[0], values=kept)
    text = message or f"Revert commit {target}: {named.message}"
    with ledger.writing(author=author, author_source=author_source, message=text, expected=head) as work:
        for layer, part in states.items():
            _write(work, layer, part)
    return RestoreReport(work.commit, sum(map(len, states.values())) if work.commit else 0, tuple(kept))


def _refuse_schema(handle: sqlite3.Connection, target: int) -> None:
    if target == 0:
        raise UsageError("revision 0 is the making of the registry and cannot be undone")
    row = handle.execute(
        "SELECT layer FROM registry_definitions WHERE revision = ? LIMIT 1", (target,)
    ).fetchone()
    if row is not None:
        raise UsageError(
            f"commit {target} changed the definition of layer {row[0]}; change the definition back"
            " with `registry layers` instead"
        )


def _current(
    handle: sqlite3.Connection, one: LayerVersion, changes: list[FeatureChange], head: int
) -> dict[str, Row]:
    chosen = AsOf(one.definition, one.columns, head)
    found: dict[str, Row] = {}
    for start in range(0, len(changes), 500):
        uids = [bytes.fromhex(change.uid) for change in changes[start : start + 500]]
        marks = ", ".join("?" * len(uids))
        for row in handle.execute(chosen.select_stored(f" AND uid IN ({marks})"), uids):
            found[row[0].hex()] = row[1:]
    return found


def _undone(
    changes: list[FeatureChange], current: dict[str, Row], kept: list[str]
) -> Iterator[tuple[str, Row | None]]:
    """(uid, row to write) where undoing is possible; names of the values that moved on go into ``kept``."""
    for change in changes:
        now = current.get(change.uid)
        if now == change.before:
            continue
        if now == change.after:
            yield change.uid, change.before
        elif change.before is None or change.after is None or now is None:
            kept.append(f"{change.layer} {change.uid}")
        else:
            row = list(now)
            for place, name in enumerate(("geom", *change.definition.names)):
                if change.before[place] == change.after[place] or now[place] == change.before[place]:
                    continue
                if now[place] == change.after[place]:
                    row[place] = change.before[place]
                else:
                    kept.append(f"{change.layer} {change.uid} {name}")
            if tuple(row) != now:
                yield change.uid, tuple(row)


def _write(work: Transaction, layer: str, states: list[tuple[str, Row | None]]) -> None:
    """Bring states back, if they still are what the layer's definition allows."""
    definition, _ = work.layer(layer)
    check = RowCheck(definition)
    problems = []
    for uid, row in states:
        if row is not None:
            values = [opened(one.type, value) for one, value in zip(definition.fields, row[1:], strict=True)]
            problems += check.row(uid, row[0], values)[1]
    if problems:
        raise InvalidRows(problems)
    shape = definition.geometry
    written = [
        (bytes.fromhex(uid), None if shape is None else canonical(row[0], shape), *row[1:])
        for uid, row in states
        if row is not None
    ]
    gone = [bytes.fromhex(uid) for uid, row in states if row is None]
    if written:
        work.put(layer, written)
    if gone:
        work.delete(layer, gone)
