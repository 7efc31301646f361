"""Making a registry, and its layers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

WELLS = """
name = "wells"
title = { en = "Wells" }
[[fields]]
name = "depth_m"
type = "real"
title = { en = "Depth" }
unit = "m"
[[fields]]
name = "owner"
type = "text"
"""


@pytest.fixture
def wells():
    Path("wells.toml").write_text(WELLS)
    return Path("wells.toml")


def test_a_new_registry_has_the_shipped_layers_in_one_commit(run):
    made = run("init", "new.gpkg", "--json").json
    assert made["revision"] == 1
    assert {"roads", "repairs", "claims"} <= set(made["layers"])
    assert made["seeded"] == {}
    assert [one["features"] for one in run("layers", "--json").json["layers"]] == [0] * len(made["layers"])


def test_seed_rows_come_as_a_second_commit_with_their_uids(run, ask):
    made = run("init", "new.gpkg", "--seed", "--json").json
    assert made["revision"] == 2
    assert made["seeded"]["roads"] == ask("new.gpkg", "SELECT count(*) FROM roads")
    assert ask("new.gpkg", "SELECT name_en FROM roads WHERE uid = '23bdc5a963885a3ca93f942988c1b170'")


def test_an_empty_registry_has_no_layers_and_says_how_to_add_one(run):
    run("init", "new.gpkg", "--empty")
    listed = run("layers")
    assert "no layers" in listed.out
    assert "registry layers add" in listed.err


def test_layers_of_a_folder_of_ones_own(run, wells):
    assert run("init", "new.gpkg", "--layers", ".", "--json").json["layers"] == ["wells"]


def test_a_registry_that_is_there_is_not_replaced(run, atyrau):
    before = atyrau.read_bytes()
    assert "exists already" in run("init", atyrau, code=73).complaint
    assert atyrau.read_bytes() == before


def test_a_broken_definition_leaves_no_registry_behind(run, wells):
    wells.write_text(WELLS.replace('"real"', '"rael"'))
    complaint = run("init", "new.gpkg", "--layers", ".", code=65).complaint
    assert "wells.toml" in complaint
    assert "depth_m" in complaint
    assert [path.name for path in Path().iterdir()] == ["wells.toml"]


def test_a_broken_seed_row_leaves_no_registry_behind(run, wells):
    Path("data").mkdir()
    Path("data/wells.csv").write_text("uid,depth_m,owner\n,deep,\n")
    outcome = run("init", "new.gpkg", "--layers", ".", "--seed", code=65)
    assert "deep" in outcome.err
    assert not Path("new.gpkg").exists()


def test_the_time_zone_is_kept_and_a_wrong_one_refused(run, ask):
    run("init", "new.gpkg", "--empty", "--timezone", "+06:00")
    assert run("log", "--json").json["timezone"] == "+06:00"
    assert "offset" in run("init", "other.gpkg", "--timezone", "Almaty", code=64).complaint
    assert not Path("other.gpkg").exists()


def test_a_layer_is_listed_and_shown_with_its_fields(run, atyrau):
    assert "MultiPolygon" in run("layers").out
    shown = run("layers", "show", "roads").out
    assert "km_from" in shown
    assert "asphalt" in shown
    assert run("layers", "show", "roads", "--json").json["name"] == "roads"
    words = " ".join(run("layers", "show", "repairs").out.split())
    for told in (
        "key work_id",
        "label work_id",
        "linear event on the route in route_id, from km_from to km_to",
        "carriageway text yes both Carriageway both, left, right",
        "rule type_when_done: a work that is done needs its type",
        "status is None or status != 'done' or work_type is not None",
    ):
        assert told in words
    assert "region region_code" in " ".join(run("layers", "show", "roads").out.split())


def test_the_registry_may_be_named_before_or_after_the_words_of_a_group(run, atyrau):
    Path("atyrau.gpkg").rename("elsewhere.db")
    for words in (
        ("--registry", "elsewhere.db", "layers", "show", "roads"),
        ("layers", "--registry", "elsewhere.db", "show", "roads"),
        ("layers", "show", "roads", "--registry", "elsewhere.db"),
    ):
        assert "km_from" in run(*words).out


def test_a_layer_is_added_by_a_commit(run, atyrau, wells, ask):
    assert run("layers", "add", wells, "--author", "Aliya", "--json").json["commit"]["revision"] == 3
    assert "wells" in run("layers").out
    assert ask(atyrau, "SELECT author FROM registry_commits WHERE revision = 3") == "Aliya"
    assert "registry layers change" in run("layers", "add", wells, code=64).complaint


def test_a_dry_run_lists_the_changes_and_does_nothing(run, atyrau, wells, ask):
    run("layers", "add", wells)
    wells.write_text(
        WELLS.replace('"depth_m"', '"depth"\nwas = "depth_m"')
        + '[[fields]]\nname = "year"\ntype = "integer"\n'
    )
    rehearsed = run("layers", "change", wells, "--dry-run").out
    assert "depth_m is renamed to depth" in rehearsed
    assert "year" in rehearsed
    assert ask(atyrau, "SELECT max(revision) FROM registry_commits") == 3
    assert run("layers", "change", wells).out.splitlines()[:2] == rehearsed.splitlines()[:2]
    assert ask(atyrau, "SELECT max(revision) FROM registry_commits") == 4
    assert "renamed" in run("show", "head").out


def test_a_field_is_dropped_only_when_asked_for(run, atyrau, wells):
    run("layers", "add", wells)
    wells.write_text(WELLS[: WELLS.rindex("[[fields]]")])
    assert "owner" in run("layers", "change", wells, code=65).complaint
    assert "owner" in run("layers", "change", wells, "--allow-drop").out


def test_the_same_definition_again_is_nothing_to_do(run, atyrau, wells):
    run("layers", "add", wells)
    outcome = run("layers", "change", wells, "--json").json
    assert outcome["nothing_to_do"] is True
    assert "nothing to change" in run("layers", "change", wells).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("layers", "show", "rodas"), 64),
        (("layers", "add", "none.toml"), 66),
        (("layers", "change", "wells.toml"), 64),
        (("init", "no/such/folder.gpkg"), 73),
        (("checkout", "no/such/folder.gpkg"), 73),
        (("init", "x.gpkg", "--empty", "--seed"), 64),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run, atyrau, wells, words, code):
    outcome = run(*words, code=code)
    assert len(outcome.err.strip().splitlines()) == 1
    assert json.loads(run(*words, "--json", code=code).err)["exit_code"] == code
