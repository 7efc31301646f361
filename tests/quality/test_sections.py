"""Sections of a route: their kilometres on each carriageway."""

import pytest

from registry.model.definition import Definition, Field, Linear
from registry.quality import check
from tests.quality.building import codes, the, uid


def section(km_from, km_to, carriageway="both", route="a", **more):
    return {"route_id": route, "km_from": km_from, "km_to": km_to, "carriageway": carriageway} | more


def checked(make, *sections):
    return check(make({"roads": sections}), layers=["roads"])


def test_sections_that_share_kilometres_overlap(make):
    report = checked(make, section(0, 10), section(8.5, 20, name_ru="Атырау – Доссор"))
    finding = the(report, "section-overlap")
    assert (finding.uid, finding.other, finding.severity) == (uid(1), uid(0), "error")
    assert finding.message == (
        'roads "Атырау – Доссор" km 8+500–20+000 covers 1.500 km of roads "a" km 0+000–10+000'
        " on the same carriageway; correct the kilometres of one of them"
    )


def test_sections_that_meet_neither_overlap_nor_leave_a_gap(make):
    assert codes(checked(make, section(10, 20), section(0, 10))) == []


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("left", "right", False),
        ("left", "left", True),
        ("both", "right", True),
        ("left", "both", True),
        ("both", "both", True),
    ],
)
def test_only_one_carriageway_can_be_covered_twice(make, one, other, overlap):
    report = checked(make, section(0, 10, one), section(0.1, 10, other))
    assert codes(report).count("section-overlap") == overlap


def test_other_routes_are_other_kilometres(make):
    assert codes(checked(make, section(0, 10), section(5, 15, route="b"))) == []


def test_a_section_is_reported_once_with_the_one_it_overlaps_most(make):
    report = checked(make, section(0, 10), section(5, 30), section(9, 12))
    found = {one.uid: one.other for one in report.findings if one.code == "section-overlap"}
    assert found == {uid(1): uid(0), uid(2): uid(1)}


@pytest.mark.parametrize(("until", "overlap"), [("2024-06-01", False), ("2024-06-02", True), (None, True)])
def test_a_section_that_replaced_another_does_not_overlap_it(make, until, overlap):
    report = checked(make, section(0, 10, valid_to=until), section(0.5, 11, valid_from="2024-06-01"))
    assert codes(report).count("section-overlap") == overlap


def test_a_gap_is_only_a_hint(make):
    finding = the(checked(make, section(12, 20), section(0, 10), section(3, 5)), "section-gap")
    assert (finding.uid, finding.other, finding.severity) == (uid(0), uid(1), "info")
    assert "2.000 km after the section before it ends at 10+000" in finding.message


def test_a_gap_on_one_carriageway_is_none_while_the_other_goes_on(make):
    report = checked(make, section(0, 10, "left"), section(0, 20, "right"), section(15, 20, "left"))
    assert codes(report) == []


def test_sections_without_route_or_kilometres_are_left_out(make):
    report = checked(make, section(0, 10, route=None), section(5, 10, route=None), section(None, 3))
    assert not {"section-overlap", "section-gap"} & set(codes(report))
    assert next(one.features for one in report.checks if one.check == "sections") == 0


def test_thousands_of_sections_on_one_stretch_do_not_take_for_ever(make):
    report = checked(make, *(section(0, 1 + number / 1000, route="x") for number in range(3000)))
    assert report.by_code["section-overlap"] == 2999


def test_a_layer_of_a_users_own_with_other_names_is_checked_alike(make):
    pipes = Definition(
        "pipes",
        {},
        (Field("line", "text"), Field("a", "measure"), Field("b", "measure")),
        linear=Linear("element", "line", "a", "b"),
    )
    report = check(make({pipes: [{"line": "x", "a": 0, "b": 5}, {"line": "x", "a": 4, "b": 9}]}))
    assert the(report, "section-overlap").message.startswith('pipes "x" km 4+000–9+000 covers 1.000 km of')
