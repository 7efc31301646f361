"""(Geo)Parquet through pyarrow, a row group at a time: the GDAL of the wheels has no reader for it."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

from .errors import DamagedSource, UnreadableSource
from .sources import BATCH, Batch, Source

_WGS84 = "EPSG:4326"  # what GeoParquet means where it says nothing: OGC:CRS84, x before y as everywhere here


def open_parquet(path: Path) -> Source:
    """Open a Parquet file; its geometry is the primary column of the metadata ``geo``, if it has any.

    Raises
    ------
    DamagedSource, UnreadableSource
    """
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise DamagedSource(path=path, problem=f"it is no whole Parquet file ({error})") from error
    geo = _about_geometry(path, file.schema_arrow.metadata or {})
    shape = geo.get("primary_column")
    covering = {name for name in file.schema_arrow.names if _covers(geo, name)}
    columns = [name for name in file.schema_arrow.names if name != shape and name not in covering]
    source = Source(
        path=path,
        layer=None,
        columns=columns,
        has_geometry=shape is not None,
        crs=_system(path, geo["columns"][shape]) if shape else None,
        total=file.metadata.num_rows,
    )
    source.held.callback(file.close)
    source.stream = _batches(source, file, shape)
    return source


def _about_geometry(path: Path, metadata: dict[bytes, bytes]) -> dict[str, Any]:
    if b"geo" not in metadata:
        return {}
    mend = "write it as GeoParquet with WKB"
    try:
        geo: dict[str, Any] = json.loads(metadata[b"geo"])
        encoding = geo["columns"][geo["primary_column"]]["encoding"]
    except (ValueError, KeyError, TypeError):
        raise UnreadableSource(path=path, problem="its metadata geo is not GeoParquet's", mend=mend) from None
    if encoding != "WKB":
        raise UnreadableSource(path=path, problem=f"its geometry is encoded as {encoding}", mend=mend)
    return geo


def _covers(geo: dict[str, Any], name: str) -> bool:
    """Whether a column only holds the boxes of a geometry."""
    about = geo.get("columns", {}).values()
    return any(name == one.get("covering", {}).get("bbox", {}).get("xmin", [None])[0] for one in about)


def _system(path: Path, column: dict[str, Any]) -> str | None:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    told = column.get("crs", _WGS84)
    if told is None:
        return None
    try:
        system = CRS.from_user_input(told)
    except CRSError as error:
        raise UnreadableSource(
            path=path, problem=f"nobody knows its reference system ({error})", mend="write it again"
        ) from None
    code = system.to_authority()
    return _WGS84 if code == ("OGC", "CRS84") else ":".join(code) if code else str(system.to_wkt())


def _batches(source: Source, file: Any, shape: str | None) -> Generator[Batch, None, None]:
    import pyarrow as pa

    done = 0
    try:
        wanted = [*source.columns, *([shape] if shape else [])]
        for arrow in file.iter_batches(batch_size=BATCH, columns=wanted):
            yield Batch(
                numbers=range(done + 1, done + 1 + arrow.num_rows),
                columns=[_plain(arrow.column(name)) for name in source.columns],
                wkb=arrow.column(shape).cast(pa.binary()) if shape else None,
            )
            done += arrow.num_rows
    except (pa.ArrowException, OSError) as error:
        raise DamagedSource(
            path=source.path, problem=f"reading stopped after {done} rows ({error})"
        ) from error


def _plain(column: Any) -> Any:
    """Dictionaries of texts as texts; moments in UTC as text, which is how other sources give them."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        return [None if one is None else one.isoformat() for one in column.to_pylist()]
    return column
