"""Frames hold what the ledger holds: same rows, open values, any version, any selection."""

import datetime as dt
import gc
import os
import sqlite3
import subprocess
import sys

import geopandas
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry import frames
from registry.frames import selection
from registry.frames.columns import hexadecimal
from registry.model import geometry as blobs
from registry.model.definition import Definition, Field
from registry.model.errors import (
    FileDamaged,
    FileLocked,
    UnknownField,
    UnknownLayer,
    UnknownVersion,
    UsageError,
)
from registry.versions.files import FileInUse
from registry.versions.ledger import Ledger
from tests.publish import sample


def arrow_rows(table):
    """The rows of a table in the form of Ledger.rows, with WKB for the geometry."""
    out = []
    for row in table.to_pylist():
        shape = row.pop("geometry", None)
        values = []
        for value in list(row.values())[1:]:
            if isinstance(value, dt.datetime):
                value = value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
            elif isinstance(value, dt.date):
                value = value.isoformat()
            values.append(value)
        out.append((row["uid"], shape, *values))
    return sorted(out, key=lambda one: one[0])


def ledger_rows(ledger, layer, *version, **selection):
    rows = ledger.rows(layer, *version, **selection)
    return sorted((uid, blob and blobs.wkb(blob), *values) for uid, blob, *values in rows)


@pytest.mark.parametrize("layer", [definition.name for definition, _ in sample.LAYERS])
@pytest.mark.parametrize("revision", [1, 2])
def test_a_table_holds_the_rows_of_the_ledger(ledger, layer, revision):
    assert arrow_rows(frames.table(ledger, layer, revision)) == ledger_rows(ledger, layer, revision)


def test_columns_have_the_types_promised_whatever_is_missing(ledger):
    expected = {
        "uid": pa.string(),
        "name": pa.string(),
        "lanes": pa.int64(),
        "width_m": pa.float64(),
        "paved": pa.bool_(),
        "built": pa.date32(),
        "seen_at": pa.timestamp("ms", tz="UTC"),
        "km_from": pa.float64(),
        "geometry": pa.binary(),
    }
    for where in (None, "name IS NULL", "lanes = 2", "0"):
        schema = frames.table(ledger, "roads", 1, where=where).schema
        assert dict(zip(schema.names, schema.types, strict=True)) == expected


def test_a_frame_is_indexed_by_uid_and_knows_its_crs(ledger):
    roads = frames.frame(ledger, "roads", 1)
    assert isinstance(roads, geopandas.GeoDataFrame)
    assert roads.crs == "EPSG:4326"
    assert roads.index.name == "uid"
    first = roads.loc[sample.uid(0).hex()]
    assert first["name"] == sample.KAZAKH
    assert first["km_from"] == 513.85
    assert first["built"] == pd.Timestamp("2020-02-29")
    assert first["seen_at"] == pd.Timestamp("2024-12-31T10:00:00.123Z")
    assert first.geometry.equals(sample.ROAD_ROWS[0][-1])
    kinds = {name: str(kind) for name, kind in roads.dtypes.items()}
    assert kinds["lanes"] == "Int64"
    assert kinds["paved"] == "boolean"
    assert roads["lanes"].max() == 2**62, "no detour over floats"
    assert frames.frame(ledger, "metric").crs == "EPSG:32639"


def test_a_layer_without_geometry_is_a_plain_frame(ledger):
    works = frames.frame(ledger, "works")
    assert type(works) is pd.DataFrame
    assert list(works.columns) == ["what", "done", "km"]


def test_an_empty_layer_is_an_empty_frame_with_crs_and_types(ledger):
    empty = frames.frame(ledger, "empty")
    assert len(empty) == 0
    assert empty.crs == "EPSG:4326"
    assert list(empty.columns) == ["name", "geometry"]


def test_missing_geometry_is_none(ledger):
    zones = frames.frame(ledger, "zones")
    assert list(zones.geometry.isna()) == [False, True, False]


def test_heights_come_along(ledger):
    (shape,) = frames.frame(ledger, "heights").geometry
    assert shapely.get_coordinates(shape, include_z=True).tolist() == [[51, 47, -28.5], [52, 48, 100]]


@pytest.mark.parametrize(
    "where",
    [
        "km_from > 500",
        "lanes = 2 AND paved",
        "name LIKE '%Маңғыстау%'",
        "name = ''",
        "built < '1900-01-01'",
        "seen_at >= '2024'",
        "uid LIKE '%0'",
        "name IS NULL OR width_m > 7 -- a comment",
        "lanes IN (SELECT max(lanes) FROM roads)",
        "ST_MinX(geom) > 53",
        "'a;b' <> ')' AND lanes >= -1",
    ],
)
def test_a_condition_means_what_it_means_to_the_ledger(ledger, where):
    expected = ledger_rows(ledger, "roads", 1, where=where)
    assert expected, "the condition should choose something"
    assert arrow_rows(frames.table(ledger, "roads", 1, where=where)) == expected


