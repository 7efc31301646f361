"""Length of roads and of linear events, by measure: whole metres, each counted once.

The measured length is the union of the sections' kilometres on each carriageway of a route; one side of a
dual carriageway counts half. Beside it stand the stated length and that of the drawing on the ellipsoid:
three numbers, none taken for another. Kilometres that two routes share count once, on the route of higher
significance, then the lowest ``route_id``; what was left to another route is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..model.chainage import parse
from ..model.definition import Definition
from ..model.errors import UsageError
from ..roads.arrays import Floats, Ints
from ..roads.findings import chainage
from ..roads.intervals import ordered, whole_metres
from ..versions.measures import LENGTH, measure_column
from .asphalt import CONCURRENT_ONCE, Asphalt, laid
from .carriageways import BOTH, KINDS, SIDES
from .counts import grouped, layer_asked, summed
from .ground import refuse_unknown
from .indicator import Indicator, Parameter, Request
from .naming import meant
from .network import overlapping_sections
from .ramps import RAMPS, counting, noted, ramps_of
from .result import Column, LeftOut, Result
from .roadbook import Roadbook
from .sentences import Sentence, Value, values
from .tally import Pieces, tallied

if TYPE_CHECKING:
    import pandas

ROADS = "roads"
#: The name of the table of what was left to other routes.
CONCURRENT = "concurrent"


def roads(request: Request) -> Result:
    """Length of the roads of a version."""
    return _measured("road-length", request, layer_asked(request, ROADS))


def events(request: Request) -> Result:
    """Length of the events of a layer: works, surveys."""
    return _measured("event-length", request, layer_asked(request))


def _measured(name: str, request: Request, definition: Definition) -> Result:
    if definition.linear is None or definition.linear.end is None:
        raise UsageError(f"{name}: {definition.name} has no kilometres from and to; choose a layer that has")
    if request.area is not None:
        raise UsageError(f"{name}: measures have no place to cut at; use --where with a region instead")
    frame, left = _rows(request, definition)
    book, asphalt = _on_asphalt(request, frame)
    told: list[Sentence] = []
    if RAMPS.name in request.parameters:
        frame, asphalt, told = _apart(request, frame, asphalt)
    counted = np.bincount(asphalt.row[~asphalt.left], asphalt.metres[~asphalt.left], minlength=len(frame))
    if "lanes" in frame:
        frame["lane_km"] = counted / 1000 * frame["lanes"].astype(float)
    frame["counted_km"] = counted / 1000 * _share(frame, request)
    figures = [Column("sections", "count"), Column("sum_km", "km")]
    optional = {"drawn_km": "km", "stated_km": "km", "lane_km": "km", "stated_m2": "m2", "area_m2": "m2"}
    figures += [Column(one, unit) for one, unit in optional.items() if one in frame]
    found = summed(name, request, definition, frame, figures, left, "counted_km")
    group = np.zeros(len(frame), dtype=np.int64)
    place = {uid: number for number, uid in enumerate(frame.index)}
    for number, (_, some) in enumerate(grouped(frame, request.by)):
        group[[place[uid] for uid in some.index]] = number
    measured = _union_km(asphalt, group, max(len(found.table), 1), request)
    total = float(_union_km(asphalt, np.zeros_like(group), 1, request)[0])
    at = len(request.by) + 1
    found.table.insert(at, "measured_km", measured[: len(found.table)])
    found.columns = [*found.columns[:at], Column("measured_km", "km"), *found.columns[at:]]
    found.total = {**found.total, "measured_km": total}
    for column in ("route_id", "start_m", "end_m"):
        found.evidence[column] = frame[column].reindex(found.evidence["uid"]).to_numpy()
    if (several := float(measured.sum()) - total) > 1e-6:
        found.several = {"measured_km": several}
    gone = float((asphalt.metres * _share(frame, request)[asphalt.row])[asphalt.left].sum()) / 1000
    if definition.name == ROADS:
        one = book.network
        there = np.isin(one.uid, frame.index.to_numpy(object)) & one.on(request.day)
        found.left_out = [*found.left_out, *overlapping_sections(one, there, book.routes.names)]
    found.left_out = [*found.left_out, *book.left_out]
    found.notes = [*book.renamed(), *told, *_notes(found.total["sum_km"] - gone - total, gone)]
    if frame.empty and not told and (route := request.parameters.get("route")):
        found.notes.append(Sentence.of("nothing on route {route} counts; is it written right?", route=route))
    if gone:
        found.details = {CONCURRENT: lambda: _left_to_others(asphalt, frame, book)}
    return found


def _apart(
    request: Request, frame: pandas.DataFrame, asphalt: Asphalt
) -> tuple[pandas.DataFrame, Asphalt, list[Sentence]]:
    """Rows without ramps, or only those, as asked, and what is said of the ramps."""
    ramp = ramps_of(frame)
    kept = counting(request, ramp)
    km = float(_union_km(asphalt, ramp.astype(np.int64), 2, request)[1])
    told = noted(request, km)
    if kept.all():
        return frame, asphalt, told
    asphalt = asphalt.take(kept[asphalt.row])
    return frame[kept], asphalt._replace(row=(np.cumsum(kept) - 1)[asphalt.row]), told


def _notes(twice: float, gone: float) -> Iterator[str]:
    if twice > 1e-6:
        yield Sentence.of("{km:.3f} km lie under more than one, counted once", km=twice)
    if gone > 1e-6:
        yield Sentence.of(
            "{km:.3f} km run on the asphalt of another route and count there", km=gone
        ).shown_by(CONCURRENT)


def _on_asphalt(request: Request, frame: pandas.DataFrame) -> tuple[Roadbook, Asphalt]:
    book = Roadbook.read(request)
    route = book.routes.number([str(one) for one in frame["route_id"]])
    span = frame[["start_m", "end_m"]].to_numpy(dtype=np.int64).reshape(-1, 2)
    return book, laid(book, route, span, _sides(frame), request.parameters[CONCURRENT_ONCE.name])


def _sides(frame: pandas.DataFrame) -> Ints:
    """(n,) LEFT, RIGHT, or BOTH, which is meant where nothing is said."""
    if "carriageway" not in frame:
        return np.full(len(frame), BOTH)
    return np.array([SIDES.get(one, BOTH) for one in frame["carriageway"].tolist()], dtype=np.int64)


def _share(frame: pandas.DataFrame, request: Request) -> Floats:
    """(n,) centreline metres that a metre of a row counts."""
    return np.where(_sides(frame) == BOTH, 1.0, request.parameters["one_side"])


def _union_km(asphalt: Asphalt, group: Ints, groups: int, request: Request) -> Floats:
    """(groups,) kilometres covered at least once, of the metres that a row's own route has."""
    own = asphalt.take(~asphalt.left)
    pieces = Pieces(own.row, own.line, own.span, np.ones(len(own.row)))
    found = tallied(pieces, group[own.row], groups, one_side=request.parameters["one_side"])
    return found.union / 1000


