"""Features through fiona, one by one, for what pyogrio cannot open."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice
from pathlib import Path
from typing import Any

from .errors import ChooseLayer
from .sources import BATCH, Batch, Source


def open_records(path: Path, inner: Path, layer: str | None, encoding: str | None) -> Source | None:
    """Open a file with fiona, None if it cannot either.

    Raises
    ------
    ChooseLayer
    """
    import fiona
    from fiona.errors import FionaError

    try:
        names = fiona.listlayers(inner)
        if layer not in names and (layer is not None or len(names) != 1):
            raise ChooseLayer(path=path, problem=f"holds {len(names)} layers", known=", ".join(names))
        collection = fiona.open(inner, layer=layer or names[0], encoding=encoding)
    except (FionaError, OSError, ValueError):
        return None
    source = Source(
        path=path,
        layer=collection.name,
        columns=list(collection.schema["properties"]),
        has_geometry=collection.schema["geometry"] != "None",
        crs=collection.crs.to_wkt() or None,
        encoding=encoding,
    )
    source.held.callback(collection.close)
    source.stream = _batches(source, collection)
    return source


def _batches(source: Source, collection: Any) -> Generator[Batch, None, None]:
    import pyarrow as pa
    import shapely
    from shapely.geometry import shape

    features = iter(collection)
    done = 0
    while rows := list(islice(features, BATCH)):
        shapes = [shape(row.geometry) if row.geometry is not None else None for row in rows]
        wkb = shapely.to_wkb(shapes, byte_order=1, flavor="iso")
        yield Batch(
            numbers=range(done + 1, done + 1 + len(rows)),
            columns=[[row.properties.get(name) for row in rows] for name in source.columns],
            wkb=pa.array(list(wkb), type=pa.binary()) if source.has_geometry else None,
        )
        done += len(rows)
