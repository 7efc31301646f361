"""Beside the road: points and lines moved sideways by true metres, above 0 to the right."""

from __future__ import annotations

import numpy as np

from .arrays import Floats, Ints
from .ellipsoid import WGS84, Ellipsoid
from .routes import RouteSet
from .segments import beside, vector

# At a bend of more than 120 degrees the corner would run away; it is kept at twice the offset.
_SHARPEST = -0.5


def aside(
    routes: RouteSet, route: Ints, along: Floats, lonlat: Floats, right: Floats, drawn: Floats | None = None
) -> Floats:
    """(n, 2) points beside places on routes, square to the road there.

    Parameters
    ----------
    lonlat : (n, 2) the places
    drawn : (n, 2) where a map has them, if the points are to lie beside these
    """
    start = routes.begins(route, along)
    # From the farther end of the segment, so that the direction is well told.
    middle = (routes.along[start] + routes.along[start + 1]) / 2
    near = (along < middle)[:, None]
    east, north = vector(
        lonlat, np.where(near, routes.lonlat[start + 1], routes.lonlat[start]), routes.ellipsoid
    )
    sign = np.where(near[:, 0], 1.0, -1.0)
    length = np.hypot(east, north)
    safe = np.where(length > 0, length, 1.0)
    east, north = sign * east / safe, sign * north / safe
    return beside(lonlat if drawn is None else drawn, north * right, -east * right, routes.ellipsoid)


def shifted(lonlat: Floats, offsets: Ints, right: Floats, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """Lines moved sideways.

    Each segment keeps its distance; corners are mitred. On the inside of a bend tighter than the offset the
    line crosses itself, as a lane drawn there would.

    Parameters
    ----------
    lonlat : (v, 2) degrees, all lines one after another
    offsets : (n + 1,) where each begins
    right : (n,) metres, below 0 to the left
    """
    first = np.zeros(len(lonlat), dtype=np.bool_)
    first[offsets[:-1]] = True
    last = np.zeros(len(lonlat), dtype=np.bool_)
    last[offsets[1:] - 1] = True
    inner = np.flatnonzero(~last)
    into, out = np.zeros((len(lonlat), 2)), np.zeros((len(lonlat), 2))
    out[inner] = _normal(*vector(lonlat[inner], lonlat[inner + 1], ellipsoid))
    into[inner + 1] = -_normal(*vector(lonlat[inner + 1], lonlat[inner], ellipsoid))
    into[first], out[last] = out[first], into[last]
    turn = np.maximum((into * out).sum(axis=1), _SHARPEST)
    move = (into + out) / (1 + turn)[:, None] * np.repeat(right, np.diff(offsets))[:, None]
    return beside(lonlat, move[:, 0], move[:, 1], ellipsoid)


def _normal(east: Floats, north: Floats) -> Floats:
    """(n, 2) unit vectors to the right of directions."""
    length = np.hypot(east, north)
    safe = np.where(length > 0, length, 1.0)
    return np.column_stack([north / safe, -east / safe])
