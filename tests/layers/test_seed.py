"""The shipped layers hold every fact they were made for, and nothing in them breaks their definitions."""

import csv
import itertools
import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape

from registry.model.definition import LANGUAGES, Definition
from registry.model.fieldtypes import opened
from registry.model.geometry import from_geojson, to_geojson
from registry.model.reading import read_definitions
from registry.model.values import RowCheck

LAYERS = Path(__file__).resolve().parents[2] / "layers"
DEFINITIONS: dict[str, Definition] = read_definitions(LAYERS)
GEOD = Geod(ellps="WGS84")
HECTARE = 1e4

EXPECTED_LAYERS = {
    "regions", "settlements", "routes", "roads", "concurrencies", "km_posts", "repairs", "condition_surveys",
    "landfills", "reclamation_areas", "tourism_zones", "facilities", "projects", "claims", "rasters",
}  # fmt: skip
#: No source gives a single row of these.
EMPTY = {"concurrencies", "condition_surveys", "rasters"}


def raw_rows(layer: str, folder: Path = LAYERS / "data") -> list[tuple[dict, dict | None]]:
    """Properties (``uid`` with them) and GeoJSON geometry of each row, as the file has them."""
    if DEFINITIONS[layer].geometry is None:
        with (folder / f"{layer}.csv").open(encoding="utf-8", newline="") as file:
            return [(row, None) for row in csv.DictReader(file)]
    features = json.loads((folder / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]
    return [(one["properties"], one["geometry"]) for one in features]


def checked_rows(layer: str) -> list[tuple[dict, dict | None]]:
    """Rows as the registry stores them and shows them again; fails on any problem."""
    definition = DEFINITIONS[layer]
    check = RowCheck(definition)
    found = []
    for properties, geometry in raw_rows(layer):
        blob = from_geojson(geometry, definition.geometry) if definition.geometry else None
        # An empty cell of a CSV is null, also of a text.
        values = [None if properties[name] == "" else properties[name] for name in definition.names]
        (uid, _, *stored), problems = check.row(properties["uid"], blob, values)
        assert not problems, "\n".join(problem.sentence() for problem in problems)
        pairs = zip(definition.fields, stored, strict=True)
        found.append(({"uid": uid} | {one.name: opened(one.type, value) for one, value in pairs}, geometry))
    return found


SEED = {layer: checked_rows(layer) for layer in sorted(EXPECTED_LAYERS & DEFINITIONS.keys())}


def row(layer: str, *key: object) -> dict:
    names = DEFINITIONS[layer].key
    matching = [values for values, _ in SEED[layer] if tuple(values[name] for name in names) == key]
    assert len(matching) == 1, f"{layer} {key}: {len(matching)} rows"
    return matching[0]


def drawn(layer: str, *key: object) -> shapely.Geometry:
    values = row(layer, *key)
    return shape(next(geometry for one, geometry in SEED[layer] if one is values))


def square_metres(geometry: shapely.Geometry) -> float:
    return abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0])


# --- definitions --------------------------------------------------------------------------------------


def test_the_fifteen_layers_read():
    assert set(DEFINITIONS) == EXPECTED_LAYERS


def titled_things(definition: Definition):
    yield "the layer", definition.title
    yield "its description", definition.description
    for field in definition.fields:
        yield field.name, field.title
        if field.description:
            yield f"{field.name} (description)", field.description
        for choice in field.choices:
            yield f"{field.name} = {choice.value}", choice.title
    for rule in definition.rules:
        yield f"rule {rule.name}", rule.message


@pytest.mark.parametrize("layer", sorted(EXPECTED_LAYERS))
def test_everything_shown_has_a_title_in_three_languages(layer):
    for what, titles in titled_things(DEFINITIONS[layer]):
        for language in LANGUAGES:
            assert titles.get(language, "").strip(), f"{layer}, {what}: no {language}"
        letters = "".join(titles[language] for language in ("ru", "kk"))
        assert re.search("[а-яё]", letters, re.IGNORECASE) or not re.search("[a-z]{4}", titles["en"]), what


def test_kazakh_titles_are_kazakh_and_not_the_russian_ones_again():
    pairs = [(titles["ru"], titles["kk"]) for one in DEFINITIONS.values() for _, titles in titled_things(one)]
    long = [(ru, kk) for ru, kk in pairs if len(ru) > 25]
    assert len(long) > 50
    assert all(ru != kk for ru, kk in long)
    assert set("әғқңөұүі") <= set("".join(kk for _, kk in pairs).lower())


