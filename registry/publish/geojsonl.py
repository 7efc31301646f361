"""GeoJSON features one a line, without separators: what streaming tools read (``.geojsonl``, ``.ndjson``)."""

from __future__ import annotations

from typing import BinaryIO

from . import geojsonseq
from .selected import Selected

CRS = "EPSG:4326"
OPTIONS = ()


def write(rows: Selected, file: BinaryIO) -> None:
    """Write the features, one a line."""
    geojsonseq.write(rows, file, before="")
