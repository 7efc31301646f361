"""Whether a layer's table still has the columns of its definition; their order means nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from ...model.definition import Definition
from ...model.errors import LayoutChanged
from ...model.wording import Sentence
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


def _problem(handle: sqlite3.Connection, definition: Definition) -> tuple[Sentence, Sentence] | None:
    """What is wrong with the columns, and the mend."""
    layer = definition.name
    table = handle.execute(f"PRAGMA table_info({quoted(layer)})").fetchall()
    if not table:
        return (
            Sentence.of("the table is gone"),
            Sentence.of("bring it back with `registry discard {layer}`", layer=layer),
        )
    found = {row[1]: str(row[2]) for row in table}
    key = next((row[1] for row in table if row[5]), "fid")
    wanted = {name: definition.by_name[name].kind.open_sql for name in definition.names}
    shape, system = geometry_column(handle, layer)
    extra = found.keys() - wanted.keys() - {key, shape or "geom", "uid"}
    missing = wanted.keys() - found.keys()
    if "uid" not in found:
        problem = Sentence.of("the column uid is gone, so nothing tells which feature is which")
        return problem, Sentence.of(
            "write the layer again with its uid column, or `registry discard {layer}`", layer=layer
        )
    if extra and missing:
        return (
            Sentence.of(
                "column {missing} is gone and {extra} is new (renamed?)",
                missing=_list(missing),
                extra=_list(extra),
            ),
            Sentence.of(
                "name it as before; a rename is made in the registry first (`registry layers --help`)"
            ),
        )
    if extra:
        return (
            Sentence.of("column {extra} is not in the layer's definition", extra=_list(extra)),
            Sentence.of(
                "remove it, or add it to the definition in the registry first (`registry layers --help`)"
            ),
        )
    if missing:
        return (
            Sentence.of("column {missing} is gone", missing=_list(missing)),
            Sentence.of("write the layer again with it, or `registry discard {layer}`", layer=layer),
        )
    if definition.geometry is not None and (shape is None or shape not in found):
        return (
            Sentence.of("the geometry column is gone"),
            Sentence.of(
                "write the layer again with its geometry, or `registry discard {layer}`", layer=layer
            ),
        )
    if definition.geometry is not None and system not in (definition.geometry.srs_id, *UNKNOWN_SYSTEMS):
        return (
            Sentence.of(
                "it is written in system {system}, and the layer is in {crs}",
                system=str(system),
                crs=definition.geometry.crs,
            ),
            Sentence.of("transform it back and write it again, or `registry discard {layer}`", layer=layer),
        )
    return _retyped(found, wanted) if is_watched(handle, definition) else None


def _retyped(found: dict[str, str], wanted: dict[str, str]) -> tuple[Sentence, Sentence] | None:
    for name, kind in wanted.items():
        if _family(found[name]) != _family(kind):
            return (
                Sentence.of(
                    "column {name} was retyped from {old} to {new}", name=name, old=kind, new=found[name]
                ),
                Sentence.of(
                    "bring the type back; a field is retyped in the registry first (`registry layers --help`)"
                ),
            )
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
