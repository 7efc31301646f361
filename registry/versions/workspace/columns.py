"""Whether a layer's table still has the columns of its definition; their order means nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from ...model.definition import Definition
from ...model.errors import LayoutChanged
from ..identity import quoted
from . import layout

#: Systems that GDAL writes for "unknown": the layer's own is meant.
UNKNOWN_SYSTEMS = (-1, 0, 99999)


def check_columns(handle: sqlite3.Connection, path: Path, definition: Definition) -> None:
    """Refuse a layer whose columns, types or CRS are no longer those of its definition.

    Raises
    ------
    LayoutChanged
        Names the column and the mend.
    """
    if problem := _problem(handle, definition):
        raise LayoutChanged(layer=definition.name, path=path, problem=problem[0], mend=problem[1])


def is_broken(handle: sqlite3.Connection, definition: Definition) -> bool:
    """Whether :func:`check_columns` would refuse the layer."""
    return _problem(handle, definition) is not None


def _problem(handle: sqlite3.Connection, definition: Definition) -> tuple[str, str] | None:
    layer = definition.name
    table = handle.execute(f"PRAGMA table_info({quoted(layer)})").fetchall()
    anew = f"or `registry discard {layer}`"
    first = "in the registry first (`registry layers --help`)"
    if not table:
        return "the table is gone", f"bring it back with `registry discard {layer}`"
    found = {row[1]: str(row[2]) for row in table}
    key = next((row[1] for row in table if row[5]), "fid")
    wanted = {name: definition.by_name[name].kind.open_sql for name in definition.names}
    shape, system = geometry_column(handle, layer)
    extra = found.keys() - wanted.keys() - {key, shape or "geom", "uid"}
    missing = wanted.keys() - found.keys()
    if "uid" not in found:
        problem = "the column uid is gone, so nothing tells which feature is which"
        return problem, f"write the layer again with its uid column, {anew}"
    if extra and missing:
        problem = f"column {_list(missing)} is gone and {_list(extra)} is new (renamed?)"
        return problem, f"name it as before; a rename is made {first}"
    if extra:
        problem = f"column {_list(extra)} is not in the layer's definition"
        return problem, f"remove it, or add it to the definition {first}"
    if missing:
        return f"column {_list(missing)} is gone", f"write the layer again with it, {anew}"
    if definition.geometry is not None and (shape is None or shape not in found):
        return "the geometry column is gone", f"write the layer again with its geometry, {anew}"
    if definition.geometry is not None and system not in (definition.geometry.srs_id, *UNKNOWN_SYSTEMS):
        problem = f"it is written in system {system}, and the layer is in {definition.geometry.crs}"
        return problem, f"transform it back and write it again, {anew}"
    if is_watched(handle, definition):
        for name, kind in wanted.items():
            if _family(found[name]) != _family(kind):
                problem = f"column {name} was retyped from {kind} to {found[name]}"
                return problem, f"bring the type back; a field is retyped {first}"
    return None


def geometry_column(handle: sqlite3.Connection, layer: str) -> tuple[str | None, int | None]:
    """Name of a layer's geometry column and its reference system."""
    row = handle.execute(
        "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)", (layer,)
    ).fetchone()
    return row or (None, None)


def is_watched(handle: sqlite3.Connection, definition: Definition) -> bool:
    """Whether our triggers stand on the layer; a program that writes the layer anew drops them."""
    expected = dict(layout.watching_triggers(definition))
    standing = handle.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = lower(?)",
        (definition.name,),
    )
    return expected.keys() <= {name for (name,) in standing}


def _family(sql: str) -> str:
    kind = sql.upper().partition("(")[0]
    return {"MEDIUMINT": "INTEGER", "INT": "INTEGER", "DOUBLE": "REAL", "FLOAT": "REAL"}.get(kind, kind)


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
