"""Every way in which programs write to a workspace is noticed."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
import subprocess

import fiona
import geopandas
import pyogrio
import pytest
import shapely

from registry.model.errors import InvalidRows, LayoutChanged
from registry.model.geometry import describe, wkb
from registry.versions.files import closed_to_sqlite
from registry.versions.verify import verify
from registry.versions.workspace.commit import commit
from registry.versions.workspace.discard import discard
from registry.versions.workspace.status import local_changes, status
from tests.versions.small import ask, edit, line, plain, road, state, uid

#: What a road of the small registry has.
ROW = ("geom", "route_id", "km_from", "km_to")
BARE = ROW[1:]


def changes(work, layer="roads"):
    """(kind, number or "new", columns) of each edit."""
    found = []
    for one in local_changes(work, [layer]):
        number = int(one.uid, 16)
        found.append((one.kind, number if number < 10**6 else "new", one.columns))
    return sorted(found, key=str)


def uids_are_sound(work, layer="roads"):
    found = [one for (one,) in ask(work.path, f"SELECT uid FROM {layer}")]
    assert len(found) == len(set(found))
    assert all(
        isinstance(one, str) and len(one) == 32 and not set(one) - set("0123456789abcdef") for one in found
    )


def settled(work, ledger):
    """The edits commit, and the registry proves itself; returns the counts of ``roads``."""
    done = commit(work, ledger, message="m", author="A")
    assert status(work).edits == 0
    assert verify(ledger).findings == ()
    here = {one: rest for one, *rest in ask(work.path, "SELECT uid, km_from, km_to, lanes, name FROM roads")}
    there = {key: [one[3], one[4], one[5], one[2]] for key, one in state(ledger, "roads").items()}
    assert here == there
    return done.layers.get("roads")


# --- plain SQL --------------------------------------------------------------------------------------------


def test_plain_sql_is_noticed(work, ledger):
    edit(
        work.path,
        "UPDATE roads SET lanes = 2, name = 'x' WHERE fid = 1",
        "UPDATE roads SET lanes = 3 WHERE fid = 1",
        "DELETE FROM roads WHERE fid = 2",
        "INSERT INTO roads (route_id, km_from, km_to) VALUES ('A', 7, 8)",
        "UPDATE roads SET geom = (SELECT geom FROM roads WHERE fid = 4) WHERE fid = 3",
    )
    assert changes(work) == [
        ("delete", 2, ROW),
        ("insert", "new", BARE),
        ("update", 1, ("name", "lanes")),
        ("update", 3, ("geom",)),
    ]
    assert status(work).layers[0].edits == 4
    uids_are_sound(work)
    assert settled(work, ledger) == (1, 2, 1)


def test_what_is_changed_back_is_no_edit(work):
    edit(work.path, "UPDATE roads SET lanes = 2", "UPDATE roads SET lanes = NULL")
    with plain(work.path) as handle:
        rows = handle.execute("SELECT * FROM roads").fetchall()
        handle.execute("DELETE FROM roads")
        handle.executemany(f"INSERT INTO roads VALUES ({', '.join('?' * len(rows[0]))})", rows)
    edit(work.path, "INSERT INTO zones (name) VALUES ('gone')", "DELETE FROM zones WHERE name = 'gone'")
    assert changes(work) == changes(work, "zones") == []
    assert status(work).edits == 0


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("REPLACE INTO roads (fid, uid, route_id, km_from, km_to, geom)"
         " SELECT fid, uid, route_id, km_from, 9, geom FROM roads WHERE fid = 1",
         [("update", 1, ("km_to",))]),
        ("INSERT OR REPLACE INTO roads (fid, route_id, km_from, km_to) VALUES (1, 'B', 1, 2)",
         [("delete", 1, ROW), ("insert", "new", BARE)]),
        ("INSERT INTO roads (fid, route_id, km_from, km_to) VALUES (1, 'B', 1, 2)"
         " ON CONFLICT (fid) DO UPDATE SET route_id = excluded.route_id", [("update", 1, ("route_id",))]),
        ("INSERT INTO roads (fid, route_id) VALUES (1, 'B') ON CONFLICT DO NOTHING", []),
        ("INSERT OR IGNORE INTO roads (fid, route_id, km_from, km_to) VALUES (1, 'B', 1, 2)", []),
        ("UPDATE OR REPLACE roads SET fid = 2 WHERE fid = 1", [("delete", 2, ROW)]),
        ("UPDATE OR REPLACE roads SET rowid = 2 WHERE fid = 1", [("delete", 2, ROW)]),
        ("UPDATE OR REPLACE roads SET _rowid_ = 2, lanes = 4 WHERE rowid = 1",
         [("delete", 2, ROW), ("update", 1, ("lanes",))]),
        ("UPDATE roads SET fid = fid + 1000", []),
        ("UPDATE roads SET uid = NULL, lanes = 4 WHERE fid = 1", [("update", 1, ("lanes",))]),
        ("UPDATE roads SET uid = uid, lanes = 4 WHERE fid = 1", [("update", 1, ("lanes",))]),
        ("INSERT INTO roads (uid, geom, route_id, km_from, km_to)"
         " SELECT uid, geom, route_id, km_from, km_to FROM roads WHERE fid = 1", [("insert", "new", ROW)]),
        ("INSERT INTO roads (uid, route_id, km_from, km_to) VALUES ('', 'B', 1, 2)",
         [("insert", "new", BARE)]),
        ("INSERT INTO roads (uid, route_id, km_from, km_to) VALUES ('NOT-A-UID', 'B', 1, 2)",
         [("insert", "new", BARE)]),
        ("INSERT INTO roads (uid, route_id, km_from, km_to) VALUES (X'00', 'B', 1, 2)",
         [("insert", "new", BARE)]),
        ("DELETE FROM roads", [("delete", number, ROW) for number in range(1, 6)]),
    ],
)  # fmt: skip
def test_every_form_of_sql_is_noticed(work, ledger, statement, expected):
    edit(work.path, statement)
    assert changes(work) == expected
    uids_are_sound(work)
    settled(work, ledger)


def test_a_changed_uid_is_refused_with_the_reason(work):
    for value in (f"'{uid(99)}'", "'x'", "''", f"'{uid(2)}'"):
        with pytest.raises(sqlite3.IntegrityError, match="uid is the identity"):
            edit(work.path, f"UPDATE roads SET uid = {value} WHERE fid = 1")
    assert changes(work) == []


def test_a_write_that_fails_leaves_no_trace(work):
    with pytest.raises(sqlite3.IntegrityError):
        edit(work.path, "INSERT INTO roads (fid, route_id) VALUES (1, 'B')")
    with plain(work.path) as handle:
        handle.execute("BEGIN")
        handle.execute("DELETE FROM roads")
        handle.rollback()
    assert changes(work) == []
    assert ask(work.path, "SELECT count(*) FROM registry_before_roads") == [(0,)]


def test_the_index_follows_edits(work):
    with plain(work.path) as handle:
        handle.execute("INSERT INTO roads (geom, route_id) VALUES (?, 'A')", (line(60),))
        handle.execute("UPDATE roads SET geom = ? WHERE fid = 1", (line(61),))
        handle.execute("DELETE FROM roads WHERE fid = 2")
        handle.execute("UPDATE roads SET fid = 900 WHERE fid = 3")
    assert ask(work.path, "SELECT rtreecheck('rtree_roads_geom')") == [("ok",)]
    found = {one for (one,) in ask(work.path, "SELECT id FROM rtree_roads_geom WHERE minx > 59")}
    assert found == {one for (one,) in ask(work.path, "SELECT fid FROM roads WHERE ST_MinX(geom) > 59")}
    assert ask(work.path, "SELECT count(*) FROM rtree_roads_geom WHERE id IN (2, 3)") == [(0,)]
    discard(work)
    assert ask(work.path, "SELECT rtreecheck('rtree_roads_geom')") == [("ok",)]
    assert ask(work.path, "SELECT count(*) FROM rtree_roads_geom") == [(5,)]


# --- the same geometry, written otherwise -----------------------------------------------------------------


def reencodings(blob):
    """The geometry in other bytes: byte order, envelope, noise below the grid, EWKB's way of nothing."""
    shape = shapely.from_wkb(wkb(blob))
    noisy = shapely.transform(shape, lambda points: points + 4e-10)
    minx, miny, maxx, maxy = shape.bounds
    for number, one in enumerate((shape, noisy)):
        for order, flag in ((0, ">"), (1, "<")):
            body = shapely.to_wkb(one, byte_order=order)
            yield struct.pack("<2sBBi", b"GP", 0, 1, 4326) + body
            yield struct.pack(">2sBBi4d", b"GP", 0, 2, 4326, minx, maxx, miny, maxy) + body
            yield struct.pack("<2sBBi6d", b"GP", 0, 5, 4326, minx, maxx, miny, maxy, 0, 0) + body
            yield struct.pack(flag + "2sBBi", b"GP", 0, order, 0) + body
            if number == 0:
                multi = shapely.multilinestrings([one])
                yield struct.pack("<2sBBi", b"GP", 0, 1, 4326) + shapely.to_wkb(multi, byte_order=order)


