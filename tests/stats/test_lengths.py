"""Length of roads: physical kilometres once, also where two numbers share the asphalt."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.errors import UsageError
from tests.stats.working import asked, by, road, uid

#: KB-2, regional, runs over km 100 to 90 of A-27, republican, on its km 10 to 20.
SHARED = {
    "route_id": "KB-2", "km_from": 10, "km_to": 20,
    "other_route_id": "A-27", "other_km_from": 100, "other_km_to": 90,
}  # fmt: skip
ROADS = [
    road(80, 120, significance="republican", lanes=4),
    road(0, 30, route_id="KB-2", significance="regional", lanes=2),
]


def length(roads, shared=(SHARED,), grouped=(), **parameters):
    return asked({"roads": roads, "concurrencies": list(shared)}, "road-length", grouped, **parameters)


def test_concurrent_metres_count_once_on_the_road_of_higher_significance():
    found = length(ROADS, grouped=["significance"])
    assert by(found, "measured_km") == {"republican": 40, "regional": 20}
    assert found.total["measured_km"] == 60
    assert found.total["sum_km"] == 70


def test_of_equal_roads_the_lowest_route_id_has_the_concurrent_metres():
    equal = [{**one, "significance": "regional"} for one in ROADS]
    assert by(length(equal, grouped=["route_id"]), "measured_km") == {"A-27": 40, "KB-2": 20}


def test_what_was_left_to_the_other_route_is_told_with_its_kilometres():
    found = length(ROADS)
    assert "10.000 km run on the asphalt of another route and count there" in found.notes
    row = found.details["concurrent"]().iloc[0].to_dict()
    assert (row["uid"], row["route_id"], row["counts_on"]) == (uid(1), "KB-2", "A-27")
    assert (row["start_m"], row["end_m"], row["km"]) == (90_000, 100_000, 10)


def test_lane_km_of_shared_asphalt_are_those_of_its_owner():
    assert by(length(ROADS, grouped=["route_id"]), "lane_km") == {"A-27": 160, "KB-2": 40}


def test_a_route_asked_for_alone_keeps_all_its_kilometres():
    alone = length(ROADS, route="KB-2")
    assert (alone.total["measured_km"], alone.details) == (30, {})


def test_each_route_has_its_own_kilometres_on_request():
    assert length(ROADS, concurrent_once=False).total["measured_km"] == 70


def test_an_owner_that_does_not_count_there_takes_nothing():
    planned = [{**ROADS[0], "lifecycle": "planned"}, ROADS[1]]
    assert length(planned).total["measured_km"] == 30
    elsewhere = [{**ROADS[0], "km_from": 98}, ROADS[1]]
    assert by(length(elsewhere, grouped=["route_id"]), "measured_km") == {"A-27": 22, "KB-2": 28}


@pytest.mark.parametrize(("one_side", "total"), [(0.5, 20 + 20 + 5), (1.0, 40 + 20)])
def test_the_other_side_of_shared_asphalt_stays_with_its_road(one_side, total):
    left = [{**ROADS[0], "carriageway": "left"}, ROADS[1]]  # KB-2 keeps the right of km 90 to 100
    assert length(left, one_side=one_side).total["measured_km"] == pytest.approx(total)


def test_both_sides_of_one_road_are_one_kilometre_whatever_a_side_counts():
    sides = [road(0, 10, carriageway="left"), road(0, 10, carriageway="right")]
    assert [length(sides, one_side=one).total["measured_km"] for one in (0.5, 0.8, 1.0)] == [10, 10, 10]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40), st.booleans()), min_size=1, max_size=6),
    st.integers(0, 50),
    st.integers(1, 30),
)
def test_routes_add_up_to_the_whole_whatever_they_share(sections, start, metres):
    roads = [road(low, low + long, route_id="KB-2" if one else "A-27") for low, long, one in sections]
    shared = {
        "route_id": "KB-2", "km_from": start, "km_to": start + metres,
        "other_route_id": "A-27", "other_km_from": start + 5, "other_km_to": start + 5 + metres,
    }  # fmt: skip
    once, each = (length(roads, [shared], ["route_id"], concurrent_once=one) for one in (True, False))
    assert sum(by(once, "measured_km").values()) == pytest.approx(once.total["measured_km"])
    assert once.total["measured_km"] <= each.total["measured_km"] <= each.total["sum_km"] + 1e-9


def test_a_route_may_be_named_by_its_former_number():
    layers = {
        "routes": [{"route_id": "A-27", "aliases": "M-32 (/2018-12-31)"}],
        "roads": [road(0, 40), road(40, 50, route_id="M-32"), road(0, 7, route_id="P-9")],
    }
    found = asked(layers, "road-length", route="m-32")
    assert found.total["measured_km"] == 50
    assert "routes named by an alias: M-32 is A-27" in found.notes


def test_a_stage_of_life_that_there_is_not_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="lifecycle = 'in-use' of roads; choose of: planned,"):
        length(ROADS, lifecycle="in-use")


def test_a_road_that_is_not_drawn_has_no_length_as_drawn():
    found = length([ROADS[0], {**ROADS[1], "geom": None}], (), ["route_id"])
    assert math.isnan(by(found, "drawn_km")["KB-2"])


def test_sections_that_overlap_are_named_and_their_metres_count_once():
    found = length([road(0, 10), road(8, 15)], ())
    assert found.total["measured_km"] == 15
    assert [one.uid for one in found.left_out if "which another section has" in one.reason] == [uid(1)]
