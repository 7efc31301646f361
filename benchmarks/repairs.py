"""Repaired kilometres by year and road over a million works on five thousand roads."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measuring import Result, seconds
from registry.model.reading import read_definitions
from registry.roads.arrays import ranked
from registry.shipped import layers_folder
from registry.stats.computing import compute
from registry.stats.indicator import Request, indicator_named
from registry.stats.tally import Pieces, tallied
from registry.versions.identity import new_uids
from registry.versions.ledger import Ledger

EVENTS, ROADS, YEARS = 1_000_000, 5_000, 10
#: Kilometres of each road.
LENGTH = 200
BY = ("year", "road")


def run(folder: Path, events: int = EVENTS, roads: int = ROADS) -> list[Result]:
    """Time the figures on works at random, most of which overlap others of their year."""
    route, span, days = works(events, roads)
    ledger = registry(folder / "repairs.gpkg", route, span, days, roads)
    request = _Read(ledger=ledger, commit=ledger.commit(), parameters=_defaults("repaired-km"), by=BY)
    indicator = indicator_named("repaired-km")
    indicator.compute(request)  # reads the rows
    read = seconds(lambda: indicator.compute(request), times=3)
    whole = seconds(lambda: compute(ledger, "repaired-km", by=BY), times=2)
    types = seconds(lambda: _computed(request, ("year", "work_type")), times=2)
    core, union = _core(route, span, days)
    peer, its, found = _linref(route, span, days)
    size = f"{events:,} works on {roads:,} roads"
    merged = f"linref leaves {found:,.0f} km of overlapping works apart, the union is {union:,.0f} km"
    told = "sum, distinct, lane-km, area, overlaps, and evidence of each work"
    return [
        Result(f"union by year and road of {size}", core, "s", None, peer, its, merged if its else ""),
        Result(f"repaired km by year and road, {size}, rows read", read, "s", 1.5, note=told),
        Result("the same with reading and receipt", whole, "s", 4.0),
        Result("repaired km by year and type, rows read", types, "s"),
    ]


def works(events: int, roads: int) -> tuple[Any, Any, Any]:
    """(events,) route, (events, 2) metres, (events,) days: always the same."""
    chance = np.random.default_rng(7)
    route = chance.integers(0, roads, events)
    start = chance.integers(0, (LENGTH - 10) * 1000, events)
    span = np.column_stack([start, start + chance.integers(100, 10_000, events)])
    days = np.datetime64("2015-01-01") + chance.integers(0, 365 * YEARS, events)
    return route, span, days


def registry(path: Path, route: Any, span: Any, days: Any, roads: int) -> Ledger:
    """A registry of such works, and a section for each road."""
    shipped = read_definitions(layers_folder())
    names = [f"R-{number:04d}" for number in range(roads)]
    kinds = itertools.cycle(("medium", "capital", "reconstruction"))
    told = {"source": itertools.repeat("benchmark"), "quality": itertools.repeat("inferred")}
    sections = {
        "route_id": names, "carriageway": itertools.repeat("both"), "km_from": itertools.repeat(0),
        "km_to": itertools.repeat(LENGTH * 1000), "lanes": itertools.repeat(2),
        "width_m": itertools.repeat(7.0), "significance": itertools.repeat("regional"),
        "lifecycle": itertools.repeat("in_use"),
    }  # fmt: skip
    repairs = {
        "route_id": [names[one] for one in route.tolist()], "km_from": span[:, 0].tolist(),
        "km_to": span[:, 1].tolist(), "carriageway": itertools.repeat("both"), "work_type": kinds,
        "status": itertools.repeat("done"), "accepted_on": days.astype(str).tolist(),
    }  # fmt: skip
    ledger = Ledger.create(path)
    with ledger.writing(author="benchmark", message="works") as change:
        for layer in ("routes", "roads", "repairs"):
            change.define(shipped[layer])
        change.insert("roads", _rows(shipped["roads"].names, roads, sections | told))
        change.insert("repairs", _rows(shipped["repairs"].names, len(route), repairs | told))
    return ledger


def _rows(names: Sequence[str], count: int, columns: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    values = (iter(columns[name]) if name in columns else itertools.repeat(None) for name in names)
    return zip(new_uids(count), itertools.repeat(None), *values, strict=False)


class _Read(Request):
    """A request that reads each table once."""

    def table(self, layer: str, columns: Sequence[str], where: str | None = None) -> Any:
        key = (layer, tuple(columns), where)
        if key not in self._frames:
            self._frames[key] = super().table(layer, columns, where)
        return self._frames[key]


def _defaults(name: str) -> dict[str, Any]:
    return {one.name: one.default for one in indicator_named(name).parameters}


def _computed(request: Request, by: tuple[str, ...]) -> Any:
    other = _Read(request.ledger, request.commit, request.parameters, by, _frames=request._frames)
    return indicator_named("repaired-km").compute(other)


def _core(route: Any, span: Any, days: Any) -> tuple[float, float]:
    """Seconds for the arrays alone, and the kilometres of the union."""
    count = len(route)
    year = days.astype("datetime64[Y]").astype(np.int64)
    pieces = Pieces(np.arange(count), 3 * route, span, np.ones(count))

    def work() -> float:
        groups, group = ranked(year * (int(route.max()) + 1) + route)
        return float(tallied(pieces, group, len(groups)).union.sum()) / 1000

    return seconds(work, times=3), work()


def _linref(route: Any, span: Any, days: Any) -> tuple[str, float | None, float]:
    """The same events dissolved by linref, sorted as it wants them."""
    try:
        from linref import EventsData
    except ImportError:
        return "linref (not installed)", None, 0.0
    group = days.astype("datetime64[Y]").astype(np.int64) * (int(route.max()) + 1) + route
    order = np.lexsort((span[:, 0], group))
    events = EventsData(groups=group[order], begs=span[order, 0] / 1000, ends=span[order, 1] / 1000)
    began = time.perf_counter()
    found = events.dissolve()
    took = time.perf_counter() - began
    return "linref dissolve", took, float((found.ends - found.begs).sum())
