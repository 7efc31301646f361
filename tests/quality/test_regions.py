"""Features against the outline of the region that they name."""

import re

import numpy as np
import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box

from registry.model.definition import Definition, Field, Geometry
from registry.quality import Limits, check
from registry.quality.layer import Layers
from registry.quality.regions import Outlines
from tests.quality.building import GEOD, codes, east, reasons, the, uid

WEST, EAST = box(50, 46, 52, 48), box(52, 46, 54, 48)
REGIONS = [
    {"code": "KZ-23", "name_ru": "Атырауская область", "geom": MultiPolygon([WEST])},
    {"code": "KZ-47", "name_ru": "Мангистауская область", "geom": MultiPolygon([EAST])},
    {"code": "KZ-99", "name_ru": "без контура"},
]


def checked(make, *features, layer="roads", **limits):
    ledger = make({"regions": REGIONS, layer: features})
    return check(ledger, layers=[layer], limits=Limits(**limits))


def road(*points, code="KZ-23"):
    return {"region_code": code, "geom": LineString(points)}


def test_what_lies_in_its_region_is_right(make):
    report = checked(make, road((50.1, 46.1), (51.9, 47.9)), road((50, 46), (52, 46)))
    assert not [code for code in codes(report) if code.startswith("region")]
    assert ("regions", 2) in [(one.check, one.features) for one in report.checks]


def test_a_line_over_the_border_is_told_with_its_length_beyond(make):
    finding = the(checked(make, road((51.5, 47), (52.25, 47))), "region-crossed")
    assert finding.severity == "warning"
    part, whole = re.search(r"for ([\d.]+) km of its ([\d.]+) km", finding.message).groups()
    assert float(part) == pytest.approx(GEOD.inv(52, 47, 52.25, 47)[2] / 1000, abs=0.001)
    assert float(whole) == pytest.approx(GEOD.inv(51.5, 47, 52.25, 47)[2] / 1000, abs=0.01)
    assert finding.place == pytest.approx((52.25, 47))


@pytest.mark.parametrize(("metres", "told"), [(0.0, False), (0.9, False), (1.2, True)])
def test_only_more_than_a_metre_beyond_the_border_counts(make, metres, told):
    report = checked(make, road((51.5, 47), east(52, 47, metres)))
    assert ("region-crossed" in codes(report)) == told


def test_noise_of_the_grid_on_a_common_border_is_nothing(make):
    along = [(52 + (number % 3 - 1) * 2e-9, 46.1 + number / 100) for number in range(100)]
    report = checked(make, road(*along), road(*along, code="KZ-47"))
    assert not [code for code in codes(report) if code.startswith("region")]


def test_a_feature_in_another_region_is_an_error_that_names_it(make):
    finding = the(
        checked(make, {"region_code": "KZ-23", "geom": Point(53, 47)}, layer="settlements"), "region-wrong"
    )
    assert finding.severity == "error"
    away = float(re.search(r"names region KZ-23 and lies in KZ-47, ([\d.]+) km from it", finding.message)[1])
    assert away == pytest.approx(GEOD.inv(52, 47, 53, 47)[2] / 1000, rel=1e-4)


def test_an_area_in_the_wrong_region_is_an_error(make):
    landfill = {"region_code": "KZ-47", "geom": MultiPolygon([box(51, 47, 51.1, 47.1)])}
    assert the(checked(make, landfill, layer="landfills"), "region-wrong").uid == uid(0)


def test_an_area_over_the_border_is_told_with_its_share(make):
    landfill = {"region_code": "KZ-23", "geom": MultiPolygon([box(51.9, 47, 52.1, 47.1)])}
    message = the(checked(make, landfill, layer="landfills"), "region-crossed").message
    halves = (abs(GEOD.geometry_area_perimeter(box(51.9, 47, to, 47.1))[0]) / 1e6 for to in (52, 52.1))
    assert "for {:.1f} km² of its {:.1f} km², up to 7.6".format(*halves) in message


