"""Counts, sums, areas and lengths of layers."""

import pytest
import shapely

from registry.model.errors import UnknownField, UnknownLayer, UsageError
from registry.stats.computing import compute
from tests.quality.building import build
from tests.stats.earth import square


def section(route, start, end, **more):
    return {
        "route_id": route,
        "km_from": start,
        "km_to": end,
        "carriageway": "both",
        "lifecycle": "in_use",
        **more,
    }


def only(result):
    (row,) = result.table.to_dict("records")
    return row


def test_one_feature_may_stand_for_many_objects(seeded):
    result, _ = compute(seeded, "layer-count", layer="facilities", where="facility_id = 'nazar-schools'")
    assert only(result) == {"features": 1, "objects": 64}
    schools, _ = compute(seeded, "layer-count", layer="facilities", where="kind = 'school'")
    assert only(schools) == {"features": 2, "objects": 64}
    (left,) = schools.left_out
    assert left.counted
    assert "how many objects" in left.reason


def test_groups_add_up_to_the_whole(seeded):
    by_kind, _ = compute(seeded, "layer-count", layer="facilities", by=["kind", "region_code"])
    assert by_kind.table["features"].sum() == by_kind.total["features"] == 13
    assert len(by_kind.evidence) == 13


def test_money_of_two_currencies_is_never_added(seeded):
    result, _ = compute(seeded, "layer-sum", layer="projects", field="cost", where="region_code = 'KZ-47'")
    assert result.table.set_index("currency")["sum"].to_dict() == {"KZT": 193e9, "USD": 1e9}
    assert "sum" not in result.total
    assert {one.reason for one in result.left_out} == {"has no cost"}


def test_a_sum_says_who_gave_nothing(seeded):
    result, receipt = compute(seeded, "layer-sum", layer="facilities", field="cameras")
    assert only(result)["sum"] == 2000
    assert receipt.left_out == 12


def test_areas_are_geodesic_and_overlaps_count_once(tmp_path):
    zone = square((54.10387, 43.40855), 476)
    rows = [{"zone_id": name, "geom": shapely.MultiPolygon([zone]), "area_stated_km2": 4.76} for name in "ab"]
    rows.append({"zone_id": "c"})
    result, _ = compute(
        build(tmp_path / "a.gpkg", {"tourism_zones": rows}), "layer-area", layer="tourism_zones"
    )
    row = only(result)
    assert row["sum_ha"] == pytest.approx(952, abs=0.01)
    assert row["union_ha"] == pytest.approx(476, abs=0.01)
    assert row["union_km2"] == pytest.approx(4.76, abs=1e-4)
    assert row["stated_ha"] == pytest.approx(952)
    assert [one.reason for one in result.left_out] == ["has no geometry; draw its outline"]


def test_a_metre_under_two_sections_counts_once_and_one_side_half(tmp_path):
    roads = [
        section("A-27", 0, 20, lanes=2),
        section("A-27", 10, 30, lanes=2),
        section("A-28", 5, 15, carriageway="left", lanes=2),
        section("A-28", 5, 15, carriageway="right", lanes=2),
        section("A-29", 0, 4, carriageway="left"),
        section("A-30", 0, 100, lifecycle="planned"),
        section("A-31", None, None),
    ]
    found = build(tmp_path / "a.gpkg", {"roads": roads})
    result, _ = compute(found, "road-length", by=["route_id"])
    assert result.table.set_index("route_id")["measured_km"].to_dict() == {"A-27": 30, "A-28": 10, "A-29": 2}
    assert result.total["measured_km"] == 42
    assert result.total["sum_km"] == 52
    assert any("10.000 km lie under more than one" in one for one in result.notes)
    assert sorted(one.reason.split(",")[0] for one in result.left_out) == [
        "covers km 10+000 to 20+000 of route A-27", "has no kilometres from and to; give both",
        "lifecycle is planned",
    ]  # fmt: skip
    whole, _ = compute(found, "road-length", one_side=1, where="route_id = 'A-29'")
    assert whole.total["measured_km"] == 4


def test_makhambet_inder_is_108_km_and_west_kazakhstan_303(seeded):
    def stretch(start, end):
        return compute(seeded, "road-length", route="atyrau-oral", km_from=start, km_to=end)[0]

    assert stretch("71", "179").total["measured_km"] == 108
    assert stretch("492+000", "189").total["measured_km"] == 303
    assert compute(seeded, "road-length", route="atyrau-oral")[0].total["measured_km"] == 500


def test_medium_repair_of_60_km_of_8_6_m_is_516_000_m2(seeded):
    result, _ = compute(seeded, "event-length", by=["work_id"])
    row = result.table.set_index("work_id").loc["atyrau-oral-189-249"]
    assert (row["measured_km"], row["stated_km"]) == (60, 60)
    assert row["area_m2"] == pytest.approx(516_000)
    assert result.table.set_index("work_id").loc["makat-dossor-487-504", "measured_km"] == 17


@pytest.mark.parametrize("count", ["layer-count", "road-length"])
def test_an_empty_layer_is_a_row_of_nothing(tmp_path, count):
    found = build(tmp_path / "a.gpkg", {"roads": []})
    more = {"layer": "roads"} if count == "layer-count" else {}
    result, receipt = compute(found, count, **more)
    assert set(only(result).values()) == {0}
    assert receipt.features == 0
    grouped, _ = compute(found, count, by=["surface"], **more)
    assert grouped.table.empty


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"name": "layer-count"}, UsageError, "which layer"),
        ({"name": "layer-count", "layer": "rodas"}, UnknownLayer, "rodas"),
        ({"name": "layer-count", "layer": "roads", "by": ["colour"]}, UnknownField, "colour"),
        ({"name": "layer-sum", "layer": "roads"}, UsageError, "which field"),
        ({"name": "layer-sum", "layer": "roads", "field": "surface"}, UsageError, "not a number"),
        ({"name": "layer-area", "layer": "roads"}, UsageError, "no polygons"),
        ({"name": "event-length", "layer": "settlements"}, UsageError, "no kilometres"),
        ({"name": "road-length", "km_from": "x"}, UsageError, "513+850"),
        ({"name": "road-length", "one_side": "x"}, UsageError, "is no number"),
        ({"name": "road-length", "colour": 1}, UsageError, "has no parameter 'colour'"),
        ({"name": "road-lenght"}, UsageError, "did you mean road-length"),
        ({"name": "reclaimed-ha", "by": ["surface"]}, UsageError, "it can by: site, owner"),
        ({"name": "reclaimed-ha", "by": ["owner", "owner"]}, UsageError, "twice"),
        ({"name": "reclaimed-ha", "date": "whenever"}, UsageError, "accepted, finished, started"),
        ({"name": "reclaimed-ha", "until": "2024-13-01"}, UsageError, "is no day; write it as"),
        ({"name": "reclaimed-ha", "where": "colour = 1"}, UnknownField, "colour"),
    ],
)  # fmt: skip
def test_a_wrong_request_says_what_there_is(seeded, asked, error, said):
    with pytest.raises(error, match=said.replace("+", r"\+")):
        compute(seeded, asked.pop("name"), **asked)
