"""Rows that break their definition, as a program that does not ask may have written them."""

from dataclasses import replace

import pytest

from registry.model.definition import Choice, Definition, Field, Rule
from registry.quality import check
from tests.quality.building import codes, row, the, uid

LOOSE = Definition(
    "works",
    {"en": "Works"},
    (
        Field("name", "text"),
        Field("kind", "text"),
        Field("km_from", "measure"),
        Field("km_to", "measure"),
        Field("done", "date"),
        Field("seen", "datetime"),
        Field("paved", "boolean"),
        Field("lanes", "integer"),
        Field("width", "real"),
    ),
    label="name",
)
GOOD = {
    "name": "Құлсары",
    "kind": "a",
    "km_from": 1.5,
    "km_to": 2.0,
    "done": "2024-02-29",
    "seen": "2024-02-29T01:02:03.004Z",
    "paved": False,
    "lanes": 2,
    "width": 7.5,
}
TIGHT = {
    "value-required": ("paved", replace(LOOSE.field_named("paved"), required=True), None),
    "value-choice": ("kind", replace(LOOSE.field_named("kind"), choices=(Choice("a"), Choice("b"))), "c"),
    "value-range": ("km_to", replace(LOOSE.field_named("km_to"), maximum=2.0), 2.5),
    "value-pattern": ("name", replace(LOOSE.field_named("name"), pattern="[^;]+"), "a;b"),
    "value-length": ("kind", replace(LOOSE.field_named("kind"), max_length=1), "ab"),
}


def tightened(field: Field) -> Definition:
    return replace(LOOSE, fields=tuple(field if one.name == field.name else one for one in LOOSE.fields))


@pytest.mark.parametrize("code", TIGHT)
def test_a_value_that_breaks_its_field_is_an_error(make, code):
    name, field, value = TIGHT[code]
    finding = the(check(make({tightened(field): [GOOD, GOOD | {name: value}]})), code)
    assert (finding.uid, finding.severity) == (uid(1), "error")
    assert f"{name} = " in finding.message


def test_values_of_every_type_that_keep_the_definition_pass(make):
    strict = replace(
        LOOSE,
        fields=tuple(replace(one, required=True) for one in LOOSE.fields),
        rules=(Rule("order", "km_to > km_from"), Rule("wide", "width > lanes and paved == False")),
    )
    report = check(make({strict: [GOOD]}))
    assert codes(report) == []
    assert ("values", 1) in [(one.check, one.features) for one in report.checks]


def test_a_broken_rule_is_told_with_its_values_and_its_message(make):
    rule = Rule("order", "km_to > km_from", {"en": "km_to must be after km_from"})
    ledger = make({replace(LOOSE, rules=(rule,)): [GOOD | {"km_from": 3.0}]})
    message = the(check(ledger), "value-rule").message
    assert message.startswith('works "Құлсары": ')
    assert "3" in message
    assert "km_to must be after km_from" in message


def test_each_broken_value_is_a_finding(make):
    fields = tuple(replace(one, required=True) for one in LOOSE.fields)
    report = check(make({replace(LOOSE, fields=fields): [{}, GOOD]}))
    assert report.by_code == {"value-required": len(LOOSE.fields)}


def test_rows_are_held_against_the_version_that_is_checked(make):
    ledger = make({tightened(replace(LOOSE.field_named("lanes"), maximum=16)): [GOOD | {"lanes": 40}]})
    with ledger.writing(author="a", message="mended") as work:
        work.put("works", [row(LOOSE, 0, GOOD)])
    assert codes(check(ledger, 1)) == ["value-range"]
    assert codes(check(ledger)) == []