def test_drawing_order_is_a_layers_own():
    orders = [one.style["order"] for one in DEFINITIONS.values() if one.geometry]
    assert len(orders) == len(set(orders))


def test_categories_of_a_style_can_be_told_apart():
    for definition in DEFINITIONS.values():
        if "by" not in definition.style:
            continue
        choices = {choice.value for choice in definition.by_name[definition.style["by"]].choices}
        base = {name: value for name, value in definition.style.items() if name != "values"}
        looks = {value: base | own for value, own in definition.style["values"].items() if value != "_other"}
        assert looks.keys() <= choices, definition.name
        seen = [tuple(sorted(look.items())) for look in looks.values()]
        assert len(seen) == len(set(seen)), definition.name


def test_every_layer_says_where_it_has_its_rows_from():
    for definition in DEFINITIONS.values():
        assert definition.by_name["source"].required
        assert definition.by_name["stated_on"].type == "date"
        quality = definition.by_name["quality"]
        words = [choice.value for choice in quality.choices]
        assert words == ["surveyed", "digitised", "schematic", "inferred"]
        assert quality.required


# --- rows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", sorted(EXPECTED_LAYERS))
def test_rows_keep_their_definition_and_their_letters(layer):
    """``checked_rows`` has found no problem; what it shows again is what the file says."""
    fields = DEFINITIONS[layer].fields
    assert bool(SEED[layer]) == (layer not in EMPTY)
    for (raw, geometry), (values, _) in zip(raw_rows(layer), SEED[layer], strict=True):
        assert list(raw) == ["uid", *(field.name for field in fields)]
        texts = [field.name for field in fields if field.type in ("text", "date")]
        assert [raw[name] or None for name in texts] == [values[name] for name in texts]
        if geometry:
            blob = from_geojson(geometry, DEFINITIONS[layer].geometry)
            assert to_geojson(blob) == geometry
            assert shape(geometry).is_valid


def test_each_row_has_an_identity_of_its_own_and_a_key_of_its_own():
    uids = [values["uid"] for rows in SEED.values() for values, _ in rows]
    assert len(uids) == len(set(uids)) > 100
    assert all(re.fullmatch("[0-9a-f]{32}", uid) for uid in uids)
    for layer, rows in SEED.items():
        keys = [tuple(values[name] for name in DEFINITIONS[layer].key) for values, _ in rows]
        assert len(keys) == len(set(keys))
        assert all(None not in key for key in keys)


def test_references_point_to_rows():
    checked = 0
    for layer, rows in SEED.items():
        for field in DEFINITIONS[layer].fields:
            if field.references:
                other, name = field.references.split(".")
                known = {values[name] for values, _ in SEED[other]}
                pointing = [values[field.name] for values, _ in rows if values[field.name] is not None]
                assert set(pointing) <= known, f"{layer}.{field.name}"
                checked += len(pointing)
    assert checked > 100


def test_claims_speak_of_things_that_are_there():
    for values, _ in SEED["claims"]:
        if values["subject_key"]:
            row(values["subject_layer"], *values["subject_key"].split("|"))


def test_reports_have_their_day_and_only_they():
    for rows in SEED.values():
        for values, _ in rows:
            assert (values["stated_on"] == "2025-09-11") == ("2025-09-11" in values["source"]), values


def test_what_is_drawn_without_a_source_is_not_given_out_as_surveyed():
    for layer in ("roads", "landfills", "reclamation_areas", "tourism_zones"):
        shown = [values for values, geometry in SEED[layer] if geometry]
        assert {values["quality"] for values in shown} == {"schematic"}
        assert all(values["note"] for values in shown)
    assert "surveyed" not in {values["quality"] for rows in SEED.values() for values, _ in rows}


@pytest.mark.parametrize(
    ("aliases", "fits"),
    [
        ("A-27", True),
        ("A27 (2011-01-01/2019-12-31); M-32", True),
        ("A27 (/2019-12-31); Атырау–Уральск (2020-01-01/)", True),
        ("A27 (2011); M-32", False),
        ("A27 (2011-01-01/2019-12-31; M-32", False),
        ("; A27", False),
    ],
)
def test_aliases_may_carry_the_days_of_their_use(aliases, fits):
    (properties, _), *_ = raw_rows("routes")
    properties = properties | {"aliases": aliases}
    values = [properties[name] or None for name in DEFINITIONS["routes"].names]
    _, problems = RowCheck(DEFINITIONS["routes"]).row("0" * 32, None, values)
    assert [problem.field for problem in problems] == ([] if fits else ["aliases"])


