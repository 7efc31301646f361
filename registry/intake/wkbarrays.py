"""Well-known binary of many geometries at once, as arrays of bytes and offsets.

Everything here takes plain geometries only: little-endian, ISO codes, one kind of member. :func:`walk` says
which rows are that, to the last byte; all others belong to :func:`registry.model.geometry.canonical`, one by
one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

POINT, LINE, POLYGON = 1, 2, 3
_LEAST = {LINE: 2, POLYGON: 4}  # vertices of a line and of a ring


@dataclass
class Blobs:
    """(n,) pieces of bytes: piece i is ``data[offsets[i]:offsets[i + 1]]``; a null piece is empty."""

    data: Bytes
    offsets: Ints

    @classmethod
    def of(cls, array: Any) -> Blobs:
        """The bytes of an Arrow binary array, without copying."""
        import pyarrow as pa

        wide = pa.types.is_large_binary(array.type)
        _, starts, data = array.buffers()
        offsets = np.frombuffer(starts, dtype=np.int64 if wide else np.int32)[
            array.offset : array.offset + len(array) + 1
        ]
        body = np.frombuffer(data, dtype=np.uint8) if data is not None else np.empty(0, dtype=np.uint8)
        return cls(body, offsets.astype(np.int64))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def starts(self) -> Ints:
        return self.offsets[:-1]

    @property
    def ends(self) -> Ints:
        return self.offsets[1:]


@dataclass
class Layout:
    """Where the ordinates of rows are.

    ``good`` are the rows that are plain to the last byte. ``heads`` are the bytes between ordinates, as
    (rows, where, how many). ``vertices`` is the number of vertices of each row; ``runs`` are (rows, first
    vertex, last vertex) of each ring, and of each part of a multi-line, counted within the row.
    """

    good: Bools
    vertices: Ints
    heads: list[tuple[Ints, Ints, int]] = field(default_factory=list)
    runs: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)


def u32(data: Bytes, at: Ints) -> Ints:
    """Little-endian counts at positions; 0 where there are no four bytes."""
    inside = at + 4 <= len(data)
    where = np.where(inside, at, 0)
    if len(data) < 4:
        return np.zeros(len(at), dtype=np.int64)
    out: Ints = data[where].astype(np.int64)
    for byte in range(1, 4):
        out |= data[where + byte].astype(np.int64) << (8 * byte)
    return np.where(inside, out, 0)


def lead(data: Bytes, at: Ints) -> Ints:
    """Type codes of the geometries at positions; -1 where one is not little-endian or cut short."""
    inside = at + 9 <= len(data)
    where = np.where(inside, at, 0)
    if len(data) < 9:
        return np.full(len(at), -1, dtype=np.int64)
    return np.where(inside & (data[where] == 1), u32(data, where + 1), -1)


class Walk:
    """One pass over rows that are all of one type; see :func:`walk`."""

    def __init__(self, blobs: Blobs, step: int) -> None:
        self.data = blobs.data
        self.ends = blobs.ends
        self.size = 8 * step
        self.multi_rows = False
        count = len(blobs)
        self.found = Layout(np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.int64))

    def single(self, rows: Ints, at: Ints, family: int, code: int) -> Ints:
        """Points, lines or polygons at positions; where each ends (rows that are not plain drop out)."""
        wrong = (lead(self.data, at) != code) | (at + 5 > self.ends[rows])
        self._drop(rows[wrong])
        if family == POINT:
            self._head(rows, at, 5)
            self._add(rows, np.ones(len(rows), dtype=np.int64))
            return at + 5 + self.size
        count = self._count(rows, at + 5)
        self._head(rows, at, 9)
        if family == LINE:
            return self._run(rows, at + 9, count, LINE)
        self._drop(rows[count == 0])
        at = at + 9
        ring = 0
        while (left := np.flatnonzero((count > ring) & self.found.good[rows])).size:
            of = rows[left]
            many = self._count(of, at[left])
            self._head(of, at[left], 4)
            at[left] = self._run(of, at[left] + 4, many, POLYGON)
            ring += 1
        return at

    def multi(self, rows: Ints, at: Ints, family: int, code: int) -> Ints:
        """Multi-geometries at positions; where each ends."""
        self.multi_rows = True
        self._drop(rows[lead(self.data, at) != code + 3])
        count = self._count(rows, at + 5)
        self._drop(rows[count == 0])
        self._head(rows, at, 9)
        at = at + 9
        part = 0
        while (left := np.flatnonzero((count > part) & self.found.good[rows])).size:
            at[left] = self.single(rows[left], at[left].copy(), family, code)
            part += 1
        return at

    def _run(self, rows: Ints, at: Ints, count: Ints, family: int) -> Ints:
        after = at + count * self.size
        bad = (count < _LEAST[family]) | (after > self.ends[rows])
        self._drop(rows[bad])
        count = np.where(bad, 0, count)
        if self.multi_rows or family == POLYGON:
            first = self.found.vertices[rows]
            self.found.runs.append((rows, first, first + count - 1))
        self._add(rows, count)
        return np.where(bad, at, after)

    def _count(self, rows: Ints, at: Ints) -> Ints:
        return np.where(at + 4 <= self.ends[rows], u32(self.data, at), 0)

    def _head(self, rows: Ints, at: Ints, many: int) -> None:
        self.found.heads.append((rows, at.copy(), many))

    def _add(self, rows: Ints, count: Ints) -> None:
        self.found.vertices[rows] += count

    def _drop(self, rows: Ints) -> None:
        self.found.good[rows] = False


def walk(blobs: Blobs, family: int, multi: bool, step: int, code: int) -> Layout:
    """Read the structure of rows that should all be of one type.

    Parameters
    ----------
    family : POINT, LINE or POLYGON, of the members
    multi : whether the rows are multi-geometries of it
    step : ordinates of a vertex
    code : WKB code of a member, such as 1002 for a LineString Z

    Returns
    -------
    Layout
        Rows not ``good`` are of another type, empty, cut short, too short to be a line or ring, or longer
        than they say.
    """
    one = Walk(blobs, step)
    rows = np.arange(len(blobs), dtype=np.int64)
    at = blobs.starts.copy()
    end = one.multi(rows, at, family, code) if multi else one.single(rows, at, family, code)
    one.found.good &= end == blobs.ends
    return one.found


def taken(blobs: Blobs, rows: Ints, skip: int = 0) -> Blobs:
    """The pieces of some rows, close together, each without its first ``skip`` bytes."""
    starts, ends = blobs.starts[rows] + skip, blobs.ends[rows]
    lengths = np.maximum(ends - starts, 0)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    if len(rows) and offsets[-1] == ends[-1] - starts[0] and (starts[1:] == ends[:-1]).all():
        return Blobs(blobs.data[starts[0] : ends[-1]], offsets)
    index = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
    return Blobs(blobs.data[index], offsets)


def ordinates(blobs: Blobs, layout: Layout, step: int) -> Floats:
    """(vertices, step) ordinates of rows that are all good, in order."""
    body = np.ones(len(blobs.data), dtype=np.bool_)
    for _, at, many in layout.heads:
        for byte in range(many):
            body[at + byte] = False
    return blobs.data[body].view("<f8").reshape(-1, step)


def assembled(blobs: Blobs, layout: Layout, points: Floats, prefix: Bytes) -> list[bytes]:
    """Blobs of rows that are all good, with new ordinates, each behind its row of ``prefix`` (n, bytes)."""
    wide = prefix.shape[1]
    offsets = blobs.offsets + wide * np.arange(len(blobs.offsets))
    out = np.empty(int(offsets[-1]), dtype=np.uint8)
    body = np.ones(len(out), dtype=np.bool_)
    for byte in range(wide):
        body[offsets[:-1] + byte] = False
        out[offsets[:-1] + byte] = prefix[:, byte]
    for rows, at, many in layout.heads:
        to = at - blobs.starts[rows] + offsets[rows] + wide
        for byte in range(many):
            body[to + byte] = False
            out[to + byte] = blobs.data[at + byte]
    out[body] = np.ascontiguousarray(points, dtype="<f8").view(np.uint8).ravel()
    whole = out.tobytes()
    edges = offsets.tolist()
    return [whole[start:end] for start, end in pairwise(edges)]
