"""Repaired kilometres: each rule and each numbered pitfall of the domain notes, section 2."""

from __future__ import annotations

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.errors import UsageError
from registry.stats.computing import compute, verify_receipt
from registry.stats.works import TYPES
from tests.quality.building import GEOD, build
from tests.stats.working import asked, between, by, line, road, uid, work

KM = pytest.approx


def repaired(works, *groups, **rest):
    layers = {"repairs": works} | rest.pop("layers", {})
    return asked(layers, "repaired-km", groups, **rest)


# --- golden cases ----------------------------------------------------------------------------------------


def test_published_chainages_come_out_as_published():
    works = [
        work(189, 492, route_id="atyrau-oral"),
        work(786, 513.85, route_id="toll"),
        work(487, 504, route_id="makat-dossor"),
    ]
    assert by(repaired(works, "road"), "sum_km") == {"atyrau-oral": 303, "toll": 272.15, "makat-dossor": 17}


def test_medium_repair_of_60_km_and_8_6_m_is_516_000_square_metres():
    total = repaired([work(189, 249, width_m=8.6)]).total
    assert (total["sum_km"], total["union_km"], total["area_m2"]) == (60, 60, KM(516_000, abs=1e-6))


def test_overlapping_works_count_once_in_distinct_km():
    total = repaired([work(0, 20), work(10, 30), work(5, 40)]).total
    assert (total["union_km"], total["sum_km"]) == (40, 75)


def test_the_contractors_stretch_of_m_9_is_260_838_km_by_measure_and_261_562_along_its_posts(shared_data):
    source = shared_data / "m9" / "m9_baltia.gpkg"
    path, posts = (pyogrio.read_dataframe(source, layer=name) for name in ("path", "km_posts"))
    km = posts["Position"].to_numpy() / 1000
    layers = {
        "roads": [road(km.min(), km.max(), route_id="M-9", geom=path.geometry[0])],
        "km_posts": [
            {"route_id": "M-9", "km": at, "geom": point} for at, point in zip(km, posts.geometry, strict=True)
        ],
    }
    total = repaired([work(158.862, 419.7, route_id="M-9", stated_km=261.5)], layers=layers).total
    assert total["sum_km"] == total["union_km"] == 260.838
    assert total["true_km"] == KM(261.562, abs=0.010)


# --- the rules -------------------------------------------------------------------------------------------


def test_repaired_is_reconstruction_capital_and_medium():
    works = [work(10 * place, 10 * place + 10, kind=kind) for place, kind in enumerate(TYPES)]
    works.append(work(90, 99, kind="new_construction"))
    found = repaired(works, "work_type")
    assert by(found, "union_km") == {"reconstruction": 10, "capital": 10, "medium": 10}
    assert any("1 current, 1 maintenance, 1 new construction" in one for one in found.notes)


def test_current_repair_counts_only_on_request_and_new_construction_never():
    works = [
        work(0, 10, kind="current"),
        work(10, 20, kind="maintenance"),
        work(20, 90, kind="new_construction"),
    ]
    assert repaired(works).total["union_km"] == 0
    assert repaired(works, types=["current", "maintenance"]).total["union_km"] == 20
    with pytest.raises(UsageError, match="new_construction"):
        repaired(works, types=["new_construction"])


def test_length_is_the_difference_of_measures_beside_the_true_and_the_stated():
    works = [work(10, 20, stated_km=9.0)]
    found = repaired(works, layers={"roads": [road(0, 40, geom=line(51.0, 51.5))]}).total
    assert found["sum_km"] == 10
    assert found["stated_km"] == 9
    drawn = GEOD.geometry_length(line(51.0, 51.5)) / 1000
    assert found["true_km"] == KM(drawn / 4, rel=1e-9)  # its kilometres are short ones


