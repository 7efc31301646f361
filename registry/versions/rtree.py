"""Fill an SQLite rtree in one go, packed, instead of row by row.

SQLite keeps an rtree in three ordinary tables (``rtree.c``, "Database Format of R-Tree Tables"):

* ``X_node(nodeno, data)``: data is 2 bytes of depth (of the root, node 1; else 0), 2 bytes of the number of
  cells, then the cells: an 8-byte id (of the row in a leaf, of the child node above) and the box as four
  32-bit floats, all big-endian; the rest is zeros. SQLite chose the size from the page size;
* ``X_rowid(rowid, nodeno)``: the leaf of each row;
* ``X_parent(nodeno, parentnode)`` for each node but the root.

Boxes are put into leaves in sort-tile-recursive order (Leutenegger, Lopez and Edgington 1997): slices by x,
each slice cut by y. A small box is then found in few nodes, several times faster than in an rtree filled row
by row. Boxes are rounded outwards to 32 bits, exactly as SQLite rounds them.
"""

from __future__ import annotations

import sqlite3
import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import ceil, sqrt
from operator import add, le, lt

#: Row id, then minx, maxx, miny, maxy.
Entry = tuple[int, float, float, float, float]

_CELL = struct.Struct(">q4f")
_HEAD = struct.Struct(">HH")
_ROOT = 1
_BATCH = 4096
_DOWN, _UP = 1.0 - 2.0**-23, 1.0 + 2.0**-23

#: Cells left free in each node of 51. An insert into a full node splits it, which rewrites the places of half
#: its rows. With four free, the first thousands of edits split next to nothing and cost half, for 8 % more
#: nodes.
_FREE = 4

#: Rows of an INSERT with many VALUES, half the time of ``executemany``; two variables each, of the 999 that
#: any SQLite takes.
_VALUES = 200


def pack(connection: sqlite3.Connection, table: str, boxes: Iterable[Entry]) -> int:
    """Fill an rtree that was just created and is empty.

    Parameters
    ----------
    table
        Name of the virtual table, ``CREATE VIRTUAL TABLE "..." USING rtree(id, minx, maxx, miny, maxy)``.
    boxes : iterable of (id, minx, maxx, miny, maxy)
        Streamed, but some 170 bytes a row are held. Ids in any order; ascending is faster.

    Returns
    -------
    int
        Number of boxes.

    Raises
    ------
    ValueError
        If the rtree is not empty, or a box is not a number or ends before it begins; names the row.
    sqlite3.IntegrityError
        If an id comes twice.

    Notes
    -----
    Runs inside the caller's transaction, which must be rolled back after an error. Where SQLite protects its
    shadow tables (defensive mode, as in some builds for macOS) it inserts the rows itself, in the same order.

    Examples
    --------
    >>> connection = sqlite3.connect(":memory:")
    >>> _ = connection.execute('CREATE VIRTUAL TABLE "posts" USING rtree(id, minx, maxx, miny, maxy)')
    >>> pack(connection, "posts", [(7, 51.9, 51.9, 47.1, 47.1), (9, 53.3, 53.4, 46.9, 47.0)])
    2
    >>> connection.execute("SELECT id FROM posts WHERE minx > 53").fetchall()
    [(9,)]
    """
    size, capacity = node_space(connection, table)
    ids, cells, xs, ys = _read(boxes)
    leaves = list(_tiles(xs, ys, capacity))
    if is_protected(connection, table):
        rows = (_CELL.unpack(cells[at]) for leaf in leaves for at in leaf)
        connection.executemany(f"INSERT INTO {_quoted(table)} VALUES (?, ?, ?, ?, ?)", rows)  # nosec B608
    elif ids:
        places = array("q", bytes(8 * len(ids)))
        for node, leaf in enumerate(leaves, _ROOT if len(leaves) == 1 else _ROOT + 1):
            for row in leaf:
                places[row] = node
        _write_nodes(connection, table, cells, leaves, capacity, size)
        if not all(map(lt, ids, islice(ids, 1, None))):
            order = sorted(range(len(ids)), key=ids.__getitem__)
            ids, places = array("q", map(ids.__getitem__, order)), array("q", map(places.__getitem__, order))
        write_places(connection, table, ids, places)
    return len(ids)


def node_space(connection: sqlite3.Connection, table: str) -> tuple[int, int]:
    """Bytes of a node of an empty rtree, and how many cells to put into one.

    Raises
    ------
    ValueError
        If the rtree is not empty.
    """
    sql = f"SELECT data FROM {_shadow(table, 'node')} WHERE nodeno = {_ROOT}"  # nosec B608
    found = connection.execute(sql).fetchone()
    if found is None or any(found[0][: _HEAD.size]):
        raise ValueError(f"rtree {table} is not empty")
    size = len(found[0])
    return size, (size - _HEAD.size) // _CELL.size - _FREE


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _shadow(table: str, part: str) -> str:
    return _quoted(f"{table}_{part}")


def is_protected(connection: sqlite3.Connection, table: str) -> bool:
    """Whether SQLite keeps its shadow tables from being written."""
    try:
        connection.execute(f"EXPLAIN DELETE FROM {_shadow(table, 'parent')}").fetchall()  # nosec B608
    except sqlite3.OperationalError:
        return True
    return False


