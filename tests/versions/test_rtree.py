"""Packed rtrees: SQLite must not be able to tell one from an rtree that it filled itself."""

import math
import random
import sqlite3
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.versions import rtree

LEAF = 51 - rtree._FREE


def created(name="rtree_roads_geom", connection=None):
    connection = connection or sqlite3.connect(":memory:")
    quoted = name.replace('"', '""')
    connection.execute(f'CREATE VIRTUAL TABLE "{quoted}" USING rtree(id, minx, maxx, miny, maxy)')
    return connection


def scattered(count, seed=1):
    chance = random.Random(seed)
    for row in range(1, count + 1):
        x, y = chance.uniform(46.0, 57.0), chance.uniform(41.0, 49.0)
        yield row, x, x + chance.random() * 0.02, y, y + chance.random() * 0.02


def check(connection, name="rtree_roads_geom"):
    return connection.execute("SELECT rtreecheck(?)", (name,)).fetchone()[0]


def contents(connection, name="rtree_roads_geom"):
    return connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall()


def near(connection, minx, maxx, miny, maxy):
    sql = "SELECT id FROM rtree_roads_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?"
    return sorted(row for (row,) in connection.execute(sql, (minx, maxx, miny, maxy)))


coordinates = st.floats(-1e7, 1e7) | st.floats(40.0, 60.0) | st.floats(width=32, allow_nan=False)


@st.composite
def entries(draw):
    ids = draw(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=150, unique=True))
    out = []
    for row in ids:
        xs, ys = (sorted(draw(st.tuples(coordinates, coordinates))) for _ in "xy")
        out.append((row, *xs, *ys))
    return out


@settings(max_examples=150, deadline=None)
@given(entries(), st.tuples(coordinates, coordinates), st.tuples(coordinates, coordinates))
def test_packed_equals_filled_row_by_row(boxes, xs, ys):
    packed, filled = created(), created()
    assert rtree.pack(packed, "rtree_roads_geom", iter(boxes)) == len(boxes)
    filled.executemany("INSERT INTO rtree_roads_geom VALUES (?, ?, ?, ?, ?)", boxes)
    assert check(packed) == "ok"
    assert contents(packed) == contents(filled)  # to the bit: the same outward rounding
    window = (*sorted(xs), *sorted(ys))
    assert near(packed, *window) == near(filled, *window)


@pytest.mark.parametrize(
    "count", [0, 1, 2, LEAF - 1, LEAF, LEAF + 1, 51, 52, LEAF**2, LEAF**2 + 1, 2601, 2602, 7000]
)
def test_any_number_of_rows_is_found_again(count):
    boxes = list(scattered(count))
    connection = created()
    assert rtree.pack(connection, "rtree_roads_geom", boxes) == count
    assert check(connection) == "ok"
    chance = random.Random(7)
    for _ in range(30):
        x, y = chance.uniform(46.0, 57.0), chance.uniform(41.0, 49.0)
        window = (x, x + 0.5, y, y + 0.5)
        expected = [
            row for row, a, b, c, d in boxes if b >= x and a <= window[1] and d >= y and c <= window[3]
        ]
        assert set(near(connection, *window)) >= set(expected)
        grown = (x - 1e-4, x + 0.5 + 1e-4, y - 1e-4, y + 0.5 + 1e-4)
        assert set(near(connection, *window)) <= {
            row
            for row, a, b, c, d in boxes
            if b >= grown[0] and a <= grown[1] and d >= grown[2] and c <= grown[3]
        }


def test_no_node_is_underfull():
    connection = created()
    rtree.pack(connection, "rtree_roads_geom", scattered(LEAF**2 + 1))
    nodes = connection.execute("SELECT data FROM rtree_roads_geom_node WHERE nodeno > 1")
    cells = [struct.unpack_from(">H", data, 2)[0] for (data,) in nodes]
    assert min(cells) >= 51 // 3  # what SQLite dissolves on the next delete
    assert max(cells) <= LEAF


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0, 1, LEAF, LEAF + 1, 300, 2600]))
def test_edits_afterwards_work(seed, count):
    connection = created()
    rtree.pack(connection, "rtree_roads_geom", scattered(count, seed))
    kept = {row: box for row, *box in scattered(count, seed)}
    chance = random.Random(seed)
    for step in range(300):
        action = chance.choice(["insert", "delete", "update"])
        if action == "insert" or not kept:
            x, y = chance.uniform(46.0, 57.0), chance.uniform(41.0, 49.0)
            row, kept_box = 100_000 + step, [x, x + 0.01, y, y + 0.01]
            connection.execute("INSERT INTO rtree_roads_geom VALUES (?, ?, ?, ?, ?)", (row, *kept_box))
            kept[row] = kept_box
        elif action == "delete":
            row = chance.choice(list(kept))
            connection.execute("DELETE FROM rtree_roads_geom WHERE id = ?", (row,))
            del kept[row]
        else:
            row = chance.choice(list(kept))
            kept[row] = [value + 0.5 for value in kept[row]]
            connection.execute(
                "UPDATE rtree_roads_geom SET minx = ?, maxx = ?, miny = ?, maxy = ? WHERE id = ?",
                (*kept[row], row),
            )
    assert check(connection) == "ok"
    found = contents(connection)
    assert [row for row, *_ in found] == sorted(kept)
    for row, *box in found:
        assert box == pytest.approx(kept[row], abs=1e-5)


