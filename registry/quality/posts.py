"""Km posts: off their road, out of order along it, twice on it.

Where a post stands on its road is told by the section nearest to it: of the sections that have its kilometre
if it stands on one of them, else of all sections of the route. How far along the section it stands gives the
kilometre that the road has there. Only the order of these is looked at: declared and drawn lengths differ
on real roads.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..roads.increasing import rising
from .collecting import Collector
from .earth import Floats, Ints, Shapes, distance, from_plane, to_plane
from .layer import Layer, Layers, kilometres, km, points_on
from .limits import Limits
from .orientation import backward
from .routes import Routes, routes_of

# Sections with one kilometre: two that meet there, on two carriageways.
_SHARING = 4


def check_posts(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """All km posts of a layer; those on routes without a line are told as not looked at."""
    linear = layer.definition.linear
    if linear is None or linear.kind != "referent":
        return None
    named = layer.values(linear.route)
    metres = layer.span[0]
    told = pd.notna(named) & np.isfinite(metres)
    if set(layer.definition.key) != {linear.route, linear.start}:  # else it is a duplicate key
        _twice(layer, np.flatnonzero(told), named, metres, found)
    if layer.definition.geometry is None:
        return None
    routes = routes_of(layer, layers)
    index = np.where(told & layer.placed, routes.index(named), -1)
    has_line = np.zeros(len(routes.names) + 1, dtype=np.bool_)  # the last is for -1
    has_line[routes.route[~shapely.is_missing(routes.lines)]] = True
    lost = (told & layer.placed & ~has_line[index]).sum()
    if lost:
        found.skip(layer, f"{lost} of {len(layer)} posts stand on routes without a line")
    rows = np.flatnonzero(has_line[index])
    if not rows.size:
        return 0
    route, metres, points = index[rows], metres[rows], points_on(layer.lonlat[rows])
    section, along, off = nearest(routes, route, metres, points, limits)
    for at in np.flatnonzero(off > limits.post_m).tolist():
        message = (
            f"{layer.called(rows[at])} stands {kilometres(off[at])} from its road;"
            " correct its place, its route or the line of the road"
        )
        element = routes.elements[int(routes.of[section[at]])]
        other = (element, int(routes.row[section[at]]))
        found.add(layer, int(rows[at]), "post-off-road", message, other=other)
    on = np.flatnonzero(off <= limits.post_m)
    flipped = backward(routes, section[on], along[on], metres[on])[section[on]]
    along = np.where(flipped, 1 - along[on], along[on])
    low, high = routes.low[section[on]], routes.high[section[on]]
    along = _unwound(routes.lines[section[on]], along, (metres[on] - low) / (high - low), limits)
    stands = np.asarray(low + along * (high - low), dtype=np.float64)
    _order(layer, rows[on], route[on], metres[on], stands, limits, found)
    return int(layer.scope[rows].sum())


def _twice(layer: Layer, rows: Ints, named: Shapes, metres: Floats, found: Collector) -> None:
    posts = pd.DataFrame({"route": named[rows], "metres": metres[rows], "row": rows})
    posts["first"] = posts.groupby(["route", "metres"])["row"].transform("first")
    for later, first in posts.loc[posts["row"] != posts["first"], ["row", "first"]].itertuples(index=False):
        message = f"{layer.called(later)} is there twice; delete one of them, or correct its kilometre"
        found.add(layer, later, "post-duplicate", message, other=(layer, first))


def nearest(
    routes: Routes, route: Ints, metres: Floats, points: Floats, limits: Limits
) -> tuple[Ints, Floats, Floats]:
    """Where points stand on their routes, all of which have some line.

    Parameters
    ----------
    route, metres : (n,) index of each point's route and its measure there
    points : (n, 2) longitude and latitude

    Returns
    -------
    (n,) section, (n,) how far along its line from 0 to 1, (n,) metres to it
    """
    section = np.full(len(route), -1)
    along, off = np.zeros(len(route)), np.full(len(route), np.inf)
    plane = shapely.points(to_plane(points))
    starts = routes.key(routes.route, routes.low)
    last = np.searchsorted(starts, routes.key(route, metres), side="right") - 1
    for back in range(_SHARING):
        candidate = np.maximum(last - back, 0)
        holds = (routes.route[candidate] == route) & (routes.high[candidate] >= metres)
        tried = np.flatnonzero(holds & ~shapely.is_missing(routes.lines[candidate]))
        _closer(routes, tried, candidate[tried], plane, points, (section, along, off))
    for here in np.unique(route[off > limits.post_m]):
        tried = np.flatnonzero((route == here) & (off > limits.post_m))
        those = np.flatnonzero((routes.route == here) & ~shapely.is_missing(routes.lines))
        hit = shapely.STRtree(routes.lines[those]).query_nearest(plane[tried], all_matches=False)
        _closer(routes, tried[hit[0]], those[hit[1]], plane, points, (section, along, off))
    return section, along, off


def _closer(
    routes: Routes,
    tried: Ints,
    candidate: Ints,
    plane: Shapes,
    points: Floats,
    best: tuple[Ints, Floats, Floats],
) -> None:
    """Take the candidate section for those points that it is nearer to than the best so far."""
    if not tried.size:
        return
    section, along, off = best
    lines = routes.lines[candidate]
    there = shapely.line_locate_point(lines, plane[tried], normalized=True)
    foot = shapely.get_coordinates(shapely.line_interpolate_point(lines, there, normalized=True))
    metres = distance(points[tried], from_plane(foot))
    better = metres < off[tried]
    won = tried[better]
    section[won], along[won], off[won] = candidate[better], there[better], metres[better]


def _unwound(lines: Shapes, along: Floats, expected: Floats, limits: Limits) -> Floats:
    """How far along their lines posts stand; where a loop closes, at its beginning or end, as expected."""
    closed = np.flatnonzero(shapely.is_closed(lines))
    near_end = np.minimum(along[closed], 1 - along[closed]) * shapely.length(lines[closed]) <= limits.post_m
    along[closed[near_end]] = np.where(expected[closed[near_end]] < 0.5, 0.0, 1.0)
    return along


def _order(
    layer: Layer, rows: Ints, route: Ints, metres: Floats, stands: Floats, limits: Limits, found: Collector
) -> None:
    """Posts out of order; ``stands`` is the (n,) measure of the road where each stands."""
    order = np.lexsort((stands, metres, route))
    rows, route, metres, stands = rows[order], route[order], metres[order], stands[order]
    falls = (route[1:] == route[:-1]) & (stands[1:] < stands[:-1] - limits.order_m)
    for here in np.unique(route[1:][falls]):
        those = slice(*np.searchsorted(route, [here, here + 1]))
        for wrong, against in out_of_order(stands[those], limits.order_m, metres[those]):
            row, other = int(rows[those][wrong]), int(rows[those][against])
            message = (
                f"{layer.called(row)} stands at about km {km(stands[those][wrong])} of its road,"
                f" out of order with {layer.called(other)}; correct its kilometre or its place"
            )
            found.add(layer, row, "post-out-of-order", message, other=(layer, other))


def out_of_order(stands: Floats, slack: float = 0.0, posted: Floats | None = None) -> list[tuple[int, int]]:
    """The fewest places to leave out so that the rest never falls, each with one that it contradicts.

    ``slack`` is a fall that does not count. Where two contradict each other, the one that fits what they
    should be, ``posted``, stays; calibration by the posts decides alike.

    >>> out_of_order(np.array([0.0, 1.0, 8.0, 3.0, 4.0]))
    [(2, 3)]
    """
    # A fall within the slack is flattened: every value is raised to the highest one it may follow.
    level = np.where(stands >= np.maximum.accumulate(stands) - slack, np.maximum.accumulate(stands), stands)
    # Equal levels rise with their places, by less than any that differ.
    kept = np.zeros(len(level), dtype=np.bool_)
    kept[
        rising((level + np.arange(len(level)) * 1e-7).tolist(), None if posted is None else posted.tolist())
    ] = True
    found = []
    order = np.flatnonzero(kept)
    for wrong in np.flatnonzero(~kept).tolist():
        at = int(np.searchsorted(order, wrong))
        earlier = order[:at][level[order[:at]] > level[wrong]]
        later = order[at:][level[order[at:]] < level[wrong]]
        found.append((wrong, int(earlier[-1] if earlier.size else later[0])))
    return found