def test_date_is_that_of_acceptance_else_of_finish():
    works = [
        work(0, 10, "2024-02-01", finished_on="2023-11-30", started_on="2022-05-01"),
        work(10, 20, None, finished_on="2023-11-30", started_on="2022-05-01"),
    ]
    assert by(repaired(works, "year"), "union_km") == {2023: 10, 2024: 10}
    assert by(repaired(works, "year", date="finished"), "union_km") == {2023: 20}
    assert by(repaired(works, "year", date="started"), "union_km") == {2022: 20}
    accepted = repaired(works, "year", date="accepted")
    assert by(accepted, "union_km") == {2024: 10}
    assert "has no accepted_on" in accepted.left_out[0].reason


def test_done_work_without_a_date_is_listed_and_not_counted():
    found = repaired([work(0, 10, None), work(10, 30)])
    assert found.total["union_km"] == 20
    assert [(one.uid, one.counted) for one in found.left_out] == [(uid(0), False)]
    assert "give the date" in found.left_out[0].reason


def test_of_a_work_under_way_only_the_finished_part_counts():
    works = [
        work(0, 50, status="under_way", done_from=10, done_to=25, cost=500.0, currency="KZT"),
        work(60, 70, status="under_way"),
    ]
    found = repaired(works)
    assert found.total["union_km"] == 15
    assert found.total["cost_KZT"] == KM(150)  # the share of the contract that is finished
    assert any("1 under way with nothing finished yet" in one for one in found.notes)


def test_finished_part_without_a_date_counts_in_no_year_and_is_told():
    works = [work(0, 50, None, status="under_way", done_from=10, done_to=25)]
    found = repaired(works, "year")
    assert by(found, "union_km") == {None: 15}
    assert found.left_out[0].counted
    assert repaired(works, period_start="2024-01-01").total["union_km"] == 0


def test_status_that_nobody_stated_is_not_done():
    found = repaired(
        [work(0, 10, status=None), work(0, 20, status="planned"), work(0, 30, status="cancelled")]
    )
    assert found.total["union_km"] == 0
    assert "give its status" in found.left_out[0].reason
    assert any("1 cancelled, 1 planned" in one for one in found.notes)
    assert repaired([work(0, 20, status="planned")], statuses=["planned"]).total["union_km"] == 20


def test_one_side_of_a_dual_carriageway_counts_half_or_all():
    one = [work(0, 10, carriageway="left")]
    assert repaired(one).total["union_km"] == 5
    assert repaired(one, one_side=1.0).total["union_km"] == 10
    both = [*one, work(0, 10, carriageway="right")]
    assert (repaired(both).total["sum_km"], repaired(both).total["union_km"]) == (10, 10)
    found = repaired(both, one_side=1.0).total
    assert (found["sum_km"], found["union_km"]) == (20, 10)
    over = [*one, work(5, 15)]
    assert (repaired(over).total["sum_km"], repaired(over).total["union_km"]) == (15, 12.5)
    with pytest.raises(UsageError, match="from 0\\.5 to 1"):
        repaired(one, one_side=0.2)


def test_lane_km_use_the_lanes_under_each_metre():
    roads = [road(0, 10, lanes=2), road(10, 20, lanes=4), road(20, 30)]
    assert repaired([work(5, 12)], layers={"roads": roads}).total["lane_km"] == 5 * 2 + 2 * 4
    found = repaired([work(0, 30), work(0, 30)], layers={"roads": roads})
    assert found.total["lane_km"] == 60  # of the union, and of what is known
    assert any("for 10.000 km lanes" in one for one in found.notes)


def test_lanes_are_those_of_the_section_that_is_valid_on_the_day():
    roads = [road(0, 10, lanes=2, valid_from="2010-01-01", valid_to="2020-01-01"), road(0, 10, lanes=4)]
    found = repaired([work(0, 10)], layers={"roads": roads})
    assert found.total["lane_km"] == 40
    assert not found.left_out


def test_sections_of_one_route_that_overlap_are_told():
    found = repaired([work(0, 10)], layers={"roads": [road(0, 10, lanes=2), road(8, 20, lanes=4)]})
    assert [(one.layer, one.uid, one.counted) for one in found.left_out] == [("roads", uid(1), True)]
    assert "covers km 8+000 to 10+000 of route A-27, which another section has" in found.left_out[0].reason


