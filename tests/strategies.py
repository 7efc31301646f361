"""Hypothesis strategies for layer definitions and for values that fit them.

A definition drawn here is one that ``reading`` would return: what a file may leave out is filled in.
"""

from __future__ import annotations

import keyword
from datetime import UTC
from functools import cache
from typing import Any

from hypothesis import strategies as st

from registry.model.definition import (
    GEOMETRY_TYPES,
    RESERVED_COLUMNS,
    Choice,
    Definition,
    Field,
    Geometry,
    Linear,
    Rule,
)
from registry.model.expressions import names_in, parse
from registry.model.fieldtypes import TYPES, opened, stored
from registry.model.reading import DEGREES
from registry.model.styling import MARKERS

# Letters of all three languages, an emoji, quotes, and what SQL, CSV and JSON trip over.
_LETTERS = "abcxyzXYZ019 жңқәіөұүһЯ'\"`;,\\\n%_-–✓🛣"


@cache
def texts(min_size: int = 0, max_size: int = 12) -> st.SearchStrategy[str]:
    """Texts that can be stored: any but NUL and lone surrogates, the awkward ones often."""
    anything = st.characters(exclude_characters="\x00", exclude_categories=("Cs",))
    return st.text(st.sampled_from(_LETTERS) | anything, min_size=min_size, max_size=max_size)


@cache
def _said() -> st.SearchStrategy[str]:
    return texts(1).filter(str.strip)


@cache
def titles(min_size: int = 0) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(["en", "ru", "kk"]), _said(), min_size=min_size, max_size=3)


_FIRST = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
_LATER = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", max_size=8)
_REFUSED = ("registry_", "gpkg_", "rtree_", "sqlite_")
_NAMES = st.builds(lambda first, later: (first + later).replace("__", "_0"), _FIRST, _LATER).filter(
    lambda name: name not in RESERVED_COLUMNS and "__" not in name and not name.startswith(_REFUSED)
)


def names() -> st.SearchStrategy[str]:
    """Names fit for fields and layers."""
    return _NAMES


@st.composite
def fields(draw: st.DrawFn, name: str | None = None, kind: str | None = None) -> Field:
    name = draw(names()) if name is None else name
    kind = draw(st.sampled_from(sorted(TYPES))) if kind is None else kind
    field = Field(
        name=name,
        type=kind,
        title=draw(titles()),
        description=draw(titles()),
        unit=draw(st.none() | st.sampled_from(["m", "km", "м", "KZT"])),
        required=draw(st.booleans()),
    )
    limits: dict[str, Any] = {}
    if kind in ("text", "integer") and draw(st.booleans()):
        values = _said() if kind == "text" else st.integers(-5, 5)
        chosen = draw(st.lists(values, unique=True, max_size=4))
        limits["choices"] = tuple(Choice(value, draw(titles())) for value in chosen)
    elif kind == "text":
        limits["max_length"] = draw(st.none() | st.integers(1, 20))
        limits["pattern"] = draw(st.sampled_from([None, None, "[A-Z]-[0-9]+", "(?s).*"]))
    elif kind in ("integer", "real", "measure"):
        low, high = sorted(draw(st.lists(st.integers(-1000, 1000), min_size=2, max_size=2)))
        number = int if kind == "integer" else float
        limits["minimum"] = draw(st.sampled_from([None, number(low)]))
        limits["maximum"] = draw(st.sampled_from([None, number(high)]))
    field = Field(**{**field.__dict__, **limits})
    default = draw(st.none() | values_for(field))
    return Field(**{**field.__dict__, "default": None if default == "" else default})


@st.composite
def values_for(draw: st.DrawFn, field: Field) -> Any:
    """An open value that the field accepts; null now and then if it is not required."""
    if not field.required and draw(st.integers(0, 4)) == 0:
        return None
    return draw(_given_values(field))


