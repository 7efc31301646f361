"""The legend: each layer that the map shows, by its title, with the categories that occur."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import geopandas
from matplotlib.axes import Axes

from registry.model.definition import Definition, title_in

from .symbols import categories, kind_of, symbol

Entry = tuple[Any, str]


def entries(definition: Definition, rows: geopandas.GeoDataFrame, language: str) -> list[Entry]:
    """(symbol, text) of each category that occurs; of a layer of one symbol, its title."""
    by, kind = definition.style.get("by"), kind_of(definition)
    if by is None:
        return [
            (symbol(definition.style).handle(kind), title_in(definition.title, language, definition.name))
        ]
    titles = {
        one.value: title_in(one.title, language, str(one.value))
        for one in definition.by_name[by].choices or ()
    }
    unknown = f"{title_in(definition.by_name[by].title, language, by).lower()} not stated"
    return [
        (symbol(definition.style, value).handle(kind), titles.get(value, unknown))
        for value, _ in categories(definition, rows)
    ]


def draw_legend(axes: Axes, groups: Iterable[tuple[str, list[Entry]]], size: float = 9.0) -> None:
    """Groups under their headings, from the top of the axes down; a group without a heading goes on."""
    axes.axis("off")
    figure = axes.figure
    line = size * 1.62 / 72 * figure.dpi / axes.bbox.height
    left = size * 2.9 / 72 * figure.dpi / axes.bbox.width
    y = 1.0
    for heading, group in groups:
        if heading:
            y -= line * 0.45
            axes.text(0, y, heading, size=size, weight="bold", va="center", color="#222222")
            y -= line
        for handle, text in group:
            _sample(axes, handle, (0.0, y), (left * 0.8, line * 0.62))
            axes.text(left, y, text, size=size, va="center", color="#222222")
            y -= line


def _sample(axes: Axes, handle: Any, at: tuple[float, float], extent: tuple[float, float]) -> None:
    """The symbol itself, in shares of the axes."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    (x, y), (width, height) = at, extent
    if isinstance(handle, Line2D):
        marker = handle.get_marker() not in ("", "None", None)
        xs = [x + width / 2] if marker else [x, x + width]
        sample = Line2D(xs, [y] * len(xs), transform=axes.transAxes, clip_on=False)
        sample.update_from(handle)
        sample.set_transform(axes.transAxes)
        axes.add_line(sample)
    else:
        box = Rectangle((x, y - height / 2), width, height, clip_on=False)
        box.update_from(handle)
        box.set_transform(axes.transAxes)
        axes.add_patch(box)