def test_all_kazakh_letters_survive_a_row():
    name = "Жаһан, әуежай, қоңыр өңір, ғұрып, үйсін: ӘҒҚҢӨҰҮҺІ"
    (properties, geometry), *_ = raw_rows("settlements")
    definition = DEFINITIONS["settlements"]
    values = [name if field == "name_kk" else properties[field] for field in definition.names]
    stored, problems = RowCheck(definition).row("0" * 32, from_geojson(geometry, definition.geometry), values)
    assert not problems
    assert stored[2 + definition.names.index("name_kk")] == name


# --- every row of the table in the domain notes, section 1 ---------------------------------------------

ATYRAU, MANGYSTAU = "KZ-23", "KZ-47"
REPORT = {"stated_on": "2025-09-11"}
BY_2027 = {"period_kind": "by_date", "period_end": "2027-12-31", "status": "planned"}
BY_2029 = {"period_kind": "by_date", "period_end": "2029-12-31", "status": "planned"}
NOW_DONE = {"period_kind": "as_of", "period_end": "2025-09-11", "status": "done"}
DONE_2024 = {
    "period_kind": "in_year", "period_start": "2024-01-01", "period_end": "2024-12-31", "status": "done"
}  # fmt: skip

#: Number in the table, layer, natural key, and what must stand there.
HOMES = [
    (1, "facilities", ["nazar-schools"], {"kind": "school", "objects": 64, "cameras": 2000} | REPORT),
    (1, "claims", ["nazar-schools"], {"value": 64, "qualifier": "exact"} | NOW_DONE),
    (1, "claims", ["nazar-cameras"], {"value": 2000, "qualifier": "more_than"} | NOW_DONE),
    (2, "projects", ["aqyldy-qala"], {"kind": "programme", "status": "under_way", "objects": None} | REPORT),
    (2, "facilities", ["aqyldy-qala-cameras"], {"kind": "camera", "place": "Atyrau", "cameras": None}),
    (3, "claims", ["region-cameras"], {"value": 60000, "qualifier": "more_than"} | NOW_DONE),
    (4, "projects", ["investment-2029"], {"objects": 46, "jobs": 6000, "cost": 7e12, "currency": "KZT"}),
    (4, "claims", ["investment-projects"], {"value": 46, "qualifier": "exact"} | BY_2029),
    (4, "claims", ["investment-sum"], {"value": 7e12, "currency": "KZT", "qualifier": "about"} | BY_2029),
    (4, "claims", ["investment-jobs"], {"value": 6000, "qualifier": "about"} | BY_2029),
    (5, "facilities", ["oil-gas-petrochemical-complexes"], {"objects": 5, "lifecycle": "under_construction"}),
    (5, "claims", ["complexes"], {"value": 5, "status": "under_construction"} | REPORT),
    (5, "claims", ["complexes-sum"], {"value": 6.5e12, "currency": "KZT", "status": "under_construction"}),
    (6, "facilities", ["feed-mill"], {"kind": "feed_mill", "objects": 1, "lifecycle": "in_use"}),
    (6, "facilities", ["fattening-site"], {"kind": "fattening_site", "objects": 1, "lifecycle": "in_use"}),
    (7, "projects", ["agro-2027"], {"objects": 12, "cost": 48e9, "ends_on": "2027-12-31"}),
    (7, "claims", ["agro-projects"], {"value": 12} | BY_2027),
    (7, "claims", ["agro-sum"], {"value": 48e9, "currency": "KZT"} | BY_2027),
    (8, "projects", ["land-return"], {"kind": "programme", "status": "under_way", "cost": None}),
    (8, "projects", ["agrohubs"], {"kind": "programme", "status": "under_way", "cost": None}),
    (8, "projects", ["water-saving"], {"kind": "programme", "status": "under_way", "cost": None}),
    (9, "claims", ["roads-repaired-2024"], {"value": 300, "qualifier": "more_than"} | DONE_2024),
    (9, "claims", ["roads-repaired-2024-312"], {"value": 312, "qualifier": "exact"} | DONE_2024),
    (10, "claims", ["road-quality-2024"], {"value": 78, "unit": "percent"} | DONE_2024),
    (10, "claims", ["road-quality-2025"], {"value": 82, "status": "target", "period_end": "2025-12-31"}),
    (11, "roads", ["atyrau-bypass", 0.0, "both"], {"lifecycle": "under_construction", "km_to": 27.5}),
    (11, "claims", ["bypass-length"], {"value": 27.5, "unit": "km", "status": "under_construction"}),
    (12, "roads", ["atyrau-dossor", 0.0, "both"], {"lifecycle": "in_use", "stated_km": 86.0}),
    (12, "repairs", ["atyrau-dossor-modernisation"], {"status": "planned", "cost": 140e9} | REPORT),
    (12, "repairs", ["atyrau-oral-modernisation"], {"status": "planned", "route_id": "atyrau-oral"} | REPORT),
    (13, "claims", ["air-routes"], {"value": 15} | BY_2027),
    (14, "facilities", ["atyrau-airport"], {"capacity_planned": 3e6, "capacity_unit": "passengers_per_year"}),
    (14, "claims", ["airport-capacity"], {"value": 3e6, "unit": "passengers_per_year"} | BY_2027),
    (15, "claims", ["emissions"], {"value": -24, "period_kind": "against_baseline", "baseline": 2021}),
    (16, "landfills", ["tukhlaya-balka"], {"area_stated_ha": 1336.0}),
    (16, "reclamation_areas", ["tukhlaya-balka-city"], {"status": "done", "area_stated_ha": 476.0}),
    (16, "claims", ["tukhlaya-balka-reclaimed"], {"value": 476, "unit": "ha"} | NOW_DONE),
    (17, "facilities", ["treatment-plants"], {"lifecycle": "modernising", "objects": None}),
    (17, "landfills", ["municipal-atyrau"], {"stage": "modernising", "area_stated_ha": None}),
    (18, "facilities", ["new-schools"], {"kind": "school", "lifecycle": "under_construction"}),
    (18, "facilities", ["new-clinics"], {"kind": "clinic", "lifecycle": "under_construction"}),
    (18, "facilities", ["new-sports-complexes"], {"lifecycle": "under_construction"}),
    (19, "facilities", ["aktau-container-hub"], {"lifecycle": "in_use", "capacity": None}),
    (20, "facilities", ["sarzha-terminal"], {"capacity_planned": 11e6, "capacity_unit": "tonnes"}),
    (20, "claims", ["sarzha-capacity"], {"value": 11e6, "unit": "tonnes", "period_end": "2028-12-31"}),
    (21, "projects", ["aktau-aviation-hub"], {"cost": 1e9, "currency": "USD", "status": "planned"}),
    (21, "claims", ["aktau-hub-sum"], {"value": 1e9, "currency": "USD", "period_kind": None}),
    (22, "projects", ["tourism-2029"], {"objects": 19, "cost": 193e9, "starts_on": "2025-01-01"}),
    (22, "claims", ["tourism-projects"], {"value": 19, "period_kind": "range", "period_end": "2029-12-31"}),
    (22, "claims", ["tourism-sum"], {"value": 193e9, "currency": "KZT", "period_start": "2025-01-01"}),
    (23, "tourism_zones", ["bozzhyra"], {"kind": "eco", "limits": "assumed"}),
    (23, "tourism_zones", ["sherkala"], {"kind": "eco", "limits": "assumed"}),
    (23, "tourism_zones", ["airakty"], {"kind": "eco", "limits": "assumed"}),
    (23, "tourism_zones", ["kenderli"], {"kind": "beach", "limits": "assumed"}),
    (23, "tourism_zones", ["warm-beach"], {"kind": "beach", "limits": "assumed"}),
    (24, "routes", ["beineu-saksaul"], {"stated_km": 736.0} | REPORT),
    (24, "routes", ["almaty-beineu-saksaul"], REPORT),
    (25, "projects", ["china-framework"], {"kind": "framework", "objects": None} | REPORT),
]


