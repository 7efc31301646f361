"""Places on roads: the kilometre under a point, the point of a kilometre, the line between two."""

from __future__ import annotations

import math
from typing import Any

from ..model.definition import Geometry
from ..model.geometry import wkb
from ..roads.chaining import Point
from ..roads.plain import PlainRoute, rough_metres, written
from ..roads.stretch import beside, on_map, stretch
from . import naming
from .degrees import drawing, in_degrees
from .job import Job
from .kilometres import Told, in_words, metres_of, point_at
from .network import PREFERENCE, Network, Row, network
from .operations import operation

#: Roads whose places are computed for one point.
_MOST = 8


@operation
def routes(
    job: Job, registry: str | None = None, workspace: str | None = None, text: str | None = None
) -> dict[str, Any]:
    """Routes with sections, with the kilometres that these say; those whose number or name, present or
    former, holds a text."""
    found = network(registry, workspace)
    names = naming.titles(found.rows, found.definition)
    former = naming.former(found.rows, found.definition)
    extents = _extents(found)
    wanted = None if text is None else text.casefold().strip()
    listed = []
    for route in found.names:
        titles, aliases = names.get(route, {}), former.get(route, [])
        if wanted and not any(wanted in one.casefold() for one in (route, *titles.values(), *aliases)):
            continue
        low, high = extents.get(route, (None, None))
        title = titles.get(job.language) or titles.get("ru") or titles.get("en") or ""
        shown = f"{route} {title}".rstrip()
        if low is not None and high is not None:
            shown += f" ({written(round(low))} – {written(round(high))})"
        told = {"route_id": route, "names": titles, "aliases": aliases, "from_m": low, "to_m": high}
        listed.append({**told, "shown": shown})
    return {"routes": listed, "crs": found.crs}


def _extents(found: Network) -> dict[str, tuple[float | None, float | None]]:
    """The lowest and highest kilometre of each route's sections, in metres."""
    table, linear = found.sections, found.definition.linear
    assert linear is not None  # nosec B101
    names = (linear.route, linear.start, linear.end or linear.start, "valid_to")
    extents: dict[str, tuple[float | None, float | None]] = {}
    with found.rows.reading() as handle:
        fields = ", ".join(table.columns.get(name, "NULL") for name in names)
        for route, start, end, ended in handle.execute(
            f'SELECT {fields} FROM "{table.table}" WHERE {table.condition}'  # nosec B608
        ):
            if ended is not None:
                continue
            ends = [one for one in (table.metres(start), table.metres(end)) if one is not None]
            route = found.named(route)
            low, high = extents.get(route, (None, None))
            ends += [one for one in (low, high) if one is not None]
            extents[route] = (min(ends), max(ends)) if ends else (None, None)
    return extents


@operation
def locate(
    job: Job,
    x: float,
    y: float,
    registry: str | None = None,
    workspace: str | None = None,
    crs: str | None = None,
    route: str | None = None,
    heading: float | None = None,
    within_m: float = 500.0,
) -> dict[str, Any]:
    """The roads near a point and the kilometre of each there, the nearest first."""
    found = network(registry, workspace)
    point = in_degrees(x, y, crs, found.crs)
    if not (-180 <= point[0] <= 180 and -85 <= point[1] <= 85):
        return {"crs": found.crs, "places": []}
    if route is not None:
        route = found.meant(route)
        chosen = {route: found.rows_of(route)}
        if not chosen[route]:
            found.route(route)  # says that there is none
    else:
        chosen = found.sections_near(point, within_m)
    near = sorted((_nearest(point, rows), name) for name, rows in chosen.items())
    names = _cached_names(found)
    places = []
    for (metres, side), name in near[:_MOST]:
        if route is None and metres > within_m * 1.05 + 10:
            continue
        job.checkpoint()
        place = _place_on(found, name, side, point, heading)
        # A long segment is drawn straight in degrees, up to hundreds of metres beside its geodesic: a
        # pointer on either is by the road.
        if place is not None and (route is not None or min(metres, place["distance_m"]) <= within_m):
            titles = names.get(name, {})
            place["name"] = titles.get(job.language) or titles.get("ru") or titles.get("en") or ""
            places.append(place)
    return {"crs": found.crs, "places": sorted(places, key=lambda one: one["distance_m"])}


