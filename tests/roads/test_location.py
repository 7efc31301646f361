"""From points to measures and back: the nearest road among many, and what has no place."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from registry.roads.building import build
from registry.roads.errors import MisfitArrays, UnknownRoute
from registry.roads.location import BEYOND, GAP, NO_MEASURE, NO_ROUTE, PLACED, locate, place
from tests.roads.drawn import line, lonlat

WGS84 = Geod(ellps="WGS84")
PARALLELS = build(
    ["north", "south", "cross"],
    [line((0, 40), (20_000, 40)), line((20_000, 0), (0, 0)), line((500, -3000), (500, 3000))],
    [0, 100_000, 50_000],
    [20_000, 120_000, 56_000],
).routes
CROSS, NORTH, SOUTH = range(3)


def test_the_nearer_of_two_parallel_roads_is_found_with_measure_side_and_distance():
    found = locate(PARALLELS, lonlat([(5000, 25), (5000, 12)]))
    assert found.route.tolist() == [NORTH, SOUTH]
    assert found.measure == pytest.approx([5000, 115_000], abs=0.01)
    assert found.metres == pytest.approx([15, 12], abs=0.001)
    assert found.right == pytest.approx([15, 12], abs=0.001)  # the southern road runs west
    assert found.row.tolist() == [0, 1]


def test_a_name_or_a_heading_decides_where_the_nearest_is_not_meant():
    beside = lonlat([(503, 30)])
    assert locate(PARALLELS, beside).route.tolist() == [CROSS]
    assert locate(PARALLELS, beside, heading=[92]).route.tolist() == [NORTH]
    assert locate(PARALLELS, beside, route=[SOUTH]).metres == pytest.approx([30], abs=0.001)
    assert locate(PARALLELS, beside, heading=[265], oneway=True).route.tolist() == [SOUTH]
    assert locate(PARALLELS, beside, heading=[45], turn=10).route.tolist() == [-1]


def test_a_road_out_of_reach_is_none():
    found = locate(PARALLELS, lonlat([(5000, 700), (5000, 541)]))
    assert found.route.tolist() == [-1, -1]
    assert np.isnan(found.measure).all()
    assert locate(PARALLELS, lonlat([(5000, 700)]), within=661).metres == pytest.approx([660], abs=0.01)


def test_a_point_without_coordinates_finds_nothing():
    assert locate(PARALLELS, [[np.nan, 47], [np.inf, 47]]).route.tolist() == [-1, -1]


def test_far_away_the_nearest_is_still_the_true_one():
    far = lonlat([(14_000, 20_000)])
    found = locate(PARALLELS, far, within=1e5)
    assert found.route.tolist() == [NORTH]
    assert found.metres == pytest.approx([19_960], abs=0.1)


def test_measures_go_back_to_their_points():
    rng = np.random.default_rng(4)
    route = rng.integers(0, 3, 300)
    low, high = PARALLELS.extent[route].T
    measure = rng.uniform(low, high)
    spots = place(PARALLELS, route, measure, right=7.0)
    assert (spots.status == PLACED).all()
    back = locate(PARALLELS, spots.lonlat, route=route)
    assert back.measure == pytest.approx(measure, abs=0.001)
    assert back.right == pytest.approx(7.0, abs=0.001)


def test_measures_without_a_place_say_why_and_are_not_clipped():
    gap = build(["A", "A"], [line((0, 0), (1000, 0)), line((2000, 0), (3000, 0))], [0, 2000], [1000, 3000])
    found = place(gap.routes, [0, 0, 0, -1, 0, 0], [500, 1500, 3001, 500, np.nan, -1])
    assert found.status.tolist() == [PLACED, GAP, BEYOND, NO_ROUTE, NO_MEASURE, BEYOND]
    assert np.isnan(found.lonlat[1:]).all()
    assert place(gap.routes, [0], [3000.4]).status.tolist() == [PLACED]


def test_an_unknown_route_is_named_with_those_there_are():
    assert PARALLELS.index(["north", None, "nord"]).tolist() == [NORTH, -1, -1]
    with pytest.raises(UnknownRoute, match="no route 'nord' with a line; routes here: cross, north, south"):
        PARALLELS.number("nord")


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(MisfitArrays, match="1 points"):
        locate(PARALLELS, [[51, 47]], route=[0, 1])
    with pytest.raises(MisfitArrays, match="route 3 of 3"):
        locate(PARALLELS, [[51, 47]], route=[3])


def test_roads_over_the_antimeridian_are_found_from_both_sides():
    fiji = shapely.LineString([(179.95, -17.0), (-179.95, -17.0)])
    routes = build(["A"], [fiji], [0], [10_000]).routes
    assert routes.length[0] == pytest.approx(WGS84.inv(179.95, -17, -179.95, -17)[2])
    found = locate(routes, [[179.99, -17.001], [-179.99, -17.001], [180.0, -17.001], [-180.0, -17.001]])
    assert found.measure[:2].sum() == pytest.approx(10_000, abs=0.01)
    assert found.measure[2:] == pytest.approx([5000, 5000], abs=0.01)
    spots = place(routes, [0, 0], [4000, 6000], right=3.0).lonlat
    assert spots[:, 0] == pytest.approx([179.99, -179.99], abs=1e-6)
    assert routes.plain(0).point(6000)[0] == pytest.approx(-179.99, abs=1e-6)


@given(
    st.tuples(st.floats(-180, 180), st.floats(-78, 78)),
    st.floats(0, 360),
    st.floats(1, 8000),
    st.floats(0, 1),
    st.floats(0.1, 5000),
    st.booleans(),
)
def test_the_foot_is_where_the_geodesic_from_the_point_meets_the_road_square(
    start, azimuth, length, share, off, right
):
    end = WGS84.fwd(*start, azimuth, length)[:2]
    x, y, back = WGS84.fwd(*start, azimuth, length * share)
    point = WGS84.fwd(x, y, back + 180 + (90 if right else -90), off)[:2]
    routes = build(["A"], [shapely.LineString([start, end])]).routes
    found = locate(routes, [point], within=6000)
    assert found.along[0] == pytest.approx(length * share, abs=1e-3)
    assert found.right[0] == pytest.approx(off if right else -off, abs=1e-3)
    assert WGS84.inv(*found.lonlat[0], x, y)[2] < 1e-3


@given(st.integers(0, 2**32 - 1))
def test_the_nearest_of_many_roads_is_that_of_trying_all(seed):
    rng = np.random.default_rng(seed)
    lines = [
        shapely.LineString(np.array([51.9, 47.1]) + rng.normal(0, 0.05, 2) + np.cumsum(steps, axis=0))
        for steps in rng.normal(0, 0.01, (12, 6, 2))
    ]
    routes = build([f"r{i:02d}" for i in range(12)], lines).routes
    points = np.array([51.9, 47.1]) + rng.normal(0, 0.08, (40, 2))
    found = locate(routes, points, within=1e5)
    each = np.column_stack(
        [locate(routes, points, route=np.full(40, i), within=1e6).metres for i in range(12)]
    )
    assert found.metres == pytest.approx(each.min(axis=1), abs=1e-6)
    assert found.route.tolist() == each.argmin(axis=1).tolist()