@pytest.mark.parametrize(("number", "layer", "key", "expected"), HOMES)
def test_each_asset_of_the_two_reports_has_its_home(number, layer, key, expected):
    found = row(layer, *key)
    assert {name: found[name] for name in expected} == expected
    if "region_code" in found:
        assert found["region_code"] == (ATYRAU if number <= 18 else MANGYSTAU)


def test_no_row_of_the_table_is_left_out():
    assert {number for number, *_ in HOMES} == set(range(1, 26))


def test_a_project_without_a_place_is_legal():
    placed = {values["project_id"]: geometry for values, geometry in SEED["projects"]}
    assert placed["china-framework"] is None


def test_reclaimed_is_dated_by_the_report_and_says_so():
    area = row("reclamation_areas", "tukhlaya-balka-city")
    assert date.fromisoformat(area["finished_on"]) == date(2025, 9, 11)
    assert area["date_qualifier"] == "not_later_than"
    assert row("reclamation_areas", "tukhlaya-balka-refinery")["status"] is None


DISAGREEMENTS = {
    ("repaired_km", "km", ATYRAU): {300, 312, 1050},
    ("condition_share", "percent", ATYRAU): {78, 82},
    ("route_length_km", "km", "routes", "atyrau-bypass"): {27.5, 26},
    ("completion_year", "year", "routes", "atyrau-bypass"): {2026, 2027},
    ("route_length_km", "km", "routes", "atyrau-dossor"): {86},
    ("lanes", "count", "routes", "atyrau-dossor"): {4},
    ("investment", "money", "routes", "atyrau-dossor"): {140e9},
    ("route_length_km", "km", "routes", "beineu-saksaul"): {736},
    ("start_year", "year", "routes", "beineu-saksaul"): {2026, 2027},
    ("capacity", "tonnes", "facilities", "sarzha-terminal"): {11e6},
    ("capacity_added", "tonnes_per_year", "facilities", "sarzha-terminal"): {10e6},
    ("projects", "count", "projects", "tourism-2029"): {19, 17},
    ("investment", "money", "projects", "tourism-2029"): {193e9, 198e9},
    ("reclaimed_ha", "ha", "landfills", "tukhlaya-balka"): {476},
    ("site_area_ha", "ha", "landfills", "tukhlaya-balka"): {1336},
    ("site_area_ha", "ha", "reclamation_areas", "tukhlaya-balka-refinery"): {860},
    ("repaired_km", "km", "KZ-27"): {497.3, 510},
    ("zone_area_km2", "km2", "tourism_zones", "bozzhyra"): {3000, 40},
}


