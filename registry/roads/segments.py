"""Places on short geodesic segments, as arrays: the formulas of :mod:`.ellipsoid` and :mod:`.plain`.

All points are (n, 2) longitudes and latitudes in degrees, all segments at most 3 km long (a
:class:`.routes.RouteSet` sees to that). :mod:`.plain` does the same one at a time; a test holds the two
within a millimetre.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Floats
from .ellipsoid import WGS84, Ellipsoid


class Foot(NamedTuple):
    """The nearest place of a segment: ``share`` of it from 0 to 1, ``metres`` to it, ``right`` the same with
    a sign, above 0 where the point lies to the right of the segment's direction."""

    share: Floats
    metres: Floats
    right: Floats


def vector(here: Floats, there: Floats, ellipsoid: Ellipsoid = WGS84) -> tuple[Floats, Floats]:
    """(n,) east and north metres from points to others, seen at the first; see :func:`.ellipsoid.vector`."""
    dlon = there[:, 0] - here[:, 0]
    dlon = np.radians(dlon - 360 * np.rint(dlon / 360))
    dlat = np.radians(there[:, 1] - here[:, 1])
    middle = np.radians((here[:, 1] + there[:, 1]) / 2)
    s = np.sin(middle)
    s2 = s * s
    c2 = 1 - s2
    e2, ep2 = ellipsoid.e2, ellipsoid.ep2
    w2 = 1 - e2 * s2
    n = ellipsoid.a / np.sqrt(w2)
    dlon2, dlat2 = dlon * dlon, dlat * dlat
    east = n * np.sqrt(c2) * dlon * (1 + (dlat2 * (1 - 9 * ep2 + 8 * ep2 * c2) - dlon2 * s2) / 24)
    north = n * ((1 - e2) / w2) * dlat
    north *= 1 + (dlat2 * 3 * e2 * (2 * c2 - 1) - dlon2 * (3 - c2 + 2 * ep2 * c2 * c2)) / 24
    turn = dlon * s / 2
    ct, st = np.cos(turn), np.sin(turn)
    return east * ct - north * st, north * ct + east * st


def between(start: Floats, end: Floats, share: Floats, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """(n, 2) the points at shares of segments; see :func:`.ellipsoid.between`."""
    step = end - start
    step[:, 0] -= 360 * np.rint(step[:, 0] / 360)
    dlon, dlat = np.radians(step[:, 0]), np.radians(step[:, 1])
    middle = np.radians((start[:, 1] + end[:, 1]) / 2)
    s, c = np.sin(middle), np.cos(middle)
    w2 = 1 - ellipsoid.e2 * s * s
    ratio = (1 - ellipsoid.e2) / w2
    bent_lon = 2 * ratio * s / c * dlat * dlon
    bent_lat = -s * c / ratio * dlon * dlon - 3 * ellipsoid.e2 * s * c / w2 * dlat * dlat
    half = share * (1 - share) / 2
    found = start + share[:, None] * step - np.degrees(np.column_stack([half * bent_lon, half * bent_lat]))
    return np.where((share == 1)[:, None], end, _on_the_map(found))


def _on_the_map(lonlat: Floats) -> Floats:
    """Longitudes between -180 and 180 again, in place."""
    past = np.abs(lonlat[:, 0]) > 180
    if past.any():
        lonlat[past, 0] -= 360 * np.rint(lonlat[past, 0] / 360)
    return lonlat


def foot(point: Floats, start: Floats, end: Floats, ellipsoid: Ellipsoid = WGS84) -> Foot:
    """The nearest places of (n,) segments to (n,) points.

    Seen from the point in the gnomonic projection geodesics are straight and distances from the centre keep
    their order (Karney 2013, *Algorithms for geodesics*, section 8), so the foot is that of plane geometry;
    what it took to get there is taken back along the segment. On a sphere of the mean radius of curvature the
    error is 0.1 mm at 10 km from the road and grows with the third power.
    """
    radius = mean_radius(point[:, 1], ellipsoid)
    ax, ay = _gnomonic(*vector(point, start, ellipsoid), radius)
    bx, by = _gnomonic(*vector(point, end, ellipsoid), radius)
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    length = np.sqrt(square)
    safe = np.where(square > 0, length, 1.0)
    u_start, u_end = (ax * dx + ay * dy) / safe, (bx * dx + by * dy) / safe
    h = (ay * dx - ax * dy) / safe  # above 0: the point lies to the right of the segment
    u = np.clip(0.0, u_start, np.maximum(u_start, u_end))
    share = (_back(u, h, radius) - _back(u_start, h, radius)) / np.where(
        square > 0, _back(u_end, h, radius) - _back(u_start, h, radius), 1.0
    )
    share = np.where(square > 0, np.clip(share, 0.0, 1.0), 0.0)
    flat = np.hypot(np.where(square > 0, u, ax), np.where(square > 0, h, ay))
    metres = radius * np.arctan(flat / radius)
    return Foot(share, metres, np.where(h < 0, -metres, metres))


def mean_radius(latitude: Floats, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """(n,) Gaussian mean radius of curvature in metres, the root of M N."""
    w2 = 1 - ellipsoid.e2 * np.sin(np.radians(latitude)) ** 2
    radius: Floats = ellipsoid.a * np.sqrt(1 - ellipsoid.e2) / w2
    return radius


def _gnomonic(east: Floats, north: Floats, radius: Floats) -> tuple[Floats, Floats]:
    """Radial distance r becomes R tan(r / R)."""
    q = (east * east + north * north) / (radius * radius)
    grow = 1 + q * (1 / 3 + q * (2 / 15))
    return east * grow, north * grow


def _back(u: Floats, h: Floats, radius: Floats) -> Floats:
    """Metres along the geodesic from the foot of the perpendicular, of a place u beside it in the plane."""
    off = np.arctan(h / radius)
    return radius * np.arctan(u / radius * np.cos(off))


def azimuth(start: Floats, end: Floats, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """(n,) degrees from north, clockwise, 0 to 360, in which segments set out."""
    east, north = vector(start, end, ellipsoid)
    return np.degrees(np.arctan2(east, north)) % 360


def beside(point: Floats, east: Floats, north: Floats, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """(n, 2) the points that lie some metres east and north of others, at most a kilometre away.

    One step by the radii of curvature, one to take back what :func:`vector` says is missing.
    """
    found = point
    for _ in range(3):
        gone_east, gone_north = vector(point, found, ellipsoid)
        latitude = np.radians(found[:, 1])
        w2 = 1 - ellipsoid.e2 * np.sin(latitude) ** 2
        n = ellipsoid.a / np.sqrt(w2)
        m = n * (1 - ellipsoid.e2) / w2
        more = np.column_stack([(east - gone_east) / (n * np.cos(latitude)), (north - gone_north) / m])
        found = found + np.degrees(more)
    return _on_the_map(found)
