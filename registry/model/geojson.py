"""Geometries as GeoJSON (RFC 7946): longitude first, Z where there is, no M, rings by the right-hand rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import wkb as _wkb
from .blob import parsed
from .definition import Geometry
from .grid import canonical

_NEST = {"Point": 0, "LineString": 1, "MultiPoint": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}


def to_geojson(blob: bytes) -> dict[str, Any]:
    """The geometry object of a GeoPackage blob or of WKB; coordinates are lists.

    Outer rings are written counterclockwise and holes clockwise, however they are stored; M is left out.

    >>> to_geojson(bytes.fromhex("0101000000000000000000f03f0000000000000040"))
    {'type': 'Point', 'coordinates': [1.0, 2.0]}
    """
    kind, _, parts = parsed(blob)
    families = {part.family for part in parts}
    if kind > 6 and len(families) != 1:
        members = [{"type": _wkb.NAMES[part.family], "coordinates": _coordinates(part)} for part in parts]
        return {"type": "GeometryCollection", "geometries": members}
    name = _wkb.NAMES[kind]
    if kind > 6:  # curves, and collections of one kind
        name = ("Multi" if len(parts) > 1 else "") + _wkb.NAMES[families.pop()]
    coordinates = [_coordinates(part) for part in parts]
    if name.startswith("Multi"):
        return {"type": name, "coordinates": coordinates}
    return {"type": name, "coordinates": coordinates[0] if coordinates else []}


def _coordinates(part: _wkb.Part) -> list[Any]:
    step = part.step
    runs = [_positions(run, step, part.z) for run in part.runs]
    if part.family == _wkb.POINT:
        position: list[float] = runs[0][0]
        return position
    if part.family == _wkb.LINE:
        return runs[0]
    for index, run in enumerate(part.runs):
        if (_twice_area(run, step) < 0) != (index > 0):
            runs[index].reverse()
    return runs


def _positions(run: _wkb.Run, step: int, z: bool) -> list[list[float]]:
    if z:
        return [list(position) for position in zip(run[::step], run[1::step], run[2::step], strict=True)]
    return [list(position) for position in zip(run[::step], run[1::step], strict=True)]


def _twice_area(run: _wkb.Run, step: int) -> float:
    """Shoelace formula from the first vertex, counterclockwise positive."""
    x0, y0 = run[0], run[1]
    xs = [x - x0 for x in run[::step]]
    ys = [y - y0 for y in run[1::step]]
    return sum(x * y_next - x_next * y for x, y, x_next, y_next in zip(xs, ys, xs[1:], ys[1:], strict=False))


def from_geojson(mapping: Mapping[str, Any] | None, spec: Geometry) -> bytes | None:
    """The canonical blob of a GeoJSON geometry object; None if it is null or empty.

    Z is taken if every position has it; ordinates after the third are left out, as RFC 7946 advises.

    Raises
    ------
    ValueError
        Why it is no geometry or does not fit the layer, to follow "geometry".
    """
    if mapping is None:
        return None
    parts: list[_wkb.Part] = []
    _collect(mapping, parts, 0)
    if not parts:
        return None
    has_z = all(part.z for part in parts)
    if not has_z:
        parts = [_flat(part) for part in parts]
    families = {part.family for part in parts}
    if len(families) > 1:
        names = " and ".join(_wkb.NAMES[family] for family in sorted(families))
        raise ValueError(f"is a GeometryCollection of {names}, the layer takes {spec.type}")
    return canonical(_wkb.written(parts, len(parts) > 1), spec)


def _collect(mapping: Any, parts: list[_wkb.Part], depth: int) -> None:
    if not isinstance(mapping, Mapping) or not isinstance(mapping.get("type"), str):
        raise ValueError('is not GeoJSON: an object with a "type" was expected')
    name = mapping["type"]
    if name == "GeometryCollection":
        members = mapping.get("geometries")
        if depth > 8 or not isinstance(members, Sequence) or isinstance(members, str):
            raise ValueError('is a GeometryCollection without a plain list of "geometries"')
        for member in members:
            _collect(member, parts, depth + 1)
        return
    if name not in _NEST:
        raise ValueError(f"is of type {name[:40]!r}, which GeoJSON does not have")
    coordinates = _listed(mapping.get("coordinates"), name)
    if not coordinates:
        return
    family = _wkb.CODES[name.removeprefix("Multi")]
    for member in coordinates if name.startswith("Multi") else [coordinates]:
        member = _listed(member, name)
        if not member:
            continue
        if family == _wkb.POLYGON:
            rings = [ring for ring in (_listed(ring, name) for ring in member) if ring]
        else:
            rings = [[member]] if family == _wkb.POINT else [member]
        if rings:
            parts.append(_part(family, rings, name))


def _listed(thing: Any, name: str) -> Sequence[Any]:
    if not isinstance(thing, (list, tuple)):
        raise ValueError(f"is a {name} whose coordinates are not nested as in GeoJSON")
    return thing


def _part(family: int, rings: Sequence[Sequence[Any]], name: str) -> _wkb.Part:
    positions = [_listed(position, name) for ring in rings for position in ring]
    for position in positions:
        if len(position) < 2:
            raise ValueError(f"is a {name} with a position of {len(position)} number(s)")
        for value in position[:3]:
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise ValueError(f"has a coordinate that is not a number: {str(value)[:40]!r}")
    step = 3 if all(len(position) > 2 for position in positions) else 2
    try:
        runs: list[_wkb.Run] = [[float(x) for position in ring for x in position[:step]] for ring in rings]
    except OverflowError:
        raise ValueError("has a coordinate that is not a finite number") from None
    return _wkb.Part(family, step == 3, False, runs)


def _flat(part: _wkb.Part) -> _wkb.Part:
    """The part without its Z."""
    if not part.z:
        return part
    runs: list[_wkb.Run] = []
    for run in part.runs:
        out = [0.0] * (len(run) // 3 * 2)
        out[::2], out[1::2] = run[::3], run[1::3]
        runs.append(out)
    return _wkb.Part(part.family, False, False, runs)
