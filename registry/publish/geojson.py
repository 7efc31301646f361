"""GeoJSON (RFC 7946): WGS 84, longitude first, the uid as each feature's ``id``.

One feature a line, so that two versions can be compared line by line; the same version and selection always
give the same bytes. The version is told in the foreign member ``registry``. ``bbox`` comes last, when it is
known. Geometries that cross the antimeridian are not cut.
"""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
import orjson

from .features import features
from .selected import Selected

CRS = "EPSG:4326"
OPTIONS = ()


def write(rows: Selected, file: BinaryIO) -> None:
    """Write a FeatureCollection."""
    head = {"type": "FeatureCollection", "name": rows.layer, "registry": rows.provenance()}
    file.write(orjson.dumps(head)[:-1] + b',"features":[')
    low = high = None
    separator = b"\n"
    for some in features(rows, ",\n", ""):
        file.write(separator)
        file.write(some.text[2:])
        separator = b",\n"
        if some.low is not None and some.high is not None:
            low = some.low if low is None else np.minimum(low, some.low)
            high = some.high if high is None else np.maximum(high, some.high)
    file.write(b"\n]")
    if low is not None and high is not None:
        file.write(b',"bbox":' + orjson.dumps([*low.tolist(), *high.tolist()]))
    file.write(b"}\n")
