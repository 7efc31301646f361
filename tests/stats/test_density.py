"""Density of roads: parts by region add up, borders count once, people from settlements or a raster."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from registry.model.errors import UnknownField, UsageError
from registry.stats.computing import compute
from tests.quality.building import SHIPPED, build, uid
from tests.stats.earth import ATYRAU, DOSSOR, GEOD, area
from tests.stats.test_coverage import REGIONS, WEST
from tests.stats.test_rasters import raster


def road(*points, **values):
    return {"route_id": "A-27", "km_from": 0, "km_to": 1, "lifecycle": "in_use"} | values | {
        "geom": shapely.LineString(points) if points else None
    }  # fmt: skip


def village(lon, lat, people, **values):
    told = {"settlement_id": f"s{lon}{lat}", "name_ru": "село", "kind": "village", "population": people}
    return told | values | {"geom": shapely.Point(lon, lat)}


def km(*points):
    return GEOD.line_length(*np.transpose(points)) / 1000


@pytest.fixture
def density(tmp_path):
    def computed(roads, settlements=(), **asked):
        path = tmp_path / "r.gpkg"
        path.unlink(missing_ok=True)
        ledger = build(path, {"regions": REGIONS, "roads": roads, "settlements": settlements})
        return compute(ledger, "road-density", **asked)[0]

    return computed


def test_a_road_over_a_border_is_split_and_its_parts_add_up(density):
    found = density([road((51.5, 46.5), (52.5, 46.5))], by=["region"])
    west, east = found.table["road_km"]
    assert west + east == pytest.approx(km((51.5, 46.5), (52.5, 46.5)), rel=1e-9)
    assert west == pytest.approx(east, rel=1e-6)
    assert found.table["per_1000_km2"][0] == pytest.approx(1e9 * west / area(WEST), rel=1e-6)
    assert found.evidence[["row", "uid"]].values.tolist() == [[0, uid(0)], [1, uid(0)]]
    assert found.evidence["value"].tolist() == [west, east]


def test_a_road_along_a_border_belongs_to_the_region_of_the_lowest_code(density):
    found = density([road((52, 46.2), (52, 46.8))], by=["region"])
    assert found.table["region"].tolist() == ["KZ-23", "KZ-47"]
    assert found.table["road_km"].tolist() == pytest.approx([km((52, 46.2), (52, 46.8)), 0])


def test_a_road_that_leaves_the_regions_has_its_rest_outside(density):
    found = density([road((52.5, 46.5), (53.5, 46.5)), road((10, 10), (10.1, 10))], by=["region"])
    assert found.table["region"].tolist() == ["KZ-23", "KZ-47", "outside"]
    whole = km((52.5, 46.5), (53.5, 46.5)) + km((10, 10), (10.1, 10))
    assert found.table["road_km"].sum() == pytest.approx(whole, rel=1e-9)
    assert "km lie outside every outline of regions" in found.notes[-1]


def test_atyrau_dossor_is_94_911_kilometres_and_not_utm_s(density):
    found = density([road(ATYRAU, DOSSOR)], by=["region"])
    assert found.table["road_km"].sum() == pytest.approx(94.911, abs=0.001)


def test_roads_in_use_count_and_the_others_are_told(density):
    line = (51.2, 46.5), (51.4, 46.5)
    roads = [road(*line), road(*line, lifecycle="planned"), road(*line, lifecycle=None), road()]
    found = density(roads)
    assert found.table["road_km"].tolist() == pytest.approx([km(*line)])
    assert "1 of roads not counted: lifecycle is planned" in found.notes
    assert [(one.uid, one.counted) for one in found.left_out] == [(uid(3), False), (uid(2), False)]
    assert "has no geometry; draw it" in found.left_out[0].reason
    assert "has no lifecycle" in found.left_out[1].reason
    both = density(roads, lifecycle=["in_use", "unknown"])
    assert both.total["road_km"] == pytest.approx(2 * km(*line))
    assert density(roads, lifecycle=[]).total["road_km"] == pytest.approx(3 * km(*line))
    with pytest.raises(UsageError, match="lifecycle = 'in use' of roads; choose of: planned,"):
        density(roads, lifecycle=["in use"])


def test_one_side_of_a_dual_carriageway_counts_half_a_kilometre(density):
    left = (51.2, 46.5), (51.4, 46.5)
    right = (51.2, 46.501), (51.4, 46.501)
    roads = [road(*left, carriageway="left"), road(*right, carriageway="right")]
    assert density(roads).total["road_km"] == pytest.approx((km(*left) + km(*right)) / 2)
    assert density(roads, one_side=1.0).total["road_km"] == pytest.approx(km(*left) + km(*right))


def test_asphalt_that_two_roads_share_counts_once_on_the_road_that_owns_it(tmp_path):
    line = shapely.LineString([(51.1, 46.5), (51.9, 46.5)])
    length = round(km(*line.coords), 3)
    shared = {"route_id": "A-27", "km_from": 10, "km_to": 30, "other_route_id": "KB-2"}
    layers = {
        "regions": REGIONS,
        "roads": [
            road(*line.coords, km_to=length, significance="republican"),
            road(*line.coords, km_to=length, significance="regional", route_id="KB-2"),
        ],
        "concurrencies": [shared | {"other_km_from": 10, "other_km_to": 30}],
    }
    ledger = build(tmp_path / "r.gpkg", layers)
    found, _ = compute(ledger, "road-density")
    assert found.total["road_km"] == pytest.approx(2 * length - 20, abs=0.01)
    given = found.evidence.set_index("uid")["value"]
    assert given[uid(0)] == pytest.approx(length, abs=0.001)
    assert "20.000 km of roads run on the asphalt of another, and count there" in found.notes
    twice, _ = compute(ledger, "road-density", concurrent_once=False)
    assert twice.total["road_km"] == pytest.approx(2 * length, abs=0.01)


def test_what_is_no_longer_valid_on_the_day_does_not_count(density):
    line = (51.2, 46.5), (51.4, 46.5)
    roads = [road(*line, valid_to="2020-01-01"), road(*line, valid_from="2019-01-01")]
    found = density(roads)
    assert found.total["road_km"] == pytest.approx(km(*line))
    assert "1 of roads not counted: not valid on the day" in found.notes
    assert density(roads, as_of="2019-06-01").total["road_km"] == pytest.approx(2 * km(*line))


def test_people_of_settlements_and_those_whose_people_nobody_knows(density):
    places = [
        village(51.5, 46.5, 2000),
        village(52.5, 46.5, 500),
        village(51.6, 46.5, None),
        village(10, 10, 7),
    ]
    found = density([road((51.2, 46.5), (51.4, 46.5))], places, by=["region"])
    assert found.table["people"].tolist() == [2000, 500, 7]
    assert found.table["per_1000_people"][0] == pytest.approx(km((51.2, 46.5), (51.4, 46.5)) / 2)
    assert [(one.layer, one.uid, one.counted) for one in found.left_out] == [("settlements", uid(2), True)]
    assert found.total["people"] == 2500


def test_people_of_a_raster(density, tmp_path):
    file = raster(tmp_path / "p.tif", np.full((10, 20), 5.0))
    found = density([road((51.2, 46.5), (51.4, 46.5))], people=file, by=["region"])
    assert found.table["people"].tolist() == pytest.approx([500, 500], rel=1e-6)


def test_kilometres_of_all_are_not_divided_by_the_people_of_some(density, tmp_path):
    file = raster(tmp_path / "p.tif", np.full((10, 10), 5.0))  # of two regions it has one
    found = density([road((51.2, 46.5), (52.4, 46.5))], people=file, by=["region"])
    assert found.table["per_1000_people"].notna().tolist() == [True, False]
    assert found.total["people"] == pytest.approx(500, rel=1e-6)
    assert np.isnan(found.total["per_1000_people"])


def test_without_settlements_density_by_area_is_still_there(tmp_path):
    ledger = build(tmp_path / "r.gpkg", {"regions": REGIONS, "roads": [road((51.2, 46.5), (51.4, 46.5))]})
    found, _ = compute(ledger, "road-density")
    assert found.total["per_1000_km2"] > 0
    assert np.isnan(found.total["people"])


def test_no_roads_and_an_unknown_field(density):
    found = density([], by=["region"])
    assert found.table["road_km"].tolist() == [0, 0]
    assert "layer roads has no feature at this version, so the figures are 0" in found.notes
    with pytest.raises(UnknownField, match="layer roads has no field 'lane'"):
        density([], where="lane > 2")
    assert "no feature where lanes > 2" in density([], where="lanes > 2").notes[0]


points = st.tuples(st.floats(50.5, 53.5), st.floats(45.8, 47.2))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(points, min_size=2, max_size=6, unique=True), min_size=1, max_size=5))
def test_parts_by_region_add_up_to_the_whole_however_a_road_is_cut(density, lines):
    whole = sum(km(*line) for line in lines)
    found = density([road(*line) for line in lines], by=["region"])
    assert found.table["road_km"].sum() == pytest.approx(whole, rel=1e-8)
    pieces = [pair for line in lines for pair in zip(line[1:], line[:-1], strict=True)]
    cut = density([road(*pair) for pair in pieces], by=["region"])
    one, other = (
        dict(zip(each.table["region"], each.table["road_km"], strict=True)) for each in (found, cut)
    )
    for name in one.keys() | other.keys():
        assert one.get(name, 0) == pytest.approx(other.get(name, 0), rel=1e-7, abs=1e-5)


def test_the_layer_may_be_in_any_crs(tmp_path):
    lengths = []
    for crs in (4326, 32639, 32641):
        to = Transformer.from_crs(4326, crs, always_xy=True)
        lines = [shapely.segmentize(shapely.LineString([(51.5, 46.5), (52.5, 46.6)]), 0.01)]
        lines = [shapely.transform(one, to.transform, interleaved=False) for one in lines]
        kind = SHIPPED["roads"]
        kind = replace(
            kind, geometry=replace(kind.geometry, crs=f"EPSG:{crs}", precision=9 if crs == 4326 else 4)
        )
        ledger = build(tmp_path / f"{crs}.gpkg", {"regions": REGIONS, kind: [road() | {"geom": lines[0]}]})
        lengths.append(compute(ledger, "road-density", by=["region"])[0].table["road_km"].to_numpy())
    assert lengths[1] == pytest.approx(lengths[0], rel=1e-7)
    assert lengths[2] == pytest.approx(lengths[0], rel=1e-7)
