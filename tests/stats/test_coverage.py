"""Coverage and overlap: union and sum, parts by region, bad outlines."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from registry.model.errors import UnknownField, UnknownLayer, UsageError
from registry.roads.errors import BadCoordinate
from registry.stats.computing import compute, verify_receipt
from tests.quality.building import SHIPPED, build, uid
from tests.stats.earth import ATYRAU, GEOD, area, square


def box(*bounds):
    """A box whose sides run along parallels: with corners alone it would bulge, its sides being geodesics."""
    return shapely.segmentize(shapely.box(*bounds), 0.01)


WEST, EAST = box(51, 46, 52, 47), box(52, 46, 53, 47)


def region(code, shape, role="kept"):
    return {
        "code": code,
        "name_ru": code,
        "role": role,
        "geom": shapely.MultiPolygon(shapely.get_parts(shape).tolist()),
    }


def zone(shape, number=1):
    several = None if shape is None else shapely.MultiPolygon(shapely.get_parts(shape).tolist())
    return {"zone_id": f"z{number}", "name_ru": "зона", "limits": "assumed", "geom": several}


def zones(*shapes):
    return [zone(one, number) for number, one in enumerate(shapes)]


REGIONS = [region("KZ-23", WEST), region("KZ-47", EAST)]
STRADDLING = box(51.8, 46.4, 52.4, 46.6)
INSIDE = box(51.85, 46.45, 51.95, 46.55)


@pytest.fixture
def covered(tmp_path):
    def made(layers, name="zone-coverage", **asked):
        path = tmp_path / "r.gpkg"
        path.unlink(missing_ok=True)
        return compute(build(path, {"regions": REGIONS, **layers}), name, **asked)[0]

    return made


def test_ground_under_two_zones_counts_once_in_the_union_and_twice_in_the_sum(covered):
    found = covered({"tourism_zones": zones(STRADDLING, INSIDE)}, by=["region"])
    west, east = found.table.to_dict("records")
    part = area(box(51.8, 46.4, 52.0, 46.6)) / 1e6
    twice = area(INSIDE) / 1e6
    assert west["region"] == "KZ-23"
    assert west["area_km2"] == pytest.approx(area(WEST) / 1e6, rel=1e-7)
    assert west["covered_km2"] == pytest.approx(part, rel=1e-6)
    assert west["sum_km2"] == pytest.approx(part + twice, rel=1e-6)
    assert west["share"] == pytest.approx(part * 1e6 / area(WEST), rel=1e-6)
    assert east["sum_km2"] == pytest.approx(east["covered_km2"])
    assert found.total["covered_km2"] == pytest.approx(area(STRADDLING) / 1e6, rel=1e-6)
    assert f"{twice:,.4f} km2 lie under more than one feature, counted once" in " ".join(found.notes)


def test_the_features_behind_each_row_and_what_each_gives(covered):
    found = covered({"tourism_zones": zones(STRADDLING, INSIDE)}, by=["region"])
    assert found.evidence[["row", "layer", "uid"]].values.tolist() == [
        [0, "tourism_zones", uid(0)],
        [0, "tourism_zones", uid(1)],
        [1, "tourism_zones", uid(0)],
    ]
    sums = found.evidence.groupby("row")["value"].sum()
    assert sums.to_numpy() == pytest.approx(found.table["sum_km2"].to_numpy())


def test_what_lies_in_no_region_is_a_row_of_its_own(covered):
    found = covered({"tourism_zones": zones(box(52.5, 46.8, 53.5, 46.9))}, by=["region"])
    row = found.table.iloc[-1]
    assert row["region"] == "outside"
    assert found.table["covered_km2"].sum() == pytest.approx(
        area(box(52.5, 46.8, 53.5, 46.9)) / 1e6, rel=1e-6
    )
    assert "lie outside every outline of regions" in found.notes[-1]


def test_a_zone_that_covers_everything_covers_exactly_all(covered):
    found = covered({"tourism_zones": zones(box(50, 45, 54, 48))})
    assert found.table.to_dict("records")[0]["share"] == pytest.approx(1, abs=1e-12)
    assert list(found.table) == ["area_km2", "covered_km2", "sum_km2", "share"]


def test_476_hectares_in_a_region_are_476_hectares(covered):
    found = covered(
        {
            "regions": [region("KZ-23", box(50, 45, 54, 48))],
            "tourism_zones": zones(square(ATYRAU, 476)),
        }
    )
    assert round(found.total["covered_km2"] * 100, 2) == 476.00


def test_within_a_distance_is_metres_and_not_degrees(covered):
    road = shapely.LineString([(51.2, 46.5), (51.8, 46.5)])
    roads = [{"route_id": "A-27", "km_from": 0, "km_to": 46, "geom": road}]
    found = covered({"roads": roads}, layer="roads", distance_m=2000, by=["region"])
    length = GEOD.line_length([51.2, 51.8], [46.5, 46.5])
    assert found.table["covered_km2"][0] == pytest.approx((length * 4000 + np.pi * 4e6) / 1e6, rel=1e-3)
    assert found.table["covered_km2"][1] == 0
    assert "sum_km2" not in found.table
    assert found.evidence[["row", "uid"]].values.tolist() == [[0, uid(0)]]


#: A region on both sides of the antimeridian, and a road that ends 222 m west of it.
CHUKOTKA = region("RU-CHU", shapely.union(shapely.box(179, 65, 180, 66), shapely.box(-180, 65, -179, 66)))
EDGE_ROAD = [(179.99, 65.5), (179.995, 65.5)]


def edge_roads(line):
    return [
        {"route_id": "A", "km_from": 0, "km_to": 1, "all_season": "yes", "geom": shapely.LineString(line)}
    ]


@pytest.mark.parametrize("name", ["zone-coverage", "rural-area-near-roads"])
def test_ground_near_a_road_goes_on_beyond_the_antimeridian(covered, name):
    asked = {"layer": "roads"} if "zone" in name else {"urban": "none"}
    found = covered({"regions": [CHUKOTKA], "roads": edge_roads(EDGE_ROAD)}, name, distance_m=2000, **asked)
    km2 = found.total["covered_km2" if "zone" in name else "near_km2"]
    length = GEOD.line_length(*np.transpose(EDGE_ROAD))
    assert km2 == pytest.approx((length * 4000 + np.pi * 4e6) / 1e6, rel=1e-3)


def test_a_settlement_beyond_the_antimeridian_is_near(covered):
    village = {"settlement_id": "e", "name_ru": "село", "kind": "village", "population": 100}
    places = [village | {"geom": shapely.Point(-179.99, 65.5)}]
    layers = {"regions": [CHUKOTKA], "roads": edge_roads(EDGE_ROAD), "settlements": places}
    found = covered(layers, "people-near-roads", distance_m=1000)
    expected = GEOD.line_length([179.995, -179.99], [65.5, 65.5])
    assert found.evidence["distance_m"].min() == pytest.approx(expected, rel=1e-4)
    assert found.total["settlements_near"] == 1


def test_a_line_drawn_across_the_antimeridian_is_left_out_rather_than_led_round_the_earth(covered):
    layers = {"regions": [CHUKOTKA], "roads": edge_roads([(179.99, 65.5), (-179.995, 65.5)])}
    found = covered(layers, layer="roads", distance_m=2000)
    assert found.total["covered_km2"] == 0
    reason = "has an edge across the antimeridian, which leads round the Earth; cut it at 180°"
    assert [(one.uid, one.counted, one.reason) for one in found.left_out] == [(uid(0), False, reason)]


def test_a_buffer_over_a_pole_is_refused_by_the_name_of_the_feature(covered):
    roads = edge_roads([(1, 89.995), (2, 89.995)])
    with pytest.raises(BadCoordinate, match=f"roads {uid(0)}: .* stays off the poles"):
        covered({"roads": roads}, layer="roads", distance_m=2000)


def test_a_road_outside_a_region_still_covers_ground_in_it(covered):
    metre = 1 / 111_000
    road = shapely.LineString([(52 + 1000 * metre, 46.4), (52 + 1000 * metre, 46.6)])
    roads = [{"route_id": "A-27", "km_from": 0, "km_to": 22, "geom": road}]
    found = covered({"roads": roads}, layer="roads", distance_m=2000, by=["region"])
    assert found.table["covered_km2"][0] > 20
    assert found.evidence[["row", "uid"]].values.tolist() == [[0, uid(0)], [1, uid(0)]]


def test_an_area_narrows_the_ground_and_the_zones(covered):
    found = covered({"tourism_zones": zones(STRADDLING)}, area=box(51.9, 46.3, 52.1, 46.7))
    part = area(box(51.9, 46.4, 52.1, 46.6)) / area(box(51.9, 46.3, 52.1, 46.7))
    assert found.total["share"] == pytest.approx(part, rel=1e-6)
    grouped = covered({"tourism_zones": zones(STRADDLING)}, area=box(51.9, 46.3, 51.95, 46.7), by=["region"])
    assert grouped.table["region"].tolist() == ["KZ-23"]
    assert grouped.table["area_km2"][0] == pytest.approx(area(box(51.9, 46.3, 51.95, 46.7)) / 1e6, rel=1e-6)


def test_neighbours_only_when_asked_for(covered):
    layers = {
        "regions": [*REGIONS, region("KZ-15", box(53, 46, 54, 47), "neighbour")],
        "tourism_zones": zones(box(52.5, 46.8, 53.5, 46.9)),
    }
    assert covered(layers, by=["region"]).table["region"].tolist() == ["KZ-23", "KZ-47", "outside"]
    found = covered(layers, by=["region"], neighbours=True)
    assert found.table["region"].tolist() == ["KZ-15", "KZ-23", "KZ-47"]


def test_districts_come_from_a_layer_of_their_own(tmp_path):
    districts = replace(SHIPPED["regions"], name="districts")
    ledger = build(
        tmp_path / "r.gpkg", {districts: [region("KZ-1", WEST)], "tourism_zones": zones(STRADDLING)}
    )
    found, _ = compute(ledger, "zone-coverage", by=["district"])
    assert found.table["district"].tolist() == ["KZ-1", "outside"]
    with pytest.raises(UsageError, match=r"no layer regions to group by region with; import its outlines"):
        compute(ledger, "zone-coverage", by=["region"])
    with pytest.raises(UsageError, match="choose one of them"):
        compute(ledger, "zone-coverage", by=["region", "district"])
    with pytest.raises(UsageError, match=r"no layer regions, and coverage of a region needs outlines"):
        compute(ledger, "zone-coverage")


def test_overlapping_regions_share_no_ground_and_are_named(covered):
    layers = {
        "regions": [region("KZ-23", box(51, 46, 52.1, 47)), region("KZ-47", EAST)],
        "tourism_zones": zones(STRADDLING, box(50.9, 46.1, 53.1, 46.2)),
    }
    found = covered(layers, by=["region"])
    both = area(box(51, 46, 53, 47)) / 1e6
    assert found.table["area_km2"][:2].sum() == pytest.approx(both, rel=1e-7)
    said = [note for note in found.notes if "overlap by" in note]
    assert len(said) == 1
    assert said[0].startswith("outlines KZ-23 and KZ-47 of regions overlap by")
    assert "counted in KZ-23; correct one of them" in said[0]


def test_a_hole_between_regions_is_said_and_what_lies_there_is_outside(covered):
    hole = box(51.9, 46.4, 52.1, 46.6)
    layers = {
        "regions": [region("KZ-23", WEST.difference(hole)), region("KZ-47", EAST.difference(hole))],
        "tourism_zones": zones(hole),
    }
    found = covered(layers, by=["region"])
    assert found.table["covered_km2"].tolist()[:2] == pytest.approx([0, 0], abs=1e-5)
    assert found.table["covered_km2"].tolist()[2] == pytest.approx(area(hole) / 1e6, rel=1e-6)
    assert any(f"leave {area(hole) / 1e6:,.2f} km2 between them" in note for note in found.notes)


def test_an_outline_that_crosses_itself_is_mended_and_named(covered):
    bow = shapely.Polygon([(51.2, 46.2), (51.4, 46.4), (51.4, 46.2), (51.2, 46.4)])
    found = covered({"tourism_zones": [zone(None), {**zone(None, 2), "geom": shapely.MultiPolygon([bow])}]})
    assert found.total["covered_km2"] == pytest.approx(area(shapely.make_valid(bow)) / 1e6, rel=1e-6)
    assert [(one.uid, one.counted) for one in found.left_out] == [(uid(0), False), (uid(1), True)]
    assert "has no geometry; draw it" in found.left_out[0].reason
    assert "invalid (self-intersection), counted as mended; correct it" in found.left_out[1].reason


def test_an_empty_layer_covers_nothing_and_says_so(covered):
    found = covered({"tourism_zones": []}, by=["region"])
    assert found.table["share"].tolist() == [0, 0]
    assert "layer tourism_zones has no feature at this version, so the figures are 0" in found.notes


def test_regions_without_an_outline_cannot_divide_anything(covered):
    with pytest.raises(UsageError, match="layer regions has no outline at this version; import some"):
        covered({"regions": [], "tourism_zones": zones(STRADDLING)}, by=["region"])


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"layer": "zones"}, UnknownLayer, "there is no layer 'zones'"),
        ({"layer": "roads"}, UsageError, "layer roads has lines; choose a layer of polygons"),
        ({"layer": "claims"}, UsageError, "layer claims has no geometry; choose a layer of polygons"),
        ({"width": 3}, UsageError, "zone-coverage has no parameter 'width'; it has: layer, distance_m"),
        (
            {"by": ["year"]},
            UsageError,
            "zone-coverage cannot be grouped by 'year'; it can by: region, district",
        ),
        ({"where": "kynd = 'eco'"}, UnknownField, "layer tourism_zones has no field 'kynd'"),
        ({"layer": "roads", "distance_m": -5}, UsageError, "a distance of -5 m; give one above 0"),
    ],
)
def test_what_cannot_be_asked_is_said(covered, asked, error, words):
    with pytest.raises(error, match=words):
        covered({"tourism_zones": [], "roads": [], "claims": []}, **asked)


def test_a_receipt_holds_and_a_version_before_has_its_own_figures(tmp_path):
    ledger = build(tmp_path / "r.gpkg", {"regions": REGIONS, "tourism_zones": zones(STRADDLING, INSIDE)})
    _, receipt = compute(ledger, "zone-coverage", by=["region"])
    with ledger.writing(author="Айгүл", message="one less") as work:
        work.delete("tourism_zones", [bytes.fromhex(uid(1))])
    assert verify_receipt(ledger, receipt).holds
    now, later = compute(ledger, "zone-coverage", by=["region"])
    assert later.result != receipt.result
    assert now.table["sum_km2"].to_numpy() == pytest.approx(now.table["covered_km2"].to_numpy())


def test_the_figures_do_not_depend_on_the_crs_the_zones_came_in(tmp_path):
    shapes = [square((51.9, 46.5), 20_000), square((52.01, 46.45), 3_000)]
    shares = []
    for crs in (4326, 32639, 32640, 4284):
        to = Transformer.from_crs(4326, crs, always_xy=True)
        there = [shapely.transform(one, to.transform, interleaved=False) for one in shapes]
        kind = SHIPPED["tourism_zones"]
        kind = replace(
            kind,
            geometry=replace(kind.geometry, crs=f"EPSG:{crs}", precision=9 if crs in (4326, 4284) else 4),
        )
        ledger = build(tmp_path / f"{crs}.gpkg", {"regions": REGIONS, kind: zones(*there)})
        found, _ = compute(ledger, "zone-coverage", by=["region"])
        shares.append(found.table["share"].to_numpy())
        assert any("transformation" in note for note in found.notes) is (crs == 4284)
    for one in shares[1:3]:
        assert one == pytest.approx(shares[0], rel=2e-7)
    assert shares[3] == pytest.approx(shares[0], rel=1e-3)


boxes = st.tuples(
    st.floats(50.8, 52.8), st.floats(45.9, 46.9), st.floats(0.02, 0.6), st.floats(0.02, 0.4)
).map(lambda one: box(one[0], one[1], one[0] + one[2], one[1] + one[3]))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(boxes, min_size=1, max_size=6), st.randoms())
def test_union_is_never_more_than_sum_parts_add_up_and_order_means_nothing(tmp_path, shapes, random):
    whole = shapely.union_all(shapes)
    found = []
    for name in ("given", "shuffled"):
        path = tmp_path / f"{name}.gpkg"
        path.unlink(missing_ok=True)
        ledger = build(path, {"regions": REGIONS, "tourism_zones": zones(*shapes)})
        found.append(compute(ledger, "zone-coverage", by=["region"])[0].table.set_index("region"))
        random.shuffle(shapes)
    table = found[0]
    assert (table["covered_km2"] <= table["sum_km2"] * (1 + 1e-9) + 1e-9).all()
    assert table["covered_km2"].sum() == pytest.approx(area(whole) / 1e6, rel=1e-6)
    assert table["sum_km2"].sum() == pytest.approx(sum(map(area, shapes)) / 1e6, rel=1e-6)
    assert found[1]["covered_km2"].to_dict() == pytest.approx(table["covered_km2"].to_dict(), rel=1e-9)


# --- overlap -----------------------------------------------------------------------------------------


def landfill(shape, number=1):
    return {"landfill_id": f"l{number}", "name_ru": "полигон", "geom": shapely.MultiPolygon([shape])}


def test_the_overlap_of_two_layers_by_region(covered):
    layers = {
        "tourism_zones": zones(STRADDLING, INSIDE),
        "landfills": [landfill(box(51.9, 46.3, 52.1, 46.5))],
    }
    found = covered(layers, "overlap", by=["region"])
    west, east = found.table.to_dict("records")
    both = area(box(51.9, 46.4, 52, 46.5)) / 1e6
    assert west["overlap_km2"] == pytest.approx(both, rel=1e-6)
    assert west["sum_km2"] == pytest.approx(both + area(box(51.9, 46.45, 51.95, 46.5)) / 1e6, rel=1e-6)
    assert east["overlap_km2"] == pytest.approx(area(box(52, 46.4, 52.1, 46.5)) / 1e6, rel=1e-6)
    assert found.total["overlap_km2"] == pytest.approx(west["overlap_km2"] + east["overlap_km2"])
    assert found.total["share"] == pytest.approx(
        area(box(51.9, 46.4, 52.1, 46.5)) / area(STRADDLING), rel=1e-6
    )
    behind = found.evidence[found.evidence["row"] == 0]
    assert behind[["layer", "uid"]].values.tolist() == [
        ["landfills", uid(0)],
        ["tourism_zones", uid(0)],
        ["tourism_zones", uid(1)],
    ]


def test_without_grouping_an_overlap_is_anywhere_on_earth(covered):
    far = box(10, 10, 10.1, 10.1)
    layers = {"tourism_zones": zones(far), "landfills": [landfill(far)]}
    found = covered(layers, "overlap")
    assert found.table["share"].tolist() == pytest.approx([1])
    assert len(found.evidence) == 2
    assert covered({"tourism_zones": [], "landfills": []}, "overlap").table["overlap_km2"].tolist() == [0]
    with pytest.raises(UsageError, match="overlap of landfills with itself"):
        covered(layers, "overlap", layer="landfills")
