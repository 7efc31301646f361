"""The spatial index of a bulk load, packed with numpy: the same bytes as
:func:`registry.versions.rtree.pack` makes, in a fraction of its time."""

from __future__ import annotations

import sqlite3
from array import array
from itertools import pairwise
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from ..versions import rtree
from ..versions.boxes import Boxes
from ..versions.identity import quoted

_WORTH_IT = 5_000
_DOWN, _UP = 1.0 - 2.0**-23, 1.0 + 2.0**-23
_CELL = np.dtype([("id", ">i8"), ("box", ">f4", 4)])

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def pack(connection: sqlite3.Connection, table: str, boxes: Boxes) -> int:
    """Fill an rtree that was just created: see :func:`registry.versions.rtree.pack`."""
    sides = np.frombuffer(boxes.sides, np.float64).reshape(-1, 4)
    are_boxes = (sides[:, 0] <= sides[:, 1]) & (sides[:, 2] <= sides[:, 3])
    if len(sides) < _WORTH_IT or not are_boxes.all() or rtree.is_protected(connection, table):
        return rtree.pack(connection, table, boxes)
    size, capacity = rtree.node_space(connection, table)
    ids = np.frombuffer(boxes.ids, np.int64)
    cells = np.empty(len(ids), _CELL)
    cells["id"] = ids
    cells["box"] = _outwards(sides)
    order, ends = _tiles(cells["box"].astype(np.float64), capacity)
    above = _write_leaves(connection, table, cells[order], ends, size)
    rtree.write_above(connection, table, above, capacity, size)
    places = np.empty(len(ids), np.int64)
    places[order] = np.repeat(np.arange(2, 2 + len(ends)), np.diff(ends, prepend=0))
    ascending = np.argsort(ids, kind="stable")
    rtree.write_places(connection, table, _array(ids[ascending]), _array(places[ascending]))
    return len(ids)


def _array(numbers: Ints) -> array[int]:
    return array("q", numbers.tobytes())


def _outwards(sides: Floats) -> NDArray[np.float32]:
    """Sides as 32-bit floats, rounded as ``rtreeValueDown`` and ``rtreeValueUp`` of rtree.c round them."""
    near = sides.astype(np.float32)
    for side in (0, 2):
        x, f = sides[:, side], near[:, side]
        down = (x * np.where(x < 0, _UP, _DOWN)).astype(np.float32)
        near[:, side] = np.where(f.astype(np.float64) <= x, f, down)
        x, f = sides[:, side + 1], near[:, side + 1]
        up = (x * np.where(x < 0, _DOWN, _UP)).astype(np.float32)
        near[:, side + 1] = np.where(f.astype(np.float64) >= x, f, up)
    return near


def _tiles(boxes: Floats, capacity: int) -> tuple[Ints, Ints]:
    """The rows in sort-tile-recursive order, and where each leaf ends in it."""
    xs = (boxes[:, 0] + boxes[:, 1]).astype(np.float32)
    ys = (boxes[:, 2] + boxes[:, 3]).astype(np.float32)
    order = np.argsort(xs, kind="stable")
    ends = []
    columns = ceil(sqrt(len(order) / capacity))
    edges = [len(order) * column // columns for column in range(columns + 1)]
    for start, stop in pairwise(edges):
        column = order[start:stop]
        order[start:stop] = column[np.argsort(ys[column], kind="stable")]
        leaves = ceil(len(column) / capacity)
        ends += [start + len(column) * leaf // leaves for leaf in range(1, leaves + 1)]
    return order, np.array(ends, np.int64)


def _write_leaves(
    connection: sqlite3.Connection, table: str, cells: NDArray[np.void], ends: Ints, size: int
) -> list[rtree.Entry]:
    """Write the leaves; returns (number, box) of each for the nodes above."""
    starts = np.concatenate([[0], ends[:-1]])
    boxes = cells["box"].astype(np.float64)
    around = [
        function.reduceat(boxes[:, side], starts)
        for side, function in ((0, np.minimum), (1, np.maximum), (2, np.minimum), (3, np.maximum))
    ]
    body, width = cells.tobytes(), _CELL.itemsize

    def node(start: int, stop: int) -> bytes:
        head = b"\0\0" + (stop - start).to_bytes(2, "big")
        return (head + body[start * width : stop * width]).ljust(size, b"\0")

    nodes = map(node, starts.tolist(), ends.tolist())
    insert = f"INSERT INTO {quoted(table + '_node')} VALUES (?, ?)"  # nosec B608
    connection.executemany(insert, enumerate(nodes, 2))
    return list(zip(range(2, 2 + len(ends)), *(side.tolist() for side in around), strict=True))
