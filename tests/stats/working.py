"""Registries in memory for indicators of kilometres: layers as lists of dictionaries, values open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pyarrow as pa
import shapely

from registry.frames.columns import arrow_type
from registry.model.definition import Definition
from registry.model.reading import read_definitions
from registry.roads.areas import areas
from registry.roads.sizes import line_lengths
from registry.stats.computing import _filled, _groupings
from registry.stats.indicator import Request, indicator_named
from registry.stats.result import Result

SHIPPED = read_definitions(Path(__file__).resolve().parents[2] / "layers")
Layers = Mapping[str, Sequence[Mapping[str, Any]]]


def uid(number: int) -> str:
    """Of the feature with that number in its layer, from 0."""
    return f"{number + 1:032x}"


class InMemory(Request):
    """A request of layers that no ledger holds."""

    made: Layers
    today: str

    @cached_property
    def layers(self) -> dict[str, Definition]:
        return {name: SHIPPED.get(name, SHIPPED["regions"]) for name in self.made}

    @property
    def day(self) -> str:  # type: ignore[override]
        return self.today

    def table(self, layer: str, columns: Sequence[str], where: str | None = None) -> pa.Table:
        rows = self.made[layer]
        fields = self.layers[layer].by_name
        arrays = {"uid": pa.array([one.get("uid", uid(at)) for at, one in enumerate(rows)], pa.string())}
        for name in (one for one in columns if one in fields):
            kind = arrow_type(fields[name].type)
            values = [one.get(name, fields[name].default) for one in rows]
            if fields[name].type == "date":
                values = [value and dt.date.fromisoformat(value) for value in values]
            arrays[name] = pa.array(values, kind)
        return pa.table(arrays)

    def frame(self, layer: str, where: str | None = None) -> Any:
        names = [one.name for one in self.layers[layer].fields]
        table = self.table(layer, names).to_pandas(date_as_object=False).set_index("uid")
        shapes = [one.get("geom") for one in self.made[layer]]
        return geopandas.GeoDataFrame(
            table, geometry=geopandas.GeoSeries(shapes, table.index, crs="EPSG:4326")
        )

    def values(self, layer: str, where: str | None = None) -> Any:
        return self.frame(layer, where).drop(columns="geometry")

    def sizes(self, layer: str, where: str | None = None) -> Any:
        found = self.frame(layer, where).geometry
        measure = line_lengths if found.geom_type.str.endswith("LineString").any() else areas
        return pd.Series(measure(found.array), found.index).where(found.notna())

    def ages(self, layer: str) -> dict[str, int]:
        return {one.get("uid", uid(at)): one.get("revision", 1) for at, one in enumerate(self.made[layer])}


def asked(
    layers: Layers,
    name: str,
    by: Sequence[str] = (),
    *,
    today: str = "2025-01-15",
    area: Any = None,
    **parameters: Any,
) -> Result:
    """An indicator of layers."""
    one = indicator_named(name)
    request = InMemory(
        ledger=None,  # type: ignore[arg-type]
        commit=None,  # type: ignore[arg-type]
        parameters=_filled(one, parameters),
        by=_groupings(one, by),
        area=area,
    )
    request.made, request.today = layers, today
    return one.compute(request)


def work(
    start: float, end: float, day: str | None = "2024-06-01", kind: str | None = "medium", **told: Any
) -> dict:
    """A done work on A-27."""
    facts = {"route_id": "A-27", "km_from": start, "km_to": end, "accepted_on": day, "work_type": kind}
    return facts | {"status": "done"} | told


def road(start: float, end: float, **told: Any) -> dict:
    """A section of A-27."""
    return {"route_id": "A-27", "km_from": start, "km_to": end, "lifecycle": "in_use"} | told


def survey(start: float, end: float, day: str = "2024-05-01", **told: Any) -> dict:
    """A condition survey of A-27."""
    return {"route_id": "A-27", "km_from": start, "km_to": end, "surveyed_on": day} | told


def line(start: float, end: float, latitude: float = 47.0) -> shapely.LineString:
    """Along a parallel, from one longitude to another."""
    return shapely.LineString([(start, latitude), ((start + end) / 2, latitude), (end, latitude)])


def between(west: float, east: float, code: str) -> dict:
    """A region from one meridian to another."""
    return {"code": code, "name_en": code, "geom": shapely.MultiPolygon([shapely.box(west, 40, east, 60)])}


def by(result: Result, figure: str, *names: str) -> dict:
    """A figure of each row, by its labels."""
    keys = names or tuple(result.keys)
    rows = result.table.to_dict("records")
    return {tuple(row[one] for one in keys) if len(keys) > 1 else row[keys[0]]: row[figure] for row in rows}
