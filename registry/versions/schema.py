"""Layers made and changed: a schema change is part of a commit, and never loses a value."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..model.definition import Definition
from ..model.errors import DestructiveDefinition
from ..model.evolution import compare, former_names
from ..model.fieldtypes import open_expression, stored
from ..model.geometry import canonical
from ..model.reading import definition_from_dict
from ..model.schemachanges import SchemaChange
from ..model.values import Problem, RowCheck
from ..model.wording import counted
from .geopackage import create_index
from .identity import quoted
from .layout import (
    Column,
    Columns,
    add_column,
    add_open_column,
    columns_from_json,
    create_rows_table,
    create_views,
    rows_table,
    seal_rows,
    stored_expressions,
)


@dataclass(frozen=True)
class ChangedLayer:
    """A layer after :func:`change_layer`; no steps means nothing changed."""

    definition: Definition
    columns: Columns
    steps: list[SchemaChange]


def checked(definition: Definition) -> Definition:
    """The definition as it will be read again.

    Raises
    ------
    DefinitionError
        For one made by a program that no file could hold, such as a field called ``uid``.
    """
    read = definition_from_dict(definition.as_dict())
    fields = zip(read.fields, definition.fields, strict=True)
    return replace(read, fields=tuple(replace(one, was=given.was) for one, given in fields))


def create_layer(handle: sqlite3.Connection, definition: Definition) -> tuple[Definition, Columns]:
    """Tables, triggers and views of a new layer; the definition as it is kept."""
    plain = without_former_names(definition)
    create_rows_table(handle, plain)
    taken = _physical(handle, plain.name)
    columns = {
        one.name: Column(number, ((add_column(handle, plain.name, one, taken), one.type),))
        for number, one in enumerate(plain.fields, start=1)
    }
    for one in plain.fields:
        add_open_column(handle, plain.name, one, columns[one.name])
    seal_rows(handle, plain.name)
    create_views(handle, plain, columns)
    return plain, columns


def change_layer(
    handle: sqlite3.Connection,
    old: Definition,
    columns: Columns,
    new: Definition,
    allow_drop: bool,
) -> ChangedLayer:
    """Bring a layer to a new definition.

    A renamed field keeps its number and column; a new or retyped one gets a new column; a dropped one
    keeps its column for the versions that had it.

    Raises
    ------
    DestructiveDefinition
    """
    facts = StoredFacts(handle, old, columns, new)
    steps = compare(
        old, new, allow_drop=allow_drop, rows=facts.rows(), in_use=facts.in_use, violations=facts.violations
    )
    if any(one.kind == "widen_dimensions" for one in steps) and (broken := facts.violations("geom")):
        problem = f"{counted(broken, 'row has', 'rows have')} no such dimension"
        raise DestructiveDefinition(layer=old.name, problem=problem, mend="make a new layer")
    plain = without_former_names(new)
    if not steps:
        return ChangedLayer(old, columns, [])
    taken = _physical(handle, old.name)
    highest = _highest_number(handle, old.name, columns)
    after: Columns = {}
    former = former_names(old, new)
    for one in new.fields:
        if one.name not in former:
            highest += 1
            after[one.name] = Column(highest, ((add_column(handle, old.name, one, taken), one.type),))
            add_open_column(handle, old.name, one, after[one.name])
            continue
        column, was = columns[former[one.name]], old.by_name[former[one.name]]
        if was.type != one.type:
            wider = add_column(handle, old.name, one, taken)
            after[one.name] = Column(column.number, ((wider, one.type), *column.physical))
            add_open_column(handle, old.name, one, after[one.name])
        else:
            after[one.name] = column
    if new.geometry and not old.geometry:
        create_index(handle, rows_table(old.name))
    seal_rows(handle, old.name)
    create_views(handle, plain, after)
    return ChangedLayer(plain, after, steps)


def rewritten_rows(
    handle: sqlite3.Connection, old: Definition, new: Definition, changed: ChangedLayer
) -> Iterator[tuple[Any, ...]]:
    """Current rows that a new definition wants otherwise: single parts promoted to multi-part geometries, and
    the default in a field that comes new and is required. The same commit writes them as new versions."""
    former = former_names(old, new)
    fills = [
        (1 + place, stored(one.type, one.default))
        for place, one in enumerate(new.fields, start=1)
        if one.name not in former and one.required and one.default is not None
    ]
    promoted = (
        old.geometry is not None and new.geometry is not None and old.geometry.type != new.geometry.type
    )
    if not fills and not promoted:
        return
    table = quoted(rows_table(new.name))
    fields = "".join(f", {one}" for one in stored_expressions(changed.definition, changed.columns))
    (last,) = handle.execute(f"SELECT coalesce(max(fid), 0) FROM {table}").fetchone()  # nosec B608
    done = 0
    while batch := handle.execute(
        f"SELECT fid, uid, geom{fields} FROM {table} WHERE fid > ? AND fid <= ? AND to_rev IS NULL"
        " ORDER BY fid LIMIT 500",  # nosec B608
        (done, last),
    ).fetchall():
        done = batch[-1][0]
        for _, *row in batch:
            for place, value in fills:
                row[place] = value
            if promoted and new.geometry and row[1] is not None:
                row[1] = canonical(row[1], new.geometry)
            yield tuple(row)


def without_former_names(definition: Definition) -> Definition:
    """The definition as it is kept: ``was`` speaks only while a change is made."""
    return replace(definition, fields=tuple(replace(one, was=None) for one in definition.fields))


def _physical(handle: sqlite3.Connection, layer: str) -> set[str]:
    return {row[1].lower() for row in handle.execute(f"PRAGMA table_info({quoted(rows_table(layer))})")}


def _highest_number(handle: sqlite3.Connection, layer: str, columns: Columns) -> int:
    """Numbers of dropped fields are never used again."""
    numbers = [one.number for one in columns.values()]
    for (text,) in handle.execute("SELECT columns FROM registry_definitions WHERE layer = ?", (layer,)):
        numbers += [one.number for one in columns_from_json(text).values()]
    return max(numbers, default=0)


@dataclass(frozen=True)
class StoredFacts:
    """What the current rows of a layer hold, so that a tighter definition can be judged."""

    handle: sqlite3.Connection
    definition: Definition
    columns: Columns
    new: Definition

    def rows(self) -> int:
        table = quoted(rows_table(self.definition.name))
        sql = f"SELECT count(*) FROM {table} WHERE to_rev IS NULL"  # nosec B608
        (count,) = self.handle.execute(sql).fetchone()
        return int(count)

    def in_use(self, field: str, value: Any) -> int:
        """Current features that hold a value."""
        expression = self.columns[field].expression(self.definition.by_name[field].type)
        table = quoted(rows_table(self.definition.name))
        (count,) = self.handle.execute(
            f"SELECT count(*) FROM {table} WHERE to_rev IS NULL AND {expression} = ?",  # nosec B608
            (value,),
        ).fetchone()
        return int(count)

    def violations(self, field: str) -> int:
        """Current features that break what the new definition demands of a field, a rule or the geometry."""
        check = RowCheck(self.new)
        renamed = {before: name for name, before in self._former().items()}
        names = [name for name in self.definition.names if renamed.get(name) in self.new.by_name]
        expressions = [
            open_expression(one.type, self.columns[name].expression(one.type))
            for name in names
            for one in (self.definition.by_name[name],)
        ]
        columns = ", ".join(["uid", "geom", *expressions])
        former = self._former()
        places = [names.index(former[name]) if name in former else None for name in self.new.names]
        broken = 0
        table = quoted(rows_table(self.definition.name))
        for uid, geom, *values in self.handle.execute(
            f"SELECT {columns} FROM {table} WHERE to_rev IS NULL"  # nosec B608
        ):
            row = [None if place is None else values[place] for place in places]
            _, problems = check.row(uid.hex(), geom if self.new.geometry else None, row)
            broken += any(_about(problem, field) for problem in problems)
        return broken

    def _former(self) -> dict[str, str]:
        return former_names(self.definition, self.new)


def _about(problem: Problem, field: str) -> bool:
    if field.startswith("rule "):
        return problem.code == "rule"
    return problem.field == field
