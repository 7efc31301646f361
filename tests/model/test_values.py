"""Values are stored or refused, with a sentence that names layer, feature, field, value and rule."""

import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.definition import Choice, Definition, Field, Geometry, Rule
from registry.model.errors import GeometryRefused, ValueRefused
from registry.model.fieldchecks import FieldCheck, Refused
from registry.model.fieldtypes import opened
from registry.model.values import Problem, RowCheck
from tests.strategies import definitions, fields, rows_for, values_for

UID = "0f" * 16
WORKS = Definition(
    "works",
    {"en": "Works"},
    (
        Field("route_id", "text", required=True, pattern="[A-Z]-[0-9]+"),
        Field("km_from", "measure", required=True, minimum=0.0, maximum=600.0),
        Field("km_to", "measure"),
        Field("surface", "text", choices=(Choice("gravel"), Choice("earth"))),
        Field("lanes", "integer", minimum=1, maximum=16),
        Field("note", "text", max_length=5),
    ),
    rules=(
        Rule("km_order", "km_to > km_from", {"en": "km_to must exceed km_from", "ru": "км_до больше км_от"}),
        Rule("few_lanes", "lanes < 4 or surface != 'earth'"),
    ),
)
SOUND = ["A-27", 12.5, 15.0, "gravel", 2, "ok"]
CHECK = RowCheck(WORKS)


def with_value(name, value):
    values = list(SOUND)
    values[WORKS.names.index(name)] = value
    return values


def point(x, y):
    return struct.pack("<BIdd", 1, 1, x, y)


def test_a_sound_row_is_stored_whole():
    row, problems = CHECK.row(UID, None, SOUND)
    assert problems == []
    assert row == (UID, None, "A-27", 12500, 15000, "gravel", 2, "ok")


@pytest.mark.parametrize(
    ("name", "value", "code", "rule"),
    [
        ("route_id", None, "required", "is required"),
        ("route_id", "", "required", "is required"),
        ("km_from", "", "required", "is required"),
        ("route_id", "A-27a", "pattern", "does not match the pattern [A-Z]-[0-9]+"),
        ("route_id", "A-27\n", "pattern", "does not match the pattern [A-Z]-[0-9]+"),
        ("km_from", "12;5", "type", "is not a measure like 513+850 or 513.85"),
        ("km_from", -0.001, "range", "must be from 0 to 600"),
        ("km_from", "600+001", "range", "must be from 0 to 600"),
        ("surface", "concrete", "choice", "is none of the choices (gravel, earth)"),
        ("surface", "", "choice", "is none of the choices (gravel, earth)"),
        ("lanes", 0, "range", "must be from 1 to 16"),
        ("lanes", 2.5, "type", "is not a whole number"),
        ("lanes", float("nan"), "type", "is not a whole number"),
        ("note", "too long", "length", "is longer than 5 characters"),
        ("note", "\x00", "type", "holds a NUL character"),
        ("note", b"raw", "type", "is not text"),
        ("note", "\ud800", "type", "is not valid UTF-8 text"),
    ],
)
def test_a_refused_value_is_named_with_its_rule_and_left_out(name, value, code, rule):
    values = with_value(name, value)
    row, problems = CHECK.row(UID, None, values)
    assert problems == [Problem("works", UID, name, value, rule, code)]
    assert row[2 + WORKS.names.index(name)] is None
    columns, found = CHECK.columns([[one] for one in values], [UID])
    assert found == [(0, problems[0])]
    assert tuple(column[0] for column in columns) == row[2:]


def test_an_empty_text_is_kept_where_nothing_forbids_it():
    row, problems = CHECK.row(UID, None, with_value("note", ""))
    assert (row[-1], problems) == ("", [])
    row, problems = CHECK.row(UID, None, with_value("lanes", ""))
    assert (row[-2], problems) == (None, [])


