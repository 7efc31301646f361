"""Length of roads and of linear events, by measure: whole metres, each counted once.

The measured length is the union of the sections' kilometres on each carriageway of a route; one side of a
dual carriageway counts half. Beside it stand the stated length and that of the drawing on the ellipsoid:
three numbers, none taken for another. Routes that share asphalt each count their own kilometres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from ..model.chainage import parse
from ..model.definition import Definition
from ..model.errors import UsageError
from ..roads.intervals import ordered, union, whole_metres
from ..roads.sizes import line_lengths
from .counts import grouped, layer_asked, summed
from .indicator import Indicator, Parameter, Request
from .result import Column, LeftOut, Result

if TYPE_CHECKING:
    import pandas

ROADS = "roads"
SIDES = ("left", "right")


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
    figures = [Column("sections", "count"), Column("sum_km", "km")]
    optional = {"drawn_km": "km", "stated_km": "km", "lane_km": "km", "stated_m2": "m2", "area_m2": "m2"}
    figures += [Column(one, unit) for one, unit in optional.items() if one in frame]
    found = summed(name, request, definition, frame, figures, left, "sum_km")
    one_side = request.parameters["one_side"]
    groups = [_union_km(group, one_side) for _, group in grouped(frame, request.by)]
    total = _union_km(frame, one_side)
    place = len(request.by) + 1
    measured = np.array(groups or [0.0] * len(found.table), dtype=float)
    found.table.insert(place, "measured_km", measured)
    found.columns = [*found.columns[:place], Column("measured_km", "km"), *found.columns[place:]]
    found.total = {**found.total, "measured_km": total}
    for column in ("route_id", "start_m", "end_m"):
        found.evidence[column] = frame[column].reindex(found.evidence["uid"]).to_numpy()
    if (several := sum(groups) - total) > 1e-6:
        found.several = {"measured_km": several}
    if (twice := found.total["sum_km"] - total) > 1e-6:
        found.notes = [f"{twice:.3f} km lie under more than one, counted once"]
    return found


def _rows(request: Request, definition: Definition) -> tuple[pandas.DataFrame, list[LeftOut]]:
    """Sections or events with whole metres, within the kilometres asked for."""
    import pandas as pd

    linear = definition.linear
    assert linear is not None
    assert linear.end is not None
    given = request.frame(definition.name, request.where)
    frame = pd.DataFrame(given.drop(columns="geometry", errors="ignore")).copy()
    frame["drawn_km"] = line_lengths(np.asarray(given.geometry.array), str(given.crs)) / 1000 if (
        definition.geometry is not None) else np.nan  # fmt: skip
    if (asked := request.parameters["route"]) is not None:
        frame = frame[frame[linear.route] == asked]
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
    side = frame["carriageway"].isin(SIDES) if "carriageway" in frame else np.zeros(len(frame), dtype=bool)
    metres = (frame["end_m"] - frame["start_m"]).astype(float)
    frame["sections"] = 1.0
    frame["sum_km"] = metres / 1000 * np.where(side, request.parameters["one_side"], 1.0)
    if "lanes" in frame:
        frame["lane_km"] = metres / 1000 * frame["lanes"].astype(float)
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
            stage = one["lifecycle"]
            yield str(uid), f"lifecycle is {stage or 'not given'}, counted are {', '.join(lifecycle)}"
        elif one[route] is None or one[route] != one[route]:
            yield str(uid), f"has no {route}, so its kilometres belong to no road; give it"
        elif not np.isfinite(span[place]).all():
            yield str(uid), "has no kilometres from and to; give both"
        elif span[place, 0] == span[place, 1]:
            yield str(uid), "begins and ends at the same kilometre; correct one of them"


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


def _union_km(frame: pandas.DataFrame, one_side: float) -> float:
    """Kilometres covered at least once on each carriageway; both sides of a dual one are one."""
    metres = 0.0
    both = _codes(frame, ("both", None))
    for side in SIDES:
        covered = _codes(frame, (side,))
        routes = np.concatenate([both[0], covered[0]])
        spans = np.concatenate([both[1], covered[1]])
        whole = union(*both).metres.sum()
        metres += float(union(routes, spans).metres.sum() - whole) * one_side
    return (metres + float(union(*both).metres.sum())) / 1000


def _codes(frame: pandas.DataFrame, sides: Iterable[str | None]) -> tuple[Any, Any]:
    """Route numbers and spans of what lies on certain carriageways."""
    import pandas as pd

    code = pd.factorize(frame["route_id"], sort=True)[0].astype(np.int64)
    span = frame[["start_m", "end_m"]].to_numpy(dtype=np.int64)
    if "carriageway" not in frame:
        chosen = np.full(len(frame), "both" in sides)
    else:
        chosen = frame["carriageway"].isin([one for one in sides if one]).to_numpy()
        if None in sides:
            chosen = chosen | frame["carriageway"].isna().to_numpy()
    return code[chosen], span[chosen]


_STRETCH = (
    Parameter("route", "text", None, "only this route"),
    Parameter("km_from", "text", None, "count from this kilometre on, 513+850 or 513.85"),
    Parameter("km_to", "text", None, "count up to this kilometre"),
    Parameter("one_side", "real", 0.5, "what a kilometre of one side of a dual carriageway counts"),
)
_FORMULA = (
    "union of the measures of {what} on each carriageway of a route; a metre of one side counts one_side,"
    " lane-km = measured length × lanes"
)

INDICATORS = (
    Indicator(
        name="road-length",
        title={"en": "Length of roads", "ru": "Протяжённость дорог", "kk": "Жолдардың ұзындығы"},
        formula=_FORMULA.format(what="sections"),
        inputs=(ROADS,),
        source="own definition",
        compute=roads,
        parameters=(
            Parameter("lifecycle", "list", ("in_use",), "which roads count; nothing for all"),
            *_STRETCH,
        ),
        any_field=True,
    ),
    Indicator(
        name="event-length",
        title={"en": "Length of events", "ru": "Протяжённость событий", "kk": "Оқиғалардың ұзындығы"},
        formula=_FORMULA.format(what="events") + "; area = measured length × width",
        inputs=("any layer of events",),
        source="own definition",
        compute=events,
        parameters=(Parameter("layer", "text", "repairs", "the layer"), *_STRETCH),
        any_field=True,
    ),
)