def _cached_names(found: Network) -> dict[str, dict[str, str]]:
    if found.titles is None:
        found.titles = naming.titles(found.rows, found.definition)
    return found.titles


def _nearest(point: Point, rows: list[Row]) -> tuple[float, str]:
    """Metres to the nearest section, roughly, and the side of the road it is."""
    shrink = math.cos(math.radians(point[1]))
    best = (math.inf, "both")
    for row in rows:
        for line in row.parts:
            for place in range(len(line) - 1):
                metres = rough_metres(point, line[place], line[place + 1], shrink)
                if metres < best[0]:
                    best = metres, row.carriageway
    return best


def _place_on(
    found: Network, name: str, side: str, point: Point, heading: float | None
) -> dict[str, Any] | None:
    route = found.route(name, side)
    try:
        place = route.locate(point, heading)
    except ValueError:  # nothing of it runs that way
        return None
    drawn = route.drawn(place.along)
    return {
        "route_id": name,
        "measure_m": place.measure,
        "shown": place.chainage,
        "distance_m": place.metres,
        "side": "right" if place.right > 0 else "left" if place.right < 0 else "on",
        "x": place.point[0],
        "y": place.point[1],
        "drawn_x": drawn[0],
        "drawn_y": drawn[1],
        "heading": route.heading_at(place.along),
        "carriageway": side,
    }


@operation
def place(
    job: Job,
    route_id: str,
    measure: str | float,
    registry: str | None = None,
    workspace: str | None = None,
    carriageway: str = "both",
    offset_m: float = 0.0,
) -> dict[str, Any]:
    """The point of a kilometre; ``drawn_x`` and ``drawn_y`` are where a map that draws long segments straight
    has it."""
    found = network(registry, workspace)
    route, warnings = found.told(found.meant(route_id), _side(carriageway))
    metres = metres_of(measure)
    point = point_at(route, route_id, metres)
    along = route.along_at(metres)
    heading, drawn = route.heading_at(along), route.drawn(along)
    if offset_m:
        turn = math.radians(heading + 90)
        aside = offset_m * math.sin(turn), offset_m * math.cos(turn)
        point, drawn = (beside(one, *aside, route.ellipsoid) for one in (point, drawn))
    low, high = route.extent
    return {
        "x": point[0],
        "y": point[1],
        "drawn_x": drawn[0],
        "drawn_y": drawn[1],
        "crs": found.crs,
        "heading": heading,
        "measure_m": metres,
        "shown": written(round(metres)),
        "from_m": low,
        "to_m": high,
        "warnings": in_words(warnings, job.language),
    }


@operation
def interval(
    job: Job,
    route_id: str,
    start: str | float,
    end: str | float,
    registry: str | None = None,
    workspace: str | None = None,
    offset_m: float = 0.0,
    carriageway: str = "both",
    drawn: bool = False,
) -> dict[str, Any]:
    """The line of a road between two kilometres, and its length by kilometres and on the ground; ``drawn``
    on the road as a map draws it, where long segments are straight in degrees."""
    found = network(registry, workspace)
    route, warnings = found.told(found.meant(route_id), _side(carriageway))
    made = interval_on(found, route, warnings, metres_of(start), metres_of(end), offset_m, drawn)
    return {**made, "warnings": in_words(made["warnings"], job.language)}


def interval_on(
    found: Network,
    route: PlainRoute,
    warnings: list[Told],
    start: float,
    end: float,
    offset: float,
    drawn: bool = False,
) -> dict[str, Any]:
    """The same on a route that is known; its warnings are not in words yet."""
    made = (on_map if drawn else stretch)(route, start, end, offset)
    blob = drawing(made.lines, Geometry("MultiLineString", crs=found.crs))
    warnings = list(warnings)
    low, high = (written(round(one)) for one in route.extent)
    if made.past:
        warnings.append(("past_ends", {"metres": made.past, "low": low, "high": high}))
    if made.gap:
        warnings.append(("gap_in_road", {"metres": made.gap}))
    return {
        "wkb": None if blob is None else wkb(blob).hex(),
        "crs": found.crs,
        "from_m": min(start, end),
        "to_m": max(start, end),
        "length_m": abs(end - start),
        "geodesic_m": made.metres,
        "shown": f"{written(round(min(start, end)))} – {written(round(max(start, end)))}",
        "warnings": warnings,
    }


def _side(carriageway: str) -> str:
    return carriageway if carriageway in PREFERENCE else "both"
