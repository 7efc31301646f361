"""A network out of road lines: joined where they cross, and where an end lies near another line.

Nothing is cut. Each line keeps *stations*, places at metres from its beginning: its ends, its crossings, the
feet of ends of other lines. Stations of different lines that are one place are one node; between neighbouring
stations of a line there is an edge of their distance along it. Lengths are geodesic.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..roads.arrays import Ints
from ..roads.densifying import densified
from ..roads.geodesy import cumulative
from ..roads.segments import foot
from .plane import Floats, Shapes

#: Metres between vertices, at most: what the feet of perpendiculars are true for, and crossings straight.
LONGEST = 2_000.0
_A, _E2 = 6_378_137.0, 0.006_694_379_990_141_3


class Lines(NamedTuple):
    """Segments of n lines: vertices (v, 2) in degrees, ``along`` metres of each from its line's beginning,
    ``line`` of each, ``starts`` (s,) vertex at which each segment begins, ``owner`` (n,) row of each line."""

    lonlat: Floats
    along: Floats
    line: Ints
    starts: Ints
    owner: Ints


class Stations(NamedTuple):
    """(m,) places on lines: ``line`` and ``along`` metres."""

    line: Ints
    along: Floats


class Network(NamedTuple):
    """``graph`` (nodes, nodes) metres of the shortest edge; ``node`` (m,) of each station; ``edge_line`` and
    ``edge_nodes`` of each edge."""

    graph: csr_array
    node: Ints
    edge_line: Ints
    edge_nodes: Ints
    edge_metres: Floats


def lines_of(shapes: Shapes) -> Lines:
    """Lines in WGS 84, single or multiple, with vertices at most 2 km apart; those of None are left out."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    filled = shapely.get_num_coordinates(parts) > 1
    parts, owner = parts[filled], owner[filled]
    if len(parts):
        parts = shapely.get_parts(densified(parts, LONGEST))
    coords, line = shapely.get_coordinates(parts, return_index=True)
    offsets = np.searchsorted(line, np.arange(len(parts) + 1)).astype(np.int64)
    along = cumulative(coords, offsets) if len(coords) else np.empty(0)
    starts = np.flatnonzero(line[1:] == line[:-1]) if len(line) else np.empty(0, np.int64)
    return Lines(coords, along, line.astype(np.int64), starts.astype(np.int64), owner.astype(np.int64))


def joined(lines: Lines, tolerance: float, crossings: bool) -> tuple[Stations, NDArray[np.int64]]:
    """Stations of lines, and (j, 2) pairs of stations that are one place.

    Parameters
    ----------
    tolerance : metres within which an end joins another line
    crossings : whether lines that cross are joined there too (bridges are not told apart)
    """
    count = len(lines.owner)
    first = np.searchsorted(lines.line, np.arange(count))
    last = np.searchsorted(lines.line, np.arange(count), side="right") - 1
    line = [np.arange(count), np.arange(count)]
    along = [lines.along[first], lines.along[last]] if count else [np.empty(0), np.empty(0)]
    pairs = []
    tree = shapely.STRtree(_segments(lines))
    ends = np.concatenate([first, last])
    if count:
        which, segment, metres = _feet_of_ends(lines, tree, ends, tolerance)
        pairs.append(np.column_stack([which, 2 * count + np.arange(len(which))]))
        line.append(lines.line[lines.starts[segment]])
        along.append(metres)
    if crossings and count:
        one, other, places = _crossings(lines, tree)
        begin = sum(map(len, line))
        for segment in (one, other):
            line.append(lines.line[lines.starts[segment]])
            along.append(_along(lines, segment, places))
        numbers = begin + np.arange(len(one))
        pairs.append(np.column_stack([numbers, numbers + len(one)]))
    none = np.empty((0, 2), dtype=np.int64)
    stations = Stations(np.concatenate(line).astype(np.int64), np.concatenate(along))
    return stations, np.concatenate([none, *pairs])


def nearest(lines: Lines, points: Floats) -> tuple[Ints, Floats, Floats]:
    """The nearest line of each of (n, 2) points, metres from its beginning, and metres to it.

    The nearest vertex bounds the distance; among the segments with an end that near is the nearest.
    """
    tree = cKDTree(geocentric(lines.lonlat))
    place = geocentric(points)
    bound, _ = tree.query(place)
    found = (np.zeros(len(points), np.int64), np.zeros(len(points)), np.full(len(points), np.inf))
    starts = np.zeros(len(lines.lonlat), dtype=bool)
    starts[lines.starts] = True
    for row, near in enumerate(tree.query_ball_point(place, bound + LONGEST)):
        vertex = np.asarray(near, dtype=np.int64)
        before = vertex[vertex > 0] - 1
        segment = np.unique(np.concatenate([vertex[starts[vertex]], before[starts[before]]]))
        here = np.broadcast_to(points[row], (len(segment), 2)).copy()
        spot = foot(here, lines.lonlat[segment], lines.lonlat[segment + 1])
        best = int(np.argmin(spot.metres))
        at = segment[best]
        step = lines.along[at + 1] - lines.along[at]
        found[0][row] = lines.line[at]
        found[1][row] = lines.along[at] + spot.share[best] * step
        found[2][row] = spot.metres[best]
    return found


