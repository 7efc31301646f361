"""The types a field can have: how each is stored, checked and shown.

Three forms of a value, kept apart:

* *stored*: what the ledger keeps and digests (a measure is whole metres, a date ``2024-12-31``, a
  date-time ``2024-12-31T10:00:00.000Z``, a boolean 0 or 1);
* *open*: what people see in workspaces, frames and exports (a measure is kilometres, the rest as stored);
* anything a program may have written into a workspace, which :func:`stored` reads or refuses.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from . import chainage

Stored = str | int | float | None
TypeName = Literal["text", "integer", "real", "boolean", "date", "datetime", "measure"]

_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_INT64 = 2**63


@dataclass(frozen=True)
class FieldType:
    """One type. ``sql`` is its column type in the ledger, ``open_sql`` in workspaces and exports."""

    name: TypeName
    sql: str
    open_sql: str
    tag: bytes
    read: Callable[[Any], Stored]


def _text(value: Any) -> Stored:
    if isinstance(value, bytes):
        raise ValueError("is not text")
    text = value if isinstance(value, str) else _number_as_text(value)
    if "\x00" in text:
        raise ValueError("holds a NUL character")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("is not valid UTF-8 text") from None
    return text


def _number_as_text(value: Any) -> str:
    """A number as a text that reads back as the same number: 2.0 is ``2``, true is ``true``."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("is not a finite number")
        short = f"{value:.15g}"
        return short if float(short) == value else repr(value)
    raise ValueError(f"is {type(value).__name__}, not text")


def _digits(text: str) -> str:
    """The text of a number, without Python's leave to write ``1_000``."""
    if "_" in text:
        raise ValueError
    return text.strip()


def _integer(value: Any) -> Stored:
    if isinstance(value, str):
        try:
            value = int(_digits(value))
        except ValueError:
            raise ValueError("is not a whole number") from None
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError("is not a whole number")
        value = int(value)
    if isinstance(value, bool):
        value = int(value)
    if not isinstance(value, int):
        raise ValueError("is not a whole number")
    if not -_INT64 <= value < _INT64:
        raise ValueError("does not fit in 64 bits")
    return value


def _real(value: Any) -> Stored:
    if isinstance(value, str):
        try:
            value = float(_digits(value))
        except ValueError:
            raise ValueError("is not a number") from None
    if not isinstance(value, (int, float)):
        raise ValueError("is not a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError("is not a finite number")
    return number + 0.0


def _boolean(value: Any) -> Stored:
    if isinstance(value, str):
        lowered = value.strip().lower()
        if lowered in ("true", "1", "t"):
            return 1
        if lowered in ("false", "0", "f"):
            return 0
        raise ValueError("is neither true nor false")
    if value in (0, 1):
        return int(value)
    raise ValueError("is neither true nor false")


def _date(value: Any) -> Stored:
    if isinstance(value, dt.datetime):
        value = value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        text = value.strip()
        if len(text) > 10 and text[10] in "T " and text[11:].strip("0:.TZ+") == "":
            text = text[:10]
        if match := _DATE.match(text):
            try:
                return dt.date(*map(int, match.groups())).isoformat()
            except ValueError:
                raise ValueError("is not a day of the calendar") from None
    raise ValueError("is not a date like 2024-12-31")


def _datetime(value: Any) -> Stored:
    if isinstance(value, dt.datetime):
        moment = value
    elif isinstance(value, dt.date):
        moment = dt.datetime(value.year, value.month, value.day)
    elif isinstance(value, str):
        try:
            moment = dt.datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError("is not a date-time like 2024-12-31T10:00:00Z") from None
    else:
        raise ValueError("is not a date-time like 2024-12-31T10:00:00Z")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    try:
        moment = moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError("is outside the calendar") from None
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z".rjust(24, "0")


def _measure(value: Any) -> Stored:
    if isinstance(value, str):
        try:
            metres = chainage.parse(value)
        except ValueError:
            raise ValueError("is not a measure like 513+850 or 513.85") from None
    else:
        kilometres = _real(value)
        assert isinstance(kilometres, float)  # nosec B101
        metres = round(kilometres * 1000) if -1e10 < kilometres < 1e10 else 10**13
    if not -(10**12) <= metres <= 10**12:
        raise ValueError("is no length on Earth")
    return metres


TYPES: dict[str, FieldType] = {
    kind.name: kind
    for kind in (
        FieldType("text", "TEXT", "TEXT", b"s", _text),
        FieldType("integer", "INTEGER", "INTEGER", b"i", _integer),
        FieldType("real", "REAL", "REAL", b"r", _real),
        FieldType("boolean", "BOOLEAN", "BOOLEAN", b"b", _boolean),
        FieldType("date", "DATE", "DATE", b"d", _date),
        FieldType("datetime", "DATETIME", "DATETIME", b"t", _datetime),
        FieldType("measure", "INTEGER", "REAL", b"m", _measure),
    )
}

#: Which type may become which without losing a value (a "widening").
WIDENINGS: dict[str, tuple[str, ...]] = {
    "integer": ("real", "text"),
    "boolean": ("integer", "text"),
    "real": ("text",),
    "date": ("datetime", "text"),
    "datetime": ("text",),
    "measure": ("text",),
}


def stored(kind: str, value: Any) -> Stored:
    """The stored form of an open value, or of anything a program may have written.

    >>> stored("measure", 513.85), stored("measure", "513+850"), stored("integer", 2.0)
    (513850, 513850, 2)

    Raises
    ------
    ValueError
        With the rule that the value breaks, to follow the value in a sentence.
    """
    if value is None or (isinstance(value, str) and value == "" and kind != "text"):
        return None
    return TYPES[kind].read(value)


def opened(kind: str, value: Stored) -> Any:
    """The open form of a stored value: kilometres for a measure, true or false for a boolean.

    >>> opened("measure", 513850)
    513.85
    """
    if value is None:
        return None
    if kind == "measure":
        return value / 1000  # type: ignore[operator]
    if kind == "boolean":
        return bool(value)
    return value


def open_expression(kind: str, column: str) -> str:
    """SQL that turns a stored column into its open form."""
    return f"{column} / 1000.0" if kind == "measure" else column
