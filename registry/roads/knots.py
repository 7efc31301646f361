"""Measures along routes: straight pieces between knots.

A knot says that so many metres along the drawn line stands such a kilometre: the ends of a section, a km
post, a vertex that carries M. Between two knots the measure grows with the geodesic distance, so a long
kilometre stays long and a short one short. Along the line, gaps count as straight.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arrays import Bools, Floats, Ints, searched


@dataclass(frozen=True, eq=False)
class Knots:
    """At least two knots for each of r routes, from its beginning to its end.

    ``offsets`` (r + 1,) marks each route's; ``along`` and ``measure`` (k,) are metres, neither ever falling.
    """

    offsets: Ints
    along: Floats
    measure: Floats

    @cached_property
    def extent(self) -> Floats:
        """(r, 2) measures at the beginning and end of each route."""
        return np.column_stack([self.measure[self.offsets[:-1]], self.measure[self.offsets[1:] - 1]])

    @cached_property
    def _route(self) -> Ints:
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    @cached_property
    def _by_along(self) -> tuple[Floats, Floats]:
        return _end_to_end(self.along, self.offsets, self._route)

    @cached_property
    def _by_measure(self) -> tuple[Floats, Floats]:
        return _end_to_end(self.measure, self.offsets, self._route)

    def measure_at(self, route: Ints, along: Floats) -> Floats:
        """(n,) measures of places on routes, both (n,); past the ends the last piece goes on."""
        base, key = self._by_along
        place = searched(key, base[route] + along, "right") - 1
        return self._between(route, along, place, self.along, self.measure)

    def along_at(self, route: Ints, measure: Floats, later: Bools) -> Floats:
        """(n,) metres along routes of measures, both (n,).

        Where one measure stands at two places, as at a gap that has no kilometres of its own, ``later`` takes
        the second: an interval begins after the gap and ends before it.
        """
        base, key = self._by_measure
        wanted = base[route] + measure
        right = searched(key, wanted, "right") - 1
        left = searched(key, wanted, "left") - 1
        return self._between(route, measure, np.where(later, right, left), self.measure, self.along)

    def _between(self, route: Ints, x: Floats, place: Ints, xs: Floats, ys: Floats) -> Floats:
        place = np.clip(place, self.offsets[route], self.offsets[route + 1] - 2)
        wide = xs[place + 1] - xs[place]
        share = np.where(wide > 0, (x - xs[place]) / np.where(wide > 0, wide, 1.0), 0.0)
        return ys[place] + share * (ys[place + 1] - ys[place])


def _end_to_end(values: Floats, offsets: Ints, route: Ints) -> tuple[Floats, Floats]:
    """(r,) what to add to a route's values so that all routes lie one after another, and (k,) such values."""
    first, last = values[offsets[:-1]], values[offsets[1:] - 1]
    room = last - first + 2.0
    base = np.cumsum(room) - room - first
    return base, base[route] + values


def closed_to_ends(route: Ints, along: Floats, measure: Floats, length: Floats) -> tuple[Knots, Bools]:
    """Knots completed so that each route has them from its beginning to its end.

    Parameters
    ----------
    route, along, measure : (k,) the knots there are, sorted by route and place
    length : (r,) metres along each route, gaps counted

    Returns
    -------
    knots, (r,) which routes had none
        Beyond the first and the last knot a kilometre has 1,000 metres; a route without any counts from 0.
    """
    count = np.bincount(route, minlength=len(length))
    none = count == 0
    first = np.cumsum(count) - count
    last = first + count - 1
    some = ~none
    before, after = np.zeros(len(length)), length.copy()
    before[some] = measure[first[some]] - along[first[some]]
    after[some] = measure[last[some]] + (length[some] - along[last[some]])
    early, late = none.copy(), none.copy()
    early[some] = along[first[some]] > 0
    late[some] = along[last[some]] < length[some]
    r = np.arange(len(length))
    routes = np.concatenate([r[early], route, r[late]])
    order = np.argsort(routes, kind="stable")
    routes = routes[order]
    alongs = np.concatenate([np.zeros(early.sum()), along, length[late]])[order]
    measures = np.concatenate([before[early], measure, after[late]])[order]
    # One knot alone, at both ends of a route of no length, still needs a partner.
    single = np.flatnonzero(np.bincount(routes, minlength=len(length)) == 1)
    if single.size:
        at = np.searchsorted(routes, single)
        routes, alongs, measures = (np.insert(one, at, one[at]) for one in (routes, alongs, measures))
    offsets = np.searchsorted(routes, np.arange(len(length) + 1))
    return Knots(offsets.astype(np.int64), alongs, measures), none
