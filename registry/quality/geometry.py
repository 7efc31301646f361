"""Geometry that is missing, empty, invalid, or outside its reference system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..intake.transform import layer_crs
from .collecting import Collector
from .earth import Floats
from .layer import Bools, Cannot, Layer, Layers
from .limits import Limits

if TYPE_CHECKING:
    from pyproj import CRS

# "Self-intersection[51.5 47.25]", as GEOS tells it.
_REASON = re.compile(r"^(.*?)\s*\[(\S+) (\S+?)(?: \S+)?\]$")


def check_geometry(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Every geometry by itself; returns how many features were looked at."""
    spec = layer.definition.geometry
    if spec is None:
        return None
    missing, empty = shapely.is_missing(layer.shapes), shapely.is_empty(layer.shapes)
    if spec.required:
        for row in np.flatnonzero(missing).tolist():
            message = f"{layer.called(row)} has no geometry; draw it, or delete the feature"
            found.add(layer, row, "geometry-missing", message)
    for row in np.flatnonzero(empty).tolist():
        message = f"{layer.called(row)} has an empty geometry; draw it, or leave it out"
        found.add(layer, row, "geometry-empty", message)
    _validity(layer, found)
    _place(layer, limits, found)
    return int(layer.scope.sum())


def _validity(layer: Layer, found: Collector) -> None:
    bad = np.flatnonzero(~shapely.is_valid(layer.shapes) & layer.drawn)
    if not bad.size:
        return
    for row, reason in zip(bad.tolist(), shapely.is_valid_reason(layer.shapes[bad]), strict=True):
        match = _REASON.match(reason)
        what, place = (match[1], np.array([float(match[2]), float(match[3])])) if match else (reason, None)
        if place is not None:
            place = _in_degrees(layer, place)
        message = f"{layer.called(row)} has an invalid geometry ({what.lower()}); redraw it there"
        found.add(layer, row, "geometry-invalid", message, place=place)


def _in_degrees(layer: Layer, place: Floats) -> Floats | None:
    try:
        return np.asarray(layer.to_lonlat(place[None])[0])
    except Cannot:
        return None


def _place(layer: Layer, limits: Limits, found: Collector) -> None:
    """Coordinates that the reference system does not have, or that lie far from where it is used."""
    assert layer.definition.geometry is not None  # nosec B101
    crs = layer_crs(layer.definition.geometry.crs)
    sides = shapely.bounds(layer.shapes)
    there = ~shapely.is_missing(layer.shapes) & ~shapely.is_empty(layer.shapes)
    if crs.is_geographic:
        degrees = sides
    else:
        try:
            corners = layer.to_lonlat(sides.reshape(-1, 2))
        except Cannot as reason:
            found.skip(layer, str(reason))
            return
        degrees = corners.reshape(-1, 4)
    finite = np.isfinite(sides).all(axis=1) & np.isfinite(degrees).all(axis=1)
    inside = finite & (np.abs(degrees) <= (180, 90, 180, 90)).all(axis=1)
    for row in np.flatnonzero(there & ~inside).tolist():
        box = ", ".join(f"{side:g}" for side in sides[row])
        message = (
            f"{layer.called(row)} has coordinates outside {layer.definition.geometry.crs} ({box});"
            " import it again with its own reference system"
        )
        found.add(layer, row, "geometry-outside-crs", message)
    suspect = there & inside & ~_near(degrees, crs, limits)
    if not crs.is_geographic:  # metres this small are degrees that nobody transformed
        suspect |= there & inside & (np.abs(sides) <= (180, 90, 180, 90)).all(axis=1)
    for row in np.flatnonzero(suspect).tolist():
        used = crs.area_of_use.name if crs.area_of_use else crs.name
        message = (
            f"{layer.called(row)} lies far from where {layer.definition.geometry.crs} is used ({used});"
            " see whether it was imported with its own reference system"
        )
        found.add(layer, row, "geometry-outside-area", message)


def _near(degrees: Floats, crs: CRS, limits: Limits) -> Bools:
    """(n,) whether a box in degrees lies where a reference system is used, or not far from there."""
    area = crs.area_of_use
    if area is None or area.west > area.east:  # over the antimeridian
        return np.ones(len(degrees), dtype=np.bool_)
    far = limits.area_degrees
    near = (degrees[:, :2] >= (area.west - far, area.south - far)).all(axis=1)
    return np.asarray(near & (degrees[:, 2:] <= (area.east + far, area.north + far)).all(axis=1))
