"""Layers at a version as Arrow tables and GeoDataFrames.

Columns: ``uid`` (32 hex digits), the fields in their open form (kilometres, booleans, dates), ``geometry``
as WKB. Rows come in the order in which their versions were written, unless asked otherwise. GDAL reads the
ledger's own table of row versions: the condition "current at revision r" costs it next to nothing, and since
a past version never changes, two threads may read halves of it and agree.

While an iterator of :func:`batches` runs, the ledger is open to GDAL and closed to SQLite in this process
(see :mod:`registry.versions.files`): use it up, or close it, before asking the ledger anything else.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from ..versions.asof import Box
from ..versions.ledger import Ledger, VersionSpec
from .columns import GEOMETRY
from .selection import choose

if TYPE_CHECKING:
    import geopandas
    import pandas
    import pyarrow

__all__ = ["GEOMETRY", "batches", "frame", "table"]


def batches(
    ledger: Ledger,
    layer: str,
    revision: VersionSpec = None,
    where: str | None = None,
    box: Box | None = None,
    columns: Sequence[str] | None = None,
    batch_size: int = 65536,
    *,
    geometry: bool = True,
    by_uid: bool = False,
) -> tuple[pyarrow.Schema, Generator[pyarrow.RecordBatch]]:
    """A layer at a version, streamed as Arrow record batches.

    Parameters
    ----------
    revision : revision or version spec; the newest by default
    where : SQL condition over ``uid`` and the open values, without the right to write
    box : (min x, min y, max x, max y) in the layer's CRS; features whose bounding box meets it
    columns : fields wanted, in this order; all by default
    batch_size : most rows in a batch
    geometry : whether to read the geometry
    by_uid : in the order of uids, which an edit does not change, rather than in the ledger's

    Returns
    -------
    schema, generator of record batches
        ``uid`` string, fields (text string, integer int64, real and measure float64, boolean bool, date
        date32, datetime timestamp in UTC milliseconds), ``geometry`` WKB in the layer's CRS.

    Raises
    ------
    UnknownLayer, UnknownVersion, UnknownField, UsageError
        At once, for a wrong request.
    FileLocked, FileDamaged
        While reading.
    """
    selection = choose(ledger, layer, revision, where, box, columns, geometry)
    return selection.schema, selection.read(batch_size, by_uid)


def table(
    ledger: Ledger,
    layer: str,
    revision: VersionSpec = None,
    where: str | None = None,
    box: Box | None = None,
    columns: Sequence[str] | None = None,
    *,
    geometry: bool = True,
    defined: int | None = None,
) -> pyarrow.Table:
    """A layer at a version as one Arrow table; parameters and errors as for :func:`batches`.

    ``defined`` is another revision whose layers and fields are meant; what came later is empty.
    """
    import pyarrow

    selection = choose(ledger, layer, revision, where, box, columns, geometry, defined=defined)
    return pyarrow.Table.from_batches(selection.read_all(), selection.schema)


def frame(
    ledger: Ledger,
    layer: str,
    revision: VersionSpec = None,
    where: str | None = None,
    box: Box | None = None,
    columns: Sequence[str] | None = None,
    *,
    geometry: bool = True,
    defined: int | None = None,
) -> geopandas.GeoDataFrame | pandas.DataFrame:
    """A layer at a version as a GeoDataFrame, or a DataFrame if it has no geometry or none is wanted.

    Returns
    -------
    GeoDataFrame
        Index ``uid``; geometry column ``geometry`` with the layer's CRS; integers ``Int64`` and booleans
        ``boolean`` (they may be missing), dates ``datetime64[ms]``, date-times with zone UTC, measures in
        kilometres. Parameters and errors as for :func:`table`.

    Examples
    --------
    >>> frame(ledger, "roads", "2024-12-31", where="lanes >= 2").km_to.max()   # doctest: +SKIP
    513.85
    """
    import pandas as pd

    found = table(ledger, layer, revision, where, box, columns, geometry=geometry, defined=defined)
    has_geometry = GEOMETRY in found.schema.names
    plain = found.drop_columns([GEOMETRY]) if has_geometry else found
    masked: dict[Any, Any] = {"int64": pd.Int64Dtype(), "bool": pd.BooleanDtype()}
    values = plain.to_pandas(types_mapper=lambda kind: masked.get(str(kind)), date_as_object=False)
    values = values.set_index("uid")
    if not has_geometry:
        return values
    import geopandas
    import shapely

    shapes = shapely.from_wkb(found.column(GEOMETRY).to_numpy())
    crs = json.loads(found.schema.field(GEOMETRY).metadata[b"ARROW:extension:metadata"])["crs"]
    return geopandas.GeoDataFrame(values, geometry=geopandas.GeoSeries(shapes, index=values.index, crs=crs))
