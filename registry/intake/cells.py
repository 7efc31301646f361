"""Cells of tables as people write them: ``1 234,5``, ``км 189+000``, ``31.12.2024 г.``, ``иә``, ``нет
данных``.

A comma is a decimal comma unless it parts groups of three more than once (``1,234,567``). The day comes
before the month. A year of two digits is refused, for nobody knows its century. What is empty, a dash or "no
data" is null.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ..model import chainage
from ..model.definition import Field
from .choicewords import ChoiceWords

Reader = Callable[[Any], Any]

_NULLS = frozenset(
    "- – — -- … ... н/д нд нет_данных нет_сведений не_указано не_определено n/a na null none nan"
    " no_data #н/д #n/a мәлімет_жоқ дерек_жоқ деректер_жоқ".replace("_", "\N{NO-BREAK SPACE}").split(" ")
) | {""}
_TRUE = frozenset(
    {"да", "иә", "иа", "ия", "yes", "true", "истина", "шын", "есть", "имеется", "бар", "1", "t", "y"}
)
_FALSE = frozenset({"нет", "жоқ", "жок", "no", "false", "ложь", "жалған", "отсутствует", "0", "f", "n"})
_SPACES = re.compile(r"[\s\u00a0\u2007-\u200b\u202f\u2060\ufeff]+")
_EXCEL_ERROR = re.compile(
    r"^#(REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|ССЫЛКА!|ДЕЛ/0!|ЗНАЧ!|ИМЯ\?|ЧИСЛО!|ПУСТО!)$"
)
_NUMBER = re.compile(r"^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$", re.ASCII)
_GROUPED = re.compile(r"^[+-]?\d{1,3}(?:([.,'])\d{3})(?:\1\d{3})*(?:[.,]\d*)?$", re.ASCII)
_DAY_FIRST = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?![\d])")
_YEAR_FIRST = re.compile(r"^(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_SHORT_YEAR = re.compile(r"^\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")
_IN_WORDS = re.compile(r"^(\d{1,2})\s+([^\W\d]+)\s+(\d{4})")
_CLOCK = re.compile(
    r"^[T\s,]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$",
    re.IGNORECASE,
)
_YEAR_MARK = re.compile(r"\s*(г|года?|ж|жылы?|y)\.?$", re.IGNORECASE)
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)
_EXCEL_DAYS = (18_264, 73_050)  # 1950 to 2099
_MONTHS = {
    name[:3]: number
    for number, names in enumerate(
        (
            "янв қаң jan", "фев ақп feb", "мар нау mar", "апр сәу apr", "мая май мам may", "июн мау jun",
            "июл шіл jul", "авг там aug", "сен қыр sep", "окт қаз oct", "ноя қар nov", "дек жел dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_UNIT_WORDS = {
    "km": ("км", "km", "шақырым"),
    "m": ("м", "m", "метр"),
    "ha": ("га", "ha"),
    "%": ("%",),
    "KZT": ("тг", "тенге", "теңге", "kzt", "₸"),
}


def plain(text: str) -> str:
    """A text without the spaces around it, whatever kind of space, and with single spaces within."""
    return _SPACES.sub(" ", text).strip()


def is_null(text: str) -> bool:
    """Whether a cell says that there is nothing to say.

    >>> is_null(" — "), is_null("Нет данных"), is_null("0")
    (True, True, False)
    """
    return plain(text).lower().replace(" ", "\N{NO-BREAK SPACE}") in _NULLS


def number(text: str) -> float | int:
    """A number as it is written in Russian, Kazakh or English.

    >>> number("1 234,5"), number("1.234.567"), number("-0,5")
    (1234.5, 1234567, -0.5)

    Raises
    ------
    ValueError
        What is wrong, to follow the value.
    """
    squeezed = plain(text).replace(" ", "").replace("−", "-")
    if squeezed.count(",") + squeezed.count(".") + squeezed.count("'") > 1 and (
        found := _GROUPED.match(squeezed)
    ):
        squeezed = squeezed.replace(found[1], "")
    if not _NUMBER.match(squeezed):
        raise ValueError("is not a number")
    squeezed = squeezed.replace(",", ".")
    if squeezed.lstrip("+-").isdigit():
        return int(squeezed)
    return float(squeezed)


def date(value: Any) -> str:
    """``2024-12-31`` of a day written in any of the ways of the module's first lines.

    Raises
    ------
    ValueError
    """
    return _moment(value)[0]


def _moment(value: Any) -> tuple[str, str]:
    """A day, and the time of day with its zone, if any."""
    if isinstance(value, dt.datetime):
        clock = value.isoformat()[10:]
        return value.date().isoformat(), "" if value.time() == dt.time(0) and value.tzinfo is None else clock
    if isinstance(value, dt.date):
        return value.isoformat(), ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not _EXCEL_DAYS[0] <= value <= _EXCEL_DAYS[1]:
            raise ValueError(
                "is a year, not a date" if 1900 <= value <= 2100 else "is not a date like 31.12.2024"
            )
        moment = _EXCEL_EPOCH + dt.timedelta(days=value)
        return _moment(moment)
    if not isinstance(value, str):
        raise ValueError("is not a date like 31.12.2024")
    text = plain(value)
    if found := _DAY_FIRST.match(text):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    elif found := _YEAR_FIRST.match(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif _SHORT_YEAR.match(text):
        raise ValueError("has a year of two digits; write it with four, such as 31.12.2024")
    elif (found := _IN_WORDS.match(text)) and (named := _MONTHS.get(found[2].lower()[:3])):
        day, month, year = int(found[1]), named, int(found[3])
    else:
        raise ValueError("is not a date like 31.12.2024")
    rest = _YEAR_MARK.sub("", text[found.end() :]).strip(" .")
    clock = ""
    if rest:
        if not (timed := _CLOCK.match(rest)):
            raise ValueError("is not a date like 31.12.2024")
        hours, minutes, seconds, fraction, zone = timed.groups()
        clock = f"T{int(hours):02}:{minutes}:{seconds or '00'}.{(fraction or '0').ljust(6, '0')}{zone or ''}"
    try:
        return dt.date(year, month, day).isoformat(), clock
    except ValueError:
        raise ValueError("is not a day of the calendar (the day comes before the month)") from None


def _datetime(value: Any) -> str:
    day, clock = _moment(value)
    if clock and clock[-5] in "+-" and ":" not in clock[-5:]:
        clock = f"{clock[:-2]}:{clock[-2:]}"
    return day + (clock or "T00:00:00")


def _read_date(value: Any) -> str:
    day, clock = _moment(value)
    if clock.strip("T0:.Z"):
        raise ValueError("has a time of day, the field takes a date only")
    return day


def _boolean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = plain(value).lower().rstrip(".")
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ValueError("is neither yes nor no (да, нет, иә, жоқ)")


def _text(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time(0) else value.isoformat(sep=" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value


def _measure(value: Any, factor: Decimal | None) -> Any:
    if isinstance(value, str):
        text = plain(value)
        if "+" in text[1:]:
            return chainage.parse(re.sub(r"\s*\+\s*", "+", _without_unit(text, "km"))) / 1000
        value = number(_without_unit(text.lower().removeprefix("км").removeprefix("km"), "km"))
    return _scaled(value, factor)


def _without_unit(text: str, unit: str | None) -> str:
    lowered = text.rstrip(". ").lower()
    for word in _UNIT_WORDS.get(unit or "", ()):
        if lowered.endswith(word) and not lowered[: -len(word)].strip()[-1:].isalpha():
            return text[: len(lowered) - len(word)].strip()
    return text


def _scaled(value: Any, factor: Decimal | None) -> Any:
    if factor is None or isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return value
    # In decimal, so that 1,234.5 thousand is 1,234,500 and not a hair beside it.
    scaled = Decimal(repr(value)) * factor
    return int(scaled) if scaled == scaled.to_integral_value() else float(scaled)


def reader(
    field: Field, factor: Decimal | None = None, keep_text: bool = False, words: ChoiceWords | None = None
) -> Reader:
    """A function that reads one cell for a field: a value that the field's own check then judges.

    Parameters
    ----------
    factor : what numbers are multiplied with (1000 for a column in thousands)
    keep_text : leave texts as they are but for choices (features of a GIS file, not cells)
    words : what finds the choices; remembers those that were guessed

    Raises (the function)
    ------
    ValueError
        Why the cell cannot be read, to follow its value.
    """
    words = words or ChoiceWords(field)
    values = {choice.value for choice in field.choices}

    def read(cell: Any) -> Any:
        if cell is None:
            return None
        if isinstance(cell, bytes):
            raise ValueError("is not text in the encoding of the file")
        if isinstance(cell, str):
            if keep_text and field.type == "text" and not values:
                return cell
            if _EXCEL_ERROR.match(cell):
                raise ValueError("is an error that Excel could not compute")
            if cell in values:
                return cell
            if is_null(cell):
                return None
        if values:
            known = words.meant(str(_text(cell)))
            return _text(cell) if known is None else known
        match field.type:
            case "text":
                return plain(cell) if isinstance(cell, str) else _text(cell)
            case "integer" | "real":
                if isinstance(cell, (dt.date, dt.time)):
                    raise ValueError("is a date, not a number")
                return _scaled(
                    number(_without_unit(plain(cell), field.unit)) if isinstance(cell, str) else cell, factor
                )
            case "measure":
                if isinstance(cell, (dt.date, dt.time)):
                    raise ValueError("is a date, not a measure")
                return _measure(cell, factor)
            case "boolean":
                return _boolean(cell)
            case "date":
                return _read_date(cell)
            case _:
                return _datetime(cell)

    return read
