"""One route and one point, on the standard library alone: what QGIS's own Python can do with nothing more.

The same formulas as :mod:`.location` and :mod:`.routes`, one at a time; a test holds the two within a
millimetre.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..model.chainage import parse, written
from .chaining import Point
from .ellipsoid import SHORT, WGS84, Ellipsoid, between, direct, inverse, vector, wrapped

__all__ = ["Place", "PlainRoute", "parse", "written"]

#: Metres from the end of a segment at which a place there is asked for its kilometre.
SEAM = 1e-6
#: Metres beside the line that a map draws from which a place on it is moved there.
ASIDE = 1.0
#: Metres of a degree, roughly.
DEGREE = 111_320.0


class Place(NamedTuple):
    """Where a point is on a route: ``measure`` and ``along`` in metres, ``metres`` to it, ``right`` the same
    with a sign (below 0: left of the direction in which kilometres grow), and the place itself."""

    measure: float
    along: float
    metres: float
    right: float
    point: Point

    @property
    def chainage(self) -> str:
        """The measure as on a km post."""
        return written(round(self.measure))


class _Step(NamedTuple):
    start: Point
    end: Point
    along: float
    metres: float


class PlainRoute:
    """One route.

    Parameters
    ----------
    parts : lines of (longitude, latitude) in degrees, in order and direction of the kilometres; several where
        the line has gaps
    knots : (metres along, measure) pairs, neither falling; without any the measure counts from 0
    """

    def __init__(
        self,
        parts: Sequence[Sequence[Point]],
        knots: Sequence[tuple[float, float]] = (),
        ellipsoid: Ellipsoid = WGS84,
    ) -> None:
        self.ellipsoid = ellipsoid
        self.parts = [list(part) for part in parts]
        self._steps: list[_Step] = []
        along, last = 0.0, None
        for part in parts:
            if last is not None:
                along += inverse(last, part[0], ellipsoid)[0]
            for start, end in pairwise(part):
                along = self._add(start, end, along)
            last = part[-1]
        if not self._steps:
            raise ValueError("the route has no line; draw it")
        self._alongs = [step.along for step in self._steps]
        self._vertices = {vertex for part in self.parts for vertex in part}
        self.reach = along
        first, final = (knots[0], knots[-1]) if knots else ((0.0, 0.0), (0.0, 0.0))
        self.knots = list(knots)
        if first[0] > 0 or not knots:
            self.knots.insert(0, (0.0, first[1] - first[0]))
        if final[0] < along:
            self.knots.append((along, final[1] + along - final[0]))
        self._knot_alongs = [knot[0] for knot in self.knots]
        self._knot_measures = [knot[1] for knot in self.knots]

    def _add(self, start: Point, end: Point, along: float) -> float:
        """One segment, cut where it is long; the metres along at its end."""
        metres = math.hypot(*vector(start, end, self.ellipsoid))
        pieces = 1
        bearing = 0.0
        if metres > SHORT:
            metres, bearing = inverse(start, end, self.ellipsoid)
            pieces = math.ceil(metres / SHORT)
        here = start
        for piece in range(1, pieces + 1):
            there = end
            if piece < pieces:
                there = direct(start, bearing, metres * piece / pieces, self.ellipsoid)
            if metres > 0:
                self._steps.append(_Step(here, there, along + metres * (piece - 1) / pieces, metres / pieces))
            here = there
        return along + metres

    @property
    def extent(self) -> tuple[float, float]:
        """Measures at the beginning and end, in metres."""
        return self.knots[0][1], self.knots[-1][1]

    def measure_at(self, along: float) -> float:
        """The measure at metres along the line."""
        place = bisect_right(self._knot_alongs, along) - 1
        return _interpolated(self._knot_alongs, self._knot_measures, place, along)

    def along_at(self, measure: float, later: bool = False) -> float:
        """Metres along the line of a measure; of two places, at a gap without kilometres, either."""
        search = bisect_right if later else bisect_left
        place = search(self._knot_measures, measure) - 1
        return _interpolated(self._knot_measures, self._knot_alongs, place, measure)

    def point(self, measure: float) -> Point:
        """The place of a measure.

        Raises
        ------
        ValueError
            The route does not reach so far, or has no line there; says which.
        """
        low, high = self.extent
        if not (low - 0.5 <= measure <= high + 0.5):
            reach = f"{written(round(low))} to {written(round(high))}"
            raise ValueError(f"the road has km {reach}, not {_said(measure)}; correct the kilometre")
        along = self.along_at(min(max(measure, low), high))
        step = self._steps[max(bisect_right(self._alongs, along) - 1, 0)]
        if along - step.along > step.metres + 1e-4 and along < self.reach - 1e-4:
            following = self._steps[bisect_right(self._alongs, along)]
            if following.along - along > 1e-4:
                raise ValueError(f"the road has no line at km {_said(measure)}; draw it there")
            return following.start
        return between(step.start, step.end, min((along - step.along) / step.metres, 1.0), self.ellipsoid)

    def drawn(self, along: float) -> Point:
        """The place at metres along the line, as a map in degrees draws it.

        There a segment is straight in degrees, and a geodesic bends away from it: 2 m in the middle of 10 km,
        200 m in the middle of 95 km at 47° N; less than 1 m is left alone. It is where a marker belongs;
        kilometres are counted on the geodesic. :func:`.mapped.mapped` does many.
        """
        place = max(bisect_right(self._alongs, along) - 1, 0)
        step = self._steps[place]
        share = min(max((along - step.along) / step.metres, 0.0), 1.0)
        there = between(step.start, step.end, share, self.ellipsoid)
        first = last = place  # the pieces that a long segment was cut into
        while first > 0 and self._steps[first].start not in self._vertices:
            first -= 1
        while last < len(self._steps) - 1 and self._steps[last].end not in self._vertices:
            last += 1
        if first == last:
            return there
        start, end = self._steps[first].start, self._steps[last].end
        shrink = math.cos(math.radians(there[1]))
        dx, dy = wrapped(end[0] - start[0]), end[1] - start[1]
        x, y = wrapped(there[0] - start[0]), there[1] - start[1]
        square = (dx * shrink) ** 2 + dy**2
        share = min(max((x * dx * shrink**2 + y * dy) / square, 0.0), 1.0)
        aside = math.hypot((x - share * dx) * shrink, y - share * dy) * DEGREE
        return there if aside < ASIDE else (wrapped(start[0] + share * dx), start[1] + share * dy)

    def is_vertex(self, point: Point) -> bool:
        """Whether a place is a vertex of the line."""
        return point in self._vertices

    def heading_at(self, along: float) -> float:
        """Degrees from north, clockwise, in which the kilometres grow at metres along the line."""
        step = self._steps[min(max(bisect_right(self._alongs, along) - 1, 0), len(self._steps) - 1)]
        east, north = vector(step.start, step.end, self.ellipsoid)
        return math.degrees(math.atan2(east, north)) % 360.0

    def steps_between(self, first: float, last: float) -> list[_Step]:
        """The short segments that metres along the line from ``first`` to ``last`` touch, in order."""
        begin = max(bisect_right(self._alongs, first) - 1, 0)
        return self._steps[begin : bisect_left(self._alongs, last)]

    def locate(self, point: Point, heading: float | None = None, turn: float = 45.0) -> Place:
        """The nearest place of the route.

        Parameters
        ----------
        point : (longitude, latitude) in degrees
        heading : degrees from north in which one drives there, either way; segments that differ from it by
            more than ``turn`` are passed over

        Raises
        ------
        ValueError
            The point is not finite, or no segment has the heading.
        """
        if not all(map(math.isfinite, point)):
            raise ValueError("the point has no coordinates; give its place")
        best: tuple[float, float, float, _Step] | None = None
        for step in self._near(point, heading, turn):
            start, end = (vector(point, one, self.ellipsoid) for one in (step.start, step.end))
            share, metres, right = _foot(point[1], start, end, self.ellipsoid)
            if best is None or round(metres * 1e7) < round(best[0] * 1e7):
                best = metres, right, share, step
        if best is None:
            raise ValueError(f"no part of the road runs towards {heading}°; leave the heading out")
        metres, right, share, step = best
        along = step.along + share * step.metres
        there = between(step.start, step.end, share, self.ellipsoid)
        # Where two sections meet a kilometre may jump: a place has that of the section it is found on.
        inside = min(max(along, step.along + SEAM), step.along + step.metres - SEAM)
        return Place(self.measure_at(inside), along, metres, right, there)

    def _near(self, point: Point, heading: float | None, turn: float) -> list[_Step]:
        """The segments that may be the nearest: those about as near as the nearest in a rough plane."""
        steps = self._steps
        if heading is not None:
            steps = [step for step in steps if self._heads(step, heading, turn)]
        shrink = math.cos(math.radians(point[1]))
        rough = [rough_metres(point, step.start, step.end, shrink) for step in steps]
        if not rough:
            return []
        # The plane's scale is off by tan(latitude) / R with each metre north, and no segment bends by 10 m.
        near = min(rough)
        margin = near * (1.01 + near / 500_000) + 10.0
        return [step for step, metres in zip(steps, rough, strict=True) if metres <= margin]

    def _heads(self, step: _Step, heading: float, turn: float) -> bool:
        east, north = vector(step.start, step.end, self.ellipsoid)
        return abs(math.remainder(math.degrees(math.atan2(east, north)) - heading, 180.0)) <= turn


def rough_metres(point: Point, start: Point, end: Point, shrink: float) -> float:
    """Metres from a point to a segment, to a few per cent."""
    ax, ay = wrapped(start[0] - point[0]) * shrink, start[1] - point[1]
    dx, dy = wrapped(end[0] - start[0]) * shrink, end[1] - start[1]
    square = dx * dx + dy * dy
    share = min(max(-(ax * dx + ay * dy) / square, 0.0), 1.0) if square else 0.0
    return DEGREE * math.hypot(ax + share * dx, ay + share * dy)


def _said(measure: float) -> str:
    return written(round(measure)) if math.isfinite(measure) else str(measure)


def _interpolated(xs: list[float], ys: list[float], place: int, x: float) -> float:
    place = min(max(place, 0), len(xs) - 2)
    wide = xs[place + 1] - xs[place]
    return ys[place] + ((x - xs[place]) / wide if wide > 0 else 0.0) * (ys[place + 1] - ys[place])


def _foot(
    latitude: float, start: tuple[float, float], end: tuple[float, float], ellipsoid: Ellipsoid
) -> tuple[float, float, float]:
    """Share of the segment, metres, and metres with a sign; see :func:`.segments.foot`."""
    m, n = ellipsoid.radii(latitude)
    radius = math.sqrt(m * n)
    ax, ay = _gnomonic(*start, radius)
    bx, by = _gnomonic(*end, radius)
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy)
    if length == 0:
        metres = radius * math.atan(math.hypot(ax, ay) / radius)
        return 0.0, metres, metres
    u_start, u_end = (ax * dx + ay * dy) / length, (bx * dx + by * dy) / length
    h = (ay * dx - ax * dy) / length
    u = min(max(0.0, u_start), max(u_start, u_end))
    from_start = _back(u, h, radius) - _back(u_start, h, radius)
    share = min(max(from_start / (_back(u_end, h, radius) - _back(u_start, h, radius)), 0.0), 1.0)
    metres = radius * math.atan(math.hypot(u, h) / radius)
    return share, metres, -metres if h < 0 else metres


def _gnomonic(east: float, north: float, radius: float) -> tuple[float, float]:
    q = (east * east + north * north) / (radius * radius)
    grow = 1 + q * (1 / 3 + q * (2 / 15))
    return east * grow, north * grow


def _back(u: float, h: float, radius: float) -> float:
    return radius * math.atan(u / radius * math.cos(math.atan(h / radius)))