@pytest.mark.parametrize(("subject", "values"), DISAGREEMENTS.items())
def test_claims_that_disagree_stand_side_by_side(subject, values):
    indicator, unit, *of = subject
    names = ("region_code",) if len(of) == 1 else ("subject_layer", "subject_key")
    found = [
        one["value"]
        for one, _ in SEED["claims"]
        if one["indicator"] == indicator and one["unit"] == unit and [one[name] for name in names] == of
    ]
    assert set(found) == values
    assert len(found) == len(values)


@pytest.mark.parametrize(("total", "stated", "of_parts"), [("plan", 497.3, 496.3), ("done", 510, 497.4)])
def test_west_kazakhstan_totals_differ_from_their_parts_as_published(total, stated, of_parts):
    parts = [one["value"] for one, _ in SEED["claims"] if one["overlap_note"] == f"part of wko-2025-{total}"]
    assert row("claims", f"wko-2025-{total}")["value"] == stated
    assert round(sum(parts), 1) == of_parts


def test_published_chainages_are_kept():
    medium = row("repairs", "atyrau-oral-189-249")
    assert (medium["km_to"] - medium["km_from"], medium["work_type"]) == (60, "medium")
    assert medium["stated_m2"] == pytest.approx(60_000 * 8.6)
    makat = row("repairs", "makat-dossor-487-504")
    assert makat["km_to"] - makat["km_from"] == makat["stated_km"] == 17
    assert row("claims", "toll-section")["value"] == pytest.approx(786 - 513.850)
    oral = [one for one, _ in SEED["roads"] if one["route_id"] == "atyrau-oral"]
    assert [(one["km_from"], one["km_to"]) for one in oral][1:4] == [(71, 179), (179, 189), (189, 492)]
    assert {one["km_to"] - one["km_from"] for one in oral if one["km_from"] == 189} == {303}
    assert oral[-1]["km_to"] == row("routes", "atyrau-oral")["stated_km"] == 500


# --- geometry -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "key", "stated"),
    [
        ("reclamation_areas", "tukhlaya-balka-city", 476),
        ("reclamation_areas", "tukhlaya-balka-refinery", 860),
        ("landfills", "tukhlaya-balka", 1336),
        ("tourism_zones", "bozzhyra", 4000),
    ],
)
def test_drawn_areas_are_the_stated_ones(layer, key, stated):
    assert square_metres(drawn(layer, key)) / HECTARE == pytest.approx(stated, abs=0.01)


def test_reclaimed_parts_fill_the_site_without_overlap():
    city, refinery = (drawn("reclamation_areas", f"tukhlaya-balka-{part}") for part in ("city", "refinery"))
    site = drawn("landfills", "tukhlaya-balka")
    assert city.intersection(refinery).area == 0
    assert shapely.union(city, refinery).symmetric_difference(site).area == 0


