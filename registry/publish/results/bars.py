"""Bars of a chart: thickness, colours, figures beside them, and an axis with whole, even ticks."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Patch
from matplotlib.ticker import Formatter, MaxNLocator

from ...stats.result import Column
from .numbers import decimals, number, short, told
from .titles import title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: M. Okabe and K. Ito, *Color universal design*, 2008; told apart also without colour by their hatches.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
HATCHES = ("", "//", "..", "xx", "\\\\", "--", "oo", "++")
#: What a verdict looks like.
VERDICTS = {"agrees": ("#009E73", ""), "differs": ("#D55E00", "//"), "target": ("#56B4E9", "..")}
_OTHER = ("#999999", "xx")
#: Letters of a line of a name on the axis, and its lines.
_LETTERS, _LINES = 38, 3


def draw_bars(
    axes: Axes, across: Sequence[str], series: Mapping[str, Sequence[float]], column: Column, *,
    flat: bool, language: str | None, first: int = 0, verdicts: Sequence[str] = (),
) -> None:  # fmt: skip
    """Bars of each series at each name.

    Parameters
    ----------
    across : names along the axis
    series : figures of each, NaN where there is none
    flat : bars lie, so that long names can be read
    first : number of the first series, which tells its colour
    verdicts : of each name, if the bars of the only series are told apart by it
    """
    scale = 100.0 if column.unit == "share" else 1.0
    place, thick = np.arange(len(across)), (0.8 if len(across) > 3 else 0.6) / len(series)
    everything = [one for some in series.values() for one in some]
    places = min(decimals(column, everything), 1 if column.unit == "km" else 3 if scale > 1 else 2)
    for number_of, (name, found) in enumerate(series.items()):
        looks: Any = ((first + number_of) % 8,)
        looks = (COLOURS[looks[0]], HATCHES[looks[0]])
        if verdicts:
            looks = tuple(zip(*(VERDICTS.get(one, _OTHER) for one in verdicts), strict=True))
        style: dict[str, Any] = {
            "label": name or None, "color": looks[0], "hatch": looks[1], "edgecolor": "white",
            "linewidth": 0.4,
        }  # fmt: skip
        at = place + (number_of - (len(series) - 1) / 2) * thick
        draw = axes.barh if flat else axes.bar
        bars = draw(at, np.nan_to_num(np.array(found, dtype=float) * scale), thick, **style)
        labels = [told(one, column, places, language) or "–" for one in found]
        axes.bar_label(bars, labels, fontsize=8, padding=2)
    _ticks(axes, across, column, flat, language)
    _reach(axes, everything, scale, flat)
    axes.grid(axis="x" if flat else "y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def verdict_key(told_as: Mapping[str, str]) -> list[Patch]:
    """Patches of a legend, of verdicts by what they are called."""
    return [
        Patch(facecolor=VERDICTS.get(one, _OTHER)[0], hatch=VERDICTS.get(one, _OTHER)[1], edgecolor="white",
              label=name)
        for one, name in told_as.items()
    ]  # fmt: skip


def folded(name: str) -> str:
    """A long name on several lines, the longest cut.

    >>> folded("Reconstruction of the road from Atyrau to Dossor, first stage")
    'Reconstruction of the road from Atyrau\\nto Dossor, first stage'
    """
    lines = textwrap.wrap(name, _LETTERS, max_lines=_LINES, placeholder=" …")
    return "\n".join(lines)


def _ticks(axes: Axes, across: Sequence[str], column: Column, flat: bool, language: str | None) -> None:
    heading = title(column, language or "en")
    if column.unit == "share" and not column.name.startswith("gain"):  # whose title says percentage points
        heading += ", %"
    scaled, count = (axes.xaxis, len(across)) if flat else (axes.yaxis, len(across))
    names = [folded(one) for one in across]
    if flat:
        axes.set_yticks(np.arange(count), names, fontsize=9)
        axes.set_ylim(count - 0.4, -0.6)
        axes.set_xlabel(heading)
    else:
        axes.set_xticks(np.arange(count), names, fontsize=10)
        room = max(0.0, 3 - count) / 2  # one bar is a bar, no wall
        axes.set_xlim(-0.6 - room, count - 0.4 + room)
        axes.set_ylabel(heading)
    scaled.set_major_locator(MaxNLocator(8, steps=[1, 2, 2.5, 5, 10]))
    scaled.set_major_formatter(_Ticks(language))


def _reach(axes: Axes, figures: Sequence[float], scale: float, flat: bool) -> None:
    """How far the axis goes: shares to the whole, and room for the figures beside the bars."""
    known = [one * scale for one in figures if np.isfinite(one)]
    low, high = min([0.0, *known]), max([0.0, *known])
    room = 0.1 * ((high - low) or 1.0)
    if scale > 1 and low == 0 and 30 <= high <= 100:
        high = max(100.0, high + room)
    else:
        high += room if high > 0 or low == 0 else 0.0
    ends = (low - room if low < 0 else 0.0, high)
    if flat:
        axes.set_xlim(*ends)
    else:
        axes.set_ylim(*ends)
    if low < 0:
        (axes.axvline if flat else axes.axhline)(0, color="black", linewidth=0.8)


class _Ticks(Formatter):
    """Ticks with as many decimals as their step has; millions and more in short."""

    def __init__(self, language: str | None) -> None:
        self._language, self._places = language, 2

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        step = float(values[1] - values[0]) if len(values) > 1 else 1.0
        self._places = next((one for one in range(6) if abs(round(step, one) - step) < 1e-6 * step), 6)
        return [self(one) for one in values]

    def __call__(self, value: float, pos: int | None = None) -> str:
        if abs(value) >= 1e6:  # 7 trn: twelve noughts would run into one another
            return short(value, self._language)
        return number(value, self._places, self._language)
