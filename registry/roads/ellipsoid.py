"""The figure of the Earth, and short geodesics on it, one pair of points at a time.

A segment of a road is the geodesic between its two vertices, as in PostGIS's ``geography``: a line drawn
straight on a map is up to 0.2 m beside it on 3 km, and two hundred on 100 km. Longer segments are therefore
cut into pieces of at most :data:`SHORT`, for which the closed formulas below are good to a tenth of a
millimetre up to :data:`HIGHEST` degrees of latitude. :mod:`.geodesy` and :mod:`.segments` hold the same
formulas on arrays.
"""

from __future__ import annotations

import math
from typing import NamedTuple

#: Metres up to which the closed formulas serve.
SHORT = 3000.0
#: Degrees of latitude, north and south, up to which they serve.
HIGHEST = 80.0


class Ellipsoid(NamedTuple):
    """Semi-major axis ``a`` in metres and flattening ``f``."""

    a: float
    f: float

    @property
    def e2(self) -> float:
        """First eccentricity squared."""
        return self.f * (2 - self.f)

    @property
    def ep2(self) -> float:
        """Second eccentricity squared."""
        return self.e2 / (1 - self.e2)

    def radii(self, latitude: float) -> tuple[float, float]:
        """Radii of curvature in metres at a latitude in degrees: of the meridian M, across it N."""
        w2 = 1 - self.e2 * math.sin(math.radians(latitude)) ** 2
        n = self.a / math.sqrt(w2)
        return n * (1 - self.e2) / w2, n


WGS84 = Ellipsoid(6378137.0, 1 / 298.257223563)


def wrapped(degrees: float) -> float:
    """A difference of longitudes, between -180 and 180."""
    return math.remainder(degrees, 360.0)


def vector(
    here: tuple[float, float], there: tuple[float, float], ellipsoid: Ellipsoid = WGS84
) -> tuple[float, float]:
    """East and north metres from one point to another not far away, as seen at the first.

    Gauss's mid-latitude formulas with second-order terms (e.g. Krakiwsky and Thomson 1974, *Geodetic
    position computations*, chapter 3): they give length and mean azimuth, and half the convergence of the
    meridians turns the mean azimuth into that at ``here``. The length is good to 1e-10 of itself up to 3 km.

    Parameters
    ----------
    here, there : (longitude, latitude) in degrees

    Examples
    --------
    >>> east, north = vector((51.9, 47.1), (51.91, 47.1))
    >>> round(east, 2), round(north, 3)
    (759.14, 0.049)
    """
    dlon = math.radians(wrapped(there[0] - here[0]))
    dlat = math.radians(there[1] - here[1])
    middle = math.radians((here[1] + there[1]) / 2)
    c, s = math.cos(middle), math.sin(middle)
    c2, s2, e2, ep2 = c * c, s * s, ellipsoid.e2, ellipsoid.ep2
    w2 = 1 - e2 * s2
    n = ellipsoid.a / math.sqrt(w2)
    m = n * (1 - e2) / w2
    dlon2, dlat2 = dlon * dlon, dlat * dlat
    east = n * c * dlon * (1 + (dlat2 * (1 - 9 * ep2 + 8 * ep2 * c2) - dlon2 * s2) / 24)
    north = m * dlat * (1 + (dlat2 * 3 * e2 * (2 * c2 - 1) - dlon2 * (3 - c2 + 2 * ep2 * c2 * c2)) / 24)
    turn = dlon * s / 2
    ct, st = math.cos(turn), math.sin(turn)
    return east * ct - north * st, north * ct + east * st


def between(
    start: tuple[float, float], end: tuple[float, float], share: float, ellipsoid: Ellipsoid = WGS84
) -> tuple[float, float]:
    """The point at a share of a short geodesic; exactly the ends at 0 and 1.

    Second-order expansion of the geodesic's own differential equations about the middle of the segment:
    ``lon'' = 2 M/N tan(lat) lat' lon'`` and ``lat'' = -N/M sin(lat) cos(lat) lon'^2 - M_lat/M lat'^2``.
    """
    if share == 0:
        return start
    if share == 1:
        return end
    dlon, dlat = wrapped(end[0] - start[0]), end[1] - start[1]
    bent_lon, bent_lat = bend(math.radians(dlon), math.radians(dlat), (start[1] + end[1]) / 2, ellipsoid)
    half = share * (1 - share) / 2
    longitude = start[0] + share * dlon - math.degrees(half * bent_lon)
    return (
        wrapped(longitude) if abs(longitude) > 180 else longitude,
        start[1] + share * dlat - math.degrees(half * bent_lat),
    )


def bend(dlon: float, dlat: float, latitude: float, ellipsoid: Ellipsoid) -> tuple[float, float]:
    """Second derivatives of longitude and latitude along a geodesic (radians; latitude in degrees)."""
    s, c = math.sin(math.radians(latitude)), math.cos(math.radians(latitude))
    w2 = 1 - ellipsoid.e2 * s * s
    ratio = (1 - ellipsoid.e2) / w2  # M / N
    bent_lon = 2 * ratio * s / c * dlat * dlon
    bent_lat = -s * c / ratio * dlon * dlon - 3 * ellipsoid.e2 * s * c / w2 * dlat * dlat
    return bent_lon, bent_lat


