"""A result as a chart: bars of one figure by group, legible, in colours that all eyes tell apart."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

import matplotlib
import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...model.errors import UsageError
from ...stats.change import CHANGE
from ...stats.result import MIXED, Column, Result
from ...versions.clock import local
from ...versions.ledger import Ledger
from .numbers import day, decimals, nothing, number, short, told
from .titles import indicator_title, title
from .wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: M. Okabe and K. Ito, *Color universal design*, 2008; told apart also without colour by their hatches.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
HATCHES = ("", "//", "..", "xx", "\\\\", "--", "oo", "++")
#: Figures that a chart shows if there are several, the first that is there.
FIRST = (
    "union_km", "union_ha", "share", "good_share", "measured_km", "covered_km2", "total_km", "union_km2",
    "objects", "sum", "computed",
)  # fmt: skip
MOST = 40


def write_png(result: Result, ledger: Ledger, file: BinaryIO, language: str | None) -> None:
    """The chart as a picture, 200 dots an inch."""
    drawn(result, ledger, language).savefig(file, format="png", dpi=200, metadata={"Software": None})


def write_svg(result: Result, ledger: Ledger, file: BinaryIO, language: str | None) -> None:
    """The chart as a drawing whose text stays text; the same result gives the same bytes."""
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "infra-registry"}):
        drawn(result, ledger, language).savefig(file, format="svg", metadata={"Date": None})


def drawn(result: Result, ledger: Ledger, language: str | None) -> Figure:
    """The figure.

    Raises
    ------
    UsageError
        If the result has nothing to draw.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    result = _comparable(result)
    column = charted(result)
    keys = [name for name in result.keys if name in result.table]
    wording = Wording(ledger, result.receipt.revision if result.receipt else None, language or "en")
    across, series = _arranged(result, column, keys, wording)
    shown = across[:MOST]
    wide = len(shown) * max(len(series), 1)
    flat = wide > 14 or max((len(one) for one in shown), default=0) > 14
    size = (9, max(4.5, 1.8 + 0.3 * wide)) if flat else (9, 5.2)
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    _bars(axes, shown, series, column, flat, language)
    heading = textwrap.fill(indicator_title(result.indicator, language), 64)
    figure.suptitle(heading, x=0.01, ha="left", fontsize=14, fontweight="bold")
    if len(series) > 1:
        columns = min(len(series), 4)
        axes.legend(frameon=False, fontsize=10, ncols=columns, loc="lower left", bbox_to_anchor=(0, 1),
                    borderaxespad=0.2)  # fmt: skip
    footer = _footer(result, ledger, wording, len(across) - len(shown))
    figure.supxlabel(footer, x=0.01, ha="left", fontsize=8, color="#555555")
    return figure


def _comparable(result: Result) -> Result:
    """Claims each have a unit of their own: the computed figure is shown as a share of the claimed."""
    if not any(one.unit == MIXED for one in result.columns):
        return result
    table = result.table.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        share = table["computed"].to_numpy(float) / table["claimed"].to_numpy(float)
    table["computed_share"] = share
    return replace(
        result,
        table=table[np.isfinite(share)].reset_index(drop=True),
        columns=[*(one for one in result.columns if one.unit is None), Column("computed_share", "share")],
    )


def charted(result: Result) -> Column:
    """The figure that a chart shows."""
    figures = {one.name: one for one in result.columns if one.unit is not None}
    if not figures or result.table.empty:
        raise UsageError(
            f"{result.indicator}: no row to draw a chart of; group it with --by, or widen --where"
        )
    for name in FIRST:
        if name in figures and not result.table[name].isna().all():
            return figures[name]
    for name in FIRST:
        if f"{name}{CHANGE}" in figures:
            return figures[f"{name}{CHANGE}"]
    changes = [one for one in figures.values() if one.name.endswith(CHANGE)]
    others = [one for one in figures.values() if one.unit != "count"]
    return (changes or others or list(figures.values()))[0]


