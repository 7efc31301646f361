"""Bringing a workspace's layer to a newer definition, edits, pre-images and conflicts and all."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from ...model.definition import Definition, Field
from ...model.errors import RegistryError, UsageError
from ...model.fieldtypes import stored
from ..changes import shown
from ..commits import LayerVersion
from ..geopackage import index_name, register_index, set_extent
from ..identity import quoted
from ..layout import Columns, widened
from . import layout
from .edits import applying, raw_edits, same

_NUMBERS = ("integer", "real", "boolean", "measure")


class DroppedHere(RegistryError):
    """The registry dropped a field that has edits in this workspace."""

    sentence = (
        "layer {layer}: the registry dropped field {field}, which {count:edit} here gave a value;"
        " take those values out, or discard those edits with `registry discard`, then update"
    )
    exit_code = 65


@dataclass(frozen=True)
class Migration:
    """From one definition of a layer to another; which field is which is told by the fields' numbers."""

    old: Definition
    new: LayerVersion
    columns: Columns

    @property
    def definition(self) -> Definition:
        return self.new.definition

    @property
    def kept(self) -> dict[str, Field]:
        """Fields that go on, by their old names."""
        before = {self.columns[name].number: name for name in self.old.names}
        numbers = ((self.new.columns[one.name].number, one) for one in self.definition.fields)
        return {before[number]: one for number, one in numbers if number in before}

    def types(self, was: str) -> list[str]:
        """The types a field goes through."""
        return self.new.columns[self.kept[was].name].types_since(self.old.by_name[was].type)

    def refuse_loss(self, handle: sqlite3.Connection, backwards: bool) -> None:
        """Refuse before anything is done what would take a value from an edit.

        Raises
        ------
        DroppedHere
        UsageError
            If it is an older version with other fields.
        """
        old, new = self.old, self.definition
        if backwards and (
            [(was, one.name, one.type) for was, one in self.kept.items()]
            != [(one.name, one.name, one.type) for one in old.fields]
            or (old.geometry and old.geometry.type) != (new.geometry and new.geometry.type)
        ):
            raise UsageError(
                f"layer {old.name} had other fields at that version; check it out into a new workspace"
            )
        gone = [(place, one) for place, one in enumerate(old.fields, 1) if one.name not in self.kept]
        edits = list(raw_edits(handle, old)) if gone else []
        for place, one in gone:
            empty = (None, one.default)
            count = sum(
                now is not None
                and now[place] not in (empty if before is None else (before[place],))
                and not (before is not None and _alike(old, place, before, now))
                for _, before, now in edits
            )
            if count:
                raise DroppedHere(layer=old.name, field=one.name, count=count)


