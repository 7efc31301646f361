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
    """A road line as the registry has it: its parts, the metres of its two ends, None where unknown, and M of
    each vertex of each part if it carries them, in metres or kilometres, whichever fits the ends."""

    parts: Sequence[Sequence[Point]]
    low: float | None = None
    high: float | None = None
    m: Sequence[Sequence[float]] | None = None


class _Drawn(NamedTuple):
    """A line and the metres that its vertices carry, NaN where they carry none."""

    points: Line
    m: list[float]

    def turned(self) -> _Drawn:
        return _Drawn(self.points[::-1], self.m[::-1])

    @property
    def ends(self) -> tuple[Point, Point]:
        return self.points[0], self.points[-1]


class _Group(NamedTuple):
    """The lines of a section, and whether M falls along them; None without M."""

    lines: list[_Drawn]
    low: float | None
    high: float | None
    falls: bool | None

    @classmethod
    def of(cls, section: Section) -> _Group:
        nothing = [[math.nan] * len(part) for part in section.parts]
        lines = [
            _Drawn(list(part), list(m))
            for part, m in zip(section.parts, section.m or nothing, strict=True)
            if len(part) > 1
        ]
        told = [one for line in lines for one in line.m if math.isfinite(one)]
        if not told:
            return cls(lines, section.low, section.high, None)
        low, high = min(told), max(told)
        unit = _unit_of_m(low, high, section)
        lines = [_Drawn(line.points, [one * unit for one in line.m]) for line in lines]
        return cls(lines, low * unit, high * unit, told[-1] < told[0])


def _unit_of_m(low: float, high: float, section: Section) -> float:
    """Metres in a unit of M; see :func:`.sectionmeasures.unit_of_m`."""
    if section.low is None or section.high is None:
        return 1.0
    own = sorted((section.low, section.high))
    off = [abs(low * unit - own[0]) + abs(high * unit - own[1]) for unit in (1.0, 1000.0)]
    return 1000.0 if off[1] < off[0] else 1.0


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
    parts = _joined([line.points for group in groups for line in group.lines], ellipsoid)
    route = PlainRoute(parts, _knots(groups, ellipsoid), ellipsoid)
    stands = [(place.along, km) for place, km in ((route.locate(at), km) for at, km in posts)
              if place.metres <= off]  # fmt: skip
    trend = sum((b > a) - (b < a) for (_, a), (_, b) in pairwise(sorted(stands)))
    # The kilometres of several sections, or M, tell the direction: posts against them are wrong.
    told = sum(group.low is not None for group in groups) > 1 or any(one.falls is not None for one in groups)
    if trend < 0 and not told:
        parts = [part[::-1] for part in reversed(parts)]
        stands = [(route.reach - along, km) for along, km in stands]
        route = PlainRoute(parts, _turned_knots(route), ellipsoid)
    used = _rising_stands(stands)
    return PlainRoute(parts, used, ellipsoid) if len(used) > 1 else route


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
    drawn = [one for one in map(_Group.of, sections) if one.lines]
    known = [(one.low, -one.high, one) for one in drawn if one.low is not None and one.high is not None]
    if len(known) < len(drawn):
        return _as_they_meet(drawn)
    drawn = [one for _, _, one in sorted(known, key=lambda by: by[:2])]
    chained = []
    for group in drawn:
        order, _ = chain([line.ends for line in group.lines])
        lines = [group.lines[i].turned() if against else group.lines[i] for i, against in order]
        # Lines that M runs through are turned as the first of them is.
        falls = None if group.falls is None else group.falls != order[0][1]
        chained.append(group._replace(lines=lines, falls=falls))
    ends = [(group.lines[0].ends[0], group.lines[-1].ends[1]) for group in chained]
    turned = oriented(ends, [group.falls for group in chained])
    return [
        group._replace(lines=[line.turned() for line in reversed(group.lines)]) if turn else group
        for group, turn in zip(chained, turned, strict=True)
    ]


def _as_they_meet(drawn: Sequence[_Group]) -> list[_Group]:
    """Lines chained by where they meet, the way that those kilometres grow which there are."""
    whole = [(line, group) for group in drawn for line in group.lines]
    order, _ = chain([line.ends for line, _ in whole])
    lows = [whole[i][1].low for i, _ in order]
    told = [low for low in lows if low is not None]
    if sum((b > a) - (b < a) for a, b in pairwise(told)) < 0:
        order = [(i, not against) for i, against in reversed(order)]
    found: list[tuple[_Group, list[_Drawn]]] = []
    for i, against in order:
        line, group = whole[i]
        if not found or found[-1][0] is not group:
            found.append((group, []))
        found[-1][1].append(line.turned() if against else line)
    return [group._replace(lines=lines) for group, lines in found]


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
    """Knots at vertices that carry M, else at the ends of sections that have kilometres; what one section has
    already, the next does not count."""
    knots: list[tuple[float, float]] = []
    along, at, reach = 0.0, None, -math.inf
    for group in groups:
        begun: float | None = None
        for line in group.lines:
            for point, m in zip(line.points, line.m, strict=True):
                along += 0.0 if at is None else _length(at, point, ellipsoid)
                begun, at = along if begun is None else begun, point
                if math.isfinite(m):
                    knots.append((along, m))
        if group.falls is not None or begun is None or group.low is None or group.high is None:
            continue
        if group.high > reach:
            knots += [(begun, max(group.low, reach)), (along, group.high)]
            reach = group.high
    if any(later < earlier for (_, earlier), (_, later) in pairwise(knots)):  # M that rises and falls
        return [knots[i] for i in rising([measure for _, measure in knots])]
    return knots


def _length(here: Point, there: Point, ellipsoid: Ellipsoid) -> float:
    metres = math.hypot(*vector(here, there, ellipsoid))
    return metres if metres <= SHORT else inverse(here, there, ellipsoid)[0]
