"""What is read of a ledger, as SQL for GDAL, and the reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..model.definition import Field
from ..model.errors import FileDamaged, FileLocked, UsageError
from ..versions.asof import AsOf, Box, filtered
from ..versions.files import closed_to_sqlite
from ..versions.identity import quoted
from ..versions.layout import open_expressions
from ..versions.ledger import Ledger, VersionSpec, count_at
from ..versions.measures import measure_column, measured_through, measures_table
from .columns import arrow_type, geometry_field, hexadecimal, opened
from .gdalpaths import to_read

if TYPE_CHECKING:
    import pyarrow

#: Column of the sizes that the ledger keeps; no field has such a name.
SIZE = "~size"
# Below this many row versions a second thread costs more than it saves.
WORTH_TWO_THREADS = 40_000


def choose(
    ledger: Ledger,
    layer: str,
    revision: VersionSpec,
    where: str | None,
    box: Box | None,
    columns: Sequence[str] | None,
    geometry: bool = True,
    size: bool = False,
    defined: int | None = None,
) -> Selection:
    """Look up and check a request; see :func:`registry.frames.batches`, and for ``size`` :mod:`.sizes`.

    ``defined`` is another revision whose layers and fields are meant. Columns of row versions stay for ever,
    so that rows of before a field was there are read with nothing in it.
    """
    chosen = ledger.as_of(layer, revision if defined is None else defined)
    if defined is not None:
        chosen = replace(chosen, revision=ledger.commit(revision).revision)
    definition = chosen.definition
    fields = (
        definition.fields if columns is None else tuple(map(definition.field_named, dict.fromkeys(columns)))
    )
    with ledger.reading() as handle:
        total = _counted(handle, chosen, where, box)
        sql = f"SELECT coalesce(max(fid), 0) FROM {quoted(chosen.table)}"  # nosec B608
        (last,) = handle.execute(sql).fetchone()
        kept = size and measured_through(handle, layer) is not None
    return Selection(
        ledger, chosen, fields, where, box, geometry and definition.geometry is not None, last, total,
        measure_column(definition.geometry) if kept else None,
    )  # fmt: skip


def _counted(handle: sqlite3.Connection, chosen: AsOf, where: str | None, box: Box | None) -> int:
    """How many rows there will be.

    GDAL ends a stream at a damaged page, or where the condition fails on a row, as at the end of the rows;
    so they are counted by SQLite, which says what is wrong. That costs a fraction of reading them.
    """
    if where is None:
        if box is None:
            return count_at(handle, chosen.definition.name, chosen.revision)
        sql = f"SELECT count(*) FROM ({chosen.select_open(box)})"  # nosec B608
        return int(handle.execute(sql).fetchone()[0])
    # Compiled with the right to read only, before it is run without that guard, here and by GDAL.
    list(filtered(handle, f"{chosen.select_open()} LIMIT 0", where, chosen.definition))
    try:
        sql = f"SELECT count(*) FROM ({chosen.select_open(box)}) WHERE (\n{where}\n)"  # nosec B608
        return int(handle.execute(sql).fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise UsageError(f"the condition {where!r} fails on a row: {error}") from None


@dataclass(frozen=True)
class Selection:
    """What is to be read: ``last`` is the highest ``fid`` there is, ``total`` the number of rows chosen.

    With ``size``, a column of the ledger's measures, that is read too, and geometry only where it is null.
    """

    ledger: Ledger
    chosen: AsOf
    fields: tuple[Field, ...]
    where: str | None
    box: Box | None
    geometry: bool
    last: int
    total: int
    size: str | None = None

    @cached_property
    def schema(self) -> pyarrow.Schema:
        import pyarrow

        fields = [pyarrow.field("uid", pyarrow.string(), nullable=False)]
        fields += [pyarrow.field(one.name, arrow_type(one.type)) for one in self.fields]
        if self.size is not None:
            fields.append(pyarrow.field(SIZE, pyarrow.float64()))
        if self.geometry:
            fields.append(geometry_field(self.chosen.definition))
        return pyarrow.schema(fields)

    def read(self, batch_size: int, by_uid: bool) -> Generator[pyarrow.RecordBatch]:
        """All rows, in the order of uids or in that of the row versions."""
        seen = 0
        part = self._part(self.sql() if by_uid else self.sql((0, self.last)), batch_size)
        with closed_to_sqlite(self.ledger.path), closing(part):
            for batch in part:
                seen += batch.num_rows
                yield batch
        self._complete(seen)

    def read_all(self) -> list[pyarrow.RecordBatch]:
        """All rows, two halves of the row versions at once."""
        if self.last < WORTH_TWO_THREADS:
            return list(self.read(65536, False))
        middle = self.last // 2
        halves = ((0, middle), (middle + 1, self.last))
        with closed_to_sqlite(self.ledger.path), ThreadPoolExecutor(2) as pool:
            found = [
                batch
                for part in pool.map(lambda half: list(self._part(self.sql(half), 20_000)), halves)
                for batch in part
            ]
        self._complete(sum(batch.num_rows for batch in found))
        return found

    def _complete(self, rows: int) -> None:
        if rows != self.total:
            problem = f"layer {self.chosen.definition.name} has {rows} of {self.total} features"
            raise FileDamaged(path=self.ledger.path, problem=problem)

    def _part(self, sql: str, batch_size: int) -> Generator[pyarrow.RecordBatch]:
        import warnings

        from pyogrio import open_arrow

        # pyogrio says so of its own arrays; the WKB of an Arrow stream keeps M.
        warnings.filterwarnings("ignore", "Measured .M. geometry types are not supported")
        with _readable_errors(self):
            source = open_arrow(to_read(self.ledger.path), sql=sql, batch_size=batch_size, use_pyarrow=True)
            with source as (_, reader):
                for batch in reader:
                    yield self._opened(batch)

    def sql(self, span: tuple[int, int] | None = None) -> str:
        """SELECT for GDAL: the row versions of a span of ``fid`` in their order, or all in the order of uids.

        A plain column keeps its declared type, which GDAL maps to Arrow's; an expression has the type of
        its first row. A column named ``geom`` that is an expression is what GDAL takes for a geometry when
        the table is not registered, also where the first is missing.
        """
        chosen = self.chosen
        condition = chosen.condition + chosen.within(self.box)
        if span is not None:
            condition += f" AND fid BETWEEN {span[0]} AND {span[1]}"
        rows = f"FROM {quoted(chosen.table)}{self._with_size()} WHERE {condition}"
        raw = ['uid AS "~uid"', *(f"{item} AS {quoted(alias)}" for alias, item in self._items())]
        geom = ", +geom AS geom" if self.geometry else ""
        if self.size is not None:
            geom = f', CASE WHEN "{SIZE}" IS NULL THEN geom END AS geom'
        order = "uid" if span is None else "fid"
        if self.where is None:
            return f"SELECT {', '.join(raw)}{geom} {rows} ORDER BY {order}"
        shown = open_expressions(chosen.definition, chosen.columns)
        inner = ", ".join([*raw, 'fid AS "~fid"', "lower(hex(uid)) AS uid", "geom", *shown])
        outer = ", ".join(['"~uid"', *(quoted(alias) for alias, _ in self._items())])
        source = f"(SELECT {inner} {rows})"
        return f'SELECT {outer}{geom} FROM {source} WHERE (\n{self.where}\n) ORDER BY "~{order}"'  # nosec B608

    def _with_size(self) -> str:
        if self.size is None:
            return ""
        table = quoted(measures_table(self.chosen.definition.name))
        kept = f'SELECT fid, {self.size} AS "{SIZE}" FROM {table}'  # nosec B608
        return f" LEFT JOIN ({kept}) USING (fid)"

    def _items(self) -> Iterator[tuple[str, str]]:
        """Column alias and SQL of each stored value; a widened real is read from each of its columns."""
        if self.size is not None:
            yield SIZE, f'"{SIZE}"'
        for place, one in enumerate(self.fields):
            column = self.chosen.columns[one.name]
            if len(column.physical) > 1 and one.type != "real":
                yield f"~{place}", column.expression(one.type)
                continue
            for part, (name, _) in enumerate(column.physical):
                yield f"~{place}" if part == 0 else f"~{place}.{part}", quoted(name)

    def _opened(self, batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
        """The batch as GDAL gave it, in the open form."""
        import pyarrow
        import pyarrow.compute as compute

        arrays = [hexadecimal(batch.column("~uid"))]
        for place, one in enumerate(self.fields):
            parts = [batch.column(f"~{place}")]
            if one.type == "real":
                older = len(self.chosen.columns[one.name].physical) - 1
                parts += [batch.column(f"~{place}.{part + 1}") for part in range(older)]
            values = [opened(part, one.type) for part in parts]
            arrays.append(values[0] if len(values) == 1 else compute.coalesce(*values))
        if self.size is not None:
            arrays.append(batch.column(SIZE))
        if self.geometry:
            arrays.append(batch.column("geom").cast(pyarrow.binary()))
        return pyarrow.RecordBatch.from_arrays(arrays, schema=self.schema)


@contextmanager
def _readable_errors(selection: Selection) -> Iterator[None]:
    """GDAL's errors about the ledger as ours."""
    import pyarrow
    from pyogrio.errors import DataLayerError, DataSourceError

    path = selection.ledger.path
    try:
        yield
    except (DataLayerError, DataSourceError, pyarrow.ArrowException, OSError) as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise FileLocked(path=path, problem=text) from error
        raise FileDamaged(path=path, problem=text) from error
