"""Rows of the linear layers of a registry or a workspace, a route at a time, and near a point by the rtree.

A registry is read at its newest version, a workspace as it stands, edits and all.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..model.definition import Definition
from ..model.errors import UsageError
from ..model.fieldtypes import stored
from ..versions.asof import AsOf, Box, meeting
from ..versions.clock import local
from ..versions.commits import layer_at, layers_at
from ..versions.geopackage import index_name
from ..versions.identity import quoted
from ..versions.ledger import Ledger
from ..versions.spec import resolve
from ..versions.workspace import Workspace
from ..versions.workspace.columns import check_columns
from ..versions.workspace.opening import read_facts


@dataclass(frozen=True)
class Table:
    """How to select a linear layer's current rows in SQL."""

    definition: Definition
    table: str
    row: str
    condition: str
    columns: dict[str, str]
    in_metres: bool

    def select(self, names: Iterable[str], extra: str = "") -> str:
        """SELECT of the row number, the geometry and fields, null where the layer has no such field."""
        fields = "".join(f", {self.columns.get(name, 'NULL')}" for name in names)
        geom = "geom" if self.definition.geometry else "NULL"
        rows = f"{quoted(self.table)} WHERE {self.condition}{extra}"
        return f"SELECT {self.row}, {geom}{fields} FROM {rows}"  # nosec B608

    def metres(self, value: Any) -> float | None:
        """A measure as the layer keeps it, in metres; None for what is none."""
        if value is None:
            return None
        if self.in_metres:
            return float(value)
        try:
            kept = stored("measure", value)
        except ValueError:
            return None
        return None if kept is None else float(kept)


class RoadRows:
    """Where the rows come from. ``state`` differs as soon as anything in the file may have changed."""

    def __init__(self, registry: str | None = None, workspace: str | None = None, wait: float = 5.0) -> None:
        if (registry is None) == (workspace is None):
            raise UsageError("name a registry or a workspace")
        self.path = Path(registry if registry is not None else str(workspace))
        self._ledger = None if registry is None else Ledger.open(registry, wait=wait)
        self._workspace = None if workspace is None else Workspace.open(workspace, wait=wait)

    @property
    def state(self) -> tuple[Any, ...]:
        """Sizes and times of the file and what SQLite keeps beside it."""
        return state_of(self.path)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A consistent view."""
        source = self._ledger if self._ledger is not None else self._workspace
        assert source is not None  # nosec B101
        with source.reading() as handle:
            yield handle

    @cached_property
    def day(self) -> str:
        """The day of the rows: that of the newest version, of a workspace today."""
        if self._ledger is None:
            return dt.date.today().isoformat()
        return local(self._ledger.head().time, self._ledger.timezone)[:10]

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Every layer that refers to routes, and that of the routes themselves, by name."""
        with self.reading() as handle:
            if self._ledger is not None:
                revision = resolve(handle, None, self._ledger.timezone)
                names = layers_at(handle, revision)
                return {name: self._registry_table(handle, name, revision) for name in names}
            layers = read_facts(handle, self.path).layers
            for one in layers.values():
                if one.definition.linear is not None:
                    check_columns(handle, self.path, one.definition)
            return {name: self._workspace_table(one.definition) for name, one in layers.items()}

    def _registry_table(self, handle: sqlite3.Connection, name: str, revision: int) -> Table:
        one = layer_at(handle, name, revision)
        chosen = AsOf(one.definition, one.columns, revision)
        columns = {
            field.name: one.columns[field.name].expression(field.type) for field in one.definition.fields
        }
        return Table(one.definition, chosen.table, "fid", chosen.condition, columns, True)

    def _workspace_table(self, definition: Definition) -> Table:
        columns = {name: quoted(name) for name in definition.names}
        return Table(definition, definition.name, "rowid", "1", columns, False)

    def linear(self, kind: str) -> list[Table]:
        """Layers of one kind with geometry: ``element``, ``event`` or ``referent``."""
        return [
            one
            for one in self.tables.values()
            if one.definition.linear is not None
            and one.definition.linear.kind == kind
            and (one.definition.geometry is not None or kind == "event")
        ]

    def near(self, table: Table, box: Box) -> str:
        """Condition that a row's bounding box meets a box."""
        name = table.definition.name
        if self._ledger is not None:
            return f" AND fid IN ({meeting(name, box)})"
        west, south, east, north = box
        return (
            f" AND rowid IN (SELECT id FROM {quoted(index_name(name))} WHERE maxx >= {west!r}"  # nosec B608
            f" AND minx <= {east!r} AND maxy >= {south!r} AND miny <= {north!r})"
        )


def state_of(path: Path) -> tuple[Any, ...]:
    """What changes whenever a SQLite file does."""
    found: list[Any] = []
    for suffix in ("", "-wal"):
        try:
            told = os.stat(f"{path}{suffix}")
            found += [told.st_mtime_ns, told.st_size, told.st_ino]
        except OSError:
            found.append(None)
    return tuple(found)
