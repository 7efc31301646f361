"""Measures are read as road departments write them, and written as they stand on km posts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.model.chainage import parse, written


@given(st.integers(-(10**9), 10**9))
def test_what_is_written_reads_back(metres):
    assert parse(written(metres)) == metres


@given(st.integers(-(10**9), 10**9), st.sampled_from(".,"))
def test_kilometres_with_three_decimals_read_back(metres, separator):
    assert parse(f"{metres / 1000:.3f}".replace(".", separator)) == metres


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("513+850", 513_850),
        ("786", 786_000),
        ("км 189+000", 189_000),
        ("KM189 + 5", 189_005),
        (" 12,5 км ", 12_500),
        ("-0+005", -5),
        ("-1.25", -1_250),
        ("487+000,00", 487_000),
        ("+3", 3_000),
    ],
)
def test_forms_that_departments_use(text, metres):
    assert parse(text) == metres


def test_the_toll_section_published_backwards_is_272_kilometres():
    assert parse("513+850") - parse("786") == -272_150


@pytest.mark.parametrize(
    "text", ["", "km", "513+8500", "12+", "+", "1.2.3", "1e3", "nan", "inf", "12 345", "513-850", "9" * 400]
)
def test_anything_else_is_no_measure(text):
    with pytest.raises(ValueError, match="is not a measure"):
        parse(text)


@pytest.mark.parametrize(("metres", "text"), [(0, "0+000"), (7, "0+007"), (-1005, "-1+005")])
def test_metres_are_written_with_three_digits(metres, text):
    assert written(metres) == text