def test_lane_km_of_one_side_take_its_own_lanes_or_half_of_both():
    sides = [road(0, 10, lanes=2, carriageway="left"), road(0, 10, lanes=3, carriageway="right")]
    layers = {"roads": [*sides, road(10, 20, lanes=4)]}
    assert repaired([work(0, 10, carriageway="right")], layers=layers).total["lane_km"] == 30
    assert repaired([work(0, 10)], layers=layers).total["lane_km"] == 50
    assert repaired([work(10, 20, carriageway="left")], layers=layers).total["lane_km"] == 20


def test_area_takes_the_width_of_the_work_else_of_the_road():
    roads = [road(0, 10, width_m=7.0), road(10, 30)]
    found = repaired([work(0, 5, width_m=9.0), work(5, 10), work(10, 12)], layers={"roads": roads})
    assert found.total["area_m2"] == KM(5000 * 9 + 5000 * 7)
    assert any("for 2.000 km neither the work's width" in one for one in found.notes)


def test_by_type_a_metre_goes_to_the_highest_type_so_that_types_add_up():
    works = [work(0, 30), work(10, 20, kind="capital"), work(15, 40, kind="reconstruction")]
    found = repaired(works, "work_type")
    assert by(found, "union_km") == {"reconstruction": 25, "capital": 5, "medium": 10}
    assert list(found.table.work_type) == ["reconstruction", "capital", "medium"]
    assert found.total["union_km"] == 40
    other = repaired(works, "work_type", precedence=["medium", "capital", "reconstruction"])
    assert by(other, "union_km") == {"reconstruction": 10, "medium": 30, "capital": 0}


def test_other_groups_have_their_own_union_and_what_several_share_is_told():
    works = [work(0, 20, contractor="Жол"), work(10, 30, contractor="Сапа"), work(15, 25, contractor="Жол")]
    found = repaired(works, "contractor")
    assert by(found, "union_km") == {"Жол": 25, "Сапа": 20}
    assert (found.total["union_km"], found.several["union_km"]) == (30, 15)
    assert "counted in several rows: 15.000 km" in found.notes


def test_month_district_significance_and_carriageway_are_groups():
    layers = {
        "roads": [road(0, 10, significance="republican", geom=line(51, 51.2)), road(10, 20)],
        "routes": [{"route_id": "A-27", "significance": "regional"}],
        "districts": [between(50, 52, "Makhambet")],
    }
    works = [work(0, 20, "2024-05-31"), work(0, 5, "2024-06-01", carriageway="left")]
    found = repaired(works, "month", "carriageway", "significance", layers=layers)
    assert by(found, "union_km") == {
        ("2024-05", "both", "republican"): 10,
        ("2024-05", "both", "regional"): 10,
        ("2024-06", "left", "republican"): 2.5,
    }
    assert by(repaired(works, "district", layers=layers), "union_km") == {"Makhambet": 10, "unplaced": 10}
    with pytest.raises(UsageError, match="no layer districts"):
        repaired(works, "district")


def test_regions_split_a_work_at_their_boundary_by_measure():
    layers = {
        "roads": [road(100, 140, geom=line(51.0, 51.4))],
        "regions": [between(50, 51.1, "KZ-23"), between(51.1, 51.3, "KZ-27")],
    }
    found = repaired([work(105, 135), work(110, 150)], "region", layers=layers)
    assert by(found, "sum_km") == {"KZ-23": 5, "KZ-27": 40, "outside": 15, "unplaced": 10}
    assert by(found, "union_km") == {"KZ-23": 5, "KZ-27": 20, "outside": 10, "unplaced": 10}
    assert found.total["sum_km"] == 70


def test_road_along_a_border_belongs_to_the_region_with_the_lowest_code():
    north, south = between(50, 52, "KZ-47"), between(50, 52, "KZ-23")
    north["geom"] = shapely.MultiPolygon([shapely.box(50, 47, 52, 48)])
    south["geom"] = shapely.MultiPolygon([shapely.box(50, 46, 52, 47)])
    layers = {"roads": [road(0, 20, geom=line(51.0, 51.2))], "regions": [north, south]}
    assert by(repaired([work(0, 20)], "region", layers=layers), "union_km") == {"KZ-23": 20}


