"""One change of a layer's definition, and the judgement whether the rows that are here allow it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from .errors import DestructiveDefinition
from .wording import counted

Kind = Literal[
    "add_field",
    "rename_field",
    "drop_field",
    "widen_type",
    "add_choice",
    "remove_choice",
    "relax",
    "tighten",
    "change_default",
    "retitle",
    "restyle",
    "reorder",
    "add_geometry",
    "promote",
    "widen_dimensions",
    "refine",
    "change_geometry",
    "add_rule",
    "change_rule",
    "drop_rule",
    "change_role",
]


@dataclass(frozen=True)
class SchemaChange:
    """One change of a layer's definition.

    ``field`` is the new name of a field (of a dropped one the last name), ``geom`` for the geometry,
    ``rule km_order`` for a row rule, or None for the layer itself. ``old`` and ``new`` are what the kind is
    about: names of a rename, types of a widening, the whole field added or dropped, else the values.
    """

    kind: Kind
    layer: str
    field: str | None
    old: Any
    new: Any
    sentence: str


@dataclass(frozen=True)
class Judge:
    """Who makes the changes of one layer, and refuses those that lose data: see ``evolution.compare``."""

    layer: str
    drops: Collection[str] = ()
    allow_drop: bool = False
    rows: int | None = None
    in_use: Callable[[str, str | int], int] | None = None
    violations: Callable[[str], int] | None = None

    def change(self, kind: Kind, field: str | None, old: Any, new: Any, sentence: str) -> SchemaChange:
        return SchemaChange(kind, self.layer, field, old, new, sentence)

    def refuse(self, problem: str, mend: str) -> NoReturn:
        raise DestructiveDefinition(layer=self.layer, problem=problem, mend=mend)

    def limit(self, field: str, what: str, old: Any, new: Any, tighter: bool) -> SchemaChange:
        """A rule on values that changes; a tighter one only if no row breaks it."""
        where = f"{what} of {field}" if field != "geom" else f"{what} of the geometry"
        sentence = f"{where} changes from {_shown(old)} to {_shown(new)}"
        if tighter:
            self.demand(field, sentence)
        return self.change("tighten" if tighter else "relax", field, old, new, sentence)

    def demand(self, field: str, sentence: str) -> None:
        """Refuse unless no row at head breaks the new definition in a field."""
        if self.rows == 0:
            return
        broken = self.violations(field) if self.violations else None
        if broken != 0:
            rows = (
                counted(broken, "row breaks that", "rows break that")
                if broken
                else "rows that are here may break that"
            )
            self.refuse(f"{sentence}, and {rows}", "mend those rows first, then change the definition")

    def unused(self, before: str, field: str, value: str | int) -> None:
        """Refuse unless no row at head has a value in a field, called ``before`` until now."""
        if self.rows == 0:
            return
        used = self.in_use(before, value) if self.in_use else None
        if used != 0:
            rows = counted(used, "row has", "rows have") if used else "rows that are here may have"
            problem = f"field {field} would lose the choice {value}, which {rows}"
            self.refuse(problem, "give those rows another value first")


def _shown(value: Any) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
