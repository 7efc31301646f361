"""The roads as rows on routes: what each metre of a route is like.

``route_id`` names the route; a row of ``roads`` is a section of it. Sections of one route do not overlap on
one carriageway; where they do all the same, one in use goes before others, and a later one before an earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..roads.arrays import Bools, Floats, Ints, Spans
from ..roads.errors import SENTENCES
from ..roads.findings import chainage
from .along import Along
from .carriageways import BOTH, KINDS, Carriageways
from .columns import Coded, Days, Numbering, Table
from .ramps import FIELD, YES
from .result import LeftOut
from .sentences import Sentence

LAYER = "roads"
COLUMNS = (
    "route_id", "km_from", "km_to", "carriageway", "lanes", "width_m", "significance", "surface", "pavement",
    "tech_category", "ramp", "lifecycle", "valid_from", "valid_to", "stated_km",
)  # fmt: skip


@dataclass
class Network:
    """n sections of roads; ``span`` (n, 2) metres. ``significance`` is the section's, else its route's."""

    uid: NDArray[np.object_]
    route: Ints
    span: Spans
    sides: Ints
    lanes: Floats
    width: Floats
    significance: Coded
    surface: Coded
    pavement: Coded
    category: Coded
    ramp: Bools
    lifecycle: Coded
    valid_from: Days
    valid_to: Days
    left_out: list[LeftOut] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.uid)

    def among(self, lifecycles: Sequence[str]) -> Bools:
        """(n,) sections in one of some stages of life; all if none is named, or the layer tells none."""
        if not lifecycles or not self.lifecycle.names:
            return np.ones(len(self), dtype=np.bool_)
        return self.lifecycle.codes_in(dict.fromkeys(lifecycles, 1)) > 0

    def on(self, day: str) -> Bools:
        """(n,) sections that are valid on a day."""
        there = np.datetime64(day, "D")
        return ~(self.valid_from > there) & ~(self.valid_to <= there)  # comparing with NaT is False

    def extent(self, routes: int) -> Floats:
        """(routes, 2) first and last metre of each route, NaN of one without sections."""
        low, high = np.full(routes, np.inf), np.full(routes, -np.inf)
        np.minimum.at(low, self.route, self.span[:, 0])
        np.maximum.at(high, self.route, self.span[:, 1])
        found = np.column_stack([low, high])
        found[~np.isfinite(found).all(axis=1)] = np.nan
        return found


def read_network(table: Table, ranks: dict[str, str], routes: Numbering) -> Network:
    """The sections of a table of ``roads`` (:data:`COLUMNS`).

    Parameters
    ----------
    ranks : significance of routes by name, for sections that say none
    routes : numbering of the routes, which may grow
    """
    names = table.text("route_id")
    route = routes.number(names)
    low, high = table.metres("km_from"), table.metres("km_to")
    left_out: list[LeftOut] = []
    usable = np.ones(len(table), dtype=np.bool_)

    def tell(which: Bools, code: str, counted: bool = False) -> None:
        for row in np.flatnonzero(which & usable).tolist():
            ends = {"start": chainage(low[row]), "end": chainage(high[row])}
            reason = Sentence.of(SENTENCES[code], **(ends if "{start}" in SENTENCES[code] else {}))
            left_out.append(LeftOut(LAYER, str(table.arrow.column("uid")[row].as_py()), reason, counted))

    for wrong, code in (
        (route < 0, "no-route"),
        (~(np.isfinite(low) & np.isfinite(high)), "no-measure"),
        (low == high, "zero-length"),
    ):
        tell(wrong, code)
        usable &= ~wrong
    tell(low > high, "reversed", counted=True)
    kept = np.flatnonzero(usable)
    return Network(
        uid=table.uids()[kept],
        route=route[kept],
        span=np.sort(np.column_stack([low, high])[kept], axis=1).astype(np.int64),
        sides=table.sides()[kept],
        lanes=table.real("lanes")[kept],
        width=table.real("width_m")[kept],
        significance=_significance(table.text("significance"), names, ranks, routes).take(kept),
        surface=table.text("surface").take(kept),
        pavement=table.text("pavement").take(kept),
        category=table.text("tech_category").take(kept),
        ramp=(table.text(FIELD).codes_in({YES: 1}) > 0)[kept],
        lifecycle=table.text("lifecycle").take(kept),
        valid_from=table.days("valid_from")[kept],
        valid_to=table.days("valid_to")[kept],
        left_out=left_out,
    )


def _significance(own: Coded, route: Coded, ranks: dict[str, str], routes: Numbering) -> Coded:
    """The section's significance, else that of its route."""
    names = [*own.names, *(one for one in dict.fromkeys(ranks.values()) if one not in own.names)]
    places = {one: place for place, one in enumerate(names)}
    known = {name: ranks.get(routes.meant(name)) for name in route.names if name}
    of_route = route.codes_in({name: places[rank] for name, rank in known.items() if rank})
    return Coded(np.where(own.code < 0, of_route, own.code), names)


