# ruff: noqa: E501 - a row of a table stays on one line
"""Claims: what the two reports and other published reports say, also where they disagree."""

from __future__ import annotations

from typing import Any

from seed import PUBLISHED, REPORT_ATYRAU, REPORT_MANGYSTAU, REPORTED_ON, Row

A = {"source": REPORT_ATYRAU, "stated_on": REPORTED_ON, "region_code": "KZ-23"}
M = {"source": REPORT_MANGYSTAU, "stated_on": REPORTED_ON, "region_code": "KZ-47"}
#: Published elsewhere; the day is not known.
PA = {"source": PUBLISHED, "region_code": "KZ-23"}
PM = {"source": PUBLISHED, "region_code": "KZ-47"}
PW = {"source": PUBLISHED, "region_code": "KZ-27"}

NOW = {"period_kind": "as_of", "period_end": REPORTED_ON, "status": "done"}


def _year(year: int, status: str | None) -> dict[str, Any]:
    return {
        "period_kind": "in_year", "period_start": f"{year}-01-01", "period_end": f"{year}-12-31", "status": status
    }  # fmt: skip


def _by(year: int, status: str = "planned") -> dict[str, Any]:
    return {"period_kind": "by_date", "period_end": f"{year}-12-31", "status": status}


def _about(layer: str, key: str | None = None) -> dict[str, Any]:
    return {"subject_layer": layer, "subject_key": key}


_CAMERAS = (
    "schools' cameras, those of Aqyldy Qala and those of the region: their relation is not stated, never add"
)
_INVESTED = "the 46 investment projects and the five complexes: whether one contains the other is not stated"
_BALKA = "476 ha is 35.6 % of the site and 100 % of the city's part"
_PLANNED = ("168.7", "220.7", "64.6", "42.3")
_REPAIRED = ("110.9", "187.9", "198.6")

