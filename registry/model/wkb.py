"""Well-known binary of any dialect, read into plain parts and written in one.

Read are ISO and EWKB flags of Z and M, both byte orders (even mixed), EWKB's SRID, collections, and curves if
the caller says so. Empty members are dropped on the way. Every count is held against the bytes that
are left before anything is made of it, so that a hostile count costs nothing.

Reasons of the errors follow the word "geometry".
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from .arcs import linearised

POINT, LINE, POLYGON = 1, 2, 3
_COLLECTION, _CIRCULAR, _COMPOUND, _CURVE_POLYGON = 7, 8, 9, 10
NAMES = {
    1: "Point",
    2: "LineString",
    3: "Polygon",
    4: "MultiPoint",
    5: "MultiLineString",
    6: "MultiPolygon",
    7: "GeometryCollection",
    8: "CircularString",
    9: "CompoundCurve",
    10: "CurvePolygon",
    11: "MultiCurve",
    12: "MultiSurface",
    15: "PolyhedralSurface",
    16: "TIN",
    17: "Triangle",
}
CODES = {name: code for code, name in NAMES.items()}
_CURVED = frozenset({8, 9, 10, 11, 12})
_MEMBERS = {
    4: frozenset({1}),
    5: frozenset({2}),
    6: frozenset({3}),
    7: frozenset(range(1, 13)),
    9: frozenset({2, 8}),
    10: frozenset({2, 8, 9}),
    11: frozenset({2, 8, 9}),
    12: frozenset({3, 10}),
}
_DEEPEST = 16

Run = Sequence[float]


class Part(NamedTuple):
    """One point, line or polygon that is not empty: a run of ordinates for each of its rings.

    ``family`` is POINT, LINE or POLYGON; a run is flat, ``x, y[, z][, m]`` for each vertex.
    """

    family: int
    z: bool
    m: bool
    runs: list[Run]

    @property
    def step(self) -> int:
        """Ordinates of a vertex."""
        return 2 + self.z + self.m


class Parsed(NamedTuple):
    """What a piece of WKB holds: its declared type, EWKB's SRID if it says one, and the parts."""

    kind: int
    srid: int | None
    parts: list[Part]


class _Head(NamedTuple):
    order: str
    kind: int
    z: bool
    m: bool
    srid: int | None
    at: int


def parse(body: bytes, at: int = 0, *, curves: bool = False) -> Parsed:
    """The parts of the geometry that starts at ``at`` and must end with ``body``.

    Parameters
    ----------
    curves
        True: arcs become straight segments (see :mod:`.arcs`); False: curves are refused.

    Raises
    ------
    ValueError
        What is wrong, to follow "geometry".
    """
    try:
        head = _head(body, at)
        parts: list[Part] = []
        end = _read(body, head, parts, curves, 0)
    except struct.error:
        raise ValueError("is cut short") from None
    if end != len(body):
        raise ValueError(f"has {len(body) - end} byte(s) after its end")
    return Parsed(head.kind, head.srid, parts)


def _head(body: bytes, at: int) -> _Head:
    if at >= len(body):
        raise ValueError("is cut short")
    if body[at] > 1:
        raise ValueError(f"is not WKB: its byte order is {body[at]}, neither 0 nor 1")
    order = "<" if body[at] else ">"
    (code,) = struct.unpack_from(order + "I", body, at + 1)
    at += 5
    srid = None
    if code & 0x20000000:
        (srid,) = struct.unpack_from(order + "i", body, at)
        at += 4
    thousands, kind = divmod(code & 0x1FFFFFFF, 1000)
    if thousands > 3 or kind not in NAMES:
        raise ValueError(f"is of an unknown type (WKB code {code})")
    if kind >= 15:
        raise ValueError(f"is or holds a {NAMES[kind]}, which no layer takes")
    z = bool(code & 0x80000000) or thousands in (1, 3)
    m = bool(code & 0x40000000) or thousands in (2, 3)
    return _Head(order, kind, z, m, srid, at)


def _count(body: bytes, order: str, at: int, size: int, what: str) -> int:
    """A count at ``at``, once there is room for so many things of at least ``size`` bytes."""
    (count,) = struct.unpack_from(order + "I", body, at)
    room = (len(body) - at - 4) // size
    if count > room:
        raise ValueError(f"is cut short: it announces {count} {what} and has room for {room}")
    return int(count)


@cache
def _ordinates(order: str, many: int) -> struct.Struct:
    return struct.Struct(f"{order}{many}d")


def _run(body: bytes, head: _Head, at: int) -> tuple[Run, int]:
    step = 2 + head.z + head.m
    many = step * _count(body, head.order, at, 8 * step, "points")
    layout = _ordinates(head.order, many) if many < 512 else struct.Struct(f"{head.order}{many}d")
    return layout.unpack_from(body, at + 4), at + 4 + 8 * many