def test_work_on_a_road_without_geometry_is_unplaced():
    layers = {"roads": [road(0, 20)], "regions": [between(50, 52, "KZ-23")]}
    assert by(repaired([work(0, 20)], "region", layers=layers), "union_km") == {"unplaced": 20}


def test_concurrent_metres_belong_to_the_higher_road_then_the_lowest_route_id():
    shared = {"route_id": "A-27", "km_from": 10, "km_to": 20, "other_route_id": "P-9"}
    layers = {
        "roads": [
            road(0, 50, significance="regional"),
            road(0, 60, route_id="P-9", significance="republican"),
        ],
        "concurrencies": [shared | {"other_km_from": 40, "other_km_to": 30}],
    }
    works = [work(5, 15), work(35, 45, route_id="P-9")]
    found = repaired(works, "road", layers=layers)
    assert by(found, "union_km") == {"A-27": 5, "P-9": 10}  # A-27 km 10 to 15 is P-9 km 40 to 35
    assert (found.total["sum_km"], found.total["union_km"]) == (20, 15)
    each = repaired(works, "road", layers=layers, concurrent_once=False)
    assert by(each, "union_km") == {"A-27": 10, "P-9": 10}
    layers["roads"] = [road(0, 50), road(0, 60, route_id="P-9")]
    assert by(repaired(works, "road", layers=layers), "union_km") == {"A-27": 10, "P-9": 5}


def test_left_becomes_right_on_a_concurrent_road_that_counts_the_other_way():
    shared = {"route_id": "A-27", "km_from": 0, "km_to": 10, "other_route_id": "P-9"}
    layers = {
        "roads": [road(0, 10), road(0, 10, route_id="P-9", significance="republican")],
        "concurrencies": [shared | {"other_km_from": 10, "other_km_to": 0}],
    }
    works = [work(0, 4, carriageway="left"), work(6, 10, route_id="P-9", carriageway="right")]
    found = repaired(works, layers=layers)
    assert (found.total["sum_km"], found.total["union_km"]) == (4, 2)


def test_a_work_that_names_its_road_by_a_former_number_counts_on_that_road():
    layers = {
        "routes": [{"route_id": "A-27", "aliases": "M-32 (/2018-12-31); Атырау – Уральск"}],
        "roads": [road(0, 40, geom=line(51.0, 51.4), lanes=2), road(40, 50, route_id="M-32", lanes=4)],
    }
    works = [work(0, 10), work(5, 20, route_id="M-32"), work(40, 45, route_id="атырау – уральск")]
    found = repaired(works, "road", layers=layers)
    assert by(found, "union_km") == {"A-27": 25}
    assert found.total["lane_km"] == 60
    assert found.total["true_km"] == KM(GEOD.geometry_length(line(51.0, 51.4)) * 25 / 40_000, rel=1e-6)
    assert "routes named by an alias: M-32 is A-27, атырау – уральск is A-27" in found.notes
    assert not found.left_out


def test_result_names_the_rules_it_used():
    told = " ".join(repaired([work(0, 1)], date="started", types=["capital"]).notes)
    assert "repaired: capital; date: started_on" in told
    assert "one side of a dual carriageway counts 0.5 km" in told


# --- the pitfalls, by number -----------------------------------------------------------------------------


def test_pitfall_1_overlaps_of_one_year_are_listed_beside_sum_and_union():
    works = [work(0, 20), work(10, 30), work(5, 40, "2023-01-01")]
    found = repaired(works, "year")
    assert by(found, "sum_km") == {2023: 35, 2024: 40}
    assert by(found, "union_km") == {2023: 35, 2024: 30}
    place = {"route_id": "A-27", "carriageway": "both", "start_m": 10_000, "end_m": 20_000, "km": 10.0}
    listed = found.details["overlaps"]().to_dict("records")
    assert listed == [{"year": 2024, **place, "overlapping": [uid(0), uid(1)]}]
    assert "overlap 10.000 km in 1 place" in found.notes


