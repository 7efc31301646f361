"""Buffers of true metres, anywhere on Earth.

Each shape is drawn on a plane of its own about its centre (:mod:`.localplane`), buffered there, and put on
the common plane of areas (:mod:`.plane`). Lines are cut into pieces of about 25 km first, and the outlines
of large polygons are: near its centre a plane is true to 3e-5 in every direction. All is done on arrays: no
loop over features, and none over zones of a projection.

A circle of 24 segments a quadrant has 0.9993 of its area, and every point of a buffer's outline is between
0.999 and 1 of the distance away.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from ..model.errors import UsageError
from ..roads.densifying import densified
from ..roads.errors import BadCoordinate
from .localplane import Local
from .plane import A, Floats, Shapes, to_plane

Ints = NDArray[np.int64]

#: Segments a quadrant of a circle.
QUADRANT = 24
#: Metres: pieces that a line is cut into, so that each is near the centre of its projection.
PIECE = 25_000.0
#: Metres between vertices of a polygon or line before it is drawn on its own plane.
VERTICES = 2_500.0
#: Metres across, from which a polygon's outline is buffered in pieces.
LARGE = 200_000.0
#: Metres of a degree of latitude, at most.
DEGREE = 112_000.0
#: Of the plane of areas: where the antimeridian is.
EDGE = A * np.pi


class Buffers(NamedTuple):
    """(m,) shapes on the plane of areas, and (m,) to which of the shapes given each belongs.

    A line cut into pieces has several, which overlap where they join: unite them (:func:`.tiles.united`).
    """

    shapes: Shapes
    owner: Ints


def buffered(lonlat: Shapes, metres: float, quadrant: int = QUADRANT) -> Buffers:
    """Everything within a distance of each shape.

    Parameters
    ----------
    lonlat : (n,) object array
        Points, lines or polygons in WGS 84; those that are None or empty have no buffer.
    metres : float
        Distance on the ellipsoid, up to 100 km.
    quadrant : int
        Segments a quadrant of a circle.

    Raises
    ------
    UsageError
        If the distance is not between 0 and 100 km.
    BadCoordinate
        If a buffer would reach over a pole, or a shape is nowhere on Earth.
    """
    pieces, owner = pieces_on_earth(lonlat, metres)
    if not len(pieces):
        return Buffers(pieces, owner)
    large = np.flatnonzero((shapely.get_dimensions(pieces) == 2) & (_across(pieces) > LARGE))
    inside = to_plane(pieces[large]), owner[large]
    if large.size:
        rings, of = _pieces(np.asarray(shapely.boundary(pieces[large]), dtype=object))
        pieces = np.concatenate([np.delete(pieces, large), rings])
        owner = np.concatenate([np.delete(owner, large), owner[large][of]])
    shapes = to_plane(pieces)
    local = Local(shapes)
    around = shapely.buffer(local.onto(shapes), metres, quad_segs=quadrant)
    around = np.asarray(shapely.segmentize(around, longest_side(metres)), dtype=object)
    around = np.concatenate([local.back(around), inside[0]])
    return wrapped(Buffers(around, np.concatenate([owner, inside[1]])))


def longest_side(metres: float) -> float:
    """Metres of a buffer's sides at most: one is straight on its own plane and bent on that of areas.

    By then it is 1e-4 of the distance beside its place, up to latitude 60°.
    """
    return 1000.0 * float(np.sqrt(1e-4 * metres / 0.034))


def pieces_on_earth(lonlat: Shapes, metres: float) -> tuple[Shapes, Ints]:
    """Points, lines of up to 25 km and polygons with vertices on the way, and which shape each is of.

    Raises
    ------
    UsageError, BadCoordinate
        As :func:`buffered`.
    """
    if not 0 < metres <= 100_000:
        raise UsageError(f"a distance of {metres:g} m; give one above 0 and up to 100,000 m")
    shapes = np.asarray(lonlat, dtype=object)
    _refuse_unplaced(shapes, metres)
    return _pieces(shapes)


def _pieces(lonlat: Shapes) -> tuple[Shapes, Ints]:
    parts, owner = shapely.get_parts(lonlat, return_index=True)
    filled = ~shapely.is_empty(parts)
    parts, owner = parts[filled], owner[filled].astype(np.int64)
    dimension = shapely.get_dimensions(parts)
    for one in (1, 2):
        parts[dimension == one] = shapely.get_parts(densified(parts[dimension == one], VERTICES))
    long = (dimension == 1) & (_across(parts) > PIECE)
    if not long.any():
        return parts, owner
    cut, of = _cut(parts[long])
    return np.concatenate([parts[~long], cut]), np.concatenate([owner[~long], owner[long][of]])


def _cut(lines: Shapes) -> tuple[Shapes, Ints]:
    """Lines cut at vertices into pieces of about 25 km at most, and which line each is of."""
    coords, of = shapely.get_coordinates(lines, return_index=True)
    step = np.diff(coords, axis=0)
    metres = DEGREE * np.hypot(step[:, 0] * np.cos(np.radians(coords[:-1, 1])), step[:, 1])
    metres[of[1:] != of[:-1]] = 0
    along = np.concatenate([[0.0], np.cumsum(metres)])
    starts = np.concatenate([[0], np.flatnonzero(np.diff(of)) + 1])
    along -= along[starts][of]
    # The piece that an edge belongs to; each piece ends with the vertex that the next begins with.
    piece = (along / (PIECE - VERTICES)).astype(np.int64)
    edge = np.flatnonzero(of[1:] == of[:-1])
    key = of[edge] * (piece.max() + 1) + piece[edge]
    first = np.concatenate([[True], key[1:] != key[:-1]])
    last = np.append(first[1:], True)
    number = np.cumsum(first) - 1
    vertex = np.concatenate([edge, edge[last] + 1])
    which = np.concatenate([number, number[last]])
    order = np.lexsort((vertex, which))
    cut = shapely.linestrings(coords[vertex[order]], indices=which[order])
    return np.asarray(cut, dtype=object), of[edge[first]]


def _across(lonlat: Shapes) -> Floats:
    """Metres across bounds in degrees, roughly and rather more than fewer."""
    bounds = shapely.bounds(lonlat)
    widest = np.cos(np.radians(np.abs(bounds[:, [1, 3]]).min(axis=1)))
    across: Floats = DEGREE * np.hypot((bounds[:, 2] - bounds[:, 0]) * widest, bounds[:, 3] - bounds[:, 1])
    return across


def _refuse_unplaced(lonlat: Shapes, metres: float) -> None:
    bounds = shapely.bounds(lonlat)
    high = np.abs(bounds[:, [1, 3]]).max(axis=1) + metres / 111_000
    filled = ~(shapely.is_missing(lonlat) | shapely.is_empty(lonlat))
    coords, of = shapely.get_coordinates(lonlat, return_index=True)
    filled[of[~np.isfinite(coords).all(axis=1)]] = True
    bad = np.flatnonzero(filled & ~((high < 90) & np.isfinite(bounds).all(axis=1)))
    if bad.size:
        lon, lat = shapely.get_coordinates(lonlat[bad[0]])[0]
        problem = f"has no buffer of {metres:g} m that stays off the poles; correct its place"
        raise BadCoordinate(layer="shape", uid=int(bad[0]), longitude=lon, latitude=lat, problem=problem)


def wrapped(found: Buffers) -> Buffers:
    """Buffers over the antimeridian, cut at it, the part beyond put where it is on the map."""
    edge = EDGE
    bounds = shapely.bounds(found.shapes)
    shapes, owner = [found.shapes.copy()], [found.owner]
    for side, reaches in ((-1, bounds[:, 0] < -edge), (1, bounds[:, 2] > edge)):
        over = np.flatnonzero(reaches)
        if not over.size:
            continue
        across = found.shapes[over]
        west = edge if side > 0 else -3 * edge
        beyond = shapely.clip_by_rect(across, west, -A, west + 2 * edge, A)
        shapes[0][over] = shapely.clip_by_rect(shapes[0][over], -edge, -A, edge, A)
        shapes.append(np.asarray(shapely.transform(beyond, lambda c, s=side: c - [2 * s * edge, 0])))
        owner.append(found.owner[over])
    return Buffers(np.concatenate(shapes), np.concatenate(owner))
