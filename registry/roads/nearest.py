"""The nearest place of many routes to many points.

Candidates come from a tree of boxes in ellipsoidal Mercator, which is conformal: what is near there is near
on the ground, to a margin that is added. Which candidate is nearest, and how far, is then told by geodesics;
no length is ever taken from the plane.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from .arrays import Bools, Floats, Ints
from .ellipsoid import HIGHEST
from .segments import Foot, azimuth, foot

if TYPE_CHECKING:
    from .routes import RouteSet

#: Metres around each segment in the first look; farther points are looked for one by one.
FIRST = 50.0
CHUNK = 100_000
# Routes are laid so far apart in the plane that none is near another, where each point has its own.
_APART = 1e8


class Wanted(NamedTuple):
    """n points: ``lonlat`` (n, 2); ``route`` (n,) the only one to look on, or -1 for all; ``heading`` (n,)
    degrees from north that the road must keep within ``turn``, NaN for any; ``oneway``: not against it."""

    lonlat: Floats
    route: Ints
    heading: Floats
    turn: float
    oneway: bool


class Nearest(NamedTuple):
    """``vertex`` (n,) where the nearest segment begins, -1 where none is within reach; ``at`` where on it."""

    vertex: Ints
    at: Foot


class Finder:
    """The segments of a set of routes, to be asked many times."""

    def __init__(self, routes: RouteSet) -> None:
        self.routes = routes
        self.vertex = routes.segments
        self.start = routes.lonlat[self.vertex]
        self.end = routes.lonlat[self.vertex + 1]
        self.route = routes.vertex_route[self.vertex]

    @cached_property
    def _west(self) -> float:
        """Where the plane is cut open: in the middle of the widest stretch of longitudes without a road."""
        lon = np.sort(self.start[:, 0] % 360)
        if not len(lon):
            return -180.0
        gap = np.diff(np.append(lon, lon[0] + 360))
        widest = int(gap.argmax())
        return float((lon[widest] + gap[widest] / 2) % 360)

    def _plane(self, lonlat: Floats) -> Floats:
        """(n, 2) coordinates in ellipsoidal Mercator, from the cut eastwards."""
        e = np.sqrt(self.routes.ellipsoid.e2)
        latitude = np.radians(np.clip(lonlat[:, 1], -HIGHEST - 5, HIGHEST + 5))
        s = np.sin(latitude)
        x = np.radians((lonlat[:, 0] - self._west) % 360)
        y = np.arctanh(s) - e * np.arctanh(e * s)
        return np.column_stack([x, y]) * self.routes.ellipsoid.a

    def _scale(self, latitude: Floats) -> Floats:
        """(n,) metres of the plane in a metre on the ground, or a little more."""
        return np.asarray(1.0 / np.cos(np.radians(np.minimum(np.abs(latitude), HIGHEST + 5))))

    @cached_property
    def _ends(self) -> tuple[Floats, Floats]:
        start = self._plane(self.start)
        dlon = self.end[:, 0] - self.start[:, 0]
        dlon -= 360 * np.rint(dlon / 360)
        end = self._plane(self.end)
        end[:, 0] = start[:, 0] + np.radians(dlon) * self.routes.ellipsoid.a  # over the cut, if it lies there
        return start, end

    @cached_property
    def _together(self) -> shapely.STRtree:
        return self._boxes(0.0)

    @cached_property
    def _apart(self) -> shapely.STRtree:
        return self._boxes(_APART)

    def _boxes(self, apart: float) -> shapely.STRtree:
        start, end = self._ends
        latitude = np.maximum(np.abs(self.start[:, 1]), np.abs(self.end[:, 1]))
        # A geodesic leaves the straight line of the plane by s^2 tan(lat) / 8 R.
        bent = ((end - start) ** 2).sum(axis=1) * np.tan(np.radians(latitude)) / 4e7
        pad = (FIRST * 1.01) * self._scale(latitude) + bent
        low, high = np.minimum(start, end), np.maximum(start, end)
        shift = self.route * apart
        return shapely.STRtree(
            shapely.box(low[:, 0] - pad + shift, low[:, 1] - pad, high[:, 0] + pad + shift, high[:, 1] + pad)
        )

    def nearest(self, wanted: Wanted, within: float) -> Nearest:
        """The nearest place to each point, at most ``within`` metres away."""
        count = len(wanted.lonlat)
        found = Nearest(np.full(count, -1), Foot(np.zeros(count), np.full(count, np.inf), np.zeros(count)))
        if not len(self.vertex):
            return found
        sound = np.isfinite(wanted.lonlat).all(axis=1)
        for own in (True, False):
            those = np.flatnonzero(sound & ((wanted.route >= 0) == own))
            if not those.size:
                continue
            plane = self._plane(wanted.lonlat[those])
            plane[:, 0] += wanted.route[those] * _APART if own else 0.0
            tree = self._apart if own else self._together
            # Neighbours share branches of the tree: northwards in strips of 20 km.
            near = np.argsort(plane[:, 0] // 20_000 * 1e9 + plane[:, 1])
            for begin in range(0, len(near), CHUNK):
                part = near[begin : begin + CHUNK]
                point, segment = tree.query(shapely.points(plane[part]))
                self._take(wanted, those[part][point], segment, min(within, FIRST), found)
        if within > FIRST:
            self._farther(wanted, np.flatnonzero(sound & (found.vertex < 0)), within, found)
        return found

    def _farther(self, wanted: Wanted, left: Ints, within: float, found: Nearest) -> None:
        """Points with nothing close by: the nearest in the plane sets how far to look, with a margin."""
        for own in (True, False):
            those = left[(wanted.route[left] >= 0) == own]
            if not those.size:
                continue
            tree = self._far_apart if own else self._far_together
            plane = self._plane(wanted.lonlat[those])
            plane[:, 0] += wanted.route[those] * _APART if own else 0.0
            points = shapely.points(plane)
            latitude = wanted.lonlat[those, 1]
            scale = self._scale(latitude)
            # The scale changes by tan(lat) / R with each metre northwards.
            margin = 1.01 + 4 * np.tan(np.radians(np.abs(latitude))) * within / self.routes.ellipsoid.a
            reach = np.full(len(those), within) * scale * margin
            free = np.flatnonzero(np.isnan(wanted.heading[those]))
            if free.size:
                (near, _), far = tree.query_nearest(
                    points[free], max_distance=float(reach.max()), return_distance=True, all_matches=False
                )
                reach[free] = -1.0
                reach[free[near]] = np.minimum(
                    far * margin[free[near]] + 2 * scale[free[near]], (within * scale * margin)[free[near]]
                )
            looked = np.flatnonzero(reach >= 0)
            for begin in range(0, len(looked), CHUNK // 10):
                part = looked[begin : begin + CHUNK // 10]
                point, segment = tree.query(points[part], predicate="dwithin", distance=reach[part])
                self._take(wanted, those[part][point], segment, within, found)

    @cached_property
    def _far_together(self) -> shapely.STRtree:
        return self._line_tree(0.0)

    @cached_property
    def _far_apart(self) -> shapely.STRtree:
        return self._line_tree(_APART)

    def _line_tree(self, apart: float) -> shapely.STRtree:
        ends = np.stack(self._ends, axis=1)
        ends[:, :, 0] += (self.route * apart)[:, None]
        return shapely.STRtree(shapely.linestrings(ends))

    def _take(self, wanted: Wanted, point: Ints, segment: Ints, within: float, found: Nearest) -> None:
        """Into ``found`` the nearest of candidate (point, segment) pairs; the first of equals."""
        if not point.size:
            return
        at = foot(wanted.lonlat[point], self.start[segment], self.end[segment], self.routes.ellipsoid)
        fits = (at.metres <= within) & self._heads(wanted, point, segment)
        point, segment, at = point[fits], segment[fits], Foot(*(one[fits] for one in at))
        if not point.size:
            return
        # To 0.1 µm, so that a vertex between two segments always goes to the first.
        far = np.rint(at.metres * 1e7)
        begins = np.flatnonzero(np.append(True, point[1:] != point[:-1]))  # pairs come point by point
        count = np.diff(np.append(begins, len(point)))
        equal = np.where(far == np.repeat(np.minimum.reduceat(far, begins), count), segment, len(self.vertex))
        first = np.flatnonzero(equal == np.repeat(np.minimum.reduceat(equal, begins), count))
        won = point[first]
        found.vertex[won] = self.vertex[segment[first]]
        for column, values in zip(found.at, at, strict=True):
            column[won] = values[first]

    def _heads(self, wanted: Wanted, point: Ints, segment: Ints) -> Bools:
        fits = np.ones(len(point), dtype=np.bool_)
        heading = wanted.heading[point]
        asked = np.flatnonzero(np.isfinite(heading))
        if asked.size:
            those = segment[asked]
            way = azimuth(self.start[those], self.end[those], self.routes.ellipsoid)
            off = np.abs((way - heading[asked] + 180) % 360 - 180)
            fits[asked] = (off if wanted.oneway else np.minimum(off, 180 - off)) <= wanted.turn
        return fits
