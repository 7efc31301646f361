"""Sizes kept beside row versions: who writes them, who leaves them, and how a false one is found."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import registry
from registry.model.definition import Definition, Field, Geometry
from registry.model.geometry import canonical, register_functions
from registry.roads.areas import areas
from registry.roads.measuring import measured, plainly
from registry.roads.sizes import line_lengths, sizes_of
from registry.versions import measures
from registry.versions.ledger import Ledger
from registry.versions.restore import restore, revert
from registry.versions.rowwriting import GivenTwice
from registry.versions.seals import put_in_force
from registry.versions.verify import verify
from registry.versions.workspace.commit import commit
from tests.versions.small import ROADS, ZONES, line, put, remove, road, row, square

LINES = Geometry("LineString")


@pytest.fixture
def measuring(ledger):
    """The small registry, made by a process that could not measure, now in one that can."""
    assert stored(ledger, "roads") is None
    return Ledger.open(ledger.path, measuring=measured)


def stored(ledger, layer):
    """What the table of sizes holds, by row version; None if there is none."""
    with ledger.reading() as handle:
        if measures.measured_through(handle, layer) is None:
            return None
        return dict(handle.execute(f"SELECT * FROM {layer}__measures"))


def expected(ledger, layer):
    with ledger.reading() as handle:
        rows = dict(handle.execute(f"SELECT fid, geom FROM {layer}__rows"))
    definition = ledger.definition(layer)
    return dict(zip(rows, sizes_of(definition.geometry, list(rows.values())), strict=True))


def complete(ledger, layer):
    kept = stored(ledger, layer)
    return kept == pytest.approx(expected(ledger, layer), rel=1e-9) and len(kept) > 0


def forged(ledger, statement, layer="roads"):
    """A ledger that somebody changed who knew how to take a seal off and put it back."""
    with closing(sqlite3.connect(ledger.path)) as handle:
        for name, _ in measures.measures_seals(layer):
            handle.execute(f"DROP TRIGGER {name}")
        handle.execute(statement)
        put_in_force(handle, measures.measures_seals(layer))
        handle.commit()


def refused(ledger, statement):
    with (
        closing(sqlite3.connect(ledger.path)) as handle,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        handle.execute(statement)


def problems(ledger):
    return [one.sentence() for one in verify(ledger).findings]


# --- who writes them ----------------------------------------------------------------------------------


def test_an_old_registry_opens_reads_and_is_sound_without_sizes(ledger):
    assert stored(ledger, "roads") is None
    assert verify(Ledger.open(ledger.path, measuring=measured)).sound
    assert len(list(ledger.rows("roads"))) == 5


def test_the_next_commit_measures_what_was_there_before(measuring):
    put(measuring, "roads", road(6))
    assert len(stored(measuring, "roads")) == 6
    assert complete(measuring, "roads")
    assert stored(measuring, "zones") is None  # not written to
    assert verify(measuring).sound


def test_lines_have_metres_and_polygons_square_metres(measuring):
    put(measuring, "zones", row(ZONES, 203, square(52)))
    put(measuring, "roads", road(6))
    assert stored(measuring, "roads")[1] == pytest.approx(1354.774, abs=1e-3)
    assert stored(measuring, "zones")[3] == pytest.approx(8.6e7, rel=0.01)
    assert complete(measuring, "zones")


def test_every_change_of_a_shape_has_a_size_of_its_own_and_the_older_stays(measuring):
    put(measuring, "roads", road(1, line(55)))
    before = stored(measuring, "roads")
    put(measuring, "roads", road(1, line(56, 50)))
    after = stored(measuring, "roads")
    assert {fid: after[fid] for fid in before} == before
    assert len(after) == len(before) + 1
    assert complete(measuring, "roads")


def test_no_geometry_is_no_size_and_deleting_writes_none(measuring):
    put(measuring, "roads", row(ROADS, 7, None, route_id="A-27", km_from=1, km_to=2))
    remove(measuring, "roads", 1)
    assert stored(measuring, "roads")[6] is None
    assert len(stored(measuring, "roads")) == 6
    assert verify(measuring).sound


def test_restoring_and_reverting_keep_sizes(measuring):
    put(measuring, "roads", road(1, line(60)))
    remove(measuring, "roads", 2)
    restore(measuring, "roads", version=2, author="A")
    revert(measuring, measuring.head().revision, author="A")
    assert complete(measuring, "roads")
    assert verify(measuring).sound


def test_a_commit_of_a_workspace_keeps_sizes(measuring, workspace_of):
    work = workspace_of()
    with closing(sqlite3.connect(work.path)) as handle:
        register_functions(handle)
        handle.execute("UPDATE roads SET lanes = 3")
        handle.commit()
    commit(work, measuring, message="edits", author="A")
    assert len(stored(measuring, "roads")) == 10
    assert complete(measuring, "roads")


def test_writing_a_frame_keeps_sizes(measuring):
    reg = registry.open(measuring.path)
    frame = reg.read("roads")
    frame["lanes"] = 4
    reg.write("roads", frame, message="lanes", author="A")
    assert len(stored(measuring, "roads")) == 10
    assert complete(measuring, "roads")


def test_making_a_layer_multiple_measures_the_shapes_made_new(measuring):
    put(measuring, "roads", road(6))
    wider = Definition(**{**vars_of(ROADS), "geometry": Geometry("MultiLineString", required=False)})
    with measuring.writing(author="A", message="several parts") as work:
        work.define(wider)
    assert len(stored(measuring, "roads")) == 12
    assert complete(measuring, "roads")


def vars_of(definition):
    return {name: getattr(definition, name) for name in definition.__dataclass_fields__}


def test_nothing_changed_writes_nothing(measuring):
    put(measuring, "roads", road(1))
    assert stored(measuring, "roads") is None


def test_a_commit_that_fails_leaves_no_size(measuring):
    with pytest.raises(GivenTwice), measuring.writing(author="A", message="m") as work:
        work.put("roads", [road(6), road(7), road(7)])
    assert stored(measuring, "roads") is None


# --- who leaves them ----------------------------------------------------------------------------------


def test_a_process_that_cannot_measure_leaves_sizes_to_the_next_that_can(measuring):
    put(measuring, "roads", road(6))
    plain = Ledger.open(measuring.path)
    put(plain, "roads", road(7), road(8))
    assert max(stored(plain, "roads")) == 6
    assert verify(measuring).sound
    put(measuring, "roads", road(9))
    assert max(stored(measuring, "roads")) == 9
    assert complete(measuring, "roads")


def test_much_that_was_never_measured_is_measured_piece_by_piece(measuring, monkeypatch):
    monkeypatch.setattr(measures, "BEHIND", 2)
    counts = []
    for number in range(10, 15):
        put(measuring, "roads", road(number))
        counts.append(len(stored(measuring, "roads")))
        assert verify(measuring).sound
    assert counts == [2, 4, 6, 9, 10]
    assert complete(measuring, "roads")


def test_a_measuring_that_gives_up_half_way_leaves_no_gap(measuring, monkeypatch):
    monkeypatch.setattr(measures, "_BATCH", 2)
    calls = []

    def tired(geometry, blobs):
        calls.append(len(blobs))
        return measured(geometry, blobs) if len(calls) < 3 else None

    put(Ledger.open(measuring.path, measuring=tired), "roads", *(road(number) for number in range(6, 12)))
    assert calls == [2, 2, 1]
    assert sorted(stored(measuring, "roads")) == [1, 2, 3, 4]
    put(measuring, "roads", road(12))
    assert complete(measuring, "roads")


def test_points_have_no_table(empty):
    points = Definition("wells", {"en": "Wells"}, (Field("depth", "real"),), Geometry("Point"))
    ledger = Ledger.open(empty.path, measuring=measured)
    with ledger.writing(author="A", message="m") as work:
        work.define(points)
        work.insert("wells", [(bytes(16), canonical(shapely.Point(50, 46).wkb, points.geometry), 3.0)])
    assert stored(ledger, "wells") is None


def test_thousands_of_rows_are_sealed_again(measuring):
    with measuring.writing(author="A", message="many") as work:
        work.insert("roads", (road(number) for number in range(10, 7010)))
    assert len(stored(measuring, "roads")) == 7005
    assert verify(measuring).sound
    refused(measuring, "REPLACE INTO roads__measures VALUES (7005, 1.0)")


def test_many_are_measured_beside_the_writing_and_an_error_there_ends_the_commit(measuring):
    calls = []

    def failing(geometry, blobs):
        calls.append(threading.current_thread() is threading.main_thread())
        if len(calls) > 2:
            raise ArithmeticError("the third")
        return measured(geometry, blobs)

    ledger = Ledger.open(measuring.path, measuring=failing)
    with (
        pytest.raises(ArithmeticError, match="the third"),
        ledger.writing(author="A", message="many") as work,
    ):
        work.insert("roads", (road(number, line(50)) for number in range(10, 14_010)))
    assert calls == [True, False, False]  # those of before, then two batches in another thread
    assert stored(measuring, "roads") is None
    assert verify(measuring).sound


# --- plain and on arrays ------------------------------------------------------------------------------


@settings(deadline=None)
@given(
    st.floats(-180, 180),
    st.floats(-79.9, 79.9),
    st.lists(st.tuples(st.floats(-0.01, 0.01), st.floats(-0.01, 0.01)), min_size=1, max_size=8),
)
def test_a_line_measures_the_same_with_and_without_numpy(lon, lat, steps):
    places = [(lon, lat)]
    for east, north in steps:
        lon = (places[-1][0] + east + 180) % 360 - 180  # also over the antimeridian
        places.append((lon, min(max(places[-1][1] + north, -79.9), 79.9)))
    blob = canonical(shapely.LineString(places).wkb, LINES)
    if blob is None:
        return
    (alone,) = plainly(LINES, [blob])
    assert alone == pytest.approx(sizes_of(LINES, [blob])[0], rel=1e-12, abs=1e-9)


@pytest.mark.parametrize(
    "shape",
    [
        "LINESTRING (50 46, 51 46)",
        "LINESTRING (50 84, 50.001 84)",
        "LINESTRING (50 46, 50 47)",
        "LINESTRING (51.2 45.3, 61.2 47.1, 61.201 47.1)",
        "LINESTRING (179 10, -120 -40)",
    ],
)
def test_long_and_polar_segments_need_no_numpy_either(shape):
    blob = canonical(shapely.from_wkt(shape).wkb, LINES)
    true = line_lengths([shapely.from_wkt(shape)])[0]
    assert plainly(LINES, [blob])[0] == pytest.approx(true, rel=1e-10)
    assert measured(LINES, [blob])[0] == pytest.approx(true, rel=1e-12)


def test_what_lies_on_opposite_sides_of_the_earth_is_left_to_arrays():
    shape = shapely.from_wkt("LINESTRING (0 0, 179.7 0.1)")
    blob = canonical(shape.wkb, LINES)
    assert plainly(LINES, [blob]) is None
    assert measured(LINES, [blob])[0] == pytest.approx(line_lengths([shape])[0], rel=1e-12)


def test_sizes_of_blobs_are_those_of_their_shapes_in_any_form():
    shapes = {
        "LineString": ["LINESTRING (50 46, 50.1 46.1, 50.3 46)", "LINESTRING (51 47, 51.1 47.1)"],
        "MultiLineString": ["MULTILINESTRING ((50 46, 50.1 46.1), (50.2 46, 50.4 46))"],
        "Polygon": ["POLYGON ((50 46, 51 46, 51 47, 50 46), (50.5 46.2, 50.6 46.2, 50.6 46.3, 50.5 46.2))"],
        "MultiPolygon": ["MULTIPOLYGON (((50 46, 51 46, 51 47, 50 46)), ((52 46, 53 46, 53 47, 52 46)))"],
    }
    for kind, texts in shapes.items():
        geometry = Geometry(kind)
        given_shapes = [shapely.from_wkt(text) for text in texts]
        blobs = [None, *(canonical(one.wkb, geometry) for one in given_shapes), None]
        measure = areas if kind.endswith("Polygon") else line_lengths
        assert sizes_of(geometry, blobs)[1:-1] == pytest.approx(measure(given_shapes).tolist(), rel=1e-12)
        assert sizes_of(geometry, blobs)[0] is sizes_of(geometry, blobs)[-1] is None
        assert sizes_of(geometry, [None]) == [None]


def test_z_and_m_do_not_count():
    geometry = Geometry("LineString", dimensions="XYZM")
    line_3d = shapely.from_wkt("LINESTRING ZM (50 46 0 0, 50.01 46.01 500 900)")
    blob = canonical(shapely.to_wkb(line_3d, flavor="iso"), geometry)
    flat = line_lengths([shapely.force_2d(line_3d)])[0]
    assert sizes_of(geometry, [blob])[0] == pytest.approx(flat, rel=1e-12)
    assert plainly(geometry, [blob])[0] == pytest.approx(flat, rel=1e-12)


def test_what_is_nowhere_has_no_size_and_spoils_no_other():
    metric = Geometry("LineString", crs="EPSG:32639", precision=4)
    far = canonical(shapely.LineString([(1e30, 0), (1e30, 5)]).wkb, metric)
    good = canonical(shapely.LineString([(500_000, 5_000_000), (501_000, 5_000_000)]).wkb, metric)
    assert sizes_of(metric, [good, far, None, good]) == pytest.approx([1000.4, None, None, 1000.4], abs=0.1)


def test_a_process_with_nothing_installed_measures_short_lines(measuring, tmp_path):
    program = f"""
