"""Measures from km posts: what is used, what is not and why, and how well it fits."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from registry.roads.building import build
from registry.roads.calibration import calibrate
from registry.roads.errors import MisfitArrays, counts
from tests.roads.drawn import line, lonlat

ROAD = line((0, 0), (4000, 0), (10_000, 0))


def road(shape=ROAD, **more):
    return build(["A"], [shape], **more).routes


def posts(*stands):
    """(km, x east, y north) of each post."""
    found = np.array(stands, dtype=np.float64).reshape(-1, 3)
    return np.zeros(len(found), np.int64), found[:, 0] * 1000, lonlat(found[:, 1:])


def measures(done, *alongs):
    return done.routes.knots.measure_at(np.zeros(len(alongs), np.int64), np.array(alongs, dtype=np.float64))


def test_long_and_short_kilometres_are_kept():
    done = calibrate(road(), *posts((10, 0, 3), (11, 1042, 3), (12, 1900, 3), (20, 9900, 3)))
    assert done.findings == []
    assert measures(done, 521, 1042, 1471) == pytest.approx([10_500, 11_000, 11_500], abs=0.01)
    assert done.routes.source == ("posts",)


def test_beyond_the_posts_a_kilometre_has_a_thousand_metres():
    done = calibrate(road(), *posts((10, 1000, 0), (11, 2100, 0)))
    assert measures(done, 0, 10_000) == pytest.approx([9_000, 18_900], abs=0.01)


def test_posts_against_the_line_turn_it_round():
    for shape in (ROAD, shapely.reverse(ROAD)):
        done = calibrate(road(shape), *posts((1, 0, 5), (6, 5000, 5), (11, 10_000, 5)))
        assert done.findings == []
        assert done.routes.extent[0] == pytest.approx([1000, 11_000], abs=0.01)
        assert done.routes.lonlat[0] == pytest.approx(lonlat([(0, 0)])[0])
        assert done.residuals.off == pytest.approx([-5, -5, -5], abs=0.001)


def test_posts_that_are_off_out_of_order_or_double_are_listed_and_not_used():
    done = calibrate(
        road(),
        *posts(
            (0, 0, 0), (1, 1000, 0), (2, 2000, 70), (7, 3000, 0), (4, 4000, 0), (5, 5000, 0), (5, 5300, 0)
        ),
        uids=list("abcdefg"),
    )
    assert {one.uid: one.code for one in done.findings} == {
        "c": "off-path",
        "d": "out-of-order",
        "g": "duplicate",
    }
    assert done.used.tolist() == [0, 1, 4, 5]
    said = {one.code: one.sentence for one in done.findings}
    assert "70 m from route A, more than 50 m; not used, correct" in said["off-path"]
    assert "km 7+000 stands at about km 3+000 of route A" in said["out-of-order"]
    assert "km 5+000 is on route A more than once" in said["duplicate"]
    assert measures(done, 3000) == pytest.approx([3000], abs=0.01)


def test_posts_without_road_kilometre_or_place_are_listed():
    _, metres, places = posts((0, 0, 0), (1, 1000, 0), (2, 2000, 0), (3, 3000, 0))
    metres[1], places[2] = np.nan, np.nan
    done = calibrate(
        road(), [-1, 0, 0, 0], metres, places, names=["R-9", "A", "A", "A"], uids=["a", "b", "c", "d"]
    )
    assert counts(done.findings) == {"orphan": 1, "no-measure": 1, "no-place": 1, "too-few": 1}
    assert "is on route 'R-9', which has no line" in done.findings[0].sentence


def test_one_post_is_too_few_and_the_route_keeps_its_kilometres():
    routes = build(["A"], [ROAD], [3000], [13_000]).routes
    done = calibrate(routes, *posts((99, 500, 0)))
    assert counts(done.findings) == {"too-few": 1}
    assert done.used.tolist() == []
    assert done.routes.extent.tolist() == [[3000, 13_000]]
    assert done.routes.source == ("kilometres",)


def test_residuals_say_how_a_post_fits_its_neighbours():
    done = calibrate(road(), *posts((0, 0, 0), (1, 1000, -4), (2, 2080, 6), (3, 3000, 0)))
    assert done.residuals.off == pytest.approx([0, 4, -6, 0], abs=0.001)
    expected = [np.nan, 1000 - 2000 * 1000 / 2080, 2000 - (1000 + 2000 * 1080 / 2000), np.nan]
    assert done.residuals.left_out == pytest.approx(expected, abs=0.01, nan_ok=True)


def test_posts_against_the_kilometres_of_several_sections_are_wrong_themselves():
    parts = [line((0, 0), (2000, 0)), line((2000, 0), (4000, 0))]
    routes = build(["A", "A"], parts, [0, 2000], [2000, 4000]).routes
    done = calibrate(routes, *posts((3, 1000, 0), (2, 2000, 0), (1, 3000, 0)))
    assert counts(done.findings) == {"out-of-order": 2, "too-few": 1}
    assert done.routes.extent.tolist() == [[0, 4000]]


def test_on_a_closed_loop_the_first_and_the_last_post_stand_at_one_place():
    ring = line((0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0))
    done = calibrate(road(ring), *posts((0, 0, 2), (1, 1000, 0), (2, 1000, 1000), (3, 0, 1000), (4, 0, 2)))
    assert done.findings == []
    assert done.used.tolist() == [0, 1, 2, 3, 4]
    assert done.routes.extent[0] == pytest.approx([0, 4000], abs=3)


def test_posts_stand_on_their_own_road_though_another_is_nearer():
    routes = build(["A", "B"], [ROAD, line((0, 20), (10_000, 20))]).routes
    _, metres, places = posts((5, 0, 19), (15, 10_000, 19))
    done = calibrate(routes, [0, 0], metres, places)
    assert done.routes.extent[0] == pytest.approx([5000, 15_000], abs=0.01)
    assert done.routes.source == ("posts", "length")


def test_across_a_gap_the_kilometres_go_on():
    routes = build(["A", "A"], [line((0, 0), (2000, 0)), line((5000, 0), (9000, 0))], [0, 5], [2, 9]).routes
    done = calibrate(routes, *posts((100, 0, 0), (109, 9000, 0)))
    assert measures(done, 2000, 5000) == pytest.approx([102_000, 105_000], abs=0.01)


@given(st.lists(st.integers(600, 1400), min_size=1, max_size=12), st.floats(-30, 30))
def test_every_post_that_is_used_has_its_own_kilometre(lengths, side):
    stands = np.concatenate([[0], np.cumsum(lengths)])
    shape = line((0, 0), (5000, 0), (float(stands[-1]) + 6000, 0))
    done = calibrate(road(shape), *posts(*((i, x, side) for i, x in enumerate(stands))))
    assert done.used.tolist() == list(range(len(stands)))
    assert measures(done, *done.along) == pytest.approx(np.arange(len(stands)) * 1000.0, abs=1e-6)


@given(st.permutations(range(8)), st.integers(0, 7), st.floats(2000, 5400))
def test_one_wrong_post_costs_only_itself_in_whatever_order_they_come(order, wrong, shift):
    x = np.arange(8) * 1000.0
    km = np.arange(8, dtype=np.float64)
    km[wrong] = (km[wrong] + shift / 1000 + 0.5) % 8
    done = calibrate(road(), *posts(*((km[i], x[i], 0.0) for i in order)))
    assert len(done.used) == 7
    assert (np.diff(done.routes.knots.measure) > 0).all()


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(MisfitArrays, match="2 routes"):
        calibrate(road(), [0, 0], [1.0], [[51, 47]])


def test_of_two_posts_that_contradict_each_other_the_one_that_fits_the_road_is_used():
    done = calibrate(road(), *posts((0, 0, 0), (4, 4000, 0), (5, 1250, 0), (6, 6000, 0)), uids=list("abcd"))
    assert [(one.uid, one.code) for one in done.findings] == [("c", "out-of-order")]


def test_posts_without_any_road_are_listed():
    done = calibrate(build([], []).routes, [-1, -1], [1000, 2000], [(51, 47), (51, 48)], names=["A", "B"])
    assert counts(done.findings) == {"orphan": 2}


def test_no_posts_change_nothing():
    routes = road()
    done = calibrate(routes, [], [], [])
    assert done.findings == []
    assert done.routes.extent.tolist() == routes.extent.tolist()
