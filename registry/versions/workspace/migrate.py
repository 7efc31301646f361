"""Bringing a workspace's layer to a newer definition, edits and all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ...model.definition import Definition, Field
from ..identity import quoted
from ..layout import Columns
from ..ledger import LayerVersion
from . import layout
from .edits import applying


def migrate_layer(
    handle: sqlite3.Connection,
    path: Path,
    old: Definition,
    new: LayerVersion,
    columns: Columns,
    language: str,
) -> None:
    """Alter the layer's table and its pre-images; which field is which is told by the fields' numbers."""
    from ..field_domains import write_domains
    from ..layer_styles import write_styles

    definition = new.definition
    number_before = {columns[name].number: name for name in old.names}
    with applying(handle):
        layout.unwatch(handle, old)
        tables = [quoted(definition.name), quoted(layout.before_table(definition.name))]
        kept = {}
        for one in definition.fields:
            was = number_before.get(new.columns[one.name].number)
            if was is not None:
                kept[was] = one
        for name in old.names:
            if name not in kept:
                for table in tables:
                    handle.execute(f"ALTER TABLE {table} DROP COLUMN {quoted(name)}")
        _rename(handle, tables, {was: one.name for was, one in kept.items() if was != one.name})
        for was, one in kept.items():
            if old.by_name[was].type != one.type:
                for table in tables:
                    _retype(handle, table, one, old.by_name[was].type)
        for one in definition.fields:
            if one not in kept.values():
                for table in tables:
                    handle.execute(f"ALTER TABLE {table} ADD COLUMN {quoted(one.name)} {one.kind.open_sql}")
        if definition.geometry and old.geometry and definition.geometry.type != old.geometry.type:
            handle.execute(
                "UPDATE gpkg_geometry_columns SET geometry_type_name = ?, z = ?, m = ? WHERE table_name = ?",
                (
                    definition.geometry.type.upper(),
                    int(definition.geometry.has_z),
                    int(definition.geometry.has_m),
                    definition.name,
                ),
            )
        layout.watch(handle, definition)
        handle.execute(
            "UPDATE registry_layers SET definition = ? WHERE layer = ?",
            (definition.canonical(), definition.name),
        )
        write_styles(handle, [definition], language)
        write_domains(handle, [definition], language)


def _rename(handle: sqlite3.Connection, tables: list[str], names: dict[str, str]) -> None:
    """Rename columns by way of names nobody has, for two may swap."""
    for table in tables:
        for was in names:
            handle.execute(
                f"ALTER TABLE {table} RENAME COLUMN {quoted(was)} TO {quoted('registry_moving_' + was)}"
            )
        for was, name in names.items():
            handle.execute(
                f"ALTER TABLE {table} RENAME COLUMN {quoted('registry_moving_' + was)} TO {quoted(name)}"
            )


def _retype(handle: sqlite3.Connection, table: str, field: Field, was: str) -> None:
    """Give a column a wider type, its values converted as the ledger's are."""
    moving, name = quoted("registry_moving_" + field.name), quoted(field.name)
    handle.execute(f"ALTER TABLE {table} RENAME COLUMN {name} TO {moving}")
    handle.execute(f"ALTER TABLE {table} ADD COLUMN {name} {field.kind.open_sql}")
    value = f"CAST({moving} AS {field.kind.open_sql})"
    if field.type == "datetime":
        value = f"({moving} || 'T00:00:00.000Z')"
    elif field.type == "text" and was == "boolean":
        value = f"CASE {moving} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    elif field.type == "text" and was == "measure":
        metres = f"CAST(round({moving} * 1000) AS INTEGER)"
        value = f"printf('%d+%03d', {metres} / 1000, {metres} % 1000)"
    handle.execute(f"UPDATE {table} SET {name} = {value} WHERE {moving} IS NOT NULL")
    handle.execute(f"ALTER TABLE {table} DROP COLUMN {moving}")
