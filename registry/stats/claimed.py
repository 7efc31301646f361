"""What a claim is computed from: an indicator with its parameters, or the reason why nothing computes it.

Claims name things in the words of the layer ``claims``: indicator, region, subject, period. A claim about a
thing (a length, an area) is set beside what the registry measures, whatever its status; a claim about what is
done beside what is done; a plan or a target beside what is done so far, with what the registry plans.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..model.definition import Definition
from .sentences import Sentence, Value

Claim = Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """An indicator to compute.

    ``figure`` is the column of its total, or of the row in which the columns of ``row`` have those values;
    ``per`` divides it; ``factor`` brings it to the claim's unit. ``done`` narrows it to what is done, for
    plans and targets: a condition, another field, or nothing if the indicator counts only that; None where
    the claim is about the thing itself. ``needs`` is a figure that must be above nothing, else the registry
    holds nothing of it.
    """

    indicator: str
    figure: str
    by: tuple[str, ...] = ()
    where: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    row: Mapping[str, Any] = field(default_factory=dict)
    factor: float = 1.0
    per: str | None = None
    done: str | None = None
    needs: str | None = None
    note: Sentence | None = None


#: Why nothing computes what some claims are about.
REASONS = {
    "air_routes": "no layer holds air routes",
    "emissions_change": "no layer holds emissions",
    "completion_year": "no field holds the year of completion",
    "capacity_added": "capacities are held whole, not what was added",
    "repaired_km_part": "which works are the part is not stated",
    "start_year": "no field holds the year in which it is to start",
}
_DONE = {"status": "status = 'done'", "lifecycle": "lifecycle in ('in_use', 'modernising')"}
_STRETCH = re.compile(
    r"(?:km|км)\s*(\d+(?:\+\d{1,3})?)\s*(?:–|-|to\s+(?:km\s*)?)\s*(\d+(?:\+\d{1,3})?)", re.IGNORECASE
)


def call_for(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    """The call that computes a claim, or why there is none."""
    name = str(claim["indicator"]).replace("-", "_")
    if name in REASONS:
        return Sentence.of(REASONS[name])
    make = _CALLS.get(name)
    if make is None:
        return Sentence.of("nothing computes {indicator}", indicator=name)
    layer = claim["subject_layer"]
    if layer is not None and layer not in layers:
        return Sentence.of("it is about layer {layer}, which this version does not have", layer=layer)
    key = claim["subject_key"]
    if layer is not None and key is not None and len(key.split("|")) != len(layers[layer].key):
        return Sentence.of(
            "its key '{key}' is none of {layer}: {fields}",
            key=key,
            layer=Value.of("layer", layer),
            fields="|".join(layers[layer].key),
        )
    return make(claim, layers)


def condition(claim: Claim, definition: Definition) -> str | None:
    """The SQL condition for the claim's subject in a layer: its natural key, else its region."""
    key = claim["subject_key"]
    if key is not None and claim["subject_layer"] == definition.name:
        pairs = zip(definition.key, str(key).split("|"), strict=True)
        return " and ".join(f"{name} = {quoted(part)}" for name, part in pairs)
    if claim["region_code"] is not None and definition.region is not None:
        return f"{definition.region} = {quoted(claim['region_code'])}"
    return None


def quoted(text: Any) -> str:
    """Text as SQL has it."""
    return "'" + str(text).replace("'", "''") + "'"


def _named(definition: Definition) -> Value:
    return Value.of("layer", definition.name)


