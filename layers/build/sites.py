# ruff: noqa: E501 - a row of a table stays on one line
"""Landfills and their reclamation, tourism zones, facilities, projects and programmes."""

from __future__ import annotations

from typing import Any

from drawing import circle, joined, strips, towards
from gazetteer import point
from seed import GEONAMES, PUBLISHED, REPORT_ATYRAU, REPORT_MANGYSTAU, REPORTED_ON, Row
from shapely import Geometry

HECTARE = 1e4
#: Tukhlaya Balka: of the city and of the refinery, in hectares; together the whole site.
CITY_HA, REFINERY_HA = 476.0, 860.0
#: Zone limits are undefined in public sources: an eco zone is drawn as large as the core that one source
#: gives for Bozzhyra, a beach a quarter of that.
ECO_KM2, BEACH_KM2 = 40.0, 10.0

_REPORTS = {"KZ-23": REPORT_ATYRAU, "KZ-47": REPORT_MANGYSTAU}


def _row(
    key: str,
    code: str,
    three: tuple[str, str, str],
    region: str,
    shape: Geometry | None = None,
    **values: Any,
) -> Row:
    """A row of the report on its region, unless ``values`` name another source."""
    kk, ru, en = three
    said = {"source": _REPORTS[region], "stated_on": REPORTED_ON, "quality": "digitised"}
    return Row(
        {key: code, "name_kk": kk, "name_ru": ru, "name_en": en, "region_code": region} | said | values, shape
    )


def _balka() -> list[Geometry]:
    """City's and refinery's part: two strips 4 km high, from 4 km east and 1 km south of Atyrau's point (left bank)."""
    corner = towards(towards(point("atyrau"), 90, 4000), 180, 5000)
    return list(strips(corner, 4000, [CITY_HA * HECTARE, REFINERY_HA * HECTARE]))


def landfills() -> list[Row]:
    return [
        _row(
            "landfill_id", "tukhlaya-balka", ("Тухлая Балка", "Тухлая Балка", "Tukhlaya Balka"), "KZ-23", joined(_balka()),
            area_stated_ha=CITY_HA + REFINERY_HA, source=f"{REPORT_ATYRAU}; {PUBLISHED}; own drawing", quality="schematic",
            note="left bank at Atyrau; 1,336 ha in all (published) = 476 of the city + 860 of the refinery; the outline is a rectangle of that area, its true shape and place are not published",
        ),
        _row(
            "landfill_id", "municipal-atyrau", ("Атырау облысының тұрмыстық қалдық полигондары", "Коммунальные полигоны Атырауской области", "Municipal landfills of Atyrau region"),
            "KZ-23", kind="municipal", stage="modernising", note="no number and no places given",
        ),
    ]  # fmt: skip


def reclamation_areas() -> list[Row]:
    city, refinery = _balka()
    drawn = "strip of exactly the stated area inside the schematic outline"
    shared = {"landfill_id": "tukhlaya-balka", "quality": "schematic"}
    done = {
        "area_id": "tukhlaya-balka-city", "name_kk": "Тухлая Балка, қала бөлігі", "name_ru": "Тухлая Балка, часть города",
        "name_en": "Tukhlaya Balka, the city's part", "status": "done", "finished_on": REPORTED_ON,
        "date_qualifier": "not_later_than", "area_stated_ha": CITY_HA, "owner": "city",
        "source": f"{REPORT_ATYRAU}; own drawing", "stated_on": REPORTED_ON,
        "note": f"reclaimed by September 2025, stage not given; {drawn}",
    }  # fmt: skip
    other = {
        "area_id": "tukhlaya-balka-refinery", "name_kk": "Тухлая Балка, зауыт бөлігі", "name_ru": "Тухлая Балка, часть завода",
        "name_en": "Tukhlaya Balka, the refinery's part", "area_stated_ha": REFINERY_HA, "owner": "refinery",
        "source": f"{PUBLISHED}; own drawing", "note": f"whether and when it was reclaimed is not given; {drawn}",
    }  # fmt: skip
    return [Row(shared | done, city), Row(shared | other, refinery)]