def test_a_thousand_geometries_written_otherwise_are_no_change(work, ledger):
    with ledger.writing(author="A", message="many") as tx:
        tx.insert("roads", [road(number, geom=line(50 + number / 997)) for number in range(1000, 2000)])
    commit(work, ledger, message="m", author="A")
    with plain(work.path) as handle:
        for fid, blob in handle.execute("SELECT fid, geom FROM roads").fetchall():
            forms = list(reencodings(blob))
            handle.execute("UPDATE roads SET geom = ? WHERE fid = ?", (forms[fid % len(forms)], fid))
        assert handle.execute("SELECT count(*) FROM registry_before_roads").fetchone() == (1005,)
    assert status(work).edits == 0
    assert changes(work) == []
    assert commit(work, ledger, message="m", author="A").commit is None


def test_values_written_otherwise_are_no_change(work, ledger):
    edit(
        work.path,
        "UPDATE roads SET paved = 1, seen = '2024-12-31T10:00:00Z', opened = '2024-01-05', lanes = 2",
    )
    commit(work, ledger, message="m", author="A")
    edit(work.path, "UPDATE roads SET paved = 'true', seen = '2024-12-31T15:00:00.000+05:00', lanes = '2',"
         " opened = '2024-01-05T00:00:00Z', km_to = km_to + 0.0000001")  # fmt: skip
    assert changes(work) == []


