"""``registry locate``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.chainage import parse, written
from ..model.errors import RegistryError, UsageError
from ..versions.clock import local
from .find import open_registry
from .output import answer
from .progress import progress
from .routeshown import route_facts, route_lines
from .settings import Settings, command

if TYPE_CHECKING:
    from ..roads.network import Network
    from ..roads.routes import RouteSet

#: Metres from a road beyond which a point is on none.
WITHIN = 500.0


class NoPlace(RegistryError):
    """A measure or a point has no place on the roads."""

    sentence = "{problem}"
    exit_code = 65


@command(
    "locate",
    "registry locate 52.2,47.2318",
    "registry locate 52.2,47.2318 --route atyrau-dossor --heading 60",
    "registry locate atyrau-dossor 12+500",
    "registry locate atyrau-dossor 12+500 18+000 --offset -6 --output left.geojson",
    "registry locate atyrau-dossor",
)
@click.argument("what", metavar="LON,LAT|ROUTE")
@click.argument("km", nargs=-1)
@click.option("--route", metavar="ROUTE", help="Look on this route only.")
@click.option("--heading", type=float, metavar="DEGREES", help="Only roads that run that way, from north.")
@click.option("--within", type=float, default=WITHIN, show_default=True, metavar="METRES",
              help="How far a road may be.")  # fmt: skip
@click.option(
    "--offset", type=float, default=0.0, metavar="METRES", help="To the right; below 0 to the left."
)
@click.option("--side", type=click.Choice(["both", "left", "right"]), default="both", show_default=True,
              help="Carriageway whose line is meant.")  # fmt: skip
@click.option("--output", "-o", metavar="FILE", help="Write the stretch between two KM as GeoJSON.")
@click.option("--version", metavar="VERSION", help="Another version than the newest.")
def locate(
    settings: Settings, what: str, km: tuple[str, ...], route: str | None, heading: float | None,
    within: float, offset: float, side: str, output: str | None, version: str | None,
) -> None:  # fmt: skip
    """Find the kilometre of a point, the point of a kilometre, or the line between two.

    Roads are measured by their km posts, else by the kilometres of their sections; a route alone tells which,
    and how each of its posts fits. A route may be named by a former number or name.
    """
    from ..roads.network import network

    ledger = open_registry(settings)
    with progress(settings, "locate"):
        roads = network(ledger, version)
        day = local(ledger.commit(version).time, ledger.timezone)[:10]
    routes = roads.side(side)
    if not km and "," in what:
        number = None if route is None else _route(roads, side, route, day)
        facts = _measure(routes, _point(what), number, heading, within)
        answer(settings, facts, lambda: [_told(facts)])
        return
    number = _route(roads, side, what, day)
    if not km:
        facts = route_facts(roads, side, number)
        answer(settings, facts, lambda: route_lines(facts))
        return
    if len(km) > 2:
        raise UsageError(f"{len(km)} kilometres: give one, or two for the stretch between them")
    metres = [_metres(one) for one in km]
    if len(km) == 1:
        facts = _place(routes, number, metres[0], offset)
        answer(settings, facts, lambda: [f"{facts['longitude']:.7f},{facts['latitude']:.7f}"])
        return
    facts = _stretch(routes, number, sorted(metres), offset)
    if output is not None:
        _write(output, facts)
    ends = f"{facts['route_id']} km {written(min(metres))} to {written(max(metres))}"
    length = f"{facts['measured_m']} m by measure, {facts['true_m']:.3f} m along the line"
    shown = [f"{ends}: {length}", *facts["problems"]]
    answer(settings, facts, lambda: shown if output is None else [*shown, output])


def _point(text: str) -> tuple[float, float]:
    try:
        longitude, latitude = (float(one) for one in text.split(","))
    except ValueError:
        raise UsageError(f"{text}: write a point as LON,LAT, or a route and its kilometres") from None
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise UsageError(f"{text} is no place; give its longitude and latitude in degrees")
    return longitude, latitude


def _route(roads: Network, side: str, name: str, day: str) -> int:
    """Index of a route by its number, or by an alias as of the day of the version."""
    return roads.side(side).number(roads.aliases.route(name, day))


def _metres(text: str) -> int:
    try:
        return parse(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no kilometre ({error}); write 513+850 or 513.85") from None


def _measure(
    routes: RouteSet, point: tuple[float, float], route: int | None, heading: float | None, within: float
) -> dict[str, Any]:
    from ..roads.location import locate as located

    number = -1 if route is None else route
    degrees = float("nan") if heading is None else heading
    found = located(routes, [point], route=[number], heading=[degrees], within=within)
    if found.route[0] < 0:
        which = "no road" if route is None else f"no part of route {routes.names[route]}"
        runs = "" if heading is None else f" that runs towards {heading:g}°"
        mend = "" if heading is None else ", or leave --heading out"
        raise NoPlace(problem=f"{which}{runs} lies within {within:g} m of {point[0]:g},{point[1]:g}; look"
                      f" farther with --within{mend}")  # fmt: skip
    return {
        "route_id": routes.names[found.route[0]],
        "km": written(round(float(found.measure[0]))),
        "measure_m": round(float(found.measure[0])),
        "metres": float(found.metres[0]),
        "side": "right" if found.right[0] > 0 else "left",
        "longitude": float(found.lonlat[0, 0]),
        "latitude": float(found.lonlat[0, 1]),
    }


def _told(facts: dict[str, Any]) -> str:
    beside = f", {facts['metres']:.1f} m to the {facts['side']}" if facts["metres"] >= 0.05 else ""
    return f"{facts['route_id']} km {facts['km']}{beside}"


def _place(routes: RouteSet, number: int, metres: int, offset: float) -> dict[str, Any]:
    from ..roads.location import BEYOND, PLACED, place

    found = place(routes, [number], [metres], offset)
    name, (low, high) = routes.names[number], routes.extent[number].round().astype(int).tolist()
    if found.status[0] != PLACED:
        why = (
            f"leaves the route, which has km {written(low)} to {written(high)}; correct it"
            if found.status[0] == BEYOND
            else "lies where the route has no line; draw the road there"
        )
        raise NoPlace(problem=f"{name} km {written(metres)} {why}")
    longitude, latitude = found.lonlat[0].tolist()
    return {"route_id": name, "km": written(metres), "longitude": longitude, "latitude": latitude}


def _stretch(routes: RouteSet, number: int, span: list[int], offset: float) -> dict[str, Any]:
    import numpy as np
    import shapely

    from ..roads.cutting import cut, missing
    from ..roads.findings import Named

    name = routes.names[number]
    if span[0] == span[1]:
        raise UsageError(f"{name}: km {written(span[0])} twice is no stretch; give two kilometres, or one")
    which, spans = np.array([number]), np.array([span], dtype=np.int64)
    made = cut(routes, which, spans, offset, on_map=True)
    told = Named("route", [name], 1)
    missing(routes, which, spans, made, told)
    line = made.line[0]
    if line is None:
        raise NoPlace(problem=told.found[0].sentence if told.found else f"{name} has no line there; draw it")
    return {
        "route_id": name, "start_m": span[0], "end_m": span[1], "measured_m": span[1] - span[0],
        "true_m": float(made.length[0]), "problems": [one.sentence for one in told.found],
        "geometry": shapely.geometry.mapping(line),
    }  # fmt: skip


def _write(output: str, facts: dict[str, Any]) -> None:
    import json

    from ..publish.targets import whole_file

    properties = {name: value for name, value in facts.items() if name not in ("geometry", "problems")}
    document = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": facts["geometry"], "properties": properties}]}  # fmt: skip
    with whole_file(Path(output), overwrite=True, suffix=".geojson") as path:
        path.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
