"""Ground that two features share where the layer forbids it."""

import re

import pytest
from pyproj import Geod
from shapely import LineString, MultiPolygon, Point, Polygon, box

from registry.model.definition import Definition, Field, Geometry
from registry.quality import Limits, check
from tests.quality.building import codes, the, uid


def sites(*shapes):
    return [{"landfill_id": str(n), "geom": MultiPolygon([one])} for n, one in enumerate(shapes)]


def overlaps(ledger, **limits):
    return check(ledger, layers=ledger.layers(), limits=Limits(**limits)).by_code.get("overlap", 0)


def test_an_overlap_is_told_with_its_true_area(make):
    shapes = box(51.90, 47.10, 51.92, 47.12), box(51.91, 47.10, 51.93, 47.12)
    finding = the(check(make({"landfills": sites(*shapes)})), "overlap")
    assert (finding.severity, finding.uid, finding.other) == ("error", uid(1), uid(0))
    area, _ = Geod(ellps="WGS84").geometry_area_perimeter(box(51.91, 47.10, 51.92, 47.12))
    told = re.search(r"by ([\d.]+) km²", finding.message)
    assert float(told[1]) == pytest.approx(abs(area) / 1e6, abs=0.05)
    assert 51.91 < finding.place[0] < 51.92
    assert 47.10 < finding.place[1] < 47.12


def test_neighbours_that_touch_do_not_overlap(make):
    assert overlaps(make({"landfills": sites(box(51, 47, 52, 48), box(52, 47, 53, 48))})) == 0


def test_a_sliver_along_a_common_border_is_no_overlap(make):
    ledger = make({"landfills": sites(box(51, 47, 52, 48), box(51.9999995, 47, 53, 48))})  # 4 cm by 111 km
    assert overlaps(ledger) == 0
    assert overlaps(ledger, overlap_width_m=0.01) == 1


def test_a_small_compact_overlap_is_judged_by_its_area(make):
    ledger = make({"landfills": sites(box(51, 47, 52, 48), box(51.99999, 47.99999, 53, 49))})  # < 1 m²
    assert overlaps(ledger) == 0
    assert overlaps(ledger, overlap_m2=0.1) == 1


def test_one_area_inside_another_overlaps(make):
    assert overlaps(make({"landfills": sites(box(51, 47, 52, 48), box(51.4, 47.4, 51.5, 47.5))})) == 1


def test_an_area_in_a_hole_does_not_overlap(make):
    ring = Polygon(box(51, 47, 52, 48).exterior, [box(51.4, 47.4, 51.6, 47.6).exterior])
    assert overlaps(make({"landfills": sites(ring, box(51.45, 47.45, 51.55, 47.55))})) == 0


def test_a_layer_that_allows_overlaps_is_left_alone(make):
    zones = [{"zone_id": str(n), "geom": MultiPolygon([box(51, 47, 52 + n, 48)])} for n in range(2)]
    report = check(make({"tourism_zones": zones}))
    assert "overlap" not in codes(report)
    assert "overlaps" not in [one.check for one in report.checks]


def test_an_area_that_replaced_another_does_not_overlap_it(make):
    one, other = sites(box(51, 47, 52, 48), box(51, 47, 52, 48.5))
    ledger = make({"landfills": [one | {"valid_to": "2024-01-01"}, other | {"valid_from": "2024-01-01"}]})
    assert overlaps(ledger) == 0


def test_a_broken_area_is_compared_too(make):
    bow_tie = Polygon([(51, 47), (52, 48), (52, 47), (51, 48)])
    report = check(make({"landfills": sites(bow_tie, box(51.9, 47.4, 53, 47.6))}))
    assert {"geometry-invalid", "overlap"} <= set(codes(report))


def test_lines_may_not_run_on_one_another_where_that_is_forbidden(make):
    pipes = Definition("pipes", {}, (Field("name", "text"),), Geometry("LineString", overlaps="forbid"))
    crossing = LineString([(51, 47.5), (52, 47.5)]), LineString([(51.5, 47), (51.5, 48)])
    shared = LineString([(51.2, 47.5), (51.3, 47.5), (51.3, 49)])
    report = check(make({pipes: [{"geom": one} for one in (*crossing, shared)]}))
    finding = the(report, "overlap")
    assert {finding.uid, finding.other} == {uid(0), uid(2)}
    assert "along 7.5" in finding.message


def test_points_may_not_share_a_place_where_that_is_forbidden(make):
    wells = Definition("wells", {}, (Field("name", "text"),), Geometry("Point", overlaps="forbid"))
    report = check(make({wells: [{"geom": Point(51, 47)}, {"geom": Point(51, 47)}, {"geom": Point(51, 48)}]}))
    assert the(report, "overlap").other == uid(0)


def test_areas_in_metres_are_measured_on_the_ellipsoid(make):
    plots = Definition("plots", {}, (), Geometry("Polygon", crs="EPSG:32639", precision=4, overlaps="forbid"))
    shapes = box(200000, 5200000, 202000, 5201000), box(201000, 5200000, 203000, 5201000)  # 47° E
    message = the(check(make({plots: [{"geom": one} for one in shapes]})), "overlap").message
    assert "by 99.86 ha" in message  # 100 ha on the grid, whose scale here is 1.0007
