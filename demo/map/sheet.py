"""The sheet: the two regions, with the parts around them."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import matplotlib
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from pyproj import Transformer

from registry import Registry

from . import layout
from .frame import View, graticule, scale_bar
from .labels import Label, Placer
from .margin import legend, words
from .symbols import draw_layer, symbol

Rows = dict[str, geopandas.GeoDataFrame]


def draw(reg: Registry, path: Path, version: str | None = None, names: str = "kk") -> None:
    """Draw the registry at a version into a PNG, 2,400 pixels wide.

    Parameters
    ----------
    names : language of the names on the map, ``kk`` or ``ru``

    Raises
    ------
    RuntimeError
        If a label finds no place.
    """
    from .insets import earlier, enlarged

    style: dict[Any, Any] = {"font.family": "DejaVu Sans", "axes.edgecolor": "#3d4850", "axes.linewidth": 0.9}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=layout.SIZE, dpi=150, facecolor="white")
        FigureCanvasAgg(figure)
        rows = layers_drawn(reg, version)
        whole = figure.add_axes(layout.MAP)
        base_map(whole, reg, rows, layout.WHOLE)
        _names(whole, rows, names)
        _labels(whole, rows, names)
        enlarged(figure, whole, reg, rows, names)
        earlier(figure, reg)
        legend(figure, reg, rows)
        words(figure, reg, version)
        figure.savefig(path)


def layers_drawn(reg: Registry, version: str | None) -> Rows:
    """Layers with something to draw, projected, in their drawing order; surveys would hide their roads."""
    rows: Rows = {}
    definitions = reg.ledger.layers(version).values()
    for one in sorted(definitions, key=lambda one: one.style.get("order", 0)):
        if one.geometry is None or one.name == "condition_surveys":
            continue
        if len(layer := reg.read(one.name, version).dropna(subset="geometry")):
            rows[one.name] = layer.to_crs(layout.CRS)
    return rows


def base_map(axes: Axes, reg: Registry, rows: Rows, view: View) -> None:
    """All layers in a view. Works are a band under their road, pale where they are only planned."""
    axes.set_facecolor(layout.BACKGROUND)
    view.fit(axes)
    for name, layer in rows.items():
        if name != "repairs":
            draw_layer(axes, reg.layers[name], layer)
    if "repairs" in rows:
        _works(axes, reg, rows["repairs"])
    view.fit(axes)


def _works(axes: Axes, reg: Registry, works: geopandas.GeoDataFrame) -> None:
    definition = reg.layers["repairs"]
    under = float(reg.layers["roads"].style.get("order", 60)) - 1
    for work in works.itertuples():
        one, planned = symbol(definition.style, work.work_type), work.status == "planned"
        for line in work.geometry.geoms:
            axes.plot(
                *line.xy,
                color=one.color,
                lw=one.linewidth * 1.75,
                alpha=0.35 if planned else 0.95,
                solid_capstyle="butt",
                zorder=under - planned * 0.5,
            )


def name_of(row: Any, language: str) -> str:
    """A feature's name in a language, or in another if it has none."""
    return str(next(name for one in (language, "ru", "en") if (name := getattr(row, f"name_{one}", None))))


def labels_of(rows: Rows, language: str, view: View, layers: dict[str, dict[str, Any]]) -> list[Label]:
    """A label for each feature of the layers whose point lies in the view."""
    found = []
    frame = shapely.box(*view.box)
    for name, style in layers.items():
        for row in rows[name].itertuples() if name in rows else ():
            at = row.geometry.representative_point()
            if frame.contains(at):
                text = textwrap.fill(name_of(row, language), 24)
                found.append(Label(at.x, at.y, text, **_size(name, row), **style))
    return found


def _size(layer: str, row: Any) -> dict[str, Any]:
    """Cities first and larger."""
    if layer != "settlements":
        return {"rank": 6, "size": 8.3}
    if row.kind == "city":
        return {"rank": 0, "size": 11.5, "weight": "bold"}
    return {"rank": 2 if row.kind == "town" else 3, "size": 9.8}


def place_labels(axes: Axes, rows: Rows, labels: list[Label]) -> None:
    """Write labels clear of each other and, where possible, of roads and borders."""
    lines = shapely.union_all([*rows["roads"].geometry, *rows["regions"].boundary])
    left = Placer(axes, lines).place(labels)
    if left:
        raise RuntimeError(f"the map has no place for {[one.text for one in left]}")


def _plane(place: tuple[float, float]) -> tuple[float, float]:
    x, y = Transformer.from_crs(4326, layout.CRS, always_xy=True).transform(*place)
    return float(x), float(y)


def _names(axes: Axes, rows: Rows, language: str) -> None:
    """Degrees, scale, and the names of regions, the sea, and where a road leaves the map."""
    graticule(axes, layout.WHOLE, 2, outside=True)
    scale_bar(axes, layout.WHOLE, [0, 50, 100, 200], (0.275, 0.035))
    middle: dict[str, Any] = {"ha": "center", "va": "center"}
    for code, place in layout.REGION_NAMES.items():
        row = rows["regions"][rows["regions"].code == code].iloc[0]
        if row.role == "kept":
            text = "\n".join(" ".join(word) for word in name_of(row, language).upper().split())
            axes.text(*_plane(place), text, size=13, linespacing=1.7, color="#9b9a8e", zorder=12, **middle)
        else:
            text = name_of(row, language)
            axes.text(*_plane(place), text, size=10, style="italic", color="#9aa0a3", zorder=12, **middle)
    sea = layout.SEA[language]
    axes.text(*_plane(layout.SEA_AT), sea, size=12, style="italic", color="#7f9db0", zorder=4, **middle)
    oral = rows["roads"][rows["roads"].route_id == "atyrau-oral"].union_all()
    edge = shapely.box(*layout.WHOLE.box).boundary.intersection(oral)
    if edge.geom_type == "Point":
        note = layout.ORAL[language]
        axes.annotate(
            note, (edge.x, edge.y), (9, -6), textcoords="offset points", size=9.5, va="top", zorder=200
        )


def _labels(axes: Axes, rows: Rows, language: str) -> None:
    """Settlements and sites; what lies in the enlarged part is labelled there, but for the city itself."""
    layers = {
        "settlements": {},
        "tourism_zones": {"color": "#00563f", "style": "italic"},
        "facilities": {"color": "#004a75"},
    }
    city = shapely.box(*layout.CITY.box)
    shown = []
    for one in labels_of(rows, language, layout.WHOLE, layers):
        if not city.contains(shapely.Point(one.x, one.y)):
            shown.append(one)
        elif one.rank == 0:
            shown.append(replace(one, radius=13))
    place_labels(axes, rows, shown)
