"""Each type reads what programs write, keeps one stored form, and refuses the rest."""

import datetime as dt
import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model.fieldtypes import TYPES, WIDENINGS, open_expression, opened, stored
from tests.strategies import texts

EAST_5 = dt.timezone(dt.timedelta(hours=5))

STORED = {
    "text": texts(1),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "real": st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0),
    "boolean": st.sampled_from([0, 1]),
    "date": st.dates().map(dt.date.isoformat),
    "datetime": st.datetimes(timezones=st.just(dt.UTC)).map(lambda moment: stored("datetime", moment)),
    "measure": st.integers(-(10**12), 10**12),
}


@given(st.data())
def test_opening_and_storing_again_changes_nothing(data):
    kind = data.draw(st.sampled_from(sorted(TYPES)))
    value = data.draw(STORED[kind])
    assert stored(kind, opened(kind, value)) == value
    assert type(stored(kind, opened(kind, value))) is type(value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", 2.0, "2"),
        ("text", 27, "27"),
        ("text", 0.1, "0.1"),
        ("text", 0.1 + 0.2, "0.30000000000000004"),
        ("text", True, "true"),
        ("text", "", ""),
        ("integer", " 7 ", 7),
        ("integer", 7.0, 7),
        ("integer", True, 1),
        ("integer", "", None),
        ("real", "1.5", 1.5),
        ("real", 3, 3.0),
        ("real", "-0", 0.0),
        ("boolean", "TRUE", 1),
        ("boolean", "f", 0),
        ("boolean", 1.0, 1),
        ("date", dt.date(2024, 12, 31), "2024-12-31"),
        ("date", dt.datetime(2024, 12, 31), "2024-12-31"),
        ("date", "2024-12-31 00:00:00", "2024-12-31"),
        ("date", "2024-12-31T00:00:00Z", "2024-12-31"),
        ("datetime", "2024-12-31", "2024-12-31T00:00:00.000Z"),
        ("datetime", "2024-12-31 15:30:00+05:00", "2024-12-31T10:30:00.000Z"),
        ("datetime", dt.datetime(2024, 1, 1, 2, tzinfo=EAST_5), "2023-12-31T21:00:00.000Z"),
        ("datetime", dt.datetime(2024, 1, 1, 2, 3, 4, 5999), "2024-01-01T02:03:04.005Z"),
        ("datetime", dt.datetime(987, 1, 1), "0987-01-01T00:00:00.000Z"),
        ("measure", "513+850", 513_850),
        ("measure", "км 0,5", 500),
        ("measure", 513.85, 513_850),
        ("measure", 786, 786_000),
    ],
)
def test_what_programs_write_is_read(kind, value, expected):
    found = stored(kind, value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("kind", "value", "rule"),
    [
        ("text", b"abc", "is not text"),
        ("text", "a\x00b", "holds a NUL character"),
        ("text", "\udcff", "is not valid UTF-8 text"),
        ("text", float("nan"), "is not a finite number"),
        ("text", [1], "is list, not text"),
        ("integer", "1_000", "is not a whole number"),
        ("integer", "12.0", "is not a whole number"),
        ("integer", 1.5, "is not a whole number"),
        ("integer", float("inf"), "is not a whole number"),
        ("integer", 2**63, "does not fit in 64 bits"),
        ("integer", 1e19, "does not fit in 64 bits"),
        ("integer", b"1", "is not a whole number"),
        ("real", "1_0.5", "is not a number"),
        ("real", "1,5", "is not a number"),
        ("real", "inf", "is not a finite number"),
        ("real", float("nan"), "is not a finite number"),
        ("real", 10**400, "is not a finite number"),
        ("real", b"1", "is not a number"),
        ("boolean", "yes", "is neither true nor false"),
        ("boolean", 2, "is neither true nor false"),
        ("date", "31.12.2024", "is not a date like 2024-12-31"),
        ("date", "2024-02-30", "is not a day of the calendar"),
        ("date", "2024-12-31T10:00:00", "is not a date like 2024-12-31"),
        ("date", dt.datetime(2024, 12, 31, 10), "is not a date like 2024-12-31"),
        ("date", 20241231, "is not a date like 2024-12-31"),
        ("datetime", "noon", "is not a date-time like 2024-12-31T10:00:00Z"),
        ("datetime", 1735639200, "is not a date-time like 2024-12-31T10:00:00Z"),
        ("datetime", "0001-01-01T00:00:00+05:00", "is outside the calendar"),
        ("measure", "soon", "is not a measure like 513+850 or 513.85"),
        ("measure", 1e300, "is no length on Earth"),
        ("measure", "99999999999999999999+000", "is no length on Earth"),
        ("measure", "9" * 400, "is not a measure like 513+850 or 513.85"),
        ("measure", float("nan"), "is not a finite number"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_the_rule(kind, value, rule):
    with pytest.raises(ValueError, match=re.escape(rule)):
        stored(kind, value)


@given(st.data())
def test_a_widened_value_is_stored_in_its_new_type(data):
    kind = data.draw(st.sampled_from(sorted(WIDENINGS)))
    wider = data.draw(st.sampled_from(WIDENINGS[kind]))
    value = data.draw(STORED[kind])
    open_value = opened(kind, value)
    widened = stored(wider, open_value)
    assert widened is not None
    if (kind, wider) != ("integer", "real") or abs(value) <= 2**53:
        assert stored(kind, widened) == value  # and back again: nothing was lost


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_null_is_null_in_every_type(kind):
    assert stored(kind, None) is None
    assert opened(kind, None) is None


def test_open_columns_in_sql_are_what_opening_gives():
    connection = sqlite3.connect(":memory:")
    (kilometres,) = connection.execute(f"SELECT {open_expression('measure', '513850')}").fetchone()
    assert kilometres == opened("measure", 513850)
    assert open_expression("text", '"name"') == '"name"'
    connection.close()


def test_every_type_has_its_own_tag_in_the_canonical_form():
    assert len({kind.tag for kind in TYPES.values()}) == len(TYPES)
