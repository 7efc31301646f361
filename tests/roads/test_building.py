"""Routes from road lines as they come: in any order and direction, in parts, with gaps, closed, with M."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from registry.roads.building import build
from registry.roads.errors import MisfitArrays, counts
from registry.roads.sizes import line_lengths
from tests.roads.drawn import line, lonlat

EAST = [line((0, 0), (1000, 0)), line((1000, 0), (1500, 300), (2000, 0)), line((2000, 0), (3000, 0))]


def codes(built):
    return sorted(one.code for one in built.findings)


def test_sections_come_in_the_order_of_their_kilometres_and_are_turned_to_fit():
    lines = [EAST[2], shapely.reverse(EAST[0]), shapely.reverse(EAST[1])]
    built = build(["A"] * 3, lines, [12_000, 10_000, 11_000], [13_000, 11_000, 12_000])
    assert built.findings == []
    assert len(built.routes.parts) == 2
    assert built.routes.extent.tolist() == [[10_000, 13_000]]
    assert built.routes.lonlat[0] == pytest.approx(lonlat([(0, 0)])[0])
    assert built.routes.row[built.routes.segments].tolist() == [1, 2, 2, 0]


@given(st.permutations(range(5)), st.lists(st.booleans(), min_size=5, max_size=5))
def test_order_and_direction_of_digitising_change_nothing(order, against):
    points = [(0, 0), (900, 100), (1700, -50), (2600, 0), (3300, 400), (4000, 0)]
    lines = [line(*points[i : i + 2]) for i in range(5)]
    kilometres = [(1000 * i, 1000 * i + 1000) for i in range(5)]
    mixed = [shapely.reverse(lines[i]) if turn else lines[i] for i, turn in zip(order, against, strict=True)]
    low, high = zip(*(kilometres[i] for i in order), strict=True)
    routes = build(["A"] * 5, mixed, low, high).routes
    straight = build(["A"] * 5, lines, *zip(*kilometres, strict=True)).routes
    assert routes.lonlat == pytest.approx(straight.lonlat, abs=1e-12)
    assert routes.knots.measure.tolist() == straight.knots.measure.tolist()
    chained = build(["A"] * 5, mixed).routes
    if sum(against) < 2:  # most of it is drawn forward, so without kilometres it is taken for that
        assert chained.lonlat == pytest.approx(straight.lonlat, abs=1e-12)


def test_gaps_are_kept_and_reported():
    built = build(["A", "A"], [EAST[0], EAST[2]], [0, 2000], [1000, 3000])
    assert codes(built) == ["gap"]
    assert "has no line for 1000 m after km 1+000" in built.findings[0].sentence
    gaps = built.routes.gaps
    assert (gaps.metres.round(3).tolist(), gaps.low.round(1).tolist()) == ([1000.0], [1000.0])
    assert gaps.high.round(1).tolist() == [2000.0]
    assert built.routes.length.round(3).tolist() == [2000.0]
    assert built.routes.reach.round(3).tolist() == [3000.0]


def test_a_road_in_several_parts_is_one_route():
    parts = shapely.MultiLineString([EAST[2], shapely.reverse(EAST[1]), EAST[0]])
    built = build(["A"], [parts], [0], [3166])
    assert built.findings == []
    assert len(built.routes.parts) == 2
    assert built.routes.length[0] == pytest.approx(line_lengths([parts])[0])


def test_ends_less_than_a_metre_apart_are_joined():
    built = build(["A", "A"], [EAST[0], line((1000.4, 0), (2000, 0))], [0, 1000], [1000, 2000])
    assert built.findings == []
    assert built.routes.length.round(3).tolist() == [2000.0]


def test_a_closed_loop_stays_one():
    ring = line((0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0))
    routes = build(["ring", "way"], [ring, EAST[0]], [0, 0], [4000, 1000]).routes
    assert routes.closed.tolist() == [True, False]
    halves = [line((0, 0), (1000, 0), (1000, 1000)), line((0, 0), (0, 1000), (1000, 1000))]
    assert build(["ring"] * 2, halves).routes.closed.tolist() == [True]


@pytest.mark.parametrize("falls", [False, True])
def test_lines_that_carry_m_are_measured_by_it(falls):
    coords = np.column_stack([lonlat([(0, 0), (1000, 0), (3000, 0)]), [5.0, 6.1, 8.1]])
    shape = shapely.linestrings(coords[::-1] if falls else coords)
    bare = shapely.from_wkt(shape.wkt.replace(" Z", " M"))
    built = build(["A"], [bare], metres_per_m=1000)
    assert built.findings == []
    assert built.routes.source == ("m",)
    assert built.routes.extent[0] == pytest.approx([5000, 8100])
    assert built.routes.knots.measure_at(np.array([0]), np.array([500.0]))[0] == pytest.approx(5550)


@pytest.mark.parametrize("unit", [1.0, 1000.0])
def test_m_is_read_in_the_unit_that_fits_the_kilometres_of_its_row(unit):
    coords = np.column_stack([lonlat([(0, 0), (1000, 0), (3000, 0)]), np.array([5e3, 6.1e3, 8.1e3]) / unit])
    bare = shapely.from_wkt(shapely.linestrings(coords).wkt.replace(" Z", " M"))
    built = build(["A"], [bare], [5000], [8000])
    assert built.routes.extent[0] == pytest.approx([5000, 8100])
    assert built.routes.source == ("m",)


def test_m_that_rises_and_falls_is_listed_and_what_is_against_the_rest_not_used():
    coords = np.column_stack([lonlat([(0, 0), (1000, 0), (2000, 0), (3000, 0)]), [0, 9000, 2000, 3000]])
    built = build(["A"], [shapely.from_wkt(shapely.linestrings(coords).wkt.replace(" Z", " M"))])
    assert codes(built) == ["m-order"]
    assert "9+000" in built.findings[0].sentence
    assert built.routes.knots.measure.tolist() == [0, 2000, 3000]


def test_overlapping_sections_of_one_route_are_listed_and_counted_once():
    built = build(["A"] * 3, EAST, [0, 900, 950], [1000, 2000, 1900], uids=["a", "b", "c"])
    assert codes(built) == ["section-overlap", "section-overlap"]
    assert [one.uid for one in built.findings] == ["b", "c"]
    assert "100 m of it not used" in built.findings[0].sentence
    assert built.routes.extent.tolist() == [[0, 2000]]
    assert built.routes.length.round(0).tolist() == [2166.0]


def test_a_route_without_kilometres_counts_from_its_beginning_and_says_so():
    built = build(["A"], [EAST[0]])
    assert codes(built) == ["no-km"]
    assert built.routes.source == ("length",)
    assert built.routes.extent.round(3).tolist() == [[0.0, 1000.0]]


def test_rows_that_cannot_be_used_are_listed_by_name():
    far = shapely.LineString([(51, 47), (51, 88)])
    dot = shapely.LineString([(51, 47), (51, 47)])
    astray = shapely.linestrings([(51.0, 47.0), (np.inf, 47.0)], handle_nan="allow")
    built = build(
        [None, "A", "A", "A", "A", "", "A"],
        [EAST[0], None, shapely.LineString(), far, dot, EAST[1], astray],
        uids=list("abcdefg"),
    )
    assert counts(built.findings) == {"no-route": 2, "no-line": 3, "bad-vertex": 2}
    assert {one.uid for one in built.findings} == set("abcdefg")
    said = {one.uid: one.sentence for one in built.findings}
    assert said["d"].startswith("roads d: has a vertex at 51.0, 88.0, where no road is; correct it")
    assert len(built.routes) == 0


def test_reversed_and_empty_kilometres_are_listed():
    built = build(["A", "B"], EAST[:2], [1000, 5000], [0, 5000], uids=["a", "b"])
    assert codes(built) == ["reversed", "zero-length"]
    assert built.routes.names == ("A",)
    assert built.routes.extent.tolist() == [[0, 1000]]


@pytest.mark.parametrize("turn", [False, True])
def test_where_only_some_sections_have_kilometres_these_tell_the_direction(turn):
    lines = [shapely.reverse(one) if turn else one for one in EAST]
    built = build(["A"] * 3, lines, [np.nan, 1000, 2166], [np.nan, 2166, 3166])
    assert built.routes.lonlat[0] == pytest.approx(lonlat([(0, 0)])[0])
    assert built.routes.extent[0] == pytest.approx([0, 3166], abs=1)


def test_forks_are_listed():
    built = build(["A"] * 3, [EAST[0], EAST[1], line((1000, 0), (1000, 900))])
    assert codes(built).count("fork") == 1


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(MisfitArrays, match="2 routes and 1 lines"):
        build(["A", "B"], [EAST[0]])
    with pytest.raises(MisfitArrays, match="1 lines and measures"):
        build(["A"], [EAST[0]], [1, 2], [3, 4])


def test_long_segments_are_cut_on_the_geodesic_and_the_length_stays():
    schematic = shapely.LineString([(51.88427, 47.1048), (52.9709, 47.53234)])
    routes = build(["A"], [schematic], [0], [94_911]).routes
    assert len(routes.lonlat) == 33
    assert routes.own.sum() == 2
    assert routes.length[0] == pytest.approx(line_lengths([schematic])[0], abs=1e-6)
    assert np.diff(routes.along).max() <= 3000


def test_no_rows_are_no_routes():
    assert len(build([], []).routes) == 0


@pytest.mark.slow
def test_a_country_of_roads_is_built_quickly():
    import time

    rng = np.random.default_rng(1)
    count = 20_000
    start = rng.uniform((50, 43), (56, 49), (count, 2))
    coords = start[:, None] + np.cumsum(rng.normal(0, 0.002, (count, 20, 2)), axis=1)
    began = time.perf_counter()
    low = np.tile(np.arange(4) * 1000.0, count // 4)
    built = build([f"r{i // 4}" for i in range(count)], shapely.linestrings(coords), low, low + 1000)
    assert len(built.routes) == count // 4
    assert time.perf_counter() - began < 20