# --- values that cannot be --------------------------------------------------------------------------------


def test_refused_values_are_named_and_nothing_is_committed_or_lost(work, ledger):
    edit(
        work.path,
        "UPDATE roads SET lanes = 40, km_to = 'far' WHERE fid = 1",
        "UPDATE roads SET km_to = 0.5, surface = 'mud' WHERE fid = 2",
        "UPDATE roads SET route_id = NULL, geom = X'00' WHERE fid = 3",
        "UPDATE roads SET name = X'FFFE' WHERE fid = 4",
        "UPDATE zones SET name = 'fine' WHERE fid = 1",
    )
    with pytest.raises(InvalidRows) as caught:
        commit(work, ledger, message="m", author="A")
    found = {(int(one.uid, 16), one.field, one.code) for one in caught.value.problems}
    assert found == {
        (1, "lanes", "range"), (1, "km_to", "type"), (2, "surface", "choice"), (2, "km_to, km_from", "rule"),
        (3, "route_id", "required"), (3, "geom", "geometry"), (4, "name", "type"),
    }  # fmt: skip
    assert ledger.head().revision == 2
    assert status(work).edits == 5
    assert {one.value("after", "km_to") for one in local_changes(work, ["roads"])} == {"far", 0.5, 4.0, 5.0}
    discard(work)
    assert status(work).edits == 0
    assert ask(work.path, "SELECT count(*) FROM roads WHERE typeof(name) = 'blob' OR lanes = 40") == [(0,)]


def test_text_in_another_encoding_is_named_with_its_feature(work, ledger):
    with plain(work.path) as handle:
        handle.execute("UPDATE zones SET name = CAST(? AS TEXT) WHERE fid = 2", ("Каспий".encode("cp1251"),))
        handle.execute("UPDATE zones SET name = 'Ә' WHERE fid = 1")
    assert status(work).edits == 2
    with pytest.raises(InvalidRows, match="UTF-8"):
        commit(work, ledger, message="m", author="A")
    discard(work, uids=[uid(202)])
    assert commit(work, ledger, message="m", author="A").layers == {"zones": (0, 1, 0)}