def _arranged(
    result: Result, column: Column, keys: list[str], wording: Wording
) -> tuple[list[str], dict[str, list[float]]]:
    """Names along the axis, and of each series a value for each of them."""

    def text(name: str, value: Any) -> str:
        return wording.text("not given") if nothing(value) else wording.cell(name, value)

    rows = result.table.to_dict("records")
    if not keys:
        return [""], {"": [_figure(rows[0].get(column.name))]}
    apart = keys[-1] if _tell_apart(result, keys) else None
    along = [name for name in keys if name != apart]
    across: dict[str, int] = {}
    series: dict[str, dict[int, float]] = {}
    for row in rows:
        label = _named(row, wording) or ", ".join(text(name, row[name]) for name in along)
        place = across.setdefault(label, len(across))
        one = text(apart, row[apart]) if apart else ""
        series.setdefault(one, {})[place] = _figure(row[column.name])
    return list(across), {
        name: [found.get(place, np.nan) for place in range(len(across))] for name, found in series.items()
    }


def _named(row: Mapping[Any, Any], wording: Wording) -> str:
    """What a row about one place is called: by name, not by the key that names it too."""
    return wording.cell("name", row["name"]) if row.get("place") and row.get("name") else ""


def _tell_apart(result: Result, keys: list[str]) -> bool:
    """Whether the last grouping is told by colour: few values, and most of them in every group."""
    if len(keys) < 2:
        return False
    few = result.table[keys[-1]].nunique(dropna=False)
    groups = len(result.table[keys[:-1]].drop_duplicates())
    return bool(few <= len(COLOURS) and len(result.table) >= 0.6 * few * groups)


def _figure(value: Any) -> float:
    return np.nan if nothing(value) else float(value)


def _bars(
    axes: Axes,
    across: list[str],
    series: dict[str, list[float]],
    column: Column,
    flat: bool,
    language: str | None,
) -> None:
    scale = 100.0 if column.unit == "share" else 1.0
    place, thick = np.arange(len(across)), (0.8 if len(across) > 3 else 0.5) / len(series)
    everything = [one for some in series.values() for one in some]
    places = min(decimals(column, everything), 1 if column.unit == "km" else 2)
    for number_of, (name, found) in enumerate(series.items()):
        heights = np.array(found[: len(across)]) * scale
        style: dict[str, Any] = {
            "label": name or None, "color": COLOURS[number_of % 8], "hatch": HATCHES[number_of % 8],
            "edgecolor": "white", "linewidth": 0.4,
        }  # fmt: skip
        at = place + (number_of - (len(series) - 1) / 2) * thick
        draw = axes.barh if flat else axes.bar
        bars = draw(at, np.nan_to_num(heights), thick, **style)
        labels = [told(one, column, places, language) or "–" for one in found[: len(across)]]
        axes.bar_label(bars, labels, fontsize=8, padding=2)
    heading = title(column, language or "en") + (", %" if column.unit == "share" else "")
    ticks = FuncFormatter(lambda value, _: _tick(value, language))
    if flat:
        axes.set_yticks(place, across, fontsize=9)
        axes.set_ylim(len(across) - 0.4, -0.6)
        axes.set_xlabel(heading)
        axes.xaxis.set_major_locator(MaxNLocator(8))
        axes.xaxis.set_major_formatter(ticks)
        axes.margins(x=0.12)
    else:
        axes.set_xticks(place, across, fontsize=10)
        axes.set_ylabel(heading)
        axes.yaxis.set_major_formatter(ticks)
        axes.margins(y=0.12)
    axes.grid(axis="x" if flat else "y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _tick(value: float, language: str | None) -> str:
    if abs(value) >= 1e6:  # 7 trn: twelve noughts would run into one another
        return short(value, language)
    return number(value, 0 if float(value).is_integer() or abs(value) >= 100 else 2, language)


def _footer(result: Result, ledger: Ledger, wording: Wording, more: int) -> str:
    told_more = f"+ {more}. " if more > 0 else ""
    receipt = result.receipt
    if receipt is None:
        return told_more + ledger.path.name
    moment = day(local(receipt.time, ledger.timezone)[:10], wording.language)
    source = "registry {name} at {revision} ({day}), receipt {receipt}"
    return told_more + wording.said(
        source, name=ledger.path.name, revision=receipt.revision, day=moment, receipt=receipt.short
    )
