"""Import, export, check, verify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from registry.versions.ledger import Ledger

ROAD = "23bdc5a963885a3ca93f942988c1b170"
TOWNS = """id,name_en,lat,lon,population
eskene,Eskene,47.35,52.5,1200
karabatan,Karabatan,"47,45",52.3,300
"""


@pytest.fixture
def towns(atyrau):
    path = Path("towns.csv")
    path.write_text(TOWNS)
    return path


SET = ("--set", "source=survey", "--set", "quality=surveyed", "--map", "id=settlement_id")


def test_a_table_is_imported_as_one_commit(run, towns, ask):
    outcome = run("import", "settlements", towns, *SET, "-m", "Two towns", "--author", "Aliya")
    assert "of 2 rows 2 added" in outcome.out
    assert "Aliya (--author)" in outcome.out
    assert ask("atyrau.gpkg", "SELECT population FROM settlements WHERE settlement_id = 'eskene'") == 1200
    commit = run("log", "-n", "1", "--json").json["commits"][0]
    assert commit["revision"] == 3
    assert commit["author_source"] == "--author"
    assert commit["message"].startswith("Two towns")


def test_a_dry_run_of_an_import_commits_nothing(run, towns, ask):
    outcome = run("import", "settlements", towns, *SET, "--dry-run")
    assert "would be 2 added" in outcome.out
    assert "settlement_id" in outcome.out
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 2


def test_a_key_updates_instead_of_adding_twice(run, towns, ask):
    run("import", "settlements", towns, *SET)
    towns.write_text(TOWNS.replace("1200", "1300"))
    outcome = run("import", "settlements", towns, *SET, "--key", "settlement_id", "--json").json
    assert (outcome["inserted"], outcome["updated"], outcome["unchanged"]) == (0, 1, 1)
    again = run("import", "settlements", towns, *SET, "--key", "settlement_id", "--json").json
    assert again["nothing_to_do"] is True


def test_bad_rows_are_named_and_stop_the_import_or_are_left_out(run, towns, ask):
    towns.write_text(TOWNS.replace("300", "-5"))
    outcome = run("import", "settlements", towns, *SET, code=65)
    assert "row  why it was not taken" in outcome.err
    assert "--on-bad-rows skip" in outcome.complaint
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 2
    assert Path("towns.csv.rejects.csv").exists()
    report = run("import", "settlements", towns, *SET, "--on-bad-rows", "skip", "--json").json
    assert (report["inserted"], report["rejected"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("roads", "none.shp"), 66),
        (("rodas", "towns.csv"), 64),
        (("settlements", "atyrau.gpkg"), 64),
        (("settlements", "towns.csv", "--map", "id"), 64),
        (("settlements", "towns.csv", "--set", "sorce=x"), 64),
        (("settlements", "towns.csv"), 65),
        (("settlements", "towns.csv", *SET, "--key", "foo"), 64),
    ],
)
def test_an_import_that_cannot_be_is_said_in_one_line(run, towns, ask, words, code):
    outcome = run("import", *words, code=code)
    assert len(outcome.err.strip().splitlines()) == 1
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 2


# --- export ---------------------------------------------------------------------------------------------


def test_a_layer_is_exported_with_its_version_and_digest(run, atyrau):
    outcome = run("export", "roads", "roads.geojson", "--json").json
    assert outcome["features"] == 19
    assert outcome["digest"] == run("verify", "--json").json["digest"]
    assert len(json.loads(Path("roads.geojson").read_text())["features"]) == 19
    assert run("verify", "--head", outcome["digest"], "--json").json["sound"] is True


def test_an_export_of_an_earlier_version(run, work, edit):
    edit(work, "DELETE FROM roads")
    run("commit", work, "-m", "None left")
    assert run("export", "roads", "then.csv", "--version", "2", "--json").json["features"] == 19
    assert run("export", "roads", "now.csv", "--json").json["features"] == 0


def test_an_export_is_narrowed_by_condition_area_and_columns(run, atyrau):
    where = ("--where", "region_code = 'KZ-23'", "--columns", "route_id,km_to", "--chainage")
    run("export", "roads", "roads.csv", *where)
    heading, *rows = Path("roads.csv").read_text(encoding="utf-8").splitlines()
    assert heading.startswith(("uid,route_id,km_to", '"uid","route_id","km_to"'))
    assert 0 < len(rows) < 19
    assert "94+911" in "".join(rows)
    assert run("export", "roads", "x.csv", "--area", "10,10,11,11", "--json").json["features"] == 0


def test_standard_output_holds_the_layer_and_nothing_else(run, atyrau):
    outcome = run("export", "roads", "-", "--format", "geojsonl")
    assert len([json.loads(line) for line in outcome.out.splitlines()]) == 19
    outcome = run("export", "roads", "-", "--format", "geojson", "--json")
    assert len(outcome.json["features"]) == 19
    assert outcome.error["features"] == 19


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("rodas", "x.geojson"), 64),
        (("roads", "x.foo"), 64),
        (("roads", "x.csv", "--where", "lane = 2"), 64),
        (("roads", "x.csv", "--where", "1; DROP TABLE roads__rows"), 64),
        (("roads", "x.csv", "--version", "99"), 64),
        (("roads", "x.csv", "--version", "1999-01-01"), 64),
        (("roads", "x.csv", "--version", "tag:none"), 64),
        (("roads", "x.csv", "--columns", "lane"), 64),
        (("roads", "x.csv", "--area", "1,2,3"), 65),
        (("roads", "x.csv", "--area", "3,3,1,1"), 65),
        (("roads", "x.csv", "--area", "none.geojson"), 66),
        (("roads", "x.csv", "--area", "old.csv"), 65),
        (("roads", "atyrau.gpkg"), 73),
        (("roads", "no/folder/x.csv"), 73),
        (("roads", "old.csv", "--no-overwrite"), 73),
        (("roads", "old.csv", "--where", "lane = 2"), 64),
    ],
)
def test_a_failed_export_leaves_what_was_there(run, atyrau, words, code):
    Path("old.csv").write_text("old")
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    outcome = run("export", *words, code=code)
    assert len(outcome.err.strip().splitlines()) == 1
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


# --- check and verify -----------------------------------------------------------------------------------


def test_a_check_finds_faults_and_writes_them_as_a_layer(run, work, edit, ask):
    edit(work, "UPDATE roads SET region_code = 'KZ-99' WHERE fid = 1")
    run("commit", work, "-m", "A region that is none")
    outcome = run("check", "--layers", "roads", "--output", "faults.gpkg", code=1)
    assert "KZ-99" in outcome.out
    assert ask("faults.gpkg", "SELECT count(*) FROM findings WHERE layer = 'roads'")
    report = run("check", "--layers", "roads", "--json", code=1).json
    assert report["sound"] is False
    assert "roads" in {one["layer"] for one in report["findings"]}


def test_a_check_of_an_earlier_version_is_not_about_the_newest(run, work, edit):
    edit(work, "UPDATE settlements SET region_code = 'KZ-99' WHERE fid = 1")
    run("commit", work, "-m", "A region that is none")
    run("check", "--layers", "settlements", code=1)
    run("check", "--layers", "settlements", "--version", "2")


def test_a_sound_registry_verifies_and_says_its_digest(run, atyrau):
    outcome = run("verify")
    assert "is sound: 3 commits" in outcome.out
    assert Ledger.open(atyrau).head().digest in outcome.out
    assert "--head" in outcome.err


def test_a_digest_kept_elsewhere_must_be_in_the_history(run, atyrau):
    outcome = run("verify", "--head", "0" * 64, code=74)
    assert "not the history it was taken from" in outcome.out
    report = run("verify", "--head", "0" * 64, "--json", code=74)
    assert report.json["sound"] is False
    assert report.error["error"] == "BrokenHistory"
    assert "hex digits" in run("verify", "--head", "xyz", code=64).complaint


def test_a_flipped_letter_in_the_history_is_found(run, atyrau):
    content = atyrau.read_bytes()
    old, new = "Атырау – Доссор".encode(), "Атырау – Дассор".encode()
    assert old in content
    atyrau.write_bytes(content.replace(old, new))
    outcome = run("verify", code=74)
    assert "revision 2" in outcome.out
    assert "revision 2" in outcome.complaint


def test_all_layers_go_into_a_folder_with_tables_as_csv(run, atyrau):
    outcome = run("export", "--all", "out")
    names = {path.name for path in Path("out").iterdir()}
    assert {"roads.geojson", "repairs.geojson", "routes.csv", "claims.csv"} <= names
    assert len(names) == 15
    assert outcome.out.splitlines()[-1].startswith(
        "15 layers with 153 features of atyrau.gpkg at 2 in out, digest"
    )
    facts = run("export", "--all", "out", "--json", "--version", "1").json
    assert facts["revision"] == 1
    assert {one["layer"]: one["features"] for one in facts["layers"]}["roads"] == 0


def test_some_layers_go_into_a_folder_in_the_format_named(run, atyrau):
    run("export", "roads", "routes", "out/", "--format", "fgb")
    assert {path.name for path in Path("out").iterdir()} == {"roads.fgb", "routes.csv"}
    run("export", "roads", "out/")
    assert Path("out/roads.geojson").is_file()


def test_what_cannot_be_exported_together_is_said(run, atyrau):
    Path("there").write_text("x")
    for words, code, told in (
        (("roads", "repairs", "two.gpkg"), 64, "a file holds one layer"),
        (("--all", "roads", "out"), 64, "--all takes a folder"),
        (("roads",), 2, "name a layer and a file"),
        (("--all", "out", "--where", "lanes = 2"), 64, "one layer"),
        (("--all", "no/out"), 73, "there is no folder no"),
        (("--all", "there"), 73, "it is a file"),
        (("roads", "rodas", "out"), 64, "there is no layer 'rodas'"),
    ):
        assert told in run("export", *words, code=code).complaint
    assert not Path("out").exists()
