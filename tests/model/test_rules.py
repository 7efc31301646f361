"""Row rules say the same in Python, in SQLite and in QGIS, missing values included."""

import json
import sqlite3
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.model.definition import Field
from registry.model.expressions import RuleRefused, parse
from registry.model.fieldtypes import TYPES
from registry.model.rules import compile_rule, positional_rule, qgis_expression, sql_expression
from tests.strategies import expressions, values_for

FIELDS = [
    Field("km_from", "measure"),
    Field("km_to", "measure"),
    Field("lanes", "integer"),
    Field("iri", "real"),
    Field("surface", "text"),
    Field("old_surface", "text"),
    Field("paved", "boolean"),
    Field("start", "date"),
    Field("end", "date"),
]
NULL_ROW = {one.name: None for one in FIELDS}


def verdict(expression, **values):
    return compile_rule(expression, FIELDS)({**NULL_ROW, **values})


def in_sqlite(expression, row):
    """What SQLite says of one row, in a table whose columns are declared as a workspace's."""
    connection = sqlite3.connect(":memory:")
    columns = ", ".join(f'"{one.name}" {TYPES[one.type].open_sql}' for one in FIELDS)
    connection.execute(f"CREATE TABLE layer ({columns})")
    marks = ", ".join("?" * len(FIELDS))
    connection.execute(f"INSERT INTO layer VALUES ({marks})", [row[one.name] for one in FIELDS])
    (answer,) = connection.execute(f"SELECT {sql_expression(expression)} FROM layer").fetchone()
    connection.close()
    return None if answer is None else bool(answer)


def small_values(field):
    """Values close together, so that comparisons go either way; the widest ones now and then."""
    match field.type:
        case "measure" | "real":
            return st.none() | st.integers(-16, 16).map(lambda whole: whole / 8) | st.just(1e300)
        case "integer":
            return st.none() | st.integers(-3, 3) | st.sampled_from([2**63 - 1, -(2**63)])
    return values_for(field)


rows = st.fixed_dictionaries({one.name: small_values(one) for one in FIELDS})


@settings(max_examples=400, deadline=None)
@given(expressions(FIELDS), rows)
def test_python_and_sqlite_agree_on_every_rule_and_row(expression, row):
    found = compile_rule(expression, FIELDS)(row)
    assert found is None or isinstance(found, bool)
    assert found is in_sqlite(expression, row)


def test_a_comparison_with_a_missing_value_is_unknown():
    assert verdict("km_to > km_from", km_to=5.0) is None
    assert verdict("km_to > km_from", km_to=5.0, km_from=7.0) is False
    assert verdict("km_to > km_from", km_to=5.0, km_from=3.0) is True


def test_what_decides_decides_beside_the_unknown():
    assert verdict("lanes > 2 and iri > 3", lanes=1) is False
    assert verdict("lanes > 2 or iri > 3", lanes=3) is True
    assert verdict("lanes > 2 and iri > 3", lanes=3) is None
    assert verdict("not (lanes > 2)") is None


def test_absence_is_asked_for_and_always_known():
    assert verdict("end is None or end >= start", start="2024-01-01") is True
    assert verdict("end is not None") is False
    assert verdict("end is None or end >= start", start="2024-01-02", end="2024-01-01") is False


def test_chained_comparisons_hold_link_by_link():
    assert verdict("0 <= km_from < km_to", km_from=-1.0) is False
    assert verdict("0 <= km_from < km_to", km_from=1.0) is None
    assert verdict("0 <= km_from < km_to", km_from=1.0, km_to=2.0) is True


def test_division_by_zero_is_unknown_and_division_keeps_the_remainder():
    assert verdict("iri / lanes > 1", iri=3.0, lanes=0) is None
    assert verdict("lanes / 2 == 1.5", lanes=3) is True
    assert in_sqlite("lanes / 2 == 1.5", {**NULL_ROW, "lanes": 3}) is True


def test_lists_and_text_with_quotes():
    rule = """surface not in ("d'une", 'gravel "5"')"""
    assert verdict(rule, surface="d'une") is False
    assert verdict(rule, surface="earth") is True
    assert verdict(rule) is None
    assert in_sqlite(rule, {**NULL_ROW, "surface": 'gravel "5"'}) is False


