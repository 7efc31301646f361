"""Layers that a program wrote anew (``ogr2ogr -overwrite``, ``to_file``): their triggers are gone, so they
are compared in full with the registry, and then watched again."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ...model.definition import Definition
from ...model.errors import UidChanged
from ...model.geometry import is_gpkg
from ..asof import AsOf, read_rows
from ..commits import layer_at
from ..files import transaction
from ..geopackage import index_name
from ..identity import is_uid, new_uids, quoted
from ..ledger import Ledger
from . import layout
from .columns import UNKNOWN_SYSTEMS, geometry_column, is_watched
from .edits import Row, columns_of, found_rows, local_edit, open_values, set_before, stored_row
from .opening import CheckedOut, Facts, Workspace, read_facts


@dataclass(frozen=True)
class Adopted:
    """A layer that was found overwritten and compared in full."""

    layer: str
    changed: int


def overwritten_layers(handle: sqlite3.Connection, facts: Facts) -> list[str]:
    """Names of the layers whose triggers are gone."""
    return [name for name, one in facts.layers.items() if not is_watched(handle, one.definition)]


def adopt(workspace: Workspace, ledger: Ledger, layers: Iterable[str] | None = None) -> list[Adopted]:
    """Compare each overwritten layer with the registry, make the differences edits, and watch it again.

    Parameters
    ----------
    layers : only these; all if None

    Raises
    ------
    LayoutChanged, UidChanged
    """
    with workspace.reading() as handle:
        facts = read_facts(handle, workspace.path)
        wanted = [name for name in overwritten_layers(handle, facts) if layers is None or name in layers]
    if not wanted:
        return []
    from .update import check_same_registry

    check_same_registry(workspace, ledger, facts)
    done = []
    with workspace.editing(wanted) as handle, ledger.reading() as source:
        for name in wanted:
            one = facts.layers[name]
            at = layer_at(source, name, facts.revision)
            if at.definition != one.definition and facts.target is not None:  # an update was cut off
                at = layer_at(source, name, facts.target)
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
    shape, system = geometry_column(handle, definition.name)
    names = "".join(f", {quoted(name)}" for name in definition.names)
    geom = quoted(shape) if shape and definition.geometry else "NULL"
    taken = f"SELECT uid, {geom} AS geom{names} FROM {layer}"  # nosec B608
    handle.execute(f"CREATE TEMP TABLE found__ AS {taken}")
    rows, usable = handle.execute(
        "SELECT count(*), coalesce(sum(length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'), 0) FROM found__"
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
    mended = _mended(handle, definition, system in UNKNOWN_SYSTEMS)
    handle.executemany(f"INSERT INTO {layer} ({target}) VALUES ({marks})", mended)  # nosec B608
    handle.execute("DROP TABLE found__")
    from .checkout import fill_index

    fill_index(handle, definition, tolerant=True)
    layout.register_layer(handle, definition, language)
    layout.index_and_watch(handle, definition)
    bring_back_style(handle, definition, language)


def bring_back_style(handle: sqlite3.Connection, definition: Definition, language: str) -> None:
    """Style and value lists of a layer, if the program that wrote it anew took them away."""
    from ..field_domains import write_domains
    from ..layer_styles import write_styles

    write_domains(handle, [definition], language)
    write_styles(handle, [definition], language)


def _mended(handle: sqlite3.Connection, definition: Definition, unknown_system: bool) -> Iterator[Row]:
    """Rows found, in the types of the layer, each with an identity of its own."""
    seen: set[str] = set()
    for row in found_rows(handle, "SELECT * FROM found__"):
        uid, geom, *values = row
        if not is_uid(uid) or uid in seen:
            uid = next(new_uids(1)).hex()
        seen.add(uid)
        if unknown_system and is_gpkg(geom):
            geom = geom[:4] + struct.pack("<i" if geom[3] & 1 else ">i", 0) + geom[8:]
        known, _ = stored_row(definition, uid, (geom, *values))
        shown = open_values(definition, known)
        yield (shown[0], uid, *shown[1:]) if definition.geometry else (uid, *shown)


def drop_layer(handle: sqlite3.Connection, definition: Definition) -> None:
    """Take a layer's tables away with all that GDAL keeps on them (of the file itself, not one attached)."""
    name = definition.name
    handle.execute(f"DROP TABLE IF EXISTS main.{quoted(name)}")
    handle.execute(f"DROP TABLE IF EXISTS main.{quoted(layout.before_table(name))}")
    indexes = handle.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%rtree%'"
        " AND name IN (?, 'rtree_' || ? || '_' || (SELECT column_name FROM gpkg_geometry_columns"
        " WHERE lower(table_name) = lower(?)))",
        (index_name(name), name, name),
    ).fetchall()
    for (index,) in indexes:
        handle.execute(f"DROP TABLE main.{quoted(index)}")
    for table in ("gpkg_extensions", "gpkg_ogr_contents", "gpkg_geometry_columns", "gpkg_contents"):
        if handle.execute("SELECT 1 FROM main.sqlite_master WHERE name = ?", (table,)).fetchone():
            extension = " AND extension_name = 'gpkg_rtree_index'" if table == "gpkg_extensions" else ""
            condition = f"lower(table_name) = lower(?){extension}"
            handle.execute(f"DELETE FROM main.{table} WHERE {condition}", (name,))  # nosec B608


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
            for row in found_rows(
                handle,
                f"SELECT t.uid, {columns_of(definition, 't')} FROM {quoted(one.name)} AS t"  # nosec B608
                f" WHERE t.uid IN ({marks})",
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
    for (uid,) in handle.execute(f"SELECT uid FROM {quoted(one.name)}").fetchall():  # nosec B608
        if uid not in known:
            set_before(handle, definition, uid, None)
            changed += 1
    return changed