def _alike(definition: Definition, place: int, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    only: list[Any] = [None] * len(one)
    first, second = [*only], [*only]
    first[place], second[place] = one[place], other[place]
    return same(definition, first, second)


def migrate_layer(handle: sqlite3.Connection, work: Migration, language: str) -> None:
    """Alter the layer's table and the table of its pre-images."""
    from ..field_domains import write_domains
    from ..layer_styles import write_styles

    old, definition = work.old, work.definition
    with applying(handle):
        layout.unwatch(handle, old)
        _change_conflicts(handle, work)
        for table, defaults in ((old.name, True), (layout.before_table(old.name), False)):
            _change_columns(handle, quoted(table), work, defaults)
        if definition.geometry and not old.geometry:
            for table, kind in (
                (old.name, definition.geometry.type.upper()),
                (layout.before_table(old.name), "BLOB"),
            ):
                handle.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN geom {kind}")
            layout.create_empty_index(handle, definition)
            register_index(handle, definition.name)
        layout.register_layer(handle, definition, language)
        if definition.geometry:
            set_extent(handle, definition.name, _extent(handle, definition.name))
        layout.watch(handle, definition)
        handle.execute(
            "UPDATE registry_layers SET definition = ? WHERE layer = ?",
            (definition.canonical(), definition.name),
        )
        write_styles(handle, [definition], language)
        write_domains(handle, [definition], language)


def _extent(handle: sqlite3.Connection, layer: str) -> tuple[float, float, float, float] | None:
    row = handle.execute(
        f"SELECT min(minx), min(miny), max(maxx), max(maxy) FROM {quoted(index_name(layer))}"  # nosec B608
    ).fetchone()
    return None if row[0] is None else row


def _change_columns(handle: sqlite3.Connection, table: str, work: Migration, defaults: bool) -> None:
    """Drop, rename, retype and add; renamed by way of names nobody has, for two may swap."""
    kept = work.kept
    for one in work.old.fields:
        if one.name not in kept:
            handle.execute(f"ALTER TABLE {table} DROP COLUMN {quoted(one.name)}")
    moving = {was: one for was, one in kept.items() if was != one.name or len(work.types(was)) > 1}
    for was in moving:
        handle.execute(f"ALTER TABLE {table} RENAME COLUMN {quoted(was)} TO {quoted('moving__' + was)}")
    for was, one in moving.items():
        former = quoted("moving__" + was)
        if len(types := work.types(was)) == 1:
            handle.execute(f"ALTER TABLE {table} RENAME COLUMN {former} TO {quoted(one.name)}")
            continue
        handle.execute(f"ALTER TABLE {table} ADD COLUMN {layout.column(one, default=False)}")
        value = _widened_open(former, types)
        update = f"UPDATE {table} SET {quoted(one.name)} = {value} WHERE {former} IS NOT NULL"  # nosec B608
        handle.execute(update)
        handle.execute(f"ALTER TABLE {table} DROP COLUMN {former}")
    names = {one.name for one in kept.values()}
    for one in work.definition.fields:
        if one.name not in names:
            handle.execute(f"ALTER TABLE {table} ADD COLUMN {layout.column(one, default=defaults)}")
            if defaults and one.default is not None:  # for new features; those here have no value yet
                handle.execute(f"UPDATE {table} SET {quoted(one.name)} = NULL")  # nosec B608


def _widened_open(column: str, types: list[str]) -> str:
    """SQL of an open value in a wider type, as the ledger turns it; what was no number stays as it is."""
    value = f"CAST(round({column} * 1000) AS INTEGER)" if types[0] == "measure" else column
    wider = widened(value, types)
    if types[0] not in _NUMBERS:
        return wider
    return f"CASE WHEN typeof({column}) IN ('integer', 'real') THEN {wider} ELSE {column} END"


def _change_conflicts(handle: sqlite3.Connection, work: Migration) -> None:
    """Open conflicts speak of fields by name, and keep their values."""

    def wider(was: str, value: Any) -> Any:
        types = work.types(was)
        if len(types) == 1 or value is None:
            return value
        return handle.execute(f"SELECT {widened('?1', types)}", (value,)).fetchone()[0]

    def whole(text: str | None) -> str | None:
        if text is None:
            return None
        row, after = json.loads(text), {}
        if "geom" in row:
            after["geom"] = row["geom"]
        for was, one in work.kept.items():
            try:
                value = stored(work.old.by_name[was].type, row.get(was))
            except ValueError:
                after[one.name] = row.get(was)
            else:
                after[one.name] = shown(one.type, wider(was, value))
        return json.dumps(after, ensure_ascii=False)

    kept = work.kept
    for number, column, *values in handle.execute(
        "SELECT number, column_name, base, ours, theirs FROM registry_conflicts WHERE layer = ?",
        (work.old.name,),
    ).fetchall():
        if column is not None and column != "geom" and column not in kept:
            handle.execute("DELETE FROM registry_conflicts WHERE number = ?", (number,))
            continue
        if column is None:
            after = [whole(one) for one in values]
        elif column == "geom":
            continue
        else:
            after = [wider(column, one) for one in values]
            column = kept[column].name
        handle.execute(
            "UPDATE registry_conflicts SET column_name = ?, base = ?, ours = ?, theirs = ? WHERE number = ?",
            (column, *after, number),
        )
