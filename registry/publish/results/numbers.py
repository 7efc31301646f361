"""Numbers as people read them, in Kazakh, Russian or English."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from ...stats.result import MIXED, Column

#: Decimals that a unit is printed with: at least, and at most where the values have more.
DECIMALS = {
    "km": (1, 3), "m": (0, 1), "km2": (2, 2), "ha": (2, 2), "m2": (0, 0), "share": (1, 3), "count": (0, 1),
    "people": (0, 0), "money": (0, 2),
}  # fmt: skip
_OTHER = (0, 3)
#: A share below it is none.
_NO_SHARE = 1e-6


@lru_cache
def locale_of(language: str | None) -> Locale:
    """The locale of a language; English for none."""
    return Locale.parse(language or "en")


def decimals(column: Column, values: Iterable[Any]) -> int:
    """Decimals with which a column's values are told without loss, within what its unit allows.

    >>> decimals(Column("km", "km"), [303.0, 272.15]), decimals(Column("km", "km"), [312.0000001])
    (2, 1)
    >>> decimals(Column("share", "share"), [0.854]), decimals(Column("share", "share"), [0.00085])
    (1, 3)
    """
    least, most = DECIMALS.get(column.unit or "", _OTHER)
    known = [float(one) for one in values if is_number(one) and math.isfinite(one)]
    if column.unit == "share":  # a small share shows two digits: 0.85 %, 0.085 %
        small = min((abs(one) for one in known if abs(one) >= _NO_SHARE), default=1.0)
        return least + (small < 0.01) + (small < 0.001)
    for places in range(least, most):
        if all(abs(round(one, most) - round(one, places)) < 10.0 ** -(most + 2) for one in known):
            return places
    return most


def number(value: float, places: int, language: str | None = None, *, apart: bool = True) -> str:
    """A number with so many decimals, its thousands apart unless told otherwise.

    >>> number(1336, 2), number(1336, 2, "ru").replace("\\xa0", " ")
    ('1,336.00', '1 336,00')
    """
    pattern = ("#,##0" if apart else "0") + ("." + "0" * places if places else "")
    rounded = round(value, places) + 0.0  # no minus before a nought
    return format_decimal(rounded, format=pattern, locale=locale_of(language), decimal_quantization=True)


def short(value: float, language: str | None = None) -> str:
    """A large number with its noughts said.

    >>> short(7.5e12), short(3_000_000, "ru").replace("\\xa0", " ")
    ('7.5T', '3 млн')
    """
    return format_compact_decimal(value, locale=locale_of(language), fraction_digits=2)


def told(value: Any, column: Column, places: int, language: str | None = None) -> str:
    """A value of a column; nothing where there is none. Shares are per cent."""
    if nothing(value):
        return ""
    if column.unit is None or not is_number(value):
        return str(value)
    if column.unit == MIXED:
        return number(float(value), decimals(column, [value]), language)
    if column.unit == "share":
        percent = number(100 * float(value), places, language)
        return f"{percent}\u00a0%" if language in ("ru", "kk") else f"{percent} %"
    return number(float(value), places, language)


def nothing(value: Any) -> bool:
    """Whether a cell is empty."""
    import pandas as pd

    if pd.api.types.is_list_like(value):
        return len(value) == 0
    return not isinstance(value, str) and bool(pd.isna(value))


def is_number(value: Any) -> bool:
    """Whether a cell holds a figure."""
    import numpy as np

    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def day(text: str, language: str | None = None) -> str:
    """A day, ``2024-12-31``, as the language writes it; as it is where none is told."""
    if language is None:
        return text
    return format_date(dt.date.fromisoformat(text), format="long", locale=locale_of(language))
