"""The tables of an embedded ledger, and the triggers that keep history append-only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model.canonical import GEOMETRY_ID
from ..model.definition import Definition, Field, title_in
from ..model.fieldtypes import TYPES, open_expression
from .geopackage import create_index, index_name, register_attributes, register_features
from .identity import quoted
from .seals import put_in_force, rows_seals, table_seals

FORMAT = 1

_TABLES = """
CREATE TABLE registry_metadata (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE registry_commits (
  revision INTEGER PRIMARY KEY, commit_id TEXT NOT NULL UNIQUE, time DATETIME NOT NULL, author TEXT NOT NULL,
  author_source TEXT NOT NULL, message TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE registry_changes (
  revision INTEGER NOT NULL, layer TEXT NOT NULL, inserted INTEGER NOT NULL, updated INTEGER NOT NULL,
  deleted INTEGER NOT NULL, first_fid INTEGER, last_fid INTEGER,
  min_x REAL, min_y REAL, max_x REAL, max_y REAL, PRIMARY KEY (revision, layer)) WITHOUT ROWID;
CREATE TABLE registry_definitions (
  layer TEXT NOT NULL, revision INTEGER NOT NULL, definition TEXT NOT NULL, columns TEXT NOT NULL,
  PRIMARY KEY (layer, revision)) WITHOUT ROWID;
CREATE TABLE registry_tags (
  number INTEGER PRIMARY KEY, tag TEXT NOT NULL, revision INTEGER, digest TEXT, time TEXT NOT NULL,
  author TEXT NOT NULL, message TEXT NOT NULL, record TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Column:
    """Where a field lives: its number, for ever, and its physical columns, newest first with their types.

    A retyped field gets a new physical column; rows written before keep the old one.
    """

    number: int
    physical: tuple[tuple[str, str], ...]

    def expression(self, kind: str) -> str:
        """SQL of the stored value as the field's type, whatever column a row has it in."""
        (newest, _), *older = self.physical
        if not older:
            return quoted(newest)
        types = [kind, *(was for _, was in older)]
        parts = [widened(quoted(name), types[place::-1]) for place, (name, _) in enumerate(self.physical)]
        return f"coalesce({', '.join(parts)})"

    def types_since(self, kind: str) -> list[str]:
        """The types the field went through, from an earlier one to that of now."""
        types = [one for _, one in self.physical]
        return types[types.index(kind) :: -1] if kind in types else [kind]


Columns = dict[str, Column]


def columns_to_json(columns: Columns) -> str:
    return json.dumps({name: [one.number, one.physical] for name, one in columns.items()}, ensure_ascii=False)


def columns_from_json(text: str) -> Columns:
    return {
        name: Column(number, tuple((column, kind) for column, kind in physical))
        for name, (number, physical) in json.loads(text).items()
    }


def widened(column: str, types: Sequence[str]) -> str:
    """SQL of a stored value turned from the first type into the last by way of those between.

    Step by step, for a boolean made a whole number reads 1, and so it must when made a text later.
    """
    for was, now in pairwise(types):
        column = _widened_once(column, was, now)
    return column


def _widened_once(column: str, was: str, now: str) -> str:
    if now == "datetime":
        return f"({column} || 'T00:00:00.000Z')"
    if now != "text":
        return f"CAST({column} AS {TYPES[now].sql})"
    if was == "measure":
        sign = f"CASE WHEN {column} < 0 THEN '-' ELSE '' END"
        post = f"printf('%s%d+%03d', {sign}, abs({column}) / 1000, abs({column}) % 1000)"
        return f"(CASE WHEN {column} IS NOT NULL THEN {post} END)"
    if was == "boolean":
        return f"(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
    if was == "real":  # 15 digits where they do, else SQLite's form that reads back as the same number
        whole, short = f"CAST({column} AS INTEGER)", f"CAST({column} AS TEXT)"
        return (
            f"(CASE WHEN {column} = {whole} AND abs({column}) < 1e15 THEN CAST({whole} AS TEXT)"
            f" WHEN CAST({short} AS REAL) = {column} THEN {short}"
            f" WHEN {column} IS NOT NULL THEN quote({column}) END)"
        )
    return f"CAST({column} AS TEXT)"


def rows_table(layer: str) -> str:
    """Name of a layer's table of row versions."""
    return f"{layer}__rows"


def numbered_fields(definition: Definition, columns: Columns) -> list[tuple[int, bytes]]:
    """(field id, type tag) of the geometry and of each field, in the order of a row."""
    return [(GEOMETRY_ID, b"g"), *((columns[one.name].number, one.kind.tag) for one in definition.fields)]


def stored_expressions(definition: Definition, columns: Columns) -> list[str]:
    """SQL of each field's stored value, in the definition's order."""
    return [columns[one.name].expression(one.type) for one in definition.fields]


def open_expressions(definition: Definition, columns: Columns) -> list[str]:
    """SQL of each field's open value under its name."""
    return [
        f"{open_expression(one.type, columns[one.name].expression(one.type))} AS {quoted(one.name)}"
        for one in definition.fields
    ]


def create_tables(handle: sqlite3.Connection) -> None:
    """The registry's own tables, sealed against update and delete."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            handle.execute(statement)
    put_in_force(handle, table_seals())


def create_rows_table(handle: sqlite3.Connection, definition: Definition) -> None:
    """A layer's table of row versions, with only its bookkeeping columns; fields are added one by one."""
    table = quoted(rows_table(definition.name))
    geometry = definition.geometry
    handle.execute(
        f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, uid BLOB NOT NULL CHECK (length(uid) = 16),"
        f" from_rev INTEGER NOT NULL, to_rev INTEGER, geom {geometry.type.upper() if geometry else 'BLOB'})"
    )
    handle.execute(f"CREATE UNIQUE INDEX {quoted(definition.name + '__uid')} ON {table} (uid, from_rev)")
    handle.execute(
        f"CREATE INDEX {quoted(definition.name + '__closed')} ON {table} (to_rev) WHERE to_rev IS NOT NULL"
    )
    if geometry:
        create_index(handle, rows_table(definition.name))


def add_column(handle: sqlite3.Connection, layer: str, field: Field, taken: set[str]) -> str:
    """A new physical column for a field; returns its name (a name used before gets a number)."""
    name, tries = field.name, 1
    while name.lower() in taken:
        tries += 1
        name = f"{field.name}__{tries}"
    handle.execute(
        f"ALTER TABLE {quoted(rows_table(layer))} ADD COLUMN {quoted(name)} {TYPES[field.type].sql}"
    )
    taken.add(name.lower())
    return name


def seal_rows(handle: sqlite3.Connection, layer: str) -> None:
    """Put the seals of a layer's row versions in force, for the columns it has now."""
    put_in_force(handle, rows_seals(handle, layer, rows_table(layer)))


def add_open_column(handle: sqlite3.Connection, layer: str, one: Field, column: Column) -> None:
    """A computed column with a field's open value, where that is not a column as it is.

    GDAL takes a view's expression for text; a computed column has a declared type, and costs no room.
    """
    if (name := _open_column(one, column)) != column.physical[0][0]:
        value = open_expression(one.type, column.expression(one.type))
        handle.execute(
            f"ALTER TABLE {quoted(rows_table(layer))} ADD COLUMN {quoted(name)} {one.kind.open_sql}"
            f" GENERATED ALWAYS AS ({value}) VIRTUAL"
        )


def _open_column(one: Field, column: Column) -> str:
    newest = column.physical[0][0]
    return f"{newest}__open" if one.type == "measure" or len(column.physical) > 1 else newest


def views(definition: Definition, columns: Columns) -> dict[str, str]:
    """The SQL of a layer's two views, by name.

    The times are subqueries, for a join would make a field called ``time`` or ``author`` ambiguous.
    """
    table, layer = quoted(rows_table(definition.name)), definition.name
    fields = "".join(
        f", {quoted(_open_column(one, columns[one.name]))} AS {quoted(one.name)}" for one in definition.fields
    )
    first = f"SELECT fid AS OGC_FID, lower(hex(uid)) AS uid{', geom' if definition.geometry else ''}"
    time = "(SELECT time FROM registry_commits WHERE revision = {})"
    history = (
        f"{first}, from_rev, to_rev, {time.format('from_rev')} AS from_time,"
        f" {time.format('to_rev')} AS to_time{fields} FROM {table}"
    )
    return {
        layer: f"CREATE VIEW {quoted(layer)} AS {first}{fields} FROM {table} WHERE to_rev IS NULL",
        f"{layer}__history": f"CREATE VIEW {quoted(layer + '__history')} AS {history}",
    }


def create_views(handle: sqlite3.Connection, definition: Definition, columns: Columns) -> None:
    """The layer at head, and all its versions with their times, as GDAL and QGIS read them."""
    layer = definition.name
    for view, text in views(definition, columns).items():
        handle.execute(f"DROP VIEW IF EXISTS {quoted(view)}")
        handle.execute(text)
    title = title_in(definition.title, "en", layer)
    for view, shown in ((layer, title), (f"{layer}__history", f"{title}: all versions")):
        about = title_in(definition.description, "en", "")
        if definition.geometry:
            register_features(handle, view, shown, about, definition.geometry)
        else:
            register_attributes(handle, view, shown, about)


def rtree_of(layer: str) -> str:
    """Name of the rtree over a layer's row versions."""
    return index_name(rows_table(layer))


def indexed_through(layer: str) -> str:
    """SELECT of the last row version that the rtree holds; the few after it are not indexed yet.

    A commit of scattered edits would dirty as many pages of the rtree as of the rows themselves, so newer
    row versions go in together, once there are many.
    """
    return f"SELECT coalesce(max(rowid), 0) FROM {quoted(rtree_of(layer) + '_rowid')}"  # nosec B608
