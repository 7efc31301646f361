"""Claims about one thing that cannot all be true, and sums that do not add up.

Two claims are about one thing if indicator, region, place, subject, unit, currency and status are the same,
and their periods are too, or one gives none. They contradict each other if no figure meets both within their
own qualifiers. A whole contradicts its parts (claims noted as "part of" it) if these do not add up to it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .sentences import Listed, Sentence

Claim = Mapping[str, Any]

_SAME = (
    "indicator", "region_code", "place", "subject_layer", "subject_key", "unit", "currency", "status",
)  # fmt: skip
_PERIOD = ("period_kind", "period_start", "period_end", "baseline")
_PART = re.compile(r"part of ([\w-]+)")
#: Their value is their period.
_YEARS = ("start_year",)
#: How a figure is said with each qualifier.
SIGNS = {
    "more_than": "more than {value:,.15g}",
    "less_than": "less than {value:,.15g}",
    "about": "about {value:,.15g}",
    "exact": "{value:,.15g}",
}


@dataclass(frozen=True)
class Contradiction:
    """Rows of claims that belong together, and why they cannot all be true."""

    rows: tuple[int, ...]
    sentence: Sentence


def contradictions(claims: Sequence[Claim], about: float) -> list[Contradiction]:
    """What contradicts what, in the order of the claims."""
    found = [*_unlike(claims, about), *_sums(claims)]
    return sorted(found, key=lambda one: one.rows)


def bounds(claim: Claim, about: float) -> tuple[float, float]:
    """The figures that a claim is true of.

    An exact one is true of all that are rounded to it; ``about`` reaches that share of it to both sides.

    >>> bounds({"value": 312.0, "qualifier": "exact"}, 0.05)
    (311.5, 312.5)
    """
    value = float(claim["value"])
    if claim["qualifier"] == "more_than":
        return value, math.inf
    if claim["qualifier"] == "less_than":
        return -math.inf, value
    reach = abs(value) * about if claim["qualifier"] == "about" else half_digit(value)
    return value - reach, value + reach


def half_digit(value: float) -> float:
    """Half of the last digit that a figure is given with: 0.5 of 312, 0.05 of 497.3.

    >>> half_digit(497.3), half_digit(86.0)
    (0.05, 0.5)
    """
    digits = Decimal(repr(value)).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** min(int(digits), 0)


def shown(claim: Claim) -> Sentence:
    """A claim's figure with its qualifier: ``more than 300``."""
    form = SIGNS.get(str(claim["qualifier"]), SIGNS["exact"])
    if claim["unit"] == "year":
        form = form.replace(":,", ":")
    return Sentence.of(form, value=float(claim["value"]))


def _unlike(claims: Sequence[Claim], about: float) -> list[Contradiction]:
    """Groups of claims about one thing of which two exclude each other."""
    things: dict[tuple[Any, ...], list[int]] = {}
    for row, claim in enumerate(claims):
        if claim["indicator"].endswith("_part"):
            continue  # parts differ because they are parts
        things.setdefault(tuple(claim[name] for name in _SAME), []).append(row)
    found = []
    for rows in things.values():
        for group in _one_period(claims, rows):
            pairs = [
                (one, other)
                for place, one in enumerate(group)
                for other in group[place + 1 :]
                if not _meet(bounds(claims[one], about), bounds(claims[other], about))
            ]
            if pairs:
                told = [
                    Sentence.of("{claim} ({figure})", claim=_name(claims[a]), figure=shown(claims[a]))
                    for a in sorted({one for pair in pairs for one in pair})
                ]
                both = Listed.of(told, " and ")
                sentence = Sentence.of("{claims} cannot be the same figure", claims=both)
                found.append(Contradiction(tuple(group), sentence))
    return found


def _one_period(claims: Sequence[Claim], rows: Sequence[int]) -> list[list[int]]:
    """Claims of one period each; those that give none go with all of them."""
    periods: dict[tuple[Any, ...], list[int]] = {}
    open_ended = []
    for row in rows:
        claim = claims[row]
        period = tuple(claim[name] for name in _PERIOD)
        if claim["indicator"] in _YEARS or period[0] is None:
            open_ended.append(row)
        else:
            periods.setdefault(period, []).append(row)
    if not periods:
        return [open_ended]
    return [sorted([*some, *open_ended]) for some in periods.values()]


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _sums(claims: Sequence[Claim]) -> list[Contradiction]:
    """Wholes that are not the sum of their parts."""
    places = {_name(claim): row for row, claim in enumerate(claims)}
    parts: dict[int, list[int]] = {}
    for row, claim in enumerate(claims):
        if told := _PART.search(str(claim["overlap_note"] or "")):
            whole = places.get(told[1])
            if whole is not None and whole != row:
                parts.setdefault(whole, []).append(row)
    found = []
    for whole, rows in parts.items():
        value, added = float(claims[whole]["value"]), sum(float(claims[row]["value"]) for row in rows)
        # Parts of an indicator of parts are all there are; others may be some of them.
        complete = all(claims[row]["indicator"] == f"{claims[whole]['indicator']}_part" for row in rows)
        allowed = half_digit(value) + sum(half_digit(float(claims[row]["value"])) for row in rows)
        apart = abs(added - value) if complete else max(added - value, 0.0)
        if apart > allowed + 1e-9 and claims[whole]["qualifier"] in ("exact", "about"):
            sentence = Sentence.of(
                "the parts of {claim} add up to {sum:,.10g}, not to {whole:,.15g}",
                claim=_name(claims[whole]),
                sum=added,
                whole=value,
            )
            found.append(Contradiction((whole, *rows), sentence))
    return found


def _name(claim: Claim) -> str:
    return str(claim["claim_id"])
