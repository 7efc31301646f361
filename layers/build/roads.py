# ruff: noqa: E501 - a row of a table stays on one line
"""Routes, their sections, kilometre posts and the published works.

No open road geometry of Kazakhstan was found, so every road is drawn as geodesics between named points, and
its kilometres come from published chainages where there are any, else from the drawing in whole metres.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

import shapely
from drawing import between, crossings, distance, half_ring
from gazetteer import names, point
from seed import GEONAMES, PUBLISHED, REPORT_ATYRAU, REPORT_MANGYSTAU, REPORTED_ON, Row, layers_data
from shapely import LineString, MultiLineString, Point
from shapely.geometry import shape

from registry.roads import sections as measured
from registry.roads.stretch import on_map

DRAWN = f"own drawing through points of {GEONAMES}"


@dataclass(frozen=True)
class Route:
    """A road as a table row: the settlements it runs through and what is known of it.

    ``start`` is the kilometre of the first settlement; ``anchors`` are published kilometres of settlements
    and of the region border.
    """

    through: tuple[str, ...]
    names: tuple[str, str, str]
    lifecycle: str = "in_use"
    start: float = 0.0
    stated_km: float | None = None
    aliases: str | None = None
    anchors: dict[str, float] = field(default_factory=dict)
    source: str = DRAWN
    stated_on: str | None = None
    note: str | None = None


ROUTES = {
    "atyrau-dossor": Route(
        ("atyrau", "dossor"), ("Атырау – Доссор", "Атырау – Доссор", "Atyrau – Dossor"), stated_km=86.0,
        source=f"{REPORT_ATYRAU}; {PUBLISHED}; {DRAWN}", stated_on=REPORTED_ON,
        note="stated length 86 km (published) is that of the modernisation, and less than the straight line between the towns' points: these are no road ends",
    ),
    "makat-dossor": Route(
        ("makat", "dossor"), ("Мақат – Доссор", "Макат – Доссор", "Makat – Dossor"), start=487.0, source=f"{PUBLISHED}; {DRAWN}",
        note="km 487 at Makat is inferred: published works begin there; the true kilometre of Makat is not published",
    ),
    "atyrau-oral": Route(
        ("atyrau", "makhambet", "inderbor", "oral"), ("Атырау – Орал", "Атырау – Уральск", "Atyrau – Oral"), stated_km=500.0,
        aliases="Atyrau–Uralsk; Атырау–Уральск",
        anchors={"makhambet": 71.0, "inderbor": 179.0, "border": 189.0, "city": 492.0, "oral": 500.0},
        source=f"{PUBLISHED}; {DRAWN}",
        note="published: 500 km in all, km 71–179 Makhambet–Inder, km 189–492 in West Kazakhstan; that km 0 is Atyrau and km 500 Oral is inferred",
    ),
    "makat-beineu": Route(
        ("makat", "kulsary", "beineu"), ("Мақат – Құлсары – Бейнеу", "Макат – Кульсары – Бейнеу", "Makat – Kulsary – Beineu"),
    ),
    "beineu-aktau": Route(
        ("beineu", "sai-utes", "shetpe", "aktau"),
        ("Бейнеу – Сайөтес – Шетпе – Ақтау", "Бейнеу – Сай-Утес – Шетпе – Актау", "Beineu – Sai-Utes – Shetpe – Aktau"),
    ),
    "zhetybay-zhanaozen": Route(
        ("zhetybay", "zhanaozen"), ("Жетібай – Жаңаөзен", "Жетыбай – Жанаозен", "Zhetybay – Zhanaozen"),
    ),
    "aktau-kuryk": Route(("aktau", "kuryk"), ("Ақтау – Құрық", "Актау – Курык", "Aktau – Kuryk")),
    "beineu-saksaul": Route(
        ("beineu", "saksaul"), ("Бейнеу – Сексеуіл", "Бейнеу – Саксаульский", "Beineu – Saksaul"), lifecycle="planned", stated_km=736.0,
        source=f"{REPORT_MANGYSTAU}; {PUBLISHED}; {DRAWN}", stated_on=REPORTED_ON,
        note="to complete (report); 736 km and a start in 2026 or 2027 in published reports; its course is not published",
    ),
}  # fmt: skip
BYPASS_NAMES = ("Атыраудың солтүстік айналма жолы", "Северный обход Атырау", "Northern bypass of Atyrau")
BYPASS_METRES = 27_500


@dataclass(frozen=True)
class Section:
    """A stretch of a route between two kilometres, drawn as one geodesic, in one region.

    ``here`` and ``there`` are the settlements it lies between; ``cut`` says that it is a part of that way.
    """

    route: str
    here: str
    there: str
    cut: bool
    km_from: float
    km_to: float
    start: Point
    end: Point
    region: str

    @property
    def names(self) -> dict[str, str]:
        ways = [f"{a} – {b}" for a, b in zip(names(self.here), names(self.there), strict=True)]
        if self.cut:
            span = f"{self.km_from:.0f}–{self.km_to:.0f}"
            ways = [f"{ways[0]}, {span} км", f"{ways[1]}, км {span}", f"{ways[2]}, km {span}"]
        return _named(ways)


def regions() -> dict[str, shapely.Geometry]:
    """Outlines by code, as ``outlines.py`` wrote them."""
    features = json.loads((layers_data() / "regions.geojson").read_text(encoding="utf-8"))["features"]
    return {one["properties"]["code"]: shape(one["geometry"]) for one in features}


@cache
def sections() -> tuple[Section, ...]:
    outlines = regions()
    return tuple(one for name, route in ROUTES.items() for one in _sections(name, route, outlines))


def _sections(name: str, route: Route, outlines: dict[str, shapely.Geometry]) -> Iterator[Section]:
    """Cut at settlements and region borders; published kilometres hold, the drawing gives the others."""
    km = route.start
    for here, there in pairwise(route.through):
        stations = [(km, point(here))]
        for place in (*_borders(point(here), point(there), outlines), point(there)):
            known = route.anchors.get(there if place == point(there) else "border")
            if there == "oral" and place == point(there):
                stations.append(_city_limit(stations[-1], place, route))
            stations.append((known or _next_km(stations[-1], place), place))
        for (km_from, start), (km_to, end) in pairwise(stations):
            middle = between(start, end, 0.5)
            region = min(code for code, outline in outlines.items() if outline.covers(middle))
            yield Section(name, here, there, len(stations) > 2, km_from, km_to, start, end, region)
        km = stations[-1][0]


def _borders(start: Point, end: Point, outlines: dict[str, shapely.Geometry]) -> list[Point]:
    """Where a way crosses region borders; each border is met by both its regions, and counts once."""
    shares = sorted(share for outline in outlines.values() for share in crossings(start, end, outline))
    once = [share for i, share in enumerate(shares) if i == 0 or share - shares[i - 1] > 1e-6]
    return [between(start, end, share) for share in once]


def _city_limit(border: tuple[float, Point], oral: Point, route: Route) -> tuple[float, Point]:
    """Km 492, whose place nobody published: between the border and Oral, in proportion."""
    km, place = border
    city = route.anchors["city"]
    return city, between(place, oral, (city - km) / (route.anchors["oral"] - km))


def _next_km(last: tuple[float, Point], here: Point) -> float:
    km, place = last
    return round(km * 1000 + distance(place, here)) / 1000


def routes() -> list[Row]:
    found = [
        Row(
            _named(route.names)
            | {
                "route_id": name, "aliases": route.aliases, "stated_km": route.stated_km, "source": route.source,
                "stated_on": route.stated_on, "quality": "inferred" if route.source == DRAWN else "digitised",
                "note": route.note or "drawn through named points; number, significance and owner not published with them",
            }
        )
        for name, route in ROUTES.items()
    ]  # fmt: skip
    found.append(
        Row(
            _named(BYPASS_NAMES)
            | {
                "route_id": "atyrau-bypass", "stated_km": BYPASS_METRES / 1000,
                "source": f"{REPORT_ATYRAU}; {PUBLISHED}", "stated_on": REPORTED_ON, "quality": "digitised",
                "note": "27.5 km in a published report, 26 km in an older one",
            }
        )
    )  # fmt: skip
    found.append(
        Row(
            _named(("Алматы – Бейнеу – Сексеуіл", "Алматы – Бейнеу – Саксаульский", "Almaty – Beineu – Saksaul"))
            | {
                "route_id": "almaty-beineu-saksaul", "source": REPORT_MANGYSTAU, "stated_on": REPORTED_ON,
                "quality": "digitised", "note": "named in the report as a road to complete; it leaves the two regions, no course given",
            }
        )
    )  # fmt: skip
    return found


def roads() -> list[Row]:
    found = []
    for one in sections():
        route = ROUTES[one.route]
        whole = len(route.through) == 2 and not one.cut
        values: dict[str, Any] = one.names | {
            "route_id": one.route, "carriageway": "both", "km_from": one.km_from, "km_to": one.km_to,
            "stated_km": route.stated_km if whole else None, "region_code": one.region,
            "lifecycle": route.lifecycle, "source": route.source, "stated_on": route.stated_on, "quality": "schematic",
            "note": f"straight line of {distance(one.start, one.end) / 1000:.3f} km; kilometres "
            + ("as published" if route.anchors else "inferred from the drawing"),
        }  # fmt: skip
        found.append(Row(values, LineString([one.start, one.end])))
    values = _named(BYPASS_NAMES) | {
        "route_id": "atyrau-bypass", "carriageway": "both", "km_from": 0.0, "km_to": BYPASS_METRES / 1000,
        "stated_km": BYPASS_METRES / 1000, "region_code": "KZ-23", "lifecycle": "under_construction",
        "source": f"{REPORT_ATYRAU}; {PUBLISHED}; own drawing", "stated_on": REPORTED_ON, "quality": "schematic",
        "note": "half circle north of Atyrau's point with the published length; the true line is not published",
    }  # fmt: skip
    found.append(Row(values, half_ring(point("atyrau"), BYPASS_METRES)))
    return found


def km_posts() -> list[Row]:
    """Only where kilometres are published: the places they are put at are inferred."""
    border = next(one.end for one in sections() if one.route == "atyrau-oral" and one.km_to == 189.0)
    posts = (
        (0.0, point("atyrau"), "start", "start of the route, taken to be at Atyrau's point"),
        (
            71.0,
            point("makhambet"),
            "post",
            "published start of Makhambet–Inder, taken to be at Makhambet's point",
        ),
        (
            179.0,
            point("inderbor"),
            "post",
            "published end of Makhambet–Inder, taken to be at Inderbor's point",
        ),
        (
            189.0,
            border,
            "boundary",
            "published first kilometre in West Kazakhstan, put on the outline's border",
        ),
        (500.0, point("oral"), "end", "published length, taken to end at Oral's point"),
    )
    return [
        Row(
            {
                "route_id": "atyrau-oral", "km": km, "kind": kind, "source": PUBLISHED, "quality": "inferred",
                "note": note,
            },
            place,
        )
        for km, place, kind, note in posts
    ]  # fmt: skip


def repairs() -> list[Row]:
    dossor_km = next(one.km_to for one in sections() if one.route == "atyrau-dossor")
    works: list[dict[str, Any]] = [
        {
            "work_id": "atyrau-oral-189-249", "route_id": "atyrau-oral", "km_from": 189.0, "km_to": 249.0,
            "work_type": "medium", "width_m": 8.6, "stated_km": 60.0, "stated_m2": 516000.0, "source": PUBLISHED,
            "quality": "digitised", "note": "in West Kazakhstan; year and state of the work not given",
        },
        {
            "work_id": "makat-dossor-487-504", "route_id": "makat-dossor", "km_from": 487.0, "km_to": 504.0,
            "stated_km": 17.0, "source": PUBLISHED, "quality": "digitised",
            "note": "type, year and state of the work not given",
        },
        {
            "work_id": "atyrau-dossor-modernisation", "route_id": "atyrau-dossor", "km_from": 0.0, "km_to": dossor_km,
            "work_type": "reconstruction", "status": "planned", "stated_km": 86.0, "cost": 140e9, "currency": "KZT",
            "source": f"{REPORT_ATYRAU}; {PUBLISHED}", "stated_on": REPORTED_ON, "quality": "inferred",
            "note": "being prepared; reconstruction is inferred from four lanes (published), the extent from the whole road; cost about",
        },
        {
            "work_id": "atyrau-oral-modernisation", "route_id": "atyrau-oral", "km_from": 0.0, "km_to": 189.0,
            "status": "planned", "source": REPORT_ATYRAU, "stated_on": REPORTED_ON, "quality": "inferred",
            "note": "being prepared; kind of work not given, the extent inferred: all of the route in Atyrau region",
        },
    ]  # fmt: skip
    return [
        Row({"carriageway": "both"} | one, _drawn(one["route_id"], one["km_from"], one["km_to"]))
        for one in works
    ]


def _drawn(route: str, km_from: float, km_to: float) -> MultiLineString:
    """The stretch of a route between two kilometres, as the registry draws events on roads."""
    parts = [
        measured.Section(
            [[(one.start.x, one.start.y), (one.end.x, one.end.y)]], one.km_from * 1000, one.km_to * 1000
        )
        for one in sections()
        if one.route == route
    ]
    return MultiLineString(on_map(measured.plain_route(parts), km_from * 1000, km_to * 1000).lines)


def _named(three: Iterable[str]) -> dict[str, str]:
    return dict(zip(("name_kk", "name_ru", "name_en"), three, strict=True))
