"""Value lists, ranges and titles of fields by the GeoPackage schema extension.

GDAL 3.3 and later calls them field domains (``ogrinfo -fielddomain``), QGIS 3.26 and later shows them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from math import inf

from ..model.definition import Definition, Field, title_in

_TABLES = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))
"""
_EXTENSION = "http://www.geopackage.org/spec120/#extension_schema"
_PIECE = re.compile(r"(\[[^\[\]\\^]+\]|\\d|\\[.\-/+()]|[^\W_]|[ _\-/:,№]|\.)(?:\{(\d{1,2})\}|([*+]))?")


def constraint_name(layer: str, field: str) -> str:
    """One for each field: two fields with one list of values may part later."""
    return f"{layer}.{field}"


def glob(pattern: str) -> str | None:
    r"""A field's pattern in the simpler language of SQLite's GLOB; None where it cannot say the same.

    >>> glob(r"[A-Z]-\d{2}"), glob(".+"), glob("a|b")
    ('[A-Z]-[0-9][0-9]', '?*', None)
    """
    out, at = [], 0
    body = pattern.removeprefix("^").removesuffix("$")
    while at < len(body):
        piece = _PIECE.match(body, at)
        if piece is None:
            return None
        one, times, repeated = piece.groups()
        if repeated and one != ".":
            return None
        one = {"\\d": "[0-9]", ".": "?"}.get(one, one.removeprefix("\\"))
        out.append("*" if repeated == "*" else "?*" if repeated else one * int(times or 1))
        at = piece.end()
    return "".join(out)


def write_domains(
    connection: sqlite3.Connection, definitions: Iterable[Definition], language: str = "en"
) -> None:
    """Write titles and domains of the layers' fields, inside the caller's transaction; again replaces them.

    Parameters
    ----------
    definitions
        Layers already in ``gpkg_contents``, with columns in their open form (measures in kilometres).
    language
        ``en``, ``ru`` or ``kk``: of titles.
    """
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    connection.executemany(
        "INSERT INTO gpkg_extensions SELECT ?1, NULL, 'gpkg_schema', ?2, 'read-write' WHERE NOT EXISTS"
        " (SELECT 1 FROM gpkg_extensions WHERE table_name = ?1 AND extension_name = 'gpkg_schema')",
        [("gpkg_data_columns", _EXTENSION), ("gpkg_data_column_constraints", _EXTENSION)],
    )
    for definition in definitions:
        _clear(connection, definition.name)
        for field in definition.fields:
            _write_field(connection, definition.name, field, language)


def _clear(connection: sqlite3.Connection, layer: str) -> None:
    # By their names: GDAL drops a layer from gpkg_data_columns and leaves its constraints behind.
    connection.execute(
        "DELETE FROM gpkg_data_column_constraints"
        " WHERE substr(constraint_name, 1, length(?1) + 1) = ?1 || '.' AND constraint_name NOT IN"
        " (SELECT coalesce(constraint_name, '') FROM gpkg_data_columns WHERE table_name <> ?1)",
        (layer,),
    )
    connection.execute("DELETE FROM gpkg_data_columns WHERE table_name = ?", (layer,))


def _write_field(connection: sqlite3.Connection, layer: str, field: Field, language: str) -> None:
    name = constraint_name(layer, field.name)
    rows = [(name, *row) for row in _constraints(field, language)]
    connection.execute(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description, constraint_name)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            layer,
            field.name,
            field.name,
            title_in(field.title, language, field.name),
            title_in(field.description, language, "") or None,
            name if rows else None,
        ),
    )
    connection.executemany("INSERT INTO gpkg_data_column_constraints VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _constraints(field: Field, language: str) -> list[tuple[object, ...]]:
    """Rows of type, value, min, inclusive, max, inclusive, description; a field has one kind of domain."""
    if field.choices:
        return [
            ("enum", str(one.value), None, None, None, None, title_in(one.title, language, str(one.value)))
            for one in field.choices
        ]
    if field.minimum is not None or field.maximum is not None:
        # The extension wants both bounds; GDAL writes and reads an open end as infinity.
        low = -inf if field.minimum is None else field.minimum
        high = inf if field.maximum is None else field.maximum
        return [("range", None, low, 1, high, 1, None)]
    if field.pattern is not None and (simple := glob(field.pattern)) is not None:
        return [("glob", simple, None, None, None, None, None)]
    return []