import sys
sys.path.insert(0, {str(Path(registry.__file__).parents[1])!r})
from registry.roads.measuring import measured
from registry.versions.ledger import Ledger
from registry.versions.identity import new_uids
ledger = Ledger.open({str(measuring.path)!r}, measuring=measured)
row = next(ledger.rows("roads", opened=False))
zone = next(ledger.rows("zones", opened=False))
with ledger.writing(author="Q", message="plain") as work:
    work.insert("roads", [(uid, *row[1:]) for uid in new_uids(3)])
    work.insert("zones", [(uid, *zone[1:]) for uid in new_uids(3)])
assert "numpy" not in sys.modules
"""
    subprocess.run([sys.executable, "-I", "-S", "-c", program], check=True, cwd=tmp_path)
    assert len(stored(measuring, "roads")) == 8
    assert complete(measuring, "roads")
    assert stored(measuring, "zones") is None  # areas are left to a process that can
    put(measuring, "zones", row(ZONES, 209, square(53)))
    assert complete(measuring, "zones")


# --- false ones ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET length_m = 1", "DELETE FROM {}", "REPLACE INTO {} VALUES (1, 5.0)"]
)
def test_sizes_are_sealed(measuring, statement):
    put(measuring, "roads", road(6))
    refused(measuring, statement.format("roads__measures"))


def test_verify_names_the_row_whose_size_is_false(measuring):
    put(measuring, "roads", road(6))
    forged(measuring, "UPDATE roads__measures SET length_m = length_m * 1.00001 WHERE fid = 3")
    (found,) = problems(measuring)
    assert found.startswith("layer roads row version 3: its stored length is 1354.")
    assert problems(Ledger.open(measuring.path)) == []  # a process that cannot measure cannot tell


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM roads__measures WHERE fid = 2", "skip 1 of 6 row versions"),
        ("INSERT INTO roads__measures VALUES (99, 1.0)", "of row version 99, which there is not"),
        ("UPDATE roads__measures SET length_m = 'far' WHERE fid = 1", "its stored length is no number"),
        ("UPDATE roads__measures SET length_m = 1e999 WHERE fid = 1", "its stored length is inf m"),
        ("ALTER TABLE roads__measures RENAME COLUMN length_m TO metres", "is not its table of measures"),
    ],
)
def test_verify_tells_what_else_is_wrong_with_sizes(measuring, statement, problem):
    put(measuring, "roads", road(6))
    forged(measuring, statement)
    assert any(problem in one for one in problems(measuring)), problems(measuring)


def test_verify_misses_a_seal_of_the_sizes(measuring):
    put(measuring, "roads", road(6))
    with closing(sqlite3.connect(measuring.path)) as handle:
        handle.execute("DROP TRIGGER roads__measures_no_update")
        handle.commit()
    assert problems(measuring) == ["layer roads: the seal roads__measures_no_update is gone or altered"]


def test_digests_do_not_depend_on_who_measured(ledger, tmp_path):
    import shutil

    other = shutil.copy(ledger.path, tmp_path / "other.gpkg")
    facts = {"author": "A", "message": "m", "commit_id": "0" * 32, "time": "2050-01-01T00:00:00Z"}
    digests = []
    for one in (ledger, Ledger.open(other, measuring=measured)):
        with one.writing(**facts) as work:
            work.put("roads", [road(6)])
        digests.append(work.commit.digest)
    assert digests[0] == digests[1]
