"""The tables and triggers of a workspace.

Each layer is an ordinary GeoPackage layer. Beside it stands ``registry_before_<layer>``: the row of every
feature as it was before its first change (its *pre-image*), written by triggers whatever program edits.
So status, diff, discard and commit cost what the edit costs.

No field can have a name with two underscores, so the columns ``generation__`` and ``existed__`` of a
pre-image stand beside fields of any name.

``registry_state`` holds one row: ``generation`` numbers the pre-images (a commit under way takes all up
to its own and later edits make newer ones), pre-images up to ``settled`` are history, and while
``applying`` is 1, inside a transaction of ours, the triggers stand aside.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ...model.definition import Definition, Field, title_in
from ..geopackage import (
    create_index,
    index_name,
    register_attributes,
    register_features,
    register_index,
)
from ..identity import quoted

FORMAT = 1

_TABLES = """
CREATE TABLE registry_workspace (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE registry_state (
  generation INTEGER NOT NULL, settled INTEGER NOT NULL, applying INTEGER NOT NULL);
CREATE TABLE registry_layers (
  layer TEXT PRIMARY KEY, definition TEXT NOT NULL, complete INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE registry_given (layer TEXT NOT NULL, uid TEXT NOT NULL, PRIMARY KEY (layer, uid)) WITHOUT ROWID;
CREATE TABLE registry_conflicts (
  number INTEGER PRIMARY KEY, layer TEXT NOT NULL, uid TEXT NOT NULL, kind TEXT NOT NULL, column_name TEXT,
  base BLOB, ours BLOB, theirs BLOB, revision INTEGER NOT NULL);
"""

#: A usable identity, as SQL over ``{}``.
_IS_UID = "length({0}) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'"


def before_table(layer: str) -> str:
    """Name of the table of a layer's pre-images."""
    return f"registry_before_{layer}"


def create_tables(handle: sqlite3.Connection) -> None:
    """The workspace's own tables."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            handle.execute(statement)
    handle.execute("INSERT INTO registry_state VALUES (1, 0, 0)")


def create_layer_table(handle: sqlite3.Connection, definition: Definition) -> None:
    """A layer's table and the table of its pre-images, without index and triggers."""
    geometry = definition.geometry
    geom = f"geom {geometry.type.upper()}, " if geometry else ""
    fields = "".join(f", {column(one, default=True)}" for one in definition.fields)
    fid = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    handle.execute(f"CREATE TABLE {quoted(definition.name)} ({fid}, {geom}uid TEXT{fields})")
    create_before_table(handle, definition)


def create_before_table(handle: sqlite3.Connection, definition: Definition) -> None:
    """The table of a layer's pre-images."""
    geom = ", geom BLOB" if definition.geometry else ""
    fields = "".join(f", {column(one, default=False)}" for one in definition.fields)
    handle.execute(
        f"CREATE TABLE {quoted(before_table(definition.name))} (uid TEXT NOT NULL,"
        f" generation__ INTEGER NOT NULL, existed__ INTEGER NOT NULL{geom}{fields},"
        " PRIMARY KEY (uid, generation__)) WITHOUT ROWID"
    )


def column(one: Field, *, default: bool) -> str:
    """A field's column as a table declares it."""
    kind = one.kind.open_sql
    if one.type == "text" and one.max_length:
        kind = f"TEXT({one.max_length})"
    if not default or one.default is None:
        return f"{quoted(one.name)} {kind}"
    value = int(one.default) if isinstance(one.default, bool) else one.default
    return f"{quoted(one.name)} {kind} DEFAULT {sql_literal(value)}"


def sql_literal(value: str | int | float) -> str:
    """A value as SQL text."""
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def register_layer(handle: sqlite3.Connection, definition: Definition, language: str) -> None:
    """Enter the layer into the GeoPackage's contents."""
    title = title_in(definition.title, language, definition.name)
    about = title_in(definition.description, language, "")
    if definition.geometry:
        register_features(handle, definition.name, title, about, definition.geometry)
    else:
        register_attributes(handle, definition.name, title, about)


def index_and_watch(handle: sqlite3.Connection, definition: Definition) -> None:
    """The index on ``uid``, the rtree's triggers and ours, once the rows are in.

    The index is not unique: a program that copies a feature with its uid must get through to the trigger
    that gives the copy an identity of its own.
    """
    handle.execute(
        f"CREATE INDEX {quoted('registry_uid_' + definition.name)} ON {quoted(definition.name)} (uid)"
    )
    if definition.geometry:
        register_index(handle, definition.name)
    watch(handle, definition)


def create_empty_index(handle: sqlite3.Connection, definition: Definition) -> None:
    """An empty rtree, if the layer has geometry."""
    if definition.geometry:
        create_index(handle, definition.name)


def watch(handle: sqlite3.Connection, definition: Definition) -> None:
    """Put our triggers in force."""
    for name, text in watching_triggers(definition):
        handle.execute(f"DROP TRIGGER IF EXISTS {quoted(name)}")
        handle.execute(text)


def unwatch(handle: sqlite3.Connection, definition: Definition) -> None:
    """Take our triggers away, so that the table can be altered."""
    for name, _ in watching_triggers(definition):
        handle.execute(f"DROP TRIGGER IF EXISTS {quoted(name)}")


def watching_triggers(definition: Definition) -> Iterator[tuple[str, str]]:
    """Name and text of each trigger that notices edits.

    ``INSERT ... WHERE NOT EXISTS`` and not ``INSERT OR IGNORE``: inside a trigger the outer statement's
    conflict clause would win, and a REPLACE would overwrite the older pre-image.
    """
    layer, before = quoted(definition.name), quoted(before_table(definition.name))
    columns = [quoted(name) for name in ((["geom"] if definition.geometry else []) + list(definition.names))]
    names = "".join(f", {one}" for one in columns)
    old = "".join(f", OLD.{one}" for one in columns)
    nothing = ", NULL" * len(columns)
    generation = "(SELECT generation FROM registry_state)"
    idle = "(SELECT applying FROM registry_state) = 0"
    into = f"INSERT INTO {before} (uid, generation__, existed__{names})"

    def first(uid: str) -> str:
        known = f"SELECT 1 FROM {before} WHERE uid = {uid} AND generation__ = {generation}"  # nosec B608
        return f"NOT EXISTS ({known})"

    def trigger(suffix: str, head: str, body: str) -> tuple[str, str]:
        name = f"registry_{suffix}_{definition.name}"
        return name, f"CREATE TRIGGER {quoted(name)} {head} BEGIN {body} END"

    goes = (
        f"{into} SELECT uid, {generation}, 1{names} FROM {layer} AS o WHERE fid = NEW.fid AND uid IS NOT NULL"
        f" AND {first('o.uid')};"  # nosec B608
    )
    own = (
        f"UPDATE {layer} SET uid = lower(hex(randomblob(16))) WHERE fid = NEW.fid AND (uid IS NULL"
        f" OR NOT ({_IS_UID.format('uid')})"  # nosec B608
        f" OR EXISTS (SELECT 1 FROM {layer} AS o WHERE o.uid = NEW.uid AND o.fid != NEW.fid));"
    )
    came = (
        f"{into} SELECT uid, {generation}, 0{nothing} FROM {layer} AS o WHERE fid = NEW.fid"  # nosec B608
        f" AND {first('o.uid')};"
    )
    was = f"{into} SELECT OLD.uid, {generation}, 1{old} WHERE {first('OLD.uid')};"
    refuse = "'uid is the identity of a feature and cannot be changed; leave that column as it is'"
    known = _IS_UID.format("OLD.uid")

    # A REPLACE removes the row of the same fid, and so does UPDATE OR REPLACE, also of "rowid": no "OF fid".
    yield trigger("replace", f"BEFORE INSERT ON {layer} WHEN {idle}", goes)
    yield trigger("move", f"BEFORE UPDATE ON {layer} WHEN NEW.fid != OLD.fid AND {idle}", goes)
    yield trigger("insert", f"AFTER INSERT ON {layer} WHEN {idle}", f"{own} {came}")
    if definition.geometry:  # GDAL's triggers leave the box of a row that a REPLACE took the geometry from
        yield trigger(
            "unplace",
            f"AFTER INSERT ON {layer} WHEN NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)",
            f"DELETE FROM {quoted(index_name(definition.name))} WHERE id = NEW.fid;",  # nosec B608
        )
    yield trigger(
        "uid",
        f"BEFORE UPDATE OF uid ON {layer} WHEN {idle} AND NEW.uid IS NOT NULL AND NEW.uid IS NOT OLD.uid"
        f" AND {known} AND (SELECT count(*) FROM {layer} WHERE uid = OLD.uid) = 1",  # nosec B608
        f"SELECT RAISE(ABORT, {refuse});",
    )
    # A program that writes back a feature which it made before the trigger gave it a uid writes null.
    yield trigger(
        "keep",
        f"AFTER UPDATE OF uid ON {layer} WHEN NEW.uid IS NULL AND {known} AND {idle}",
        f"UPDATE {layer} SET uid = OLD.uid WHERE fid = NEW.fid;",  # nosec B608
    )
    yield trigger(
        "update",
        f"AFTER UPDATE ON {layer} WHEN OLD.uid IS NOT NULL AND (NEW.uid IS OLD.uid OR NEW.uid IS NULL)"
        f" AND {idle}",
        was,
    )
    yield trigger("delete", f"AFTER DELETE ON {layer} WHEN OLD.uid IS NOT NULL AND {idle}", was)