def _given_values(field: Field) -> st.SearchStrategy[Any]:
    if field.choices:
        return st.sampled_from([choice.value for choice in field.choices])
    low, high = field.minimum, field.maximum
    match field.type:
        case "text" if field.pattern == "[A-Z]-[0-9]+":
            # The longest code that a short max_length leaves room for; a field of 1 or 2 has no value.
            longest = min(field.max_length or 8, 8)
            if longest < 3:
                return st.nothing() if field.required else st.none()
            return st.from_regex(rf"\A[A-Z]-[0-9]{{1,{longest - 2}}}\Z")
        case "text":
            return texts(1 if field.required else 0, min(field.max_length or 12, 12))
        case "integer":
            return st.integers(*_whole_bounds(low, high, 2**63 - 1))
        case "real":
            finite = st.floats(min_value=low, max_value=high, allow_nan=False, allow_infinity=False)
            return finite.map(lambda number: number + 0.0)
        case "boolean":
            return st.booleans()
        case "date":
            return st.dates().map(lambda day: day.isoformat())
        case "datetime":
            moments = st.datetimes(timezones=st.just(UTC))
            return moments.map(lambda moment: stored("datetime", moment))
        case "measure":
            metres = st.integers(*_whole_bounds(low and low * 1000, high and high * 1000, 10**9))
            return metres.map(lambda whole: opened("measure", whole))
    raise AssertionError(field.type)


def _whole_bounds(low: float | None, high: float | None, most: int) -> tuple[int, int]:
    return (-most if low is None else int(low), most if high is None else int(high))


@st.composite
def geometries(draw: st.DrawFn, kind: str | None = None) -> Geometry:
    crs = draw(st.sampled_from(["EPSG:4326", "EPSG:32639", "EPSG:28408", "EPSG:4284", "EPSG:10941"]))
    return Geometry(
        type=draw(st.sampled_from(GEOMETRY_TYPES)) if kind is None else kind,
        required=draw(st.booleans()),
        crs=crs,
        dimensions=draw(st.sampled_from(["XY", "XYZ", "XYM", "XYZM"])),
        precision=draw(st.integers(0, 13 if crs in DEGREES else 8)),
        z_precision=draw(st.integers(0, 8)),
        m_precision=draw(st.integers(0, 8)),
        unexpected=draw(st.sampled_from(["drop", "refuse"])),
        curves=draw(st.sampled_from(["refuse", "linearise"])),
        overlaps=draw(st.sampled_from(["allow", "forbid"])),
    )


@st.composite
def expressions(draw: st.DrawFn, among: list[Field]) -> str:
    """Rules over some fields, of every form that rules have."""
    found = _condition(draw, among, 3)
    if not names_in(parse(found)):
        found = f"{found} or {draw(st.sampled_from(among)).name} is None"
    return found


_SIGNS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
_IN = st.sampled_from(["in", "not in"])
_HALVES = st.integers(-40, 40).map(lambda whole: whole / 8)
_NUMBERS = st.integers(-10, 10) | _HALVES
_WORDS = texts(max_size=4).filter(str.isprintable)
_DAYS = st.dates().map(lambda day: day.isoformat())


def _condition(draw: st.DrawFn, among: list[Field], depth: int) -> str:
    form = draw(st.sampled_from(["simple", "simple", "not", "and", "or"])) if depth else "simple"
    if form == "not":
        return f"not ({_condition(draw, among, depth - 1)})"
    if form != "simple":
        return f"({_condition(draw, among, depth - 1)}) {form} ({_condition(draw, among, depth - 1)})"
    one = draw(st.sampled_from(among))
    if draw(st.integers(0, 3)) == 0:
        return f"{one.name} is {draw(st.sampled_from(['', 'not ']))}None"
    match one.type:
        case "boolean":
            return draw(st.sampled_from([one.name, f"{one.name} == True", f"{one.name} != False"]))
        case "text":
            alike, values = [other.name for other in among if other.type == "text"], _WORDS
        case "date" | "datetime":
            alike, values = [other.name for other in among if other.type == one.type], _DAYS
        case _:
            return _comparison(draw, [f.name for f in among if f.type in ("integer", "real", "measure")])
    if draw(st.booleans()):
        return f"{one.name} {draw(_IN)} {draw(st.lists(values, min_size=1, max_size=3))}"
    return f"{one.name} {draw(_SIGNS)} {draw(st.sampled_from(alike) | values.map(repr))}"