def test_pitfall_2_two_types_on_one_stretch_add_up_to_the_total():
    found = repaired([work(0, 30), work(10, 30, kind="capital")], "year", "work_type")
    assert by(found, "union_km") == {(2024, "capital"): 20, (2024, "medium"): 10}


def test_pitfall_3_km_of_repairs_and_distinct_km_are_two_figures():
    found = repaired([work(0, 10, "2020-01-01"), work(0, 10, "2024-01-01")], "year")
    assert by(found, "union_km") == {2020: 10, 2024: 10}
    assert (found.total["sum_km"], found.total["union_km"]) == (20, 10)


def test_pitfall_4_the_year_is_that_of_the_chosen_date():
    works = [work(0, 10, "2025-01-10", finished_on="2024-12-20", started_on="2024-04-01")]
    assert list(by(repaired(works, "year"), "union_km")) == [2025]
    assert list(by(repaired(works, "year", date="finished"), "union_km")) == [2024]


def test_pitfall_5_reversed_events_are_put_in_order():
    found = repaired([work(786, 513.85)])
    assert found.total["sum_km"] == 272.15
    assert "direction reversed" in found.left_out[0].reason
    assert found.left_out[0].counted


def test_pitfall_6_dual_carriageway_counts_half_or_whole():
    works = [work(0, 10, carriageway="right")]
    assert [repaired(works, one_side=one).total["union_km"] for one in (0.5, 1.0)] == [5, 10]


def test_pitfall_7_concurrent_roads_count_physical_km_once():
    shared = {"route_id": "A-27", "km_from": 0, "km_to": 10, "other_route_id": "P-9"}
    layers = {"concurrencies": [shared | {"other_km_from": 100, "other_km_to": 110}]}
    found = repaired([work(0, 10), work(100, 110, route_id="P-9")], layers=layers)
    assert (found.total["sum_km"], found.total["union_km"]) == (20, 10)


def test_pitfall_9_intervals_are_half_open_whole_metres():
    found = repaired([work(12, 15), work(15, 18), work(20.0004, 20.0006)])
    assert found.total["union_km"] == KM(6.001)  # 20+000 to 20+001
    assert not len(found.details["overlaps"]())


def test_pitfall_10_a_long_kilometre_counts_one_by_measure_and_more_along_the_line():
    posts = [(0, 51.0), (1, 51.02), (2, 51.03)]
    layers = {
        "roads": [road(0, 2, geom=shapely.LineString([(51, 47), (51.03, 47)]))],
        "km_posts": [{"route_id": "A-27", "km": km, "geom": shapely.Point(lon, 47)} for km, lon in posts],
    }
    found = repaired([work(0, 1), work(1, 2, "2023-01-01")], "year", layers=layers)
    assert by(found, "union_km") == {2023: 1, 2024: 1}
    true = by(found, "true_km")
    assert true[2024] == KM(2 * true[2023], rel=1e-6)


def test_pitfall_11_works_past_the_end_of_the_road_are_reported_not_clipped():
    found = repaired([work(40, 60)], layers={"roads": [road(0, 50)]})
    assert found.total["union_km"] == 20
    assert "leaves route A-27, which has km 0+000 to 50+000, by 10000 m" in found.left_out[0].reason
    assert found.left_out[0].counted


def test_pitfall_12_regions_add_up_to_the_whole():
    layers = {
        "roads": [road(0, 40, geom=line(51.0, 51.4)), road(40, 80)],
        "regions": [
            between(50, 51.10001, "KZ-23"),
            between(51.10001, 51.3, "KZ-27"),
            between(51.3, 52, "KZ-47"),
        ],
    }
    works = [work(1.001, 33.333, cost=777.0, currency="KZT"), work(20, 70, kind="capital", width_m=7.3)]
    found = repaired(works, "region", layers=layers)
    for name in ("sum_km", "union_km", "area_m2", "cost_KZT"):
        assert found.table[name].sum() == KM(found.total[name], rel=1e-12)
    both = repaired(works, "region", "work_type", layers=layers)
    assert both.table.union_km.sum() == KM(found.total["union_km"])


