"""The concurrencies of a version: which roads share their asphalt, and what lies where after that.

See :mod:`registry.roads.concurrency` for the rule. Where two roads count against one another, what was on the
left of one is on the right of the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..roads.arrays import Bools, Floats, Ints, Spans
from ..roads.concurrency import Concurrent, owned, owners
from .carriageways import BOTH
from .columns import Numbering, Table

LAYER = "concurrencies"
COLUMNS = (
    "route_id", "km_from", "km_to", "other_route_id", "other_km_from", "other_km_to", "valid_from",
    "valid_to",
)  # fmt: skip


@dataclass(frozen=True)
class Carried:
    """Pieces of intervals on the routes that own them: ``row`` (m,) of which interval, ``scale`` metres of
    the interval in a metre of ``span``, ``moved`` whether they were another route's."""

    row: Ints
    route: Ints
    span: Spans
    sides: Ints
    scale: Floats
    moved: Bools


@dataclass(frozen=True)
class Concurrencies:
    """Stretches that two routes share, and the ``order`` (routes,) of owners."""

    shared: Concurrent
    order: Ints

    def carried(self, route: Ints, span: Spans, sides: Ints) -> Carried:
        """Intervals on the routes that own them; as they are where nothing is shared.

        Parameters
        ----------
        route, span, sides : (n,), (n, 2) metres in order, (n,) LEFT, RIGHT or BOTH
        """
        found = owned(route, span, self.shared, self.order)
        own = sides[found.row]
        sides = np.where(found.turned & (own != BOTH), BOTH - own, own)
        scale = np.ones(len(found.row))
        if found.moved.any():
            metres, count = found.where.metres, len(route)
            stayed = np.bincount(found.row, np.where(found.moved, 0, metres), minlength=count)
            gone = np.bincount(found.row, np.where(found.moved, metres, 0), minlength=count)
            ratio = (span[:, 1] - span[:, 0] - stayed) / np.maximum(gone, 1)
            scale = np.where(found.moved, ratio[found.row], 1.0)
        return Carried(found.row, found.where.route, found.where.span, sides, scale, found.moved)


def none() -> Concurrencies:
    """No road runs along another."""
    empty, spans = np.empty(0, np.int64), np.empty((0, 2), np.int64)
    return Concurrencies(Concurrent(empty, spans, empty, spans), empty)


def read_concurrencies(
    table: Table, significance: dict[str, str], routes: Numbering, day: str
) -> Concurrencies:
    """The concurrencies that are valid on a day.

    Parameters
    ----------
    table : columns of the layer (:data:`COLUMNS`)
    significance : of routes by name
    routes : numbering of the routes, which may grow
    """
    one, other = routes.number(table.text("route_id")), routes.number(table.text("other_route_id"))
    spans = [
        np.column_stack([table.metres(f"{whose}km_from"), table.metres(f"{whose}km_to")])
        for whose in ("", "other_")
    ]
    there = np.datetime64(day, "D")
    usable = (one >= 0) & (other >= 0)
    usable &= ~(table.days("valid_from") > there) & ~(table.days("valid_to") <= there)
    usable &= np.isfinite(np.column_stack(spans)).all(axis=1)
    rows = np.flatnonzero(usable)
    own, theirs = (span[rows].astype(np.int64) for span in spans)
    return Concurrencies(Concurrent(one[rows], own, other[rows], theirs), owners(routes.names, significance))
