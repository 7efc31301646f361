"""Kilometres that their route does not have."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .collecting import Collector
from .earth import Floats, Ints, Shapes
from .layer import Bools, Cannot, Layer, Layers, kilometres, km
from .limits import Limits
from .routes import Routes, routes_of


def check_measures(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Events and km posts on a route without sections, past its ends, or in a gap of it.

    Nothing is clipped: a work past the end of its road still counts as the register says.
    """
    linear = layer.definition.linear
    if linear is None or linear.kind == "element":
        return None
    routes = routes_of(layer, layers)
    named = layer.values(linear.route)
    low, high = layer.span
    measured = pd.notna(named) & np.isfinite(low) & np.isfinite(high)
    index = np.where(measured, routes.index(named), -1)
    _unknown(layer, layers, named, np.flatnonzero(measured & (index < 0)), routes, found)
    rows = np.flatnonzero(index >= 0)
    _outside(layer, routes, rows, index[rows], low[rows], high[rows], found)
    return int(layer.scope[measured].sum())


def _unknown(
    layer: Layer,
    layers: Layers,
    named: Shapes,
    rows: Ints,
    routes: Routes,
    found: Collector,
) -> None:
    """Routes that no section belongs to; those that do not exist at all are a matter of references."""
    assert layer.definition.linear is not None  # nosec B101
    reference = layer.definition.field_named(layer.definition.linear.route).references
    where = " or ".join(one.name for one in routes.elements)
    code, known = "route-unknown", None
    if reference is not None:
        code = "route-without-sections"
        try:
            target, field = layers.referred(reference)
            known = set(target.values(field))
        except Cannot:  # said by the check of references
            return
    for row in rows.tolist():
        if known is not None and named[row] not in known:
            continue
        message = (
            f"{layer.called(row)} lies on route {named[row]}, of which {where} has no section;"
            " add its sections, or correct the route"
        )
        found.add(layer, row, code, message)


def _outside(
    layer: Layer, routes: Routes, rows: Ints, route: Ints, low: Floats, high: Floats, found: Collector
) -> None:
    first, last = (ends[route].astype(np.float64) for ends in routes.ends)
    before, past = np.maximum(first - low, 0), np.maximum(high - last, 0)
    for at in np.flatnonzero((before > 0) | (past > 0)).tolist():
        amounts = []
        if before[at] > 0:
            amounts.append(f"{kilometres(before[at])} before its route begins at {km(first[at])}")
        if past[at] > 0:
            amounts.append(f"{kilometres(past[at])} past the end of its route at {km(last[at])}")
        verb = "stands" if layer.definition.linear and layer.definition.linear.end is None else "reaches"
        message = (
            f"{layer.called(rows[at])} {verb} {' and '.join(amounts)};"
            " correct its kilometres or add the section that is missing"
        )
        found.add(layer, int(rows[at]), "measure-beyond-route", message)
    inner_low, inner_high = np.clip(low, first, last), np.clip(high, first, last)
    bare = (inner_high - inner_low) - (
        _covered(routes, route, inner_high) - _covered(routes, route, inner_low)
    )
    bare = np.where(low == high, _in_gap(routes, route, low) & (low >= first) & (low <= last), bare)
    for at in np.flatnonzero(bare > 0).tolist():
        what = "stands" if low[at] == high[at] else f"has {kilometres(bare[at])}"
        message = (
            f"{layer.called(rows[at])} {what} where its route has no section;"
            " add the section that is missing, or correct the kilometres"
        )
        found.add(layer, int(rows[at]), "measure-in-gap", message)


def _covered(routes: Routes, route: Ints, metres: Floats) -> Floats:
    """Metres with a section before each measure, counted over all routes one after another."""
    of, start, end = routes.covered
    total = np.concatenate([[0], np.cumsum(end - start)])
    at = np.searchsorted(routes.key(of, start), routes.key(route, metres), side="right") - 1
    behind = np.maximum(at, 0)
    here = (at >= 0) & (of[behind] == route)
    inside = np.where(here, np.minimum(metres, end[behind]) - start[behind], (end - start)[behind])
    return np.where(at < 0, 0.0, total[behind] + inside)


def _in_gap(routes: Routes, route: Ints, metres: Floats) -> Bools:
    """Whether a measure lies strictly between two stretches with sections."""
    of, start, end = routes.covered
    at = np.maximum(np.searchsorted(routes.key(of, start), routes.key(route, metres), side="right") - 1, 0)
    return np.asarray((of[at] != route) | (metres > end[at]))