def tourism_zones() -> list[Row]:
    undefined = (
        "limits are undefined in public sources; the circle is a sign of the place, its size means nothing"
    )
    zones = (
        ("bozzhyra", ("Бозжыра", "Бозжыра", "Bozzhyra"), "eco", "bozzhyra", f"{undefined}: 3,000 km² in one source, a core of about 40 km² in another, which is the circle's size"),
        ("sherkala", ("Шерқала", "Шеркала", "Sherkala"), "eco", "sherkala", undefined),
        ("airakty", ("Айрақты", "Айракты", "Airakty"), "eco", "airakty", f"{undefined}; the place is inferred, to a hundredth of a degree"),
        ("kenderli", ("Кендірлі", "Кендерли", "Kenderli"), "beach", "kenderli", f"{undefined}; coordinates were not found, the place is set to a tenth of a degree on the coast south-west of Zhanaozen"),
        ("warm-beach", ("Жылы жағажай", "Тёплый пляж", "Warm Beach"), "beach", "aktau", f"{undefined}; coordinates were not found, drawn about Aktau's point"),
    )  # fmt: skip
    return [
        _row(
            "zone_id", code, three, "KZ-47", circle(point(place), 1e6 * (ECO_KM2 if kind == "eco" else BEACH_KM2)),
            kind=kind, limits="assumed", source=f"{REPORT_MANGYSTAU}; own drawing", quality="schematic", note=note,
        )
        for code, three, kind, place, note in zones
    ]  # fmt: skip


def facilities() -> list[Row]:
    def atyrau(
        code: str, kind: str, three: tuple[str, str, str], shape: Geometry | None = None, **values: Any
    ) -> Row:
        return _row("facility_id", code, three, "KZ-23", shape, kind=kind, **values)

    def mangystau(
        code: str, kind: str, three: tuple[str, str, str], shape: Geometry | None = None, **values: Any
    ) -> Row:
        return _row("facility_id", code, three, "KZ-47", shape, kind=kind, **values)

    unplaced = "no number and no places given"
    return [
        atyrau("nazar-schools", "school", ("«Назар» бейнебақылау жүйесі бар мектептер", "Школы с системой видеонаблюдения «Назар»", "Schools with the Nazar video system"), objects=64, cameras=2000, lifecycle="in_use", note="more than 2,000 cameras; analysis by artificial intelligence is planned; places not given"),
        atyrau("aqyldy-qala-cameras", "camera", ("«Ақылды қала» бейнекамералары", "Камеры «Ақылды қала»", "Cameras of Aqyldy Qala (smart city)"), place="Atyrau", lifecycle="under_construction", note="no number, places or coverage given"),
        atyrau("oil-gas-petrochemical-complexes", "industrial_site", ("Мұнай-газ және мұнай-химия кешендері", "Нефтегазовые и нефтехимические комплексы", "Oil, gas and petrochemical complexes"), objects=5, lifecycle="under_construction", note="6.5 trn KZT; overlap with the 46 investment projects is not stated"),
        atyrau("feed-mill", "feed_mill", ("Құрама жем зауыты", "Комбикормовый завод", "Feed mill"), objects=1, lifecycle="in_use", note="place not given"),
        atyrau("fattening-site", "fattening_site", ("Бордақылау алаңы", "Откормочная площадка", "Fattening site"), objects=1, lifecycle="in_use", note="place not given"),
        atyrau("atyrau-airport", "airport", ("Атырау әуежайы", "Аэропорт Атырау", "Atyrau airport"), point("airport-atyrau"), lifecycle="in_use", capacity_planned=3e6, capacity_unit="passengers_per_year", planned_by="2027-12-31", elevation_m=-22.0, source=f"{REPORT_ATYRAU}; {PUBLISHED}", note="UATG"),
        atyrau("treatment-plants", "treatment_plant", ("Тазарту құрылыстары", "Очистные сооружения", "Treatment plants"), lifecycle="modernising", note=unplaced),
        atyrau("new-schools", "school", ("Салынып жатқан мектептер", "Строящиеся школы", "Schools being built"), lifecycle="under_construction", note=unplaced),
        atyrau("new-clinics", "clinic", ("Салынып жатқан медициналық мекемелер", "Строящиеся медицинские учреждения", "Clinics being built"), lifecycle="under_construction", note=unplaced),
        atyrau("new-sports-complexes", "sports_complex", ("Салынып жатқан спорт кешендері", "Строящиеся спортивные комплексы", "Sports complexes being built"), lifecycle="under_construction", note=unplaced),
        mangystau("aktau-container-hub", "container_hub", ("Ақтау портының контейнерлік хабы, 1-кезең", "Контейнерный хаб порта Актау, 1-я очередь", "Container hub of Aktau port, phase 1"), point("aktau"), place="Aktau port", lifecycle="in_use", source=f"{REPORT_MANGYSTAU}; point of {GEONAMES}", quality="schematic", note="launched in 2025, capacity not given; put at Aktau's point, the true place is the port"),
        mangystau("sarzha-terminal", "marine_terminal", ("Саржа теңіз терминалы", "Морской терминал Саржа", "Sarzha marine terminal"), point("kuryk"), place="Kuryk port", lifecycle="planned", capacity_planned=11e6, capacity_unit="tonnes", planned_by="2028-12-31", source=f"{REPORT_MANGYSTAU}; point of {GEONAMES}", quality="schematic", note="11 m t, whether a year is not stated; put at Kuryk's point, the true place is Kuryk port"),
        mangystau("aktau-airport", "airport", ("Ақтау әуежайы", "Аэропорт Актау", "Aktau airport"), point("airport-aktau"), lifecycle="in_use", source=f"{REPORT_MANGYSTAU}; {PUBLISHED}", note="UATE; a logistics and aviation hub is planned here"),
    ]  # fmt: skip


