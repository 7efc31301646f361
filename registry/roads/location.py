"""From points to measures and back, many at once.

A point lies beside a route: nearest place, measure there, metres to it, and the side. Of several roads the
truly nearest is taken, unless a route or a heading says otherwise. Offsets are above 0 to the right of the
direction in which the kilometres grow (PostGIS and shapely count them to the left: turn the sign).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import ArrayLike, Floats, Ints
from .errors import MisfitArrays
from .lateral import aside
from .mapped import mapped
from .nearest import Wanted
from .plain import SEAM
from .routes import RouteSet
from .segments import between

#: What became of a measure: found on the line; or why not.
PLACED, NO_ROUTE, NO_MEASURE, BEYOND, GAP = range(5)
# A measure is a whole metre, an end of a route need not be.
_ROUNDING = 0.5


class Located(NamedTuple):
    """n points on routes; those without a road within reach have route -1 and NaN.

    ``route`` index; ``along`` metres along it and ``measure`` there; ``metres`` to the place; ``right`` the
    same with a sign, below 0 to the left; ``row`` row of the road line it is on; ``lonlat`` (n, 2) the place.
    """

    route: Ints
    along: Floats
    measure: Floats
    metres: Floats
    right: Floats
    row: Ints
    lonlat: Floats

    @property
    def found(self) -> Ints:
        """Rows that have a road."""
        return np.flatnonzero(self.route >= 0)


class Places(NamedTuple):
    """n measures on the ground: ``lonlat`` (n, 2), NaN unless ``status`` is PLACED."""

    lonlat: Floats
    status: Ints


def locate(
    routes: RouteSet,
    lonlat: ArrayLike,
    *,
    route: ArrayLike | None = None,
    heading: ArrayLike | None = None,
    within: float = 500.0,
    turn: float = 45.0,
    oneway: bool = False,
) -> Located:
    """The nearest road to each point, and the measure there.

    Parameters
    ----------
    lonlat : (n, 2) degrees in the geodetic system of the routes; NaN finds nothing
    route : (n,) index of the only route to look on, -1 for all
    heading : (n,) degrees from north, clockwise, in which one drives there; NaN for unknown
    within : metres; a road farther away is none
    turn : degrees by which the road may differ from the heading
    oneway : whether the road must run with the heading, not against it

    Returns
    -------
    Located

    Raises
    ------
    MisfitArrays
    """
    points = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
    count = len(points)
    own = np.full(count, -1) if route is None else np.asarray(route, dtype=np.int64)
    way = np.full(count, np.nan) if heading is None else np.asarray(heading, dtype=np.float64)
    if own.shape != (count,) or way.shape != (count,):
        raise MisfitArrays(problem=f"{count} points, routes {own.shape} and headings {way.shape}")
    if own.max(initial=-1) >= len(routes):
        raise MisfitArrays(problem=f"route {int(own.max())} of {len(routes)} routes")
    vertex, at = routes.finder.nearest(Wanted(points, own, way, turn, oneway), within)
    hit = vertex >= 0
    safe = np.where(hit, vertex, 0)
    along, measure = np.full(count, np.nan), np.full(count, np.nan)
    place = np.full((count, 2), np.nan)
    on = np.full(count, -1)
    if hit.any():
        there = safe[hit]
        begin, end = routes.along[there], routes.along[there + 1]
        along[hit] = begin + at.share[hit] * (end - begin)
        on[hit] = routes.vertex_route[there]
        # Where two sections meet a kilometre may jump: a place has that of the section it is found on.
        inside = np.clip(along[hit], begin + SEAM, end - SEAM)
        measure[hit] = routes.knots.measure_at(on[hit], inside)
        place[hit] = between(routes.lonlat[there], routes.lonlat[there + 1], at.share[hit], routes.ellipsoid)
    return Located(
        on,
        along,
        measure,
        np.where(hit, at.metres, np.nan),
        np.where(hit, at.right, np.nan),
        np.where(hit, routes.row[safe] if len(routes.row) else -1, -1),
        place,
    )


def along_of(
    routes: RouteSet, route: ArrayLike, measure: ArrayLike, later: ArrayLike = False
) -> tuple[Floats, Ints]:
    """Metres along routes of measures, and what became of each.

    Parameters
    ----------
    route : (n,) index, -1 for none
    measure : (n,) metres
    later : (n,) which of two places to take where one measure stands on both sides of a gap

    Returns
    -------
    along : (n,) metres; of a measure past an end that end, NaN without route or measure
    status : (n,) PLACED, NO_ROUTE, NO_MEASURE or BEYOND
    """
    number = np.asarray(route, dtype=np.int64)
    metres = np.asarray(measure, dtype=np.float64)
    status = np.full(len(number), PLACED)
    status[~np.isfinite(metres)] = NO_MEASURE
    status[number < 0] = NO_ROUTE
    along = np.full(len(number), np.nan)
    good = np.flatnonzero(status == PLACED)
    if good.size:
        extent = routes.extent[number[good]]
        wanted = metres[good]
        past = (wanted < extent[:, 0] - _ROUNDING) | (wanted > extent[:, 1] + _ROUNDING)
        status[good[past]] = BEYOND
        side = np.broadcast_to(np.asarray(later, dtype=np.bool_), number.shape)[good]
        inside = np.clip(wanted, extent[:, 0], extent[:, 1])
        along[good] = routes.knots.along_at(number[good], inside, side)
    return along, status


def place(
    routes: RouteSet, route: ArrayLike, measure: ArrayLike, right: ArrayLike = 0.0, *, on_map: bool = False
) -> Places:
    """The points at measures on routes.

    Parameters
    ----------
    route : (n,) index, -1 for none
    measure : (n,) metres
    right : (n,) or one; metres to the right of the road, below 0 to the left
    on_map : whether the points belong on the road as a map draws it, see :mod:`.mapped`

    Returns
    -------
    Places
        Status BEYOND where the route does not reach, GAP where it has no line: nothing is clipped.
    """
    number = np.asarray(route, dtype=np.int64)
    along, status = along_of(routes, number, measure)
    lonlat = np.full((len(number), 2), np.nan)
    good = np.flatnonzero(status == PLACED)
    if good.size:
        found, there = routes.at(number[good], along[good])
        status[good[~there]] = GAP
        off = np.broadcast_to(np.asarray(right, dtype=np.float64), number.shape)[good]
        spots = found
        if on_map:
            spots = mapped(routes, routes.begins(number[good], along[good]), found)
        if off.any():
            spots = aside(routes, number[good], along[good], found, off, spots)
        lonlat[good[there]] = spots[there]
    return Places(lonlat, status)