def test_pitfall_14_figures_are_rounded_only_when_printed():
    works = [work(0, 1, cost=100.0, currency="KZT", status="under_way", done_from=0, done_to=0.333)]
    assert repaired(works).total["cost_KZT"] == KM(33.3, abs=1e-9)


def test_pitfall_15_work_with_road_from_and_to_counts_without_any_geometry():
    assert repaired([work(0, 10, route_id="nobody-drew-it")]).total["union_km"] == 10


# --- bad input -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"route_id": None}, "has no route; give its route_id"),
        ({"km_from": None}, "give km_from and km_to"),
        ({"km_to": float("nan")}, "give km_from and km_to"),
        ({"km_to": 1}, "begins and ends at km 1+000"),
        ({"work_type": None}, "has no work_type"),
    ],
)
def test_unsound_works_are_left_out_by_name_with_the_mend(wrong, reason):
    found = repaired([work(1, 9) | wrong, work(10, 20)])
    assert found.total["union_km"] == 10
    assert [one.uid for one in found.left_out] == [uid(0)]
    assert reason in found.left_out[0].reason


def test_work_on_a_route_that_no_road_has_is_told():
    found = repaired([work(0, 5, route_id="A-72")], layers={"roads": [road(0, 50)]})
    assert found.total["union_km"] == 5
    assert "'A-72'" in found.left_out[0].reason


def test_a_concurrency_that_lacks_something_is_told_and_the_roads_count_apart():
    shared = {"route_id": "A-27", "km_from": 0, "km_to": 10, "other_route_id": None, "other_km_from": 100}
    found = repaired([work(0, 10), work(100, 110, route_id="P-9")], layers={"concurrencies": [shared]})
    assert found.total["union_km"] == 20
    assert [(one.layer, one.reason, one.counted) for one in found.left_out] == [
        ("concurrencies", "has no other_route_id, other_km_to, so its two roads count apart; give it", False)
    ]


def test_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(UsageError, match="swap them"):
        repaired([], period_start="2024-02-01", period_end="2024-01-01")


def test_no_works_are_no_kilometres():
    found = repaired([], "year", "work_type")
    assert (len(found.table), found.total["works"], found.total["union_km"]) == (0, 0, 0)
    assert repaired([]).total["sum_km"] == 0


def test_evidence_gives_each_work_behind_each_number():
    found = repaired(
        [work(0, 20), work(10, 30, kind="capital"), work(0, 5, "2023-01-01")], "year", "work_type"
    )
    summed = found.evidence.groupby("row").value.sum()
    assert np.allclose(summed, found.table.sum_km)
    row = found.evidence.iloc[0]
    assert (row.layer, row.uid, row.route_id, row.start_m, row.end_m) == (
        "repairs",
        uid(0),
        "A-27",
        0,
        20_000,
    )


def test_costs_of_different_currencies_are_never_added():
    works = [work(0, 10, cost=50.0, currency="KZT"), work(10, 20, cost=3.0, currency="USD"), work(20, 40)]
    total = repaired(works).total
    assert (total["cost_KZT"], total["cost_per_km_KZT"]) == (50, 5)
    assert (total["cost_USD"], total["cost_per_km_USD"]) == (3, KM(0.3))


def test_area_asked_for_cuts_works_at_its_edge():
    layers = {"roads": [road(0, 40, geom=line(51.0, 51.4)), road(40, 50)]}
    found = repaired([work(0, 20), work(35, 45)], layers=layers, area=shapely.box(50, 46, 51.1, 48))
    assert found.total["union_km"] == 10
    assert [one.uid for one in found.left_out] == [uid(1)]


# --- properties ------------------------------------------------------------------------------------------

