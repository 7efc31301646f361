"""The table ``layer_styles`` in a GeoPackage: as QGIS would make it, and safe to write again."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fiona
import pytest

from registry.versions.layer_styles import OWNER, write_styles
from tests.versions.sample_layers import ROADS, ROUTES, SAMPLES, write_layers


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_layers(tmp_path / "layers.gpkg", SAMPLES)
    return tmp_path / "layers.gpkg"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    handle = sqlite3.connect(path)
    yield handle
    handle.close()


def styles(connection: sqlite3.Connection, columns: str) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT {columns} FROM layer_styles ORDER BY f_table_name, id").fetchall()


def test_each_layer_gets_one_default_style(connection):
    write_styles(connection, SAMPLES, "kk")
    assert styles(connection, "f_table_name, f_geometry_column, useAsDefault, styleName") == [
        (name, "" if name == "routes" else "geom", 1, "registry kk")
        for name in ("km_posts", "plain", "roads", "routes", "zones")
    ]


def test_the_table_is_listed_without_geometry_and_without_triggers(connection):
    write_styles(connection, SAMPLES)
    listed = connection.execute(
        "SELECT data_type, srs_id FROM gpkg_contents WHERE table_name = 'layer_styles'"
    )
    assert listed.fetchall() == [("attributes", 0)]
    triggers = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'layer_styles'"
    )
    assert triggers.fetchall() == []


def test_gdal_still_reads_the_file_and_lists_the_table(connection, path):
    write_styles(connection, SAMPLES)
    connection.commit()
    assert {*fiona.listlayers(path)} == {"layer_styles", *(one.name for one in SAMPLES)}
    with fiona.open(path, layer="layer_styles") as table:
        assert len(table) == len(SAMPLES)


def test_writing_again_replaces_our_styles_of_those_layers_only(connection):
    write_styles(connection, SAMPLES, "ru")
    write_styles(connection, [replace(ROADS, style={"color": "#010203"})], "en")
    assert styles(connection, "f_table_name, styleName") == [
        ("km_posts", "registry ru"),
        ("plain", "registry ru"),
        ("roads", "registry en"),
        ("routes", "registry ru"),
        ("zones", "registry ru"),
    ]
    assert "1,2,3,255" in str(styles(connection, "styleQML")[2][0])


@pytest.mark.parametrize("default", [0, 1])
def test_a_style_that_a_person_saved_stays_and_stays_default(connection, default):
    write_styles(connection, [ROUTES])
    connection.execute("UPDATE layer_styles SET useAsDefault = ?", (1 - default,))
    connection.execute(
        "INSERT INTO layer_styles (f_table_schema, f_table_name, styleName, styleQML, useAsDefault, owner)"
        " VALUES ('', 'routes', 'mine', '<qgis/>', ?, '')",
        (default,),
    )
    write_styles(connection, [ROUTES], "ru")
    assert {*styles(connection, "styleName, useAsDefault, owner")} == {
        ("mine", default, ""),
        ("registry ru", 1 - default, OWNER),
    }


def test_nothing_is_committed_behind_the_callers_back(connection):
    connection.commit()
    connection.execute("BEGIN")
    write_styles(connection, SAMPLES)
    connection.rollback()
    tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'layer_styles'").fetchall()
    assert tables == []
