"""Stated, measured and drawn length beside one another."""

import pytest
import shapely

from registry.model.errors import UsageError
from tests.quality.building import GEOD
from tests.stats.working import asked, by, line, road, uid, work

DRAWN = GEOD.geometry_length(line(51.0, 51.5)) / 1000


def reconciled(layers, *groups, **rest):
    return asked(layers, "length-reconciliation", groups, **rest)


def test_pitfall_8_all_three_lengths_are_kept_and_differences_listed():
    layers = {
        "routes": [{"route_id": "A-27", "stated_km": 45.0}],
        "roads": [road(0, 40, geom=line(51.0, 51.5), stated_km=40.05)],
        "repairs": [work(10, 20, stated_km=10.05), work(20, 30, stated_km=12.0)],
    }
    found = reconciled(layers)
    assert by(found, "stated_km") == {"routes": 45, "roads": 40.05, "repairs": 22.05}
    assert by(found, "measured_km") == {"routes": 40, "roads": 40, "repairs": 20}
    assert by(found, "true_km")["routes"] == pytest.approx(DRAWN, rel=1e-9)
    assert by(found, "true_km")["repairs"] == pytest.approx(DRAWN / 2, rel=1e-9)
    listed = found.details["differences"]()
    assert set(listed.uid) == {uid(0), uid(1)}
    assert listed[listed.layer == "routes"].stated_measured_m.tolist() == [-5000.0]


def test_difference_within_both_tolerances_is_not_listed():
    layers = {"repairs": [work(0, 100, stated_km=100.9), work(0, 1, stated_km=1.09)]}
    assert reconciled(layers).total["differing"] == 0
    assert reconciled(layers, tolerance_m=10, tolerance_share=0.001).total["differing"] == 2


def test_road_of_atyrau_dossor_stated_shorter_than_the_distance_is_listed():
    works = [work(0, 94.911, stated_km=86.0, route_id="atyrau-dossor")]
    found = reconciled({"repairs": works}, "road")
    assert found.details["differences"]().stated_measured_m.tolist() == pytest.approx([8911.0])


def test_line_under_half_of_a_work_tells_no_true_length():
    found = reconciled({"roads": [road(0, 40, geom=line(51.0, 51.5))], "repairs": [work(30, 50)]})
    assert by(found, "true_km")["repairs"] != by(found, "true_km")["repairs"]  # NaN
    assert by(found, "differing")["repairs"] == 0


def test_rows_without_route_or_measures_are_told():
    found = reconciled({"repairs": [work(0, None), work(0, 1, route_id=None), work(0, 1)]})
    assert sorted(one.uid for one in found.left_out) == [uid(0), uid(1)]
    assert found.total["features"] == 1


def test_area_is_refused_rather_than_ignored():
    with pytest.raises(UsageError, match="takes no area"):
        reconciled({"roads": []}, area=shapely.box(50, 46, 52, 48))


def test_nothing_to_compare_is_an_empty_table():
    assert reconciled({"roads": []}).total["features"] == 0