@pytest.mark.parametrize(
    ("route", "kilometres"), [("atyrau-dossor", 94.911), ("beineu-saksaul", 499.394), ("atyrau-bypass", 27.5)]
)
def test_schematic_roads_have_their_geodesic_length(route, kilometres):
    rows = [(one, shape(geometry)) for one, geometry in SEED["roads"] if one["route_id"] == route]
    assert sum(GEOD.geometry_length(line) for _, line in rows) / 1000 == pytest.approx(kilometres, abs=0.0005)
    assert max(one["km_to"] for one, _ in rows) == kilometres


def test_sections_of_a_route_join_in_kilometres_and_on_the_map():
    for route, of_route in itertools.groupby(SEED["roads"], lambda one: one[0]["route_id"]):
        for (one, line), (following, next_line) in itertools.pairwise(of_route):
            assert one["km_to"] == following["km_from"], route
            assert line["coordinates"][-1] == next_line["coordinates"][0], route


def test_features_lie_in_the_region_they_name():
    """To the grid: a road cut at a border ends on it, but for the ninth decimal."""
    outlines = {one["code"]: shape(geometry).buffer(2e-9) for one, geometry in SEED["regions"]}
    checked = 0
    for layer, definition in DEFINITIONS.items():
        for values, geometry in SEED[layer]:
            if definition.region and geometry and values[definition.region]:
                assert outlines[values[definition.region]].covers(shape(geometry)), (layer, values)
                checked += 1
    assert checked > 40


def test_works_and_posts_lie_on_their_road():
    lines = {}
    for one, geometry in SEED["roads"]:
        lines.setdefault(one["route_id"], []).append(shape(geometry))
    for layer in ("repairs", "km_posts"):
        for values, geometry in SEED[layer]:
            road = shapely.union_all(lines[values["route_id"]])
            # Not closer: a geodesic bends away from the straight line in degrees.
            assert road.buffer(0.02).covers(shape(geometry)), (layer, values)


def test_outlines_share_their_borders_without_gap_or_overlap():
    outlines = {one["code"]: shape(geometry) for one, geometry in SEED["regions"]}
    assert shapely.coverage_is_valid(list(outlines.values()))
    assert outlines[ATYRAU].intersection(outlines[MANGYSTAU]).geom_type in ("MultiLineString", "LineString")
    assert outlines[ATYRAU].intersection(outlines[MANGYSTAU]).length > 3
    # The two together have no hole: nothing gapes along the border.
    both = shapely.union(outlines[ATYRAU], outlines[MANGYSTAU])
    assert all(len(part.interiors) == 0 for part in shapely.get_parts(both))
    for code in (ATYRAU, MANGYSTAU):
        assert 120 <= shapely.get_num_coordinates(outlines[code]) <= 300


def test_outlines_are_near_the_stated_areas():
    kept = {one["code"]: one["area_stated_km2"] for one, _ in SEED["regions"] if one["role"] == "kept"}
    assert kept == {ATYRAU: 118631, MANGYSTAU: 165642}
    for code, stated in kept.items():
        assert square_metres(drawn("regions", code)) / 1e6 == pytest.approx(stated, rel=0.06)


def test_the_scripts_draw_the_same_data_again(tmp_path):
    script = LAYERS / "build" / "schematic.py"
    subprocess.run([sys.executable, "-B", script, "--out", tmp_path], check=True, timeout=300)
    for layer in sorted(EXPECTED_LAYERS - {"regions"}):
        shipped, again = raw_rows(layer), raw_rows(layer, tmp_path)
        assert [values for values, _ in again] == [values for values, _ in shipped], layer
        for (_, one), (_, other) in zip(shipped, again, strict=True):
            assert (one is None) == (other is None)
            assert one is None or shape(one).equals_exact(shape(other), 2e-9)


def test_licences_name_every_source():
    text = (LAYERS / "LICENSES.md").read_text(encoding="utf-8")
    for word in ("Apache License", "0.20.3", "CC BY 4.0", "GeoNames", "schematic"):
        assert word in text
    for file in (LAYERS / "data").glob("*.geojson"):
        if json.loads(file.read_text(encoding="utf-8"))["features"]:
            assert file.name in text


def test_patterns_and_titles_are_readable_as_toml():
    for file in LAYERS.glob("*.toml"):
        assert tomllib.loads(file.read_text(encoding="utf-8"))["name"] == file.stem
