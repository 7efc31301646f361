"""Values against their layer's definition: what is stored, and what is wrong with the rest.

Ranges and rules look at open values (kilometres of a measure). An empty text is a value, but not one that
satisfies ``required``; in every other type it is null. A rule that cannot be told, because a value is
missing or already refused, is not broken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from .definition import Definition, title_in
from .errors import GeometryRefused, RegistryError, ValueRefused
from .fieldchecks import Code, Fault, FieldCheck, Refused, number_shown
from .fieldtypes import Stored, opened
from .rules import Verdict, positional_rule

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Problem:
    """One value that breaks its layer's definition.

    ``uid`` is None for a feature that has none yet. A broken row rule names its fields, joined by commas,
    as ``field`` and has their values as ``value``; a geometry has the field ``geom``.
    """

    layer: str
    uid: str | None
    field: str
    value: Any
    rule: str
    code: Code

    def sentence(self) -> str:
        """The problem in one sentence.

        >>> Problem("roads", None, "lanes", 40, "must be from 1 to 16", "range").sentence()
        'roads (new feature): lanes = 40: must be from 1 to 16'
        """
        return str(self.refusal())

    def as_json(self) -> dict[str, Any]:
        value = self.value
        if isinstance(value, tuple):
            value = [_json_value(one) for one in value]
        else:
            value = _json_value(value)
        return {
            "layer": self.layer,
            "uid": self.uid,
            "field": self.field,
            "value": value,
            "rule": self.rule,
            "code": self.code,
        }

    def refusal(self) -> RegistryError:
        """The problem as an error to raise: ValueRefused, or GeometryRefused for a geometry."""
        uid = self.uid or "(new feature)"
        if self.code == "geometry" or self.field == "geom":
            return GeometryRefused(layer=self.layer, uid=uid, problem=self.rule)
        shown = ", ".join(map(_shown, self.value)) if isinstance(self.value, tuple) else _shown(self.value)
        return ValueRefused(layer=self.layer, uid=uid, field=self.field, value=shown, rule=self.rule)


class _RowRule(NamedTuple):
    places: tuple[int, ...]
    verdict: Callable[..., Verdict]
    names: str
    sentence: str


class RowCheck:
    """A layer's rules, built once and used for millions of rows.

    ``language`` is that of the messages that the layer's own row rules carry.

    Raises
    ------
    RuleRefused
        If a rule of the definition is no rule (``reading`` finds this first).

    Examples
    --------
    >>> from .definition import Field
    >>> works = RowCheck(Definition("works", {}, (Field("km_from", "measure", required=True),)))
    >>> works.row("ab", None, ["786,0"])
    (('ab', None, 786000), [])
    >>> [problem.sentence() for problem in works.row("ab", None, [""])[1]]
    ['works ab: km_from = empty text: is required']
    """

    def __init__(self, definition: Definition, language: str = "en") -> None:
        self.definition = definition
        self._checks = [FieldCheck(one) for one in definition.fields]
        self._kinds = [one.type for one in definition.fields]
        place = {name: index for index, name in enumerate(definition.names)}
        self._rules = []
        for rule in definition.rules:
            names, verdict = positional_rule(rule.expression, definition.fields)
            sentence = title_in(rule.message, language, f"breaks the rule {rule.expression}")
            places = tuple(place[name] for name in names)
            self._rules.append(_RowRule(places, verdict, ", ".join(names), sentence))

    def row(self, uid: str | None, geom: bytes | None, values: Sequence[Any]) -> tuple[Row, list[Problem]]:
        """The row as it is stored, and every problem of it.

        Parameters
        ----------
        uid
            Passed through; problems name it.
        geom
            GeoPackage blob or WKB in the layer's CRS, or None.
        values
            One a field, in order of ``definition.names``, open or as any program may have written them.

        Returns
        -------
        ((uid, blob or None, stored values...), problems)
            A value refused is null in the row.

        Raises
        ------
        ValueError
            If there are not as many values as fields.
        """
        problems: list[Problem] = []
        blob, fault = self._geometry(geom)
        if fault:
            problems.append(self._problem(uid, "geom", geom, fault))
        row: list[Any] = [uid, blob]
        for check, value in zip(self._checks, values, strict=True):
            try:
                row.append(check.stored(value))
            except Refused as refused:
                row.append(None)
                problems.append(self._problem(uid, check.field.name, value, refused.fault))
        for rule in self._rules:
            seen = tuple(opened(self._kinds[place], row[place + 2]) for place in rule.places)
            if rule.verdict(*seen) is False:
                problems.append(self._problem(uid, rule.names, _only(seen), Fault("rule", rule.sentence)))
        return tuple(row), problems

    def columns(
        self, columns: Sequence[Sequence[Any]], uids: Sequence[str] | None = None
    ) -> tuple[list[list[Stored]], list[tuple[int, Problem]]]:
        """Many rows at once, without geometry: one sequence of values a field, in order.

        Returns
        -------
        (stored columns, [(row index, problem), ...])
            Problems in order of rows; a value refused is null in its column.

        Raises
        ------
        ValueError
            If there are not as many columns as fields, or they differ in length.
        """
        if len(set(map(len, columns))) > 1:
            raise ValueError("columns differ in length")
        kept: list[list[Stored]] = []
        problems: list[tuple[int, Problem]] = []
        for check, values in zip(self._checks, columns, strict=True):
            stored_column, faults = check.column(values)
            kept.append(stored_column)
            for index, fault in faults:
                uid = uids[index] if uids is not None else None
                problems.append((index, self._problem(uid, check.field.name, values[index], fault)))
        problems.extend(self._broken_rules(kept, uids))
        problems.sort(key=lambda pair: pair[0])
        return kept, problems

    def _broken_rules(
        self, kept: list[list[Stored]], uids: Sequence[str] | None
    ) -> Iterator[tuple[int, Problem]]:
        open_columns: dict[int, Sequence[Any]] = {}
        for rule in self._rules:
            for place in rule.places:
                if place not in open_columns:
                    open_columns[place] = _opened_column(self._kinds[place], kept[place])
            seen = [open_columns[place] for place in rule.places]
            verdicts = list(map(rule.verdict, *seen))
            if False not in verdicts:
                continue
            for index, verdict in enumerate(verdicts):
                if verdict is False:
                    uid = uids[index] if uids is not None else None
                    values = _only(tuple(column[index] for column in seen))
                    yield index, self._problem(uid, rule.names, values, Fault("rule", rule.sentence))

    def _geometry(self, geom: bytes | None) -> tuple[bytes | None, Fault | None]:
        spec = self.definition.geometry
        if spec is None:
            return None, None if geom is None else Fault("geometry", "does not belong in a layer without any")
        blob = None
        if geom is not None:
            try:
                blob = self._canonical(geom)
            except ValueError as error:
                return None, Fault("geometry", str(error))
        if blob is None and spec.required:
            return None, Fault("required", "is required")
        return blob, None

    @cached_property
    def _canonical(self) -> Callable[[bytes], bytes | None]:
        from .geometry import canoniser  # only layers with geometry pay for it

        assert self.definition.geometry is not None  # nosec B101
        return canoniser(self.definition.geometry)

    def _problem(self, uid: str | None, field: str, value: Any, fault: Fault) -> Problem:
        return Problem(self.definition.name, uid, field, value, fault.rule, fault.code)


def _only(values: tuple[Any, ...]) -> Any:
    return values[0] if len(values) == 1 else values


def _opened_column(kind: str, column: list[Any]) -> Sequence[Any]:
    if kind == "measure":
        return [None if value is None else value / 1000 for value in column]
    if kind == "boolean":
        return [None if value is None else value == 1 for value in column]
    return column


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    text = number_shown(value) if isinstance(value, float) else str(value)
    return "empty text" if text == "" else text if len(text) <= 60 else text[:57] + "..."


def _json_value(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return _shown(value)
