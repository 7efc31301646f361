"""Ramps are counted apart: the kilometres of roads are those of their centrelines."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.errors import UsageError
from registry.stats.computing import compute
from tests.quality.building import build
from tests.stats import working
from tests.stats.test_coverage import REGIONS
from tests.stats.working import asked, by, line, road, survey, uid, work

KM = pytest.approx
RAMP = "A-27 ramp 1"
ROADS = [
    road(0, 40, lanes=4, significance="republican"),
    road(0, 0.8, route_id=RAMP, ramp="yes", lanes=1, significance="republican"),
    road(0, 5, route_id="KB-2", ramp="no", lanes=2, significance="regional"),
]
APART = "0.800 km of ramps are counted apart"
WITH = "0.800 km of ramps are counted with the roads"
#: The surveyor's class where the profile has none, from before the surveys on.
BY_CLASS = {"without_cell": "stored", "since": "2024-01-01"}
WORKS = [work(10, 30), work(0, 0.8, route_id=RAMP), work(0, 0.6, route_id=RAMP)]
SURVEYS = [
    survey(0, 10, condition="good", iri=2.0),
    survey(0, 0.8, route_id=RAMP, condition="unsatisfactory", iri=6.0),
]


def each_way(layers, name, figure, *groups, **parameters):
    """A figure of the total with ramps apart, included, and of them alone."""
    return [
        asked(layers, name, groups, ramps=one, **parameters).total[figure]
        for one in ("apart", "included", "only")
    ]


@pytest.fixture
def before_ramps(monkeypatch):
    """Roads as they were defined before they could say that they are ramps."""
    roads = working.SHIPPED["roads"]
    old = replace(roads, fields=tuple(one for one in roads.fields if one.name != "ramp"))
    monkeypatch.setitem(working.SHIPPED, "roads", old)


# --- length ----------------------------------------------------------------------------------------------


def test_ramps_are_counted_apart_from_the_length_of_roads():
    found = asked({"roads": ROADS}, "road-length", ["significance"])
    assert by(found, "measured_km") == {"republican": 40, "regional": 5}
    assert (found.total["sections"], found.total["sum_km"], found.total["lane_km"]) == (2, 45, 170)
    assert APART in found.notes
    assert set(found.evidence["uid"]) == {uid(0), uid(2)}


def test_ramps_count_with_the_roads_or_alone_on_request():
    assert each_way({"roads": ROADS}, "road-length", "measured_km") == KM([45, 45.8, 0.8])
    assert each_way({"roads": ROADS}, "road-length", "lane_km") == KM([170, 170.8, 0.8])
    assert WITH in asked({"roads": ROADS}, "road-length", ramps="included").notes
    assert "only ramps count" in asked({"roads": ROADS}, "road-length", ramps="only").notes


def test_a_route_of_ramps_says_so_and_not_that_it_is_written_wrong():
    found = asked({"roads": ROADS}, "road-length", route=RAMP)
    assert (found.total["measured_km"], found.notes) == (0, [APART])


def test_where_no_section_is_a_ramp_nothing_is_said_of_them():
    layers = {"roads": [ROADS[0]], "repairs": WORKS, "condition_surveys": SURVEYS}
    for name in ("road-length", "repaired-km", "condition-share", "iri-statistics", "condition-gain"):
        assert not any("ramp" in one for one in asked(layers, name).notes), name


# --- works -----------------------------------------------------------------------------------------------


def test_ramps_are_counted_apart_from_repaired_kilometres():
    layers = {"roads": ROADS, "repairs": WORKS}
    found = asked(layers, "repaired-km", ["road"])
    assert by(found, "union_km") == {"A-27": 20}
    assert (found.total["sum_km"], found.total["works"]) == (20, 1)
    assert APART in found.notes
    assert each_way(layers, "repaired-km", "union_km") == KM([20, 20.8, 0.8])
    assert each_way(layers, "repaired-km", "sum_km") == KM([20, 21.4, 1.4])


def test_a_work_on_a_road_and_on_a_ramp_is_split_between_them():
    roads = [road(0, 10, lanes=2), road(10, 11, lanes=1, ramp="yes"), road(11, 30, lanes=2)]
    layers = {"roads": roads, "repairs": [work(5, 20, cost=15e6, currency="KZT")]}
    assert each_way(layers, "repaired-km", "union_km") == KM([14, 15, 1])
    assert each_way(layers, "repaired-km", "lane_km") == KM([28, 29, 1])
    assert each_way(layers, "repaired-km", "cost_KZT") == KM([14e6, 15e6, 1e6])
    kept = asked(layers, "repaired-km", ["significance", "work_type"]).evidence
    assert kept[["start_m", "end_m"]].values.tolist() == [[5000, 10000], [11000, 20000]]


def test_works_elsewhere_stay_whole_where_some_road_has_a_ramp():
    roads = [road(0, 20), road(20, 40), ROADS[1]]
    found = asked({"roads": roads, "repairs": WORKS}, "repaired-km", ramps="included")
    assert found.evidence["uid"].tolist() == [uid(0), uid(1), uid(2)]


def test_of_two_carriageways_one_may_be_a_ramp():
    roads = [road(0, 10, carriageway="left"), road(0, 10, carriageway="right", ramp="yes")]
    layers = {"roads": roads, "repairs": [work(2, 6)]}
    assert each_way(layers, "repaired-km", "union_km") == KM([2, 4, 2])


def test_repeats_on_ramps_are_apart_too():
    works = [*WORKS, work(10, 20, "2025-01-02"), work(0, 0.8, "2025-01-02", route_id=RAMP)]
    layers = {"roads": ROADS, "repairs": works}
    assert each_way(layers, "repeated-works", "km") == KM([10, 10.8, 0.8])


# --- condition -------------------------------------------------------------------------------------------


def test_ramps_are_counted_apart_from_the_share_of_good_roads():
    layers = {"roads": ROADS, "condition_surveys": SURVEYS}
    found = asked(layers, "condition-share", without_cell="stored")
    assert (found.total["share"], found.total["total_km"]) == (1, 45)
    assert APART in found.notes
    assert each_way(layers, "condition-share", "total_km") == KM([45, 45.8, 0.8])
    assert each_way(layers, "condition-share", "share", without_cell="stored") == KM([1, 10 / 10.8, 0])
    assert not any("where no road that counts" in one for one in found.notes)


def test_ramps_are_counted_apart_from_roughness_and_from_the_gain():
    layers = {"roads": ROADS, "condition_surveys": SURVEYS}
    assert each_way(layers, "iri-statistics", "km") == KM([10, 10.8, 0.8])
    assert each_way(layers, "iri-statistics", "highest") == [2, 6, 6]
    gains = each_way(layers, "condition-gain", "newly_known_bad_km", **BY_CLASS)
    assert gains == KM([0, 0.8, 0.8])
    assert APART in asked(layers, "condition-gain").notes


# --- density ---------------------------------------------------------------------------------------------


def test_ramps_are_counted_apart_from_the_density_of_roads(tmp_path):
    west, ramp = line(51.2, 51.8, 46.5), line(51.4, 51.41, 46.6)
    roads = [road(0, 46, geom=west), road(0, 0.8, route_id=RAMP, ramp="yes", geom=ramp)]
    ledger = build(tmp_path / "r.gpkg", {"regions": REGIONS, "roads": roads})
    found = {
        one: compute(ledger, "road-density", by=["region"], ramps=one)[0]
        for one in ("apart", "included", "only")
    }
    apart, whole, only = (one.total["road_km"] for one in found.values())
    assert apart + only == pytest.approx(whole)
    assert apart / only == pytest.approx(60, rel=0.01)
    assert f"{only:.3f} km of ramps are counted apart" in found["apart"].notes
    assert compute(ledger, "road-density")[0].total["road_km"] == pytest.approx(apart)


# --- layers that cannot say it ---------------------------------------------------------------------------


@pytest.mark.usefixtures("before_ramps")
def test_roads_from_before_the_field_count_as_they_did():
    roads = [{name: one for name, one in each.items() if name != "ramp"} for each in ROADS]
    layers = {"roads": roads, "repairs": WORKS, "condition_surveys": SURVEYS}
    figures = {
        "road-length": ("measured_km", 45.8),
        "repaired-km": ("union_km", 20.8),
        "condition-share": ("total_km", 45.8),
        "iri-statistics": ("km", 10.8),
    }
    for name, (figure, km) in figures.items():
        assert asked(layers, name).total[figure] == KM(km)
        with pytest.raises(UsageError, match="layer roads has no field ramp here"):
            asked(layers, name, ramps="only")


def test_another_way_to_count_ramps_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match=r"ramps.*apart, included, only"):
        asked({"roads": ROADS}, "road-length", ramps="double")


# --- parts add up ----------------------------------------------------------------------------------------

sections = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from(["yes", "no", None]), st.sampled_from("AB")), max_size=8
)
intervals = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 60), st.sampled_from(["both", "left", "right"])), max_size=8
)


@settings(deadline=None)
@given(sections, intervals, st.sampled_from([0.5, 0.8, 1.0]))
def test_what_is_apart_and_the_rest_add_up_to_what_is_included(roads, works, one_side):
    ends: dict[str, int] = {}
    rows = []
    for metres, ramp, route in roads:
        start = ends.get(route, 0)
        ends[route] = start + metres
        rows.append(road(start, start + metres, route_id=route, ramp=ramp, lanes=2))
    done = [work(start, start + long, route_id="A", carriageway=side) for start, long, side in works]
    seen = [survey(one["km_from"], one["km_to"], route_id="A", condition="good") for one in done]
    layers = {"roads": rows, "repairs": done, "condition_surveys": seen}
    for name, figure, more in (
        ("road-length", "measured_km", {}),
        ("repaired-km", "union_km", {"one_side": one_side}),
        ("repaired-km", "sum_km", {"one_side": one_side}),
        ("condition-share", "surveyed_km", {}),
        ("condition-share", "total_km", {}),
    ):
        apart, whole, only = each_way(layers, name, figure, **more)
        assert apart + only == pytest.approx(whole, abs=1e-9), (name, figure)
