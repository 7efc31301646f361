"""The same thing twice: by its key, by its shape."""

from shapely import LineString, MultiPolygon, Point, Polygon, box

from registry.quality import check
from tests.quality.building import codes, the, uid

LINE = LineString([(51, 47), (52, 48)])


def test_a_key_twice_is_an_error_that_names_both(make):
    ledger = make({"facilities": [{"facility_id": "порт"}, {"facility_id": "x"}, {"facility_id": "порт"}]})
    finding = the(check(ledger, layers=["facilities"]), "duplicate-key")
    assert (finding.uid, finding.other, finding.severity) == (uid(2), uid(0), "error")
    assert "facility_id: порт" in finding.message


def test_three_of_a_key_are_two_too_many(make):
    report = check(make({"facilities": [{"facility_id": "a"}] * 3}))
    assert [(one.uid, one.other) for one in report.findings if one.code == "duplicate-key"] == [
        (uid(1), uid(0)),
        (uid(2), uid(0)),
    ]


def test_a_key_with_a_part_missing_is_no_key(make):
    assert "duplicate-key" not in codes(check(make({"repairs": [{}, {}], "roads": [{"km_from": 1}] * 2})))


def test_a_key_of_several_fields_is_equal_only_in_all(make):
    posts = [{"route_id": "a", "km": 1.0}, {"route_id": "a", "km": 2.0}, {"route_id": "b", "km": 1.0}]
    assert "duplicate-key" not in codes(check(make({"km_posts": posts})))
    posts[2]["route_id"] = "a"


def test_a_measure_in_a_key_counts_in_metres(make):
    ledger = make({"km_posts": [{"route_id": "a", "km": 513.85}, {"route_id": "a", "km": 513.8500001}]})
    assert the(check(ledger), "duplicate-key").other == uid(0)


def test_an_area_drawn_from_another_corner_is_the_same_area(make):
    ring = list(box(51, 47, 52, 48).exterior.coords)
    turned = Polygon(ring[2:] + ring[1:3])
    shapes = [MultiPolygon([box(51, 47, 52, 48)]), MultiPolygon([turned])]
    ledger = make({"tourism_zones": [{"zone_id": str(n), "geom": one} for n, one in enumerate(shapes)]})
    finding = the(check(ledger, layers=["tourism_zones"]), "duplicate-geometry")
    assert (finding.uid, finding.other, finding.severity) == (uid(1), uid(0), "warning")


def test_different_lines_in_one_box_are_no_duplicates(make):
    other = LineString([(51, 48), (52, 47)])
    assert (
        codes(check(make({"roads": [{"geom": LINE}, {"geom": other}]}), layers=["roads"])).count(
            "duplicate-geometry"
        )
        == 0
    )


def test_a_line_drawn_backwards_is_the_same_line(make):
    report = check(make({"roads": [{"geom": LINE}, {"geom": LINE.reverse()}]}))
    assert the(report, "duplicate-geometry").other == uid(0)


def test_two_carriageways_drawn_as_one_line_are_no_duplicates(make):
    sides = [{"carriageway": side, "geom": LINE} for side in ("left", "right")]
    assert "duplicate-geometry" not in codes(check(make({"roads": sides})))


def test_what_replaced_another_in_time_is_no_duplicate(make):
    was, now = {"valid_to": "2024-01-01"}, {"valid_from": "2024-01-01"}
    zones = [{"zone_id": "a", "geom": MultiPolygon([box(51, 47, 52, 48)])} for _ in range(2)]
    assert "duplicate-geometry" not in codes(
        check(make({"tourism_zones": [zones[0] | was, zones[1] | now]}), layers=["tourism_zones"])
    )


def test_works_on_one_stretch_are_drawn_alike_and_are_no_duplicates(make):
    assert "duplicate-geometry" not in codes(check(make({"repairs": [{"geom": LINE}, {"geom": LINE}]})))


def test_points_at_one_place_are_duplicates(make):
    posts = [{"route_id": "a", "km": float(km), "geom": Point(51, 47)} for km in (1, 2)]
    assert the(check(make({"km_posts": posts})), "duplicate-geometry").place == (51, 47)


def test_a_duplicate_on_one_side_is_found_beside_the_other_side(make):
    sides = [{"carriageway": side, "geom": LINE} for side in ("left", "right", "right")]
    finding = the(check(make({"roads": sides})), "duplicate-geometry")
    assert (finding.uid, finding.other) == (uid(2), uid(1))


def test_a_duplicate_is_found_beside_what_both_replaced(make):
    was, now = {"valid_to": "2024-01-01"}, {"valid_from": "2024-01-01"}
    rows = [{"geom": LINE, "km_from": km} | when for km, when in enumerate((was, now, now))]
    finding = the(check(make({"roads": rows})), "duplicate-geometry")
    assert (finding.uid, finding.other) == (uid(2), uid(1))