def test_everything_can_be_deleted_again():
    connection = created()
    rtree.pack(connection, "rtree_roads_geom", scattered(3000))
    connection.execute("DELETE FROM rtree_roads_geom")
    assert check(connection) == "ok"
    assert contents(connection) == []


def test_names_are_quoted():
    name = "rtree_жолдар \"1\"; DROP 'x' 🚧_geom"
    connection = created(name)
    rtree.pack(connection, name, scattered(100))
    assert check(connection, name) == "ok"


@pytest.mark.parametrize("page_size", [512, 1024, 65536])
def test_any_page_size(tmp_path, page_size):
    connection = sqlite3.connect(tmp_path / "pages.gpkg")
    connection.execute(f"PRAGMA page_size = {page_size}")
    created(connection=connection)
    rtree.pack(connection, "rtree_roads_geom", scattered(1000))
    assert check(connection) == "ok"
    assert len(contents(connection)) == 1000
    connection.close()


def test_boxes_of_32_bits_stay_as_they_are():
    boxes = [(row, *struct.unpack("4f", struct.pack("4f", *box))) for row, *box in scattered(200)]
    connection = created()
    rtree.pack(connection, "rtree_roads_geom", boxes)
    assert contents(connection) == boxes


def test_coordinates_beyond_32_bits_are_kept_as_sqlite_keeps_them():
    boxes = [(1, -1e300, 1e300, -1e39, 1e-300), (2, 0.0, 0.0, -0.0, 5e-324)]
    packed, filled = created(), created()
    rtree.pack(packed, "rtree_roads_geom", boxes)
    filled.executemany("INSERT INTO rtree_roads_geom VALUES (?, ?, ?, ?, ?)", boxes)
    assert contents(packed) == contents(filled)


@pytest.mark.parametrize("box", [(math.nan, 1.0, 0.0, 1.0), (2.0, 1.0, 0.0, 1.0), (0.0, 1.0, 0.0, math.nan)])
def test_what_is_no_box_is_named(box):
    with pytest.raises(ValueError, match="row 5"):
        rtree.pack(created(), "rtree_roads_geom", [(4, 0.0, 1.0, 0.0, 1.0), (5, *box)])


def test_an_id_that_comes_twice_is_refused():
    with pytest.raises(sqlite3.IntegrityError):
        rtree.pack(created(), "rtree_roads_geom", [(4, 0.0, 1.0, 0.0, 1.0)] * 2)


def test_an_rtree_in_use_is_refused():
    connection = created()
    connection.execute("INSERT INTO rtree_roads_geom VALUES (1, 0, 1, 0, 1)")
    with pytest.raises(ValueError, match="not empty"):
        rtree.pack(connection, "rtree_roads_geom", scattered(10))


def test_protected_shadow_tables_are_filled_by_sqlite(monkeypatch):
    connection = created()
    statements = []
    monkeypatch.setattr(rtree, "is_protected", lambda *_: True)
    connection.set_trace_callback(statements.append)
    rtree.pack(connection, "rtree_roads_geom", scattered(500))
    connection.set_trace_callback(None)
    assert any(one.startswith('INSERT INTO "rtree_roads_geom" ') for one in statements)
    assert check(connection) == "ok"
    assert len(contents(connection)) == 500


@pytest.mark.skipif(not hasattr(sqlite3.Connection, "setconfig"), reason="defensive mode from Python: 3.12")
def test_defensive_mode_is_noticed():
    connection = created()
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    assert rtree.pack(connection, "rtree_roads_geom", scattered(500)) == 500
    assert check(connection) == "ok"


def test_a_rollback_leaves_the_rtree_empty():
    connection = created()
    connection.commit()
    rtree.pack(connection, "rtree_roads_geom", scattered(500))
    connection.rollback()
    assert contents(connection) == []
    assert rtree.pack(connection, "rtree_roads_geom", scattered(500)) == 500
    assert check(connection) == "ok"
