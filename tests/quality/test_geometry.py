"""Geometry by itself: missing, invalid, and outside its reference system."""

import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box

from registry.model.definition import Definition, Field, Geometry
from registry.quality import Limits, check
from tests.quality.building import codes, reasons, the, uid

BOW_TIE = MultiPolygon([Polygon([(51, 47), (52, 48), (52, 47), (51, 48)])])
METRIC = Definition(
    "metric", {}, (Field("name", "text"),), Geometry("Point", crs="EPSG:32639", precision=4), label="name"
)


def test_a_self_crossing_area_is_an_error_at_its_crossing(make):
    ledger = make({"landfills": [{"landfill_id": "а", "name_ru": "Тухлая Балка", "geom": BOW_TIE}]})
    finding = the(check(ledger, layers=["landfills"]), "geometry-invalid")
    assert (finding.layer, finding.uid, finding.severity) == ("landfills", uid(0), "error")
    assert finding.place == pytest.approx((51.5, 47.5))
    assert finding.message.startswith('landfills "Тухлая Балка" has an invalid geometry (self-intersection)')


def test_a_line_without_length_is_invalid(make):
    ledger = make({"roads": [{"geom": LineString([(51, 47), (51, 47)])}]})
    assert the(check(ledger), "geometry-invalid").place == (51, 47)


def test_sound_geometry_is_nothing_to_report(make):
    ledger = make({"landfills": [{"landfill_id": "a", "geom": MultiPolygon([box(51, 47, 52, 48)])}]})
    report = check(ledger, layers=["landfills"])
    assert not [code for code in codes(report) if code.startswith("geometry")]
    assert ("geometry", 1) in [(one.check, one.features) for one in report.checks]


def test_only_a_required_geometry_is_missed(make):
    report = check(make({"km_posts": [{"km": 1.0}], "facilities": [{"facility_id": "a"}]}))
    assert the(report, "geometry-missing").layer == "km_posts"
    assert the(report, "geometry-missing").place is None


def test_degrees_stop_at_the_poles_and_the_antimeridian(make):
    report = check(make({"facilities": [{"geom": Point(51, 91)}, {"geom": Point(51, 90)}]}))
    finding = the(report, "geometry-outside-crs")
    assert (finding.uid, finding.place) == (uid(0), None)


def test_degrees_in_a_layer_of_metres_are_far_from_its_zone(make):
    report = check(make({METRIC: [{"name": "wrong", "geom": Point(51.9, 47.1)}]}))
    finding = the(report, "geometry-outside-area")
    assert finding.severity == "warning"
    assert "EPSG:32639" in finding.message


def test_a_place_of_a_layer_in_metres_is_told_in_degrees(make):
    crossed = Definition("areas", {}, (), Geometry("Polygon", crs="EPSG:32639", precision=4))
    here = Polygon([(500000, 5200000), (501000, 5201000), (501000, 5200000), (500000, 5201000)])
    place = the(check(make({crossed: [{"geom": here}]})), "geometry-invalid").place
    assert place == pytest.approx((51.0066, 46.958), abs=1e-3)


def test_coordinates_beyond_a_projection_are_outside_it(make):
    report = check(make({METRIC: [{"name": "right", "geom": Point(5e5, 52e5)}, {"geom": Point(1e9, 1e9)}]}))
    assert the(report, "geometry-outside-crs").uid == uid(1)


def test_a_neighbouring_zone_is_near_enough(make):
    ledger = make({METRIC: [{"name": "Бейнеу", "geom": Point(828000, 5026000)}]})  # 55.2 E in zone 39
    assert codes(check(ledger)) == []
    assert codes(check(ledger, limits=Limits(area_degrees=1))) == ["geometry-outside-area"]


def test_a_system_without_a_way_to_wgs_84_is_told_and_the_rest_goes_on(make, monkeypatch):
    from registry.intake.errors import NoTransformation
    from registry.quality import layer

    def none(*arguments: object) -> None:
        raise NoTransformation(source="EPSG:32639", target="EPSG:4326")

    monkeypatch.setattr(layer, "operation", none)
    report = check(make({METRIC: [{"geom": Point(5e5, 52e5)}, {"geom": Point(5e5, 52e5)}]}))
    assert "EPSG:32639" in reasons(report)["geometry", "metric"]
    assert the(report, "duplicate-geometry").place is None
