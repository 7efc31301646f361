"""What was edited in a workspace, and writing into it without that counting as an edit."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from ...model.definition import Definition, Geometry
from ...model.fieldtypes import stored
from ...model.geometry import canonical
from ...model.values import Problem, RowCheck
from ..changes import FeatureChange
from ..files import transaction
from ..identity import quoted
from . import layout

Row = tuple[Any, ...]

_LITTLE_XY = 0x03  # header flags: little-endian, XY envelope, not empty
_SIDES = struct.Struct("<4d").unpack_from


@dataclass(frozen=True)
class LocalEdit(FeatureChange):
    """A feature edited here: ``before`` as checked out, ``after`` as it is now, both stored rows.

    ``problems`` are the values that break the layer's definition; in ``after`` they stand as they were found.
    """

    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=64)
def row_check(definition: Definition) -> RowCheck:
    """The rules of a layer, compiled once."""
    return RowCheck(definition)


def stored_row(definition: Definition, uid: str, raw: Sequence[Any]) -> tuple[Row, tuple[Problem, ...]]:
    """The stored form ``(geometry, values...)`` of a row found in a workspace, with its problems.

    A refused value stays, as it was found if it cannot even be read, so that nothing of a person's work
    disappears.
    """
    row, problems = row_check(definition).row(uid, raw[0], raw[1:])
    if not problems:
        return row[1:], ()
    kept = list(row[1:])
    names = ("geom", *definition.names)
    for problem in problems:
        if problem.field in names and problem.code != "rule":
            place = names.index(problem.field)
            if raw[place] is not None:
                kept[place] = _meaning(definition, place, raw[place])
    return tuple(kept), tuple(problems)


def same(definition: Definition, one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether two rows found in a workspace mean the same; noise below the grid means nothing."""
    for place, (a, b) in enumerate(zip(one, other, strict=True)):
        if a == b:
            continue
        if place == 0 and definition.geometry and _far_apart(a, b, definition.geometry):
            return False
        if _meaning(definition, place, a) != _meaning(definition, place, b):
            return False
    return True


def _far_apart(one: bytes | None, other: bytes | None, geometry: Geometry) -> bool:
    """Whether the envelopes written in two blobs already tell them apart; False says nothing."""
    if one is None or other is None or one[3:4] != other[3:4] or one[3] & 0x1F != _LITTLE_XY or len(one) < 40:
        return False
    noise = 2 * 10.0**-geometry.precision
    return any(abs(a - b) > noise for a, b in zip(_SIDES(one, 8), _SIDES(other, 8), strict=True))


def _meaning(definition: Definition, place: int, value: Any) -> Any:
    try:
        if place == 0:
            return canonical(value, definition.geometry) if definition.geometry else value
        return stored(definition.fields[place - 1].type, value)
    except ValueError:
        return value


def columns_of(definition: Definition, alias: str) -> str:
    """SQL list of geometry (NULL if the layer has none) and fields."""
    geom = f"{alias}.geom" if definition.geometry else "NULL"
    return ", ".join([geom, *(f"{alias}.{quoted(name)}" for name in definition.names)])


def raw_edits(
    handle: sqlite3.Connection, definition: Definition, uids: Iterable[str] | None = None
) -> Iterator[tuple[str, Row | None, Row | None]]:
    """(uid, row before, row now) of each feature that has a pre-image, as found; None where it is not."""
    before = quoted(layout.before_table(definition.name))
    width = 1 + len(definition.fields)
    (settled,) = handle.execute("SELECT settled FROM registry_state").fetchone()
    sql = (
        f"SELECT b.uid, b.existed__, t.uid, {columns_of(definition, 'b')}, {columns_of(definition, 't')}"
        f" FROM {before} AS b LEFT JOIN {quoted(definition.name)} AS t ON t.uid = b.uid"  # nosec B608
        f" WHERE b.generation__ > {settled}"
    )
    for condition, values in _parts(uids):
        last = None
        for row in found_rows(handle, f"{sql}{condition} ORDER BY b.uid, b.generation__", values):
            if row[0] != last:  # the oldest pre-image of a feature counts
                last = row[0]
                yield last, row[3 : 3 + width] if row[1] else None, row[3 + width :] if row[2] else None