def network(stations: Stations, pairs: NDArray[np.int64]) -> Network:
    """Nodes and edges of stations; pairs of stations that are one place become one node."""
    count = len(stations.line)
    order = np.lexsort((stations.along, stations.line))
    line, along = stations.line[order], stations.along[order]
    beside = line[1:] == line[:-1]
    metres = np.diff(along)
    same = np.flatnonzero(beside & (metres <= 1e-6))
    one = np.concatenate([pairs[:, 0], order[same]])
    other = np.concatenate([pairs[:, 1], order[same + 1]])
    ties = coo_array((np.ones(len(one)), (one, other)), shape=(count, count))
    nodes, node = connected_components(ties, directed=False)
    edge = np.flatnonzero(beside & (metres > 1e-6))
    ends = np.column_stack([node[order[edge]], node[order[edge + 1]]])
    kept = ends[:, 0] != ends[:, 1]
    edge, ends = edge[kept], ends[kept]
    graph = shortest(ends, metres[edge], nodes)
    return Network(graph, node.astype(np.int64), line[edge], ends, metres[edge])


def shortest(ends: NDArray[np.int64], metres: Floats, nodes: int) -> csr_array:
    """A symmetric graph; of several edges between two nodes the shortest."""
    low, high = ends.min(axis=1, initial=nodes), ends.max(axis=1, initial=0)
    order = np.lexsort((metres, high, low))
    low, high, metres = low[order], high[order], metres[order]
    first = np.append(True, (low[1:] != low[:-1]) | (high[1:] != high[:-1]))[: len(low)]
    low, high, metres = low[first], high[first], metres[first]
    both = (np.concatenate([low, high]), np.concatenate([high, low]))
    return csr_array(coo_array((np.concatenate([metres, metres]), both), shape=(nodes, nodes)))


def geocentric(lonlat: Floats) -> Floats:
    """(n, 3) metres from the Earth's centre: chords order places as distances do."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    normal = _A / np.sqrt(1 - _E2 * np.sin(lat) ** 2)
    flat = normal * np.cos(lat)
    return np.column_stack([flat * np.cos(lon), flat * np.sin(lon), normal * (1 - _E2) * np.sin(lat)])


def _segments(lines: Lines) -> Shapes:
    pairs = np.stack([lines.lonlat[lines.starts], lines.lonlat[lines.starts + 1]], axis=1)
    return np.asarray(shapely.linestrings(pairs), dtype=object).reshape(-1)


def _feet_of_ends(
    lines: Lines, tree: shapely.STRtree, ends: Ints, tolerance: float
) -> tuple[Ints, Ints, Floats]:
    """Ends near other lines: which end, which segment, metres along that segment's line."""
    points = lines.lonlat[ends]
    narrow = 111_000 * np.cos(np.radians(np.minimum(np.abs(points[:, 1]) + 0.1, 89.0)))
    which, segment = tree.query(
        shapely.points(points), predicate="dwithin", distance=np.maximum(tolerance, 1e-3) / narrow
    )
    apart = lines.line[lines.starts[segment]] != lines.line[ends[which]]
    which, segment = which[apart], segment[apart]
    spot = foot(points[which], lines.lonlat[lines.starts[segment]], lines.lonlat[lines.starts[segment] + 1])
    near = np.flatnonzero(spot.metres <= tolerance)
    which, segment, spot_m, share = which[near], segment[near], spot.metres[near], spot.share[near]
    # Of several segments of one line the nearest.
    line = lines.line[lines.starts[segment]]
    order = np.lexsort((spot_m, line, which))
    first = np.append(True, np.diff(which[order]).astype(bool) | np.diff(line[order]).astype(bool))
    chosen = order[first[: len(order)]]
    at = lines.starts[segment[chosen]]
    along = lines.along[at] + share[chosen] * (lines.along[at + 1] - lines.along[at])
    return which[chosen], segment[chosen], along


def _crossings(lines: Lines, tree: shapely.STRtree) -> tuple[Ints, Ints, Floats]:
    """Pairs of segments of different lines that meet, and where."""
    shapes = tree.geometries
    one, other = tree.query(shapes, predicate="intersects")
    apart = (one < other) & (lines.line[lines.starts[one]] != lines.line[lines.starts[other]])
    one, other = one[apart], other[apart]
    places = shapely.intersection(shapes[one], shapes[other])
    parts, owner = shapely.get_parts(places, return_index=True)
    # Of a stretch that two lines share, both ends.
    coords, part = shapely.get_coordinates(parts, return_index=True)
    owner = owner[part]
    return one[owner], other[owner], coords


def _along(lines: Lines, segment: Ints, places: Floats) -> Floats:
    at = lines.starts[segment]
    spot = foot(places, lines.lonlat[at], lines.lonlat[at + 1])
    metres: Floats = lines.along[at] + spot.share * (lines.along[at + 1] - lines.along[at])
    return metres
