"""Km posts on a thousand routes and a million points on them, beside shapely's own way with both.

The peer measures in one projection, as is usual; its lengths are those of the plane.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from pyproj import Geod, Transformer

from benchmarks.measuring import Result, seconds
from registry.roads.building import build
from registry.roads.calibration import calibrate
from registry.roads.location import locate, place

POINTS, ROUTES = 1_000_000, 1_000
#: Segments of a route and their metres, more or less; a post every kilometre.
SEGMENTS, STEP = 200, 500.0


def run(points: int = POINTS, routes: int = ROUTES) -> list[Result]:
    """Time building, calibrating and locating on routes at random, far more tangled than roads are."""
    lines = routes_at_random(routes)
    names = [f"R-{number:04d}" for number in range(routes)]
    built = build(names, lines).routes
    built_in = seconds(lambda: build(names, lines), times=2)
    route, along = posts(built)
    stands = place(built, route, along, 6.0).lonlat
    length = built.reach[route]
    shown = np.rint(along * (1 + 0.02 * np.sin(along / length * np.pi)))  # kilometres of 980 to 1,060 m
    calibrated_in = seconds(lambda: calibrate(built, route, shown, stands), times=2)
    measured = calibrate(built, route, shown, stands).routes
    chance = np.random.default_rng(3)
    own = chance.integers(0, routes, points)
    there = chance.uniform(measured.extent[own, 0], measured.extent[own, 1])
    side = chance.normal(0, 8.0, points)
    lonlat = place(measured, own, there, side).lonlat
    placed_in = seconds(lambda: place(measured, own, there, side))
    measured.finder  # noqa: B018
    located_in = seconds(lambda: locate(measured, lonlat, within=100), times=2)
    found = locate(measured, lonlat, within=100)
    known_in = seconds(lambda: locate(measured, lonlat, route=own, within=100))
    same = found.route == own
    off = np.abs(found.measure[same] - there[same])
    half = np.median(off) * 1000
    note = f"{same.mean():.1%} on the route they were put on, half of those within {half:.1g} mm"
    part = points // 20  # the peer would take minutes over all
    size = f"{points:,} points on {routes:,} routes"
    return [
        Result(f"build {routes:,} routes of {SEGMENTS} segments", built_in, "s"),
        Result(f"calibrate them by {len(route):,} km posts", calibrated_in, "s"),
        Result(
            f"locate {size}", located_in, "s", None,
            f"shapely, projected, {part:,} of them", seconds(lambda: peer(lines, lonlat[:part])), note,
        ),
        Result(f"calibrate and locate {size}", calibrated_in + located_in, "s", 10.0),
        Result("locate them, each on a route known", known_in, "s"),
        Result("put a million measures with offsets on the ground", placed_in, "s"),
    ]  # fmt: skip


def routes_at_random(count: int) -> Any:
    """Lines that wander 100 km from places between Atyrau and Almaty."""
    chance = np.random.default_rng(27)
    start = chance.uniform((50.0, 43.0), (78.0, 52.0), (count, 2))
    heading = chance.uniform(0, 360, (count, 1)) + chance.normal(0, 6, (count, SEGMENTS)).cumsum(axis=1)
    geod, places = Geod(ellps="WGS84"), [start]
    step = chance.uniform(0.5 * STEP, 1.5 * STEP, (count, SEGMENTS))
    for number in range(SEGMENTS):
        lon, lat, _ = geod.fwd(places[-1][:, 0], places[-1][:, 1], heading[:, number], step[:, number])
        places.append(np.column_stack([lon, lat]))
    return shapely.linestrings(np.rint(np.stack(places, axis=1) * 1e9) / 1e9)


def posts(built: Any) -> tuple[Any, Any]:
    """(n,) route and metres along it of a post at each kilometre."""
    count = (built.reach // 1000).astype(np.int64) + 1
    route = np.repeat(np.arange(len(built)), count)
    number = np.arange(len(route)) - np.repeat(np.cumsum(count) - count, count)
    return route, number * 1000.0


def peer(lines: Any, lonlat: Any) -> Any:
    """The nearest line of each point in one plane, and the distance along it there."""
    to = Transformer.from_crs(4326, 32642, always_xy=True).transform
    there = shapely.transform(lines, to, interleaved=False)
    points = shapely.points(*to(lonlat[:, 0], lonlat[:, 1]))
    point, line = shapely.STRtree(there).query_nearest(points, max_distance=100, all_matches=False)
    return shapely.line_locate_point(there[line], points[point])
