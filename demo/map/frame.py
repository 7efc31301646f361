"""Around a map: its part of the world, the graticule, and the scale bar."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from pyproj import Transformer

GRID = "#9aa7b0"


@dataclass(frozen=True)
class View:
    """A rectangle of a projected plane, from corners in degrees."""

    crs: str
    west: float
    south: float
    east: float
    north: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(min x, min y, max x, max y) in metres: through the middles of the four sides."""
        to = Transformer.from_crs(4326, self.crs, always_xy=True).transform
        middle_x, middle_y = (self.west + self.east) / 2, (self.south + self.north) / 2
        left, right = to(self.west, middle_y)[0], to(self.east, middle_y)[0]
        return left, to(middle_x, self.south)[1], right, to(middle_x, self.north)[1]

    def fit(self, axes: Axes) -> None:
        """Set the limits of axes that have the rectangle's shape, and nothing around them."""
        left, bottom, right, top = self.box
        axes.set(xlim=(left, right), ylim=(bottom, top), xticks=[], yticks=[], xlabel="", ylabel="")
        axes.set_aspect("equal", adjustable="box")
        axes.set_autoscale_on(False)


def graticule(axes: Axes, view: View, step: float, size: float = 8.0, outside: bool = False) -> None:
    """Meridians and parallels, with their degrees inside the frame or outside it."""
    to = Transformer.from_crs(4326, view.crs, always_xy=True).transform
    left, bottom, right, top = view.box
    pad = 3 * max(step, 0.1)
    dense = numpy.linspace(0, 1, 200)
    halo = None if outside else {"facecolor": "white", "edgecolor": "none", "alpha": 0.65, "pad": 0.8}
    text: dict[str, Any] = {"size": size, "color": "#5d6b75", "zorder": 250, "bbox": halo}
    gap = (right - left) * 0.004
    below = bottom - gap if outside else bottom + gap
    beside = left - gap if outside else left + gap
    turned = {"rotation": 90, "ha": "right"} if outside else {"ha": "left"}
    for degree in numpy.arange(numpy.ceil((view.west - pad) / step) * step, view.east + pad, step):
        x, y = to(numpy.full(200, degree), view.south - pad + dense * (view.north - view.south + 2 * pad))
        axes.plot(x, y, color=GRID, lw=0.5, alpha=0.5, zorder=11)
        at = float(numpy.interp(bottom, y, x))
        if left + 8 * gap < at < right - 8 * gap:
            axes.text(
                at, below, _degrees(degree, "E"), ha="center", va="top" if outside else "bottom", **text
            )
    for degree in numpy.arange(numpy.ceil((view.south - pad) / step) * step, view.north + pad, step):
        x, y = to(view.west - pad + dense * (view.east - view.west + 2 * pad), numpy.full(200, degree))
        axes.plot(x, y, color=GRID, lw=0.5, alpha=0.5, zorder=11)
        at = float(numpy.interp(left, x, y))
        if bottom + 8 * gap < at < top - 8 * gap:
            axes.text(beside, at, _degrees(degree, "N"), va="center", **turned, **text)


def _degrees(degree: float, side: str) -> str:
    return f"{degree:.4g}° {side}"


def scale_bar(axes: Axes, view: View, km: list[float], at: tuple[float, float], size: float = 8.5) -> None:
    """Black and white fields between the kilometres given; ``at`` in shares of the frame."""
    left, bottom, right, top = view.box
    x0, y0 = left + at[0] * (right - left), bottom + at[1] * (top - bottom)
    height = (top - bottom) * 0.007
    for number, (start, end) in enumerate(pairwise(km)):
        color = "#222222" if number % 2 == 0 else "white"
        axes.add_patch(
            Rectangle(
                (x0 + start * 1000, y0),
                (end - start) * 1000,
                height,
                fc=color,
                ec="#222222",
                lw=0.8,
                zorder=251,
            )
        )
    for one in km:
        unit = " km" if one == km[-1] else ""
        axes.text(
            x0 + one * 1000,
            y0 + height * 1.6,
            f"{one:g}{unit}",
            ha="center",
            va="bottom",
            size=size,
            zorder=251,
        )
