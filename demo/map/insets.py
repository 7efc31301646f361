"""Maps within the map: the city enlarged, and the roads at earlier versions."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import geopandas
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from registry import Registry

from . import layout
from .frame import View, graticule, scale_bar
from .labels import Label
from .sheet import Rows, base_map, labels_of, name_of, place_labels
from .symbols import draw_layer


def _shape(view: View) -> float:
    """Width over height of a view, in shares of the sheet's width and height."""
    left, bottom, right, top = view.box
    return (right - left) / (top - bottom) * layout.SIZE[1] / layout.SIZE[0]


def enlarged(figure: Figure, whole: Axes, reg: Registry, rows: Rows, language: str) -> None:
    """Atyrau enlarged, in the empty south-east."""
    wide = 0.335
    high = wide / _shape(layout.CITY)
    axes = figure.add_axes((layout.RIGHT - wide, layout.BOTTOM, wide, high))
    base_map(axes, reg, rows, layout.CITY)
    graticule(axes, layout.CITY, 0.1, 7.5)
    scale_bar(axes, layout.CITY, [0, 1, 2, 5], (0.07, 0.06), 8)
    title = "Atyrau enlarged (the box on the map)"
    figure.text(layout.RIGHT - wide, layout.BOTTOM + high + 0.006, title, size=10, weight="bold")
    layers = {"settlements": {}, "facilities": {"color": "#004a75"}, "landfills": {"color": "#5c4529"}}
    labels = [_below(one, rows["landfills"]) for one in labels_of(rows, language, layout.CITY, layers)]
    for row in rows["reclamation_areas"].itertuples():
        at, text = row.geometry.representative_point(), f"{row.area_stated_ha:g}\nha"
        axes.text(at.x, at.y, text, size=8, ha="center", va="center", zorder=200)
    for row in rows["roads"][rows["roads"].route_id == "atyrau-bypass"].itertuples():
        at = row.geometry.interpolate(0.5, normalized=True)
        text = f"{textwrap.fill(name_of(row, language), 24)}, {row.km_to - row.km_from:g} km"
        labels.append(Label(at.x, at.y, text, 5, 9, color="#8a3c00"))
    place_labels(axes, rows, labels)
    left, bottom, right, top = layout.CITY.box
    bounds = (left, bottom, right - left, top - bottom)
    whole.indicate_inset(bounds=bounds, edgecolor="#222222", lw=1.2, alpha=1, zorder=150)


def _below(label: Label, sites: geopandas.GeoDataFrame) -> Label:
    """A site's label below its lower side, so that it does not hide what lies in the site."""
    for outline in sites.geometry:
        if outline.contains(shapely.Point(label.x, label.y)):
            west, south, east, _ = outline.bounds
            return replace(label, x=(west + east) / 2, y=south, sides=(-90,), radius=1)
    return label


def earlier(figure: Figure, reg: Registry) -> None:
    """The roads at earlier versions, small, in the empty north-east."""
    high, gap, count = 0.102, 0.006, len(layout.EARLIER)
    wide = high * _shape(layout.SMALL)
    first = layout.RIGHT - count * wide - (count - 1) * gap
    figure.text(first, layout.TOP - 0.008, "Roads as of earlier days", size=10, weight="bold", va="center")
    for number, day in enumerate(layout.EARLIER):
        x = first + number * (wide + gap)
        axes = figure.add_axes((x, layout.TOP - 0.03 - high, wide, high))
        axes.set_facecolor(layout.BACKGROUND)
        roads = reg.read("roads", day)
        draw_layer(axes, reg.layers["regions"], reg.read("regions", day).to_crs(layout.CRS), 0.75)
        draw_layer(axes, reg.layers["roads"], roads.dropna(subset="geometry").to_crs(layout.CRS), 0.75)
        layout.SMALL.fit(axes)
        ours = roads[roads.region_code.isin(("KZ-23", "KZ-47"))]
        km = (ours.km_to - ours.km_from).groupby(ours.lifecycle == "in_use").sum()
        figure.text(x, layout.TOP - 0.023, day, size=8.5, va="center")
        text = f"{km.get(True, 0):,.0f} km in use"
        if coming := km.get(False, 0):
            text += f"\nand {coming:,.0f} km to come"
        figure.text(x, layout.TOP - 0.034 - high, text, size=8, va="top", linespacing=1.3)
