"""Styles inside a GeoPackage, in the table ``layer_styles`` where QGIS looks for them by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ..model.definition import Definition
from .qgis_style import qml

#: Marks the rows that are ours; styles that people save have another owner, or none.
OWNER = "registry"

# QGIS's own text of the table. No triggers: a check of untrusted files knows only those of layers.
_TABLE = """
CREATE TABLE IF NOT EXISTS layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
"""


def create_table(connection: sqlite3.Connection) -> None:
    """The table, listed among the contents without geometry, as QGIS lists it."""
    connection.execute(_TABLE)
    connection.execute(
        "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', '', 0)"
    )


def write_styles(
    connection: sqlite3.Connection, definitions: Iterable[Definition], language: str = "en"
) -> None:
    """Write the default style of each layer, inside the caller's transaction.

    May be called again, for other definitions or another language: our own rows are replaced. A style that a
    person saved in QGIS stays, and stays the default if it was made so.

    Parameters
    ----------
    definitions
        All layers of the file: a field that refers to one of them gets a list of that layer's features.
    language
        ``en``, ``ru`` or ``kk``.
    """
    known = {one.name: one for one in definitions}
    create_table(connection)
    for definition in known.values():
        connection.execute(
            "DELETE FROM layer_styles WHERE f_table_name = ? AND owner = ?", (definition.name, OWNER)
        )
        (chosen,) = connection.execute(
            "SELECT count(*) FROM layer_styles WHERE f_table_name = ? AND useAsDefault", (definition.name,)
        ).fetchone()
        connection.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
            " styleName, styleQML, styleSLD, useAsDefault, description, owner)"
            " VALUES ('', '', ?, ?, ?, ?, '', ?, ?, ?)",
            (
                definition.name,
                "geom" if definition.geometry else "",
                f"registry {language}",
                qml(definition, language, known),
                0 if chosen else 1,
                f"layer definition of {definition.name}",
                OWNER,
            ),
        )
