"""Lines into the order and direction of one road, where no kilometres tell it.

From one end of the road to the other, always on with a line that begins or ends where the last one stopped;
where there is none, over the smallest gap. Distances are taken on a plane that is true enough to compare
neighbours; no length of a road is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from .ellipsoid import wrapped

Point = tuple[float, float]
#: The first and last vertex of a line.
Ends = tuple[Point, Point]


def apart(one: Point, other: Point) -> float:
    """Degrees of latitude between neighbours, near enough to choose the nearer."""
    shrink = math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot(wrapped(other[0] - one[0]) * shrink, other[1] - one[1])


def chain(lines: Sequence[Ends]) -> tuple[list[tuple[int, bool]], list[Point]]:
    """The order of lines along a road.

    Parameters
    ----------
    lines : first and last vertex of each, (longitude, latitude)

    Returns
    -------
    order : (index, whether it runs against the road) of each line
        The road runs as most of its length is drawn.
    forks : points where more than two lines meet, so that the way was a choice (the first line given)

    Examples
    --------
    >>> chain([((1, 0), (0, 0)), ((2, 0), (3, 0)), ((2, 0), (1, 0))])
    ([(1, True), (2, False), (0, False)], [])
    """
    if len(lines) == 1:
        return [(0, False)], []
    meeting: dict[Point, list[tuple[int, int]]] = {}
    for index, ends in enumerate(lines):
        for side in (0, 1):
            meeting.setdefault(ends[side], []).append((index, side))
    forks = [place for place, those in meeting.items() if len(those) > 2]
    left = dict.fromkeys(range(len(lines)))
    order: list[tuple[int, bool]] = []
    index, side = _beginning(lines, meeting)
    while True:
        del left[index]
        order.append((index, side == 1))
        stop = lines[index][1 - side]
        if not left:
            break
        going_on = [one for one in meeting[stop] if one[0] in left]
        if going_on:
            index, side = min(going_on, key=lambda one: (one[1], one[0]))
        else:
            index, side = min(
                ((other, end) for other in left for end in (0, 1)),
                key=lambda one: (apart(stop, lines[one[0]][one[1]]), one[1], one[0]),
            )
    balance = sum((-1 if against else 1) * apart(*lines[index]) for index, against in order)
    if balance < 0:
        order = [(index, not against) for index, against in reversed(order)]
    return order, forks


def _beginning(lines: Sequence[Ends], meeting: dict[Point, list[tuple[int, int]]]) -> tuple[int, int]:
    """The line, and its end, at which the road begins: its ends are the two free ends farthest apart."""
    free = [those[0] for those in meeting.values() if len(those) == 1]
    if not free:  # a loop
        return 0, 0

    def place(one: tuple[int, int]) -> Point:
        return lines[one[0]][one[1]]

    def farthest(origin: Point) -> tuple[int, int]:
        return max(free, key=lambda one: (apart(origin, place(one)), -one[1], -one[0]))

    one = farthest(place(free[0]))
    other = farthest(place(one))
    return min(one, other, key=lambda end: (end[1], end[0]))


def oriented(lines: Sequence[Ends], fixed: Sequence[bool | None]) -> list[bool]:
    """Which of the lines, in the order of the road, run against it, so that the gaps between them are least.

    ``fixed`` says it of those for which it is known. Without a reason to turn it a line runs as it is drawn.
    """
    cost: list[tuple[float, float]] = []
    back: list[tuple[int, int]] = []
    for place, ends in enumerate(lines):
        found, came = [], []
        for state in (0, 1):
            known = fixed[place]
            own = math.inf if known is not None and known != bool(state) else 1e-9 * state
            start = ends[state]
            ways = [
                cost[-1][was] + apart(lines[place - 1][1 - was], start) if place else 0.0 for was in (0, 1)
            ]
            best = 0 if ways[0] <= ways[1] else 1
            found.append(ways[best] + own)
            came.append(best)
        cost.append((found[0], found[1]))
        back.append((came[0], came[1]))
    state = 0 if not cost or cost[-1][0] <= cost[-1][1] else 1
    turned = []
    for place in range(len(lines) - 1, -1, -1):
        turned.append(bool(state))
        state = back[place][state]
    return turned[::-1]
