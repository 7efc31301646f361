"""Writing through GDAL, streamed from record batches."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow

from ..frames import GEOMETRY
from ..frames.gdalpaths import to_read, to_write
from ..model.errors import DiskFull
from .errors import CannotWrite
from .selected import Selected

_FULL = ("disk is full", "No space left", "File too large", "disk I/O error")


def geometry_type(rows: Selected) -> str | None:
    """The layer's geometry type as OGR names it, ``LineString Z``."""
    if rows.geometry is None:
        return None
    dimensions = rows.geometry.dimensions.removeprefix("XY")
    return f"{rows.geometry.type} {dimensions}".strip()


def _no_room(path: Path) -> bool:
    """Whether the disk is as good as full: GDAL may say only what followed from it."""
    try:
        return shutil.disk_usage(path.parent).free < 65536
    except OSError:
        return False


def write_with_gdal(rows: Selected, path: Path, driver: str, **options: Any) -> None:
    """Write the rows as the one layer of a new file.

    Raises
    ------
    CannotWrite, DiskFull
        Also when GDAL reports nothing but the file does not hold all rows.
    Exception
        Whatever reading the rows raises.
    """
    from pyogrio import read_info, write_arrow
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    failure: list[BaseException] = []

    def batches() -> Iterator[pyarrow.RecordBatch]:
        # An exception goes through the C stream as a text; it is kept to be raised as it was.
        try:
            yield from rows
        except BaseException as error:
            failure.append(error)
            raise

    try:
        with to_write(path) as place:
            write_arrow(
                pyarrow.RecordBatchReader.from_batches(rows.schema, batches()),
                place,
                layer=rows.layer,
                driver=driver,
                geometry_name=GEOMETRY if rows.geometry else None,
                geometry_type=geometry_type(rows),
                crs=rows.geometry.crs if rows.geometry else None,
                **options,
            )
        held = read_info(to_read(path), layer=rows.layer, force_feature_count=True)["features"]
    except (
        DataLayerError,
        DataSourceError,
        FeatureError,
        FieldError,
        GeometryError,
        OSError,
        RuntimeError,
    ) as error:
        if failure:
            raise failure[0] from None
        if any(words in str(error) for words in _FULL) or _no_room(path):
            raise DiskFull(path=path) from error
        raise CannotWrite(path=path, problem=str(error)) from error
    if failure:
        raise failure[0]
    if held != rows.seen:
        raise CannotWrite(path=path, problem=f"it holds {held} of {rows.seen} features (is the disk full?)")
