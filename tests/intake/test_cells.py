"""Cells as people write them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.intake.cells import is_null, number, reader
from registry.intake.folding import folded
from registry.model.definition import Choice, Field

NBSP, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def read(kind, cell, factor=None, **spec):
    return reader(Field("f", kind, **spec), factor)(cell)


def refusal(kind, cell, **spec):
    with pytest.raises(ValueError, match=r".") as caught:
        read(kind, cell, **spec)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 234,5", 1234.5),
        (f"1{NBSP}234,5", 1234.5),
        (f"12{THIN}345", 12345),
        ("0,5", 0.5),
        (",5", 0.5),
        ("1.234", 1.234),
        ("1,234", 1.234),
        ("1,234,567", 1234567),
        ("1.234.567,8", 1234567.8),
        ("1,234.5", 1234.5),
        ("−3", -3),
        ("1e3", 1000.0),
        ("9007199254740993", 9007199254740993),
    ],
)
def test_numbers(written, meant):
    assert number(written) == meant


@pytest.mark.parametrize(
    "written", ["12 шт", "1,2,3", "1.2.3", "один", "1-2", "nan", "inf", "0x10", "١٢", "--1", "1,23,456"]
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValueError, match="is not a number"):
        number(written)


@given(st.integers(-(10**15), 10**15), st.sampled_from([" ", NBSP, THIN]))
def test_thousands_apart_are_the_number_together(value, space):
    assert number(f"{value:,}".replace(",", space)) == value


@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_decimal_comma_is_a_decimal_point(value):
    assert number(str(value).replace(".", ",")) == float(value)


@pytest.mark.parametrize(
    ("written", "kilometres"),
    [
        ("189+000", 189),
        ("км 189+000", 189),
        ("км189+050", 189.05),
        ("189 + 000 км", 189),
        ("189,5", 189.5),
        ("189.5 км", 189.5),
        ("1 189,5", 1189.5),
        (189, 189),
        (189.25, 189.25),
    ],
)
def test_measures(written, kilometres):
    assert read("measure", written) == pytest.approx(kilometres, abs=1e-9)


@pytest.mark.parametrize(
    "written",
    [
        "31.12.2024", "31/12/2024", "31-12-2024", "2024-12-31", "2024/12/31", "2024.12.31",
        " 31.12.2024 г.",
        "31.12.2024 ж.", "31.12.2024 00:00:00", "2024-12-31T00:00:00Z", "31 декабря 2024 года",
        "31 желтоқсан 2024",
        dt.date(2024, 12, 31), dt.datetime(2024, 12, 31), 45657, 45657.0,
    ],
)  # fmt: skip
def test_dates(written):
    assert read("date", written) == "2024-12-31"


@pytest.mark.parametrize("month", ["мая", "мамыр", "May"])
def test_months_in_words(month):
    assert read("date", f"5 {month} 2024") == "2024-05-05"


@given(st.dates(dt.date(1000, 1, 1)))
def test_a_day_reads_the_same_however_it_is_written(day):
    forms = (day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"{day.day:02}/{day.month:02}/{day.year}")
    assert {read("date", form) for form in forms} == {day.isoformat()}


def test_a_year_of_two_digits_is_refused():
    assert "two digits" in refusal("date", "31.12.24")


@pytest.mark.parametrize("written", ["31.02.2024", "12/31/2024", "31.12.2024 25:00", "2024", "вчера", 2024])
def test_what_is_no_day_is_refused(written):
    assert refusal("date", written)


def test_a_time_of_day_is_not_dropped_from_a_date():
    assert "time of day" in refusal("date", dt.datetime(2024, 12, 31, 10))
    assert read("datetime", "31.12.2024 10:30 +05:00") == "2024-12-31T10:30:00.000000+05:00"


@pytest.mark.parametrize(
    ("cells", "meant"),
    [(["да", "Иә", "TRUE", "есть", True, 1, "yes"], True), (["нет", "жоқ", "ложь", False, 0, "No"], False)],
)
def test_yes_and_no(cells, meant):
    assert [bool(read("boolean", cell)) for cell in cells] == [meant] * len(cells)


@pytest.mark.parametrize("kind", ["text", "integer", "real", "boolean", "date", "datetime", "measure"])
@pytest.mark.parametrize("cell", [None, "", "  ", "-", "—", NBSP, "нет данных", "Н/Д", "мәлімет жоқ", "#N/A"])
def test_what_says_nothing_is_null(kind, cell):
    assert read(kind, cell) is None


def test_zero_and_no_are_something():
    assert not is_null("0")
    assert read("boolean", "нет") is False


def test_an_error_of_excel_is_refused():
    assert "Excel" in refusal("real", "#ДЕЛ/0!")


def test_a_unit_after_the_number_is_understood():
    assert read("real", "8,6 м", unit="m") == 8.6
    assert read("real", "476 га", unit="ha") == 476
    assert refusal("real", "476 га", unit="m")


def test_thousands_are_multiplied_without_noise():
    assert read("real", "1 234,1", Decimal(1000)) == 1_234_100
    assert read("real", 0.1, Decimal(1000)) == 100
    assert read("measure", "1500", Decimal("0.001")) == 1.5


def test_a_choice_is_found_by_its_title_in_any_language():
    choices = (Choice("capital", {"ru": "Капитальный ремонт", "kk": "күрделі жөндеу"}), Choice("medium", {}))
    spellings = ("capital", "капитальный  ремонт", "КҮРДЕЛІ ЖӨНДЕУ.", "Medium")
    assert [read("text", cell, choices=choices) for cell in spellings] == [
        "capital",
        "capital",
        "capital",
        "medium",
    ]
    assert read("text", "ямочный", choices=choices) == "ямочный"  # for the field's own check to refuse


def test_text_keeps_its_letters_and_loses_its_margins():
    assert read("text", f"  Ә{NBSP}«Бейнеу»; 'x' 😀\n") == "Ә «Бейнеу»; 'x' 😀"
    assert read("text", 12.0) == "12"


def test_text_of_a_gis_file_is_left_alone():
    exact = reader(Field("f", "text"), keep_text=True)
    assert [exact(cell) for cell in ("-", "  a ", "")] == ["-", "  a ", ""]


def test_bytes_that_are_no_text_are_refused():
    assert "encoding" in refusal("text", b"\xff")


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(
    st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.dates(), st.times())
)
def test_any_cell_is_read_or_refused_in_words(cell):
    for kind in ("text", "integer", "real", "boolean", "date", "datetime", "measure"):
        try:
            read(kind, cell)
        except ValueError as error:
            words = str(error)
        else:
            words = "read"
        assert words


WORK_TYPES = tuple(
    Choice(value, {"en": en, "ru": ru})
    for value, en, ru in (
        ("capital", "capital repair", "капитальный ремонт"),
        ("medium", "medium repair", "средний ремонт"),
        ("current", "current repair", "текущий ремонт"),
        ("in_force", "in force", "действует"),
        ("not_in_force", "not in force", "не действует вовсе"),
        ("c_2024", "2024", "2024"),
    )
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("средний", "medium"),
        ("Средняя", "medium"),
        ("капитальный", "capital"),
        ("кап. ремонт", "capital"),
        ("кап.рем.", "capital"),
        ("текущий", "current"),
        ("ремонт средний", "medium"),
        ("medium", "medium"),
        ("не действует", "not_in_force"),
        ("действует", "in_force"),
    ],
)
def test_enough_of_a_title_names_its_choice(written, meant):
    assert read("text", written, choices=WORK_TYPES) == meant


@pytest.mark.parametrize("written", ["ремонт", "repair", "ср", "202", "вовсе", "repair of bridges", "к."])
def test_words_that_could_mean_several_choices_or_none_mean_none(written):
    assert read("text", written, choices=WORK_TYPES) == written
