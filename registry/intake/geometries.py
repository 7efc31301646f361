"""Geometries of a whole batch in the layer's canonical form, byte for byte what
:func:`..model.geometry.canonical` makes.

Rows that are plainly of the layer's type go through numpy together. Whatever is odd about a row (another byte
order, Z or M to drop, curves, several parts in a single layer, a number that is not finite, a ring left open)
sends it to ``canonical`` alone, which mends it or says why not. So the quick way never decides that a row is
bad.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..model import grid
from ..model import wkb as wkb_parts
from ..model.definition import Geometry
from .transform import Operation
from .validity import Prepared, check_validity
from .wkbarrays import (
    LINE,
    POINT,
    POLYGON,
    Blobs,
    Bools,
    Bytes,
    Floats,
    Ints,
    assembled,
    lead,
    ordinates,
    taken,
    u32,
    walk,
)


class Preparer:
    """Prepares batches for one layer.

    Parameters
    ----------
    spec : the layer's geometry
    operation : from the source's system to the layer's, None if they are the same
    fix : mend invalid geometries instead of refusing them
    """

    def __init__(self, spec: Geometry, operation: Operation | None = None, fix: bool = False) -> None:
        self.spec = spec
        self.operation = operation
        self.fix = fix
        kind = wkb_parts.CODES[spec.type]
        self.family = (kind - 1) % 3 + 1
        self.multi = kind > POLYGON
        self.step = 2 + spec.has_z + spec.has_m
        self.code = self.family + 1000 * spec.has_z + 2000 * spec.has_m
        self.scale = np.array(
            [10.0**spec.precision] * 2
            + [10.0**spec.z_precision] * spec.has_z
            + [10.0**spec.m_precision] * spec.has_m
        )
        self.canonical = grid.canoniser(spec)
        self.bounded = bool(layer_is_geographic(spec))

    def __call__(self, wkb: Any) -> Prepared:
        """Prepare an Arrow array of WKB (n rows, some null)."""
        blobs = Blobs.of(wkb)
        done = Prepared([None] * len(blobs))
        todo = np.flatnonzero(blobs.ends > blobs.starts)
        self._count_dropped(lead(blobs.data, blobs.starts[todo]), done)
        todo = self._bulk(blobs, todo, done)
        todo = self._normalised(blobs, todo, done)
        for row in todo.tolist():
            self._one(blobs.data[blobs.starts[row] : blobs.ends[row]].tobytes(), row, done)
        check_validity(done, self.family, self.spec, self.fix)
        return done

    def _count_dropped(self, codes: Ints, done: Prepared) -> None:
        """Count the geometries with Z or M that the layer lets go, by their type codes, ISO or EWKB."""
        if self.spec.unexpected != "drop":
            return
        codes = codes[codes >= 0]
        thousands = (codes & 0x0FFFFFFF) // 1000
        z = (codes & 0x80000000 != 0) | np.isin(thousands, (1, 3))
        m = (codes & 0x40000000 != 0) | np.isin(thousands, (2, 3))
        for name, there, kept in (("Z", z, self.spec.has_z), ("M", m, self.spec.has_m)):
            if not kept and there.any():
                done.dropped[name] += int(np.count_nonzero(there))

    # --- together -------------------------------------------------------------------------------------

    def _bulk(self, blobs: Blobs, rows: Ints, done: Prepared, to: Ints | None = None) -> Ints:
        """Prepare what is plain among some rows; the rest comes back. ``to`` is where each row goes."""
        codes = lead(blobs.data, blobs.starts[rows])
        left = [rows[(codes != self.code) & (codes != self.code + 3)]]
        exact, other = (
            rows[codes == self.code + 3 * self.multi],
            rows[codes == self.code + 3 * (not self.multi)],
        )
        left.append(self._group(blobs, exact, self.multi, b"", 0, done, to))
        if self.multi:
            promotion = struct.pack("<BII", 1, self.code + 3, 1)
            left.append(self._group(blobs, other, False, promotion, 0, done, to))
        else:
            alone = u32(blobs.data, blobs.starts[other] + 5) == 1
            left += [other[~alone], self._group(blobs, other[alone], False, b"", 9, done, to)]
        return np.concatenate(left)

    def _group(
        self,
        blobs: Blobs,
        rows: Ints,
        multi: bool,
        lead_in: bytes,
        skip: int,
        done: Prepared,
        to: Ints | None,
    ) -> Ints:
        if not rows.size:
            return rows
        own = taken(blobs, rows, skip)
        layout = walk(own, self.family, multi, self.step, self.code)
        if not layout.good.all():
            bad, rows = rows[~layout.good], rows[layout.good]
            return np.concatenate([bad, self._group(blobs, rows, multi, lead_in, skip, done, to)])
        points = ordinates(own, layout, self.step)
        if self.operation:
            points = np.array(points)
            points[:, 0], points[:, 1] = self.operation.apply(points[:, 0].copy(), points[:, 1].copy())
        with np.errstate(over="ignore", invalid="ignore"):
            points = np.rint(points * self.scale) / self.scale + 0.0
        first = np.concatenate(([0], np.cumsum(layout.vertices)[:-1]))
        low = np.minimum.reduceat(points[:, :2], first, axis=0)
        high = np.maximum.reduceat(points[:, :2], first, axis=0)
        fine = self._fine(points, first, low, high)
        for of, start, end in layout.runs:
            closed = (points[first[of] + start, :2] == points[first[of] + end, :2]).all(axis=1)
            # A ring must close. A part of a multi-line that does may be of no length: validity will tell.
            fine[of[closed if self.family == LINE else ~closed]] = False
        if not fine.all():
            bad, rows = rows[~fine], rows[fine]
            return np.concatenate([bad, self._group(blobs, rows, multi, lead_in, skip, done, to)])
        made = assembled(own, layout, points, self._prefix(low, high, lead_in))
        if to is None and len(made) == len(done.blobs):
            done.blobs = list(made)
        else:
            for row, blob in zip((rows if to is None else to[rows]).tolist(), made, strict=True):
                done.blobs[row] = blob
        return rows[:0]

    def _fine(self, points: Floats, first: Ints, low: Floats, high: Floats) -> Bools:
        finite = np.isfinite(points)
        if finite.all():
            fine = np.ones(len(first), dtype=np.bool_)
        else:
            fine = np.logical_and.reduceat(finite.all(axis=1), first)
        if self.bounded:
            fine &= (low >= (-180.0, -90.0)).all(axis=1) & (high <= (180.0, 90.0)).all(axis=1)
        if self.family == LINE:
            fine &= (low < high).any(axis=1)  # of no length: for the check of validity to say
        return fine

    def _prefix(self, low: Floats, high: Floats, lead_in: bytes) -> Bytes:
        boxed = not (self.family == POINT and not self.multi)
        head = struct.pack("<2sBBi", b"GP", 0, 0b11 if boxed else 0b1, self.spec.srs_id)
        out = np.empty((len(low), 8 + 32 * boxed + len(lead_in)), dtype=np.uint8)
        out[:, :8] = np.frombuffer(head, dtype=np.uint8)
        if boxed:
            box = np.stack((low[:, 0], high[:, 0], low[:, 1], high[:, 1]), axis=1).astype("<f8")
            out[:, 8:40] = box.view(np.uint8)
        if lead_in:
            out[:, -len(lead_in) :] = np.frombuffer(lead_in, dtype=np.uint8)
        return out

    def _normalised(self, blobs: Blobs, rows: Ints, done: Prepared) -> Ints:
        """Other byte orders, EWKB flags, and Z or M to drop, through GEOS; the rest comes back."""
        import pyarrow as pa
        import shapely

        if not rows.size or self.spec.has_m:
            return rows
        pieces = [
            blobs.data[start:end].tobytes()
            for start, end in zip(blobs.starts[rows], blobs.ends[rows], strict=True)
        ]
        usable = np.array([self._only_dialect(piece) for piece in pieces], dtype=np.bool_)
        chosen = rows[usable]
        if not chosen.size:
            return rows
        taken_up = [piece for piece, yes in zip(pieces, usable.tolist(), strict=True) if yes]
        with np.errstate(invalid="ignore"):
            shapes = shapely.from_wkb(taken_up, on_invalid="ignore")
        whole = shapely.to_wkb(shapes, output_dimension=4, byte_order=1, flavor="iso")
        plain = shapely.to_wkb(shapes, output_dimension=2 + self.spec.has_z, byte_order=1, flavor="iso")
        for place, piece in enumerate(taken_up):
            if whole[place] is None or len(whole[place]) != len(piece):
                plain[place] = None  # GEOS overlooks bytes after the end
        again = Blobs.of(pa.array(plain, type=pa.binary()))
        left = self._bulk(again, np.flatnonzero(again.ends > again.starts), done, to=chosen)
        undone = np.concatenate([np.flatnonzero(again.ends == again.starts), left])
        return np.concatenate([rows[~usable], chosen[undone]])

    def _only_dialect(self, piece: bytes) -> bool:
        """Whether only the writing differs from the layer's, with nothing missing or to refuse."""
        if len(piece) < 9 or piece[0] > 1:
            return False
        (code,) = struct.unpack_from("<I" if piece[0] else ">I", piece, 1)
        thousands, kind = divmod(code & 0x1FFFFFFF, 1000)
        z = bool(code & 0x80000000) or thousands in (1, 3)
        m = bool(code & 0x40000000) or thousands in (2, 3)
        if code & 0x20000000 or kind not in (self.family, self.family + 3):
            return False
        if self.spec.has_z:
            return z and not (m and self.spec.unexpected == "refuse")
        return self.spec.unexpected == "drop" or not (z or m)

    # --- one by one -----------------------------------------------------------------------------------

    def _one(self, piece: bytes, row: int, done: Prepared) -> None:
        done.odd.append(row)
        try:
            if self.operation:
                piece = self._moved(piece)
            done.blobs[row] = self.canonical(piece)
        except ValueError as error:
            done.refused[row] = f"geometry {error}"

    def _moved(self, piece: bytes) -> bytes:
        assert self.operation  # nosec B101
        kind, _, parts = wkb_parts.parse(piece, curves=self.spec.curves == "linearise")
        if len({part.family for part in parts}) != 1:
            return piece
        if len({(part.z, part.m) for part in parts}) > 1:
            raise ValueError("has parts with and without Z or M")
        moved = []
        for part in parts:
            runs: list[Sequence[float]] = []
            for run in part.runs:
                table = np.array(run, dtype=np.float64).reshape(-1, part.step)
                x, y = self.operation.apply(table[:, 0].copy(), table[:, 1].copy())
                lost = np.isfinite(table[:, :2]).all(axis=1) & ~(np.isfinite(x) & np.isfinite(y))
                if lost.any():
                    at = table[int(np.argmax(lost))]
                    raise ValueError(
                        f"has the coordinate ({at[0]:.15g}, {at[1]:.15g}), which lies outside the reach of"
                        f" {self.operation.source}"
                    )
                table[:, 0], table[:, 1] = x, y
                runs.append(table.ravel().tolist())
            moved.append(part._replace(runs=runs))
        return wkb_parts.written(moved, len(moved) > 1 or kind > POLYGON)


def layer_is_geographic(spec: Geometry) -> bool:
    """Whether coordinates of the layer must be longitudes and latitudes."""
    return spec.srs_id in grid._GEOGRAPHIC
