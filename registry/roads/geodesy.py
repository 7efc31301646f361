"""Geodesic lengths of many lines.

A length is the sum of the geodesics between neighbouring vertices, in metres on the ellipsoid; no projection
is ever involved. Short segments are measured by closed formulas in numpy, chunk by chunk in the processor's
cache; long ones, those near a pole and nothing else go to the iterative inverse of GeographicLib in pyproj.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import ProjError

from .arrays import ArrayLike, Floats, Ints, Shapes, distinct
from .ellipsoid import HIGHEST, SHORT, WGS84, Ellipsoid
from .errors import BadCoordinate, NoEllipsoid

CHUNK = 16_384
GEOD_CHUNK = 200_000
_LEAST_COSINE = float(np.cos(np.radians(HIGHEST)))


@lru_cache(maxsize=16)
def ellipsoid_of(crs: str) -> Ellipsoid:
    """The ellipsoid of a reference system.

    Raises
    ------
    NoEllipsoid
        The CRS is unknown or local, so nothing can be measured on the Earth.

    Examples
    --------
    >>> ellipsoid_of("EPSG:4284").a
    6378245.0
    """
    geod = _system(crs).get_geod()
    if geod is None:
        raise NoEllipsoid(crs=crs)
    return Ellipsoid(geod.a, geod.f)


@lru_cache(maxsize=16)
def _system(crs: str) -> CRS:
    try:
        here = CRS.from_user_input(crs)
    except ProjError:
        raise NoEllipsoid(crs=crs) from None
    if here.geodetic_crs is None:
        raise NoEllipsoid(crs=crs)
    return here


def in_degrees(crs: str) -> bool:
    """Whether coordinates of a reference system are longitudes and latitudes."""
    return bool(_system(crs).is_geographic)


@lru_cache(maxsize=16)
def _to_geodetic(crs: str) -> Transformer | None:
    here = _system(crs)
    if here.is_geographic:
        return None
    return Transformer.from_crs(here, here.geodetic_crs, always_xy=True)


def to_lonlat(coords: Floats, crs: str) -> Floats:
    """(n, 2) coordinates of a CRS as (n, 2) degrees of its own geodetic system; no datum is changed."""
    transformer = _to_geodetic(crs)
    if transformer is None:
        return coords
    moved: Floats = np.column_stack(transformer.transform(coords[:, 0], coords[:, 1]))
    return moved


def crossed(shapes: Shapes, here: str, there: str) -> Shapes:
    """Geometries of one reference system in another, x before y."""
    if here == there:
        return shapes
    transformer = Transformer.from_crs(_system(here), _system(there), always_xy=True)
    moved: Shapes = shapely.transform(
        shapes, lambda one: np.column_stack(transformer.transform(one[:, 0], one[:, 1]))
    )
    return moved


@lru_cache(maxsize=16)
def geod(ellipsoid: Ellipsoid = WGS84) -> Geod:
    return Geod(a=ellipsoid.a, f=ellipsoid.f)


def steps(lonlat: ArrayLike, offsets: ArrayLike, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """Metres from each vertex's predecessor on its line; 0 at the first vertex of a line.

    Gauss's mid-latitude formulas with second-order terms, as in :func:`.ellipsoid.vector`, for segments up to
    3 km between 80° south and north; ``Geod.inv`` for the others.

    Parameters
    ----------
    lonlat : (v, 2) float array
        Longitude and latitude in degrees, all lines one after another.
    offsets : (n + 1,) int array
        Where each line begins, and the end.

    Returns
    -------
    (v,) float array
        Metres, within 1e-9 of the true length. NaN next to a coordinate that is not finite.
    """
    lonlat = np.asarray(lonlat, dtype=np.float64)
    starts = np.asarray(offsets, dtype=np.int64)[:-1]
    out = np.zeros(len(lonlat))
    room = np.empty((6, CHUNK))
    starts = distinct(starts)
    for begin in range(0, len(lonlat) - 1, CHUNK):
        end = min(begin + CHUNK, len(lonlat) - 1)
        metres = out[begin + 1 : end + 1]
        piece = lonlat[begin : end + 1]
        with np.errstate(invalid="ignore"):  # what is not finite is told where it is asked for
            cosine = _gauss(piece, metres, room, ellipsoid)
        low, high = np.searchsorted(starts, (begin + 1, end + 1))
        metres[starts[low:high] - begin - 1] = 0.0
        if not (metres.max() <= SHORT and cosine.min() >= _LEAST_COSINE):  # also where one is NaN
            far = np.flatnonzero(~((metres <= SHORT) & (cosine >= _LEAST_COSINE)))
            far = np.setdiff1d(far, starts[low:high] - begin - 1, assume_unique=True)
            metres[far] = distance(piece[far], piece[far + 1], ellipsoid)
    return out


def _gauss(piece: Floats, metres: Floats, room: Floats, ellipsoid: Ellipsoid) -> Floats:
    """Lengths of the segments of one run of vertices into ``metres``; returns cosines of mid-latitudes.

    ``room`` is working memory: with fresh arrays the allocations cost more than the arithmetic.
    """
    dlon, dlat, c, c2, dlat2, t = room[:, : len(metres)]
    e2, ep2 = ellipsoid.e2, ellipsoid.ep2
    lon, lat = piece[:, 0], piece[:, 1]
    np.subtract(lon[1:], lon[:-1], out=dlon)
    if not (dlon.max() <= 180 and dlon.min() >= -180):
        dlon -= 360 * np.rint(dlon / 360)
    np.subtract(lat[1:], lat[:-1], out=dlat)
    np.add(lat[1:], lat[:-1], out=c)
    c *= np.pi / 360
    np.cos(c, out=c)
    np.multiply(c, c, out=c2)
    dlon *= np.pi / 180
    dlat *= np.pi / 180
    east = np.multiply(dlon, c, out=metres)
    dlon2 = np.multiply(dlon, dlon, out=dlon)
    np.multiply(dlat, dlat, out=dlat2)
    # north: 1 + (3 e2 dlat^2 (2 c2 - 1) - dlon^2 (3 - c2 + 2 ep2 c2^2)) / 24
    np.multiply(c2, 2 * ep2, out=t)
    t -= 1
    t *= c2
    t += 3
    t *= dlon2
    t *= -1 / 24
    t += 1
    north = np.multiply(dlat, t, out=dlat)
    # that term of north which needs dlat^2 c2, and
    # east: 1 + (dlat^2 (1 - 9 ep2 + 8 ep2 c2) - dlon^2 (1 - c2)) / 24
    np.multiply(c2, e2 / 4, out=t)
    t -= e2 / 8
    t *= dlat2
    t += 1
    north *= t
    np.multiply(c2, 8 * ep2 / 24, out=t)
    t += (1 - 9 * ep2) / 24
    dlat2 *= t
    np.subtract(c2, 1, out=t)
    t *= dlon2
    t *= 1 / 24
    t += dlat2
    t += 1
    east *= t
    w2 = c2
    w2 *= e2
    w2 += 1 - e2  # W^2 = 1 - e^2 sin^2; N = a / W, M = N (1 - e^2) / W^2
    north /= w2
    north *= 1 - e2
    north *= north
    east *= east
    east += north
    east /= w2
    np.sqrt(east, out=east)
    east *= ellipsoid.a
    cosine: Floats = c
    return cosine


def distance(here: Floats, there: Floats, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """Metres between (n, 2) and (n, 2) longitudes and latitudes, by ``Geod.inv`` in chunks."""
    out = np.empty(len(here))
    measure = geod(ellipsoid).inv
    for begin in range(0, len(here), GEOD_CHUNK):
        part = slice(begin, begin + GEOD_CHUNK)
        one, other = here[part], there[part]
        out[part] = measure(one[:, 0], one[:, 1], other[:, 0], other[:, 1])[2]
    return out


def lengths(lonlat: ArrayLike, offsets: ArrayLike, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """Geodesic length of each of many lines.

    Parameters as for :func:`steps`.

    Returns
    -------
    (n,) float array
        Metres; 0 for a line of no vertex or one.

    Raises
    ------
    BadCoordinate
        A vertex is NaN or infinite; names the first such line.

    Examples
    --------
    Atyrau to Dossor, which UTM 41N makes 708 m longer:

    >>> lengths([[51.88427, 47.1048], [52.9709, 47.53234]], [0, 2]).round(0)
    array([94911.])
    """
    offsets = np.asarray(offsets, dtype=np.int64)
    metres = steps(lonlat, offsets, ellipsoid)
    total = _totals(metres, offsets)
    _refuse_unplaced(total, lonlat, offsets)
    return total


def cumulative(lonlat: ArrayLike, offsets: ArrayLike, ellipsoid: Ellipsoid = WGS84) -> Floats:
    """(v,) metres from the beginning of its line to each vertex; parameters and errors as for lengths."""
    offsets = np.asarray(offsets, dtype=np.int64)
    metres = steps(lonlat, offsets, ellipsoid)
    _refuse_unplaced(_totals(metres, offsets), lonlat, offsets)
    return running(metres, offsets)


def _totals(metres: Floats, offsets: Ints) -> Floats:
    total = np.zeros(len(offsets) - 1)
    filled = np.flatnonzero(np.diff(offsets))
    if filled.size:
        total[filled] = np.add.reduceat(metres, offsets[filled])
    return total


def running(metres: Floats, offsets: Ints) -> Floats:
    """Running sums that begin anew at each offset; in runs, so that rounding does not grow with the whole."""
    out = np.empty_like(metres)
    bounds = offsets[distinct(np.searchsorted(offsets, np.arange(0, len(metres), CHUNK), side="right") - 1)]
    bounds = np.append(bounds, len(metres))
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        np.cumsum(metres[begin:end], out=out[begin:end])
        first, last = np.searchsorted(offsets, (begin, end))
        here = offsets[first:last]
        here = here[here < end]
        base = (out[here] - metres[here]).repeat(np.diff(np.append(here, end)))
        out[begin:end] -= base
    return out


def _refuse_unplaced(total: Floats, lonlat: ArrayLike, offsets: Ints) -> None:
    if np.isfinite(total).all():
        return
    line = int(np.flatnonzero(~np.isfinite(total))[0])
    vertices = np.asarray(lonlat)[offsets[line] : offsets[line + 1]]
    bad = vertices[~np.isfinite(vertices).all(axis=1)]
    place = bad[0] if len(bad) else vertices[0]
    raise BadCoordinate(
        layer="line", uid=line, longitude=place[0], latitude=place[1], problem="is not a place; correct it"
    )
