"""Two numbers, one asphalt: concurrent metres are counted once, on the route that owns them.

They belong to the route of higher significance, then to the one with the lowest ``route_id``. What lies on
another route's kilometres there is carried over to the owner's, in proportion; where the two routes count
against one another, left and right change places.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..roads.arrays import Bools, Floats, Ints, Spans
from .along import Along
from .carriageways import BOTH
from .columns import Numbering, Table
from .network import SIGNIFICANCE

LAYER = "concurrencies"
COLUMNS = (
    "route_id", "km_from", "km_to", "other_route_id", "other_km_from", "other_km_to", "valid_from",
    "valid_to",
)  # fmt: skip


class Owned(NamedTuple):
    """Intervals on the routes that own them: ``row`` (m,) of which interval, ``scale`` metres of the interval
    in a metre of ``span``, ``moved`` whether it was another route's."""

    row: Ints
    route: Ints
    span: Spans
    sides: Ints
    scale: Floats
    moved: Bools

    def take(self, which: Ints) -> Owned:
        columns: tuple[Any, ...] = tuple(one[which] for one in self)
        return Owned(*columns)


class Concurrencies:
    """``along`` are stretches of routes that do not own them; the other arrays say whose they are."""

    def __init__(self, along: Along, span: Spans, owner: Ints, there: Spans) -> None:
        self.along, self.span, self.owner, self.there = along, span, owner, there

    def owned(self, route: Ints, span: Spans, sides: Ints) -> Owned:
        """Carry intervals over to the routes that own them; unchanged where nothing is concurrent."""
        count = len(route)
        found = Owned(np.arange(count), route, span, sides, np.ones(count), np.zeros(count, np.bool_))
        if not len(self.owner):
            return found
        # A stretch may pass through several hands; each is of a higher road than the one before.
        for _ in range(len(self.owner) + 1):
            cut = self.along.cut(found.route, found.span)
            whose = np.flatnonzero(cut.row >= 0)
            if not whose.size:
                break
            found = found.take(cut.piece)._replace(span=cut.span)
            self._carry(found, whose, cut.row[whose])
        return found

    def _carry(self, found: Owned, at: Ints, row: Ints) -> None:
        here, there = self.span[row], self.there[row]
        share = (found.span[at] - here[:, :1]) / (here[:, 1:] - here[:, :1])
        moved = np.rint(there[:, :1] + share * (there[:, 1:] - there[:, :1])).astype(np.int64)
        against = there[:, 0] > there[:, 1]
        before = found.span[at, 1] - found.span[at, 0]
        found.span[at] = np.sort(moved, axis=1)
        after = found.span[at, 1] - found.span[at, 0]
        found.scale[at] *= before / np.maximum(after, 1)
        found.route[at] = self.owner[row]
        turned = at[against & (found.sides[at] != BOTH)]
        found.sides[turned] = BOTH - found.sides[turned]
        found.moved[at] = True


def none() -> Concurrencies:
    """No road runs along another."""
    empty, spans = np.empty(0, np.int64), np.empty((0, 2), np.int64)
    return Concurrencies(Along.of(empty, spans, empty, 0), spans, empty, spans)


def read_concurrencies(
    table: Table, significance: dict[str, str], routes: Numbering, day: str, within: tuple[int, int]
) -> Concurrencies:
    """The concurrencies that are valid on a day.

    Parameters
    ----------
    table : columns of the layer (:data:`COLUMNS`)
    significance : of routes by name
    routes : numbering of the routes, all of which are numbered
    within : metres that will be asked about
    """
    one, other = routes.number(table.text("route_id")), routes.number(table.text("other_route_id"))
    spans = [
        np.column_stack([table.metres(f"{whose}km_from"), table.metres(f"{whose}km_to")])
        for whose in ("", "other_")
    ]
    there = np.datetime64(day, "D")
    usable = (one >= 0) & (other >= 0) & (one != other)
    usable &= ~(table.days("valid_from") > there) & ~(table.days("valid_to") <= there)
    for span in spans:
        usable &= np.isfinite(span).all(axis=1) & (span[:, 0] != span[:, 1])
    rows = np.flatnonzero(usable)
    if not rows.size:
        return none()
    order = ranks(routes, significance)
    first = order[one[rows]] < order[other[rows]]  # the row's own route is the owner
    loser, owner = np.where(first, other[rows], one[rows]), np.where(first, one[rows], other[rows])
    own, theirs = (span[rows].astype(np.int64) for span in spans)
    here = np.where(first[:, None], theirs, own)
    whose = np.where(first[:, None], own, theirs)
    backwards = here[:, 0] > here[:, 1]
    here[backwards], whose[backwards] = here[backwards][:, ::-1], whose[backwards][:, ::-1]
    every = np.concatenate([here, whose, np.array([within])])
    reach = int(every.min()), int(every.max())
    along = Along.of(loser, here, -order[owner], len(routes), reach)
    return Concurrencies(along, here, owner, whose)


def ranks(routes: Numbering, significance: dict[str, str]) -> Ints:
    """(routes,) place of each route in the order of owners, 0 for the first."""
    places = {one: place for place, one in enumerate(SIGNIFICANCE)}
    names = routes.names
    order = sorted(
        range(len(names)),
        key=lambda one: (places.get(significance.get(names[one], ""), len(places)), names[one]),
    )
    found = np.empty(len(names), dtype=np.int64)
    found[order] = np.arange(len(names))
    return found
