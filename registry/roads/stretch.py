"""A stretch of one route as lines, on the standard library alone; :mod:`.cutting` does many.

What the route does not have is not drawn: :class:`Stretch` says how many of its metres lie past an end, and
how many in a gap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .chaining import Point
from .ellipsoid import WGS84, Ellipsoid, between, vector
from .plain import PlainRoute

Line = list[Point]

# At a bend of more than 120 degrees a mitred corner would run away; it is kept at twice the offset.
_SHARPEST = -0.5
# Pieces shorter than this are a rounded kilometre, not a stretch.
_SHORTEST = 1e-3
#: Metres from a vertex at which a cut is the vertex.
HAIR = 1e-6


class Stretch(NamedTuple):
    """``lines`` of (longitude, latitude); ``metres`` of road under it; ``past`` and ``gap`` metres of measure
    that the route does not have."""

    lines: list[Line]
    metres: float
    past: int
    gap: int


def stretch(route: PlainRoute, start: float, end: float, right: float = 0.0) -> Stretch:
    """The line of a route between two measures.

    Parameters
    ----------
    start, end : metres, in either order
    right : metres beside the road, below 0 to the left of the direction in which kilometres grow

    Examples
    --------
    >>> made = stretch(PlainRoute([[(51.0, 47.0), (51.1, 47.0)]]), 1000, 3000)
    >>> [len(line) for line in made.lines], round(made.metres), made.past
    ([2], 2000, 0)
    """
    start, end = min(start, end), max(start, end)
    low, high = route.extent
    over = min(max(low - start, 0) + max(end - high, 0), end - start)
    inside = min(max(start, low), high), min(max(end, low), high)
    first, last = route.along_at(inside[0], later=True), route.along_at(inside[1])
    lines: list[Line] = []
    metres, on_line, reached = 0.0, 0.0, -math.inf
    for step in route.steps_between(first, last):
        until = step.along + step.metres
        a, b = max(first, step.along), min(last, until)
        if b - a <= 0:
            continue
        metres += b - a
        on_line += route.measure_at(b) - route.measure_at(a)
        if b - a < min(HAIR, step.metres):
            continue
        begin = between(step.start, step.end, (a - step.along) / step.metres, route.ellipsoid)
        stop = step.end  # to the last bit, or a vertex is taken for a cut
        if b < until:
            stop = between(step.start, step.end, min((b - step.along) / step.metres, 1.0), route.ellipsoid)
        if not lines or step.along - reached > 1e-4:
            lines.append([begin])
        elif not right and not route.is_vertex(lines[-1][-1]):  # there a long segment was cut to be measured
            lines[-1].pop()
        lines[-1].append(stop)
        reached = until
    lines = [line for line in lines if len(line) > 1] if metres > _SHORTEST else []
    missing = inside[1] - inside[0] - on_line
    if right:
        lines = [shifted(line, right, route.ellipsoid) for line in lines]
    in_gap = missing > 0.5 and last - first - metres > _SHORTEST
    return Stretch(lines, metres, round(over) if over > 0.5 else 0, round(missing) if in_gap else 0)


def on_map(route: PlainRoute, start: float, end: float, right: float = 0.0) -> Stretch:
    """The same, lying on the road as a map draws it: its vertices, and its ends beside the geodesic.

    See :meth:`.PlainRoute.drawn`; what there is of it and its metres are as :func:`stretch` has them.
    """
    made = stretch(route, start, end)
    lines = [list(line) for line in made.lines]
    if lines:
        low, high = route.extent
        first, last = (min(max(one, low), high) for one in sorted((start, end)))
        if not route.is_vertex(lines[0][0]):
            lines[0][0] = route.drawn(route.along_at(first, later=True))
        if not route.is_vertex(lines[-1][-1]):
            lines[-1][-1] = route.drawn(route.along_at(last))
    if right:
        lines = [shifted(line, right, route.ellipsoid) for line in lines]
    return made._replace(lines=lines)


def shifted(line: Sequence[Point], right: float, ellipsoid: Ellipsoid = WGS84) -> Line:
    """A line moved sideways by true metres: each segment keeps its distance, corners are mitred."""
    kept = [line[0], *(there for here, there in pairwise(line) if there != here)]
    if len(kept) < 2:
        return list(line)
    out = [_normal(*vector(here, there, ellipsoid)) for here, there in pairwise(kept)]
    back = [_normal(*vector(there, here, ellipsoid)) for here, there in pairwise(kept)]
    into = [out[0], *((-east, -north) for east, north in back)]
    onward = [*out, into[-1]]
    moved = []
    for point, one, other in zip(kept, into, onward, strict=True):
        turn = max(one[0] * other[0] + one[1] * other[1], _SHARPEST)
        share = right / (1 + turn)
        moved.append(beside(point, (one[0] + other[0]) * share, (one[1] + other[1]) * share, ellipsoid))
    return moved


def beside(point: Point, east: float, north: float, ellipsoid: Ellipsoid = WGS84) -> Point:
    """The point some metres east and north of another, at most a kilometre away."""
    found = point
    for _ in range(3):
        gone_east, gone_north = vector(point, found, ellipsoid)
        m, n = ellipsoid.radii(found[1])
        longitude = found[0] + math.degrees((east - gone_east) / (n * math.cos(math.radians(found[1]))))
        found = longitude, found[1] + math.degrees((north - gone_north) / m)
    return found


def _normal(east: float, north: float) -> tuple[float, float]:
    """The unit vector to the right of a direction."""
    length = math.hypot(east, north) or 1.0
    return north / length, -east / length
