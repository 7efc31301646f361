"""Repaired kilometres, as a road department can defend them.

Overlapping works of a year count once in the distinct kilometres and twice in the sum of works: both are
given, and the overlaps are listed. Each rule is a parameter; a result names those that it used.
"""

from __future__ import annotations

import numpy as np

from ..roads.arrays import Floats, Ints
from .grouping import Groups, grouped
from .indicator import Indicator, Request
from .overlapping import overlaps_by_group, overlaps_listed
from .repairtables import Figures, columns, evidence, notes, table
from .result import Result
from .roadbook import Roadbook
from .spreading import Spread
from .tally import Tally, tallied
from .workgroups import GROUPINGS, PARAMETERS, answered, gathered, rules_of
from .works import TYPES, Works


def repaired_km(request: Request) -> Result:
    """Compute the indicator."""
    rules = rules_of(request)
    works, book, found = gathered(request, rules)
    answers = answered(works, book, found, request.by)
    types = answers.pop("work_type", None)
    groups = grouped(answers, len(found.part))
    kinds = 1 if types is None else len(TYPES)
    kind = np.zeros_like(groups.group) if types is None else works.kind[found.pieces.work]
    cell = groups.group * kinds + kind
    nowhere = np.zeros_like(groups.group)
    counted = _tallied(found, groups.group, len(groups), kind, kinds, request)
    whole = _tallied(found, nowhere, 1, kind, kinds, request)
    figures = _figures(found, works, book, cell, counted)
    total = _figures(found, works, book, nowhere, whole.added())
    cells = _in_order(groups, np.flatnonzero(figures.counted.works), kinds, request.by)
    row = np.full(len(groups) * kinds, -1, dtype=np.int64)
    row[cells] = np.arange(len(cells))
    shown = columns(request.by, figures)
    names = {rank: name for name, rank in works.ranks.items()}
    labels = [
        groups.labels[one // kinds] | ({} if types is None else {"work_type": names[one % kinds]})
        for one in cells.tolist()
    ]
    made = table(labels, figures.take(cells), shown)
    sums = {str(name): values.tolist()[0] for name, values in table([{}], total, shown).items()}
    several = {
        name: round(float(made[name].sum()) - sums[name], 6)
        for name in ("union_km", "lane_km")
        if sums[name] == sums[name]
    }
    overlap = overlaps_by_group(found.pieces, groups.group)
    return Result(
        indicator="repaired-km",
        table=made,
        columns=shown,
        evidence=evidence(found, works, book, row[cell]),
        total=sums,
        left_out=works.left_out,
        notes=notes(request, works, found, figures, total, overlap, several),
        several=several,
        details={"overlaps": lambda: overlaps_listed(overlap, found, works, book, groups)},
    )


def _tallied(found: Spread, group: Ints, groups: int, kind: Ints, kinds: int, request: Request) -> Tally:
    one_side = request.parameters["one_side"]
    lanes = found.laid.lanes, found.laid.laned
    if kinds == 1:
        return tallied(found.pieces, group, groups, one_side=one_side, lanes=lanes)
    return tallied(found.pieces, group, groups, one_side=one_side, lanes=lanes, kind=kind, kinds=kinds)


def _in_order(groups: Groups, cells: Ints, kinds: int, by: tuple[str, ...]) -> Ints:
    """Cells that have works, in the order of the questions; of types the highest first."""
    keys = [
        -(cells % kinds) if name == "work_type" else groups.codes[name][cells // kinds]
        for name in reversed(by)
    ]
    return cells[np.lexsort(keys)] if keys else cells


def _figures(found: Spread, works: Works, book: Roadbook, cell: Ints, counted: Tally) -> Figures:
    """The tally, and what is added up over works: area, cost, lengths as stated and along the line."""
    cells, work, share = counted.works.size, found.pieces.work, found.pieces.share

    def added(values: Floats) -> Floats:
        return np.bincount(cell, values, minlength=cells).astype(np.float64)

    area, no_width = found.area(works)
    true, lined = np.zeros(len(share)), np.zeros(len(share))
    if len(book.drawn.routes):
        route, span = found.route, found.pieces.span
        true, lined = (one * share for one in book.drawn.lengths(route, span))
    stated = works.stated_km[work]
    told = np.isfinite(stated)
    metres = found.pieces.metres
    figures = Figures(
        counted=counted,
        area=added(area),
        without_width=added(no_width),
        true=added(true),
        lined=added(lined),
        stated=added(np.where(told, stated, 0.0) * found.part),
        stated_of=added(np.where(told, metres, 0.0)),
        cost={},
        paid={},
    )
    currency, cost = works.currency.code[work], works.cost[work]
    for name in sorted(works.currency.names):
        paid = (currency == works.currency.names.index(name)) & np.isfinite(cost)
        if paid.any():
            figures.cost[name] = added(np.where(paid, cost, 0.0) * found.part)
            figures.paid[name] = added(np.where(paid, metres, 0.0))
    return figures


INDICATORS = (
    Indicator(
        name="repaired-km",
        title={
            "en": "Repaired kilometres",
            "ru": "Отремонтированные километры",
            "kk": "Жөнделген километрлер",
        },
        formula="sum: lengths of works (km_to - km_from); union: metres worked on at least once, a side of a"
        " dual carriageway half; lane-km: union x lanes of the road there; area: length x width of the work,"
        " else of the road; cost per km: cost / km of the works whose cost is known, by currency",
        inputs=("repairs", "roads", "routes", "concurrencies", "km_posts", "regions"),
        source="domain notes, section 2: how road departments count",
        compute=repaired_km,
        parameters=PARAMETERS,
        groupings=GROUPINGS,
    ),
)
