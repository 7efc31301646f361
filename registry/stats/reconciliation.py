"""Stated, measured and drawn: three lengths of one thing, and where they differ.

What a report states, the difference of the kilometres, and the length along the calibrated line are three
numbers; none of them replaces another. Each row keeps all it has, and those that differ by more than a
tolerance are listed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..model.errors import UsageError
from ..roads.arrays import Bools, Floats, Ints, Spans
from ..roads.errors import SENTENCES
from ..roads.intervals import union_length
from .columns import Table
from .indicator import Indicator, Parameter, Request
from .repairtables import titled
from .result import Column, LeftOut, Result
from .roadbook import Roadbook
from .sentences import Sentence

LAYERS = ("routes", "roads", "repairs")
COLUMNS = ("route_id", "km_from", "km_to", "stated_km")
FIGURES = ("stated_km", "measured_km", "true_km")


class Lengths(NamedTuple):
    """Of n features the three lengths in metres, NaN where there is none."""

    layer: str
    uid: np.ndarray
    route: Ints
    span: Spans
    stated: Floats
    measured: Floats
    true: Floats


def length_reconciliation(request: Request) -> Result:
    """Compute the indicator."""
    asked = request.parameters
    if request.area is not None:
        raise UsageError("length-reconciliation compares whole features and takes no area; use a condition")
    book = Roadbook.read(request)
    left_out: list[LeftOut] = []
    tables = {name: _read(request, name, book) for name in asked["layers"] if request.has(name)}
    lengths = []
    for name, read in tables.items():
        measure = _of_routes if name == "routes" else _of_events
        lengths.append(measure(name, read, book, left_out))
    names = np.array([*book.routes.names, ""], dtype=object)
    frame = pd.concat([_frame(one, names) for one in lengths]) if lengths else _frame(_none(), names)
    frame = frame.reset_index(drop=True)
    tolerance = _tolerance(asked["tolerance_m"], asked["tolerance_share"])
    for name, one, other in (
        ("stated_measured_m", "measured_km", "stated_km"),
        ("measured_true_m", "measured_km", "true_km"),
        ("stated_true_m", "true_km", "stated_km"),
    ):
        difference = (frame[one] - frame[other]).to_numpy() * 1000
        frame[name] = np.where(tolerance(difference, frame[one].to_numpy() * 1000), difference, np.nan)
    differs = frame[["stated_measured_m", "measured_true_m", "stated_true_m"]].notna().any(axis=1).to_numpy()
    by = list(request.by) or ["layer"]
    table, row = _grouped(frame, by, differs)
    evidence = frame.assign(row=row, value=frame["measured_km"])[
        ["row", "layer", "uid", "route_id", "start_m", "end_m", "value", *FIGURES]
    ]
    total = {name: float(frame[name].sum()) for name in FIGURES}
    columns = [_LAYER if one == "layer" else titled(one) for one in by]
    return Result(
        indicator="length-reconciliation",
        table=table,
        columns=[*columns, *_COLUMNS],
        evidence=evidence,
        total={"features": len(frame), **total, "differing": int(differs.sum())},
        left_out=left_out,
        notes=[
            *book.renamed(),
            Sentence.of(
                "{count} of {whole} differ by more than {metres:g} m and {share:.1%}",
                count=int(differs.sum()),
                whole=len(frame),
                metres=asked["tolerance_m"],
                share=asked["tolerance_share"],
            ).shown_by("differences"),
        ],
        details={"differences": lambda: frame[differs].reset_index(drop=True)},
    )


def _tolerance(metres: float, share: float) -> Callable[[Floats, Floats], Bools]:
    """Whether a difference is more than both: neither a short nor a long road is listed for nothing."""

    def beyond(difference: Floats, whole: Floats) -> Bools:
        far: Bools = np.abs(difference) > np.maximum(metres, share * np.abs(whole)) + 1e-6
        return far

    return beyond


def _read(request: Request, layer: str, book: Roadbook) -> Table:
    where = request.where if layer == request.parameters["layers"][0] else None
    table = Table(request.table(layer, COLUMNS, where))
    book.routes.number(table.text("route_id"))
    return table


def _of_events(layer: str, table: Table, book: Roadbook, left_out: list[LeftOut]) -> Lengths:
    """Of sections and works: the difference of their kilometres, and the line between them."""
    route = book.routes.number(table.text("route_id"))
    low, high = table.metres("km_from"), table.metres("km_to")
    usable = np.ones(len(table), dtype=np.bool_)
    uids = table.uids()
    for wrong, code in ((route < 0, "no-route"), (~np.isfinite(low) | ~np.isfinite(high), "no-measure")):
        left_out += [
            LeftOut(layer, str(uids[row]), Sentence.of(SENTENCES[code]))
            for row in np.flatnonzero(wrong & usable)
        ]
        usable &= ~wrong
    kept = np.flatnonzero(usable)
    span = np.sort(np.column_stack([low, high])[kept], axis=1).astype(np.int64)
    measured = (span[:, 1] - span[:, 0]).astype(np.float64)
    true, lined = book.drawn.lengths(route[kept], span)
    # A line under part of it says nothing of the whole.
    true = np.where((lined >= measured - 1) & (lined > 0), true, np.nan)
    return Lengths(layer, uids[kept], route[kept], span, table.real("stated_km")[kept] * 1000, measured, true)


def _of_routes(layer: str, table: Table, book: Roadbook, left_out: list[LeftOut]) -> Lengths:
    """Of whole routes: the kilometres that their sections cover, and the length of the line."""
    route = book.routes.number(table.text("route_id"))
    uids = table.uids()
    unnamed = Sentence.of(SENTENCES["no-route"])
    left_out += [LeftOut(layer, str(uids[row]), unnamed) for row in np.flatnonzero(route < 0)]
    kept = np.flatnonzero(route >= 0)
    route = route[kept]
    covered = union_length(book.network.route, book.network.span, len(book.routes)).astype(np.float64)
    drawn = book.drawn
    length = np.append(drawn.routes.length, np.nan)[drawn.index] if len(book.routes) else np.empty(0)
    extent = book.extent()[route]
    span = np.where(np.isfinite(extent), extent, 0).astype(np.int64)
    measured = np.where(covered[route] > 0, covered[route], np.nan)
    return Lengths(
        layer, uids[kept], route, span, table.real("stated_km")[kept] * 1000, measured, length[route]
    )


def _none() -> Lengths:
    empty = np.empty(0)
    route, span = np.empty(0, np.int64), np.empty((0, 2), np.int64)
    return Lengths("", np.empty(0, object), route, span, empty, empty, empty)


def _frame(one: Lengths, names: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "layer": one.layer,
            "uid": one.uid,
            "route_id": names[one.route],
            "start_m": one.span[:, 0],
            "end_m": one.span[:, 1],
            "stated_km": one.stated / 1000,
            "measured_km": one.measured / 1000,
            "true_km": one.true / 1000,
        }
    )


def _grouped(frame: pd.DataFrame, by: list[str], differs: Bools) -> tuple[pd.DataFrame, np.ndarray]:
    keys = ["route_id" if one == "road" else one for one in by]
    grouped = frame.assign(differing=differs.astype(np.int64)).groupby(keys, sort=True, dropna=False)
    table = grouped[list(FIGURES)].sum(min_count=1)
    table.insert(0, "features", grouped.size())
    table["differing"] = grouped["differing"].sum()
    row = grouped.ngroup().to_numpy()
    return table.reset_index().rename(columns={"route_id": "road"}), row


_LAYER = Column("layer", None, {"en": "Layer", "ru": "Слой", "kk": "Қабат"})
_COLUMNS = (
    Column("features", "count", {"en": "Features", "ru": "Объектов", "kk": "Нысан саны"}),
    titled("stated_km", "km"),
    Column(
        "measured_km",
        "km",
        {"en": "By measure, km", "ru": "По километражу, км", "kk": "Километраж бойынша, км"},
    ),
    titled("true_km", "km"),
    Column("differing", "count", {"en": "Differ", "ru": "Расходятся", "kk": "Айырмасы бар"}),
)

INDICATORS = (
    Indicator(
        name="length-reconciliation",
        title={
            "en": "Stated, measured and drawn length",
            "ru": "Заявленная, измеренная и начерченная длина",
            "kk": "Мәлімделген, өлшенген және сызылған ұзындық",
        },
        formula="stated_km; km_to - km_from (of a route: km covered by its sections); metres along the line"
        " calibrated by km posts. A difference is listed if it is more than both tolerances",
        inputs=(*LAYERS, "km_posts"),
        source="own definition; linear referencing as in ISO 19148",
        compute=length_reconciliation,
        parameters=(
            Parameter(
                "layers", "list", list(LAYERS), "layers to compare; a condition is on the first", LAYERS
            ),
            Parameter("tolerance_m", "real", 100.0, "metres up to which lengths agree"),
            Parameter("tolerance_share", "real", 0.01, "share of the length up to which they agree"),
        ),
        groupings=("layer", "road"),
    ),
)
