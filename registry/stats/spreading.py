"""Works spread over the roads: carried to the owner of concurrent metres, cut at regions and sections.

The result are the pieces that :mod:`.tally` counts, with the work, region and section of each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from ..roads.arrays import Floats, Ints, Spans
from ..roads.concurrency import Concurrencies
from .along import Along, Cut
from .carriageways import BOTH, KINDS, Carriageways
from .network import Laid
from .placing import placed
from .ramps import FIELD
from .roadbook import Roadbook, reach
from .tally import Pieces
from .works import Works


@dataclass(frozen=True)
class Spread:
    """m pieces of works. ``route`` (m,) owns each; ``regions`` tell the region of each, by layer, and under
    ``ramp`` whether it lies on one, if there are any; ``section``
    (m,) is the section of road, -1 for none; ``part`` (m,) is the share of its whole work that a piece is;
    ``moved`` metres were another route's."""

    pieces: Pieces
    regions: dict[str, Ints]
    section: Ints | None
    part: Floats
    laid: Laid
    moved: float

    @property
    def route(self) -> Ints:
        return self.pieces.line // KINDS

    def take(self, which: Any) -> Spread:
        return Spread(
            self.pieces.take(which),
            {name: one[which] for name, one in self.regions.items()},
            None if self.section is None else self.section[which],
            self.part[which],
            self.laid,
            self.moved,
        )

    def area(self, works: Works) -> tuple[Floats, Floats]:
        """(m,) square metres of pavement, and metres whose width nobody knows.

        The work's own width, else that of the road under each metre.
        """
        own = works.width[self.pieces.work]
        metres = (self.pieces.span[:, 1] - self.pieces.span[:, 0]).astype(np.float64)
        two = self.pieces.line % KINDS != 0
        half = np.where(two & (works.sides[self.pieces.work] == BOTH), 0.5, 1.0)
        told = np.isfinite(own)
        if not told.any():
            area, known = self.laid.width(self.pieces.line, self.pieces.span)
            return area, (metres - known) * np.where(two, 0.5, 1.0)
        area = np.where(told, metres * half * np.where(told, own, 0.0), 0.0)
        rest = np.flatnonzero(~told)
        area[rest], known = self.laid.width(self.pieces.line[rest], self.pieces.span[rest])
        unknown = np.zeros(len(metres))
        unknown[rest] = (metres[rest] - known) * np.where(two[rest], 0.5, 1.0)
        return area, unknown


def spread(
    works: Works,
    book: Roadbook,
    concurrencies: Concurrencies,
    *,
    one_side: float,
    layers: dict[str, Along],
    by_section: bool,
) -> Spread:
    """Pieces of works, cut at what the groups tell apart.

    Parameters
    ----------
    one_side : centreline kilometres that a kilometre of one carriageway counts
    layers : regions along routes by the name of their layer
    by_section : whether to cut where the road's section changes
    """
    owned = concurrencies.carried(works.route, works.span, works.sides)
    moved = float((owned.span[:, 1] - owned.span[:, 0])[owned.moved].sum())
    lying = _Lying(owned.row, owned.route, owned.span, owned.sides, owned.scale, {})
    for name, along in layers.items():
        cut = along.cut(lying.line, lying.span)
        lying = lying.cut(cut)
        lying.regions[name] = cut.row
    network = book.network
    roads = Carriageways.of(len(book.routes), (lying.line, lying.sides), (network.route, network.sides))
    laid = Laid(network, roads, reach(lying.span), book.request.day)
    row, line = roads.lay(lying.line, lying.sides)
    if roads.sided.any():  # pieces of one work together
        order = np.argsort(row, kind="stable")
        lying, line = lying.take(row[order]), line[order]
    lying = replace(lying, line=line)
    section = None
    if by_section:
        cut = laid.along.cut(lying.line, lying.span)
        lying, section = lying.cut(cut), laid.section(cut.row)
    if network.ramp.any():
        cut = laid.ramps().cut(lying.line, lying.span)
        lying, section = lying.cut(cut), None if section is None else section[cut.piece]
        lying.regions[FIELD] = cut.row
    whole = lying.sides == BOTH
    two = np.where((lying.line % KINDS != 0) & whole, 0.5, 1.0)
    metres = (lying.span[:, 1] - lying.span[:, 0]) * two
    part = metres * lying.scale / np.maximum(works.whole[lying.work], 1)
    pieces = Pieces(lying.work, lying.line, lying.span, np.where(whole, two, one_side))
    return Spread(pieces, lying.regions, section, part, laid, moved)


@dataclass(frozen=True)
class _Lying:
    """Works as they come to lie: ``line`` is the route until they are laid on carriageways."""

    work: Ints
    line: Ints
    span: Spans
    sides: Ints
    scale: Floats
    regions: dict[str, Ints]

    def take(self, which: Ints) -> _Lying:
        return _Lying(
            self.work[which],
            self.line[which],
            self.span[which],
            self.sides[which],
            self.scale[which],
            {name: one[which] for name, one in self.regions.items()},
        )

    def cut(self, made: Cut) -> _Lying:
        return replace(self.take(made.piece), span=made.span)


def inside(book: Roadbook, area: Any, span: Spans) -> Along:
    """The part of each route within a polygon (WGS 84): row 0 is in it, 1 outside, -1 not drawn."""
    return placed(book.drawn, ["area"], np.array([shapely.make_valid(area)], dtype=object), reach(span))
