"""Sections of one route: none may cover kilometres that another has on the same carriageway.

Intervals are half-open: km 12 to 15 and 15 to 18 touch and do not overlap.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .carriageways import LEFT, RIGHT, sides_of
from .collecting import Collector
from .earth import Floats, Ints
from .layer import Layer, Layers, kilometres, km
from .limits import Limits

# A section is compared with as many that follow it: where more overlap, enough is said.
_FOLLOWING = 64


def check_sections(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Overlaps on a carriageway, and gaps of the whole road.

    Rows that describe the world at different times do not overlap. Each section is reported once, with the
    one before it that it overlaps most.
    """
    linear = layer.definition.linear
    if linear is None or linear.kind != "element" or linear.end is None:
        return None
    low, high = layer.span
    named = layer.values(linear.route)
    rows = np.flatnonzero(pd.notna(named) & np.isfinite(low) & np.isfinite(high) & (low < high))
    route = pd.factorize(named[rows])[0]
    sides = sides_of(layer)
    for later, earlier, metres in _overlaps(layer, rows, route, low, high, sides):
        message = (
            f"{layer.called(later)} covers {kilometres(metres)} of {layer.called(earlier)}"
            " on the same carriageway; correct the kilometres of one of them"
        )
        found.add(layer, later, "section-overlap", message, other=(layer, earlier))
    for later, earlier in _gaps(rows, route, low, high):
        message = (
            f"{layer.called(later)} begins {kilometres(low[later] - high[earlier])} after"
            f" the section before it ends at {km(high[earlier])}; add the road between if there is one"
        )
        found.add(layer, later, "section-gap", message, other=(layer, earlier))
    return int(layer.scope[rows].sum())


def _overlaps(
    layer: Layer, rows: Ints, route: Ints, low: Floats, high: Floats, sides: Ints | None
) -> list[tuple[int, int, float]]:
    """(later section, the earlier one it overlaps most, metres)."""
    if sides is None:
        group, row = route, rows
    else:
        halves = [np.flatnonzero(sides[rows] & side) for side in (LEFT, RIGHT)]
        row = np.concatenate([rows[half] for half in halves])
        group = np.concatenate([2 * route[half] + place for place, half in enumerate(halves)])
    order = np.lexsort((high[row], low[row], group))
    group, row = group[order], row[order]
    start, end = low[row], high[row]
    most, before = np.zeros(len(row)), np.zeros(len(row), dtype=np.int64)
    for step in range(1, _FOLLOWING + 1):
        meets = (group[step:] == group[:-step]) & (start[step:] < end[:-step])
        if not meets.any():  # sorted by start, so nothing farther on overlaps either
            break
        one = np.flatnonzero(meets)
        one = one[layer.at_one_time(row[one], row[one + step])]
        metres = np.minimum(end[one], end[one + step]) - start[one + step]
        more = metres > most[one + step]
        most[one[more] + step], before[one[more] + step] = metres[more], row[one[more]]
    told = np.flatnonzero(most)
    told = told[np.lexsort((-most[told], row[told]))]  # a section on both sides is there twice
    told = told[np.unique(row[told], return_index=True)[1]]
    return list(zip(row[told].tolist(), before[told].tolist(), most[told].tolist(), strict=True))


def _gaps(rows: Ints, route: Ints, low: Floats, high: Floats) -> list[tuple[int, int]]:
    """(section after a gap, section that ends where the gap begins)."""
    order = np.lexsort((high[rows], low[rows], route))
    rows, route = rows[order], route[order]
    reach = pd.Series(high[rows]).groupby(route).cummax().to_numpy()
    farthest = np.maximum.accumulate(np.where(high[rows] == reach, np.arange(len(rows)), 0))
    after = 1 + np.flatnonzero((route[1:] == route[:-1]) & (low[rows][1:] > reach[:-1]))
    return list(zip(rows[after].tolist(), rows[farthest[after - 1]].tolist(), strict=True))