def inverse(
    here: tuple[float, float], there: tuple[float, float], ellipsoid: Ellipsoid = WGS84
) -> tuple[float, float]:
    """Metres and initial azimuth in radians between any two points that are not nearly antipodal.

    Vincenty 1975, *Direct and inverse solutions of geodesics on the ellipsoid*, Survey Review 23(176);
    good to a tenth of a millimetre.

    Raises
    ------
    ValueError
        If it does not converge: the points are nearly antipodal, so this is no road.
    """
    a, f = ellipsoid
    b = a * (1 - f)
    span = math.radians(wrapped(there[0] - here[0]))
    u1 = math.atan((1 - f) * math.tan(math.radians(here[1])))
    u2 = math.atan((1 - f) * math.tan(math.radians(there[1])))
    s1, c1, s2, c2 = math.sin(u1), math.cos(u1), math.sin(u2), math.cos(u2)
    lam = span
    for _ in range(100):
        sl, cl = math.sin(lam), math.cos(lam)
        sin_sigma = math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl)
        if sin_sigma == 0:
            return 0.0, 0.0
        cos_sigma = s1 * s2 + c1 * c2 * cl
        sigma = math.atan2(sin_sigma, cos_sigma)
        sin_alpha = c1 * c2 * sl / sin_sigma
        cos2_alpha = 1 - sin_alpha * sin_alpha
        cos_2m = cos_sigma - 2 * s1 * s2 / cos2_alpha if cos2_alpha else 0.0
        c = f / 16 * cos2_alpha * (4 + f * (4 - 3 * cos2_alpha))
        before = lam
        curve = cos_2m + c * cos_sigma * (2 * cos_2m * cos_2m - 1)
        lam = span + (1 - c) * f * sin_alpha * (sigma + c * sin_sigma * curve)
        if abs(lam - before) < 1e-14:
            break
    else:
        raise ValueError(f"{here} and {there} lie on opposite sides of the Earth; correct the vertices")
    big_a, big_b = _series(cos2_alpha * (a * a - b * b) / (b * b))
    metres = b * big_a * (sigma - _arc(big_b, sin_sigma, cos_sigma, cos_2m))
    return metres, math.atan2(c2 * sl, c1 * s2 - s1 * c2 * cl)


def direct(
    start: tuple[float, float], azimuth: float, metres: float, ellipsoid: Ellipsoid = WGS84
) -> tuple[float, float]:
    """The point at a distance along a geodesic, azimuth in radians (Vincenty 1975)."""
    a, f = ellipsoid
    b = a * (1 - f)
    sin_a, cos_a = math.sin(azimuth), math.cos(azimuth)
    tan_u = (1 - f) * math.tan(math.radians(start[1]))
    cos_u = 1 / math.hypot(1, tan_u)
    sin_u = tan_u * cos_u
    sigma_1 = math.atan2(tan_u, cos_a)
    sin_alpha = cos_u * sin_a
    cos2_alpha = 1 - sin_alpha * sin_alpha
    big_a, big_b = _series(cos2_alpha * (a * a - b * b) / (b * b))
    sigma = first = metres / (b * big_a)
    for _ in range(100):
        cos_2m = math.cos(2 * sigma_1 + sigma)
        before = sigma
        sigma = first + _arc(big_b, math.sin(sigma), math.cos(sigma), cos_2m)
        if abs(sigma - before) < 1e-15:
            break
    sin_s, cos_s, cos_2m = math.sin(sigma), math.cos(sigma), math.cos(2 * sigma_1 + sigma)
    low = sin_u * sin_s - cos_u * cos_s * cos_a
    latitude = math.atan2(sin_u * cos_s + cos_u * sin_s * cos_a, (1 - f) * math.hypot(sin_alpha, low))
    lam = math.atan2(sin_s * sin_a, cos_u * cos_s - sin_u * sin_s * cos_a)
    c = f / 16 * cos2_alpha * (4 + f * (4 - 3 * cos2_alpha))
    curve = cos_2m + c * cos_s * (2 * cos_2m * cos_2m - 1)
    span = lam - (1 - c) * f * sin_alpha * (sigma + c * sin_s * curve)
    return start[0] + math.degrees(span), math.degrees(latitude)


def _series(u2: float) -> tuple[float, float]:
    big_a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    big_b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    return big_a, big_b


def _arc(big_b: float, sin_s: float, cos_s: float, cos_2m: float) -> float:
    inner = cos_s * (2 * cos_2m**2 - 1)
    outer = big_b / 6 * cos_2m * (4 * sin_s**2 - 3) * (4 * cos_2m**2 - 3)
    return big_b * sin_s * (cos_2m + big_b / 4 * (inner - outer))
