"""Which column of a source feeds which field of a layer.

In order of precedence: what the user says, what was said the last time columns like these came, the field's
name, its titles in three languages, and the headings that departments use (:mod:`.synonyms`). A unit in the
heading ("стоимость, тыс. тенге") becomes a factor. A column that feeds nothing is reported and left out; one
field has one column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ..model.definition import Definition, Field
from .errors import UnusableMapping
from .folding import folded
from .synonyms import CURRENCIES, FIELDS, MONEY, UNITS

UID = "uid"
_RANKS = ("mapping", "saved", "name", "title", "heading", "cut name")


@dataclass(frozen=True)
class ColumnMatch:
    """A column feeds a field: ``how`` says by what, ``factor`` is what its numbers are multiplied with."""

    column: str
    field: str
    how: str
    factor: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        factor = None if self.factor is None else float(self.factor)
        return {"column": self.column, "field": self.field, "how": self.how, "factor": factor}


def parse_target(text: str) -> tuple[str, Decimal | None]:
    """A field, with a factor if one is given: ``cost*1000``.

    >>> parse_target("cost*1000")
    ('cost', Decimal('1000'))
    """
    name, star, factor = text.partition("*")
    if not star:
        return name.strip(), None
    try:
        number = Decimal(factor.strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal(0)
    if not number.is_finite() or number == 0:
        raise UnusableMapping(problem=f"{text!r} has no factor", mend="write it as cost*1000")
    return name.strip(), number


def match_columns(
    definition: Definition,
    columns: Sequence[str],
    mapping: Mapping[str, str | None] | None = None,
    saved: Mapping[str, str | None] | None = None,
    identity: str | None = None,
) -> list[ColumnMatch]:
    """The columns that feed fields, in the order of the source.

    Parameters
    ----------
    mapping : column -> ``field``, ``field*factor``, or None or "" to leave the column out
    saved : the same from the last time, by folded column
    identity : a column that is known to hold uids, whatever its name

    Raises
    ------
    UnusableMapping
        If the mapping names a column or field that is not there, or one field twice.
    """
    said = _by_place(columns, mapping or {}, definition)
    remembered = {
        place: saved[key] for place, name in enumerate(columns) if saved and (key := folded(name)) in saved
    }
    found: dict[int, ColumnMatch] = {}
    taken: set[str] = set()
    for place, target in said.items():
        if target:
            name, factor = parse_target(target)
            if name in taken:
                raise UnusableMapping(problem=f"field {name} is fed by two columns", mend="name it once")
            found[place] = ColumnMatch(
                columns[place], name, "mapping", _factor(columns[place], definition, name, factor)
            )
            taken.add(name)
    left = [place for place in range(len(columns)) if place not in said]
    for place in left:
        target = remembered.get(place)
        if target:
            name, factor = parse_target(target)
            if name not in taken and (name == UID or name in definition.by_name):
                found[place] = ColumnMatch(columns[place], name, "saved", factor)
                taken.add(name)
    left = [place for place in left if place not in found and place not in remembered]
    candidates = sorted(
        (rank, order, place, name)
        for place in left
        for order, (rank, name) in enumerate(
            [(2, UID)] if columns[place] == identity else _guesses(definition, columns[place])
        )
    )
    for rank, _, place, name in candidates:
        if place not in found and name not in taken:
            factor = _factor(columns[place], definition, name, None)
            found[place] = ColumnMatch(columns[place], name, _RANKS[rank], factor)
            taken.add(name)
    return [found[place] for place in sorted(found)]


def score(definition: Definition, columns: Sequence[str]) -> int:
    """How many columns of a would-be heading row feed a field."""
    return len(match_columns(definition, columns))


def currency_of(column: str) -> str | None:
    """The currency that a heading names: ``стоимость, тыс. тенге`` is in KZT."""
    words = folded(column).split()
    return next((CURRENCIES[word] for word in words if word in CURRENCIES), None)


def _by_place(
    columns: Sequence[str], mapping: Mapping[str, str | None], definition: Definition
) -> dict[int, str | None]:
    out: dict[int, str | None] = {}
    for column, target in mapping.items():
        places = [place for place, name in enumerate(columns) if name == column]
        places = places or [place for place, name in enumerate(columns) if folded(name) == folded(column)]
        if len(places) != 1:
            problem = (
                f"the source has no column {column!r}" if not places else f"{column!r} names several columns"
            )
            raise UnusableMapping(problem=problem, mend=f"columns: {', '.join(columns) or 'none'}")
        if target and (name := parse_target(target)[0]) != UID and name not in definition.by_name:
            mend = f"fields: {', '.join(definition.names)}"
            raise UnusableMapping(problem=f"layer {definition.name} has no field {name!r}", mend=mend)
        out[places[0]] = target
    return out


def _guesses(definition: Definition, column: str) -> list[tuple[int, str]]:
    """(rank, field) that a heading may mean, without regard to what else is there."""
    whole = folded(column)
    out: list[tuple[int, str]] = []
    if whole == UID:
        return [(2, UID)]
    bare = _without_unit(whole)
    for one in definition.fields:
        names = {folded(one.name), folded(one.name.replace("_", " "))}
        if whole in names or column.strip().lower() == one.name:
            out.append((2, one.name))
        elif any(folded(title) in (whole, *bare) for title in one.title.values()):
            out.append((3, one.name))
        elif len(column) == 10 and one.name[:10] == column.strip().lower():
            out.append((5, one.name))  # a Shapefile keeps ten letters
    for form in (whole, *bare):
        for name in FIELDS.get(form, ()):
            if name in definition.by_name and not _clashes(definition.by_name[name], whole):
                out.append((4, name))
                break
    return out


def _clashes(field: Field, heading: str) -> bool:
    """Whether a heading speaks of days while the field takes measures, or the other way round."""
    words = heading.split()
    if field.type == "measure":
        return "дата" in words or "работ" in words or "күні" in words
    return field.type == "date" and words[-1] in ("км", "km")


def _without_unit(heading: str) -> list[str]:
    """The heading without a unit of one to three words at its end or its start ("км начала")."""
    words = heading.split()
    units = {unit for table in UNITS.values() for unit in table}
    out = []
    for many in (3, 2, 1):
        if len(words) > many and " ".join(words[-many:]) in units:
            out.append(" ".join(words[:-many]).removesuffix(" в"))
    return out


def _factor(column: str, definition: Definition, name: str, given: Decimal | None) -> Decimal | None:
    if given is not None or name == UID:
        return given
    field = definition.field_named(name)
    if field.type not in ("integer", "real", "measure"):
        return None
    words = folded(column).split()
    unit = "money" if name in MONEY else field.unit or ("km" if field.type == "measure" else "")
    for many in (3, 2, 1):
        factor = UNITS.get(unit, UNITS[""]).get(" ".join(words[-many:]))
        if factor is not None and len(words) > many:
            return None if factor == 1 else factor
    return None