#: id, statement, indicator, value, unit, and the other fields.
CLAIMS: list[tuple[str, str, str, float, str, dict[str, Any]]] = [
    # --- Atyrau region: the report
    ("nazar-schools", "64 schools have the Nazar video system", "objects", 64, "count", A | NOW | _about("facilities", "nazar-schools")),
    ("nazar-cameras", "More than 2,000 cameras in the Nazar system", "cameras", 2000, "count", A | NOW | _about("facilities", "nazar-schools") | {"qualifier": "more_than", "overlap_note": _CAMERAS}),
    ("region-cameras", "More than 60,000 cameras in the region", "cameras", 60000, "count", A | NOW | {"qualifier": "more_than", "overlap_note": _CAMERAS}),
    ("investment-projects", "46 investment projects to 2029", "projects", 46, "count", A | _by(2029) | _about("projects", "investment-2029") | {"overlap_note": _INVESTED}),
    ("investment-sum", "Investment projects of about 7 trn KZT to 2029", "investment", 7e12, "money", A | _by(2029) | _about("projects", "investment-2029") | {"currency": "KZT", "qualifier": "about", "overlap_note": _INVESTED}),
    ("investment-jobs", "About 6,000 jobs in the investment projects", "jobs", 6000, "people", A | _by(2029) | _about("projects", "investment-2029") | {"qualifier": "about", "overlap_note": _INVESTED}),
    ("complexes", "Five oil, gas and petrochemical complexes are being built", "objects", 5, "count", A | {"status": "under_construction", "overlap_note": _INVESTED} | _about("facilities", "oil-gas-petrochemical-complexes")),
    ("complexes-sum", "The five complexes cost 6.5 trn KZT", "investment", 6.5e12, "money", A | {"status": "under_construction", "currency": "KZT", "overlap_note": _INVESTED} | _about("facilities", "oil-gas-petrochemical-complexes")),
    ("feed-mills", "One feed mill", "objects", 1, "count", A | NOW | _about("facilities", "feed-mill")),
    ("fattening-sites", "One fattening site", "objects", 1, "count", A | NOW | _about("facilities", "fattening-site")),
    ("agro-projects", "12 further agricultural projects to 2027", "projects", 12, "count", A | _by(2027) | _about("projects", "agro-2027")),
    ("agro-sum", "Further agricultural projects of 48 bn KZT to 2027", "investment", 48e9, "money", A | _by(2027) | _about("projects", "agro-2027") | {"currency": "KZT"}),
    ("roads-repaired-2024", "More than 300 km of roads repaired in 2024", "repaired_km", 300, "km", A | _year(2024, "done") | _about("repairs") | {"qualifier": "more_than"}),
    ("road-quality-2024", "78 % of roads in good and satisfactory condition in 2024", "condition_share", 78, "percent", A | _year(2024, "done") | _about("condition_surveys")),
    ("road-quality-2025", "82 % of roads in good and satisfactory condition in 2025", "condition_share", 82, "percent", A | _year(2025, "target") | _about("condition_surveys")),
    ("air-routes", "15 new international air routes by 2027", "air_routes", 15, "count", A | _by(2027) | _about("facilities", "atyrau-airport")),
    ("airport-capacity", "Atyrau airport to take 3 m passengers a year by 2027", "capacity", 3e6, "passengers_per_year", A | _by(2027) | _about("facilities", "atyrau-airport")),
    ("emissions", "Emissions 24 % lower than in 2021", "emissions_change", -24, "percent", A | {"period_kind": "against_baseline", "period_end": REPORTED_ON, "baseline": 2021, "status": "done"}),
    ("tukhlaya-balka-reclaimed", "476 ha of Tukhlaya Balka reclaimed", "reclaimed_ha", 476, "ha", A | NOW | _about("landfills", "tukhlaya-balka") | {"place": "Atyrau", "overlap_note": _BALKA}),
    # --- Mangystau region: the report
    ("sarzha-capacity", "Sarzha marine terminal: 11 m t by 2028", "capacity", 11e6, "tonnes", M | _by(2028) | _about("facilities", "sarzha-terminal") | {"note": "whether a year is not stated"}),
    ("aktau-hub-sum", "Logistics and aviation hub at Aktau airport: 1 bn USD", "investment", 1e9, "money", M | {"status": "planned", "currency": "USD"} | _about("projects", "aktau-aviation-hub")),
    ("tourism-projects", "19 tourism projects in 2025–2029", "projects", 19, "count", M | {"period_kind": "range", "period_start": "2025-01-01", "period_end": "2029-12-31", "status": "planned"} | _about("projects", "tourism-2029")),
    ("tourism-sum", "Tourism projects of 193 bn KZT in 2025–2029", "investment", 193e9, "money", M | {"period_kind": "range", "period_start": "2025-01-01", "period_end": "2029-12-31", "status": "planned", "currency": "KZT"} | _about("projects", "tourism-2029")),
    # --- other reports on the same things
    ("roads-repaired-2024-312", "312 km of roads repaired in 2024", "repaired_km", 312, "km", PA | _year(2024, "done") | _about("repairs")),
    ("roads-repaired-2024-1050", "Over 1,050 km of roads repaired in 2024", "repaired_km", 1050, "km", PA | _year(2024, "done") | _about("repairs") | {"qualifier": "more_than", "note": "may count current repair or maintenance"}),
    ("bypass-length", "Northern bypass of Atyrau: 27.5 km", "route_length_km", 27.5, "km", PA | {"status": "under_construction"} | _about("routes", "atyrau-bypass")),
    ("bypass-length-older", "Northern bypass of Atyrau: 26 km", "route_length_km", 26, "km", PA | {"status": "under_construction", "note": "an older report"} | _about("routes", "atyrau-bypass")),
    ("bypass-part", "Part of the northern bypass by 2026", "completion_year", 2026, "year", PA | _by(2026) | _about("routes", "atyrau-bypass") | {"note": "which part is not stated"}),
    ("bypass-bridge", "Bridge of the northern bypass at the end of 2027", "completion_year", 2027, "year", PA | _by(2027) | _about("routes", "atyrau-bypass")),
    ("atyrau-dossor-length", "Atyrau–Dossor modernisation: 86 km", "route_length_km", 86, "km", PA | {"status": "planned"} | _about("routes", "atyrau-dossor")),
    ("atyrau-dossor-lanes", "Atyrau–Dossor: four lanes", "lanes", 4, "count", PA | {"status": "planned"} | _about("routes", "atyrau-dossor")),
    ("atyrau-dossor-sum", "Atyrau–Dossor modernisation: about 140 bn KZT", "investment", 140e9, "money", PA | {"status": "planned", "currency": "KZT", "qualifier": "about"} | _about("routes", "atyrau-dossor")),
    ("beineu-saksaul-length", "Beineu–Saksaul: 736 km", "route_length_km", 736, "km", PM | {"status": "planned"} | _about("routes", "beineu-saksaul")),
    ("beineu-saksaul-start-2026", "Beineu–Saksaul: start in 2026", "start_year", 2026, "year", PM | _year(2026, "planned") | _about("routes", "beineu-saksaul")),
    ("beineu-saksaul-start-2027", "Beineu–Saksaul: start in 2027", "start_year", 2027, "year", PM | _year(2027, "planned") | _about("routes", "beineu-saksaul")),
    ("sarzha-addition", "Sarzha marine terminal: 10 m t a year more by 2030", "capacity_added", 10e6, "tonnes_per_year", PM | _by(2030) | _about("facilities", "sarzha-terminal")),
    ("tourism-projects-17", "17 tourism projects", "projects", 17, "count", PM | {"status": "planned"} | _about("projects", "tourism-2029")),
    ("tourism-sum-198", "Tourism projects of 198 bn KZT", "investment", 198e9, "money", PM | {"status": "planned", "currency": "KZT"} | _about("projects", "tourism-2029")),
    ("bozzhyra-area", "Bozzhyra zone: 3,000 km²", "zone_area_km2", 3000, "km2", PM | _about("tourism_zones", "bozzhyra")),
    ("bozzhyra-core", "Bozzhyra: a core of about 40 km²", "zone_area_km2", 40, "km2", PM | {"qualifier": "about"} | _about("tourism_zones", "bozzhyra")),
    ("tukhlaya-balka-site", "Tukhlaya Balka: 1,336 ha in all", "site_area_ha", 1336, "ha", PA | {"overlap_note": "476 ha of the city + 860 ha of the refinery"} | _about("landfills", "tukhlaya-balka")),
    ("tukhlaya-balka-city", "Tukhlaya Balka: 476 ha are the city's part", "site_area_ha", 476, "ha", PA | {"overlap_note": _BALKA} | _about("reclamation_areas", "tukhlaya-balka-city")),
    ("tukhlaya-balka-refinery", "Tukhlaya Balka: 860 ha are the refinery's part", "site_area_ha", 860, "ha", PA | {"overlap_note": "part of the 1,336 ha"} | _about("reclamation_areas", "tukhlaya-balka-refinery")),
    # --- West Kazakhstan: totals that are not the sum of their parts
    ("wko-2025-plan", "West Kazakhstan: 497.3 km of roads to repair in 2025", "repaired_km", 497.3, "km", PW | _year(2025, "planned") | _about("repairs") | {"note": "the parts given, 168.7 + 220.7 + 64.6 + 42.3, add up to 496.3"}),
    ("wko-2025-done", "West Kazakhstan: 510 km of roads repaired in 2025", "repaired_km", 510, "km", PW | _year(2025, "done") | _about("repairs") | {"note": "the parts given, 110.9 + 187.9 + 198.6, add up to 497.4"}),
    *[(f"wko-2025-plan-{i}", f"West Kazakhstan: {part} km, a part of the 497.3 km planned", "repaired_km_part", float(part), "km", PW | _year(2025, "planned") | _about("repairs") | {"overlap_note": "part of wko-2025-plan"}) for i, part in enumerate(_PLANNED, 1)],
    *[(f"wko-2025-done-{i}", f"West Kazakhstan: {part} km, a part of the 510 km done", "repaired_km_part", float(part), "km", PW | _year(2025, "done") | _about("repairs") | {"overlap_note": "part of wko-2025-done"}) for i, part in enumerate(_REPAIRED, 1)],
    # --- published chainages, totals and areas
    ("atyrau-oral-length", "Atyrau–Uralsk: 500 km", "route_length_km", 500, "km", {"source": PUBLISHED} | _about("routes", "atyrau-oral")),
    ("makhambet-inder", "Atyrau–Uralsk, Makhambet–Inder: km 71–179", "stretch_km", 108, "km", PA | {"note": "179 − 71, computed"} | _about("routes", "atyrau-oral")),
    ("atyrau-oral-in-wko", "Atyrau–Uralsk in West Kazakhstan: km 189–492, 303 km", "stretch_km", 303, "km", PW | _about("routes", "atyrau-oral")),
    ("medium-repair-area", "Medium repair at km 189–249: 516,000 m²", "work_area_m2", 516000, "m2", PW | {"note": "60 km of 8.6 m; the state of the work is not given"} | _about("repairs", "atyrau-oral-189-249")),
    ("makat-dossor-repair", "Makat–Dossor repair at km 487–504: 17 km", "stretch_km", 17, "km", PA | {"note": "the state of the work is not given"} | _about("repairs", "makat-dossor-487-504")),
    ("toll-section", "A toll section from km 786 to km 513+850", "stretch_km", 272.15, "km", {"source": PUBLISHED, "note": "given from the greater to the smaller kilometre; 272.15 km computed; its road and state are not given here"}),
    ("atyrau-roads-2023", "Atyrau region: 3,052 km of roads in 2023", "road_length_km", 3052, "km", PA | _year(2023, None) | _about("roads")),
    ("atyrau-roads-republican-2023", "Atyrau region: 1,125 km of republican roads in 2023", "road_length_republican_km", 1125, "km", PA | _year(2023, None) | _about("roads") | {"overlap_note": "part of atyrau-roads-2023"}),
    ("atyrau-area", "Atyrau region: 118,631 km²", "area_km2", 118631, "km2", PA | _about("regions", "KZ-23")),
    ("mangystau-area", "Mangystau region: 165,642 km²", "area_km2", 165642, "km2", PM | _about("regions", "KZ-47")),
]  # fmt: skip


def claims() -> list[Row]:
    """``digitised``: taken over from the report as it stands, which says nothing about its truth."""
    return [
        Row(
            {"claim_id": code, "statement": said, "indicator": indicator, "value": float(value), "unit": unit, "qualifier": "exact", "quality": "digitised"}
            | others
        )
        for code, said, indicator, value, unit, others in CLAIMS
    ]  # fmt: skip
