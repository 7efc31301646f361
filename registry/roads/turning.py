"""Routes turned round, so that they run the way their kilometres grow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .arrays import Bools
from .knots import Knots
from .routes import RouteSet


def turned(routes: RouteSet, which: Bools) -> RouteSet:
    """Some routes drawn the other way round; what they are measured by is counted from the other end."""
    flip = which[routes.vertex_route]
    place = np.arange(len(routes.lonlat))
    low, high = routes.bounds[:-1][routes.vertex_route], routes.bounds[1:][routes.vertex_route]
    place = np.where(flip, low + high - 1 - place, place)
    along = np.where(flip, routes.reach[routes.vertex_route] - routes.along[place], routes.along)
    ends = np.zeros(len(place), dtype=np.bool_)
    ends[routes.parts[1:] - 1] = True
    starts = np.zeros(len(place), dtype=np.bool_)
    starts[routes.parts[:-1]] = True
    begins = np.where(flip, ends[place], starts)
    parts = np.append(np.flatnonzero(begins), len(place)).astype(np.int64)
    k = np.repeat(np.arange(len(routes)), np.diff(routes.knots.offsets))
    back = which[k]
    at = np.arange(len(k))
    at = np.where(back, routes.knots.offsets[k] + routes.knots.offsets[k + 1] - 1 - at, at)
    extent = routes.extent[k]
    knots = Knots(
        routes.knots.offsets,
        np.where(back, routes.reach[k] - routes.knots.along[at], routes.knots.along),
        np.where(back, extent.sum(axis=1) - routes.knots.measure[at], routes.knots.measure),
    )
    # `row` is that of the segment after a vertex, which was the one before it.
    row = routes.row[np.where(flip, np.maximum(place - 1, 0), place)]
    lonlat, own = routes.lonlat[place], routes.own[place]
    return replace(routes, lonlat=lonlat, along=along, own=own, row=row, parts=parts, knots=knots)
