"""What a chart shows of a result: names along the axis, and a bar of each series for each of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

#: Figures that a chart shows first, if the result has them.
FIRST = (
    "union_km", "union_ha", "share", "good_share", "measured_km", "covered_km2", "total_km", "union_km2",
    "objects", "sum", "computed",
)  # fmt: skip
#: M. Okabe and K. Ito, Color universal design, 2008.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
MOST = 40


@dataclass
class Bar:
    """One bar: its group and series by number, the row of the result behind it, its figure."""

    group: int
    series: int
    row: int
    column: int
    value: float | None
    shown: str


@dataclass
class Bars:
    """A chart's contents; ``more`` groups did not fit."""

    groups: list[str]
    series: list[str]
    bars: list[Bar]
    is_share: bool
    more: int = 0

    @property
    def longest(self) -> float:
        return max((abs(one.value) for one in self.bars if one.value is not None), default=0.0)


def figures(result: dict[str, Any]) -> list[int]:
    """Columns that can be charted, the likeliest first."""
    columns = result["columns"]
    known = [
        number
        for number, one in enumerate(columns)
        if one.get("unit") is not None and any(_number(row[number]) is not None for row in result["rows"])
    ]

    def rank(number: int) -> tuple[int, int]:
        name = columns[number]["name"]
        place = FIRST.index(name) if name in FIRST else len(FIRST) + (columns[number]["unit"] == "count")
        return (place, number)

    return sorted(known, key=rank)


def keys(result: dict[str, Any]) -> list[int]:
    """Columns that name a row."""
    names = result.get("keys")
    columns = result["columns"]
    if names is None:
        return [number for number, one in enumerate(columns) if one.get("unit") is None]
    return [number for number, one in enumerate(columns) if one["name"] in names]


def arranged(result: dict[str, Any], column: int) -> Bars:
    """The bars of one figure; the last of several groupings is told by colour where that is legible."""
    rows, shown = result["rows"], result["shown"]
    naming = keys(result)
    apart = naming[-1] if _told_by_colour(result, naming) else None
    along = [number for number in naming if number != apart]
    groups: dict[str, int] = {}
    series: dict[str, int] = {}
    bars = []
    for row, texts in enumerate(shown):
        group = groups.setdefault(", ".join(texts[number] or "–" for number in along), len(groups))
        one = series.setdefault((texts[apart] or "–") if apart is not None else "", len(series))
        bars.append(Bar(group, one, row, column, _number(rows[row][column]), texts[column] or "–"))
    more = max(0, len(groups) - MOST)
    is_share = result["columns"][column].get("unit") == "share"
    return Bars(list(groups)[:MOST], list(series), [one for one in bars if one.group < MOST], is_share, more)


def ticks(longest: float, wanted: int = 5) -> list[float]:
    """Round numbers from 0 to just below ``longest`` or a little beyond.

    >>> ticks(194.6)
    [0.0, 50.0, 100.0, 150.0, 200.0]
    """
    if longest <= 0:
        return [0.0]
    raw = longest / wanted
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * one for one in (1, 2, 2.5, 5, 10) if size * one >= raw)
    return [round(step * number, 10) for number in range(math.ceil(longest / step - 1e-9) + 1)]


def _told_by_colour(result: dict[str, Any], naming: list[int]) -> bool:
    if len(naming) < 2:
        return False
    few = {texts[naming[-1]] for texts in result["shown"]}
    groups = {tuple(texts[one] for one in naming[:-1]) for texts in result["shown"]}
    return len(few) <= len(COLOURS) and len(result["shown"]) >= 0.6 * len(few) * len(groups)


def _number(value: Any) -> float | None:
    usable = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable else None
