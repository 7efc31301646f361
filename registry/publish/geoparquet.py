"""GeoParquet 1.1: WKB, the CRS as PROJJSON, and a column ``bbox`` that lets readers skip row groups.

Version and digest are in the file's metadata under ``registry``. A layer without geometry is plain Parquet.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

import numpy as np
import pyarrow
import pyarrow.parquet as parquet
import shapely

from ..frames import GEOMETRY
from .errors import FormatCannotHold
from .inorder import in_order
from .selected import Selected

CRS = None
OPTIONS = ()

_SIDES = ("xmin", "ymin", "xmax", "ymax")


def write(rows: Selected, file: BinaryIO) -> None:
    """Write the rows, a row group for each batch.

    Raises
    ------
    FormatCannotHold
        The layer has measures (M) at its vertices: GeoParquet 1.1 knows X, Y and Z.
    """
    if rows.geometry is not None and rows.geometry.has_m:
        problem = "its vertices have measures (M)"
        raise FormatCannotHold(
            format="GeoParquet", layer=rows.layer, problem=problem, instead="geopackage or flatgeobuf"
        )
    schema = rows.schema.remove_metadata()
    if rows.geometry is not None:
        geometry = pyarrow.field(GEOMETRY, pyarrow.binary())
        box = pyarrow.field(
            _free(schema, "bbox"), pyarrow.struct([(side, pyarrow.float64()) for side in _SIDES])
        )
        schema = schema.set(schema.get_field_index(GEOMETRY), geometry).append(box)

    def with_boxes(piece: pyarrow.RecordBatch) -> tuple[pyarrow.RecordBatch, Any]:
        if rows.geometry is None:
            return piece, None
        bounds = shapely.bounds(shapely.from_wkb(piece.column(GEOMETRY).to_numpy(zero_copy_only=False)))
        missing = np.isnan(bounds).any(axis=1)
        boxes = pyarrow.StructArray.from_arrays(
            [pyarrow.array(side) for side in bounds.T], names=_SIDES, mask=pyarrow.array(missing)
        )
        whole = None if missing.all() else (np.nanmin(bounds, axis=0)[:2], np.nanmax(bounds, axis=0)[2:])
        return pyarrow.RecordBatch.from_arrays([*piece.columns, boxes], schema=schema), whole

    low = high = None
    with parquet.ParquetWriter(file, schema, compression="zstd", store_schema=False) as writer:
        for piece, whole in in_order(with_boxes, rows):
            writer.write_batch(piece)
            if whole is not None:
                low = whole[0] if low is None else np.minimum(low, whole[0])
                high = whole[1] if high is None else np.maximum(high, whole[1])
        metadata = {"registry": rows.provenance_text()}
        if rows.geometry is not None:
            metadata["geo"] = json.dumps(_about(rows, schema.names[-1], low, high))
        writer.add_key_value_metadata(metadata)


def _free(schema: pyarrow.Schema, name: str) -> str:
    while name in schema.names:
        name += "_"
    return name


def _about(rows: Selected, box: str, low: Any, high: Any) -> dict[str, Any]:
    """The metadata ``geo`` of the GeoParquet specification, version 1.1.0."""
    from pyproj import CRS as System

    assert rows.geometry is not None  # nosec B101
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": [f"{rows.geometry.type} Z" if rows.geometry.has_z else rows.geometry.type],
        "crs": System.from_user_input(rows.geometry.crs).to_json_dict(),
        "edges": "planar",
        "covering": {"bbox": {side: [box, side] for side in _SIDES}},
    }
    if low is not None and high is not None:
        column["bbox"] = [*low.tolist(), *high.tolist()]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
