"""Reclaimed hectares: areas united, dated, of the site and of each owner's part."""

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from registry.stats.computing import compute
from registry.stats.polygons import drawn, hectares, united_ha
from tests.quality.building import build, uid
from tests.stats.earth import square


def area(name, shape, *, status="done", accepted="2024-05-01", owner="city", site="balka", **more):
    return {
        "area_id": name, "landfill_id": site, "geom": shapely.MultiPolygon([shape]) if shape else None,
        "status": status, "accepted_on": accepted, "owner": owner, **more,
    }  # fmt: skip


def registry(tmp_path, areas, site=None):
    sites = [] if site is None else [{"landfill_id": "balka", "region_code": "KZ-23", "geom": site}]
    return build(tmp_path / "a.gpkg", {"landfills": sites, "reclamation_areas": areas})


def strip(west, east, south=47.0, north=47.02):
    """Part of a row of parcels: degrees of longitude."""
    return shapely.box(51.9 + west, south, 51.9 + east, north)


def test_tukhlaya_balka_is_476_of_1336_ha_and_all_of_the_citys_part(seeded):
    result, _ = compute(seeded, "reclaimed-ha", by=["owner"])
    city, refinery = result.table.to_dict("records")
    assert (city["owner"], refinery["owner"]) == ("city", "refinery")
    assert city["union_ha"] == pytest.approx(476, abs=0.01)
    assert city["part_ha"] == pytest.approx(476, abs=0.01)
    assert city["share_of_part"] == pytest.approx(1, abs=1e-9)
    assert city["site_ha"] == pytest.approx(1336, abs=0.01)
    assert round(city["share_of_site"], 3) == 0.356
    assert refinery["union_ha"] == 0
    assert refinery["part_ha"] == pytest.approx(860, abs=0.01)
    assert result.total["part_ha"] == pytest.approx(476 + 860, abs=0.01)


def test_what_has_no_status_is_left_out_and_a_doubtful_date_is_told(seeded):
    result, receipt = compute(seeded, "reclaimed-ha")
    told = {one.counted: one.reason for one in result.left_out}
    assert "no status" in told[False]
    assert "not later than" in told[True]
    assert receipt.left_out == 1


def test_areas_are_those_of_the_ellipsoid(tmp_path):
    for lon, lat in ((51.88427, 47.1048), (54.10387, 43.40855)):
        folder = tmp_path / f"{lat}"
        folder.mkdir()
        found = registry(folder, [area("a", square((lon, lat), 476))])
        result, _ = compute(found, "reclaimed-ha")
        assert result.total["union_ha"] == pytest.approx(476, abs=0.01)


def test_ground_reclaimed_in_two_stages_counts_once(tmp_path):
    found = registry(
        tmp_path,
        [
            area("t", strip(0, 0.02), stage="technical", accepted="2023-09-01"),
            area("b", strip(0.01, 0.03), stage="biological", accepted="2024-09-01"),
        ],
    )
    result, _ = compute(found, "reclaimed-ha", by=["stage"])
    table = result.table.set_index("stage")["union_ha"]
    technical, biological = table["technical"], table["biological"]
    assert technical == pytest.approx(biological, rel=1e-9)
    assert result.total["sum_ha"] == pytest.approx(2 * technical, rel=1e-4)
    assert result.total["union_ha"] == pytest.approx(1.5 * technical, rel=1e-4)
    assert result.several["union_ha"] == pytest.approx(technical / 2, rel=1e-3)


def test_by_year_what_is_new_adds_up_to_what_is_there(tmp_path):
    found = registry(
        tmp_path,
        [
            area("a", strip(0, 0.01), accepted="2022-06-01"),
            area("b", strip(0.005, 0.02), accepted="2023-06-01"),
            area("c", strip(0.03, 0.04), accepted="2024-06-01"),
        ],
    )
    table = compute(found, "reclaimed-ha", by=["year"])[0].table
    assert table["year"].tolist() == [2022, 2023, 2024]
    assert table["new_ha"].sum() == pytest.approx(table["to_date_ha"].iloc[-1])
    assert table["to_date_ha"].is_monotonic_increasing
    assert table["new_ha"].iloc[1] == pytest.approx(table["new_ha"].iloc[0], rel=1e-3)
    earlier, _ = compute(found, "reclaimed-ha", until="2023-12-31")
    assert earlier.total["union_ha"] == pytest.approx(table["to_date_ha"].iloc[1])
    assert any("after 2023-12-31" in one.reason for one in earlier.left_out)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": None}, "has no status"),
        ({"status": "under_way"}, "is under way, not done"),
        ({"status": "planned"}, "is planned"),
        ({"accepted": None}, "has no date"),
        ({"shape": None, "area_stated_ha": 12.0}, "stated 12 ha are not counted"),
    ],
)
def test_what_cannot_count_is_named_and_not_counted(tmp_path, change, reason):
    shape = change.pop("shape", strip(0, 0.01))
    result, _ = compute(registry(tmp_path, [area("a", shape, **change)]), "reclaimed-ha")
    assert result.total["union_ha"] == 0
    (left,) = result.left_out
    assert reason in left.reason
    assert left.uid == uid(0)
    assert not left.counted


