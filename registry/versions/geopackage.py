"""The GeoPackage 1.2 tables that make a SQLite file readable to GDAL and QGIS."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ..model.definition import Geometry
from .identity import quoted

APPLICATION_ID = 0x47504B47
USER_VERSION = 10200

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",'
    '0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4326"]]'
)

_SYSTEM_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""

_RTREE_EXTENSION = "http://www.geopackage.org/spec120/#extension_rtree"

# The trigger set of GeoPackage 1.4, which also stands UPSERT, and 1 and 3 of the one before; {t} is the
# table, {g} its geometry column, {i} its key, {r} the index.
_RTREE_TRIGGERS = {
    "insert": (
        "AFTER INSERT ON {t} WHEN (new.{g} NOT NULL AND NOT ST_IsEmpty(NEW.{g}))",
        "INSERT OR REPLACE INTO {r} VALUES (NEW.{i}, {box});",
    ),
    "update1": (
        "AFTER UPDATE OF {g} ON {t} WHEN OLD.{i} = NEW.{i} AND (NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g}))",
        "INSERT OR REPLACE INTO {r} VALUES (NEW.{i}, {box});",
    ),
    "update2": (
        "AFTER UPDATE OF {g} ON {t} WHEN OLD.{i} = NEW.{i} AND (NEW.{g} ISNULL OR ST_IsEmpty(NEW.{g}))",
        "DELETE FROM {r} WHERE id = OLD.{i};",
    ),
    "update3": (
        "AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND (NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g}))",
        "DELETE FROM {r} WHERE id = OLD.{i}; INSERT OR REPLACE INTO {r} VALUES (NEW.{i}, {box});",
    ),
    "update4": (
        "AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND (NEW.{g} ISNULL OR ST_IsEmpty(NEW.{g}))",
        "DELETE FROM {r} WHERE id IN (OLD.{i}, NEW.{i});",
    ),
    "update5": (
        "AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND (NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g}))",
        "DELETE FROM {r} WHERE id = OLD.{i}; INSERT OR REPLACE INTO {r} VALUES (NEW.{i}, {box});",
    ),
    "update6": (
        "AFTER UPDATE OF {g} ON {t} WHEN OLD.{i} = NEW.{i} AND (NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g}))"
        " AND (OLD.{g} NOTNULL AND NOT ST_IsEmpty(OLD.{g}))",
        "UPDATE {r} SET minx = ST_MinX(NEW.{g}), maxx = ST_MaxX(NEW.{g}), miny = ST_MinY(NEW.{g}),"
        " maxy = ST_MaxY(NEW.{g}) WHERE id = NEW.{i};",
    ),
    "update7": (
        "AFTER UPDATE OF {g} ON {t} WHEN OLD.{i} = NEW.{i} AND (NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g}))"
        " AND (OLD.{g} ISNULL OR ST_IsEmpty(OLD.{g}))",
        "INSERT INTO {r} VALUES (NEW.{i}, {box});",
    ),
    "delete": ("AFTER DELETE ON {t} WHEN old.{g} NOT NULL", "DELETE FROM {r} WHERE id = OLD.{i};"),
}
_OLDER = ("update1", "update3")
_BOX = "ST_MinX(NEW.{g}), ST_MaxX(NEW.{g}), ST_MinY(NEW.{g}), ST_MaxY(NEW.{g})"


def create_system_tables(handle: sqlite3.Connection) -> None:
    """Make an empty database a GeoPackage (inside the caller's transaction)."""
    handle.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    handle.execute(f"PRAGMA user_version = {USER_VERSION}")
    for statement in _SYSTEM_TABLES.split(";\n"):
        if statement.strip():
            handle.execute(statement)
    handle.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                "Undefined Cartesian SRS",
                -1,
                "NONE",
                -1,
                "undefined",
                "undefined Cartesian coordinate reference system",
            ),
            (
                "Undefined geographic SRS",
                0,
                "NONE",
                0,
                "undefined",
                "undefined geographic coordinate reference system",
            ),
            (
                "WGS 84 geodetic",
                4326,
                "EPSG",
                4326,
                _WGS84,
                "longitude/latitude coordinates in decimal degrees on WGS 84",
            ),
        ],
    )


def register_features(
    handle: sqlite3.Connection, table: str, identifier: str, description: str, geometry: Geometry
) -> None:
    """Enter a table or view with a column ``geom`` into the contents."""
    handle.execute(
        "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, 'EPSG', ?, 'undefined', NULL)",
        (geometry.crs, geometry.srs_id, geometry.srs_id),
    )
    handle.execute(
        "INSERT OR REPLACE INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
        " VALUES (?, 'features', ?, ?, ?)",
        (table, _free_identifier(handle, table, identifier), description, geometry.srs_id),
    )
    handle.execute(
        "INSERT OR REPLACE INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, ?, ?)",
        (table, geometry.type.upper(), geometry.srs_id, int(geometry.has_z), int(geometry.has_m)),
    )


def register_attributes(handle: sqlite3.Connection, table: str, identifier: str, description: str) -> None:
    """Enter a table or view without geometry into the contents."""
    handle.execute(
        "INSERT OR REPLACE INTO gpkg_contents (table_name, data_type, identifier, description)"
        " VALUES (?, 'attributes', ?, ?)",
        (table, _free_identifier(handle, table, identifier), description),
    )


def _free_identifier(handle: sqlite3.Connection, table: str, wanted: str) -> str:
    """Identifiers are unique in a GeoPackage; two layers may well have one title."""
    taken = handle.execute(
        "SELECT 1 FROM gpkg_contents WHERE identifier = ? AND table_name != ?", (wanted, table)
    ).fetchone()
    return f"{wanted} ({table})" if taken else wanted


def set_extent(handle: sqlite3.Connection, table: str, box: tuple[float, float, float, float] | None) -> None:
    """Write the extent of a registered table: min x, min y, max x, max y."""
    handle.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
        (*(box or (None,) * 4), table),
    )


def index_name(table: str) -> str:
    """Name of the rtree of a table's geometry."""
    return f"rtree_{table}_geom"


def create_index(handle: sqlite3.Connection, table: str) -> None:
    """An empty rtree for a table's geometry."""
    handle.execute(
        f"CREATE VIRTUAL TABLE {quoted(index_name(table))} USING rtree(id, minx, maxx, miny, maxy)"
    )


def register_index(handle: sqlite3.Connection, table: str, key: str = "fid") -> None:
    """Declare the rtree to GDAL and keep it up by triggers."""
    handle.execute(
        "INSERT OR REPLACE INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')",
        (table, _RTREE_EXTENSION),
    )
    for _, sql in rtree_triggers(table, key):
        handle.execute(sql)


def rtree_triggers(
    table: str, key: str = "fid", column: str = "geom", *, older: bool = False
) -> Iterable[tuple[str, str]]:
    """Name and text of each trigger that keeps the rtree of a table; also of the set before, if ``older``."""
    index = f"rtree_{table}_{column}"
    names = {"t": quoted(table), "g": quoted(column), "r": quoted(index), "i": quoted(key)}
    for suffix, (when, do) in _RTREE_TRIGGERS.items():
        if suffix in _OLDER and not older:
            continue
        body = do.format(**names, box=_BOX.format(**names))
        name = f"{index}_{suffix}"
        yield name, f"CREATE TRIGGER {quoted(name)} {when.format(**names)} BEGIN {body} END"
