"""The tables of an embedded ledger, and the triggers that keep history append-only."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from ..model.canonical import GEOMETRY_ID
from ..model.definition import Definition, Field, title_in
from ..model.fieldtypes import TYPES, open_expression
from .geopackage import create_index, index_name, register_attributes, register_features
from .identity import quoted

FORMAT = 1

_TABLES = """
CREATE TABLE registry_metadata (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE registry_commits (
  revision INTEGER PRIMARY KEY, commit_id TEXT NOT NULL UNIQUE, time TEXT NOT NULL, author TEXT NOT NULL,
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
  author TEXT NOT NULL, message TEXT NOT NULL);
"""

_SEALED = (
    "registry_metadata",
    "registry_commits",
    "registry_changes",
    "registry_definitions",
    "registry_tags",
)


@dataclass(frozen=True)
class Column:
    """Where a field lives: its number, for ever, and its physical columns, newest first with their types.

    A retyped field gets a new physical column; rows written before keep the old one.
    """

    number: int
    physical: tuple[tuple[str, str], ...]

    def expression(self, kind: str) -> str:
        """SQL of the stored value, whatever column a row has it in."""
        (newest, _), *older = self.physical
        if not older:
            return quoted(newest)
        parts = [quoted(newest), *(_converted(quoted(name), was, kind) for name, was in older)]
        return f"coalesce({', '.join(parts)})"


def _converted(column: str, was: str, now: str) -> str:
    if now == "real":
        return f"CAST({column} AS REAL)"
    if now == "datetime":
        return f"({column} || 'T00:00:00.000Z')"
    if now == "text" and was == "measure":
        return f"(printf('%d+%03d', {column} / 1000, {column} % 1000))"
    if now == "text" and was == "boolean":
        return f"(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
    return f"CAST({column} AS TEXT)" if now == "text" else column


Columns = dict[str, Column]


def columns_to_json(columns: Columns) -> str:
    return json.dumps({name: [one.number, one.physical] for name, one in columns.items()}, ensure_ascii=False)


def columns_from_json(text: str) -> Columns:
    return {
        name: Column(number, tuple((column, kind) for column, kind in physical))
        for name, (number, physical) in json.loads(text).items()
    }


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
    for table in _SEALED:
        for action in ("UPDATE", "DELETE"):
            handle.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, 'history is append-only: {table}'); END"
            )
        key = {"registry_metadata": "name", "registry_commits": "revision", "registry_tags": "number"}.get(
            table
        )
        same = f"{key} = NEW.{key}" if key else "revision = NEW.revision AND layer = NEW.layer"
        handle.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
            f" BEGIN SELECT RAISE(ABORT, 'history is append-only: {table}'); END"
        )


def create_rows_table(handle: sqlite3.Connection, definition: Definition) -> None:
    """A layer's table of row versions, with only its bookkeeping columns; fields are added one by one."""
    table = quoted(rows_table(definition.name))
    geometry = definition.geometry
    handle.execute(
        f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, uid BLOB NOT NULL, from_rev INTEGER NOT NULL,"
        f" to_rev INTEGER, geom {geometry.type.upper() if geometry else 'BLOB'})"
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


def rows_triggers(handle: sqlite3.Connection, layer: str) -> list[tuple[str, str]]:
    """Name and text of the triggers that let a row version be added and closed once, and nothing else."""
    table = rows_table(layer)
    columns = [row[1] for row in handle.execute(f"PRAGMA table_info({quoted(table)})")]
    fixed = ", ".join(quoted(name) for name in columns if name != "to_rev")
    refuse = f"BEGIN SELECT RAISE(ABORT, 'history is append-only: {layer}'); END"
    on = quoted(table)
    return [
        (f"{table}_no_delete", f"BEFORE DELETE ON {on} {refuse}"),
        (f"{table}_no_update", f"BEFORE UPDATE OF {fixed} ON {on} {refuse}"),
        (
            f"{table}_close_once",
            f"BEFORE UPDATE OF to_rev ON {on} WHEN OLD.to_rev IS NOT NULL OR NEW.to_rev IS NULL"
            f" OR NEW.to_rev <= OLD.from_rev {refuse}",
        ),
        (
            f"{table}_no_replace",
            f"BEFORE INSERT ON {on} WHEN EXISTS (SELECT 1 FROM {on} WHERE fid = NEW.fid"
            f" OR (uid = NEW.uid AND from_rev = NEW.from_rev)) {refuse}",
        ),
    ]


def seal_rows(handle: sqlite3.Connection, layer: str) -> None:
    """Put the triggers on a layer's row versions in force, for the columns it has now."""
    for name, text in rows_triggers(handle, layer):
        handle.execute(f"DROP TRIGGER IF EXISTS {quoted(name)}")
        handle.execute(f"CREATE TRIGGER {quoted(name)} {text}")


def create_views(handle: sqlite3.Connection, definition: Definition, columns: Columns) -> None:
    """The layer at head, and all its versions with their times, as GDAL and QGIS read them."""
    table, layer = quoted(rows_table(definition.name)), definition.name
    fields = "".join(f", {one}" for one in open_expressions(definition, columns))
    geom = ", geom" if definition.geometry else ""
    history = f"{layer}__history"
    for view in (layer, history):
        handle.execute(f"DROP VIEW IF EXISTS {quoted(view)}")
    handle.execute(
        f"CREATE VIEW {quoted(layer)} AS SELECT fid AS OGC_FID, lower(hex(uid)) AS uid{geom}{fields} FROM {table}"
        " WHERE to_rev IS NULL"
    )
    handle.execute(
        f"CREATE VIEW {quoted(history)} AS SELECT r.fid AS OGC_FID, lower(hex(r.uid)) AS uid{geom}, r.from_rev, r.to_rev,"
        " a.time AS from_time, z.time AS to_time"
        f"{fields} FROM {table} AS r LEFT JOIN registry_commits AS a ON a.revision = r.from_rev"
        " LEFT JOIN registry_commits AS z ON z.revision = r.to_rev"
    )
    title = title_in(definition.title, "en", layer)
    for view, shown in ((layer, title), (history, f"{title}: all versions")):
        about = title_in(definition.description, "en", "")
        if definition.geometry:
            register_features(handle, view, shown, about, definition.geometry)
        else:
            register_attributes(handle, view, shown, about)


def rtree_of(layer: str) -> str:
    """Name of the rtree over a layer's row versions."""
    return index_name(rows_table(layer))
