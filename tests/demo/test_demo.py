"""The demonstration as a user runs it: in a folder of its own, its files looked at one by one."""

import csv
import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

import registry

pytestmark = pytest.mark.slow

INVENTED = "demonstration data, not a fact"


def run(repository: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    # A registry and a name of somebody's own must play no part.
    environment = {
        **os.environ,
        "REGISTRY": "/nowhere.gpkg",
        "REGISTRY_AUTHOR": "Somebody",
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        [sys.executable, repository / "demo" / "run.py", "--out", "made/here"],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def story(repository: Path, folder: Path) -> str:
    told = run(repository, folder)
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr
    assert told.stderr == ""
    return told.stdout


@pytest.fixture(scope="module")
def out(folder: Path, story: str) -> Path:
    return folder / "made" / "here"


@pytest.fixture(scope="module")
def reg(out: Path) -> registry.Registry:
    return registry.open(out / "registry.gpkg")


def after(story: str, command: str) -> str:
    """What a command printed."""
    _, found, rest = story.partition(f"\n$ {command}")
    assert found, f"{command} was not run"
    return rest.partition("\n$ ")[0].partition("\n\n\n")[0]


def test_it_writes_nothing_outside_its_folder(folder, out):
    assert [path.name for path in folder.iterdir()] == ["made"]
    assert [path.name for path in out.parent.iterdir()] == ["here"]
    listed = set((out / "demo-files.txt").read_text(encoding="utf-8").splitlines())
    assert {path.name for path in out.iterdir()} <= listed | {"demo-files.txt"}


def test_the_history_is_of_several_years_and_departments_and_sound(reg):
    commits = [entry.commit for entry in reg.log()]
    assert len(commits) > 30
    assert len({commit.author for commit in commits if commit.author}) >= 6
    assert {"2022", "2023", "2024", "2025"} <= {commit.time[:4] for commit in commits}
    assert commits == sorted(commits, key=lambda commit: commit.time, reverse=True)
    assert reg.verify().sound


def test_the_story_shows_what_the_registry_can_do(story):
    assert "Beineu – Aktau realigned through Sai-Utes" in after(story, "registry show 2024-05-20")
    assert "26 -> 27.5" in after(story, "registry diff 2025-08-03..2025-08-04")
    merged = after(story, 'registry commit operator.gpkg -m "Widths measured"')
    assert "1 feature merged with edits here" in merged
    assert "tech_category" in after(story, "registry conflicts operator.gpkg")
    assert "0 left" in after(story, "registry resolve operator.gpkg")
    blame = after(story, "registry blame roads")
    assert "Roads department, Atyrau region" in blame
    assert "Road operator, western branch" in blame
    assert "31.06.2026" in after(story, "registry import repairs works-2026.xlsx")
    assert "did you mean atyrau-oral" in after(story, "registry check --output")
    verified = after(story, "registry verify --head")
    assert "is sound" in verified
    assert "the digest given is in its history" in verified


def test_roads_of_an_earlier_day_are_others(reg, story):
    then, now = reg.read("roads", version="2023-12-31"), reg.read("roads")
    assert len(then) < len(now)
    course = then[then.route_id == "beineu-aktau"]
    assert len(course) == 1
    assert len(now[now.route_id == "beineu-aktau"]) == 3
    bypass = [frame[frame.route_id == "atyrau-bypass"].iloc[0] for frame in (then, now)]
    assert [row.km_to for row in bypass] == [26, 27.5]
    assert [row.lifecycle for row in bypass] == ["planned", "under_construction"]
    table = story.partition("version          revision")[2].partition("\n\n\n")[0].splitlines()[1:-1]
    in_use = {line.split()[0]: line.split()[3] for line in table}
    assert len(in_use) == 5
    assert in_use["2022-12-31"] != in_use["2023-12-31"] != in_use["2024-12-31"]


def test_reclaimed_area_grew_to_what_the_report_says(reg):
    area = "area_id = 'tukhlaya-balka-city'"
    days = ("2022-12-31", "2024-12-31", "2025-06-30", "tag:2025-report")
    hectares = [reg.read("reclamation_areas", day, where=area).area_stated_ha.item() for day in days]
    assert hectares == [119, 238, 380.8, 476]
    shapes = [reg.read("reclamation_areas", day, where=area).to_crs(6933).area.item() / 1e4 for day in days]
    assert shapes == pytest.approx(hectares, rel=0.001)


def test_two_engineers_edits_are_both_in_and_the_conflict_ended_as_decided(reg):
    road = reg.read("roads", where="route_id = 'makat-beineu' and km_from = 0").iloc[0]
    assert (road.surface, road.width_m, road.tech_category, road.all_season) == ("asphalt", 8, "II", "yes")


def test_tables_of_departments_are_in_without_their_mistakes(reg):
    works = reg.read("repairs").set_index("work_id")
    assert works.loc["demo-2023-1", ["km_from", "km_to", "work_type"]].tolist() == [
        71,
        96.5,
        "capital",
    ]  # CP1251
    assert works.loc["demo-2023-6", ["work_type", "status"]].tolist() == ["capital", "done"]  # Kazakh
    assert works.loc["demo-2023-4", "status"] == "done"  # under way in the table of the year before
    assert not {"demo-2026-1", "demo-2026-2"} & set(works.index)
    assert works.loc["demo-2026-3", "route_id"] == "atyrau-oral"


def test_what_is_invented_says_so(reg):
    works = reg.read("repairs")
    invented = works.work_id.str.startswith("demo-")
    assert set(works[invented].source) == {INVENTED}
    assert set(works[invented].quality) == {"schematic"}
    assert INVENTED not in set(works[~invented].source)
    road = reg.read("roads", where="route_id = 'makat-beineu' and km_from = 0").iloc[0]
    assert INVENTED in road.note
    for layer in reg.layers:
        for version in ("2023-12-31", "head"):
            rows = reg.read(layer, version)
            if "quality" in rows and "source" in rows:
                assert not (rows.source.str.contains(INVENTED) & (rows.quality == "surveyed")).any()


@pytest.mark.parametrize("layer", ["roads", "repairs", "claims", "reclamation_areas", "settlements"])
def test_the_seed_is_as_it_was_stated(reg, repository, layer):
    """At the tag every row of the seed has the seed's values, whatever the row was before."""
    path = next((repository / "layers" / "data").glob(f"{layer}.*"))
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            seed = list(csv.DictReader(file))
    else:
        seed = [one["properties"] for one in json.loads(path.read_text(encoding="utf-8"))["features"]]
    definition = reg.layers[layer]
    texts = [one.name for one in definition.fields if one.type == "text"]
    held = {
        tuple(str(row[name]) for name in definition.key): [row[name] or None for name in texts]
        for row in _rows(reg, layer, "tag:2025-report")
    }
    stated = {
        tuple(str(row[name]) for name in definition.key): [row[name] or None for name in texts]
        for row in seed
    }
    assert {key: held[key] for key in stated} == stated


def _rows(reg, layer, version):
    names = reg.layers[layer].names
    return [
        dict(zip(names, row[2:], strict=True)) for row in reg.ledger.rows(layer, reg.ledger.resolve(version))
    ]


def test_figures_are_told_with_receipts_that_hold(story, reg, out):
    repaired = after(story, "registry stats repaired-km --by year,work_type")
    assert "2024  medium" in repaired
    assert "overlap 6.500 km in 1 place" in repaired
    assert "holds: repaired-km" in after(story, "registry verify-receipt receipt.json")
    assert "4 added" in after(story, "registry stats repaired-km --by region --change")
    assert "KZ-23   85.4 %" in after(story, "registry stats condition-share --by region")
    assert "140.00" in after(story, "registry stats zone-coverage --by region")
    assert "476.00" in after(story, "registry stats reclaimed-ha --by owner")
    assert "94.911" in after(story, "registry stats road-distance")
    assert reg.verify_receipt(out / "receipt.json").holds


def test_claims_stand_beside_the_figures(story, out):
    claims = after(story, "registry claims")
    lines = {line.split()[0]: line for line in claims.splitlines() if line and line[0] == " "}
    assert "agrees" in lines["tukhlaya-balka-reclaimed"]
    assert "target" in lines["road-quality-2025"]
    assert "add up to 496.3, not to 497.3" in claims
    assert "add up to 497.4, not to 510" in claims
    assert (out / "claims.xlsx").stat().st_size > 5000


@pytest.mark.parametrize(
    "name", ["repaired.png", "condition.png", "coverage.png", "reclaimed.png", "claims.png"]
)
def test_charts_are_drawn(out, name):
    assert (out / name).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_works_behind_a_figure_lie_on_their_roads(out):
    features = json.loads((out / "repaired.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) == 15
    assert all(one["geometry"] for one in features)
    assert {one["properties"]["by_year"] for one in features} == {2022, 2023, 2024, 2025, 2026}


def test_a_hint_is_told_once(story):
    assert story.count("--receipt FILE keeps the receipt") <= 1


def test_every_layer_is_exported(out, reg):
    for name, definition in reg.layers.items():
        if definition.geometry is None:
            with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                assert len(list(csv.DictReader(file))) == len(reg.read(name))
            continue
        document = json.loads((out / f"{name}.geojson").read_text(encoding="utf-8"))
        assert document["type"] == "FeatureCollection"
        assert {one["id"] for one in document["features"]} == set(reg.read(name).index)
    then = json.loads((out / "roads-2023.geojson").read_text(encoding="utf-8"))
    assert len(then["features"]) == len(reg.read("roads", "2023-12-31"))


def test_kazakh_letters_survive_into_the_export(out):
    roads = json.loads((out / "roads.geojson").read_text(encoding="utf-8"))["features"]
    assert "Мақат – Құлсары" in {one["properties"]["name_kk"] for one in roads}


def test_the_map_is_a_picture_with_many_colours(out):
    content = (out / "map.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert width >= 1600
    assert 0.6 < height / width < 1.5
    from matplotlib.image import imread

    pixels = imread(out / "map.png")[::4, ::4, :3]
    colours, counts = _colours(pixels)
    assert len(colours) > 500
    assert counts.max() < 0.6 * counts.sum()


def _colours(pixels):
    import numpy

    return numpy.unique((pixels * 255).astype("uint8").reshape(-1, 3), axis=0, return_counts=True)


def test_a_second_run_replaces_only_its_own_files(repository, folder, out, reg):
    mine = out / "notes.txt"
    mine.write_text("kept", encoding="utf-8")
    before = reg.ledger.registry_id
    again = run(repository, folder)
    assert again.returncode == 0, again.stdout[-3000:] + again.stderr
    assert mine.read_text(encoding="utf-8") == "kept"
    assert registry.open(out / "registry.gpkg").ledger.registry_id != before


def test_it_leaves_a_file_that_it_did_not_make(repository, tmp_path):
    (tmp_path / "made" / "here").mkdir(parents=True)
    strange = tmp_path / "made" / "here" / "registry.gpkg"
    strange.write_bytes(b"somebody's")
    refused = run(repository, tmp_path)
    assert refused.returncode == 1
    assert "was not made by the demonstration" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert strange.read_bytes() == b"somebody's"