def _left_to_others(asphalt: Asphalt, frame: pandas.DataFrame, book: Roadbook) -> pandas.DataFrame:
    """Stretches that count on another route, with its kilometres."""
    import pandas as pd

    gone = asphalt.take(asphalt.left)
    names = np.array([*book.routes.names, ""], dtype=object)
    return pd.DataFrame(
        {
            "uid": frame.index.to_numpy(object)[gone.row],
            "route_id": frame["route_id"].to_numpy(object)[gone.row],
            "counts_on": names[gone.owner],
            "measured_on": names[gone.line // KINDS],
            "start_m": gone.span[:, 0],
            "end_m": gone.span[:, 1],
            "km": gone.metres / 1000,
        }
    )


def _rows(request: Request, definition: Definition) -> tuple[pandas.DataFrame, list[LeftOut]]:
    """Sections or events with whole metres, within the kilometres asked for."""
    linear = definition.linear
    assert linear is not None  # nosec B101
    assert linear.end is not None  # nosec B101
    if lifecycle := request.parameters.get("lifecycle"):
        refuse_unknown(definition, "lifecycle", lifecycle)
    frame = request.values(definition.name, request.where).copy()
    frame["drawn_km"] = np.nan
    if measure_column(definition.geometry) == LENGTH:
        frame["drawn_km"] = request.sizes(definition.name, request.where) / 1000
    if (asked := request.parameters["route"]) is not None:
        frame = frame[meant(request, frame[linear.route]) == request.aliases.route(asked, request.day)]
    measures = whole_metres(frame[[linear.start, linear.end]].to_numpy(dtype=float))
    left = [
        LeftOut(definition.name, str(uid), reason)
        for uid, reason in _unmeasured(frame, linear.route, measures, request.parameters)
    ]
    kept = ~frame.index.isin([one.uid for one in left])
    frame, span = frame[kept], ordered(measures[kept].astype(np.int64))[0]
    span, whole = _within(span, request.parameters)
    frame["route_id"], frame["start_m"], frame["end_m"] = frame[linear.route], span[:, 0], span[:, 1]
    frame = frame[span[:, 0] < span[:, 1]]
    if not whole:  # what was stated and drawn of the whole says nothing about a stretch of it
        frame = frame.drop(columns=["drawn_km", "stated_km", "stated_m2"], errors="ignore")
    metres = (frame["end_m"] - frame["start_m"]).astype(float)
    frame["sections"] = 1.0
    frame["sum_km"] = metres / 1000 * _share(frame, request)
    if "width_m" in frame:
        frame["area_m2"] = metres * frame["width_m"].astype(float)
    return frame, left


def _unmeasured(
    frame: pandas.DataFrame, route: str, span: Any, parameters: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """What cannot be counted or was not asked for, and why."""
    lifecycle = parameters.get("lifecycle") or ()
    for place, (uid, one) in enumerate(frame.iterrows()):
        if lifecycle and one["lifecycle"] not in lifecycle:
            yield str(uid), _of_stage(one["lifecycle"], lifecycle)
        elif one[route] is None or one[route] != one[route]:
            reason = "has no {field}, so its kilometres belong to no road; give it"
            yield str(uid), Sentence.of(reason, field=route)
        elif not np.isfinite(span[place]).all():
            yield str(uid), Sentence.of("has no kilometres from and to; give both")
        elif span[place, 0] == span[place, 1]:
            reason = "begins and ends at km {start}, so it covers nothing; correct one of the two"
            yield str(uid), Sentence.of(reason, start=chainage(span[place, 0]))


def _of_stage(stage: str | None, counted: Sequence[str]) -> Sentence:
    """Why a road of that stage of life is not counted."""
    if not stage:
        none = "lifecycle is not given, counted are {counted}"
        return Sentence.of(none, counted=values("lifecycle", counted))
    return Sentence.of(
        "lifecycle is {stage}, counted are {counted}",
        stage=Value.of("lifecycle", stage),
        counted=values("lifecycle", counted),
    )


def _within(span: Any, parameters: dict[str, Any]) -> tuple[Any, bool]:
    """Spans cut to the kilometres asked for, and whether none were."""
    ends = [_metres(parameters[one], one) for one in ("km_from", "km_to")]
    if ends == [None, None]:
        return span, True
    low, high = (given if given is not None else other for given, other in zip(ends, (0, 10**9), strict=True))
    if low > high:
        low, high = high, low
    return np.clip(span, low, high), False


def _metres(text: str | None, name: str) -> int | None:
    if text is None:
        return None
    try:
        return parse(text)
    except ValueError as error:
        raise UsageError(f"{name} = {text!r} is no kilometre ({error}); write 513+850 or 513.85") from None


_STRETCH = (
    Parameter("route", "text", None, "only this route"),
    Parameter("km_from", "text", None, "count from this kilometre on, 513+850 or 513.85"),
    Parameter("km_to", "text", None, "count up to this kilometre"),
    Parameter("one_side", "real", 0.5, "what a kilometre of one side of a dual carriageway counts"),
    CONCURRENT_ONCE,
)
_FORMULA = (
    "union of the measures of {what} on each carriageway of a route; a metre of one side counts one_side, one"
    " that two routes share counts on the higher; lane-km = metres that count × lanes; sum, drawn and stated"
    " are each row's own"
)

INDICATORS = (
    Indicator(
        name="road-length",
        title={"en": "Length of roads", "ru": "Протяжённость дорог", "kk": "Жолдардың ұзындығы"},
        formula=_FORMULA.format(what="sections"),
        inputs=(ROADS, "routes", "concurrencies"),
        source="own definition",
        compute=roads,
        parameters=(
            Parameter("lifecycle", "list", ("in_use",), "which roads count; nothing for all"),
            RAMPS,
            *_STRETCH,
        ),
        any_field=True,
    ),
    Indicator(
        name="event-length",
        title={"en": "Length of events", "ru": "Протяжённость событий", "kk": "Оқиғалардың ұзындығы"},
        formula=_FORMULA.format(what="events") + "; area = measured length × width",
        inputs=("any layer of events", "routes", "concurrencies"),
        source="own definition",
        compute=events,
        parameters=(Parameter("layer", "text", "repairs", "the layer"), *_STRETCH),
        any_field=True,
    ),
)
