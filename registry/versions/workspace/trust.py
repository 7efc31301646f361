"""Whether a workspace's own SQL may run: every trigger and view must be ours or GDAL's, by its text."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from ...model.definition import Definition
from ...model.errors import LayoutChanged, UntrustedSchema
from ..identity import quoted
from . import layout

_SPACE = re.compile(r"\s+")

# What GDAL and QGIS themselves put into a GeoPackage: counters of features and the checks and indexes of
# the specification. Nothing in these forms can reach beyond the file's own bookkeeping.
_GDAL_TRIGGER = re.compile(
    r'^CREATE TRIGGER "(?P<name>[^"]+)" AFTER (?:INSERT|DELETE) ON "[^"]+" BEGIN UPDATE gpkg_ogr_contents SET'
    r" feature_count = feature_count [+-] 1 WHERE lower\(table_name\) = lower\('(?:[^']|'')*'\); END$"
)
_CALL = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*\(")
_RTREE_NAME = re.compile(r"^rtree_.+_(?:insert|update[1-7]|delete)$")
_RTREE_CALLS = {
    "st_isempty",
    "st_minx",
    "st_maxx",
    "st_miny",
    "st_maxy",
    "values",
    "and",
    "or",
    "not",
    "when",
    "in",
    "where",
}
_RTREE_STATEMENT = re.compile(
    r'^(?:INSERT OR REPLACE INTO|INSERT INTO|DELETE FROM|UPDATE) "rtree_[^"]+"[^;]*$', re.IGNORECASE
)


def check_schema(
    handle: sqlite3.Connection, path: Path, definitions: Sequence[Definition], *, layouts: bool
) -> None:
    """Refuse a file whose SQL is not known.

    Raises
    ------
    LayoutChanged
        A layer's columns differ from its definition (only with ``layouts``).
    UntrustedSchema
        Names the trigger or view.
    """
    if layouts:
        for definition in definitions:
            check_layout(handle, path, definition)
    ours = {name: text for one in definitions for name, text in layout.expected_triggers(one).items()}
    for kind, name, table, text in handle.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).fetchall():
        if kind == "trigger" and (_plain(text) == _plain(ours.get(name, "")) or _is_gdals(name, text)):
            continue
        raise UntrustedSchema(path=path, kind=kind, name=name)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().rstrip(";")


def _is_gdals(name: str, text: str) -> bool:
    plain = _plain(text)
    if _GDAL_TRIGGER.match(plain):
        return True
    if not _RTREE_NAME.match(name):
        return False
    head, _, body = plain.partition(" BEGIN ")
    calls = {call.lower() for call in _CALL.findall(re.sub(r'"[^"]*"', "", plain))}
    statements = [one.strip() for one in body.removesuffix("END").split(";") if one.strip()]
    return (
        calls <= _RTREE_CALLS
        and all(_RTREE_STATEMENT.match(one) for one in statements)
        and "SELECT" not in plain.upper()
    )


def check_layout(handle: sqlite3.Connection, path: Path, definition: Definition) -> None:
    """Refuse a layer whose columns are no longer those of its definition; their order means nothing.

    Raises
    ------
    LayoutChanged
    """
    layer = definition.name
    found = {row[1]: str(row[2]) for row in handle.execute(f"PRAGMA table_info({quoted(layer)})")}
    if not found:
        raise LayoutChanged(
            layer=layer,
            path=path,
            problem="the table is gone",
            mend=f"bring it back with `registry discard {layer}`",
        )
    key = next((row[1] for row in handle.execute(f"PRAGMA table_info({quoted(layer)})") if row[5]), "fid")
    wanted = {name: definition.by_name[name].kind.open_sql for name in definition.names}
    geometry = geometry_column(handle, layer)
    extra = set(found) - set(wanted) - {key, geometry or "geom", "uid"}
    missing = set(wanted) - set(found)
    if "uid" not in found:
        raise LayoutChanged(
            layer=layer, path=path, problem="the column uid is gone, so nothing tells which feature is which",
            mend=f"write the layer again with its uid column, or `registry discard {layer}`",
        )  # fmt: skip
    if extra and missing:
        raise LayoutChanged(
            layer=layer, path=path, problem=f"column {_list(missing)} is gone and {_list(extra)} is new (renamed?)",
            mend="name it as before; a rename is made in the registry first (`registry layers --help`)",
        )  # fmt: skip
    if extra:
        raise LayoutChanged(
            layer=layer, path=path, problem=f"column {_list(extra)} is not in the layer's definition",
            mend="remove it, or add it to the definition in the registry first (`registry layers --help`)",
        )  # fmt: skip
    if missing:
        raise LayoutChanged(
            layer=layer, path=path, problem=f"column {_list(missing)} is gone",
            mend=f"write the layer again with it, or `registry discard {layer}`",
        )  # fmt: skip
    if definition.geometry is not None and geometry is None:
        raise LayoutChanged(
            layer=layer, path=path, problem="the geometry column is gone",
            mend=f"write the layer again with its geometry, or `registry discard {layer}`",
        )  # fmt: skip
    if is_watched(handle, definition):
        for name, kind in wanted.items():
            if _family(found[name]) != _family(kind):
                raise LayoutChanged(
                    layer=layer, path=path, problem=f"column {name} was retyped from {kind} to {found[name]}",
                    mend="bring the type back; a retyped field is made in the registry first (`registry layers --help`)",
                )  # fmt: skip


def geometry_column(handle: sqlite3.Connection, layer: str) -> str | None:
    """Name of a layer's geometry column."""
    row = handle.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (layer,)
    ).fetchone()
    return row[0] if row else None


def is_watched(handle: sqlite3.Connection, definition: Definition) -> bool:
    """Whether our triggers stand on the layer; a program that writes the layer anew drops them."""
    names = [name for name, _ in layout.watching_triggers(definition)]
    (count,) = handle.execute(
        f"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN ({', '.join('?' * len(names))})",
        names,
    ).fetchone()
    return bool(count == len(names))


def _family(sql: str) -> str:
    kind = sql.upper().partition("(")[0]
    return {"MEDIUMINT": "INTEGER", "INT": "INTEGER", "DOUBLE": "REAL", "FLOAT": "REAL"}.get(kind, kind)


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names))