def _read(boxes: Iterable[Entry]) -> tuple[array[int], list[bytes], array[float], array[float]]:
    """Ids, their cells as SQLite stores them, and twice the centre of each box."""
    ids, xs, ys = array("q"), array("f"), array("f")
    cells: list[bytes] = []
    rows = iter(boxes)
    while batch := list(islice(rows, _BATCH)):
        some, low_x, high_x, low_y, high_y = zip(*batch, strict=True)
        box = (_below(low_x), _above(high_x), _below(low_y), _above(high_y))
        if not (all(map(le, box[0], box[1])) and all(map(le, box[2], box[3]))):
            wrong = next(row for row in batch if not (row[1] <= row[2] and row[3] <= row[4]))
            raise ValueError(f"the box of row {wrong[0]} is no box: {wrong[1:]}")
        ids.extend(some)
        xs.extend(array("f", map(add, box[0], box[1])))
        ys.extend(array("f", map(add, box[2], box[3])))
        cells += map(_CELL.pack, some, *box)
    return ids, cells, xs, ys


def _below(values: Sequence[float]) -> array[float]:
    """32-bit floats not above the values: ``rtreeValueDown`` of rtree.c."""
    pairs = zip(array("f", values), values, strict=True)
    return array("f", [f if f <= x else x * (_UP if x < 0 else _DOWN) for f, x in pairs])


def _above(values: Sequence[float]) -> array[float]:
    """32-bit floats not below the values: ``rtreeValueUp`` of rtree.c."""
    pairs = zip(array("f", values), values, strict=True)
    return array("f", [f if f >= x else x * (_DOWN if x < 0 else _UP) for f, x in pairs])


def _tiles(xs: Sequence[float], ys: Sequence[float], capacity: int) -> Iterator[Sequence[int]]:
    """Indexes of the boxes of each node: near-square tiles, all but evenly filled."""
    order = sorted(range(len(xs)), key=xs.__getitem__)
    for column in _evenly(order, ceil(sqrt(len(order) / capacity))):
        yield from _evenly(sorted(column, key=ys.__getitem__), ceil(len(column) / capacity))


def _evenly(items: Sequence[int], pieces: int) -> Iterator[Sequence[int]]:
    """Cut into pieces that differ by one in length at most, so that no node is underfull."""
    for piece in range(pieces):
        yield items[len(items) * piece // pieces : len(items) * (piece + 1) // pieces]


def _write_nodes(
    connection: sqlite3.Connection,
    table: str,
    cells: list[bytes],
    groups: Sequence[Sequence[int]],
    capacity: int,
    size: int,
) -> None:
    """Write the leaves and what is above them; a single leaf is the root."""
    if len(groups) == 1:
        _write_root(connection, table, 0, [cells[at] for at in groups[0]], size)
        return
    above: list[Entry] = []
    node = _shadow(table, "node")
    connection.executemany(
        f"INSERT INTO {node} VALUES (?, ?)",  # nosec B608
        _nodes(cells, groups, _ROOT + 1, size, above),
    )
    write_above(connection, table, above, capacity, size)


def write_above(
    connection: sqlite3.Connection, table: str, above: list[Entry], capacity: int, size: int
) -> None:
    """Write what stands above nodes that are there: level by level, until one node is left, the root.

    ``above`` holds (number, minx, maxx, miny, maxy) of the nodes below, numbered from 2 on.
    """
    node, parent = _shadow(table, "node"), _shadow(table, "parent")
    depth, first_child = 1, _ROOT + 1
    while True:
        _, cells, xs, ys = _read(above)
        groups = list(_tiles(xs, ys, capacity))
        number = _ROOT if len(groups) == 1 else first_child + len(cells)
        pairs = [(first_child + at, up) for up, group in enumerate(groups, number) for at in group]
        connection.executemany(f"INSERT INTO {parent} VALUES (?, ?)", sorted(pairs))  # nosec B608
        if len(groups) == 1:
            _write_root(connection, table, depth, [cells[at] for at in groups[0]], size)
            return
        above = []
        connection.executemany(
            f"INSERT INTO {node} VALUES (?, ?)",  # nosec B608
            _nodes(cells, groups, number, size, above),
        )
        depth, first_child = depth + 1, number


def _write_root(
    connection: sqlite3.Connection, table: str, depth: int, cells: list[bytes], size: int
) -> None:
    root = (_HEAD.pack(depth, len(cells)) + b"".join(cells)).ljust(size, b"\0")
    update = f"UPDATE {_shadow(table, 'node')} SET data = ? WHERE nodeno = ?"  # nosec B608
    connection.execute(update, (root, _ROOT))


def _nodes(
    cells: list[bytes], groups: Sequence[Sequence[int]], first: int, size: int, above: list[Entry]
) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each node; number and box, which its parent needs, go to ``above``."""
    for number, group in enumerate(groups, first):
        body = b"".join([cells[at] for at in group])
        flat = struct.unpack(">" + "q4f" * len(group), body)
        above.append((number, min(flat[1::5]), max(flat[2::5]), min(flat[3::5]), max(flat[4::5])))
        yield number, (_HEAD.pack(0, len(group)) + body).ljust(size, b"\0")


def write_places(connection: sqlite3.Connection, table: str, ids: array[int], nodes: array[int]) -> None:
    """Write which leaf holds each row; ``ids`` ascending."""
    flat = array("q", bytes(16 * len(ids)))
    flat[0::2], flat[1::2] = ids, nodes
    for at in range(0, len(flat), 2 * _VALUES):
        some = flat[at : at + 2 * _VALUES]
        marks = ", ".join(["(?, ?)"] * (len(some) // 2))
        connection.execute(f"INSERT INTO {_shadow(table, 'rowid')} VALUES {marks}", some)  # nosec B608