def _comparison(draw: st.DrawFn, numbers: list[str]) -> str:
    left, right = _amount(draw, numbers, 2), _amount(draw, numbers, 2)
    match draw(st.integers(0, 3)):
        case 0:
            return f"{left} {draw(_IN)} {draw(st.lists(_NUMBERS, min_size=1, max_size=3))}"
        case 1:
            return f"{left} {draw(_SIGNS)} {right} {draw(_SIGNS)} {_amount(draw, numbers, 1)}"
    return f"{left} {draw(_SIGNS)} {right}"


def _amount(draw: st.DrawFn, numbers: list[str], depth: int) -> str:
    form = draw(st.sampled_from(["", "", "", "number", "minus", "-", "+", "*", "/"])) if depth else ""
    if not form:
        return draw(st.sampled_from(numbers))
    if form == "number":
        return f"({draw(_NUMBERS)})"
    inner = _amount(draw, numbers, depth - 1)
    return f"(-{inner})" if form == "minus" else f"({inner} {form} {_amount(draw, numbers, depth - 1)})"


@st.composite
def definitions(draw: st.DrawFn, max_fields: int = 6, name: str | None = None) -> Definition:
    """A whole layer: fields of any types, rules, geometry or none, roles and a style."""
    several = st.lists(names(), min_size=1, max_size=max_fields, unique=True)
    columns = tuple(draw(fields(name=one)) for one in draw(several))
    among = [one.name for one in columns]
    measures = [one.name for one in columns if one.type == "measure"]
    linear = None
    if measures and draw(st.booleans()):
        linear = Linear(
            draw(st.sampled_from(["event", "referent"])),
            draw(st.sampled_from(among)),
            draw(st.sampled_from(measures)),
            draw(st.none() | st.sampled_from(measures)),
        )
    usable = [one for one in columns if not keyword.iskeyword(one.name)]
    rules: tuple[Rule, ...] = ()
    if usable:
        rule_names = draw(st.lists(names(), max_size=2, unique=True))
        rules = tuple(Rule(one, draw(expressions(usable)), draw(titles())) for one in rule_names)
    return Definition(
        name=draw(names()) if name is None else name,
        title=draw(titles(1)),
        fields=columns,
        geometry=draw(st.none() | geometries()),
        description=draw(titles()),
        key=tuple(draw(st.lists(st.sampled_from(among), unique=True, max_size=2))),
        label=draw(st.none() | st.sampled_from(among)),
        region=draw(st.none() | st.sampled_from(among)),
        rules=rules,
        linear=linear,
        style=draw(_styles(columns)),
    )


@st.composite
def _styles(draw: st.DrawFn, columns: tuple[Field, ...]) -> dict[str, Any]:
    colour = st.from_regex(r"\A#[0-9a-f]{6}\Z")
    symbol = {
        "color": colour,
        "outline": colour,
        "width": st.floats(0, 5) | st.integers(0, 5),
        "size": st.floats(0, 9),
        "marker": st.sampled_from(MARKERS),
        "opacity": st.floats(0, 1),
        "dash": st.booleans(),
    }
    among = st.sampled_from([one.name for one in columns])
    style = draw(st.fixed_dictionaries({}, optional={**symbol, "order": st.integers(0, 99), "label": among}))
    chosen = [one for one in columns if one.choices]
    if chosen and draw(st.booleans()):
        by = draw(st.sampled_from(chosen))
        values = st.sampled_from([*(str(choice.value) for choice in by.choices), "_other"])
        style["by"] = by.name
        overrides = st.fixed_dictionaries({}, optional=symbol)
        style["values"] = draw(st.dictionaries(values, overrides, max_size=3))
    return style


def rows_for(definition: Definition) -> st.SearchStrategy[tuple[Any, ...]]:
    """Open values of one row, in order of fields; the layer's own row rules are not looked at."""
    return st.tuples(*(values_for(one) for one in definition.fields))