def test_a_feature_in_no_region_is_outside(make):
    finding = the(checked(make, road((49, 47), (49.5, 47))), "region-outside")
    assert finding.severity == "warning"
    away = float(re.search(r"lies ([\d.]+) km outside it, in no region", finding.message)[1])
    assert away == pytest.approx(GEOD.inv(49.25, 47, 50, 47)[2] / 1000, rel=1e-4)  # of its middle


def test_a_feature_that_names_no_region_is_told_where_it_lies(make):
    towns = [{"geom": Point(51, 47)}, {"geom": Point(60, 47)}]
    report = checked(make, *towns, layer="settlements")
    first, second = (one for one in report.findings if one.code == "region-missing")
    assert first.severity == "info"
    assert first.message.endswith("lies in KZ-23; set region_code = KZ-23")
    assert "lies in none" in second.message


def test_a_feature_without_geometry_is_nowhere(make):
    facilities = {"facility_id": "a", "region_code": "KZ-23"}, {"facility_id": "b"}
    report = checked(make, *facilities, layer="facilities")
    assert not [code for code in codes(report) if code.startswith("region")]
    assert ("regions", 0) in [(one.check, one.features) for one in report.checks]


def test_regions_without_outline_are_told_as_not_looked_at(make):
    report = checked(make, road((51, 47), (51.5, 47), code="KZ-99"))
    assert reasons(report)["regions", "roads"] == "no outline of the region KZ-99"
    assert "region-wrong" not in codes(report)


@pytest.mark.parametrize(
    ("regions", "reason"),
    [
        ({}, "the registry has no layer regions"),
        ({"regions": [REGIONS[2]]}, "no region in regions has an outline"),
    ],
)
def test_without_regions_the_check_says_so(make, regions, reason):
    report = check(make({**regions, "roads": [road((51, 47), (52, 47))]}))
    assert reasons(report)["regions", "roads"] == reason


def test_regions_of_a_users_own_are_found_by_what_the_field_refers_to(make):
    parks = Definition(
        "parks", {}, (Field("number", "integer"),), Geometry("Polygon", crs="EPSG:32639", precision=4)
    )
    trees = Definition(
        "trees", {}, (Field("park", "integer", references="parks.number"),), Geometry("Point"), region="park"
    )
    park = {"number": 7, "geom": box(500000, 5200000, 501000, 5201000)}  # at 51.0066 E, 46.9581 N
    report = check(
        make(
            {
                parks: [park],
                trees: [{"park": 7, "geom": Point(51.006, 46.957)}, {"park": 7, "geom": Point(51.1, 46.957)}],
            }
        )
    )
    assert the(report, "region-outside").uid == uid(1)


def test_a_border_is_straight_in_degrees_also_where_it_is_long(make):
    # 300 km of a side that no meridian or parallel follows: in a plane its middle would lie kilometres off.
    slope = {"code": "KZ-23", "geom": MultiPolygon([Polygon([(50, 46), (54, 46), (54, 48)])])}
    layers = Layers(make({"regions": [slope]}), 1)
    outlines = Outlines(layers["regions"], "code")
    on = np.array([(50 + 4 * part, 46 + 2 * part) for part in np.linspace(0.01, 0.99, 37)])
    assert outlines.metres_to(0, on).max() < 0.1


def test_an_invalid_outline_is_used_as_well_as_it_can_be(make):
    bow_tie = MultiPolygon([Polygon([(50, 46), (52, 48), (52, 46), (50, 48)])])
    ledger = make({"regions": [{"code": "KZ-23", "geom": bow_tie}], "roads": [road((50.1, 47), (50.2, 47))]})
    report = check(ledger)
    assert "geometry-invalid" in codes(report, "regions")
    assert not [code for code in codes(report, "roads") if code.startswith("region")]
