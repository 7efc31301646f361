"""Features that are there twice: the same key, or the same shape."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from .carriageways import sides_of
from .collecting import Collector
from .earth import Ints
from .layer import Layer, Layers
from .limits import Limits


def check_keys(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Features with one natural key; a key with a part missing is none."""
    key = list(layer.definition.key)
    if not key:
        return None
    # Dates and measures as they are: equal values are equal in the open form.
    parts = layer.table.select(key).to_pandas()
    whole = np.flatnonzero(parts.notna().all(axis=1))
    group = parts.iloc[whole].groupby(key, sort=False).ngroup().to_numpy()
    for later, first in _repeats(group, whole):
        values = " ".join(str(layer.table.column(name)[later].as_py()) for name in key)
        message = (
            f"{layer.called(later)} has the key of another feature ({', '.join(key)}: {values});"
            " give one of them its own, or delete it"
        )
        found.add(layer, later, "duplicate-key", message, other=(layer, first))
    return int(layer.scope.sum())


def check_shapes(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Features drawn alike, wherever their lines or rings begin.

    Not meant: the two sides of a road drawn as one, and rows that describe the world at different times.
    Drawings of events are no shapes of their own, and repeat wherever works do.
    """
    linear = layer.definition.linear
    if layer.definition.geometry is None or (linear is not None and linear.kind == "event"):
        return None
    drawn = np.flatnonzero(layer.drawn)
    # Only what has the same box can be the same: the rest need not be brought into normal form.
    boxes = pd.DataFrame(shapely.bounds(layer.shapes[drawn]))
    alike = drawn[boxes.duplicated(keep=False).to_numpy()]
    written = shapely.to_wkb(shapely.normalize(layer.shapes[alike]), byte_order=1)
    group, _ = pd.factorize(written)
    sides = sides_of(layer)
    for later, first in _repeats(group, alike):
        pair = np.array([later]), np.array([first])
        if not layer.at_one_time(*pair)[0] or (sides is not None and not sides[later] & sides[first]):
            continue
        message = (
            f"{layer.called(later)} is drawn exactly as {layer.called(first)};"
            " delete one of them if they are the same thing"
        )
        found.add(layer, later, "duplicate-geometry", message, other=(layer, first))
    return int((layer.drawn & layer.scope).sum())


def _repeats(group: Any, rows: Ints) -> list[tuple[int, int]]:
    """Rows after the first of each group, with that first row."""
    if not len(rows):
        return []
    _, first, inverse = np.unique(group, return_index=True, return_inverse=True)
    first_row = rows[first[inverse]]
    later = first_row != rows
    return list(zip(rows[later].tolist(), first_row[later].tolist(), strict=True))
