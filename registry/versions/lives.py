"""The life of one feature: its versions, and who gave each column its value."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from ..model.errors import UnknownFeature
from ..model.fieldtypes import opened
from .asof import AsOf
from .changes import FeatureChange
from .commits import Commit, commit_at, layer_at
from .identity import is_uid, quoted
from .layout import rows_table
from .ledger import Ledger
from .spec import resolve


@dataclass(frozen=True)
class FeatureVersion:
    """One step in a feature's life: the commit and what it changed."""

    commit: Commit
    change: FeatureChange


def feature_history(
    ledger: Ledger, layer: str, uid: str, version: str | int | None = None
) -> list[FeatureVersion]:
    """The life of one feature, newest first, up to a version.

    Raises
    ------
    UnknownLayer, UnknownFeature
    """
    with ledger.reading() as handle:
        revision = resolve(handle, version, ledger.timezone)
        one = layer_at(handle, layer, revision)
        full = full_uid(handle, layer, uid)
        table = quoted(rows_table(layer))
        moments = sorted(
            {
                moment
                for pair in handle.execute(
                    f"SELECT from_rev, to_rev FROM {table} WHERE uid = ?",  # nosec B608
                    (bytes.fromhex(full),),
                )
                for moment in pair
                if moment is not None and moment <= revision
            }
        )
        steps = []
        for moment in moments:
            found = _change_of(handle, one.definition.name, full, moment, revision)
            if found is not None:
                steps.append(FeatureVersion(commit_at(handle, moment), found))
        return steps[::-1]


def _change_of(
    handle: sqlite3.Connection, layer: str, uid: str, moment: int, at: int
) -> FeatureChange | None:
    one = layer_at(handle, layer, at)
    sides = []
    for revision in (moment - 1, moment):
        chosen = AsOf(one.definition, one.columns, revision)
        row = handle.execute(chosen.select_stored(" AND uid = ?"), (bytes.fromhex(uid),)).fetchone()
        sides.append(None if row is None else row[1:])
    return FeatureChange(one.definition, uid, sides[0], sides[1]) if sides[0] != sides[1] else None


def full_uid(handle: sqlite3.Connection, layer: str, uid: str) -> str:
    """The identity that a person's beginning of it means (at least 4 digits).

    Raises
    ------
    UnknownFeature
        If none, or several, begin so.
    """
    text = uid.lower().replace("-", "")
    table = quoted(rows_table(layer))
    if is_uid(text):
        known = handle.execute(
            f"SELECT 1 FROM {table} WHERE uid = ? LIMIT 1",  # nosec B608
            (bytes.fromhex(text),),
        ).fetchone()
        if known:
            return text
        raise UnknownFeature(layer=layer, uid=uid, problem="")
    if len(text) < 4 or any(letter not in "0123456789abcdef" for letter in text):
        raise UnknownFeature(layer=layer, uid=uid, problem="; give its uid, or at least its first 4 digits")
    low, high = bytes.fromhex(text.ljust(32, "0")), bytes.fromhex(text.ljust(32, "f"))
    matches = handle.execute(
        f"SELECT DISTINCT uid FROM {table} WHERE uid BETWEEN ? AND ? LIMIT 3",  # nosec B608
        (low, high),
    )
    found: list[str] = [row.hex() for (row,) in matches]
    if len(found) != 1:
        several = f"; several begin so: {', '.join(found)}" if found else ""
        raise UnknownFeature(layer=layer, uid=uid, problem=several)
    return found[0]


@dataclass(frozen=True)
class Blame:
    """Who gave a column its present value."""

    column: str
    value: Any
    commit: Commit


def blame(ledger: Ledger, layer: str, uid: str, version: str | int | None = None) -> list[Blame]:
    """For each column of a feature: its value at a version and the commit that gave it.

    Raises
    ------
    UnknownFeature
        If the feature is not there at that version.
    """
    steps = feature_history(ledger, layer, uid, version)
    if not steps or steps[0].change.after is None:
        raise UnknownFeature(layer=layer, uid=uid, problem=" at that version")
    definition, row = steps[0].change.definition, steps[0].change.after
    types = ["geom", *(one.type for one in definition.fields)]
    found = []
    for place, name in enumerate(("geom", *definition.names)):
        giver = next(
            one for one in steps
            if one.change.before is None or one.change.before[place] != row[place]
        )  # fmt: skip
        value = row[place] if name == "geom" else opened(types[place], row[place])
        if name != "geom" or definition.geometry is not None:
            found.append(Blame(name, value, giver.commit))
    return found
