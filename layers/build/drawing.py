"""Geodesic shapes on WGS 84, exact in length or area: what has no published shape is drawn with these."""

from __future__ import annotations

from collections.abc import Callable

import shapely
from seed import WGS84, geodesic_area
from shapely import Geometry, LineString, Point, Polygon

CIRCLE_VERTICES = 72


def towards(start: Point, azimuth: float, metres: float) -> Point:
    """The point at a distance along a geodesic; azimuth in degrees from north, clockwise."""
    longitude, latitude, _ = WGS84.fwd(start.x, start.y, azimuth, metres)
    return Point(longitude, latitude)


def distance(start: Point, end: Point) -> float:
    """Geodesic metres."""
    _, _, metres = WGS84.inv(start.x, start.y, end.x, end.y)
    return float(metres)


def between(start: Point, end: Point, share: float) -> Point:
    """The point at a share of the geodesic from start to end; exactly the ends at 0 and 1."""
    if share in (0, 1):
        return end if share else start
    azimuth, _, metres = WGS84.inv(start.x, start.y, end.x, end.y)
    return towards(start, azimuth, metres * share)


def crossings(start: Point, end: Point, border: Geometry, steps: int = 400) -> list[float]:
    """Shares of the geodesic at which it enters or leaves an area, to a millimetre."""

    def inside(share: float) -> bool:
        return bool(border.covers(between(start, end, share)))

    found = []
    for step in range(steps):
        low, high = step / steps, (step + 1) / steps
        if (before := inside(low)) != inside(high):
            for _ in range(40):
                middle = (low + high) / 2
                low, high = (middle, high) if inside(middle) == before else (low, middle)
            found.append(high)
    return found


def circle(centre: Point, square_metres: float) -> Polygon:
    """A regular polygon about a point, with exactly that geodesic area."""

    def drawn(radius: float) -> Polygon:
        azimuths = (360 * i / CIRCLE_VERTICES for i in range(CIRCLE_VERTICES))
        return Polygon([towards(centre, azimuth, radius) for azimuth in azimuths])

    return drawn(_solved(lambda radius: geodesic_area(drawn(radius)), square_metres, 1e6))


def strips(corner: Point, height: float, areas: list[float]) -> list[Polygon]:
    """Rectangles side by side, west to east, of one height in metres and with exactly those areas.

    ``corner`` is the south-west corner of the first. Neighbours share both vertices of their common side.
    """
    found = []
    south, north = corner, towards(corner, 0, height)
    for square_metres in areas:

        def area(width: float, south: Point = south, north: Point = north) -> float:
            return geodesic_area(_between_meridians(south, north, width))

        strip = _between_meridians(south, north, _solved(area, square_metres, 1e5))
        found.append(strip)
        _, (x, y), (x_north, y_north), *_ = strip.exterior.coords
        south, north = Point(x, y), Point(x_north, y_north)
    return found


def _between_meridians(south: Point, north: Point, width: float) -> Polygon:
    """The rectangle in degrees east of a side that runs from south to north."""
    east = towards(south, 90, width).x
    return Polygon([south, Point(east, south.y), Point(east, north.y), north])


def half_ring(centre: Point, metres: float, vertices: int = 13) -> LineString:
    """A half circle from west over north to east of a point, as a line of exactly that length."""

    def drawn(radius: float) -> LineString:
        return LineString([towards(centre, 270 + 180 * i / (vertices - 1), radius) for i in range(vertices)])

    return drawn(_solved(lambda radius: WGS84.geometry_length(drawn(radius)), metres, 1e6))


def joined(parts: list[Polygon]) -> Polygon:
    """One outline of neighbours that share vertices; keeps those vertices, so that areas add up."""
    return shapely.union_all(parts)


def _solved(measure: Callable[[float], float], wanted: float, highest: float) -> float:
    """The size at which an increasing measure has the wanted value, by bisection."""
    low, high = 0.0, highest
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if measure(middle) < wanted else (low, middle)
    return (low + high) / 2
