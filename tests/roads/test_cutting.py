"""Events as lines: cut out of the road, across its gaps, beside it; what the road does not have is said."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from registry.roads.building import build
from registry.roads.cutting import cut, missing
from registry.roads.errors import ReversedInterval
from registry.roads.findings import Named
from registry.roads.location import BEYOND, GAP, NO_ROUTE, PLACED, locate
from registry.roads.sizes import line_lengths
from tests.roads.drawn import line

WHOLE = build(["A"], [line((0, 0), (1000, 0), (1500, 300), (4000, 300))], [10_000], [14_100]).routes
BROKEN = build(
    ["A", "A"], [line((0, 0), (1000, 0)), line((3000, 0), (5000, 0))], [0, 3000], [1000, 5000]
).routes


def test_the_line_of_an_event_is_the_road_under_it():
    made = cut(WHOLE, [0, 0], [[10_500, 12_500], [10_000, 14_100]])
    assert made.status.tolist() == [PLACED, PLACED]
    assert line_lengths(made.line) == pytest.approx(made.length, abs=1e-4)
    assert made.length[1] == pytest.approx(WHOLE.length[0], abs=1e-6)
    ends = shapely.get_coordinates(made.line[0])[[0, -1]]
    assert locate(WHOLE, ends).measure == pytest.approx([10_500, 12_500], abs=0.001)
    assert shapely.get_coordinates(made.line[1]).tolist() == WHOLE.lonlat.tolist()


def test_an_event_over_a_gap_is_drawn_on_both_sides_and_the_gap_is_said():
    made = cut(BROKEN, [0, 0, 0], [[500, 4000], [1000, 3000], [1500, 2500]])
    assert [None if one is None else len(one.geoms) for one in made.line] == [2, None, None]
    assert made.length == pytest.approx([1500, 0, 0], abs=0.01)
    assert made.status.tolist() == [GAP, GAP, GAP]
    assert made.gap.tolist() == [2000, 2000, 1000]
    said = missing(
        BROKEN, [0, 0, 0], [[500, 4000], [1000, 3000], [1500, 2500]], made, Named("repairs", None, 3)
    )
    assert "runs over 2000 m where route A has no line" in said[0].sentence


def test_a_gap_without_kilometres_takes_nothing_from_an_event():
    parts = [line((0, 0), (1000, 0)), line((3000, 0), (5000, 0))]
    routes = build(["A", "A"], parts, [0, 1000], [1000, 3000]).routes
    made = cut(routes, [0, 0, 0], [[500, 1500], [0, 1000], [1000, 3000]])
    assert made.status.tolist() == [PLACED] * 3
    assert made.length == pytest.approx([1000, 1000, 2000], abs=0.01)
    assert [len(one.geoms) for one in made.line] == [2, 1, 1]


def test_events_past_the_end_are_reported_with_the_metres_and_never_silently_clipped():
    spans = [[13_000, 15_000], [9000, 20_000], [20_000, 21_000], [14_100, 14_600]]
    made = cut(WHOLE, [0, 0, 0, 0], spans)
    assert made.status.tolist() == [BEYOND] * 4
    assert made.past.tolist() == [900, 6900, 1000, 500]
    assert [one is None for one in made.line] == [False, False, True, True]
    named = Named("repairs", ["a", "b", "c", "d"], 4)
    said = missing(WHOLE, [0, 0, 0, 0], spans, made, named)
    assert said[0].sentence == (
        "repairs a: km 13+000 to 15+000 leaves route A, which has km 10+000 to 14+100, by 900 m;"
        " correct its kilometres or add the road"
    )
    assert named.found == said


def test_an_event_on_no_route_has_no_line():
    made = cut(WHOLE, [-1, 0], [[0, 5], [10_000, 10_000]])
    assert made.status.tolist() == [NO_ROUTE, PLACED]
    assert made.line.tolist() == [None, None]
    assert made.length.tolist() == [0, 0]


def test_reversed_events_are_refused():
    with pytest.raises(ReversedInterval, match="row 0"):
        cut(WHOLE, [0], [[12_000, 11_000]])


@pytest.mark.parametrize("right", [8.0, -8.0, 0.5])
def test_a_line_beside_the_road_lies_true_metres_from_it(right):
    made = cut(WHOLE, [0], [[10_100, 14_000]], right)
    beside = shapely.get_coordinates(shapely.segmentize(made.line, 0.0005))
    found = locate(WHOLE, beside)
    # Nearer than its distance nowhere, but where a side drawn straight on the map leaves the geodesic by
    # centimetres; farther only about the corner of 31 degrees, which is mitred.
    assert found.metres.min() > abs(right) - 0.15
    assert found.metres.max() < abs(right) / np.cos(np.radians(15.6)) + 0.15
    assert (np.sign(found.right) == np.sign(right)).all()
    vertices = locate(WHOLE, shapely.get_coordinates(made.line))
    assert vertices.right[[0, -1]] == pytest.approx([right, right], abs=1e-3)


def test_a_hairpin_keeps_its_corner_near():
    routes = build(["A"], [line((0, 0), (500, 0), (0, 20))]).routes
    corner = shapely.get_coordinates(cut(routes, [0], [[0, 1000]], -5.0).line[0])
    assert locate(routes, corner).metres.max() < 11


def test_nothing_is_drawn_where_only_lengths_are_wanted():
    made = cut(WHOLE, [0], [[10_500, 12_500]], drawn=False)
    assert made.line.tolist() == [None]
    assert made.length[0] > 1900


@given(st.lists(st.integers(-200, 5200), min_size=2, max_size=8), st.sampled_from([WHOLE, BROKEN]))
def test_pieces_of_an_event_add_up_to_it(bounds, routes):
    at = np.sort(np.array(bounds)) + (10_000 if routes is WHOLE else 0)
    pieces = np.column_stack([at[:-1], at[1:]])
    parts = cut(routes, np.zeros(len(pieces), np.int64), pieces)
    whole = cut(routes, [0], [[at[0], at[-1]]])
    assert parts.length.sum() == pytest.approx(whole.length[0], abs=0.01)
    assert parts.past.sum() == pytest.approx(whole.past[0])
    assert parts.gap.sum() == pytest.approx(whole.gap[0])
    assert line_lengths(parts.line) == pytest.approx(parts.length, abs=1e-3)
    lines = parts.line[~shapely.is_missing(parts.line)]
    for one, other in pairwise(lines):
        here, there = shapely.get_coordinates(one)[-1], shapely.get_coordinates(other)[0]
        joined = routes is WHOLE
        assert (here.tolist() == there.tolist()) or not joined