def _objects(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    definition = _subject(claim, layers)
    if definition is None:
        return Sentence.of("the claim names no layer")
    figure = "objects" if "objects" in definition.by_name else "features"
    return Call(
        "layer-count", figure, where=condition(claim, definition), parameters={"layer": definition.name},
        done=_done(definition), needs="features",
    )  # fmt: skip


def _summed(name: str) -> Callable[[Claim, Mapping[str, Definition]], Call | Sentence]:
    def call(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
        definition = _subject(claim, layers)
        if definition is None:
            return Sentence.of("the claim names no layer, and what it may count twice is not stated")
        if name not in definition.by_name:
            return Sentence.of("layer {layer} has no field {field}", layer=_named(definition), field=name)
        where = condition(claim, definition)
        row = {"currency": claim["currency"]} if "currency" in definition.by_name and name == "cost" else {}
        return Call(
            "layer-sum", "sum", where=where, parameters={"layer": definition.name, "field": name}, row=row,
            done=_done(definition), needs="features",
        )  # fmt: skip

    return call


def _investment(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    if claim["subject_layer"] != "routes":
        return _summed("cost")(claim, layers)
    found = _summed("cost")(
        {**claim, "subject_layer": "repairs", "subject_key": None, "region_code": None}, layers
    )
    if isinstance(found, Sentence):
        return found
    return replace(
        found, where=f"route_id = {quoted(claim['subject_key'])}", note=Sentence.of("works on the route")
    )


def _capacity(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    found = _summed("capacity_planned")(claim, layers)
    if isinstance(found, Sentence):
        return found
    return replace(found, done="capacity")  # another field holds what there is


def _repaired(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    start, end = claim["period_start"], claim["period_end"]
    parameters = {name: day for name, day in (("period_start", start), ("period_end", end)) if day}
    region = claim["region_code"]
    by, row = (("region",), {"region": region}) if region else ((), {})
    return Call("repaired-km", "union_km", by, None, parameters, row, done="", needs="works")


def _condition(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    region = claim["region_code"]
    by, row = (("region",), {"region": region}) if region else ((), {})
    parameters = {"as_of": claim["period_end"]} if claim["period_end"] else {}
    return Call(
        "condition-share", "share", by, None, parameters, row, factor=100.0, done="", needs="surveyed_km"
    )


def _reclaimed(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    parameters = {"until": claim["period_end"]} if claim["period_end"] else {}
    call = Call("reclaimed-ha", "union_ha", parameters=parameters, done="", needs="works")
    if claim["subject_layer"] == "landfills" and claim["subject_key"]:
        return replace(call, where=f"landfill_id = {quoted(claim['subject_key'])}")
    if claim["subject_layer"] == "reclamation_areas" and claim["subject_key"]:
        return replace(call, where=f"area_id = {quoted(claim['subject_key'])}")
    if claim["region_code"]:
        return replace(call, by=("region",), row={"region": claim["region_code"]})
    return call


def _area(figure: str) -> Callable[[Claim, Mapping[str, Definition]], Call | Sentence]:
    def call(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
        definition = _subject(claim, layers)
        if definition is None:
            return Sentence.of("the claim names no layer")
        where = condition(claim, definition)
        return Call(
            "layer-area", figure, where=where, parameters={"layer": definition.name}, needs="features"
        )

    return call


def _route_length(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    if claim["subject_layer"] != "routes" or not claim["subject_key"]:
        return Sentence.of("the claim names no route")
    parameters = {"route": claim["subject_key"], "lifecycle": ()}
    return Call("road-length", "measured_km", parameters=parameters, needs="sections")


def _lanes(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    found = _route_length(claim, layers)
    if isinstance(found, Sentence):
        return found
    note = Sentence.of("lanes on average over the route")
    return replace(found, figure="lane_km", per="measured_km", needs="lane_km", done="", note=note)


def _roads(where: str | None) -> Callable[[Claim, Mapping[str, Definition]], Call | Sentence]:
    def call(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
        if "roads" not in layers:
            return Sentence.of("this version has no layer roads")
        parts = [one for one in (condition(claim, layers["roads"]), where) if one]
        return Call("road-length", "measured_km", where=" and ".join(parts) or None, needs="sections")

    return call


def _stretch(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    if claim["subject_layer"] == "repairs" and claim["subject_key"]:
        where = condition(claim, layers["repairs"])
        return Call(
            "event-length", "measured_km", where=where, parameters={"layer": "repairs"}, needs="sections"
        )
    found = _route_length(claim, layers)
    if isinstance(found, Sentence):
        return found
    told = _STRETCH.search(str(claim["statement"]))
    if told is None:
        return Sentence.of("the statement names no kilometres from and to")
    return replace(found, parameters={**found.parameters, "km_from": told[1], "km_to": told[2]})


def _work_area(claim: Claim, layers: Mapping[str, Definition]) -> Call | Sentence:
    if claim["subject_layer"] != "repairs":
        return Sentence.of("the claim names no work")
    where = condition(claim, layers["repairs"])
    return Call("event-length", "area_m2", where=where, parameters={"layer": "repairs"}, needs="area_m2")


def _subject(claim: Claim, layers: Mapping[str, Definition]) -> Definition | None:
    return None if claim["subject_layer"] is None else layers.get(str(claim["subject_layer"]))


def _done(definition: Definition) -> str | None:
    return next((text for name, text in _DONE.items() if name in definition.by_name), None)


_CALLS: dict[str, Callable[[Claim, Mapping[str, Definition]], Call | Sentence]] = {
    "objects": _objects,
    "projects": _objects,
    "cameras": _summed("cameras"),
    "jobs": _summed("jobs"),
    "investment": _investment,
    "capacity": _capacity,
    "repaired_km": _repaired,
    "condition_share": _condition,
    "reclaimed_ha": _reclaimed,
    "site_area_ha": _area("union_ha"),
    "zone_area_km2": _area("union_km2"),
    "area_km2": _area("union_km2"),
    "route_length_km": _route_length,
    "lanes": _lanes,
    "stretch_km": _stretch,
    "work_area_m2": _work_area,
    "road_length_km": _roads(None),
    "road_length_republican_km": _roads("significance = 'republican'"),
}
#: Names that claims may use.
NAMES = frozenset(_CALLS) | REASONS.keys()
