"""The canonical form of a layer's geometries: what is the same is the same bytes.

The form is a GeoPackage blob, little-endian, with an XY envelope (points: none), then ISO WKB, little-endian,
of exactly the layer's type and ordinates, each ordinate on the layer's grid::

    round(x * 10**n) / 10**n        half to even, never round(x, n), and -0.0 is 0.0

which is ``np.rint(x * s) / s + 0.0`` bit for bit. Byte order, envelope, EWKB flags, noise below the grid and
single against multi leave no trace. Null is the only empty geometry. Reasons of errors follow "geometry".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import isfinite

from . import wkb as _wkb
from .blob import header
from .definition import Geometry

Blob = bytes | bytearray | memoryview | None
Runs = list[tuple[int, int, bool]]
Box = tuple[float, float, float, float]  # minx, maxx, miny, maxy, as GeoPackage orders them

#: Systems in degrees: WGS 84 (2D, 3D), Pulkovo 1942 and 1995, QazTRF-23, ETRS89, GSK-2011.
_GEOGRAPHIC = frozenset({4326, 4979, 4284, 4200, 10941, 4258, 7683})

# Adding and taking away 1.5 * 2**52 rounds a double to a whole number, half to even, in half the time that
# `round` takes; it holds for |x| <= 2**51. From half of that on we let `round` do it.
_ROUNDER = 1.5 * 2.0**52
_SAFE = 2.0**50

_LAYOUTS: dict[int, struct.Struct] = {}
_count_at = struct.Struct("<I").unpack_from


def canonical(blob: Blob, spec: Geometry) -> bytes | None:
    """The canonical blob of a geometry, or None if it is null or empty.

    Parameters
    ----------
    blob
        A GeoPackage blob, WKB or EWKB, of any byte order, with or without Z and M.
    spec
        The geometry of the layer: type, CRS, ordinates, grid, what to do with curves and unexpected Z or M.

    Raises
    ------
    ValueError
        Why the layer cannot take it, to follow "geometry": ``has 2 parts, the layer takes one (LineString)``.

    Examples
    --------
    >>> spec = Geometry("Point", precision=1)
    >>> canonical(bytes.fromhex("000000000140340a3d70a3d70a404a7ae147ae147b"), spec).hex()
    '47500001e6100000010100000000000000000034400000000000804a40'
    """
    return canoniser(spec)(blob)


@lru_cache(maxsize=256)
def canoniser(spec: Geometry) -> Callable[[Blob], bytes | None]:
    """:func:`canonical` for one layer, for loops over many rows."""
    return _Canoniser(spec).form


class _Canoniser:
    """Two ways to one result: what already has the layer's type and layout is gridded in place; anything else
    is first read apart and written in that layout."""

    def __init__(self, spec: Geometry) -> None:
        self.spec = spec
        self.srs_id = spec.srs_id
        self.kind = _wkb.CODES[spec.type]
        self.family = (self.kind - 1) % 3 + 1
        self.multi = self.kind > _wkb.POLYGON
        self.step = 2 + spec.has_z + spec.has_m
        self.scales = [10.0**spec.precision] * 2
        self.scales += [10.0**spec.z_precision] * spec.has_z + [10.0**spec.m_precision] * spec.has_m
        self.bounded = self.srs_id in _GEOGRAPHIC
        limit = _SAFE / self.scales[0]
        self.reach = (min(limit, 180.0), min(limit, 90.0)) if self.bounded else (limit, limit)
        code = 1000 * spec.has_z + 2000 * spec.has_m
        self.single_lead = struct.pack("<BI", 1, self.family + code)
        self.multi_lead = struct.pack("<BI", 1, self.family + 3 + code)
        self.lead = self.multi_lead if self.multi else self.single_lead
        self.boxless = self.kind == _wkb.POINT
        self.head = struct.pack("<2sBBi", b"GP", 0, 0b1 if self.boxless else 0b11, self.srs_id)
        self.body = 8 if self.boxless else 40
        self.pack_box = struct.Struct("<8s4d").pack

    def form(self, blob: Blob) -> bytes | None:
        if blob is None:
            return None
        if blob.__class__ is not bytes:
            blob = bytes(blob)
        assert isinstance(blob, bytes)  # nosec B101
        at = self.body if blob[:8] == self.head else self._start(blob)
        lead = blob[at : at + 5]
        body = b""
        if lead == self.lead:
            body = blob[at:]
        elif lead == self.single_lead:
            body = self.multi_lead + b"\x01\0\0\0" + blob[at:]
        elif lead == self.multi_lead and blob[at + 5 : at + 9] == b"\x01\0\0\0":
            body = blob[at + 9 :]
        if body and (runs := self._runs(body)) and (done := self._gridded(body, runs, False)):
            return done
        if blob[:2] == b"GP" and len(blob) == at and blob[3] & 0x10:
            return None
        body = self._normal(_wkb.parse(blob, at, curves=self.spec.curves == "linearise"))
        if not body:
            return None
        runs = self._runs(body)
        assert runs  # nosec B101
        return self._gridded(body, runs, True)

    def _start(self, blob: bytes) -> int:
        """Where the WKB starts."""
        if blob[:2] == b"GP":
            found = header(blob)
            self._same_system(found.srs_id)
            return found.body
        if not blob or blob[0] > 1:
            raise ValueError("is neither a GeoPackage blob nor WKB")
        return 0

    def _same_system(self, srs_id: int) -> None:
        if srs_id not in (self.srs_id, 0, -1):
            raise ValueError(f"is in system {srs_id}, the layer in {self.srs_id}; transform it first")

    def _runs(self, body: bytes) -> Runs | None:
        """Byte offset, vertices and whether a hole, for each run; None if anything has another layout."""
        size, step, family = len(body), 8 * self.step, self.family
        runs: Runs = []
        at, members = 0, 1
        try:
            if self.kind == _wkb.LINE:
                (count,) = _count_at(body, 5)
                return [(9, count, False)] if count > 1 and 9 + count * step == size else None
            if self.multi:
                (members,) = _count_at(body, 5)
                at = 9
            while members and at < size:
                members -= 1
                if body[at : at + 5] != self.single_lead:
                    return None
                at += 5
                if family == _wkb.POINT:
                    runs.append((at, 1, False))
                    at += step
                    continue
                rings, least = 1, 2
                if family == _wkb.POLYGON:
                    (rings,) = _count_at(body, at)
                    at += 4
                    least = 4
                for ring in range(rings):
                    (count,) = _count_at(body, at)
                    if count < least:
                        return None
                    runs.append((at + 4, count, ring > 0))
                    at += 4 + count * step
                if not rings:
                    return None
        except struct.error:
            return None
        return None if members or at != size else runs

    def _gridded(self, body: bytes, runs: Runs, exact: bool) -> bytes | None:
        """The blob. If not ``exact``: None where quick rounding does not hold or something is wrong."""
        step, scale, rounder = self.step, self.scales[0], _ROUNDER
        pieces, done = [b""], 0
        shells: list[Box] = []
        holes: list[Box] = []
        for at, count, hole in runs:
            layout = _LAYOUTS.get(count * step) or _layout(count * step)
            if exact or step > 2:
                found = self._columns(layout.unpack_from(body, at), exact)
                if found is None:
                    return None
                run = found
            else:
                run = [(x * scale + rounder - rounder) / scale for x in layout.unpack_from(body, at)]
                if not isfinite(sum(run)):
                    return None
            xs, ys = run[::step], run[1::step]
            (holes if hole else shells).append((min(xs), max(xs), min(ys), max(ys)))
            if self.family == 3 and (run[0] != run[-step] or run[1] != run[1 - step]):
                if not exact:
                    return None
                start, end = _pair(run, 0), _pair(run, -step)
                raise ValueError(f"has a ring that is not closed: it starts at {start} and ends at {end}")
            pieces += (body[done:at], layout.pack(*run))
            done = at + layout.size
        box = shells[0] if len(shells) == 1 else _around(shells)
        low_x, high_x, low_y, high_y = _around([box, *holes]) if holes else box
        reach_x, reach_y = self.reach
        if low_x < -reach_x or high_x > reach_x or low_y < -reach_y or high_y > reach_y:
            if not exact:
                return None
            if self.bounded and (problem := self._outside(b"".join(pieces), runs)):
                raise ValueError(problem)
        pieces[0] = self.head if self.boxless else self.pack_box(self.head, *box)
        return b"".join(pieces)

    def _columns(self, run: Sequence[float], exact: bool) -> list[float] | None:
        """A run on the grid, ordinate by ordinate."""
        step = self.step
        out = list(run)
        for axis, scale in enumerate(self.scales):
            values = run[axis::step]
            if exact:
                try:
                    out[axis::step] = [round(x * scale) / scale for x in values]
                except (ValueError, OverflowError):
                    at = next(i for i, x in enumerate(values) if not isfinite(x * scale))
                    vertex = ", ".join(f"{x:.15g}" for x in run[at * step : (at + 1) * step])
                    large = isfinite(values[at])
                    problem = "too large for the grid" if large else "that is not a finite number"
                    raise ValueError(f"has a coordinate {problem}: ({vertex})") from None
            else:
                column = [(x * scale + _ROUNDER - _ROUNDER) / scale for x in values]
                limit = _SAFE / scale
                if not isfinite(sum(column)) or min(column) < -limit or max(column) > limit:
                    return None
                out[axis::step] = column
        return out

    def _outside(self, out: bytes, runs: Runs) -> str:
        """Where a vertex leaves the CRS, in words; no words if none does."""
        step = self.step
        flat = [x for at, count, _ in runs for x in struct.unpack_from(f"<{count * step}d", out, at)]
        swapped = max(map(abs, flat[::step])) <= 90.0 and max(map(abs, flat[1::step])) <= 180.0
        hint = "; x and y look swapped, longitude comes first" if swapped else ""
        for at in range(0, len(flat), step):
            if abs(flat[at]) > 180.0 or abs(flat[at + 1]) > 90.0:
                return f"lies outside longitude ±180, latitude ±90 at {_pair(flat, at)}{hint}"
        return ""

    def _normal(self, found: _wkb.Parsed) -> bytes:
        """WKB in the layer's layout, not yet on the grid; nothing if it is empty."""
        kind, srid, parts = found
        spec = self.spec
        if srid is not None:
            self._same_system(srid)
        if not parts:
            return b""
        families = {part.family for part in parts}
        if families != {self.family}:
            what = _wkb.NAMES[kind]
            if kind == _wkb.CODES["GeometryCollection"]:
                what += " of " + " and ".join(_wkb.NAMES[family] for family in sorted(families))
            raise ValueError(f"is a {what}, the layer takes {spec.type}")
        if not self.multi and len(parts) > 1:
            raise ValueError(f"has {len(parts)} parts, the layer takes one ({spec.type})")
        return _wkb.written([self._fitted(part) for part in parts], self.multi)

    def _fitted(self, part: _wkb.Part) -> _wkb.Part:
        """The part with the layer's ordinates, once it has enough vertices."""
        spec, step = self.spec, part.step
        least, thing = {1: (1, "point"), 2: (2, "line"), 3: (4, "ring")}[self.family]
        for run in part.runs:
            if len(run) < least * step:
                raise ValueError(f"has a {thing} of {len(run) // step} point(s), it takes {least} or more")
        if (part.z, part.m) == (spec.has_z, spec.has_m):
            return part
        columns = [0, 1]
        for name, has, wants, column in (("Z", part.z, spec.has_z, 2), ("M", part.m, spec.has_m, 2 + part.z)):
            if wants and not has:
                raise ValueError(f"has no {name}, the layer needs it ({spec.dimensions})")
            if has and not wants and spec.unexpected == "refuse":
                raise ValueError(f"has {name}, which the layer does not take ({spec.dimensions})")
            if wants:
                columns.append(column)
        runs: list[_wkb.Run] = []
        for run in part.runs:
            out = [0.0] * (len(run) // step * len(columns))
            for place, column in enumerate(columns):
                out[place :: len(columns)] = run[column::step]
            runs.append(out)
        return _wkb.Part(part.family, spec.has_z, spec.has_m, runs)


def _layout(many: int) -> struct.Struct:
    layout = struct.Struct(f"<{many}d")
    if many < 4096:
        _LAYOUTS[many] = layout
    return layout


def _around(boxes: list[Box]) -> Box:
    low_x, high_x, low_y, high_y = zip(*boxes, strict=True)
    return min(low_x), max(high_x), min(low_y), max(high_y)


def _pair(run: _wkb.Run, at: int) -> str:
    return f"({run[at]:.15g}, {run[at + 1]:.15g})"