def found_rows(handle: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
    """Rows of a SELECT. Text that is not UTF-8, as some program wrote it, comes through with its bytes
    escaped, to be refused with the feature's name; only then does reading texts take longer."""
    seen = 0
    try:
        for row in handle.execute(sql, values):
            yield row
            seen += 1
    except sqlite3.OperationalError as error:
        if not str(error).startswith("Could not decode"):
            raise
        handle.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        yield from islice(handle.execute(sql, values), seen, None)


def _parts(uids: Iterable[str] | None) -> Iterator[tuple[str, list[str]]]:
    """Conditions that pick features, a few hundred at a time."""
    if uids is None:
        yield "", []
        return
    wanted = list(uids)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        yield f" AND b.uid IN ({', '.join('?' * len(part))})", part


def layer_edits(
    handle: sqlite3.Connection, definition: Definition, uids: Iterable[str] | None = None
) -> Iterator[LocalEdit]:
    """Features of a layer that really differ from what was checked out."""
    for uid, before, now in raw_edits(handle, definition, uids):
        edit = local_edit(definition, uid, before, now)
        if edit is not None:
            yield edit


def local_edit(definition: Definition, uid: str, before: Row | None, now: Row | None) -> LocalEdit | None:
    """The edit between two rows as found; None if they mean the same."""
    if before is None and now is None:
        return None
    was, _ = (None, ()) if before is None else stored_row(definition, uid, before)
    current, problems = (None, ()) if now is None else stored_row(definition, uid, now)
    return None if was == current else LocalEdit(definition, uid, was, current, problems)


def count_edits(handle: sqlite3.Connection, definition: Definition) -> tuple[int, int, int]:
    """How many features were inserted, updated and deleted here."""
    inserted = updated = deleted = 0
    for _, before, now in raw_edits(handle, definition):
        if before is None:
            inserted += now is not None
        elif now is None:
            deleted += 1
        elif before != now and not same(definition, before, now):
            updated += 1
    return inserted, updated, deleted


# --- writing without it counting as an edit ------------------------------------------------------------


@contextmanager
def applying(handle: sqlite3.Connection) -> Iterator[None]:
    """A transaction in which the watching triggers stand aside."""
    with transaction(handle):
        handle.execute("UPDATE registry_state SET applying = 1")
        yield
        handle.execute("UPDATE registry_state SET applying = 0")


def open_values(definition: Definition, row: Row) -> list[Any]:
    """Values of a stored row as a workspace holds them, geometry first if the layer has one."""
    values = list(row) if definition.geometry else list(row[1:])
    shift = 1 if definition.geometry else 0
    for place, one in enumerate(definition.fields, shift):
        value = values[place]
        if one.type == "measure" and isinstance(value, int):
            values[place] = value / 1000
        elif one.type == "text":
            values[place] = writable(value)
    return values


def writable(value: Any) -> Any:
    """A value as SQLite can take it: what a program wrote as text in some other encoding stays its bytes."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogateescape")
    return value


def write_row(handle: sqlite3.Connection, definition: Definition, uid: str, row: Row | None) -> None:
    """Set a feature to a stored row, or take it away (inside :func:`applying`)."""
    layer = quoted(definition.name)
    if row is None:
        handle.execute(f"DELETE FROM {layer} WHERE uid = ?", (uid,))  # nosec B608
        return
    names = [quoted(name) for name in ((["geom"] if definition.geometry else []) + list(definition.names))]
    values = open_values(definition, row)
    select = f"SELECT {', '.join(names)} FROM {layer} WHERE uid = ?"  # nosec B608
    standing = next(found_rows(handle, select, (uid,)), None)
    if standing is None:
        marks = ", ?" * len(names)
        insert = f"INSERT INTO {layer} (uid, {', '.join(names)}) VALUES (?{marks})"  # nosec B608
        handle.execute(insert, (uid, *values))
        return
    # Only what differs: a geometry written again moves its box in the rtree, which takes longest.
    other = [
        (name, value)
        for name, value, now in zip(names, values, standing, strict=True)
        if value != now or type(value) is not type(now)
    ]
    if other:
        settings = ", ".join(f"{name} = ?" for name, _ in other)
        handle.execute(
            f"UPDATE {layer} SET {settings} WHERE uid = ?",  # nosec B608
            (*(value for _, value in other), uid),
        )


def set_before(handle: sqlite3.Connection, definition: Definition, uid: str, row: Row | None) -> None:
    """Make a stored row (None: not there) the feature's pre-image, in place of the one it has."""
    clear_before(handle, definition, uid)
    names = "".join(
        f", {quoted(name)}" for name in ((["geom"] if definition.geometry else []) + list(definition.names))
    )
    width = len(definition.names) + (1 if definition.geometry else 0)
    values = [None] * width if row is None else open_values(definition, row)
    handle.execute(
        f"INSERT INTO {quoted(layout.before_table(definition.name))} (uid, generation__, existed__{names})"
        f" VALUES (?, (SELECT generation FROM registry_state), ?{', ?' * width})",  # nosec B608
        (uid, int(row is not None), *values),
    )


def clear_before(handle: sqlite3.Connection, definition: Definition, uid: str) -> None:
    """Forget a feature's pre-image: as it is now is as it was."""
    handle.execute(
        f"DELETE FROM {quoted(layout.before_table(definition.name))} WHERE uid = ?"  # nosec B608
        " AND generation__ > (SELECT settled FROM registry_state)",
        (uid,),
    )
