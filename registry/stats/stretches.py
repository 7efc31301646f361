"""Roads cut into stretches on which nothing changes: one section, one newest survey, at one day or several.

Both carriageways of a road are looked at apart where any row speaks of one of them; each counts half a
centreline kilometre. Concurrent metres count once, on the route that owns them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..roads.arrays import Bools, Floats, Ints, Spans
from ..roads.concurrency import SIGNIFICANCE, Carried
from ..roads.overlay import Layer, overlay
from .along import Along
from .carriageways import BOTH, KINDS, Carriageways
from .columns import Coded, Table
from .ground import refuse_unknown
from .grouping import Answer, by_number, by_text
from .indicator import NoLayer, Parameter, Request
from .network import LAYER as ROADS
from .network import overlapping_sections
from .placing import OUTSIDE, UNPLACED, outlines, placed
from .ramps import RAMPS, counting, noted
from .result import LeftOut
from .roadbook import Roadbook, doubtful, reach
from .sentences import Sentence
from .spreading import inside
from .surveys import COLUMNS, LAYER, Surveys, read_surveys

GROUPINGS = ("significance", "surface", "region", "district", "road", "pavement", "tech_category")

PARAMETERS = (
    Parameter("lifecycles", "list", ["in_use"], "stages of life of roads that count; all if none is named"),
    Parameter("concurrent_once", "boolean", True,
              "what two routes share counts once, on that of higher significance, then lowest route_id"),
    RAMPS,
    Parameter("regions_layer", "text", "regions", "layer of the polygons that region splits by"),
    Parameter("districts_layer", "text", "districts", "layer of the polygons that district splits by"),
)  # fmt: skip


@dataclass(frozen=True)
class Stretched:
    """m stretches: ``line`` (m,) and ``span`` (m, 2); ``section`` and ``survey`` (m, days) rows, -1 for none;
    ``regions`` by layer. ``uncovered`` metres were surveyed where no road counts."""

    line: Ints
    span: Spans
    section: Ints
    survey: Ints
    regions: dict[str, Ints]
    uncovered: float
    left_out: list[LeftOut]
    notes: list[str] = field(default_factory=list)

    @property
    def route(self) -> Ints:
        return self.line // KINDS

    @property
    def metres(self) -> Floats:
        """(m,) centreline metres: a side counts half."""
        whole = (self.span[:, 1] - self.span[:, 0]).astype(np.float64)
        return np.where(self.line % KINDS == 0, whole, whole / 2)

    def take(self, which: Any) -> Stretched:
        return Stretched(
            self.line[which],
            self.span[which],
            self.section[which],
            self.survey[which],
            {name: one[which] for name, one in self.regions.items()},
            self.uncovered,
            self.left_out,
            self.notes,
        )

    def lanes(self, book: Roadbook, day: int = -1) -> Floats:
        """(m,) lane-metres by the section of a day, NaN where nobody knows the lanes."""
        section = self.section[:, day]
        network = book.network
        half = (self.line % KINDS != 0) & (np.append(network.sides, BOTH)[section] == BOTH)
        lanes = np.append(network.lanes, np.nan)[section]
        found: Floats = lanes * np.where(half, 0.5, 1.0) * (self.span[:, 1] - self.span[:, 0])
        return found


def read_stretches(
    request: Request, days: Sequence[str], only: str | None = None
) -> tuple[Roadbook, Surveys, Stretched]:
    """The roads that count, with the newest survey at each of some days.

    Parameters
    ----------
    days : a section counts if it is valid then, a survey if it was made by then
    only : ``iri`` leaves out surveys without one

    Raises
    ------
    UnknownLayer, UnknownField, UsageError
    """
    asked = request.parameters
    if not request.has(ROADS):
        raise NoLayer(layer=ROADS, why=", so there is nothing to be a share of; import roads")
    if asked["lifecycles"]:
        refuse_unknown(request.layers[ROADS], "lifecycle", asked["lifecycles"])
    book = Roadbook.read(request, request.where)
    surveys = _surveys(request, book)
    concurrencies = book.concurrencies(asked["concurrent_once"])
    network = book.network
    left_out = network.left_out + surveys.left_out + book.left_out
    counted = network.among(asked["lifecycles"]) & network.on(days[-1])
    left_out += overlapping_sections(network, counted, book.routes.names)
    if request.where is None:
        left_out += doubtful(LAYER, surveys.uid, surveys.route, surveys.span, book)
    roads = concurrencies.carried(network.route, network.span, network.sides)
    seen = concurrencies.carried(surveys.route, surveys.span, surveys.sides)
    sides = Carriageways.of(len(book.routes), (roads.route, roads.sides), (seen.route, seen.sides))
    begun = np.where(np.isnat(network.valid_from), 0, network.valid_from.astype(np.int64) + 1_000_000)
    own = (~roads.moved).astype(np.int64)  # the owner's own sections go before those carried over
    layers: list[Layer] = []
    keys: list[Ints] = []
    for day in days:
        counted = network.among(asked["lifecycles"]) & network.on(day)
        made = surveys.until(day)
        if only == "iri":
            made = made & np.isfinite(surveys.iri)
        ranks: tuple[Ints, ...] = (own, begun[roads.row], roads.row)
        _lay(layers, keys, sides, roads, counted, ranks)
        _lay(layers, keys, sides, seen, made, (surveys.order[seen.row],))
    where, event = overlay(*layers)
    rows = np.column_stack([np.append(key, -1)[event[:, at]] for at, key in enumerate(keys)])
    section, survey = rows[:, ::2], rows[:, 1::2]
    there = np.asarray((section >= 0).any(axis=1))
    bare = where.metres[~there] * np.where(where.route[~there] % KINDS == 0, 1.0, 0.5)
    found = Stretched(
        where.route, where.span, section, survey, {}, float(bare.sum()), left_out, [*book.renamed()]
    )
    found = _divided(request, book, found.take(np.flatnonzero(there)))
    return book, surveys, _apart(request, book, found)


def _lay(
    layers: list[Layer],
    keys: list[Ints],
    sides: Carriageways,
    rows: Carried,
    chosen: Bools,
    ranks: tuple[Ints, ...],
) -> None:
    """Add the chosen rows as a layer on their carriageways, and which row each of its events is."""
    piece, line = sides.lay(rows.route, rows.sides)
    kept = chosen[rows.row[piece]]
    piece = piece[kept]
    layers.append(Layer(line[kept], rows.span[piece], tuple(one[piece] for one in ranks)))
    keys.append(rows.row[piece])


def _surveys(request: Request, book: Roadbook) -> Surveys:
    table = Table(request.table(LAYER, COLUMNS))
    return read_surveys(table, book.routes, lambda: request.ages(LAYER))


def _divided(request: Request, book: Roadbook, found: Stretched) -> Stretched:
    """Cut at regions and the area, where asked for."""
    layers: dict[str, Along] = {}
    for name in ("region", "district"):
        if name in request.by:
            codes, shapes, odd = outlines(request, request.parameters[f"{name}s_layer"])
            found.notes.extend(odd)
            layers[name] = placed(book.drawn, codes, shapes, reach(found.span))
            book.codes[name] = codes
    if request.area is not None:
        layers["area"] = inside(book, request.area, found.span)
    for name, along in layers.items():
        cut = along.cut(found.route, found.span)
        found = found.take(cut.piece)
        found = Stretched(
            found.line, cut.span, found.section, found.survey, found.regions | {name: cut.row},
            found.uncovered, found.left_out, found.notes,
        )  # fmt: skip
    if request.area is None:
        return found
    section = found.section.max(axis=1)
    for row in np.unique(section[found.regions["area"] < 0]).tolist():
        reason = Sentence.of("has no line there, so nobody knows what of it lies in the area; draw it")
        found.left_out.append(LeftOut(ROADS, str(book.network.uid[row]), reason))
    return found.take(np.flatnonzero(found.regions["area"] == 0))


def _apart(request: Request, book: Roadbook, found: Stretched) -> Stretched:
    """Without the stretches whose section of a day is a ramp, or only those, as asked; both are told."""
    ramp = np.append(book.network.ramp, False)[found.section]
    counted = counting(request, ramp)
    km = float(found.metres[ramp.any(axis=1)].sum()) / 1000
    found.notes.extend(noted(request, km))
    if counted.all():
        return found
    section = np.where(counted, found.section, -1)
    return replace(found, section=section).take(np.flatnonzero((section >= 0).any(axis=1)))


def answered(request: Request, book: Roadbook, found: Stretched) -> dict[str, Answer]:
    """What each stretch answers to each question, by its section on the last of the days that it has one."""
    section = found.section[:, -1]
    for day in range(found.section.shape[1] - 2, -1, -1):
        section = np.where(section < 0, found.section[:, day], section)
    network = book.network
    texts = {
        "significance": (network.significance, SIGNIFICANCE),
        "surface": (network.surface, ()),
        "pavement": (network.pavement, ()),
        "tech_category": (network.category, ()),
    }
    answers = {}
    for name in request.by:
        if name == "road":
            answers[name] = by_number(found.route, book.routes.names)
        elif name in texts:
            coded, order = texts[name]
            answers[name] = by_text(Coded(coded.code[section], coded.names), order)
        else:
            names = [*book.codes[name], OUTSIDE, UNPLACED]
            code = np.where(found.regions[name] < 0, len(names) - 1, found.regions[name])
            answers[name] = by_number(code, names, (OUTSIDE, UNPLACED))
    return answers


def merged(found: Stretched, *same: Ints | Bools) -> tuple[Stretched, Ints]:
    """Neighbours of one section and survey made one, if they also agree in some (m,) arrays.

    Returns
    -------
    stretches, (k,) the first of the old stretches that each is made of
    """
    keys = [found.line, *found.section.T, *found.survey.T, *found.regions.values(), *same]
    order = np.lexsort((found.span[:, 0], found.line))
    follows = np.zeros(len(order), dtype=np.bool_)
    follows[1:] = found.span[order][1:, 0] == found.span[order][:-1, 1]
    for key in keys:
        follows[1:] &= key[order][1:] == key[order][:-1]
    first = np.flatnonzero(~follows)
    last = np.append(first[1:], len(order)) - 1 if len(order) else first
    begin = order[first]
    whole = found.take(begin)
    whole.span[:, 1] = found.span[order[last], 1]
    return whole, begin
