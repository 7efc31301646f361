"""The years before today, replayed: what departments entered, and when.

Each function is one or more commits of one department. Values come from the seed data where these have the
thing at all; what was different then is invented, and says so.
"""

from __future__ import annotations

from pathlib import Path

import geopandas
import pandas

from registry.intake.importing import import_source
from registry.model.reading import read_definitions
from registry.roads.drawing import drawings
from registry.roads.network import network
from registry.shipped import layers_folder
from registry.versions.ledger import Ledger

from . import INVENTED, surveys, works
from .departments import (
    ECOLOGY_ATYRAU,
    INVESTMENT_ATYRAU,
    OPERATOR,
    REGISTRY_OFFICE,
    ROADS_ATYRAU,
    ROADS_MANGYSTAU,
    TOURISM_MANGYSTAU,
)
from .earlier import of_routes, old_course, older_claim, part_of_city, shorter_bypass, then
from .engineers import SOURCE, append, moment, rewrite, sql, told, workspace
from .seed import import_seed, seed_rows

#: Layers in the order in which the seed came, and who brought it.
SEEDED = {
    "routes": ROADS_ATYRAU,
    "roads": ROADS_ATYRAU,
    "km_posts": ROADS_ATYRAU,
    "repairs": ROADS_ATYRAU,
    "landfills": ECOLOGY_ATYRAU,
    "reclamation_areas": ECOLOGY_ATYRAU,
    "tourism_zones": TOURISM_MANGYSTAU,
    "facilities": INVESTMENT_ATYRAU,
    "projects": INVESTMENT_ATYRAU,
    "claims": INVESTMENT_ATYRAU,
}


def replay(registry: Path) -> Ledger:
    """All of it, from the empty registry to early 2026."""
    ledger = begin(registry)
    first_roads(ledger)
    first_reclamation(ledger)
    works_of_2022(ledger)
    bypass_planned(ledger)
    road_to_kuryk(ledger)
    works_of_2023(ledger)
    reclaimed(ledger, "2024-03-18 15:20", share=0.5)
    road_realigned(ledger)
    works_of_2024(ledger)
    surveyed(ledger, "surveys-2024.csv", "2024-10-07", surveys.AUTUMN_2024, "2025-01-30 14:40")
    reclaimed(ledger, "2025-02-10 09:45", share=0.8)
    bypass_corrected(ledger)
    reports(ledger)
    works_of_2025(ledger)
    surveyed(ledger, "surveys-2025.csv", "2025-10-06", surveys.AUTUMN_2025, "2026-01-14 10:10")
    events_drawn(ledger)
    road_described(ledger)
    return ledger


def begin(registry: Path) -> Ledger:
    """An empty registry that begins in 2022, its layers, the outlines and the settlements."""
    ledger = Ledger.create(registry, time=moment("2022-02-14 09:00"))
    time, message = "2022-02-14 09:05", "Define the layers"
    with ledger.writing(
        author=REGISTRY_OFFICE, author_source=SOURCE, message=message, time=moment(time)
    ) as work:
        for definition in read_definitions(layers_folder()).values():
            work.define(definition)
    told(work.commit, time)
    import_seed(ledger, "regions", REGISTRY_OFFICE, "2022-02-15 10:30", "Outlines of the regions")
    import_seed(ledger, "settlements", REGISTRY_OFFICE, "2022-02-15 11:10", "Settlements from GeoNames")
    return ledger


def first_roads(ledger: Ledger) -> None:
    """Each department draws its roads; the one from Beineu to Aktau still runs straight to Shetpe."""
    north = ("atyrau-dossor", "makat-dossor", "atyrau-oral", "makat-beineu")
    message = "Roads of Atyrau region, first drawing"
    with workspace(ledger, ["routes", "roads"], ROADS_ATYRAU, "2022-03-21 12:40", message) as path:
        append(path, "routes", then(of_routes("routes", *north)))
        append(path, "roads", then(of_routes("roads", *north)))
    message = "Roads of Mangystau region, first drawing"
    with workspace(ledger, ["routes", "roads"], ROADS_MANGYSTAU, "2022-04-04 16:15", message) as path:
        append(path, "routes", then(of_routes("routes", "beineu-aktau", "zhetybay-zhanaozen")))
        append(path, "roads", then(pandas.concat([of_routes("roads", "zhetybay-zhanaozen"), old_course()])))


