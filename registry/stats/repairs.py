"""Repaired kilometres, as a road department can defend them.

Overlapping works of a year count once in the distinct kilometres and twice in the sum of works: both are
given, and the overlaps are listed. Each rule is a parameter; a result names those that it used.
"""

from __future__ import annotations

import numpy as np

from ..roads.arrays import Ints
from .grouping import Groups, grouped
from .indicator import Indicator, Request
from .overlapping import overlaps_by_group, overlaps_listed
from .repairtables import Amounts, columns, evidence, notes, table
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
    whole = _tallied(found, nowhere, 1, nowhere, 1, request)  # types add up to it
    amounts = _amounts(found, works, book)
    figures = amounts.figures(counted, cell)
    total = amounts.figures(whole.added(), nowhere)
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
    lanes = found.laid.lanes
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


def _amounts(found: Spread, works: Works, book: Roadbook) -> Amounts:
    """Of each piece what is added up: area, cost, lengths as stated and along the line."""
    work, share, metres = found.pieces.work, found.pieces.share, found.pieces.metres
    area, no_width = found.area(works)
    made = {"area": area, "without_width": no_width}
    if len(book.drawn.routes):
        true, lined = book.drawn.lengths(found.route, found.pieces.span)
        made |= {"true": true * share, "lined": lined * share}
    stated = works.stated_km[work]
    told = np.isfinite(stated)
    if told.any():
        made["stated"] = np.where(told, stated, 0.0) * found.part
        made["stated_of"] = np.where(told, metres, 0.0)
    costs, paid = {}, {}
    currency, cost = works.currency.code[work], works.cost[work]
    for name in sorted(works.currency.names):
        here = (currency == works.currency.names.index(name)) & np.isfinite(cost)
        if here.any():
            costs[name] = np.where(here, cost, 0.0) * found.part
            paid[name] = np.where(here, metres, 0.0)
    return Amounts(made, costs, paid)


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
        source="types of work as in road law of Kazakhstan; counting: docs/counting.md",
        compute=repaired_km,
        parameters=PARAMETERS,
        groupings=GROUPINGS,
    ),
)
