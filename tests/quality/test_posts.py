"""Km posts against the line of their road."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point
from shapely.ops import substring

from registry.model.definition import Definition, Field, Geometry, Linear
from registry.quality import Limits, check
from registry.quality.posts import out_of_order
from tests.quality.building import GEOD, codes, reasons, the, uid

ROAD = LineString([(51.0, 47.0), (51.2, 47.1), (51.4, 47.0)])
KM = 39.0


def section(line=ROAD, km_from=0.0, km_to=KM, **more):
    return {"route_id": "a", "km_from": km_from, "km_to": km_to, "geom": line} | more


def post(km, at, **more):
    return {"route_id": "a", "km": km, "geom": at} | more


def along(km, line=ROAD):
    """The point of the road where the km post should stand."""
    return line.interpolate(km / KM, normalized=True)


def moved(point, azimuth, metres):
    lon, lat, _ = GEOD.fwd(point.x, point.y, azimuth, metres)
    return Point(lon, lat)


def found(ledger, **limits):
    report = check(ledger, layers=["km_posts"], limits=Limits(**limits))
    return [one for one in report.findings if one.code.startswith("post")]


def test_posts_on_their_road_in_order_are_right(make):
    posts = [post(km, along(km)) for km in (0, 1, 2, 17, 19.5, 38, 39)]
    report = check(make({"roads": [section()], "km_posts": posts}), layers=["km_posts"])
    assert codes(report) == []
    assert ("km posts", 7) in [(one.check, one.features) for one in report.checks]


@pytest.mark.parametrize("azimuth", [0, 90, 225])
def test_distance_from_the_road_is_in_true_metres(make, azimuth):
    # Past the road's end, so that the end is the nearest point whatever the direction.
    end = Point(51.4, 47.0)
    line = LineString([(51.4, 47.1), (51.4, 47.0)]) if azimuth == 225 else LineString([(51.3, 46.99), end])
    ledger = make({"roads": [section(line)], "km_posts": [post(KM, moved(end, azimuth, 120))]})
    (finding,) = found(ledger)
    assert finding.code == "post-off-road"
    assert finding.severity == "warning"
    assert "stands 120 m from its road" in finding.message
    assert (finding.other_layer, finding.other) == ("roads", uid(0))


@pytest.mark.parametrize(
    ("metres", "limit", "off"), [(49, 50, False), (51, 50, True), (51, 60, False), (10, 9, True)]
)
def test_the_threshold_decides(make, metres, limit, off):
    # A parallel of latitude: straight north of it, whatever a degree is worth there.
    road = LineString([(51.0, 47.0), (51.1, 47.0)])
    ledger = make({"roads": [section(road)], "km_posts": [post(20, moved(Point(51.05, 47.0), 0, metres))]})
    assert bool(found(ledger, post_m=limit)) == off


def test_a_post_beside_the_middle_of_a_long_slanting_side_is_measured_across_it(make):
    road = LineString([(51.0, 47.0), (53.0, 48.5)])
    middle = road.interpolate(0.5, normalized=True)
    here, ahead = road.interpolate(0.4999, normalized=True), road.interpolate(0.5001, normalized=True)
    bearing, _, _ = GEOD.inv(here.x, here.y, ahead.x, ahead.y)
    ledger = make({"roads": [section(road)], "km_posts": [post(20, moved(middle, bearing + 90, 300))]})
    assert "stands 300 m from its road" in found(ledger)[0].message


def test_the_route_counts_not_whatever_road_is_near(make):
    other = section(LineString([(51.0, 47.2), (51.4, 47.2)]), route_id="b")
    ledger = make({"roads": [section(), other], "km_posts": [post(1, Point(51.2, 47.2))]})
    (finding,) = found(ledger)
    assert finding.other == uid(0)


def test_two_posts_changed_for_each_other_are_out_of_order(make):
    posts = [post(km, along(km)) for km in (0, 1, 2, 3, 6, 7)] + [post(4, along(5)), post(5, along(4))]
    (finding,) = found(make({"roads": [section()], "km_posts": posts}))
    assert finding.code == "post-out-of-order"
    assert finding.severity == "error"
    assert {finding.uid, finding.other} == {uid(6), uid(7)}


def test_of_two_posts_that_contradict_each_other_the_one_that_fits_the_road_is_right(make):
    posts = [post(0, along(0)), post(20, along(20)), post(25, along(6)), post(30, along(30))]
    (finding,) = found(make({"roads": [section()], "km_posts": posts}))
    assert (finding.uid, finding.code) == (uid(2), "post-out-of-order")


def test_one_post_far_from_its_kilometre_is_named_and_not_its_neighbours(make):
    posts = [post(km, along(km)) for km in range(0, 30)]
    posts[8] = post(8, along(25.5))
    (finding,) = found(make({"roads": [section()], "km_posts": posts}))
    assert (finding.uid, finding.other) == (uid(8), uid(9))
    assert "stands at about km 25+50" in finding.message


def test_a_road_drawn_against_its_kilometres_has_its_posts_in_order(make):
    posts = [post(km, along(km)) for km in (0, 5, 10, 20)]
    assert found(make({"roads": [section(ROAD.reverse())], "km_posts": posts})) == []


def test_sections_drawn_either_way_make_one_road(make):
    cuts = (0, 13, 26, 39)
    for flipped in range(8):
        sections = []
        for number, (begin, end) in enumerate(pairwise(cuts)):
            line = substring(ROAD, begin / KM, end / KM, normalized=True)
            sections.append(section(line.reverse() if flipped >> number & 1 else line, begin, end))
        posts = [post(km, along(km)) for km in (0, 6, 13, 14, 20, 26, 27, 38, 39)]
        ledger = make({"roads": sections, "km_posts": posts})
        assert found(ledger) == [], flipped
        ledger.path.unlink()


def test_posts_of_two_carriageways_are_looked_at_on_both(make):
    north = LineString([(51.0, 47.001), (51.2, 47.101), (51.4, 47.001)])
    sides = [section(carriageway="right"), section(north, carriageway="left")]
    posts = [post(0, along(0)), post(10, along(10, north)), post(20, along(20)), post(30, along(30, north))]
    assert found(make({"roads": sides, "km_posts": posts})) == []


def test_a_closed_loop_ends_where_it_begins(make):
    loop = LineString([(51.0, 47.0), (51.2, 47.0), (51.2, 47.2), (51.0, 47.2), (51.0, 47.0)])
    posts = [post(km, along(km, loop)) for km in (0, 10, 20, 30, 39)]
    assert found(make({"roads": [section(loop)], "km_posts": posts})) == []


def test_a_hairpin_is_followed_by_its_kilometres(make):
    there, back = LineString([(51, 47), (51.2, 47)]), LineString([(51.2, 47), (51.2, 47.0001), (51, 47.0001)])
    sections = [section(there, 0, 15), section(back, 15, 30)]
    posts = [
        post(5, Point(51.066, 47.00004)),
        post(10, Point(51.13, 47.00008)),
        post(25, Point(51.066, 47.00002)),
    ]
    assert found(make({"roads": sections, "km_posts": posts})) == []


def test_posts_on_routes_without_a_line_are_told_as_not_looked_at(make):
    ledger = make({"roads": [section(None)], "km_posts": [post(1, Point(51, 47)), post(2, Point(51, 48))]})
    report = check(ledger, layers=["km_posts"])
    assert not [code for code in codes(report) if code.startswith("post")]
    assert reasons(report)["km posts", "km_posts"] == "2 of 2 posts stand on routes without a line"


def test_a_kilometre_twice_is_a_duplicate_key_where_it_is_the_key(make):
    posts = [post(1, along(1)), post(1, along(1.001))]
    report = check(make({"roads": [section()], "km_posts": posts}), layers=["km_posts"])
    assert the(report, "duplicate-key").other == uid(0)
    assert "post-duplicate" not in codes(report)


def test_a_kilometre_twice_is_told_where_the_key_is_another(make):
    stones = Definition(
        "stones",
        {},
        (Field("number", "integer"), Field("way", "text"), Field("km", "measure")),
        Geometry("Point", required=False),
        key=("number",),
        linear=Linear("referent", "way", "km"),
    )
    rows = [
        {"number": 1, "way": "a", "km": 1},
        {"number": 2, "way": "a", "km": 1},
        {"number": 3, "way": "b", "km": 1},
    ]
    finding = the(check(make({stones: rows})), "post-duplicate")
    assert (finding.uid, finding.other) == (uid(1), uid(0))


@given(st.lists(st.integers(0, 30).map(float), max_size=40))
def test_what_is_left_is_in_order_and_nothing_more_need_go(stands):
    wrong = out_of_order(np.array(stands, dtype=float))
    left = [value for place, value in enumerate(stands) if place not in {one for one, _ in wrong}]
    assert left == sorted(left)
    longest = [0] * len(stands)
    for place, value in enumerate(stands):
        longest[place] = 1 + max((longest[b] for b in range(place) if stands[b] <= value), default=0)
    assert len(left) == max(longest, default=0)
    for one, against in wrong:
        assert (stands[one] - stands[against]) * (one - against) < 0


@pytest.mark.parametrize(("slack", "wrong"), [(0.0, [(2, 1)]), (0.9, [(2, 1)]), (1.0, [])])
def test_a_small_fall_does_not_count(slack, wrong):
    assert out_of_order(np.array([0.0, 5.0, 4.0, 6.0]), slack) in (wrong, [(1, 2)] if wrong else [])