def test_stated_area_that_is_not_the_measured_one_is_listed(tmp_path):
    found = registry(tmp_path, [area("a", square((52, 47), 100), area_stated_ha=110.0)])
    result, _ = compute(found, "reclaimed-ha")
    assert "110 ha are stated and 100.00 ha measured" in result.left_out[0].reason
    assert result.total["union_ha"] == pytest.approx(100, abs=0.01)
    assert result.total["stated_ha"] == 110


def test_an_outline_that_crosses_itself_is_mended_and_told(tmp_path):
    bow = shapely.Polygon([(52, 47), (52.01, 47.01), (52.01, 47), (52, 47.01)])
    result, _ = compute(registry(tmp_path, [area("a", bow)]), "reclaimed-ha")
    assert result.total["union_ha"] > 0
    assert "invalid" in result.left_out[0].reason
    assert result.left_out[0].counted


def test_of_an_area_only_what_lies_in_it(tmp_path):
    found = registry(tmp_path, [area("a", strip(0, 0.02)), area("b", strip(0.05, 0.06))])
    whole, _ = compute(found, "reclaimed-ha", where="area_id = 'a'")
    half, _ = compute(found, "reclaimed-ha", area=shapely.box(51.9, 46, 51.91, 48))
    assert half.total["union_ha"] == pytest.approx(whole.total["union_ha"] / 2, rel=1e-6)
    assert half.evidence["uid"].tolist() == [uid(0)]


def test_what_was_stated_of_the_whole_is_not_set_beside_a_part(tmp_path):
    found = registry(tmp_path, [area("a", strip(0, 0.02), area_stated_ha=1.0)])
    half, _ = compute(found, "reclaimed-ha", area=shapely.box(51.9, 46, 51.91, 48))
    assert np.isnan(half.total["stated_ha"])
    assert half.left_out == []
    whole, _ = compute(found, "reclaimed-ha", area=shapely.box(51, 46, 53, 48))
    assert whole.total["stated_ha"] == 1.0
    assert "1 ha are stated" in whole.left_out[0].reason


def test_works_on_no_known_site_are_told_since_there_is_no_share_then(tmp_path):
    found, _ = compute(
        registry(tmp_path, [area("a", strip(0, 0.01), landfill_id="elsewhere")]), "reclaimed-ha"
    )
    assert found.total["share_of_site"] is None
    assert any("1 of reclamation_areas are of no site of known area" in one for one in found.notes)


def test_an_empty_layer_is_zero_hectares(tmp_path):
    result, receipt = compute(registry(tmp_path, []), "reclaimed-ha")
    assert result.total["union_ha"] == 0
    assert receipt.features == 0


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 6)), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_union_is_that_of_the_ground_in_any_order(parcels, random):
    shapes = [strip(west / 100, (west + wide) / 100) for west, wide in parcels]
    plane = drawn("areas", geopandas.GeoDataFrame(geometry=shapes, crs=4326)).shapes
    cell = hectares(drawn("areas", geopandas.GeoDataFrame(geometry=[strip(0, 0.01)], crs=4326)).shapes)[0]
    union = united_ha(plane)
    assert union <= hectares(plane).sum() * (1 + 1e-12)
    assert union >= hectares(plane).max() * (1 - 1e-12)
    covered = {place for west, wide in parcels for place in range(west, west + wide)}
    assert union == pytest.approx(len(covered) * cell, rel=1e-3)  # a long parallel is no geodesic
    shuffled = list(plane)
    random.shuffle(shuffled)
    assert united_ha(shuffled) == pytest.approx(union, rel=1e-12)