def _read(body: bytes, head: _Head, parts: list[Part], curves: bool, depth: int) -> int:
    """Append the parts of the geometry whose head was read; where it ends."""
    kind, at = head.kind, head.at
    if depth > _DEEPEST:
        raise ValueError(f"is nested deeper than {_DEEPEST} levels")
    if kind in _CURVED and not curves:
        raise ValueError(
            f"is or holds a {NAMES[kind]}, the layer refuses curves; "
            'turn it into straight segments first, or set curves = "linearise"'
        )
    if kind == POINT:
        step = 2 + head.z + head.m
        run = _ordinates(head.order, step).unpack_from(body, at)
        if run[0] == run[0] or run[1] == run[1]:  # NaN NaN is how WKB writes POINT EMPTY
            parts.append(Part(POINT, head.z, head.m, [run]))
        return at + 8 * step
    if kind in (LINE, _CIRCULAR, _COMPOUND):
        line, at = _curve(body, head, curves, depth)
        if line:
            parts.append(Part(LINE, head.z, head.m, [line]))
        return at
    if kind in (POLYGON, _CURVE_POLYGON):
        rings, at = _rings(body, head, curves, depth)
        if rings and rings[0]:
            parts.append(Part(POLYGON, head.z, head.m, [ring for ring in rings if ring]))
        return at
    count = _count(body, head.order, at, 9, "parts")
    at += 4
    for _ in range(count):
        at = _read(body, _member(body, head, at), parts, curves, depth + 1)
    return at


def _member(body: bytes, head: _Head, at: int) -> _Head:
    member = _head(body, at)
    if member.kind not in _MEMBERS[head.kind]:
        raise ValueError(f"is a {NAMES[head.kind]} that holds a {NAMES[member.kind]}")
    return member


def _rings(body: bytes, head: _Head, curves: bool, depth: int) -> tuple[list[Run], int]:
    plain = head.kind == POLYGON
    count = _count(body, head.order, head.at, 4 if plain else 9, "rings")
    at = head.at + 4
    rings = []
    for _ in range(count):
        if plain:
            ring, at = _run(body, head, at)
        else:
            ring, at = _curve(body, _same_ordinates(_member(body, head, at), head), curves, depth + 1)
        rings.append(ring)
    return rings, at


def _curve(body: bytes, head: _Head, curves: bool, depth: int) -> tuple[Run, int]:
    """A LineString, CircularString or CompoundCurve as one run of straight segments."""
    if head.kind == LINE:
        return _run(body, head, head.at)
    step = 2 + head.z + head.m
    if head.kind == _CIRCULAR:
        run, at = _run(body, head, head.at)
        return linearised(run, step), at
    count = _count(body, head.order, head.at, 9, "pieces")
    at = head.at + 4
    joined: list[float] = []
    for _ in range(count):
        piece, at = _curve(body, _same_ordinates(_member(body, head, at), head), curves, depth + 1)
        if joined and piece:
            if tuple(joined[-step:][:2]) != tuple(piece[:2]):
                raise ValueError("has a CompoundCurve whose pieces do not meet")
            piece = piece[step:]
        joined.extend(piece)
    return joined, at


def _same_ordinates(member: _Head, head: _Head) -> _Head:
    if (member.z, member.m) != (head.z, head.m):
        raise ValueError(f"is a {NAMES[head.kind]} whose pieces differ in having Z or M")
    return member


def written(parts: Sequence[Part], multi: bool) -> bytes:
    """ISO WKB, little-endian, of parts of one family and the same ordinates: a multi or the only part."""
    first = parts[0]
    code = 1000 * first.z + 2000 * first.m
    out = [struct.pack("<BII", 1, first.family + 3 + code, len(parts))] if multi else []
    for part in parts:
        out.append(struct.pack("<BI", 1, part.family + code))
        if part.family == POLYGON:
            out.append(struct.pack("<I", len(part.runs)))
        for run in part.runs:
            if part.family != POINT:
                out.append(struct.pack("<I", len(run) // part.step))
            out.append(struct.pack(f"<{len(run)}d", *run))
    return b"".join(out)


def extremes(parts: Sequence[Part]) -> tuple[float, float, float, float] | None:
    """Box ``(minx, miny, maxx, maxy)`` of the parts; none of no parts."""
    if not parts:
        return None
    xs = [x for part in parts for x in part.runs[0][:: part.step]]
    ys = [y for part in parts for y in part.runs[0][1 :: part.step]]
    return min(xs), min(ys), max(xs), max(ys)