def overlapping_sections(network: Network, counted: Bools, routes: Sequence[str]) -> list[LeftOut]:
    """Sections that cover kilometres of their route which an earlier one has, on one carriageway.

    They count where no other does; each is told with the kilometres that it shares.

    Parameters
    ----------
    counted : (n,) sections that are there at once
    routes : names of the numbered routes
    """
    rows = np.flatnonzero(counted)
    sides = Carriageways.of(len(routes), (network.route[rows], network.sides[rows]))
    piece, line = sides.lay(network.route[rows], network.sides[rows])
    span = network.span[rows[piece]]
    order = np.lexsort((span[:, 1], span[:, 0], line))
    found: dict[int, tuple[int, int]] = {}
    reached, before = -1, -1
    for at in order.tolist():
        start, end = span[at].tolist()
        if line[at] != before:
            reached, before = -1, int(line[at])
        if start < reached:
            found.setdefault(int(rows[piece[at]]), (start, min(end, reached)))
        reached = max(reached, end)
    reason = SENTENCES["section-overlap"]
    return [
        LeftOut(
            LAYER,
            str(network.uid[row]),
            Sentence.of(
                reason,
                start=chainage(start),
                end=chainage(end),
                route=routes[network.route[row]],
                metres=end - start,
            ),
            counted=True,
        )
        for row, (start, end) in found.items()
    ]


class Laid:
    """Sections on their carriageways: what lies under intervals, as (n,) lines and (n, 2) spans.

    Half the lanes of a section that describes both carriageways are on either. Of several sections on a metre
    one that is valid on the day goes before others, then one in use, then the later.
    """

    def __init__(self, network: Network, roads: Carriageways, within: tuple[int, int], day: str) -> None:
        row, line = roads.lay(network.route, network.sides)
        self.network, self.row = network, row
        begun = np.where(np.isnat(network.valid_from), 0, network.valid_from.astype(np.int64) + 1_000_000)
        ranks = network.on(day), network.among(["in_use"]), begun
        order = [one[row].astype(np.int64) for one in ranks]
        self.along = Along.of(line, network.span[row], tuple(order), roads.lines, within)
        half = np.where((line % KINDS != 0) & (network.sides[row] == BOTH), 0.5, 1.0)
        self._lanes, self._width = network.lanes[row] * half, network.width[row] * half

    def lanes(self, line: Ints, span: Spans) -> tuple[Floats, Floats]:
        """(n,) lane-metres, and metres whose lanes are known."""
        return self.along.amount(self._lanes, line, span)

    def width(self, line: Ints, span: Spans) -> tuple[Floats, Floats]:
        """(n,) square metres, and metres whose width is known."""
        return self.along.amount(self._width, line, span)

    def ramps(self) -> Along:
        """Where ramps lie: row 1 under them, else 0; bounds only where that changes."""
        along = self.along
        ramp = np.append(self.network.ramp[self.row], False)[along.row].astype(np.int64)
        begins = np.flatnonzero(np.diff(ramp, prepend=-1))
        return replace(along, place=np.append(along.place[begins], along.place[-1:]), row=ramp[begins])

    def section(self, found: Ints) -> Ints:
        """Sections of rows that :meth:`.Along.cut` gave, -1 for none."""
        return np.append(self.row, -1)[found]