# --- GDAL's programs --------------------------------------------------------------------------------------


def geojson(path, *features):
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": values,
                        "geometry": {"type": "LineString", "coordinates": [[x, 46], [x + 0.5, 46.5]]},
                    }
                    for x, values in features
                ],
            }
        )
    )
    return str(path)


def ogr2ogr(*words):
    done = subprocess.run(["ogr2ogr", *map(str, words)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done


def test_ogr2ogr_append_is_noticed(work, ledger, tmp_path):
    source = geojson(tmp_path / "new.geojson", (55, {"route_id": "N", "km_from": 1, "km_to": 2.5}))
    ogr2ogr("-append", "-nln", "roads", work.path, source)
    assert changes(work) == [("insert", "new", ROW)]
    uids_are_sound(work)
    assert settled(work, ledger) == (1, 0, 0)


def test_ogr2ogr_upsert_is_noticed(work, ledger, tmp_path):
    """It matches by fid, which a copy of the workspace has in common with it."""
    copy = shutil.copy(work.path, tmp_path / "copy.gpkg")
    edit(copy, "UPDATE roads SET lanes = 7 WHERE fid = 1", "DELETE FROM roads WHERE fid = 2",
         "INSERT INTO roads (fid, uid, route_id, km_from, km_to) VALUES (77, NULL, 'V', 1, 2)")  # fmt: skip
    ogr2ogr("-upsert", "-nln", "roads", work.path, copy, "roads", "-preserve_fid")
    assert changes(work) == [("insert", "new", BARE), ("update", 1, ("lanes",))]
    uids_are_sound(work)
    assert settled(work, ledger) == (1, 1, 0)


def test_ogr2ogr_update_with_the_features_of_a_copy_is_noticed(work, ledger, tmp_path):
    copy = shutil.copy(work.path, tmp_path / "copy.gpkg")
    ogr2ogr("-update", "-append", "-nln", "zones", work.path, copy, "zones")
    assert [one[:2] for one in changes(work, "zones")] == [("insert", "new")] * 2
    uids_are_sound(work, "zones")


def test_ogrinfo_sql_is_noticed(work, ledger):
    subprocess.run(
        ["ogrinfo", str(work.path), "-sql", "UPDATE roads SET lanes = 5 WHERE fid = 2"], check=True,
        capture_output=True, timeout=60,
    )  # fmt: skip
    assert changes(work) == [("update", 2, ("lanes",))]
    assert settled(work, ledger) == (0, 1, 0)


def test_pyogrio_append_is_noticed(work, ledger):
    with closed_to_sqlite(work.path):
        frame = pyogrio.read_dataframe(work.path, layer="roads").iloc[:2].drop(columns=["uid"])
        pyogrio.write_dataframe(frame, work.path, layer="roads", append=True)
    assert [one[:2] for one in changes(work)] == [("insert", "new")] * 2
    uids_are_sound(work)
    assert settled(work, ledger) == (2, 0, 0)


def test_geopandas_append_is_noticed_also_with_uids_that_are_here(work, ledger):
    with closed_to_sqlite(work.path):
        frame = geopandas.read_file(work.path, layer="roads")
        frame.iloc[[0, 1, 1]].to_file(work.path, layer="roads", mode="a")
    assert [one[:2] for one in changes(work)] == [("insert", "new")] * 3
    uids_are_sound(work)
    assert settled(work, ledger) == (3, 0, 0)


def test_fiona_append_is_noticed(work, ledger):
    with closed_to_sqlite(work.path), fiona.open(work.path, "a", layer="roads") as layer:
        shape = {"type": "LineString", "coordinates": [(55, 46), (56, 47)]}
        values = dict.fromkeys(layer.schema["properties"]) | {"route_id": "F", "km_from": 3.0, "km_to": 4.25}
        layer.write({"type": "Feature", "geometry": shape, "properties": values})
    assert changes(work) == [("insert", "new", ROW)]
    assert settled(work, ledger) == (1, 0, 0)


# --- columns changed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("ALTER TABLE roads ADD COLUMN note TEXT", "note is not in the layer's definition"),
        ("ALTER TABLE roads RENAME COLUMN lanes TO strips", "lanes is gone and strips is new"),
        ("DROP TABLE roads", "the table is gone"),
        ("ALTER TABLE roads RENAME TO highways", "the table is gone"),
    ],
)
def test_changed_columns_are_named_with_the_mend_and_the_mend_works(work, ledger, statement, problem):
    edit(work.path, "UPDATE zones SET name = 'kept'", statement)
    before = work.path.read_bytes()
    for attempt in (lambda: status(work), lambda: commit(work, ledger, message="m", author="A"),
                    lambda: list(local_changes(work))):  # fmt: skip
        with pytest.raises(LayoutChanged, match=problem):
            attempt()
    assert work.path.read_bytes() == before
    if "RENAME TO" in statement:
        edit(work.path, "DROP TABLE highways")
    discard(work, ledger, layers=["roads"])
    assert [one.layer for one in local_changes(work)] == ["zones", "zones"]
    edit(work.path, "UPDATE roads SET lanes = 3 WHERE route_id = 'A-27' AND km_from = 1")
    assert [one[:2] for one in changes(work)] == [("update", 1)]
    assert commit(work, ledger, message="m", author="A").layers == {"roads": (0, 1, 0), "zones": (0, 2, 0)}
    assert ask(work.path, "SELECT rtreecheck('rtree_roads_geom')") == [("ok",)]


