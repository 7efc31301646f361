"""A layer's definition as people read it."""

from __future__ import annotations

from ..model.definition import Definition, Field, title_in
from .output import one_line, table
from .shown import shown_value


def definition_lines(one: Definition, language: str) -> list[str]:
    """What a layer is: what it is called and known by, its place on roads, its fields and rules."""
    lines = [f"{one.name}: {one_line(title_in(one.title, language, one.name))}"]
    if about := title_in(one.description, language, ""):
        lines.append(one_line(about))
    facts = list(_facts(one))
    wide = max((len(name) for name, _ in facts), default=0)
    lines += ["", *(f"{name:<{wide}}  {text}" for name, text in facts)] if facts else []
    headings = ["field", "type", "unit", "required", "default", "title", "allowed"]
    rows = [
        [each.name, each.type, each.unit or "", "yes" if each.required else "",
         "" if each.default is None else shown_value(each, each.default),
         title_in(each.title, language, ""), _limits(each)]
        for each in one.fields
    ]  # fmt: skip
    filled = [place for place in range(len(headings)) if place < 2 or any(row[place] for row in rows)]
    rows = [[row[place] for place in filled] for row in rows]
    lines += ["", *table([headings[place] for place in filled], rows)]
    for rule in one.rules:
        message = title_in(rule.message, language, "")
        lines += ["", f"rule {rule.name}" + (f": {one_line(message)}" if message else "")]
        lines.append(f"    {one_line(rule.expression)}")
    return lines


def _facts(one: Definition) -> list[tuple[str, str]]:
    facts = []
    if (spec := one.geometry) is not None:
        place = f"{spec.type} {spec.dimensions} in {spec.crs}, {spec.precision} decimals"
        facts.append(("geometry", place if spec.required else f"{place}, may be missing"))
    if one.key:
        facts.append(("key", ", ".join(one.key)))
    if one.label:
        facts.append(("label", one.label))
    if one.region:
        facts.append(("region", one.region))
    if (linear := one.linear) is not None:
        if linear.end:
            extent = f"from {linear.start} to {linear.end}"
        else:
            extent = f"at {linear.start}"
        facts.append(("linear", f"{linear.kind} on the route in {linear.route}, {extent}"))
    return facts


def _limits(one: Field) -> str:
    parts = []
    if one.choices:
        parts.append(", ".join(str(choice.value) for choice in one.choices))
    if one.minimum is not None or one.maximum is not None:
        low, high = (None if side is None else shown_value(None, side) for side in (one.minimum, one.maximum))
        parts.append(f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}")
    if one.pattern:
        parts.append(one.pattern)
    if one.max_length:
        parts.append(f"up to {one.max_length} letters")
    if one.references:
        parts.append(f"one of {one.references}")
    return "; ".join(parts)
