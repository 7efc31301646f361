"""Lines on the ellipsoid: a stretch of a road by its kilometres, and lengths."""

from __future__ import annotations

import numpy
import shapely
from pyproj import Geod
from shapely import LineString, MultiLineString

_WGS84 = Geod(ellps="WGS84")


def geodesic_km(line: shapely.Geometry | None) -> float:
    """Length on the ellipsoid; nothing has length 0."""
    return 0.0 if line is None else float(_WGS84.geometry_length(line)) / 1000


def stretch(line: LineString, start: float, end: float) -> LineString:
    """The part of a line between two shares of its length, 0 <= start < end <= 1, its bends kept."""
    points = shapely.get_coordinates(line)
    steps = _WGS84.inv(*points[:-1].T, *points[1:].T)[2]
    along = numpy.concatenate([[0], numpy.cumsum(steps)]) / numpy.sum(steps)
    shares = numpy.unique([start, *along[(along > start) & (along < end)], end])
    return LineString([[numpy.interp(share, along, axis) for axis in points.T] for share in shares])


def place(sections: list[tuple[float, float, LineString]], start: float, end: float) -> MultiLineString:
    """A work's line from the sections of its route: (km_from, km_to, line) each, in any order."""
    parts = [
        stretch(line, (max(start, low) - low) / (high - low), (min(end, high) - low) / (high - low))
        for low, high, line in sorted(sections, key=lambda section: section[0])
        if max(start, low) < min(end, high)
    ]
    return MultiLineString(parts)
