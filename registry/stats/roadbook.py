"""What an indicator of kilometres knows of the roads of a version, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow

from ..roads.arrays import Bools, Floats, Ints, Spans
from ..roads.concurrency import SIGNIFICANCE, Concurrencies, Concurrent, owners
from ..roads.errors import SENTENCES
from ..roads.findings import chainage
from . import network
from .columns import Numbering, Table
from .drawn import Drawn, drawn_roads
from .network import Network
from .result import LeftOut
from .sentences import Listed, Sentence, Value, values

if TYPE_CHECKING:
    from .indicator import Request

#: The layer that says which roads share their asphalt.
CONCURRENCIES = "concurrencies"
#: Aliases that a note names one by one.
TOLD = 5
_SHARED = (
    "route_id", "km_from", "km_to", "other_route_id", "other_km_from", "other_km_to", "valid_from",
    "valid_to",
)  # fmt: skip


@dataclass
class Roadbook:
    """The roads of a request's version; ``routes`` numbers every route that any layer names, ``significance``
    is told by route, ``codes`` are those of the regions that roads were split by, ``left_out`` the
    concurrencies that cannot be used."""

    request: Request
    routes: Numbering
    network: Network
    significance: dict[str, str]
    codes: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    @classmethod
    def read(cls, request: Request, where: str | None = None) -> Roadbook:
        """Sections, and how significant each route is: as its row says, else the highest of its sections."""
        routes = Numbering(request.aliases, request.day)
        ranks: dict[str, str] = {}
        if request.has("routes"):
            named = Table(request.table("routes", ("route_id", "significance")))
            texts, told = named.text("route_id"), named.text("significance")
            for row in range(len(named)):
                name, rank = texts.of(row), told.of(row)
                if name:
                    routes.number([name])
                if name and rank:
                    ranks[name] = rank
        found = network.read_network(_table(request, network.LAYER, network.COLUMNS, where), ranks, routes)
        names = routes.names
        for rank in SIGNIFICANCE:
            code = found.significance.codes_in({rank: 1}) > 0
            for route in np.unique(found.route[code]).tolist():
                ranks.setdefault(names[route], rank)
        return cls(request, routes, found, ranks)

    def concurrencies(self, wanted: bool) -> Concurrencies:
        """Those valid on the day of the version; none if not wanted. Ask when routes are numbered."""
        request, routes = self.request, self.routes
        if not wanted or not request.has(CONCURRENCIES):
            return Concurrencies.none()
        table = Table(request.table(CONCURRENCIES, _SHARED))
        ends = [routes.number(table.text(f"{whose}route_id")) for whose in ("", "other_")]
        spans = [
            np.column_stack([table.metres(f"{whose}km_from"), table.metres(f"{whose}km_to")])
            for whose in ("", "other_")
        ]
        there = np.datetime64(request.day, "D")
        valid = ~(table.days("valid_from") > there) & ~(table.days("valid_to") <= there)
        told = np.column_stack(
            [ends[0] >= 0, *np.isfinite(spans[0]).T, ends[1] >= 0, *np.isfinite(spans[1]).T]
        )
        usable = valid & told.all(axis=1)
        self.left_out = _unusable(table, np.flatnonzero(valid & ~usable), told)
        rows = np.flatnonzero(usable)
        own, theirs = (span[rows].astype(np.int64) for span in spans)
        shared = Concurrent(ends[0][rows], own, ends[1][rows], theirs)
        return Concurrencies(shared, owners(routes.names, self.significance))

    @cached_property
    def drawn(self) -> Drawn:
        """The routes as lines; ask when every route is numbered."""
        return drawn_roads(self.request, self.routes.names)

    def renamed(self) -> list[Sentence]:
        """Which names of routes were read as aliases, for the notes of a result."""
        read = sorted(self.routes.renamed.items())
        if not read:
            return []
        listed = [
            Sentence.of("{name} is {route}", name=Value.of("road", name), route=Value.of("road", route))
            for name, route in read[:TOLD]
        ]
        if len(read) > TOLD:
            listed.append(Sentence.of("{count} more", count=len(read) - TOLD))
        return [Sentence.of("routes named by an alias: {listed}", listed=Listed.of(listed))]

    def extent(self) -> Floats:
        """(routes, 2) metres of each route's ends, NaN where it has no section."""
        return self.network.extent(len(self.routes))


def _unusable(table: Table, rows: Ints, told: Bools) -> list[LeftOut]:
    """Concurrencies that lack something, with what: ``told`` (n, 6) of :data:`_SHARED`."""
    found = []
    for row in rows.tolist():
        lacking = [name for name, known in zip(_SHARED, told[row].tolist(), strict=False) if not known]
        reason = Sentence.of(
            "has no {fields}, so its two roads count apart; give it", fields=values("field", lacking)
        )
        found.append(LeftOut(CONCURRENCIES, str(table.uids()[row]), reason))
    return found


def _table(request: Request, layer: str, columns: tuple[str, ...], where: str | None = None) -> Table:
    """A layer's columns; an empty table if the version has no such layer."""
    if request.has(layer):
        return Table(request.table(layer, columns, where))
    return Table(pyarrow.table({"uid": pyarrow.array([], pyarrow.string())}))


def reach(*spans: Spans) -> tuple[int, int]:
    """Lowest and highest metre of any of the spans."""
    some = [span for span in spans if len(span)]
    if not some:
        return 0, 0
    return min(int(one.min()) for one in some), max(int(one.max()) for one in some)


def doubtful(layer: str, uid: np.ndarray, route: Ints, span: Spans, book: Roadbook) -> list[LeftOut]:
    """Events that run past an end of their route, or whose route has no section: counted, and told."""
    extent = book.extent()[route]
    names = book.routes.names
    if not len(book.network):
        return []
    unknown = np.isnan(extent[:, 0])
    over = np.maximum(extent[:, 0] - span[:, 0], 0) + np.maximum(span[:, 1] - extent[:, 1], 0)
    over = np.minimum(over, span[:, 1] - span[:, 0])
    found = []
    for row in np.flatnonzero(over > 0).tolist():
        start, end, low, high = (chainage(one) for one in (*span[row], *extent[row]))
        reason = Sentence.of(
            SENTENCES["beyond-end"],
            start=start,
            end=end,
            low=low,
            high=high,
            route=names[route[row]],
            metres=int(over[row]),
        )
        found.append(LeftOut(layer, str(uid[row]), reason, counted=True))
    for row in np.flatnonzero(unknown).tolist():
        reason = Sentence.of(f"{SENTENCES['unknown-route']} or add the road", route=names[route[row]])
        found.append(LeftOut(layer, str(uid[row]), reason, counted=True))
    return found
