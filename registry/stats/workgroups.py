"""Works of a version on the roads of that version, and the questions that they can be grouped by."""

from __future__ import annotations

import numpy as np

from ..model.errors import UsageError
from ..roads.concurrency import SIGNIFICANCE
from .along import Along
from .carriageways import BOTH, NAMES
from .columns import Coded, Table
from .grouping import Answer, by_month, by_number, by_text, by_year
from .indicator import Parameter, Request
from .network import overlapping_sections
from .placing import OUTSIDE, UNPLACED, outlines, placed
from .ramps import FIELD, ONLY, RAMPS, counting, noted
from .result import LeftOut
from .roadbook import Roadbook, doubtful, reach
from .sentences import Sentence
from .spreading import Spread, inside, spread
from .tally import tallied
from .works import COLUMNS, DATES, LAYER, REPAIRED, STATUSES, TYPES, Rules, Works, read_works

GROUPINGS = (
    "year", "month", "work_type", "road", "significance", "region", "district", "contractor", "carriageway",
)  # fmt: skip

PARAMETERS = (
    Parameter("types", "list", list(REPAIRED), "types that count; new construction never does", TYPES),
    Parameter("statuses", "list", ["done", "under_way"],
              "statuses that count; of a work under way only done_from to done_to", STATUSES),
    Parameter("date", "text", "accepted-else-finished", "the date that counts", tuple(DATES)),
    Parameter("period_start", "date", None, "first day of the period"),
    Parameter("period_end", "date", None, "last day of the period"),
    Parameter("one_side", "real", 0.5,
              "centreline km that 1 km of one side of a dual carriageway counts, 0.5 to 1"),
    Parameter("concurrent_once", "boolean", True,
              "what two routes share counts once, on that of higher significance, then lowest route_id"),
    RAMPS,
    Parameter("precedence", "list", list(TYPES),
              "types from the highest: a metre goes to the highest on it", TYPES),
    Parameter("regions_layer", "text", "regions", "layer of the polygons that region splits by"),
    Parameter("districts_layer", "text", "districts", "layer of the polygons that district splits by"),
)  # fmt: skip


def rules_of(request: Request) -> Rules:
    """Which works count, as asked.

    Raises
    ------
    UsageError
        One side that counts less than half or more than all; a period that ends before it starts.
    """
    asked = request.parameters
    if not 0.5 <= asked["one_side"] <= 1:
        raise UsageError(f"one_side = {asked['one_side']}: one side counts from 0.5 to 1 centreline km")
    start, end = asked["period_start"], asked["period_end"]
    if start and end and start > end:
        raise UsageError(f"the period ends on {end}, before it starts on {start}; swap them")
    names = ("types", "statuses", "date", "period_start", "period_end", "precedence")
    return Rules(**{name: asked[name] for name in names})


def gathered(request: Request, rules: Rules) -> tuple[Works, Roadbook, Spread]:
    """The works that count, the roads, and the pieces of the works on the roads.

    Raises
    ------
    UnknownLayer, UnknownField, UsageError
    """
    asked = request.parameters
    table = Table(request.table(LAYER, COLUMNS, request.where))
    if len(table) and not {"route_id", "km_from", "km_to"} <= set(table.arrow.schema.names):
        raise UsageError(f"layer {LAYER} has no route_id, km_from and km_to, so no kilometres can be counted")
    book = Roadbook.read(request)
    works = read_works(table, rules, book.routes)
    concurrencies = book.concurrencies(asked["concurrent_once"])
    works.notes += book.renamed()
    there = book.network.among(["in_use"]) & book.network.on(request.day)
    works.left_out += [
        *doubtful(LAYER, works.uid, works.route, works.span, book),
        *overlapping_sections(book.network, there, book.routes.names),
        *book.left_out,
    ]
    span = concurrencies.carried(works.route, works.span, works.sides).span
    layers: dict[str, Along] = {}
    for name in ("region", "district"):
        if name in request.by:
            codes, shapes, odd = outlines(request, asked[f"{name}s_layer"])
            works.notes += odd
            layers[name] = placed(book.drawn, codes, shapes, reach(span))
            book.codes[name] = codes
    if request.area is not None:
        layers["area"] = inside(book, request.area, span)
    found = spread(
        works, book, concurrencies, one_side=asked["one_side"], layers=layers,
        by_section="significance" in request.by,
    )  # fmt: skip
    if request.area is not None:
        found = _within(found, works)
    return works, book, _apart(request, found, works)


def _within(found: Spread, works: Works) -> Spread:
    """Only what lies in the area; works whose road is not drawn are told, since nobody knows."""
    for row in np.unique(found.pieces.work[found.regions["area"] < 0]).tolist():
        reason = Sentence.of(
            "its road has no line there, so nobody knows what of it lies in the area; draw the road"
        )
        works.left_out.append(LeftOut(LAYER, str(works.uid[row]), reason))
    return found.take(np.flatnonzero(found.regions["area"] == 0))


def _apart(request: Request, found: Spread, works: Works) -> Spread:
    """Without what lies on ramps, or only that, as asked; its distinct kilometres are told."""
    pieces = found.pieces
    ramp = found.regions.get(FIELD, np.zeros_like(pieces.work)) > 0
    if not ramp.any() and request.parameters[RAMPS.name] != ONLY:
        return found
    those = pieces.take(ramp)
    once = tallied(those, np.zeros_like(those.work), 1, one_side=request.parameters["one_side"]).union
    works.notes += noted(request, float(once[0]) / 1000)
    return found.take(np.flatnonzero(counting(request, ramp)))


def answered(works: Works, book: Roadbook, found: Spread, by: tuple[str, ...]) -> dict[str, Answer]:
    """For each piece what it answers to each question."""
    return {name: _answer(name, works, book, found) for name in by}


def _answer(name: str, works: Works, book: Roadbook, found: Spread) -> Answer:
    work = found.pieces.work
    if name == "road":
        return by_number(found.route, book.routes.names)
    if name == "significance":
        return _significance(found, book)
    if name in ("region", "district"):
        names = [*book.codes[name], OUTSIDE, UNPLACED]
        code = np.where(found.regions[name] < 0, len(names) - 1, found.regions[name])
        return by_number(code, names, (OUTSIDE, UNPLACED))
    match name:
        case "year":
            one = by_year(works.day)
        case "month":
            one = by_month(works.day)
        case "contractor":
            one = by_text(works.contractor)
        case "carriageway":
            one = by_text(Coded(BOTH - works.sides, ["both", "right", "left"]), NAMES)
        case _:
            names = [name for name, _ in sorted(works.ranks.items(), key=lambda one: -one[1])]
            one = Answer(len(names) - 1 - works.kind, names)
    return Answer(one.code[work], one.labels)


def _significance(found: Spread, book: Roadbook) -> Answer:
    """Of the section under a piece, else of its route."""
    names = [*SIGNIFICANCE, *(one for one in book.network.significance.names if one not in SIGNIFICANCE)]
    places = {one: place for place, one in enumerate(names)}
    code = np.array([places.get(book.significance.get(one, ""), -1) for one in book.routes.names], dtype=int)
    code = code[found.route]
    if found.section is not None:
        own = np.append(book.network.significance.codes_in(places), -1)[found.section]
        code = np.where(own < 0, code, own)
    return by_text(Coded(code, names), SIGNIFICANCE)
