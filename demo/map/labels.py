"""Labels that keep clear of each other, of markers and, where they can, of lines.

Greedy: the most important label takes the best of its places first. A place is a side of the point at a
distance; beyond the first distance a thin leader joins label and point. A label that finds no place clear of
other labels is left out, and the caller is told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import shapely
import shapely.ops
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

#: Sides in the order of liking: right, left, above right, below right, above left, below left, above, below.
_SIDES = (0.0, 180.0, 35.0, -35.0, 145.0, -145.0, 90.0, -90.0)
_DISTANCES = (0.0, 14.0, 28.0, 46.0)
_HALO = "#fffffff0"


@dataclass(frozen=True)
class Label:
    """A text at a point of the map; lower rank goes first.

    ``radius`` keeps clear of the marker, in points; ``sides`` are the angles tried, the best first.
    """

    x: float
    y: float
    text: str
    rank: int = 5
    size: float = 9.0
    weight: str = "normal"
    style: str = "normal"
    color: str = "#1a1a1a"
    radius: float = 5.0
    sides: tuple[float, ...] = _SIDES


@dataclass
class Placer:
    """Places labels in axes whose limits and size are final.

    Parameters
    ----------
    lines : geometry in the axes' coordinates that labels should rather not cross
    """

    axes: Axes
    lines: shapely.Geometry
    taken: list[shapely.Geometry] = field(default_factory=list)

    def __post_init__(self) -> None:
        figure = self.axes.figure
        figure.canvas.draw()
        self._pixel = figure.dpi / 72
        self._lines = shapely.transform(self.lines, self.axes.transData.transform)
        shapely.prepare(self._lines)
        self._frame = shapely.box(*self.axes.bbox.extents).buffer(-5 * self._pixel)

    def keep_clear(self, x: float, y: float, radius: float) -> None:
        """Nothing may be written within so many points of a place."""
        self.taken.append(shapely.Point(self.axes.transData.transform((x, y))).buffer(radius * self._pixel))

    def place(self, labels: list[Label]) -> list[Label]:
        """Write the labels; returns those that found no place."""
        for one in labels:
            self.keep_clear(one.x, one.y, one.radius)
        return [one for one in sorted(labels, key=lambda one: one.rank) if not self._placed(one)]

    def _placed(self, one: Label) -> bool:
        text = self.axes.text(
            one.x,
            one.y,
            one.text,
            size=one.size,
            weight=one.weight,
            style=one.style,
            color=one.color,
            zorder=200,
            linespacing=1.05,
            ha="center",
            va="center",
            path_effects=[withStroke(linewidth=2.6, foreground=_HALO)],
        )
        extent = text.get_window_extent()
        x, y = self.axes.transData.transform((one.x, one.y))
        best: tuple[float, float, float, float, shapely.Geometry] | None = None
        for rank, (distance, angle) in enumerate((d, a) for d in _DISTANCES for a in one.sides):
            at_x, at_y = self._centre(x, y, extent.width, extent.height, one.radius + 2 + distance, angle)
            box = shapely.box(
                at_x - extent.width / 2,
                at_y - extent.height / 2,
                at_x + extent.width / 2,
                at_y + extent.height / 2,
            )
            cost = self._cost(box, one) + rank * 0.25 + distance * 0.12
            if cost < 1000 and (best is None or cost < best[0]):
                best = (cost, at_x, at_y, distance, box)
        if best is None:
            text.remove()
            return False
        _, at_x, at_y, distance, box = best
        text.set_position(tuple(self.axes.transData.inverted().transform((at_x, at_y))))
        text.set_multialignment("center")
        self.taken.append(box.buffer(1.5 * self._pixel))
        if distance:
            self._leader(x, y, box, one)
        return True

    def _centre(
        self, x: float, y: float, width: float, height: float, gap: float, angle: float
    ) -> tuple[float, float]:
        """Centre of a box that stands off a point at an angle, in pixels."""
        away, turn = gap * self._pixel, math.radians(angle)
        reach_x = away * math.cos(turn) + math.copysign(width / 2, math.cos(turn)) * (
            abs(math.cos(turn)) > 0.1
        )
        reach_y = away * math.sin(turn) + math.copysign(height / 2, math.sin(turn)) * (
            abs(math.sin(turn)) > 0.1
        )
        return x + reach_x, y + reach_y

    def _cost(self, box: shapely.Geometry, one: Label) -> float:
        if not self._frame.contains(box):
            return 1000
        own = shapely.Point(self.axes.transData.transform((one.x, one.y)))
        if any(box.intersects(other) and not other.contains(own) for other in self.taken):
            return 1000
        return 0.4 * float(self._lines.intersection(box).length) / self._pixel

    def _leader(self, x: float, y: float, box: shapely.Geometry, one: Label) -> None:
        end = shapely.ops.nearest_points(box, shapely.Point(x, y))[0]
        line = shapely.LineString([(x, y), end])
        self.taken.append(line.buffer(self._pixel))
        points = self.axes.transData.inverted().transform(shapely.get_coordinates(line))
        self.axes.plot(*points.T, color=one.color, lw=0.6, alpha=0.8, zorder=115, solid_capstyle="round")
