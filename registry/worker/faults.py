"""Values that break their layer's definition, in the person's language, with a repair where one is plain.

A repair is offered only if the row keeps the rules it kept before and no longer breaks this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from ..model.definition import Definition, Field, title_in
from ..model.fieldchecks import FieldCheck, Refused, number_shown
from ..model.fieldtypes import opened
from ..model.showing import shown_value
from ..model.values import Problem, RowCheck
from .saying import said

Fix = dict[str, Any]


class FaultFinder:
    """The faults of rows of one layer."""

    def __init__(self, definition: Definition, language: str) -> None:
        self.definition = definition
        self.language = language
        self._check = RowCheck(definition, language)
        self._fields = {one.name: FieldCheck(one) for one in definition.fields}

    def problems(self, uid: str, row: Sequence[Any]) -> list[dict[str, Any]]:
        """What is wrong with a row as found ``(geometry, values...)``."""
        _, found = self._check.row(uid, row[0], row[1:])
        return [
            {
                "layer": one.layer,
                "uid": one.uid,
                "field": one.field,
                "value": _json(one.value),
                "code": one.code,
                "text": self._text(one),
                "fix": self._fix(one, uid, row, found),
            }
            for one in found
        ]

    # --- in words ---------------------------------------------------------------------------------------

    def _text(self, one: Problem) -> str:
        language = self.language
        if one.code == "geometry" or one.field == "geom":
            key = "geometry_required" if one.code == "required" else "geometry"
            return said(key, language, rule=one.rule)
        if one.code == "rule":
            names = [name.strip() for name in one.field.split(",")]
            values = one.value if isinstance(one.value, tuple) else (one.value,)
            shown = ", ".join(
                f"{self._title(name)} = {shown_value(self.definition.by_name[name], value, language)}"
                for name, value in zip(names, values, strict=True)
            )
            return f"{shown}: {one.rule}"
        field = self.definition.by_name[one.field]
        facts = {"field": self._title(one.field), "value": _shown(field, one.value, language)}
        if one.code == "range":
            low, high = field.minimum, field.maximum
            key = "range_low" if high is None else "range_high" if low is None else "range"
            return said(key, language, low=_bound(low, language), high=_bound(high, language), **facts)
        if one.code == "choice":
            titles = [title_in(choice.title, language, str(choice.value)) for choice in field.choices]
            return said("choice", language, choices=", ".join(titles), **facts)
        if one.code == "length":
            return said("length", language, length=field.max_length, **facts)
        if one.code == "pattern":
            return said("pattern", language, pattern=field.pattern, **facts)
        return said("required" if one.code == "required" else f"type_{field.type}", language, **facts)

    def _title(self, name: str) -> str:
        return title_in(self.definition.by_name[name].title, self.language, name)

    # --- repairs ----------------------------------------------------------------------------------------

    def _fix(self, one: Problem, uid: str, row: Sequence[Any], found: list[Problem]) -> Fix | None:
        for label, values in self._offers(one, row):
            if self._mends(one, uid, row, values, found):
                return {"label": label, "values": values}
        return None

    def _offers(self, one: Problem, row: Sequence[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        if one.code == "rule":
            yield from self._swapped(row)
            return
        field = self.definition.by_name.get(one.field)
        if field is None:
            return
        value = row[1 + self.definition.names.index(field.name)]
        for key, candidate in _candidates(field, one, value):
            shown = shown_value(field, candidate, self.language)
            yield said(key, self.language, value=shown), {field.name: candidate}

    def _swapped(self, row: Sequence[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Two measures, or two days, the wrong way round."""
        names = self.definition.names
        pairs = [("valid_from", "valid_to"), ("done_from", "done_to"), ("started_on", "finished_on")]
        linear = self.definition.linear
        if linear is not None and linear.end is not None:
            pairs.insert(0, (linear.start, linear.end))
        for first, second in pairs:
            if first in names and second in names:
                start, end = (row[1 + names.index(name)] for name in (first, second))
                yield said("swap", self.language), {first: end, second: start}

    def _mends(
        self, one: Problem, uid: str, row: Sequence[Any], values: dict[str, Any], found: list[Problem]
    ) -> bool:
        mended = list(row)
        for name, value in values.items():
            mended[1 + self.definition.names.index(name)] = value
        _, left = self._check.row(uid, mended[0], mended[1:])
        known = {(each.field, each.code, each.rule) for each in found} - {(one.field, one.code, one.rule)}
        return {(each.field, each.code, each.rule) for each in left} <= known


def _candidates(field: Field, one: Problem, value: Any) -> Iterator[tuple[str, Any]]:
    """(what to say, value to write) that may be what was meant."""
    if one.code == "required" and field.default is not None:
        yield "default", opened(field.type, FieldCheck(field).stored(field.default))
    if isinstance(value, str):
        if one.code == "choice" or (one.code == "type" and field.choices):
            nearest = _nearest_choice(field, value)
            if nearest is not None:
                yield "choice_fix", nearest
        trimmed = " ".join(value.split())
        if trimmed != value:
            yield "trim", trimmed
        if one.code == "length" and field.max_length is not None:
            yield "shorten", trimmed[: field.max_length].rstrip()
        if one.code == "type" and field.type in ("integer", "real", "measure"):
            try:
                kept = FieldCheck(field).stored(
                    trimmed.replace(",", ".").replace(" ", "").replace("\xa0", "")
                )
            except Refused:
                return
            yield "number", opened(field.type, kept)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if one.code == "range" and field.type == "measure":
            yield "metres", value / 1000  # metres written where kilometres belong
        if one.code == "type" and field.type == "integer":
            yield "number", round(value) if abs(value) < 1e15 else value


def _nearest_choice(field: Field, value: str) -> str | int | None:
    """The choice whose value or title, in any language, is written most like it."""
    words: dict[str, str | int] = {}
    for choice in field.choices:
        for text in (str(choice.value), *choice.title.values()):
            words.setdefault(_folded(text), choice.value)
    wanted = _folded(value)
    if wanted in words:
        return words[wanted]
    found = get_close_matches(wanted, words, n=1, cutoff=0.6)
    return words[found[0]] if found else None


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().replace("ё", "е").split())


def _shown(field: Field, value: Any, language: str) -> str:
    text = shown_value(field, value, language)
    return text if len(text) <= 60 else text[:57] + "..."


def _bound(number: float | None, language: str) -> str:
    text = number_shown(number)
    return text if language == "en" else text.replace(".", ",")


def _json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
