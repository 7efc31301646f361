"""Symbols of layers from their own definitions: the same colours as in QGIS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import geopandas
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from registry.model.definition import Definition

_POINTS_A_MM = 72 / 25.4
_MARKERS = {"circle": "o", "square": "s", "triangle": "^", "star": "*", "diamond": "D", "cross": "P"}


@dataclass(frozen=True)
class Symbol:
    """How a feature is drawn, in the terms of a definition's ``[style]``; widths and sizes in mm."""

    color: str = "#4d4d4d"
    outline: str = "#3d3d3d"
    width: float = 0.4
    size: float = 2.0
    marker: str = "circle"
    opacity: float = 1.0
    dash: bool = False

    @property
    def linewidth(self) -> float:
        """Line width in points."""
        return self.width * _POINTS_A_MM

    @property
    def dashes(self) -> Any:
        """Matplotlib's line style; the gaps do not grow with the width as fast as the dashes."""
        return (0, (3.5, 1.6)) if self.dash else "-"

    def handle(self, kind: str) -> Line2D | Patch:
        """The sample for a legend: of a ``line``, ``polygon`` or ``point``."""
        if kind == "line":
            return Line2D([], [], color=self.color, lw=self.linewidth, ls=self.dashes, alpha=self.opacity)
        if kind == "point":
            return Line2D(
                [],
                [],
                ls="",
                marker=_MARKERS[self.marker],
                color=self.color,
                mec=self.outline,
                mew=self.linewidth,
                ms=self.size * _POINTS_A_MM,
            )
        from matplotlib.colors import to_rgba

        return Patch(
            facecolor=to_rgba(self.color, self.opacity),
            edgecolor=self.outline,
            lw=self.linewidth,
            ls=self.dashes,
        )


def symbol(style: Mapping[str, Any], value: object = None) -> Symbol:
    """The symbol of a category; of values without a table of their own, ``_other`` or the layer's."""
    values = style.get("values", {})
    own = values.get(value, values.get("_other", {}))
    names = {one.name for one in fields(Symbol)}
    return Symbol(**{name: given for name, given in {**style, **own}.items() if name in names})


def kind_of(definition: Definition) -> str:
    """``point``, ``line`` or ``polygon``."""
    assert definition.geometry is not None
    return next(kind for kind in ("point", "line", "polygon") if kind in definition.geometry.type.lower())


def categories(
    definition: Definition, rows: geopandas.GeoDataFrame
) -> Iterator[tuple[Any, geopandas.GeoDataFrame]]:
    """The layer's features by the value that tells their symbol, in the order of the definition's choices."""
    by = definition.style.get("by")
    if by is None:
        yield None, rows
        return
    order = [one.value for one in definition.by_name[by].choices or ()]
    held = rows[by].where(rows[by].notna(), None)
    for value in [*order, None]:
        some = rows[held.isna()] if value is None else rows[held == value]
        if len(some):
            yield value, some


def draw_layer(axes: Axes, definition: Definition, rows: geopandas.GeoDataFrame, scale: float = 1.0) -> None:
    """Draw features by the layer's style; ``scale`` widens lines and markers."""
    style = definition.style
    for value, some in categories(definition, rows):
        one, kind, order = symbol(style, value), kind_of(definition), float(style.get("order", 0))
        if kind == "point":
            area = (one.size * _POINTS_A_MM * scale) ** 2
            axes.scatter(
                some.geometry.x,
                some.geometry.y,
                s=area,
                marker=_MARKERS[one.marker],
                c=one.color,
                edgecolors=one.outline,
                linewidths=one.linewidth,
                zorder=order,
            )
        elif kind == "line":
            _draw_lines(
                axes,
                some.geometry,
                color=one.color,
                lw=one.linewidth * scale,
                ls=one.dashes,
                alpha=one.opacity,
                zorder=order,
            )
        else:
            faces = [PathPatch(_path(shape)) for shape in some.geometry]
            axes.add_collection(
                PatchCollection(faces, facecolor=one.color, edgecolor="none", alpha=one.opacity, zorder=order)
            )
            _draw_lines(
                axes,
                some.boundary,
                color=one.outline,
                lw=one.linewidth,
                ls=one.dashes,
                alpha=1,
                zorder=order + 0.1,
            )


def _draw_lines(axes: Axes, shapes: geopandas.GeoSeries, *, ls: Any, **style: Any) -> None:
    """Lines as they are; GeoPandas' own plotting takes no list of dashes, and draws the figure each time."""
    parts = shapes.explode(index_parts=False).geometry
    axes.add_collection(LineCollection([list(one.coords) for one in parts], linestyles=[ls], **style))


def _path(shape: shapely.Geometry) -> Path:
    """Outer rings and holes as one path, wound in opposite senses."""
    whole = shapely.normalize(shape)
    rings = [ring for part in getattr(whole, "geoms", [whole]) for ring in (part.exterior, *part.interiors)]
    return Path.make_compound_path(*(Path(shapely.get_coordinates(ring), closed=True) for ring in rings))