def projects() -> list[Row]:
    def atyrau(code: str, kind: str, sector: str, three: tuple[str, str, str], **values: Any) -> Row:
        return _row("project_id", code, three, "KZ-23", kind=kind, sector=sector, **values)

    def mangystau(
        code: str,
        kind: str,
        sector: str | None,
        three: tuple[str, str, str],
        shape: Geometry | None = None,
        **values: Any,
    ) -> Row:
        return _row("project_id", code, three, "KZ-47", shape, kind=kind, sector=sector, **values)

    return [
        atyrau("aqyldy-qala", "programme", "safety", ("«Ақылды қала»", "«Ақылды қала» (умный город)", "Aqyldy Qala (smart city)"), status="under_way", note="smart-city cameras in Atyrau; no figure"),
        atyrau("investment-2029", "programme", "several", ("2029 жылға дейінгі инвестициялық жобалар", "Инвестиционные проекты до 2029 года", "Investment projects to 2029"), objects=46, jobs=6000, cost=7e12, currency="KZT", status="planned", ends_on="2029-12-31", note="about 7 trn KZT and about 6,000 jobs"),
        atyrau("agro-2027", "programme", "agriculture", ("2027 жылға дейінгі агроөнеркәсіп жобалары", "Агропромышленные проекты до 2027 года", "Agricultural projects to 2027"), objects=12, cost=48e9, currency="KZT", status="planned", ends_on="2027-12-31"),
        atyrau("land-return", "programme", "agriculture", ("Ауыл шаруашылығы жерлерін қайтару", "Возврат сельскохозяйственных земель", "Return of agricultural land"), status="under_way", note="no figure"),
        atyrau("agrohubs", "programme", "agriculture", ("Агрохабтар", "Агрохабы", "Agrohubs"), status="under_way", note="no figure"),
        atyrau("water-saving", "programme", "water", ("Су үнемдеу", "Водосбережение", "Water saving"), status="under_way", note="no figure"),
        mangystau("aktau-aviation-hub", "project", "transport", ("Ақтау әуежайындағы логистикалық-авиациялық хаб", "Логистический и авиационный хаб в аэропорту Актау", "Logistics and aviation hub at Aktau airport"), point("airport-aktau"), cost=1e9, currency="USD", status="planned", source=f"{REPORT_MANGYSTAU}; {PUBLISHED}"),
        mangystau("tourism-2029", "programme", "tourism", ("2025–2029 жылдардағы туризм жобалары", "Туристские проекты 2025–2029 годов", "Tourism projects of 2025–2029"), objects=19, cost=193e9, currency="KZT", status="planned", starts_on="2025-01-01", ends_on="2029-12-31", note="in five zones; which project is in which is not given"),
        mangystau("china-framework", "framework", None, ("Қытай компанияларымен негіздемелік келісімдер бойынша жобалар", "Проекты по рамочным соглашениям с китайскими компаниями", "Projects under framework deals with Chinese companies"), status="planned", partner="Chinese companies", note="no number, sum or place given"),
    ]  # fmt: skip
