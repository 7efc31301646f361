"""Kilometres of events that their route does not have."""

import pytest

from registry.model.definition import Definition, Field, Linear
from registry.quality import check
from tests.quality.building import codes, reasons, the, uid

ROUTES = [{"route_id": "a"}, {"route_id": "b"}, {"route_id": "bare"}]
SECTIONS = [
    {"route_id": "b", "km_from": 487, "km_to": 517.872},
    {"route_id": "a", "km_from": 15, "km_to": 20},
    {"route_id": "a", "km_from": 0, "km_to": 10},
]


def work(km_from, km_to, route="a"):
    return {"route_id": route, "km_from": km_from, "km_to": km_to}


def checked(make, *works, layer="repairs"):
    return check(make({"routes": ROUTES, "roads": SECTIONS, layer: works}), layers=[layer])


@pytest.mark.parametrize("one", [work(0, 10), work(15, 20), work(487, 504, "b"), work(2.5, 2.6)])
def test_a_work_within_its_sections_is_right(make, one):
    assert codes(checked(make, one)) == []


def test_a_work_past_the_end_of_its_road_is_told_with_how_far(make):
    finding = the(checked(make, work(490, 520, "b")), "measure-beyond-route")
    assert (finding.uid, finding.severity) == (uid(0), "warning")
    assert "reaches 2.128 km past the end of its route at 517+872" in finding.message


def test_a_work_before_the_beginning_and_past_the_end_says_both(make):
    message = the(checked(make, work(480, 520, "b")), "measure-beyond-route").message
    assert "7.000 km before its route begins at 487+000 and 2.128 km past the end" in message


def test_a_reversed_work_is_put_in_order_first(make):
    report = checked(make, work(10, 0), work(520, 490, "b"))
    finding = the(report, "measure-beyond-route")
    assert finding.uid == uid(1)
    assert "2.128 km past" in finding.message


def test_kilometres_in_a_gap_between_sections_are_a_hint(make):
    finding = the(checked(make, work(8, 17)), "measure-in-gap")
    assert finding.severity == "info"
    assert "has 5.000 km where its route has no section" in finding.message


def test_a_post_in_a_gap_stands_where_nothing_is(make):
    posts = [{"route_id": "a", "km": km, "kind": "post"} for km in (0, 10, 12, 15, 20)]
    finding = the(checked(make, *posts, layer="km_posts"), "measure-in-gap")
    assert finding.uid == uid(2)


def test_a_post_past_the_end_is_told(make):
    posts = [{"route_id": "a", "km": km} for km in (20, 20.5)]
    finding = the(checked(make, *posts, layer="km_posts"), "measure-beyond-route")
    assert finding.uid == uid(1)
    assert "stands 500 m past the end of its route at 20+000" in finding.message


def test_a_route_without_sections_is_a_hint_and_one_that_does_not_exist_an_error(make):
    report = checked(make, work(0, 1, "bare"), work(0, 1, "nothing"), work(0, 1))
    assert the(report, "route-without-sections").uid == uid(0)
    assert the(report, "reference-nothing").uid == uid(1)
    assert len(report.findings) == 2


@pytest.mark.parametrize(
    ("sections", "reason"),
    [
        ({"roads": []}, "no section in roads has a route and kilometres"),
        ({}, "no layer holds the sections of its routes"),
    ],
)
def test_without_any_sections_the_check_says_so(make, sections, reason):
    report = check(make({"routes": ROUTES, **sections, "repairs": [work(0, 1)]}))
    assert reasons(report)["measures", "repairs"] == reason


def test_layers_of_a_users_own_find_their_sections_by_what_they_refer_to(make):
    names = (Field("line", "text"), Field("a", "measure"), Field("b", "measure"))
    pipes = Definition("pipes", {}, names, linear=Linear("element", "line", "a", "b"))
    leaks = Definition(
        "leaks",
        {},
        (Field("pipe", "text", references="pipes.line"), Field("at", "measure")),
        linear=Linear("referent", "pipe", "at"),
    )
    free = Definition(
        "valves", {}, (Field("pipe", "text"), Field("at", "measure")), linear=Linear("event", "pipe", "at")
    )
    ledger = make(
        {
            "roads": SECTIONS,
            pipes: [{"line": "a", "a": 0, "b": 5}],
            leaks: [{"pipe": "a", "at": 4}, {"pipe": "a", "at": 8}],
            free: [{"pipe": "a", "at": 8}, {"pipe": "z", "at": 1}],
        }
    )
    report = check(ledger, layers=["leaks", "valves"])
    assert [(one.layer, one.uid, one.code) for one in report.findings] == [
        ("valves", uid(1), "route-unknown"),
        ("leaks", uid(1), "measure-beyond-route"),
    ]
