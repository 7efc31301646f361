"""Validity of prepared geometries, as GEOS sees it: refused with the place, or mended."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..model.definition import Geometry
from ..model.grid import canonical
from .wkbarrays import LINE, POINT, POLYGON

_PLACE = re.compile(r"^(?P<what>.*)\[(?P<x>\S+) (?P<y>\S+)\]$")
_MULTI = {POINT: "MultiPoint", LINE: "MultiLineString", POLYGON: "MultiPolygon"}
_FAMILIES = {0: POINT, 1: LINE, 3: POLYGON}  # by GEOS's numbers
_BOXED = 40  # bytes before the WKB of anything but a point


@dataclass
class Prepared:
    """Geometries of a batch: a blob or None for each row, why rows were refused, and what was mended.

    ``odd`` are the rows that were prepared one by one; ``dropped`` tells how many had ``Z`` and ``M`` that
    the layer does not keep.
    """

    blobs: list[bytes | None]
    refused: dict[int, str] = field(default_factory=dict)
    mended: dict[int, str] = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def check_validity(done: Prepared, family: int, spec: Geometry, fix: bool) -> None:
    """Refuse what is invalid, or mend it and say so."""
    if family == POINT:
        return
    import shapely

    # Lines prepared together are known to have a length, and that is all it takes.
    suspects = done.odd if family == LINE else range(len(done.blobs))
    found = [(row, blob[_BOXED:]) for row in suspects if (blob := done.blobs[row]) is not None]
    shapes = shapely.from_wkb([body for _, body in found])
    with np.errstate(invalid="ignore"):
        places = np.flatnonzero(~shapely.is_valid(shapes))
        reasons = [_readable(text) for text in shapely.is_valid_reason(shapes[places]).tolist()]
    for place, reason in zip(places.tolist(), reasons, strict=True):
        row = found[place][0]
        done.blobs[row] = None
        if fix:
            _mend(shapely.make_valid(shapes[place]), row, reason, done, family, spec)
        else:
            done.refused[row] = f"geometry is invalid: {reason}"


def _mend(shape: Any, row: int, reason: str, done: Prepared, family: int, spec: Geometry) -> None:
    import shapely

    parts = shapely.get_parts(shapely.get_parts([shape]))
    parts = [part for part in parts if _FAMILIES.get(int(shapely.get_type_id(part))) == family]
    if not parts:
        done.refused[row] = f"geometry is invalid: {reason}; mending it leaves nothing of its kind"
        return
    joined = parts[0] if len(parts) == 1 else getattr(shapely, _MULTI[family])(parts)
    try:
        done.blobs[row] = canonical(shapely.to_wkb(joined, byte_order=1, flavor="iso"), spec)
        done.mended[row] = reason
    except ValueError as error:
        done.refused[row] = f"geometry is invalid: {reason}; mended it {error}"


def _readable(reason: str) -> str:
    """GEOS's ``Self-intersection[51.5 47.2]`` as a phrase."""
    if found := _PLACE.match(reason):
        return f"{found['what'].lower()} at ({float(found['x']):.9g}, {float(found['y']):.9g})"
    return reason.lower()
