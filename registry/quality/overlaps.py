"""Features that share ground in a layer that forbids it."""

from __future__ import annotations

import numpy as np
import shapely

from .collecting import Collector
from .earth import Floats, Ints, Shapes, area_and_perimeter, length
from .layer import Layer, Layers, kilometres, points_on, square
from .limits import Limits

# Pairs worked on at once: their common parts are held in memory.
_AT_ONCE = 50_000


def check_overlaps(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Pairs that share more than a sliver: areas some area, lines some length, points their place.

    Rows that describe the world at different times share nothing.
    """
    spec = layer.definition.geometry
    if spec is None or spec.overlaps != "forbid":
        return None
    shapes = layer.lonlat
    tried = np.flatnonzero(layer.placed)
    sound = shapes[tried]
    broken = ~shapely.is_valid(sound)
    sound[broken] = shapely.make_valid(sound[broken])
    tree = shapely.STRtree(sound)
    one, other = tree.query(sound, predicate="intersects")
    ahead = one < other
    one, other = one[ahead], other[ahead]
    together = layer.at_one_time(tried[one], tried[other])
    one, other = one[together], other[together]
    for begin in range(0, len(one), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        _report(layer, tried, sound, one[part], other[part], limits, found)
    return int((layer.placed & layer.scope).sum())


def _report(
    layer: Layer, tried: Ints, shapes: Shapes, one: Ints, other: Ints, limits: Limits, found: Collector
) -> None:
    assert layer.definition.geometry is not None  # nosec B101
    common = shapely.intersection(shapes[one], shapes[other])
    family = layer.definition.geometry.type.removeprefix("Multi")
    if family == "Polygon":
        wide = shapely.area(common) > 0
    elif family == "LineString":
        wide = length(common) >= limits.overlap_length_m
    else:
        wide = ~shapely.is_empty(common)
    for pair in np.flatnonzero(wide):
        what = _amount(common[pair], family, limits)
        if what is None:
            continue
        first, second = int(tried[one[pair]]), int(tried[other[pair]])
        message = (
            f"{layer.called(second)} overlaps {layer.called(first)} {what},"
            f" which layer {layer.name} forbids; redraw one of them"
        )
        place = _place(common[pair])
        found.add(layer, second, "overlap", message, place=place, other=(layer, first))


def _amount(common: shapely.Geometry, family: str, limits: Limits) -> str | None:
    """How much is shared, None if it is a sliver."""
    if family == "Polygon":
        area, around = area_and_perimeter(common)
        if area < limits.overlap_m2 or 2 * area / around < limits.overlap_width_m:
            return None
        return f"by {square(area)}"
    if family == "LineString":
        return f"along {kilometres(float(length(np.array([common]))[0]))}"
    return "at the same point"


def _place(common: shapely.Geometry) -> Floats:
    """A point in the largest part of what is shared."""
    parts = shapely.get_parts(common)
    sizes = np.where(shapely.area(parts) > 0, shapely.area(parts) + 1e6, shapely.length(parts))
    return np.asarray(points_on(parts[[int(np.argmax(sizes))]])[0])