def test_a_broken_rule_names_its_fields_and_open_values():
    _, (problem,) = CHECK.row(UID, None, with_value("km_to", "12+000"))
    assert (problem.field, problem.value, problem.code) == ("km_to, km_from", (12.0, 12.5), "rule")
    assert problem.sentence() == f"works {UID}: km_to, km_from = 12, 12.5: km_to must exceed km_from"
    _, (in_russian,) = RowCheck(WORKS, "ru").row(UID, None, with_value("km_to", 12))
    assert in_russian.rule == "км_до больше км_от"


def test_a_rule_without_a_message_is_shown_itself():
    _, (problem,) = CHECK.row(UID, None, ["A-27", 1, 2, "earth", 5, None])
    assert problem.rule == "breaks the rule lanes < 4 or surface != 'earth'"


def test_a_rule_on_a_missing_or_refused_value_passes():
    _, problems = CHECK.row(UID, None, with_value("km_to", None))
    assert problems == []
    _, problems = CHECK.row(UID, None, with_value("km_to", "soon"))
    assert [problem.code for problem in problems] == ["type"]


def test_every_problem_of_a_row_is_told():
    _, problems = CHECK.row(UID, None, ["", "700+000", "600+000", "mud", 99, "far too long"])
    assert [problem.code for problem in problems] == ["required", "range", "choice", "range", "length"]


def test_too_few_or_too_many_values_are_no_row():
    with pytest.raises(ValueError, match="shorter"):
        CHECK.row(UID, None, SOUND[:-1])
    with pytest.raises(ValueError, match="longer"):
        CHECK.row(UID, None, [*SOUND, 1])
    with pytest.raises(ValueError, match="shorter"):
        CHECK.columns([[one] for one in SOUND[:-1]])
    with pytest.raises(ValueError, match="differ in length"):
        CHECK.columns([["A-1", "A-2"], *([one] for one in SOUND[1:])])


def test_a_geometry_comes_back_in_the_canonical_form_or_is_refused():
    wells = RowCheck(Definition("wells", {}, (Field("code", "text"),), Geometry("Point")))
    (uid, blob, code), problems = wells.row(UID, point(51.9, 47.1), ["a"])
    assert (uid, code, problems) == (UID, "a", [])
    assert blob[:2] == b"GP"
    assert blob.endswith(point(51.9, 47.1))
    row, (problem,) = wells.row(UID, b"nonsense", ["a"])
    assert (row[1], problem.field, problem.code) == (None, "geom", "geometry")
    assert problem.sentence().startswith(f"wells {UID}: geometry ")
    assert isinstance(problem.refusal(), GeometryRefused)


def test_a_required_geometry_may_be_neither_null_nor_empty():
    nan = float("nan")
    required = RowCheck(Definition("wells", {}, (), Geometry("Point")))
    for nothing in (None, point(nan, nan)):
        row, (problem,) = required.row(UID, nothing, [])
        assert row == (UID, None)
        assert (problem.code, problem.sentence()) == ("required", f"wells {UID}: geometry is required")
    optional = RowCheck(Definition("wells", {}, (), Geometry("Point", required=False)))
    assert optional.row(UID, None, []) == ((UID, None), [])


def test_a_geometry_in_a_layer_without_any_is_refused():
    row, (problem,) = CHECK.row(UID, point(1, 2), SOUND)
    assert row[1] is None
    assert problem.code == "geometry"


def test_a_problem_is_an_error_and_json():
    problem = Problem("works", None, "note", float("inf"), "is not a finite number", "type")
    error = problem.refusal()
    assert isinstance(error, ValueRefused)
    assert str(error) == "works (new feature): note = inf: is not a finite number"
    assert error.facts["field"] == "note"
    assert json.loads(json.dumps(problem.as_json(), allow_nan=False)) == {
        "layer": "works",
        "uid": None,
        "field": "note",
        "value": "inf",
        "rule": "is not a finite number",
        "code": "type",
    }
    pair = Problem("works", UID, "km_to, km_from", (1.0, b"12345"), "broken", "rule")
    assert pair.as_json()["value"] == [1.0, "5 bytes"]


