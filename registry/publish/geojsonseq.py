"""GeoJSON text sequence (RFC 8142): each feature after a record separator, ended by a line feed.

There is no place for the version in it: no member of a sequence is about the whole.
"""

from __future__ import annotations

from typing import BinaryIO

from .features import features
from .selected import Selected

CRS = "EPSG:4326"
OPTIONS = ()


def write(rows: Selected, file: BinaryIO, before: str = "\x1e") -> None:
    """Write the features, each with ``before`` in front."""
    for some in features(rows, before, "\n"):
        file.write(some.text)