def test_a_rule_gets_only_the_fields_it_names_in_order():
    names, rule = positional_rule("end is None or end >= start", FIELDS)
    assert names == ("end", "start")
    assert rule("2024-01-01", "2023-01-01") is True


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("km_to >", "does not parse"),
        ("km_to > km_frm", "unknown field 'km_frm'; did you mean km_from?"),
        ("__import__('os').system('ls') == 0", "calls a function"),
        ("surface.upper() == 'A'", "calls a function"),
        ("surface.real == 'A'", "uses a dot"),
        ("surface[0] == 'A'", "square brackets"),
        ("(lambda: 1) == lanes", "uses Lambda"),
        ("[lanes for lanes in (1,)] == lanes", "uses ListComp"),
        ("lanes if paved else iri", "uses IfExp"),
        ("(lanes := 3) == 3", "uses NamedExpr"),
        ("lanes ** 2 > 4", "uses BinOp"),
        ("~lanes > 4", "uses UnaryOp"),
        ("f'{surface}' == 'a'", "uses JoinedStr"),
        ("surface == b'a'", "has the constant"),
        ("lanes == 1j", "has the constant"),
        ("lanes == 9223372036854775808", "has the constant"),
        ("iri < 1e999", "has the constant"),
        ("surface == 'a\\x00b'", "has the constant"),
        ("surface == ...", "has the constant"),
        ("surface == None", "write 'is None'"),
        ("None != surface", "write 'is not None'"),
        ("not None", "uses None as a value"),
        ("surface is True", "write == instead"),
        ("1 is None", "asks whether a constant is None"),
        ("surface in 'gravel'", "without a list"),
        ("surface in ()", "without a list"),
        ("surface in ('a', None)", "lists something else"),
        ("surface in ('a', old_surface)", "lists something else"),
        ("(1, 2) == lanes", "has a list outside 'in'"),
        ("lanes", "is no condition"),
        ("lanes + 1", "is no condition"),
        ("not lanes", "lanes is a number, not a condition"),
        ("paved and surface", "surface is a text, not a condition"),
        ("surface + 'a' == 'ba'", "compute with numbers only"),
        ("lanes > '2'", "compares lanes (a number) with '2' (a text)"),
        ("lanes in (1, 'a')", "compares lanes (a number)"),
        ("start > surface", "compares start (a date)"),
        ("start > 'yesterday'", "write the date as '2024-12-31'"),
        ("start > '20241231'", "write the date as '2024-12-31'"),
        ("1 < 2", "names no field"),
        ("", "does not parse"),
        ("lanes > 1\nlanes < 3", "does not parse"),
        ("surface == '\\d'", "does not parse"),
        ("not " * 60 + "paved", "nested too deeply"),
        ("(" * 400 + "paved" + ")" * 400, "does not parse"),
        ("lanes > 1 and " * 100 + "paved", "longer than 1000 characters"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_mend(expression, problem):
    with pytest.raises(RuleRefused) as refused:
        compile_rule(expression, FIELDS)
    assert problem in str(refused.value)
    assert refused.value.mend


def test_field_names_in_sql_can_be_replaced():
    assert sql_expression("a > b and b is None", {"a": "b", "b": "c"}) == '(("b" > "c") AND ("c" IS NULL))'


def test_minus_of_a_minus_is_no_comment_in_sql():
    assert in_sqlite("-(-lanes) == 3", {**NULL_ROW, "lanes": 3}) is True
    assert in_sqlite("-(-(-lanes)) == -3", {**NULL_ROW, "lanes": 3}) is True


def test_parsing_gives_equal_trees_for_equal_rules():
    assert parse("a>b") == parse(" (a) > b ")
    assert parse("a > b") != parse("a >= b")


QGIS_PROGRAM = """
import json, sys
from qgis.core import QgsExpression, QgsExpressionContext, QgsFeature, QgsField, QgsFields
from qgis.PyQt.QtCore import QDate, QVariant
kinds = {"measure": QVariant.Double, "real": QVariant.Double, "integer": QVariant.LongLong,
         "text": QVariant.String, "boolean": QVariant.Bool, "date": QVariant.Date}
case = json.load(sys.stdin)
fields = QgsFields()
for name, kind in case["fields"]:
    fields.append(QgsField(name, kinds[kind]))
answers = []
for text, row in case["rules"]:
    expression = QgsExpression(text)
    assert not expression.hasParserError(), (text, expression.parserErrorString())
    feature = QgsFeature(fields)
    for name, kind in case["fields"]:
        value = row[name]
        if value is None:
            feature[name] = QVariant(kinds[kind])
        else:
            feature[name] = QDate.fromString(value, "yyyy-MM-dd") if kind == "date" else value
    context = QgsExpressionContext()
    context.setFields(fields)
    context.setFeature(feature)
    answer = expression.evaluate(context)
    assert not expression.hasEvalError(), (text, row, expression.evalErrorString())
    answers.append(bool(answer))
json.dump(answers, sys.stdout)
"""


@pytest.mark.qgis
def test_a_form_in_qgis_lets_pass_what_a_commit_lets_pass(qgis_python, qgis_environment):
    rules = [
        "km_to > km_from",
        "end is None or end >= start",
        "start >= '2024-01-01'",
        "0 <= km_from < km_to and not paved",
        "surface in ('gravel', \"d'une\", 'back\\\\slash') or lanes is not None",
        "surface != old_surface",
        "surface == 'back\\\\slash'",
        "surface == 'қала'",
        "iri / lanes > 1.5",
        "lanes / 2 == 1.5",
        "lanes not in (1, 2, -3)",
        "-(-lanes) == 3",
        "paved == True",
        "paved",
        "not (paved or lanes > 2)",
        "(km_to - km_from) * 2 <= iri + 1",
    ]
    filled = {
        "km_from": 1.5,
        "km_to": 2.5,
        "lanes": 3,
        "iri": 4.5,
        "surface": "back\\slash",
        "old_surface": "қала",
        "paved": True,
        "start": "2023-05-01",
        "end": "2024-05-01",
    }
    other = {
        **filled,
        "km_to": 0.5,
        "lanes": 0,
        "surface": "қала",
        "paved": False,
        "start": "2024-06-01",
        "iri": 0.0,
    }
    mixed = [{**filled, name: None} for name in filled] + [{**other, name: None} for name in filled]
    cases = [(rule, row) for rule in rules for row in (filled, other, NULL_ROW, *mixed)]
    asked = {
        "fields": [(one.name, one.type) for one in FIELDS],
        "rules": [(qgis_expression(rule), row) for rule, row in cases],
    }
    done = subprocess.run(
        [qgis_python, "-c", QGIS_PROGRAM],
        input=json.dumps(asked),
        env=qgis_environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    expected = [compile_rule(rule, FIELDS)(row) is not False for rule, row in cases]
    answers = json.loads(done.stdout)
    wrong = [case for case, one, other in zip(cases, expected, answers, strict=True) if one != other]
    assert not wrong