def test_a_column_that_is_watched_cannot_be_dropped(work):
    with pytest.raises(sqlite3.OperationalError, match=r"registry_\w+_roads"):
        edit(work.path, "ALTER TABLE roads DROP COLUMN lanes")
    assert status(work).edits == 0


def test_reordered_columns_mean_nothing(work, ledger):
    with plain(work.path) as handle:
        names = [row[1] for row in handle.execute("PRAGMA table_info(zones)")]
        turned = ", ".join(f'"{name}"' for name in ["fid", *names[:0:-1]])
        handle.execute(f"CREATE TABLE turned AS SELECT {turned} FROM zones")
        handle.execute("DROP TABLE zones")
        handle.execute(
            "CREATE TABLE zones (fid INTEGER PRIMARY KEY, area_ha REAL, name TEXT, uid TEXT, geom BLOB)"
        )
        handle.execute(f"INSERT INTO zones ({turned}) SELECT {turned} FROM turned")
        handle.execute("DROP TABLE turned")
        handle.execute("UPDATE zones SET name = 'Fortress' WHERE name = 'Fort'")
    assert status(work).overwritten == ("zones",)
    assert commit(work, ledger, message="m", author="A").layers == {"zones": (0, 1, 0)}


def test_a_retyped_column_is_named(work):
    with plain(work.path) as handle:
        handle.execute("PRAGMA writable_schema = ON")
        handle.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '\"lanes\" INTEGER', '\"lanes\" TEXT')"
            " WHERE name = 'roads'"
        )
    with pytest.raises(LayoutChanged, match="lanes was retyped from INTEGER to TEXT"):
        status(work)


def test_describing_helps_to_see_what_was_refused():
    assert describe(line(50)) == "LineString, 2 vertices"


def test_a_replace_that_takes_the_geometry_leaves_no_box_behind(work):
    """GDAL's own triggers do, and then the geometry can never be set again."""
    edit(
        work.path,
        "REPLACE INTO roads (fid, uid, route_id) SELECT fid, uid, 'A' FROM roads WHERE fid = 1",
    )
    assert ask(work.path, "SELECT count(*) FROM rtree_roads_geom WHERE id = 1") == [(0,)]
    with plain(work.path) as handle:
        handle.execute("UPDATE roads SET geom = ? WHERE fid = 1", (line(51),))
    assert ask(work.path, "SELECT rtreecheck('rtree_roads_geom')") == [("ok",)]
    edit(
        work.path,
        "REPLACE INTO roads (fid, uid) SELECT fid, uid FROM roads WHERE fid = 2",
        "DELETE FROM roads",
    )
    discard(work)
    assert changes(work) == []
    assert ask(work.path, "SELECT count(*) FROM rtree_roads_geom") == [(5,)]
