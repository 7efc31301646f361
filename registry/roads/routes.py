"""Routes: the lines that measures are counted along, many of them in flat arrays.

A route is a linear element of ISO 19148: a line, perhaps with gaps, perhaps closed, that runs the way its
kilometres grow. ``along`` is metres from its beginning on the ellipsoid, gaps counted straight; ``measure``
is the official chainage there. Neither is the other, see :mod:`.knots`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .arrays import ArrayLike, Bools, Floats, Ints, searched
from .ellipsoid import WGS84, Ellipsoid
from .errors import UnknownRoute
from .geodesy import distance
from .knots import Knots
from .plain import PlainRoute
from .segments import between

if TYPE_CHECKING:
    from .nearest import Finder

#: Metres within which a place counts as on a part, not in the gap beside it.
TOUCH = 1e-4


class Gaps(NamedTuple):
    """Where routes have no line: ``route``, ``along`` at the gap's beginning, ``metres`` straight across it,
    ``low`` and ``high`` the measures on both sides; all (n,)."""

    route: Ints
    along: Floats
    metres: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class RouteSet:
    """r routes of p parts with v vertices.

    ``names`` (r) sorted; ``lonlat`` (v, 2) degrees; ``along`` (v,) metres; ``own`` (v,) whether the vertex
    was given (the others cut segments of more than 3 km); ``row`` (v,) row of the line that goes on from it;
    ``parts`` (p + 1,) vertex offsets; ``routes`` (r + 1,) part offsets; ``source`` (r) where the measures
    come from: ``posts``, ``kilometres`` of sections, ``m`` of vertices, or ``length`` if nothing told them.
    ``in_degrees`` whether the lines were given in degrees: a map draws them so, see :mod:`.mapped`.
    """

    names: tuple[str, ...]
    lonlat: Floats
    along: Floats
    own: Bools
    row: Ints
    parts: Ints
    routes: Ints
    knots: Knots
    source: tuple[str, ...]
    ellipsoid: Ellipsoid = WGS84
    in_degrees: bool = True

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    def index(self, names: Iterable[str | None]) -> Ints:
        """(n,) index of each route by name, -1 where there is none."""
        found = self._places
        return np.fromiter((found.get(one, -1) if one else -1 for one in names), dtype=np.int64)

    def number(self, name: str) -> int:
        """Index of one route.

        Raises
        ------
        UnknownRoute
            Names the routes there are.
        """
        try:
            return self._places[name]
        except KeyError:
            known = (", ".join(self.names[:20]) or "none") + (" and more" if len(self) > 20 else "")
            raise UnknownRoute(route=name, known=known) from None

    @cached_property
    def part_route(self) -> Ints:
        """(p,) route of each part."""
        return np.repeat(np.arange(len(self)), np.diff(self.routes))

    @cached_property
    def bounds(self) -> Ints:
        """(r + 1,) vertex offsets of the routes."""
        return self.parts[self.routes]

    @cached_property
    def reach(self) -> Floats:
        """(r,) metres along each route from its beginning to its end, gaps counted straight."""
        return self.along[self.bounds[1:] - 1]

    @cached_property
    def part_span(self) -> Floats:
        """(p, 2) metres along the route at the beginning and end of each part."""
        return np.column_stack([self.along[self.parts[:-1]], self.along[self.parts[1:] - 1]])

    @cached_property
    def length(self) -> Floats:
        """(r,) geodesic metres of the drawn line, gaps left out."""
        each = self.part_span[:, 1] - self.part_span[:, 0]
        return np.bincount(self.part_route, each, minlength=len(self)).astype(np.float64)

    @cached_property
    def extent(self) -> Floats:
        """(r, 2) measures at the beginning and end of each route, in metres."""
        return self.knots.extent

    @cached_property
    def closed(self) -> Bools:
        """(r,) which routes end where they begin, within a metre."""
        first, last = self.bounds[:-1], self.bounds[1:] - 1
        apart = distance(self.lonlat[first], self.lonlat[last], self.ellipsoid)
        whole: Bools = np.diff(self.routes) == 1
        return whole & (apart <= 1.0)

    @cached_property
    def gaps(self) -> Gaps:
        """All gaps, sorted by route and place."""
        before = np.flatnonzero(self.part_route[1:] == self.part_route[:-1])
        route = self.part_route[before]
        start, end = self.part_span[before, 1], self.part_span[before + 1, 0]
        low = self.knots.measure_at(route, start - TOUCH)
        high = self.knots.measure_at(route, end + TOUCH)
        return Gaps(route, start, end - start, low, high)

    @cached_property
    def segments(self) -> Ints:
        """(s,) vertices at which a segment begins: all but the last of each part."""
        begins = np.ones(len(self.lonlat), dtype=np.bool_)
        begins[self.parts[1:] - 1] = False
        return np.flatnonzero(begins)

    @cached_property
    def finder(self) -> Finder:
        """Finds the nearest place of these routes; made once, at the first question."""
        from .nearest import Finder

        return Finder(self)

    @cached_property
    def vertex_route(self) -> Ints:
        """(v,) route of each vertex."""
        return np.repeat(np.arange(len(self)), np.diff(self.bounds))

    @cached_property
    def base(self) -> Floats:
        """(r,) what to add to ``along`` so that all routes lie one after another."""
        room = self.reach + 2.0
        return np.cumsum(room) - room

    @cached_property
    def key(self) -> Floats:
        """(v,) rising numbers for route and place along it."""
        return self.base[self.vertex_route] + self.along

    @cached_property
    def given(self) -> tuple[Ints, Ints]:
        """(v,) the vertex given last at or before each, and (v,) the first given at or after it."""
        count = len(self.own)
        number = np.arange(count)
        before = np.maximum.accumulate(np.where(self.own, number, 0))
        after = np.minimum.accumulate(np.where(self.own, number, count - 1)[::-1])[::-1]
        return before, after

    def begins(self, route: Ints, along: Floats) -> Ints:
        """(n,) vertices at which the segments under places along routes begin."""
        last = np.maximum(self.bounds[route + 1] - 2, self.bounds[route])
        start = searched(self.key, self.base[route] + along, "right") - 1
        return np.clip(start, self.bounds[route], last)

    def at(self, route: ArrayLike, along: ArrayLike) -> tuple[Floats, Bools]:
        """(n, 2) longitudes and latitudes of places along routes, and (n,) whether the line is there.

        A place in a gap lies on the straight way across it; past the ends of the route it is the end.
        """
        routes, metres = np.asarray(route, dtype=np.int64), np.asarray(along, dtype=np.float64)
        metres = np.clip(metres, 0.0, self.reach[routes])
        start = self.begins(routes, metres)
        wide = self.along[start + 1] - self.along[start]
        share = np.clip((metres - self.along[start]) / np.where(wide > 0, wide, 1.0), 0.0, 1.0)
        gap = np.zeros(len(self.lonlat), dtype=np.bool_)
        gap[self.parts[1:] - 1] = True
        inside = (metres - self.along[start] > TOUCH) & (self.along[start + 1] - metres > TOUCH)
        found = between(self.lonlat[start], self.lonlat[start + 1], share, self.ellipsoid)
        return found, ~(gap[start] & inside)

    def plain(self, number: int) -> PlainRoute:
        """One route for :mod:`.plain`, with the same line and measures."""
        parts = []
        for part in range(int(self.routes[number]), int(self.routes[number + 1])):
            inside = slice(int(self.parts[part]), int(self.parts[part + 1]))
            vertices = self.lonlat[inside][self.own[inside]].tolist()
            parts.append([(longitude, latitude) for longitude, latitude in vertices])
        knots = slice(int(self.knots.offsets[number]), int(self.knots.offsets[number + 1]))
        along, measure = self.knots.along[knots].tolist(), self.knots.measure[knots].tolist()
        return PlainRoute(parts, list(zip(along, measure, strict=True)), self.ellipsoid)

    def measured(self, knots: Knots, source: tuple[str, ...]) -> RouteSet:
        """The same lines with other measures."""
        return replace(self, knots=knots, source=source)
