"""What changes in one field that goes on: its type, its choices, its limits, its texts."""

from __future__ import annotations

from collections.abc import Iterator

from .definition import Field
from .fieldtypes import WIDENINGS, stored
from .schemachanges import Judge, SchemaChange


def field_changes(judge: Judge, before: Field, after: Field) -> Iterator[SchemaChange]:
    """Changes of a field but for its name.

    Raises
    ------
    DestructiveDefinition
        For a type that is no widening, and for limits that rows break or may break.
    """
    name = after.name
    if before.type != after.type:
        if after.type not in WIDENINGS.get(before.type, ()):
            mend = "add a field of the new type beside it, or drop this one in a change of its own"
            judge.refuse(f"field {name} cannot turn from {before.type} into {after.type}", mend)
        sentence = f"field {name} is widened from {before.type} to {after.type}"
        yield judge.change("widen_type", name, before.type, after.type, sentence)
    yield from _choices(judge, before, after)
    yield from _limits(judge, before, after)
    if before.default != after.default:
        sentence = f"the default of {name} changes from {before.default} to {after.default}"
        yield judge.change("change_default", name, before.default, after.default, sentence)
    for key in ("title", "description", "unit"):
        one, other = getattr(before, key), getattr(after, key)
        if one != other:
            sentence = f"the {key} of {name} changes" + ("; its values do not" if key == "unit" else "")
            yield judge.change("retitle", name, one, other, sentence)


def _choices(judge: Judge, before: Field, after: Field) -> Iterator[SchemaChange]:
    name = after.name
    was = {stored(after.type, choice.value): choice for choice in before.choices}
    now = {choice.value: choice for choice in after.choices}
    if not was or not now:
        if was or now:
            yield judge.limit(name, "the list of choices", tuple(was), tuple(now), bool(now))
        return
    for value in now:
        if value not in was:
            yield judge.change("add_choice", name, None, value, f"field {name} gets the choice {value}")
    for gone, choice in was.items():
        if gone not in now:
            judge.unused(before.name, name, choice.value)
            yield judge.change("remove_choice", name, gone, None, f"field {name} loses the choice {gone}")
    stayed = [value for value in was if value in now]
    came = [value for value in now if value not in was]
    if [*stayed, *came] != list(now):
        yield judge.change("reorder", name, tuple(was), tuple(now), f"choices of {name} change their order")
    for value, choice in now.items():
        if value in was and was[value].title != choice.title:
            sentence = f"the title of the choice {value} of {name} changes"
            yield judge.change("retitle", name, was[value].title, choice.title, sentence)


def _limits(judge: Judge, before: Field, after: Field) -> Iterator[SchemaChange]:
    name = after.name
    if before.required != after.required:
        yield judge.limit(name, "required", before.required, after.required, after.required)
    for key, sign in (("minimum", 1), ("maximum", -1), ("max_length", -1)):
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            tighter = new is not None and (old is None or sign * new > sign * old)
            yield judge.limit(name, key, old, new, tighter)
    for key in ("pattern", "references"):
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            yield judge.limit(name, key, old, new, new is not None)
