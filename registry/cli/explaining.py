"""Indicators explained: formula, inputs, parameters, groupings, source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..model.definition import title_in
from .output import styled, table

if TYPE_CHECKING:
    from ..stats.indicator import Indicator


def described(chosen: Iterable[Indicator] | None = None) -> list[dict[str, Any]]:
    """Indicators as scripts read them."""
    from ..stats.indicator import indicators

    return [
        {
            "name": one.name, "title": dict(one.title), "formula": one.formula, "inputs": list(one.inputs),
            "source": one.source, "by": list(one.groupings), "by_any_field": one.any_field,
            "parameters": [
                {"name": each.name, "kind": each.kind, "default": each.default,
                 "choices": list(each.choices), "description": each.description}
                for each in one.parameters
            ],
        }
        for one in (indicators().values() if chosen is None else chosen)
    ]  # fmt: skip


def overview(language: str | None) -> list[str]:
    """A line for each indicator."""
    from ..stats.indicator import indicators

    rows = [
        (one.name, title_in(one.title, language or "en", one.name), _groupings(one))
        for one in sorted(indicators().values(), key=lambda one: one.name)
    ]
    return [*table(("indicator", "what it is", "by"), rows), "registry stats --list NAME explains one"]


def explained(one: Indicator, language: str | None) -> list[str]:
    """All about one indicator."""
    lines = [
        styled(f"{one.name}: {title_in(one.title, language or 'en', one.name)}", bold=True),
        f"formula  {one.formula}",
        f"inputs   {', '.join(one.inputs)}",
        f"by       {_groupings(one) or 'nothing'}",
        f"source   {one.source}",
    ]
    if one.parameters:
        rows = [(each.name, _default(each.default), _choices(each)) for each in one.parameters]
        lines += ["", *table(("parameter", "default", "what it is"), rows, limit=48)]
    return lines


def _groupings(one: Indicator) -> str:
    return ", ".join(one.groupings) or ("any field of the layer" if one.any_field else "")


def _default(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value)) or "–"
    return str(value)


def _choices(parameter: Any) -> str:
    told = f" ({', '.join(map(str, parameter.choices))})" if parameter.choices else ""
    return f"{parameter.description}{told}"