@pytest.mark.parametrize(
    "where",
    [
        "1); DROP VIEW roads; --",
        "1; DELETE FROM roads__rows",
        "load_extension('x')",
        "1) UNION SELECT 1 --",
        "lanes >",
        "",
        "(SELECT writefile('x', 'y'))",
    ],
)
def test_a_condition_can_only_read(ledger, where):
    before = ledger.path.read_bytes()
    with pytest.raises(UsageError):
        frames.batches(ledger, "roads", where=where)
    assert ledger.path.read_bytes() == before


def test_a_condition_that_fails_on_a_row_is_said_and_cuts_nothing_off(ledger):
    # GDAL would end the stream there as if all rows had come.
    with pytest.raises(UsageError, match="overflow"):
        frames.table(ledger, "roads", 1, "CASE lanes WHEN -1 THEN abs(-9223372036854775807 - 1) ELSE 1 END")


def test_a_condition_and_a_box_narrow_both(ledger):
    found = frames.table(ledger, "roads", 1, "lanes > 0", (49, 43, 53, 48))
    assert found["uid"].to_pylist() == [sample.uid(0).hex()]


def test_wrong_requests_are_named(ledger):
    with pytest.raises(UnknownField, match="lane"):
        frames.batches(ledger, "roads", where="lane = 2")
    with pytest.raises(UnknownField, match="colour"):
        frames.table(ledger, "roads", columns=["colour"])
    with pytest.raises(UnknownLayer, match="rodas"):
        frames.table(ledger, "rodas")
    with pytest.raises(UnknownVersion):
        frames.table(ledger, "roads", "77")


