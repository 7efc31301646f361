"""Features against the region that they name.

The layer of regions is the one that the field named by ``region`` refers to. A feature may reach
``outside_m`` out of its region: outlines are digitised too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from .collecting import Collector
from .earth import Floats, Ints, Shapes, area_and_perimeter, distance, from_plane, in_plane, length, to_plane
from .layer import Cannot, Layer, Layers, kilometres, listed, points_on, square
from .limits import Limits


class Outlines:
    """The regions of a layer by their code; regions of one code are one."""

    def __init__(self, layer: Layer, field: str) -> None:
        codes = layer.values(field)
        rows = np.flatnonzero(layer.placed & pd.notna(codes) & (shapely.get_dimensions(layer.lonlat) == 2))
        if not rows.size:
            raise Cannot(f"no region in {layer.name} has an outline")
        shapes = layer.lonlat[rows]
        broken = ~shapely.is_valid(shapes)
        shapes[broken] = shapely.make_valid(shapes[broken])
        groups = pd.Series(range(len(rows))).groupby(codes[rows]).indices
        self.known = set(codes) - {None}
        self.codes: list[Any] = list(groups)
        self.shapes: Shapes = np.array(
            [shapely.union_all(shapes[at]) for at in groups.values()], dtype=object
        )
        shapely.prepare(self.shapes)
        self._tree = shapely.STRtree(self.shapes)
        self._borders: dict[int, tuple[shapely.STRtree, Shapes]] = {}

    def around(self, points: Floats) -> Ints:
        """(n,) the region that each point lies in, the one of the lowest code on a border; -1 if none."""
        found = np.full(len(points), len(self.codes))
        at, region = self._tree.query(shapely.points(points), predicate="intersects")
        np.minimum.at(found, at, region)
        return np.where(found == len(self.codes), -1, found)

    def metres_to(self, region: int, points: Floats) -> Floats:
        """(n,) metres from each point to the border of a region."""
        if region not in self._borders:
            lines = in_plane(np.array([shapely.boundary(self.shapes[region])]))
            corners, part = shapely.get_coordinates(
                shapely.get_parts(shapely.get_parts(lines)), return_index=True
            )
            follows = np.flatnonzero(part[1:] == part[:-1])
            sides = shapely.linestrings(np.stack([corners[follows], corners[follows + 1]], axis=1))
            self._borders[region] = shapely.STRtree(sides), sides
        tree, sides = self._borders[region]
        here = shapely.points(to_plane(points))
        near = np.empty(len(here), dtype=np.int64)
        at, side = tree.query_nearest(here, all_matches=False)
        near[at] = side
        foot = shapely.get_coordinates(shapely.shortest_line(sides[near], here))[::2]
        return distance(points, from_plane(foot))


def check_regions(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Features in another region, in none, partly outside, or without a region's name."""
    name = layer.definition.region
    if name is None or layer.definition.geometry is None:
        return None
    reference = layer.definition.field_named(name).references
    if reference is None:
        raise Cannot(f"field {name} does not say which layer holds the regions (references)")
    outlines = Outlines(*layers.referred(reference))
    rows = np.flatnonzero(layer.placed)
    values = layer.values(name)[rows]
    shapes = layer.lonlat[rows]
    _unnamed(layer, rows[pd.isna(values)], name, outlines, found)
    for region, code in enumerate(outlines.codes):
        those = np.flatnonzero(values == code)
        out = those[~shapely.covers(outlines.shapes[region], shapes[those])]
        if out.size:
            _outside(layer, rows[out], shapes[out], region, outlines, limits, found)
    bare = sorted(
        {str(one) for one in values[pd.notna(values)] if one in outlines.known} - {*map(str, outlines.codes)}
    )
    if bare:
        found.skip(layer, f"no outline of the region {listed(bare)}")
    return int(layer.scope[rows].sum())


def _unnamed(layer: Layer, rows: Ints, name: str, outlines: Outlines, found: Collector) -> None:
    around = outlines.around(points_on(layer.lonlat[rows]))
    for row, region in zip(rows.tolist(), around.tolist(), strict=True):
        if region >= 0:
            code = outlines.codes[region]
            message = f"{layer.called(row)} names no region and lies in {code}; set {name} = {code}"
        else:
            message = f"{layer.called(row)} names no region and lies in none; see whether its place is right"
        found.add(layer, row, "region-missing", message)


def _outside(
    layer: Layer,
    rows: Ints,
    shapes: Shapes,
    region: int,
    outlines: Outlines,
    limits: Limits,
    found: Collector,
) -> None:
    """Features not covered by the region that they name."""
    own, code = outlines.shapes[region], outlines.codes[region]
    apart = shapely.disjoint(own, shapes)
    inner = points_on(shapes)
    beyond: Shapes = shapely.points(inner)  # enough of a feature that is far away, and cheap
    meets = np.flatnonzero(~apart)
    beyond[meets] = shapely.difference(_valid(shapes[meets]), own)
    near = np.flatnonzero(apart)[outlines.metres_to(region, inner[apart]) <= limits.outside_m]
    beyond[near] = shapes[near]
    points, owner = shapely.get_coordinates(beyond, return_index=True)
    metres = outlines.metres_to(region, points)
    farthest = pd.Series(metres).groupby(owner).idxmax()
    far = np.zeros(len(rows))
    far[farthest.index] = metres[farthest]
    place = np.zeros((len(rows), 2))
    place[farthest.index] = points[farthest]
    around = outlines.around(inner)
    for at in np.flatnonzero(far > limits.outside_m).tolist():
        row, there = int(rows[at]), int(around[at])
        called, away = layer.called(row), kilometres(far[at])
        if not apart[at]:
            message = (
                f"{called} lies in {code} but {_part(beyond[at], shapes[at])}, up to {away} out of it;"
                " split it at the border, or correct its shape or its region"
            )
            found.add(layer, row, "region-crossed", message, place=place[at])
        elif there >= 0:
            message = (
                f"{called} names region {code} and lies in {outlines.codes[there]}, {away} from it;"
                " correct its region or its place"
            )
            found.add(layer, row, "region-wrong", message)
        else:
            message = (
                f"{called} names region {code} and lies {away} outside it, in no region;"
                " correct its place, its region or the region's outline"
            )
            found.add(layer, row, "region-outside", message)


def _part(beyond: Any, whole: Any) -> str:
    """How much of a feature is outside."""
    if shapely.get_dimensions(whole) == 2:
        return f"for {square(area_and_perimeter(beyond)[0])} of its {square(area_and_perimeter(whole)[0])}"
    if shapely.get_dimensions(whole) == 1:
        out, full = length(np.array([beyond, whole]))
        return f"for {kilometres(out)} of its {kilometres(full)}"
    return "for some of its points"


def _valid(shapes: Shapes) -> Shapes:
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        shapes = np.array(shapes)
        shapes[broken] = shapely.make_valid(shapes[broken])
    return shapes
