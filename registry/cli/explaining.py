"""Indicators explained: formula, inputs, parameters, groupings, source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..model.definition import title_in
from .output import styled, table, width

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
        (one.name, title_in(one.title, language or "en", one.name), _groupings(one, language) or "–")
        for one in sorted(indicators().values(), key=lambda one: one.name)
    ]
    head = [_word(one, language) for one in ("indicator", "what it is", "by")]
    return [*table(head, rows, limit=90), _word("registry stats --list NAME explains one", language)]


def explained(one: Indicator, language: str | None) -> list[str]:
    """All about one indicator."""
    from ..publish.results.explanations import explained as said

    facts = {
        "formula": said("formulas", one.formula, language),
        "inputs": ", ".join(said("inputs", name, language) for name in one.inputs),
        "by": _groupings(one, language) or _word("nothing", language),
        "source": said("sources", one.source, language),
    }
    wide = max(width(_word(name, language)) for name in facts)
    lines = [styled(f"{one.name}: {title_in(one.title, language or 'en', one.name)}", bold=True)]
    for name, text in facts.items():
        word = _word(name, language)
        lines.append(f"{word}{' ' * (wide - width(word))}  {text}")
    if one.parameters:
        rows = [
            (each.name, _default(each.default, language), _choices(each, language)) for each in one.parameters
        ]
        head = [_word(name, language) for name in ("parameter", "default", "what it is")]
        lines += ["", *table(head, rows, limit=60)]
    return lines


def _word(english: str, language: str | None) -> str:
    from ..publish.results.wording import Wording

    return Wording(None, None, language).text(english)


def _groupings(one: Indicator, language: str | None) -> str:
    names = ", ".join(one.groupings)
    return names or (_word("any field of the layer", language) if one.any_field else "")


def _default(value: Any, language: str | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _word("yes" if value else "no", language)
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value)) or "–"
    return str(value)


def _choices(parameter: Any, language: str | None) -> str:
    from ..publish.results.explanations import explained as said

    told = [
        one if language is None or said("choices", one, language) == one
        else f"{one} = {said('choices', one, language)}"
        for one in map(str, parameter.choices)
    ]  # fmt: skip
    text = said("parameters", parameter.description, language)
    return f"{text} ({', '.join(told)})" if told else text