@pytest.mark.parametrize("layer", ["roads", "zones", "posts"])
@given(
    st.tuples(st.floats(49, 57), st.floats(43, 49), st.floats(0, 4), st.floats(0, 3)),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_box_chooses_what_it_chooses_in_the_ledger(ledger, layer, box):
    west, south, width, height = box
    box = (west, south, west + width, south + height)
    found = arrow_rows(frames.table(ledger, layer, 1, box=box))
    assert found == ledger_rows(ledger, layer, 1, box=box)


def test_columns_come_in_the_order_asked(ledger):
    chosen = frames.table(ledger, "roads", columns=["lanes", "name"])
    assert chosen.schema.names == ["uid", "lanes", "name", "geometry"]
    assert frames.table(ledger, "roads", columns=[], geometry=False).schema.names == ["uid"]


def test_a_column_left_out_can_still_be_asked_about(ledger):
    assert frames.table(ledger, "roads", 1, "lanes = 2", columns=["name"])["name"].to_pylist() == [
        sample.KAZAKH
    ]


def test_batches_are_of_the_size_asked_and_in_the_order_of_uids(ledger):
    schema, found = frames.batches(ledger, "roads", batch_size=2, by_uid=True)
    found = list(found)
    assert [batch.num_rows for batch in found] == [2, 2]
    assert all(batch.schema.equals(schema, check_metadata=True) for batch in found)
    uids = pa.Table.from_batches(found)["uid"].to_pylist()
    assert uids == sorted(uids)
    written = frames.table(ledger, "roads")["uid"].to_pylist()
    assert written != sorted(written), "the edited road was written later"


def test_versions_before_a_schema_change_read_as_they_were(tmp_path):
    ledger = Ledger.create(tmp_path / "r.gpkg")
    fields = [
        ("n", "integer"),
        ("x", "integer"),
        ("d", "date"),
        ("b", "boolean"),
        ("m", "measure"),
        ("gone", "text"),
    ]
    later = [
        ("n", "text"),
        ("x", "real"),
        ("d", "datetime"),
        ("b", "integer"),
        ("m", "text"),
        ("new", "real"),
    ]
    first = Definition("things", {"en": "Things"}, tuple(Field(*one) for one in fields))
    second = Definition("things", {"en": "Things"}, tuple(Field(*one) for one in later))
    with ledger.writing(author="a", message="1") as tx:
        tx.define(first)
        tx.insert(
            "things",
            [(sample.uid(1), None, 7, 3, "2024-01-02", 1, 513850, "old"), (sample.uid(2), *[None] * 7)],
        )
    with ledger.writing(author="a", message="2") as tx:
        tx.define(second, allow_drop=True)
        precise = 0.1 + 0.2
        tx.put(
            "things", [(sample.uid(0), None, "x", precise, "2024-01-02T03:04:05.006Z", 5, "1+000", precise)]
        )
    for revision in (1, 2):
        assert arrow_rows(frames.table(ledger, "things", revision)) == ledger_rows(ledger, "things", revision)
    ordered = list(frames.batches(ledger, "things", by_uid=True)[1])
    assert pa.Table.from_batches(ordered)["x"].to_pylist() == [precise, 3.0, None], "no detour over text"


@given(count=st.integers(0, 5), before=st.integers(0, 3), values=st.binary(min_size=128, max_size=128))
def test_hexadecimal_is_what_bytes_hex_says(count, before, values):
    uids = [values[i * 16 : i * 16 + 16] for i in range(8)]
    array = pa.array(uids, pa.binary()).slice(before, count)
    assert hexadecimal(array).to_pylist() == [uid.hex() for uid in uids[before : before + count]]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Ten-vertex lines, a tenth of them edited."""
    ledger = sample.many_lines(tmp_path_factory.mktemp("large") / "lines.gpkg", 3_000)
    with ledger.writing(author="a", message="edit") as tx:
        rows = [row for number, row in enumerate(ledger.rows("roads", 1, opened=False)) if number % 10 == 0]
        tx.put(
            "roads",
            [(bytes.fromhex(uid), blob, route, "edited", *rest) for uid, blob, route, _, *rest in rows],
        )
    return ledger


@pytest.fixture
def two_threads(monkeypatch):
    monkeypatch.setattr(selection, "WORTH_TWO_THREADS", 100)


@pytest.mark.usefixtures("two_threads")
def test_two_threads_read_every_row_once(large):
    for revision in (1, 2):
        table = frames.table(large, "roads", revision)
        rows = sorted(large.rows("roads", revision))
        assert sorted(table["uid"].to_pylist()) == [row[0] for row in rows]
        order = np.argsort(table["uid"].to_numpy())
        assert table["name"].take(pa.array(order)).to_pylist() == [row[3] for row in rows]


@pytest.mark.usefixtures("two_threads")
def test_two_threads_read_a_selection_too(large):
    table = frames.table(large, "roads", where="name = 'edited' AND lanes = 4")
    assert table.num_rows == large.count("roads", where="name = 'edited' AND lanes = 4") > 0


def test_a_half_read_layer_keeps_sqlite_out_and_a_closed_one_does_not(large):
    _, found = frames.batches(large, "roads", batch_size=100)
    next(found)
    with pytest.raises(FileInUse):
        large.head()
    found.close()
    assert large.head().revision == 2


def test_an_abandoned_iterator_lets_go(large):
    next(frames.batches(large, "roads", batch_size=100)[1])
    gc.collect()
    assert large.head().revision == 2


@pytest.mark.usefixtures("two_threads")
def test_a_damaged_page_is_not_taken_for_the_end(large, tmp_path):
    broken = tmp_path / "broken.gpkg"
    content = bytearray(large.path.read_bytes())
    page = len(content) // 4096 // 3 * 4096
    content[page : page + 4096 * 8] = b"\xff" * 4096 * 8
    broken.write_bytes(content)
    with pytest.raises(FileDamaged):
        frames.table(Ledger.open(broken), "roads")


@pytest.fixture
def impatient_gdal():
    pyogrio.set_gdal_config_options({"SQLITE_BUSY_TIMEOUT": "50"})
    yield
    pyogrio.set_gdal_config_options({"SQLITE_BUSY_TIMEOUT": None})


@pytest.mark.usefixtures("impatient_gdal")
def test_a_locked_file_is_named(ledger, tmp_path):
    path = tmp_path / "locked.gpkg"
    path.write_bytes(ledger.path.read_bytes())
    program = (
        "import sqlite3, sys\n"
        "handle = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "handle.execute('BEGIN EXCLUSIVE')\n"
        "print('locked', flush=True)\n"
        "sys.stdin.read()\n"
    )
    opened = Ledger.open(path, wait=0.1)
    _, found = frames.batches(opened, "roads")
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(FileLocked, match=r"locked\.gpkg"):
            next(found)
    finally:
        holder.communicate("")


def test_reading_writes_nothing_beside_the_ledger(ledger):
    frames.table(ledger, "roads")
    assert os.listdir(ledger.path.parent) == [ledger.path.name]


def test_past_versions_stay_readable_to_plain_sqlite(ledger):
    # What two threads rely on: rows of a past version are chosen by a condition that later commits keep true.
    frames.table(ledger, "roads")
    with sqlite3.connect(f"{ledger.path.as_uri()}?mode=ro", uri=True) as handle:
        assert handle.execute("SELECT count(*) FROM roads__rows WHERE from_rev <= 1").fetchone() == (4,)
    handle.close()
