"""Features that are there twice: the same key, or the same shape."""

from __future__ import annotations

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
    later, first, _ = _repeats(group, whole)
    names = ", ".join(key)
    shown = map(" ".join, zip(*(parts[name].iloc[later].astype(str) for name in key), strict=True))
    for row, other, values in zip(later.tolist(), first.tolist(), shown, strict=True):
        message = (
            f"{layer.called(row)} has the key of another feature ({names}: {values});"
            " give one of them its own, or delete it"
        )
        found.add(layer, row, "duplicate-key", message, other=(layer, other))
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
    sides = sides_of(layer)
    both = written if sides is None else pd.MultiIndex.from_arrays([written, sides[alike]])
    later, first, before = _repeats(pd.factorize(both)[0], alike)
    other = np.where(layer.at_one_time(later, first), first, before)
    told = layer.at_one_time(later, other)
    for row, twin in zip(later[told].tolist(), other[told].tolist(), strict=True):
        message = (
            f"{layer.called(row)} is drawn exactly as {layer.called(twin)};"
            " delete one of them if they are the same thing"
        )
        found.add(layer, row, "duplicate-geometry", message, other=(layer, twin))
    return int((layer.drawn & layer.scope).sum())


def _repeats(group: Ints, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows after the first of each group, with that first row and with the one just before."""
    order = np.argsort(group, kind="stable")
    follows = np.flatnonzero(group[order][1:] == group[order][:-1]) + 1
    _, begins = np.unique(group[order], return_index=True)
    first = order[begins][group[order][follows]] if len(rows) else order[follows]
    return rows[order[follows]], rows[first], rows[order[follows - 1]]
