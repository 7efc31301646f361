"""Geodesic sizes kept beside the row versions of a layer, so that no figure measures a shape twice.

``roads__measures`` has for a row version (``fid``) the metres of its line, ``regions__measures`` the square
metres of its polygon, on the ellipsoid of the layer's CRS; null where there is no geometry, or none that can
be measured. A row version never changes, so neither does its size. Digests do not cover sizes, since the last
bits of a sum differ between machines: :mod:`.verify` measures again.

Sizes are added in the order of ``fid`` and without gaps, as in the rtree, so what is missing are the newest
row versions. A process that cannot measure leaves them to the next one that can, and readers measure them.
"""

from __future__ import annotations

import math
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, count

from ..model.definition import Definition, Geometry
from .identity import quoted
from .seals import Seal, added_only, put_in_force

#: Metres or square metres of geometry blobs of one layer; None if this process has not what that takes.
Measuring = Callable[[Geometry, Sequence[bytes | None]], Sequence[float | None] | None]

LENGTH, AREA = "length_m", "area_m2"
#: Row versions of earlier commits that a commit measures along with its own, at most.
BEHIND = 20_000
#: How far two computations of a size may lie apart: of itself, and in its unit.
RELATIVE, SLACK = 1e-9, {LENGTH: 1e-6, AREA: 1e-4}

_BATCH = 5000
_BYTES = 8_000_000
_STATEMENT = 100
_BULK = 2000


def measure_column(geometry: Geometry | None) -> str | None:
    """The size that a layer's geometries have: :data:`LENGTH`, :data:`AREA` or none."""
    if geometry is None or geometry.type.endswith("Point"):
        return None
    return AREA if geometry.type.endswith("Polygon") else LENGTH


def measures_table(layer: str) -> str:
    """Name of the table of sizes of a layer."""
    return f"{layer}__measures"


def measures_seals(layer: str) -> list[Seal]:
    """The triggers that let a size be added, and nothing else."""
    return added_only(measures_table(layer), "fid = NEW.fid")


def measured_through(handle: sqlite3.Connection, layer: str) -> int | None:
    """The last row version whose size is kept; None if there is no table of sizes."""
    found = handle.execute(
        "SELECT 1 FROM sqlite_master WHERE name = ? COLLATE NOCASE", (measures_table(layer),)
    ).fetchone()
    if found is None:
        return None
    sql = f"SELECT coalesce(max(fid), 0) FROM {quoted(measures_table(layer))}"  # nosec B608
    return int(handle.execute(sql).fetchone()[0])


