"""A GeoPackage from elsewhere: its own SQL is known word for word, or it is not written to, and never run."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing

import geopandas
import pyogrio
import pytest
import shapely

from registry.model.errors import UntrustedSchema
from registry.versions.files import closed_to_sqlite
from registry.versions.workspace import Workspace
from registry.versions.workspace.commit import commit
from registry.versions.workspace.discard import discard
from registry.versions.workspace.status import local_changes, status
from registry.versions.workspace.trust import check_schema
from registry.versions.workspace.update import update
from tests.versions.small import ask, edit, put, road

RTREE = 'DELETE FROM "rtree_roads_geom" WHERE id = OLD."fid"'

EVIL = {
    "plain": ("evil", "CREATE TRIGGER evil AFTER UPDATE ON roads BEGIN DELETE FROM routes; END"),
    "named as ours": (
        "registry_update_zones__2",
        "CREATE TRIGGER registry_update_zones__2 AFTER UPDATE ON zones BEGIN DELETE FROM routes; END",
    ),
    "named as an rtree's": (
        "rtree_roads_geom_update1",
        'CREATE TRIGGER "rtree_roads_geom_update1" AFTER UPDATE ON roads BEGIN DELETE FROM routes; END',
    ),
    "an rtree's with one more statement": (
        "rtree_roads_geom_update4x",
        'CREATE TRIGGER "rtree_roads_geom_update4x" AFTER DELETE ON "roads" WHEN old."geom" NOT NULL'
        f" BEGIN {RTREE}; DELETE FROM routes; END",
    ),
    "a call hidden by quotes": (
        "rtree_roads_geom_update3",
        "CREATE TRIGGER \"rtree_roads_geom_update3\" AFTER UPDATE ON roads WHEN '\"' = hex('\"')"
        f" BEGIN {RTREE}; END",
    ),
    "our function": (
        "calls",
        "CREATE TRIGGER calls AFTER UPDATE ON roads WHEN ST_IsEmpty(NEW.geom) BEGIN SELECT 1; END",
    ),
    "named as the counting of features": (
        "trigger_insert_feature_count_roads",
        'CREATE TRIGGER "trigger_insert_feature_count_roads" AFTER INSERT ON "roads" BEGIN'
        " UPDATE roads SET lanes = 1; END",
    ),
    "the counting of features somewhere else": (
        "trigger_insert_feature_count_roads",
        'CREATE TRIGGER "trigger_insert_feature_count_roads" AFTER INSERT ON "roads" BEGIN UPDATE'
        " gpkg_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('roads'); END",
    ),
    "a check that does more": (
        "gpkg_contents_check",
        "CREATE TRIGGER gpkg_contents_check BEFORE INSERT ON gpkg_contents BEGIN"
        " SELECT RAISE(ABORT, 'no') WHERE (NEW.z < 0); DELETE FROM roads; END",
    ),
    "a check that calls": (
        "gpkg_contents_check",
        "CREATE TRIGGER gpkg_contents_check BEFORE INSERT ON gpkg_contents BEGIN"
        " SELECT RAISE(ABORT, 'no') WHERE (hex(NEW.z) < 0); END",
    ),
    "a check on a layer": (
        "roads_check",
        "CREATE TRIGGER roads_check BEFORE INSERT ON roads BEGIN"
        " SELECT RAISE(ABORT, 'no') WHERE (NEW.lanes < 0); END",
    ),
    "on our own bookkeeping": (
        "quiet",
        "CREATE TRIGGER quiet AFTER UPDATE ON registry_state BEGIN DELETE FROM registry_before_roads; END",
    ),
    "a view": ("seen", "CREATE VIEW seen AS SELECT * FROM roads"),
    "a name with quotes": ("it's", 'CREATE TRIGGER "it\'s" AFTER UPDATE ON roads BEGIN SELECT 1; END'),
}


@pytest.mark.parametrize("how", EVIL)
def test_what_is_neither_ours_nor_gdals_is_named_and_not_run(work, ledger, how):
    name, statement = EVIL[how]
    edit(work.path, "UPDATE zones SET name = 'edited'")
    with closing(sqlite3.connect(work.path)) as handle, handle:
        handle.execute(statement)
    put(ledger, "roads", road(1, lanes=2))
    before = work.path.read_bytes()
    for attempt in (
        lambda: commit(work, ledger, message="m", author="A"),
        lambda: update(work, ledger),
        lambda: discard(work, ledger),
    ):
        with pytest.raises(UntrustedSchema) as caught:
            attempt()
        assert f"'{name}'" in str(caught.value)
    assert work.path.read_bytes() == before
    assert status(work).edits == 2
    assert len(list(local_changes(work))) == 2
    kind = "VIEW" if how == "a view" else "TRIGGER"
    edit(work.path, f'DROP {kind} "{name}"')
    assert commit(work, ledger, message="m", author="A").layers == {"zones": (0, 2, 0)}


@pytest.mark.parametrize(
    "table",
    ["roads", "registry_before_roads", "registry_workspace", "registry_state", "gpkg_geometry_columns"],
)
def test_a_view_in_place_of_a_table_is_not_even_read(work, ledger, table):
    """Its SELECT would run while we read, for ever in this case."""
    columns = [name for _, name, *_ in ask(work.path, f"PRAGMA table_info({table})")]
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "
    with closing(sqlite3.connect(work.path)) as handle, handle:
        for (trigger,) in handle.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            handle.execute(f'DROP TRIGGER "{trigger}"')
        handle.execute(f"DROP TABLE {table}")
        handle.execute(
            f"CREATE VIEW {table} AS {endless}{', '.join(f'max(i) AS {one}' for one in columns)} FROM n"
        )
    for attempt in (
        lambda: Workspace.open(work.path),
        lambda: status(work),
        lambda: list(local_changes(work)),
        lambda: commit(work, ledger, message="m", author="A"),
    ):
        with pytest.raises(UntrustedSchema, match=table):
            attempt()


def test_reading_calls_no_function_of_ours_from_the_file(work):
    """Reading opens the schema untrusted: a default or index that calls a function of ours cannot run."""
    with work.reading() as handle:
        assert handle.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert handle.execute("PRAGMA query_only").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            handle.execute("DELETE FROM registry_given")


def test_what_gdal_itself_adds_is_known(work, ledger, tmp_path):
    """Layers, tiles and metadata that people put into the same file with GDAL of two ages."""
    frame = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(50, 46)], crs=4326)
    odd = 'it\'s; "odd" Ә'
    with closed_to_sqlite(work.path):
        frame.to_file(work.path, layer=odd, driver="GPKG")
        frame.rename_geometry("shape").to_file(work.path, layer="more", driver="GPKG", engine="fiona")
        pyogrio.write_dataframe(
            frame, work.path, layer="described", layer_metadata={"a": "b"}, dataset_metadata={"c": "d"}
        )
    if shutil.which("ogr2ogr"):
        frame.to_file(tmp_path / "point.geojson")
        words = [
            "ogr2ogr",
            "-update",
            work.path,
            tmp_path / "point.geojson",
            "-nln",
            "older",
            "-lco",
            "FID=ogc_fid",
        ]
        subprocess.run(
            [*words, "-lco", "GEOMETRY_NAME=the_geom"], check=True, capture_output=True, timeout=60
        )
    triggers = {name for (name,) in ask(work.path, "SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert any(name.startswith(f"rtree_{odd}") for name in triggers)
    edit(work.path, "UPDATE roads SET lanes = 2 WHERE fid = 1")
    assert commit(work, ledger, message="m", author="A").layers == {"roads": (0, 1, 0)}


def test_a_whole_geopackage_of_gdal_is_known(tmp_path):
    frame = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(50, 46)], crs=4326)
    for number, engine in enumerate(("pyogrio", "fiona")):
        path = tmp_path / f"{number}.gpkg"
        frame.to_file(path, layer="things", driver="GPKG", engine=engine)
        with closing(sqlite3.connect(path)) as handle:
            assert (
                handle.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0] > 5
            )
            check_schema(handle, path, [])


def test_an_untrusted_workspace_cannot_reach_the_registry(work, ledger):
    """Even a trigger that were run has no way to the registry's file."""
    with closing(sqlite3.connect(work.path)) as handle, handle:
        with pytest.raises(sqlite3.OperationalError):
            handle.execute(
                f"CREATE TRIGGER reach AFTER UPDATE ON roads BEGIN ATTACH '{ledger.path}' AS r; END"
            )
        with pytest.raises(sqlite3.OperationalError):
            handle.execute(
                "CREATE TRIGGER reach AFTER UPDATE ON roads BEGIN DELETE FROM ledger.roads__rows; END"
            )
