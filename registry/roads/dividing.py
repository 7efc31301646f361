"""The parts of an event that a realignment leaves, as rows of their own.

What belongs to the whole is divided: cost and stated amounts by kilometres, so that the parts never add up to
more and a kilometre costs what it did; the finished part of a work and the kilometres of a concurrent road
are cut with it. A key that is the event's own number gets /2, /3 in further parts, so that it stays a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model.definition import Definition
from .realignment import Change

#: Amounts of a whole work, and the decimals that a part of them keeps.
AMOUNTS = {"cost": 2, "stated_km": 3, "stated_m2": 2}
DONE = ("done_from", "done_to")
OTHER = ("other_km_from", "other_km_to")


def divided(definition: Definition, row: Sequence[Any], change: Change) -> list[list[Any]]:
    """The stored rows that an event becomes, one for each of ``change.after``; uids are for the caller."""
    linear = definition.linear
    assert linear is not None  # nosec B101
    at = {name: place + 2 for place, name in enumerate(definition.names)}
    ends = [at[one] for one in (linear.start, linear.end) if one is not None]
    backwards = len(ends) == 2 and row[ends[0]] is not None and row[ends[0]] > row[ends[1]]
    whole = change.before[1] - change.before[0]
    own = _own_number(definition)
    found = []
    for number, (span, kept) in enumerate(zip(change.after, change.kept, strict=True)):
        new = list(row)
        for place, metres in zip(ends, reversed(span) if backwards else span, strict=False):
            new[place] = metres
        share = (kept[1] - kept[0]) / whole if whole else 1.0
        if share < 1:
            for name, decimals in AMOUNTS.items():
                if name in at and row[at[name]] is not None:
                    new[at[name]] = round(row[at[name]] * share, decimals)
            if set(OTHER) <= set(at):
                _cut_other(new, [at[one] for one in OTHER], change.before, kept, backwards)
        if set(DONE) <= set(at) and change.finished:
            new[at[DONE[0]]], new[at[DONE[1]]] = change.finished[number] or (None, None)
        if own is not None and number and row[at[own]] is not None:
            new[at[own]] = f"{row[at[own]]}/{number + 1}"
        found.append(new)
    return found


def _own_number(definition: Definition) -> str | None:
    """The text field that alone is the layer's key, if it names nothing but the event."""
    if len(definition.key) != 1:
        return None
    field = definition.by_name[definition.key[0]]
    return field.name if field.type == "text" and field.references is None else None


def _cut_other(
    new: list[Any], places: Sequence[int], before: tuple[int, int], kept: tuple[int, int], backwards: bool
) -> None:
    """The other road's kilometres beside the part that is kept, in proportion."""
    first, last = (new[place] for place in places)
    if first is None or last is None:
        return
    low, high = ((one - before[0]) / (before[1] - before[0]) for one in kept)
    if backwards:
        low, high = 1 - high, 1 - low
    new[places[0]], new[places[1]] = (round(first + share * (last - first)) for share in (low, high))