class MeasureWriter:
    """Adds the sizes of the row versions of a commit, and of those before it that lack one.

    Where more than :data:`BEHIND` lack one, the oldest of them only. ``first`` is the first row version of
    the commit.
    """

    def __init__(
        self, handle: sqlite3.Connection, layer: str, geometry: Geometry, first: int, measuring: Measuring
    ) -> None:
        self._handle = handle
        self._layer = layer
        self._geometry = geometry
        self._column = measure_column(geometry)
        self._first = first
        self._measuring = measuring
        self._able = self._column is not None
        self._caught_up = False
        self._through = 0
        self._unsealed = False
        self._waiting: list[bytes | None] = []
        self._bytes = 0
        self._pool: ThreadPoolExecutor | None = None
        self._under_way: deque[Future[Sequence[float | None] | None]] = deque()

    def add(self, blobs: Sequence[bytes | None]) -> None:
        """Take the geometries of the commit's next row versions."""
        if not self._able:
            return
        self._waiting += blobs
        self._bytes += sum(len(one) for one in blobs if one is not None)
        if len(self._waiting) >= _BATCH or self._bytes >= _BYTES:
            self._measure_beside()

    def finish(self) -> None:
        """Write what waits, and seal the table again."""
        if not self._caught_up and self._able:
            self._catch_up()
        self._take(0)
        if self._able and self._waiting:
            self._write(self._measuring(self._geometry, self._waiting))
        if self._pool is not None:
            self._pool.shutdown()
        if self._unsealed:
            put_in_force(self._handle, measures_seals(self._layer)[-1:])

    def _measure_beside(self) -> None:
        """Measure many in another thread, while this one writes rows."""
        if not self._caught_up:
            self._catch_up()
        self._take(2)
        if self._able:
            self._pool = self._pool or ThreadPoolExecutor(1)
            self._under_way.append(self._pool.submit(self._measuring, self._geometry, self._waiting))
        self._waiting, self._bytes = [], 0

    def _take(self, left: int) -> None:
        """Write what was measured, in its order; at most so many stay under way."""
        while self._under_way and (len(self._under_way) > left or self._under_way[0].done()):
            sizes = self._under_way.popleft().result()
            if self._able:
                self._write(sizes)

    def _catch_up(self) -> None:
        self._caught_up = True
        self._through = measured_through(self._handle, self._layer) or 0
        last = min(self._first - 1, self._through + BEHIND)
        former = f"{quoted(self._layer + '__rows')} WHERE fid > ? AND fid <= ?"
        rows = self._handle.execute(
            f"SELECT geom FROM {former} ORDER BY fid",  # nosec B608
            (self._through, last),
        )
        while self._able and (batch := rows.fetchmany(_BATCH)):
            self._write(self._measuring(self._geometry, [geom for (geom,) in batch]))
        self._able = self._able and self._through == self._first - 1

    def _write(self, sizes: Sequence[float | None] | None) -> None:
        if sizes is None:
            self._able = False
            return
        if self._through == 0:
            self._create()
        table = quoted(measures_table(self._layer))
        if len(sizes) >= _BULK and not self._unsealed:  # as for rows: the trigger would cost what the rows do
            self._handle.execute(f"DROP TRIGGER {quoted(measures_table(self._layer) + '_no_replace')}")
            self._unsealed = True
        numbered = list(zip(count(self._through + 1), sizes, strict=False))
        whole = len(sizes) - len(sizes) % _STATEMENT
        insert = f"INSERT INTO {table} (fid, {self._column}) VALUES (?, ?)"  # nosec B608
        many = insert + ", (?, ?)" * (_STATEMENT - 1)
        for start in range(0, whole, _STATEMENT):
            values = chain.from_iterable(numbered[start : start + _STATEMENT])
            self._handle.execute(many, list(values))
        self._handle.executemany(insert, numbered[whole:])
        self._through += len(sizes)

    def _create(self) -> None:
        if measured_through(self._handle, self._layer) is None:
            self._handle.execute(
                f"CREATE TABLE {quoted(measures_table(self._layer))}"
                f" (fid INTEGER PRIMARY KEY, {self._column} REAL)"
            )
            put_in_force(self._handle, measures_seals(self._layer))


def wrong_measures(
    handle: sqlite3.Connection, definition: Definition, measuring: Measuring | None
) -> Iterator[tuple[str, str]]:
    """Where, and what is wrong with the sizes of a layer; at most five that differ.

    Without ``measuring``, only whether they belong to row versions.
    """
    layer, geometry = definition.name, definition.geometry
    column = measure_column(geometry)
    if geometry is None or column is None or measured_through(handle, layer) is None:
        return
    table, rows = quoted(measures_table(layer)), quoted(f"{layer}__rows")
    columns = [row[1] for row in handle.execute(f"PRAGMA table_info({table})")]
    if columns != ["fid", column]:
        yield f"layer {layer}", f"{measures_table(layer)} is not its table of measures"
        return
    (strange,) = handle.execute(
        f"SELECT min(fid) FROM {table} WHERE fid NOT IN (SELECT fid FROM {rows})"  # nosec B608
    ).fetchone()
    if strange is not None:
        yield f"layer {layer}", f"it has a measure of row version {strange}, which there is not"
    sql = f"SELECT count(*), coalesce(max(fid), 0) FROM {table}"  # nosec B608
    stored, newest = handle.execute(sql).fetchone()
    if strange is None and stored != newest:
        yield f"layer {layer}", f"its measures skip {newest - stored} of {newest} row versions"
    both = f"{table} AS m JOIN {rows} AS r ON r.fid = m.fid"
    found = handle.execute(f"SELECT r.fid, r.geom, m.{column} FROM {both} ORDER BY m.fid")  # nosec B608
    told = 0
    while measuring is not None and (batch := found.fetchmany(_BATCH)):
        sizes = measuring(geometry, [geom for _, geom, _ in batch])
        for (fid, _, kept), size in zip(batch, sizes or [], strict=False):
            if problem := _difference(column, kept, size):
                yield f"layer {layer} row version {fid}", problem
                told += 1
                if told == 5:
                    return


def _difference(column: str, stored: object, true: float | None) -> str:
    """What is stored and not so; to have stored nothing is no lie, for readers measure it."""
    name, _, unit = column.partition("_")
    if stored is None:
        return ""
    if true is None:
        return f"has a stored {name}, and no geometry that has one"
    if not isinstance(stored, int | float):
        return f"its stored {name} is no number"
    if math.isclose(stored, true, rel_tol=RELATIVE, abs_tol=SLACK[column]):
        return ""
    return f"its stored {name} is {stored:.3f} {unit}, that of its geometry {true:.3f} {unit}"
