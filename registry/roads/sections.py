"""A route from the sections of a registry, on the standard library alone; :mod:`.building` does many.

Sections with kilometres come in their order, others as they meet; each is turned so that it fits its
neighbours. Km posts, where there are two that can be used, tell the measures; else the sections' kilometres.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .chaining import Point, chain, oriented
from .ellipsoid import SHORT, WGS84, Ellipsoid, inverse, vector
from .increasing import rising
from .plain import PlainRoute

#: Ends of lines nearer than this, in metres, are joined.
JOINED = 1.0

Line = list[Point]


class Section(NamedTuple):
    """A road line as the registry has it: its parts, and the metres of its two ends, None where unknown."""

    parts: Sequence[Sequence[Point]]
    low: float | None = None
    high: float | None = None


class _Group(NamedTuple):
    lines: list[Line]
    low: float | None
    high: float | None


def plain_route(
    sections: Sequence[Section],
    posts: Sequence[tuple[Point, float]] = (),
    off: float = 50.0,
    ellipsoid: Ellipsoid = WGS84,
) -> PlainRoute:
    """A route from its sections, in any order and direction.

    Parameters
    ----------
    posts : (point, metres) of its km posts
    off : metres from the line from which on a post is not used

    Raises
    ------
    ValueError
        No section has a line.

    Examples
    --------
    >>> route = plain_route([Section([[(51.2, 47), (51.1, 47)]], 17_600, 25_200),
    ...                      Section([[(51, 47), (51.1, 47)]], 10_000, 17_600)])
    >>> route.extent, route.locate((51.05, 47.001)).chainage
    ((10000, 25200), '13+800')
    """
    groups = _in_order(sections)
    lines = [line for group in groups for line in group.lines]
    parts = _joined(lines, ellipsoid)
    route = PlainRoute(parts, _knots(groups, ellipsoid), ellipsoid)
    stands = [(place.along, km) for place, km in ((route.locate(at), km) for at, km in posts)
              if place.metres <= off]  # fmt: skip
    trend = sum((b > a) - (b < a) for (_, a), (_, b) in pairwise(sorted(stands)))
    # The kilometres of several sections tell the direction: posts against them are wrong.
    if trend < 0 and sum(group.low is not None for group in groups) < 2:
        parts = [part[::-1] for part in reversed(parts)]
        stands = [(route.reach - along, km) for along, km in stands]
        route = PlainRoute(parts, _turned_knots(route), ellipsoid)
    told = _rising_stands(stands)
    return PlainRoute(parts, told, ellipsoid) if len(told) > 1 else route


def _turned_knots(route: PlainRoute) -> list[tuple[float, float]]:
    """Its kilometres counted from the other end."""
    low, high = route.extent
    return [(route.reach - along, low + high - measure) for along, measure in reversed(route.knots)]


def _rising_stands(stands: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The most (metres along, measure) of posts that rise in both."""
    # Of two with one kilometre the farther comes first, so that what rises has at most one of them.
    found = sorted(stands, key=lambda stand: (stand[1], -stand[0]))
    return [found[i] for i in rising([along for along, _ in found], [km for _, km in found])]


def _in_order(sections: Sequence[Section]) -> list[_Group]:
    """Groups of lines in the order and direction of the road."""
    drawn = [
        _Group([list(part) for part in one.parts if len(part) > 1], one.low, one.high) for one in sections
    ]
    drawn = [one for one in drawn if one.lines]
    known = [(one.low, -one.high, one) for one in drawn if one.low is not None and one.high is not None]
    if len(known) < len(drawn):
        return _as_they_meet(drawn)
    drawn = [one for _, _, one in sorted(known, key=lambda by: by[:2])]
    chained = []
    for lines, low, high in drawn:
        order, _ = chain([(line[0], line[-1]) for line in lines])
        chained.append(_Group([lines[i][::-1] if against else lines[i] for i, against in order], low, high))
    ends = [(group.lines[0][0], group.lines[-1][-1]) for group in chained]
    turned = oriented(ends, [None] * len(ends))
    return [
        _Group([line[::-1] for line in reversed(lines)], low, high) if turn else _Group(lines, low, high)
        for (lines, low, high), turn in zip(chained, turned, strict=True)
    ]


def _as_they_meet(drawn: Sequence[_Group]) -> list[_Group]:
    """Lines chained by where they meet, the way that those kilometres grow which there are."""
    whole = [(line, group) for group in drawn for line in group.lines]
    order, _ = chain([(line[0], line[-1]) for line, _ in whole])
    lows = [whole[i][1].low for i, _ in order]
    told = [low for low in lows if low is not None]
    if sum((b > a) - (b < a) for a, b in pairwise(told)) < 0:
        order = [(i, not against) for i, against in reversed(order)]
    found: list[tuple[_Group, list[Line]]] = []
    for i, against in order:
        line, group = whole[i]
        if not found or found[-1][0] is not group:
            found.append((group, []))
        found[-1][1].append(line[::-1] if against else line)
    return [_Group(lines, group.low, group.high) for group, lines in found]


def _joined(lines: Sequence[Line], ellipsoid: Ellipsoid) -> list[Line]:
    """Lines laid one after another, those that meet as one."""
    parts: list[Line] = []
    for line in lines:
        if parts and _length(parts[-1][-1], line[0], ellipsoid) <= JOINED:
            parts[-1] += line if line[0] != parts[-1][-1] else line[1:]
        else:
            parts.append(list(line))
    return parts


def _knots(groups: Sequence[_Group], ellipsoid: Ellipsoid) -> list[tuple[float, float]]:
    """Knots at the ends of sections that have kilometres; what one has already, the next does not count."""
    knots: list[tuple[float, float]] = []
    along, at, reach = 0.0, None, -math.inf
    for lines, low, high in groups:
        begun: float | None = None
        for line in lines:
            if at is not None:
                along += _length(at, line[0], ellipsoid)
            begun = along if begun is None else begun
            along += sum(_length(here, there, ellipsoid) for here, there in pairwise(line))
            at = line[-1]
        if begun is None or low is None or high is None or high <= reach:
            continue
        knots += [(begun, max(low, reach)), (along, high)]
        reach = high
    return knots


def _length(here: Point, there: Point, ellipsoid: Ellipsoid) -> float:
    metres = math.hypot(*vector(here, there, ellipsoid))
    return metres if metres <= SHORT else inverse(here, there, ellipsoid)[0]
