"""The columns of frames: their Arrow types, and from what GDAL reads to the open form."""

from __future__ import annotations

import binascii
import json
from typing import TYPE_CHECKING

from ..model.definition import Definition

if TYPE_CHECKING:
    import pyarrow

#: Name of the geometry column.
GEOMETRY = "geometry"


def arrow_type(kind: str) -> pyarrow.DataType:
    """The Arrow type of a field type's open form."""
    import pyarrow

    return {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "real": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "datetime": pyarrow.timestamp("ms", tz="UTC"),
        "measure": pyarrow.float64(),
    }[kind]


def geometry_field(definition: Definition) -> pyarrow.Field:
    """The Arrow field of a layer's geometry: WKB, with the CRS in GeoArrow's metadata."""
    import pyarrow

    assert definition.geometry is not None  # nosec B101
    about = json.dumps({"crs": definition.geometry.crs, "crs_type": "authority_code"})
    metadata = {"ARROW:extension:name": "geoarrow.wkb", "ARROW:extension:metadata": about}
    return pyarrow.field(GEOMETRY, pyarrow.binary(), metadata=metadata)


def hexadecimal(uids: pyarrow.Array) -> pyarrow.Array:
    """32 hex digits from an array of 16-byte values without nulls.

    The digits of all values are made at once: the bytes lie one after another in Arrow's memory.
    """
    import numpy as np
    import pyarrow

    count = len(uids)
    if not count:
        return pyarrow.array([], pyarrow.string())
    _, ends, content = uids.cast(pyarrow.binary()).buffers()
    start = int(np.frombuffer(ends, np.int32)[uids.offset])
    digits = binascii.hexlify(memoryview(content)[start : start + 16 * count])
    offsets = np.arange(0, 32 * count + 1, 32, dtype=np.int32)
    return pyarrow.StringArray.from_buffers(count, pyarrow.py_buffer(offsets), pyarrow.py_buffer(digits))


def opened(values: pyarrow.Array, kind: str) -> pyarrow.Array:
    """A column as GDAL read it, in the open form of a field type."""
    import pyarrow
    import pyarrow.compute as compute

    wanted = arrow_type(kind)
    if kind == "measure":
        return compute.divide(values.cast(pyarrow.int64()).cast(wanted), 1000.0)
    if kind == "boolean" and values.type != wanted:
        return values.cast(pyarrow.int64()).cast(wanted)
    if kind == "datetime" and pyarrow.types.is_timestamp(values.type) and values.type.tz is None:
        return compute.assume_timezone(values.cast(pyarrow.timestamp("ms")), "UTC")
    return values if values.type == wanted else values.cast(wanted)
