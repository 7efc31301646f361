"""Circular arcs as straight segments; an arc is its start, a point on the way and its end, as in SQL/MM.

Each half of an arc is cut into equal angles of at most 4 degrees, so that start, middle and end stay exactly
where they are, and the same arc gives the same points wherever it is read. A chord leaves its arc by at most
0.061 % of the radius. Z and M change evenly along each half.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

_STEP = math.radians(4.0)


def linearised(run: Sequence[float], step: int) -> list[float]:
    """The vertices of straight segments along a CircularString.

    Parameters
    ----------
    run : flat ordinates, ``step`` for each point
        3, 5, 7, ... points: the end of an arc is the start of the next. An arc that ends where it starts is
        a full circle, its second point lying opposite.

    Raises
    ------
    ValueError
        For an even number of points, and for ordinates that are not finite.

    Examples
    --------
    >>> len(linearised((0.0, 0.0, 1.0, 1.0, 2.0, 0.0), 2)) // 2     # half a circle: 2 times 23 segments
    47
    """
    if not run:
        return []
    count = len(run) // step
    if count % 2 == 0 or count == 1:
        raise ValueError(f"has a CircularString of {count} point(s); it takes 3, 5, 7, ...")
    if not all(map(math.isfinite, run)):
        raise ValueError("has an arc with a coordinate that is not a finite number")
    points = [tuple(run[at : at + step]) for at in range(0, len(run), step)]
    out = list(points[0])
    for at in range(0, count - 1, 2):
        start, middle, end = points[at : at + 3]
        out += _arc(start, middle, end)
    return out


def _arc(start: tuple[float, ...], middle: tuple[float, ...], end: tuple[float, ...]) -> list[float]:
    """Ordinates after ``start`` up to and with ``end``."""
    bx, by = middle[0] - start[0], middle[1] - start[1]
    cx, cy = end[0] - start[0], end[1] - start[1]
    turn = bx * cy - by * cx
    if cx == cy == 0.0:
        ux, uy, way = bx / 2, by / 2, 1.0
    elif abs(turn) <= 1e-12 * (abs(bx * cy) + abs(by * cx)):
        return [*middle, *end]
    else:  # circumcentre, from the start
        b2, c2 = bx * bx + by * by, cx * cx + cy * cy
        ux, uy = (cy * b2 - by * c2) / (2 * turn), (bx * c2 - cx * b2) / (2 * turn)
        way = math.copysign(1.0, turn)
    radius = math.hypot(ux, uy)
    if radius == 0.0:
        return [*middle, *end]
    centre = (start[0] + ux, start[1] + uy)
    out: list[float] = []
    for one, other in ((start, middle), (middle, end)):
        angle = math.atan2(one[1] - centre[1], one[0] - centre[0])
        last = math.atan2(other[1] - centre[1], other[0] - centre[0])
        sweep = way * ((way * (last - angle)) % math.tau)
        pieces = max(1, math.ceil(abs(sweep) / _STEP - 1e-9))
        for piece in range(1, pieces):
            share = piece / pieces
            at = angle + sweep * share
            out += (centre[0] + radius * math.cos(at), centre[1] + radius * math.sin(at))
            out += (low + (high - low) * share for low, high in zip(one[2:], other[2:], strict=True))
        out += other
    return out