_metre = st.integers(0, 60)
_works = st.lists(
    st.builds(
        lambda start, length, side, kind, year, route: work(
            start, start + length, f"{year}-06-01", kind, carriageway=side, route_id=route
        ),
        _metre,
        st.integers(1, 30),
        st.sampled_from(["both", "left", "right"]),
        st.sampled_from(TYPES[:3]),
        st.sampled_from([2023, 2024]),
        st.sampled_from(["A-27", "P-9"]),
    ),
    max_size=8,
)
_side = st.sampled_from([0.5, 0.75, 1.0])
quick = settings(max_examples=60, deadline=None)


@quick
@given(_works, _side)
def test_union_is_never_more_than_the_sum(works, one_side):
    found = repaired(works, "year", one_side=one_side)
    assert (found.table.union_km <= found.table.sum_km + 1e-9).all()
    assert found.total["union_km"] <= found.total["sum_km"] + 1e-9


@quick
@given(_works, _side)
def test_types_and_roads_add_up_to_the_total(works, one_side):
    for name in ("work_type", "road"):
        found = repaired(works, name, one_side=one_side)
        assert found.table.union_km.sum() == KM(found.total["union_km"])
        assert found.table.sum_km.sum() == KM(found.total["sum_km"])


@quick
@given(_works, st.randoms(use_true_random=False))
def test_splitting_reversing_and_reordering_events_changes_nothing(works, chance):
    changed = []
    for one in works:
        middle = chance.uniform(one["km_from"], one["km_to"])
        middle = round(middle, 3)
        parts = [(one["km_from"], middle), (middle, one["km_to"])]
        for start, end in (
            parts if one["km_from"] < middle < one["km_to"] else [(one["km_from"], one["km_to"])]
        ):
            if chance.random() < 0.5:
                start, end = end, start
            changed.append(one | {"km_from": start, "km_to": end})
    chance.shuffle(changed)
    before, after = (repaired(one, "year", "work_type") for one in (works, changed))
    assert by(after, "union_km") == KM(by(before, "union_km"))
    assert by(after, "sum_km") == KM(by(before, "sum_km"))
    assert after.total["union_km"] == KM(before.total["union_km"])


# --- in a registry ---------------------------------------------------------------------------------------


def test_receipt_of_repaired_km_holds(tmp_path):
    told = {"source": "акт", "quality": "surveyed"}
    ledger = build(
        tmp_path / "r.gpkg",
        {
            "routes": [told | {"route_id": "A-27", "name_en": "A-27"}],
            "roads": [told | road(0, 40, geom=line(51, 51.4), lanes=2)],
            "regions": [told | between(50, 51.2, "KZ-23") | {"role": "kept"}],
            "repairs": [told | work(0, 30), told | work(20, 30, kind="capital", cost=10.0, currency="KZT")],
        },
    )
    result, receipt = compute(ledger, "repaired-km", by=["year", "region", "work_type"], where="km_to > 5")
    assert by(result, "union_km") == {
        (2024, "KZ-23", "medium"): 20,
        (2024, "outside", "capital"): 10,
        (2024, "outside", "medium"): 0,
    }
    assert verify_receipt(ledger, receipt).holds


def test_seed_data_give_the_published_60_km_and_516_000_square_metres(seeded):
    where = "work_id = 'atyrau-oral-189-249'"
    result, _ = compute(seeded, "repaired-km", by=["work_type"], where=where, statuses=["unstated"])
    assert by(result, "union_km") == {"medium": 60}
    assert result.total["area_m2"] == KM(516_000)


@quick
@given(_works, st.lists(st.integers(5101, 5139), min_size=1, max_size=4, unique=True), _side)
def test_regions_add_up_wherever_their_boundaries_are(works, meridians, one_side):
    edges = [50.0, *(one / 100 + 0.00137 for one in sorted(meridians)), 51.5]
    regions = [between(*edges[at : at + 2], f"KZ-{at}") for at in range(len(edges) - 1)]
    roads = [road(0, 40, geom=line(51.0, 51.4)), road(40, 70), road(0, 60, route_id="P-9")]
    layers = {"roads": roads, "regions": regions}
    found = repaired(works, "region", layers=layers, one_side=one_side)
    for name in ("sum_km", "union_km"):
        assert found.table[name].sum() == KM(found.total[name])
