"""Layers that a program wrote anew (``ogr2ogr -overwrite``, ``to_file``): their triggers are gone, so they
are compared in full with the registry, and then watched again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ...model.definition import Definition
from ...model.errors import UidChanged
from ..asof import AsOf, read_rows
from ..files import transaction
from ..geopackage import index_name
from ..identity import is_uid, new_uids, quoted
from ..ledger import Ledger, layer_at
from . import layout
from .edits import Row, columns_of, local_edit, open_values, set_before, stored_row
from .opening import CheckedOut, Facts, Workspace, read_facts
from .trust import geometry_column, is_watched


@dataclass(frozen=True)
class Adopted:
    """A layer that was found overwritten and compared in full."""

    layer: str
    changed: int


def overwritten_layers(handle: sqlite3.Connection, facts: Facts) -> list[str]:
    """Names of the layers whose triggers are gone."""
    return [name for name, one in facts.layers.items() if not is_watched(handle, one.definition)]


def adopt(workspace: Workspace, ledger: Ledger) -> list[Adopted]:
    """Compare each overwritten layer with the registry, make the differences edits, and watch it again.

    Raises
    ------
    LayoutChanged, UidChanged
    """
    with workspace.reading() as handle:
        facts = read_facts(handle, workspace.path)
        wanted = overwritten_layers(handle, facts)
    if not wanted:
        return []
    from .update import check_same_registry

    check_same_registry(workspace, ledger, facts)
    done = []
    with workspace.editing() as handle, ledger.reading() as source:
        for name in wanted:
            one = facts.layers[name]
            at = layer_at(source, name, facts.revision)
            with transaction(handle):
                handle.execute("UPDATE registry_state SET applying = 1")
                _rebuild(handle, workspace, one.definition, facts.language)
                changed = _compare(handle, source, one, AsOf(at.definition, at.columns, facts.revision))
                handle.execute("UPDATE registry_state SET applying = 0")
            done.append(Adopted(name, changed))
    return done


def _rebuild(handle: sqlite3.Connection, workspace: Workspace, definition: Definition, language: str) -> None:
    """Put the rows found into a table as checkout makes it."""
    layer = quoted(definition.name)
    geometry = geometry_column(handle, definition.name)
    names = "".join(f", {quoted(name)}" for name in definition.names)
    geom = quoted(geometry) if geometry and definition.geometry else "NULL"
    handle.execute(f"CREATE TEMP TABLE found AS SELECT uid, {geom} AS geom{names} FROM {layer}")
    rows, usable = handle.execute(
        "SELECT count(*), coalesce(sum(length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'), 0) FROM temp.found"
    ).fetchone()
    if rows and not usable:
        raise UidChanged(
            layer=definition.name, path=workspace.path, problem="no row carries its uid any more",
            mend=f"write the layer again with its uid column, or `registry discard {definition.name}`",
        )  # fmt: skip
    drop_layer(handle, definition)
    layout.create_layer_table(handle, definition)
    target = ", ".join((["geom"] if definition.geometry else []) + ["uid", *map(quoted, definition.names)])
    marks = ", ".join("?" * (len(definition.names) + (2 if definition.geometry else 1)))
    handle.executemany(f"INSERT INTO {layer} ({target}) VALUES ({marks})", _mended(handle, definition))
    handle.execute("DROP TABLE temp.found")
    from .checkout import fill_index

    fill_index(handle, definition)
    layout.register_layer(handle, definition, language)
    layout.index_and_watch(handle, definition)


def _mended(handle: sqlite3.Connection, definition: Definition) -> Iterator[Row]:
    """Rows found, in the types of the layer, each with an identity of its own."""
    seen: set[str] = set()
    for row in handle.execute("SELECT * FROM temp.found"):
        uid = row[0]
        if not is_uid(uid) or uid in seen:
            uid = next(new_uids(1)).hex()
        seen.add(uid)
        known, _ = stored_row(definition, uid, row[1:])
        values = open_values(definition, known)
        yield (values[0], uid, *values[1:]) if definition.geometry else (uid, *values)


def drop_layer(handle: sqlite3.Connection, definition: Definition) -> None:
    """Take a layer's tables away with all that GDAL keeps on them."""
    name = definition.name
    handle.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
    handle.execute(f"DROP TABLE IF EXISTS {quoted(layout.before_table(name))}")
    indexes = handle.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN (?, ?)",
        (index_name(name), f"rtree_{name}_geometry"),
    ).fetchall()
    for (index,) in indexes:
        handle.execute(f"DROP TABLE {quoted(index)}")
    for table in ("gpkg_extensions", "gpkg_ogr_contents", "gpkg_geometry_columns", "gpkg_contents"):
        if handle.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            extension = " AND extension_name = 'gpkg_rtree_index'" if table == "gpkg_extensions" else ""
            handle.execute(f"DELETE FROM {table} WHERE lower(table_name) = lower(?){extension}", (name,))


def _compare(handle: sqlite3.Connection, source: sqlite3.Connection, one: CheckedOut, at: AsOf) -> int:
    """Make pre-images of what differs from the registry; returns how many features do."""
    definition, changed = one.definition, 0
    given = None
    if not one.complete:
        given = [
            uid for (uid,) in handle.execute("SELECT uid FROM registry_given WHERE layer = ?", (one.name,))
        ]
    known: set[str] = set()
    rows = read_rows(source, at, uids=given, opened=False)
    while part := list(islice(rows, 500)):
        marks = ", ".join("?" * len(part))
        now = {
            row[0]: row[1:]
            for row in handle.execute(
                f"SELECT t.uid, {columns_of(definition, 't')} FROM {quoted(one.name)} AS t WHERE t.uid IN ({marks})",
                [row[0] for row in part],
            )
        }
        for uid, *row in part:
            known.add(uid)
            before = open_values(definition, tuple(row))
            if not definition.geometry:
                before = [None, *before]
            if local_edit(definition, uid, tuple(before), now.get(uid)) is not None:
                set_before(handle, definition, uid, tuple(row))
                changed += 1
    for (uid,) in handle.execute(f"SELECT uid FROM {quoted(one.name)}").fetchall():
        if uid not in known:
            set_before(handle, definition, uid, None)
            changed += 1
    return changed