def test_a_long_value_is_cut_in_the_sentence_but_not_in_the_problem():
    problem = Problem("works", UID, "note", "x" * 1000, "is longer than 5 characters", "length")
    assert len(problem.sentence()) < 200
    assert len(problem.value) == 1000


# --- columns ------------------------------------------------------------------------------------------

anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=3),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["", "1", "2024-12-31", "513+850", "A-1", "true", "\x00", "\ud800"]),
    st.sampled_from([2**63, -0.0, 10**400]),
)


def outcome(check, value):
    try:
        return check.stored(value), None
    except Refused as refused:
        return None, refused.fault


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_column_gives_what_its_values_give_one_by_one(data):
    field = data.draw(fields())
    fitting = st.lists(values_for(field), max_size=8)
    column = data.draw(fitting | st.lists(anything, max_size=8))
    kept, faults = FieldCheck(field).column(column)
    single = [outcome(FieldCheck(field), value) for value in column]
    assert list(map(repr, kept)) == [repr(one) for one, _ in single]
    assert faults == [(index, fault) for index, (_, fault) in enumerate(single) if fault]


@pytest.mark.parametrize("kind", ["text", "integer", "real", "boolean", "date", "datetime", "measure"])
@pytest.mark.parametrize("value", ["\x00", "\ud800", 2**63, -(2**63) - 1, float("nan"), float("inf"), 1e300])
def test_one_bad_value_hides_in_no_column(kind, value):
    """Each of these passes, or fails, alone; the other values of the column do not change that."""
    sound = {"text": "a", "integer": 1, "real": 1.5, "boolean": True, "measure": 0.5}.get(kind, "2024-01-01")
    check = FieldCheck(Field("a", kind))
    alone = outcome(check, value)
    kept, faults = check.column([sound, None, value, sound])
    assert kept[2] == alone[0]
    assert faults == ([(2, alone[1])] if alone[1] else [])


@settings(deadline=None)
@given(st.data())
def test_columns_of_a_layer_give_what_its_rows_give(data):
    definition = data.draw(definitions(max_fields=4))
    any_row = st.tuples(*[anything] * len(definition.fields))
    rows = data.draw(st.lists(rows_for(definition) | any_row, max_size=5))
    uids = [f"{number:032x}" for number in range(len(rows))]
    check = RowCheck(definition)
    plain = RowCheck(Definition(definition.name, {}, definition.fields, rules=definition.rules))
    one_by_one = [plain.row(uid, None, row) for uid, row in zip(uids, rows, strict=True)]
    columns = [[row[place] for row in rows] for place in range(len(definition.fields))]
    kept, problems = check.columns(columns, uids)
    assert [repr(one) for one in zip(*kept, strict=True)] == [repr(row[2:]) for row, _ in one_by_one]
    told = [(index, repr(problem)) for index, problem in problems]
    expected = [(index, repr(one)) for index, (_, found) in enumerate(one_by_one) for one in found]
    assert told == expected


@settings(deadline=None)
@given(st.data())
def test_values_drawn_for_a_field_are_accepted_and_open_to_themselves(data):
    definition = data.draw(definitions())
    values = data.draw(rows_for(definition))
    pairs = zip(definition.fields, values, strict=True)
    kept = [FieldCheck(one).stored(value) for one, value in pairs]
    again = [opened(one.type, value) for one, value in zip(definition.fields, kept, strict=True)]
    assert again == list(values)


def test_a_text_of_a_column_is_remembered_only_if_it_was_sound():
    check = FieldCheck(Field("a", "date"))
    for _ in range(2):
        assert check.stored("2024-12-31T00:00:00") == "2024-12-31"
        with pytest.raises(Refused):
            check.stored("2024-02-30")
