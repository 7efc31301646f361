"""Places where a map draws them, not where they are measured.

A map in degrees draws a segment straight in degrees, and its geodesic bends away from that: 2 m in the middle
of 10 km, 200 m in the middle of 95 km at 47° N. What is looked at belongs on the line that is seen;
kilometres and lengths are those of the geodesic. :meth:`.plain.PlainRoute.drawn` does the same for one place.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats, Ints
from .plain import ASIDE, DEGREE
from .routes import RouteSet


def mapped(routes: RouteSet, start: Ints, lonlat: Floats) -> Floats:
    """(n, 2) places on routes, as a map draws them: those farther than a metre beside the drawn line move.

    Parameters
    ----------
    start : (n,) vertices at which the segments of the places begin
    lonlat : (n, 2) the places, on the geodesic

    Examples
    --------
    >>> from .building import build
    >>> import shapely
    >>> road = build(["A-27"], [shapely.LineString([(51.9, 47.1), (53.0, 47.1)])]).routes
    >>> there, _ = road.at([0], [41_735])
    >>> start = road.begins(np.array([0]), np.array([41_735]))
    >>> there.round(4).tolist(), mapped(road, start, there).round(4).tolist()
    ([[52.4498, 47.1013]], [[52.4498, 47.1]])
    """
    if not routes.in_degrees:
        return lonlat
    before, after = routes.given
    first, last = before[start], after[start + 1]
    rows = np.flatnonzero(last - first > 1)  # the segment is one of several that a long one was cut into
    found = lonlat.copy()
    if not rows.size:
        return found
    begin, there = routes.lonlat[first[rows]], lonlat[rows]
    shrink = np.cos(np.radians(there[:, 1]))
    run, off = _wrapped(routes.lonlat[last[rows]] - begin), _wrapped(there - begin)
    square = (run[:, 0] * shrink) ** 2 + run[:, 1] ** 2
    share = (off[:, 0] * run[:, 0] * shrink**2 + off[:, 1] * run[:, 1]) / square
    share = np.clip(share, 0.0, 1.0)[:, None]
    swerve = off - share * run
    aside = np.hypot(swerve[:, 0] * shrink, swerve[:, 1]) * DEGREE
    moves = aside >= ASIDE
    found[rows[moves]] = _wrapped(begin + share * run)[moves]
    return found


def _wrapped(lonlat: Floats) -> Floats:
    """Longitudes, or steps of longitude, between -180 and 180, in place."""
    lonlat[:, 0] -= 360 * np.rint(lonlat[:, 0] / 360)
    return lonlat
