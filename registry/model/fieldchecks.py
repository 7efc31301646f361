"""One field's values against its definition, singly and by the column.

An empty text is a value, but not one that satisfies ``required``; in every other type it is null. Ranges
look at open values: kilometres of a measure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from .definition import Field
from .fieldtypes import Stored

Code = Literal["required", "choice", "range", "pattern", "type", "length", "rule", "geometry"]

_EARTH = 10**12  # metres, the bound of fieldtypes
_INT64 = 2**63
_REMEMBERED = 10_000
_BOOLEANS = {True: 1, False: 0, None: None}
_PLAIN_TYPES: dict[str, frozenset[type]] = {
    "text": frozenset({str, type(None)}),
    "integer": frozenset({int, type(None)}),
    "real": frozenset({int, float, type(None)}),
    "boolean": frozenset({bool, type(None)}),
    "measure": frozenset({int, float, type(None)}),
    "date": frozenset({str, type(None)}),
    "datetime": frozenset({str, type(None)}),
}


class Fault(NamedTuple):
    """What is wrong with a value: a stable code, and the rule it breaks."""

    code: Code
    rule: str


class Refused(ValueError):
    """A value breaks its field's rules; ``fault`` says which."""

    def __init__(self, code: Code, rule: str) -> None:
        super().__init__(rule)
        self.fault = Fault(code, rule)


class FieldCheck:
    """One field's rules, precomputed.

    >>> FieldCheck(Field("km_from", "measure", maximum=600)).stored("513+850")
    513850
    """

    def __init__(self, field: Field) -> None:
        self.field = field
        self._read = field.kind.read
        self._is_text = field.type == "text"
        self._is_measure = field.type == "measure"
        self._choices = frozenset(choice.value for choice in field.choices)
        self._pattern = re.compile(field.pattern) if field.pattern is not None else None
        self._ranged = field.minimum is not None or field.maximum is not None
        self._by_value = bool(self._choices) or self._pattern is not None
        self._limited = self._by_value or self._ranged or field.max_length is not None
        # Days and choices come again and again: texts found sound, with their stored forms.
        self._repeats = bool(self._choices) or field.type in ("date", "datetime")
        self._sound_texts: dict[str, Stored] = {}

    def stored(self, value: Any) -> Stored:
        """The stored form of a value.

        Raises
        ------
        Refused
            With the rule that the value breaks.
        """
        if value.__class__ is str and value in self._sound_texts:
            return self._sound_texts[value]
        if value is None or (value == "" and (self.field.required or not self._is_text)):
            if self.field.required:
                raise Refused("required", "is required")
            return None
        try:
            kept = self._read(value)
        except ValueError as error:
            raise Refused("type", str(error)) from None
        if self._limited:
            self._limit(kept)
        if self._repeats and value.__class__ is str and len(self._sound_texts) < _REMEMBERED:
            self._sound_texts[value] = kept
        return kept

    def column(self, values: Sequence[Any]) -> tuple[list[Stored], list[tuple[int, Fault]]]:
        """Stored forms of a whole column, and the index and fault of each value refused (null there).

        A column of plain values without a fault costs a few passes in C; any other is gone through value
        by value.
        """
        kept = self._plain_column(values)
        if kept is not None and self._sound(kept):
            return kept, []
        faults: list[tuple[int, Fault]] = []
        kept = []
        for index, value in enumerate(values):
            try:
                kept.append(self.stored(value))
            except Refused as refused:
                kept.append(None)
                faults.append((index, refused.fault))
        return kept, faults

    def _limit(self, kept: Stored) -> None:
        """Raise the first limit that a stored value breaks."""
        field = self.field
        if self._choices and kept not in self._choices:
            named = ", ".join(str(choice.value) for choice in field.choices)
            raise Refused("choice", f"is none of the choices ({named})")
        if self._ranged:
            number: Any = kept / 1000 if self._is_measure else kept  # type: ignore[operator]
            low, high = field.minimum, field.maximum
            if (low is not None and number < low) or (high is not None and number > high):
                raise Refused("range", range_sentence(low, high))
        if self._is_text:
            text = str(kept)
            if field.max_length is not None and len(text) > field.max_length:
                raise Refused("length", f"is longer than {field.max_length} characters")
            if self._pattern is not None and not self._pattern.fullmatch(text):
                raise Refused("pattern", f"does not match the pattern {field.pattern}")

    def _plain_column(self, values: Sequence[Any]) -> list[Any] | None:
        """The stored column, if all values are of the type's plain Python types and none is out of bounds."""
        found = set(map(type, values))
        if not found <= _PLAIN_TYPES[self.field.type]:
            return None
        whole = type(None) not in found
        try:
            match self.field.type:
                case "text":
                    joined = "".join(values if whole else filter(None, values))
                    joined.encode("utf-8")
                    return list(values) if "\x00" not in joined else None
                case "integer":
                    present = values if whole else [value for value in values if value is not None]
                    inside = not present or (min(present) >= -_INT64 and max(present) < _INT64)
                    return list(values) if inside else None
                case "real":
                    if whole:
                        reals = [value + 0.0 for value in values]
                        return reals if math.isfinite(sum(reals)) else None
                    present = [value + 0.0 for value in values if value is not None]
                    if not math.isfinite(sum(present)):
                        return None
                    return [None if value is None else value + 0.0 for value in values]
                case "boolean":
                    return [_BOOLEANS[value] for value in values]
                case "measure":
                    # Rounding a NaN or an infinity raises, as does anything past the Earth here.
                    metres = [None if value is None else round(value * 1000) for value in values]
                    present = metres if whole else [value for value in metres if value is not None]
                    inside = not present or (min(present) >= -_EARTH and max(present) <= _EARTH)
                    return metres if inside else None
                case _:
                    read = self._read
                    known = {value: read(value) if value else None for value in set(values)}
                    return [known[value] for value in values]
        except (ValueError, OverflowError):
            return None

    def _sound(self, kept: list[Any]) -> bool:
        """Whether no stored value of a column breaks a limit."""
        if self.field.required and (None in kept or (self._is_text and "" in kept)):
            return False
        if not self._limited:
            return True
        suspects: Iterable[Any]
        if self._by_value:
            suspects = set(kept) - {None}
        else:
            present = [value for value in kept if value is not None]
            if not present:
                return True
            suspects = (min(present), max(present)) if self._ranged else (max(present, key=len),)
        try:
            for value in suspects:
                self._limit(value)
        except Refused:
            return False
        return True


def range_sentence(low: float | None, high: float | None) -> str:
    """The rule of a range, in words.

    >>> range_sentence(0.0, None), range_sentence(1, 16)
    ('must be at least 0', 'must be from 1 to 16')
    """
    if low is None:
        return f"must be at most {number_shown(high)}"
    if high is None:
        return f"must be at least {number_shown(low)}"
    return f"must be from {number_shown(low)} to {number_shown(high)}"


def number_shown(number: float | None) -> str:
    return f"{number:.15g}" if isinstance(number, float) else str(number)
