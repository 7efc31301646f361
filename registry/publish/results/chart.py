"""A result as a chart: bars of one figure by group, legible, in colours that all eyes tell apart."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

import matplotlib
import numpy as np

from ...model.errors import UsageError
from ...stats.change import CHANGE
from ...stats.result import MIXED, Column, Result
from ...versions.clock import local
from ...versions.ledger import Ledger
from .bars import COLOURS, draw_bars, verdict_key
from .numbers import day, nothing
from .titles import indicator_title
from .wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Figures that a chart shows if there are several, the first that is there.
FIRST = (
    "union_km", "union_ha", "gain", "share", "index", "sum", "mean", "weighted_mean", "per_1000_km2",
    "measured_km", "covered_km2", "total_km", "union_km2", "objects", "computed",
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
    told_apart = "verdict" in result.table and len(across) == len(result.table)
    verdicts = result.table["verdict"].tolist()[:MOST] if told_apart else []
    panels = _panels(series, keys)
    bars = len(shown) * max(len(one) for one in panels)
    flat = bars > 14 or max((len(one) for one in shown), default=0) > 14
    lines = sum(max(1, len(one) / 38) for one in shown) if flat else 0
    tall = max(3.4, 1.8 + max(0.3 * bars, 0.25 * lines)) if flat else 5.2
    figure = Figure(figsize=(9, tall * len(panels)), layout="constrained")
    FigureCanvasAgg(figure)
    _edges(figure)
    for number, (axes, some) in enumerate(zip(np.ravel(figure.subplots(len(panels))), panels, strict=True)):
        part = _given(shown, some) if len(panels) > 1 else shown
        found = {name: [one[shown.index(each)] for each in part] for name, one in some.items()}
        draw_bars(axes, part, found, column, flat=flat, language=language, first=number, verdicts=verdicts)
        if len(panels) > 1:
            axes.set_title(next(iter(some)), loc="left", fontsize=11)
    heading = textwrap.fill(_heading(result, wording, language), 64)
    figure.suptitle(heading, x=0.01, ha="left", fontsize=14, fontweight="bold")
    first = figure.axes[0]
    if verdicts:
        names = {one: wording.cell("verdict", one) for one in dict.fromkeys(verdicts)}
        _legend(first, len(names), handles=verdict_key(names))
    elif len(panels[0]) > 1:
        _legend(first, len(series))
    footer = _footer(result, ledger, wording, len(across) - len(shown))
    figure.supxlabel(footer, x=0.01, ha="left", fontsize=8, color="#555555")
    return figure


def _edges(figure: Figure) -> None:
    engine = figure.get_layout_engine()
    assert engine is not None  # nosec B101
    engine.set(w_pad=0.1, h_pad=0.1)  # type: ignore[call-arg]


def _heading(result: Result, wording: Wording, language: str | None) -> str:
    """The indicator, and the layer that it counts if that is asked for."""
    heading = indicator_title(result.indicator, language)
    layer = None if result.receipt is None else result.receipt.parameters.get("layer")
    if isinstance(layer, str) and result.indicator.startswith("layer-"):
        return f"{heading}: {wording.named('layer', layer)}"
    return heading


def _panels(series: dict[str, list[float]], keys: list[str]) -> list[dict[str, list[float]]]:
    """Series that share an axis: all, but for amounts of money in several currencies."""
    if keys and keys[-1] == "currency" and len(series) > 1:
        return [{name: found} for name, found in series.items()]
    return [series]


def _given(names: list[str], series: dict[str, list[float]]) -> list[str]:
    """The names that any of the series has a figure for."""
    return [
        name for place, name in enumerate(names)
        if any(np.isfinite(found[place]) for found in series.values())
    ]  # fmt: skip


def _legend(axes: Axes, entries: int, **handles: Any) -> None:
    axes.legend(frameon=False, fontsize=10, ncols=min(entries, 4), loc="lower left", bbox_to_anchor=(0, 1),
                borderaxespad=0.2, **handles)  # fmt: skip


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


def _footer(result: Result, ledger: Ledger, wording: Wording, more: int) -> str:
    told_more = wording.said("{count:row} more not drawn", count=more) + "; " if more > 0 else ""
    receipt = result.receipt
    if receipt is None:
        return told_more + ledger.path.name
    moment = day(local(receipt.time, ledger.timezone)[:10], wording.language)
    source = "registry {name} at {revision} ({day}), receipt {receipt}"
    return told_more + wording.said(
        source, name=ledger.path.name, revision=receipt.revision, day=moment, receipt=receipt.short
    )