def first_reclamation(ledger: Ledger) -> None:
    """The site, and a first part of it under reclamation."""
    geometry, hectares = part_of_city(0.25)
    sites, areas = seed_rows("landfills"), seed_rows("reclamation_areas")
    begun = then(
        areas[areas.area_id == "tukhlaya-balka-city"],
        geometry=[geometry],
        area_stated_ha=hectares,
        status="under_way",
        finished_on=None,
        date_qualifier=None,
    )
    layers, message = (
        ["landfills", "reclamation_areas"],
        "Tukhlaya Balka: outline, first areas under reclamation",
    )
    with workspace(ledger, layers, ECOLOGY_ATYRAU, "2022-11-28 10:05", message) as path:
        append(path, "landfills", then(sites[sites.landfill_id == "tukhlaya-balka"]))
        append(path, "reclamation_areas", begun)


def reclaimed(ledger: Ledger, time: str, share: float) -> None:
    """The reclaimed area has grown eastwards."""
    geometry, hectares = part_of_city(share)

    def grown(areas: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
        city = areas.area_id == "tukhlaya-balka-city"
        areas.loc[city, "area_stated_ha"] = hectares
        areas.loc[city, "geometry"] = geopandas.GeoSeries([geometry], index=areas.index[city], crs=areas.crs)
        return areas

    message = f"Tukhlaya Balka: {hectares:g} ha under reclamation"
    with workspace(ledger, ["reclamation_areas"], ECOLOGY_ATYRAU, time, message) as path:
        rewrite(path, "reclamation_areas", grown)


def import_works(ledger: Ledger, file: Path, author: str, time: str, message: str) -> None:
    """A department's table; a work whose number is known is brought up to date."""
    report = import_source(
        ledger,
        file,
        "repairs",
        author=author,
        author_source=SOURCE,
        message=message,
        key="work_id",
        constants={"quality": "schematic"},
        time=moment(time),
    )
    told(report.commit, time)


def works_of_2022(ledger: Ledger) -> None:
    """A workbook with Russian headings."""
    file = ledger.path.with_name("works-2022.xlsx")
    works.workbook(file, "Ремонт автомобильных дорог, 2022", works.ATYRAU_2022)
    import_works(ledger, file, ROADS_ATYRAU, "2023-01-23 11:30", "Works of 2022")


def bypass_planned(ledger: Ledger) -> None:
    """The bypass on the plan and in the claims, 26 km long as an older report had it."""
    layers, message = ["routes", "roads", "claims"], "Northern bypass of Atyrau planned, 26 km"
    with workspace(ledger, layers, ROADS_ATYRAU, "2023-05-22 17:05", message) as path:
        append(path, "routes", then(of_routes("routes", "atyrau-bypass")))
        append(path, "roads", shorter_bypass())
        append(path, "claims", older_claim())


def road_to_kuryk(ledger: Ledger) -> None:
    """A road that the registry did not have yet."""
    layers, message = ["routes", "roads"], "Aktau – Kuryk taken into the registry"
    with workspace(ledger, layers, ROADS_MANGYSTAU, "2023-10-02 14:25", message) as path:
        append(path, "routes", then(of_routes("routes", "aktau-kuryk")))
        append(path, "roads", then(of_routes("roads", "aktau-kuryk")))


def works_of_2023(ledger: Ledger) -> None:
    """One department sends CSV in CP1251, the other a workbook in Kazakh."""
    file = ledger.path.with_name("works-2023.csv")
    works.semicolons(file, works.ATYRAU_2023)
    import_works(ledger, file, ROADS_ATYRAU, "2024-01-29 10:50", "Works of 2023")
    file = ledger.path.with_name("zhumystar-2023.xlsx")
    works.workbook(file, "Автожолдарды жөндеу, 2023", works.MANGYSTAU_2023, works.KAZAKH)
    import_works(ledger, file, ROADS_MANGYSTAU, "2024-02-12 12:00", "Works of 2023 in Mangystau")


def road_realigned(ledger: Ledger) -> None:
    """Beineu – Aktau now runs through Sai-Utes: one section becomes three."""
    new = then(of_routes("roads", "beineu-aktau"))

    def realigned(roads: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
        old = roads.index[(roads.route_id == "beineu-aktau") & (roads.km_from == 0)][0]
        for name in ("km_to", "name_ru", "name_kk", "name_en", "geometry"):
            roads.loc[old, name] = new.iloc[0][name]
        roads.loc[old, "note"] = "realigned through Sai-Utes"
        return roads

    message = "Beineu – Aktau realigned through Sai-Utes"
    with workspace(ledger, ["roads"], ROADS_MANGYSTAU, "2024-05-20 11:05", message) as path:
        append(path, "roads", new.iloc[1:])
        rewrite(path, "roads", realigned)


def works_of_2024(ledger: Ledger) -> None:
    """The table brings new works, and the end of one that was under way."""
    file = ledger.path.with_name("works-2024.xlsx")
    works.workbook(file, "Ремонт автомобильных дорог, 2024", works.ATYRAU_2024)
    import_works(ledger, file, ROADS_ATYRAU, "2025-01-27 10:20", "Works of 2024")


def surveyed(ledger: Ledger, file: str, day: str, stretches: list[tuple[str, ...]], time: str) -> None:
    """The laboratory's table of an autumn."""
    path = surveys.table(ledger.path.with_name(file), day, stretches)
    report = import_source(
        ledger,
        path,
        "condition_surveys",
        author=OPERATOR,
        author_source=SOURCE,
        message=f"Condition of roads, autumn {day[:4]}",
        constants={"quality": "schematic"},
        time=moment(time),
    )
    told(report.commit, time)


def bypass_corrected(ledger: Ledger) -> None:
    """27.5 km, as the later report has it, and under construction."""
    layers, message = (
        ["routes", "roads", "claims"],
        "Northern bypass is 27.5 km, not 26; building has begun",
    )
    with workspace(ledger, layers, ROADS_ATYRAU, "2025-08-04 18:10", message) as path:
        sql(path, "UPDATE claims SET value = 27.5 WHERE claim_id = 'bypass-length'")
        sql(path, "UPDATE claims SET statement = replace(statement, '26 km', '27.5 km') WHERE value = 27.5")
        sql(path, "UPDATE routes SET stated_km = 27.5 WHERE route_id = 'atyrau-bypass'")
        sql(path, "UPDATE roads SET lifecycle = 'under_construction' WHERE route_id = 'atyrau-bypass'")


def reports(ledger: Ledger) -> None:
    """The seed: everything the two reports said, and the claims that disagree, a day after they came out."""
    for number, (layer, author) in enumerate(SEEDED.items()):
        time = f"2025-09-12 {9 + number // 2:02}:{number % 2 * 30:02}"
        title = ledger.definition(layer).title["en"]
        import_seed(ledger, layer, author, time, f"{title} from the reports of 2025-09-11")


def works_of_2025(ledger: Ledger) -> None:
    """Again two tables."""
    file = ledger.path.with_name("works-2025.csv")
    works.semicolons(file, works.ATYRAU_2025)
    import_works(ledger, file, ROADS_ATYRAU, "2025-12-15 16:35", "Works of 2025")
    file = ledger.path.with_name("zhumystar-2025.xlsx")
    works.workbook(file, "Автожолдарды жөндеу, 2025", works.MANGYSTAU_2025, works.KAZAKH)
    import_works(ledger, file, ROADS_MANGYSTAU, "2026-01-12 15:00", "Works of 2025 in Mangystau")


def events_drawn(ledger: Ledger) -> None:
    """Works and surveys came by route and kilometres; what `registry draw` does puts them on the map."""
    time, roads = "2026-01-19 11:45", network(ledger)
    stale = {
        name: dict(drawings(ledger, name, roads=roads).stale()) for name in ("repairs", "condition_surveys")
    }
    with ledger.writing(
        author=REGISTRY_OFFICE,
        author_source=SOURCE,
        message="Draw works and surveys along their roads",
        time=moment(time),
    ) as work:
        for layer, fresh in stale.items():
            rows = ledger.rows(layer, uids=list(fresh), opened=False)
            work.put(layer, [(bytes.fromhex(uid), fresh[uid], *values) for uid, _, *values in rows])
    told(work.commit, time)


def road_described(ledger: Ledger) -> None:
    """Technical details of one road, from which two engineers will go on."""
    message = "Makat – Kulsary: lanes, surface and width"
    statement = (
        "UPDATE roads SET lanes = 2, surface = 'gravel', pavement = 'gravel', tech_category = 'IV',"
        " width_m = 7, note = note || ? WHERE route_id = 'makat-beineu' AND km_from = 0"
    )
    with workspace(ledger, ["roads"], OPERATOR, "2026-02-09 09:30", message) as path:
        sql(path, statement, (f"; lanes, surface, pavement, category and width: {INVENTED}",))
