"""The legend's box, the title, and the lines below the map."""

from __future__ import annotations

import geopandas
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from registry import Registry
from registry.versions.clock import local

from . import layout
from .legend import draw_legend, entries


def legend(figure: Figure, reg: Registry, rows: dict[str, geopandas.GeoDataFrame]) -> None:
    """The legend, over the sea; layers with a single symbol come together at its end."""
    groups, others = [], []
    for name in layout.KEY:
        if name not in rows:
            continue
        definition = reg.layers[name]
        found = entries(definition, rows[name], "en")
        if definition.style.get("by"):
            pale = " (pale: planned)" if name == "repairs" else ""
            groups.append((definition.title["en"] + pale, found))
        else:
            others += found
    left, bottom, wide, high = layout.LEGEND
    box = FancyBboxPatch(
        (left, bottom),
        wide,
        high,
        boxstyle="round,pad=0,rounding_size=0.004",
        mutation_aspect=layout.SIZE[0] / layout.SIZE[1],
        fc="white",
        ec="#b8c4cb",
        alpha=0.9,
        transform=figure.transFigure,
        zorder=5,
    )
    figure.patches.append(box)
    axes = figure.add_axes((left + 0.01, bottom + 0.012, wide - 0.016, high - 0.02), zorder=6)
    draw_legend(axes, [*groups, ("Other layers", others)], 9.3)


def words(figure: Figure, reg: Registry, version: str | None) -> None:
    """Title, sources, and which version this is, with the digest that proves it."""
    commit = reg.ledger.commit(version)
    day = local(commit.time, reg.ledger.timezone)[:10]
    figure.text(0.022, 0.968, layout.TITLE, size=26, weight="bold", va="center")
    figure.text(0.022, 0.938, layout.SUBTITLE, size=14, va="center", color="#444444")
    said = f"version {commit.revision} of {day}"
    figure.text(0.978, 0.938, said, size=14, va="center", ha="right", color="#444444")
    below = (
        layout.SOURCES,
        layout.CAUTION,
        f"Infra Registry, revision {commit.revision}, digest {commit.digest}",
    )
    for number, text in enumerate(below):
        figure.text(0.022, 0.043 - 0.0145 * number, text, size=8.6, va="center", color="#333333")
