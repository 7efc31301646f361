"""Events on roads: what a new one should carry, and which drawings no longer follow their kilometres."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ..model.errors import UsageError
from ..model.geojson import from_geojson
from ..model.geometry import wkb
from ..roads.ellipsoid import vector
from ..roads.plain import PlainRoute
from ..roads.stretch import on_map
from .asking import workspace_at
from .degrees import Point, drawing, lines_of, point_of
from .job import Job
from .kilometres import in_words, metres_of, point_at
from .locating import interval_on
from .network import Network, NoSuchRoute, network
from .operations import operation
from .sections import RoadRows, Table
from .shapes import titles

#: Metres by which a drawing may lie off before it is stale.
_OFF = 1.0


@operation
def event_values(
    job: Job,
    workspace: str,
    layer: str,
    route_id: str,
    start: str | float,
    end: str | float | None = None,
    carriageway: str = "both",
) -> dict[str, Any]:
    """Attributes and geometry of a new event: its route, its kilometres in order, defaults, its drawing on
    the road as a map draws it."""
    definition = workspace_at(workspace).facts().layer(layer).definition
    linear, geometry = definition.linear, definition.geometry
    if linear is None or linear.kind == "element":
        raise UsageError(f"layer {layer} is not one of events on roads; choose another")
    found = network(None, workspace)
    side = carriageway if carriageway in ("left", "right") else "both"
    route_id = found.meant(route_id)
    route, warnings = found.told(route_id, side)
    first = metres_of(start)
    last = first if end is None else metres_of(end)
    if linear.end is not None and end is None:
        raise UsageError(f"an event of layer {layer} has two ends; give the second")
    low, high = sorted((round(first), round(last)))
    attributes: dict[str, Any] = {
        one.name: one.default for one in definition.fields if one.default is not None
    }
    attributes[linear.route] = route_id
    attributes[linear.start] = low / 1000
    if linear.end is not None:
        attributes[linear.end] = high / 1000
    if "carriageway" in definition.by_name:
        attributes["carriageway"] = side
    drawn = None
    if geometry is not None and geometry.crs == found.crs:
        if geometry.type == "Point":
            point_at(route, route_id, low)  # says where the road does not reach
            spot = route.drawn(route.along_at(low))
            drawn = from_geojson({"type": "Point", "coordinates": list(spot)}, geometry)
        else:
            drawn = drawing(on_map(route, low, high).lines, geometry)
            warnings = interval_on(found, route, warnings, low, high, 0.0)["warnings"]
    return {
        "attributes": attributes,
        "wkb": None if drawn is None else wkb(drawn).hex(),
        "crs": found.crs,
        "warnings": in_words(warnings, job.language),
    }


@operation
def stale_drawings(
    job: Job, registry: str | None = None, workspace: str | None = None, limit: int = 1000
) -> dict[str, Any]:
    """How many events of each layer are drawn where they are, elsewhere, or not at all."""
    found = network(registry, workspace)
    rows = RoadRows(registry, workspace)
    tables = [one for one in rows.linear("event") if one.definition.geometry is not None]
    layers = []
    for done, table in enumerate(tables):
        layers.append(_stale(job, found, rows, table, done / len(tables), limit))
    return {"layers": layers, "stale": sum(one["stale"] + one["missing"] for one in layers)}


def event_tables(workspace: str, layers: list[str] | None) -> list[Table]:
    """Event layers with geometry of a workspace."""
    tables = RoadRows(None, workspace).linear("event")
    return [
        one
        for one in tables
        if one.definition.geometry is not None and (layers is None or one.definition.name in layers)
    ]


def _stale(
    job: Job, found: Network, source: RoadRows, table: Table, share: float, limit: int
) -> dict[str, Any]:
    definition = table.definition
    linear = definition.linear
    assert linear is not None  # nosec B101
    names = (linear.route, linear.start, linear.end or linear.start, "carriageway")
    counts = {"events": 0, "stale": 0, "missing": 0, "not_drawable": 0}
    numbers: list[int] = []
    with source.reading() as handle:
        rows = handle.execute(table.select(names)).fetchall()
    for number, blob, name, start, end, side in rows:
        job.progress(share, definition.name)
        counts["events"] += 1
        low, high = table.metres(start), table.metres(end)
        side = side if side in ("left", "right") else "both"
        try:
            route = found.route(name, side) if isinstance(name, str) and name else None
        except NoSuchRoute:
            route = None
        if route is None or low is None or high is None:
            counts["not_drawable"] += 1
            continue
        answer = compared(route, blob, low, high, linear.end is None)
        if answer in ("stale", "missing"):
            counts[answer] += 1
            if len(numbers) < limit:
                numbers.append(number)
        elif answer == "not_drawable":
            counts[answer] += 1
    uids = _uids(source, table, numbers)
    return {
        "name": definition.name,
        "title": titles(definition.title, definition.name),
        **counts,
        "uids": uids,
    }


def compared(route: PlainRoute, blob: Any, low: float, high: float, is_point: bool) -> str:
    """``fresh``, ``stale``, ``missing`` (no drawing where there could be one) or ``not_drawable``."""
    if is_point:
        try:
            route.point(low)
        except ValueError:
            return "not_drawable"
        wanted = [[route.drawn(route.along_at(low))]]
        kept = point_of(blob)
        lines = [[kept]] if kept else []
    else:
        wanted = on_map(route, low, high).lines
        if not wanted:
            return "not_drawable"
        lines = lines_of(blob)
    if not lines:
        return "missing"
    return "fresh" if _same(lines, wanted) else "stale"


def _same(lines: list[list[Point]], way: list[list[Point]]) -> bool:
    """Whether two drawings have the same ends and the same length."""
    ends = (_metres(lines[0][0], way[0][0]), _metres(lines[-1][-1], way[-1][-1]))
    length, wanted = _length(lines), _length(way)
    return max(ends) <= _OFF and abs(length - wanted) <= _OFF + wanted * 1e-5


def _length(lines: list[list[Point]]) -> float:
    return sum(_metres(here, there) for line in lines for here, there in pairwise(line))


def _metres(here: Point, there: Point) -> float:
    east, north = vector(here, there)
    return float((east * east + north * north) ** 0.5)


def _uids(source: RoadRows, table: Table, numbers: list[int]) -> list[str]:
    uid = "lower(hex(uid))" if table.in_metres else "uid"
    uids: list[str] = []
    with source.reading() as handle:
        for start in range(0, len(numbers), 500):
            part = ", ".join(map(str, numbers[start : start + 500]))
            sql = f'SELECT {uid} FROM "{table.table}" WHERE {table.row} IN ({part})'  # nosec B608
            uids += [one for (one,) in handle.execute(sql)]
    return uids
