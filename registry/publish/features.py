"""GeoJSON features of a batch as text (RFC 7946), put together by columns.

A Python loop over features would take most of the time of an export; here every step is one call over the
batch, in libraries that let the other core work meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
import pyarrow
import pyarrow.compute as compute
import shapely

from ..frames import GEOMETRY
from ..model.definition import Field
from . import jsontext
from .inorder import in_order
from .selected import Selected

_LINES = {"Point": 0, "LineString": 1, "MultiPoint": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}


@dataclass(frozen=True)
class Features:
    """Text of some features, and the lowest and highest coordinates in them (None without geometry)."""

    text: memoryview
    low: np.ndarray[Any, Any] | None
    high: np.ndarray[Any, Any] | None


def features(rows: Selected, before: str, after: str) -> Iterator[Features]:
    """The features of an export in order, each with ``before`` and ``after`` around it."""
    kind = rows.geometry.type if rows.geometry else None

    def text(piece: pyarrow.RecordBatch) -> Features:
        return features_of(piece, rows.fields, kind, before, after)

    return in_order(text, rows)


def features_of(
    piece: pyarrow.RecordBatch, fields: tuple[Field, ...], kind: str | None, before: str, after: str
) -> Features:
    """The features of one batch.

    Parameters
    ----------
    piece : batch with ``uid``, the fields and, unless ``kind`` is None, ``geometry`` in WGS 84
    kind : geometry type of all of them
    """
    parts: list[Any] = [f'{before}{{"type":"Feature","id":"', piece.column("uid")]
    text = '","properties":{'
    for one in fields:
        parts += [f"{text}{orjson.dumps(one.name).decode()}:", jsontext.values(piece.column(one.name), one)]
        text = ","
    parts.append(("}" if fields else text + "}") + ',"geometry":')
    low = high = None
    if kind is None:
        parts[-1] += "null"
    else:
        shapes, low, high = geometries(piece.column(GEOMETRY), kind)
        parts.append(compute.fill_null(shapes, "null"))
    whole = jsontext.joined(*parts, f"}}{after}")
    _, ends, content = whole.buffers()
    last = int(np.frombuffer(ends, np.int32)[len(whole)])
    return Features(memoryview(content)[:last], low, high)


def geometries(
    wkb: pyarrow.Array, kind: str
) -> tuple[pyarrow.Array, np.ndarray[Any, Any] | None, np.ndarray[Any, Any] | None]:
    """GeoJSON geometry objects of WKB, null where there is none, and the lowest and highest coordinates.

    Outer rings run counter-clockwise and holes clockwise; Z is written, M has no place in GeoJSON.
    """
    shapes = shapely.from_wkb(wkb.to_numpy(zero_copy_only=False))
    here = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if not here.any():
        return pyarrow.nulls(len(shapes), pyarrow.string()), None, None
    present = shapes if here.all() else shapes[here]
    if "Polygon" in kind:
        present = shapely.orient_polygons(present)
    coordinates, levels = _ragged(present, kind)
    if kind == "Point":
        text = jsontext.points(coordinates)
    else:
        text = jsontext.positions(coordinates, levels[0])
        for starts in levels[1:]:
            text = jsontext.lists(text, starts)
    text = jsontext.joined(f'{{"type":"{kind}","coordinates":', text, "}")
    if not here.all():
        text = text.take(pyarrow.array(np.where(here, np.cumsum(here) - 1, 0), mask=~here))
    return text, coordinates.min(axis=0), coordinates.max(axis=0)


def _ragged(shapes: Any, kind: str) -> tuple[np.ndarray[Any, Any], list[np.ndarray[Any, Any]]]:
    """Coordinates, and for each level of nesting, innermost first, where its items begin."""
    has_z = bool(shapely.has_z(shapes).any())
    found, coordinates, levels = shapely.to_ragged_array(shapes, include_z=has_z, include_m=False)
    assert found == shapely.GeometryType[kind.upper()], f"{found} in a layer of {kind}"  # nosec B101
    starts = [] if levels is None else [np.asarray(level) for level in levels]
    assert len(starts) == _LINES[kind]  # nosec B101
    return coordinates, starts
