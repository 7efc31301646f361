"""Log, show, blame, history, restore, revert, tags."""

from __future__ import annotations

import pytest

ROAD = "23bdc5a963885a3ca93f942988c1b170"


@pytest.fixture
def three(work, edit, run):
    """Revision 3 widens a road, 4 narrows it again and gives it a surface."""
    edit(work, f"UPDATE roads SET lanes = 4 WHERE uid = '{ROAD}'")
    run("commit", work, "-m", "Widen A-27\n\nAs decided.", "--author", "Aliya")
    edit(work, f"UPDATE roads SET lanes = 2, surface = 'gravel' WHERE uid = '{ROAD}'")
    run("commit", work, "-m", "Narrow A-27", "--author", "Bolat")
    return work


def revisions(outcome):
    return [one["revision"] for one in outcome.json["commits"]]


def test_the_log_is_one_line_a_commit_newest_first(run, three):
    lines = run("log").out.splitlines()
    assert [line.split()[0] for line in lines] == ["revision", "4", "3", "2", "1", "0"]
    assert "Bolat" in lines[1]
    assert "roads ~1" in lines[1]
    assert "As decided" not in "\n".join(lines)


def test_the_full_log_has_digests_and_whole_messages(run, three):
    text = run("log", "--full", "-n", "2").out
    assert "As decided." in text
    assert "Aliya (--author)" in text
    assert run("log", "--json").json["commits"][0]["digest"] in text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["-n", "1"], [4]),
        (["--author", "ali"], [3]),
        (["--by", "bolat"], [4]),
        (["--text", "widen"], [3]),
        (["--layer", "km_posts"], [2, 1]),
        (["--layer", "roads", "-n", "2"], [4, 3]),
        (["--since", "2000-01-01", "--until", "2100-01-01"], [4, 3, 2, 1, 0]),
        (["--until", "2000-01-01"], []),
        (["--area", "51.8,47,53,47.6"], [4, 3, 2]),
        (["--area", "53.3,43,54,44"], [2]),
        (["--area", "10,10,11,11"], []),
    ],
)
def test_the_log_is_filtered(run, three, words, found):
    assert revisions(run("log", "--registry", "atyrau.gpkg", *words, "--json")) == found


def test_the_log_of_an_area_looks_at_what_changed_not_at_the_extent_of_the_commit(run, work, edit):
    edit(work, "UPDATE settlements SET note = 'x' WHERE name_en IN ('Atyrau', 'Aktau')")
    run("commit", "-m", "Two towns far apart")
    between = "52,45,52.2,45.2"
    assert 3 not in revisions(run("log", "--area", between, "--json"))


def test_a_day_that_is_none_is_refused(run, atyrau):
    assert "2024-12-31" in run("log", "--since", "yesterday", code=64).complaint


def test_show_has_the_commit_and_its_changes(run, three):
    text = run("show", "3").out
    assert "Widen A-27" in text
    assert "lanes  null -> 4" in text
    shown = run("show", "3", "--json").json
    assert shown["commit"]["author"] == "Aliya"
    assert [one["uid"] for one in shown["changes"]] == [ROAD]
    assert "roads" in run("show", "2", "--stat").out
    assert "the layer is new" in run("show", "1").out
    assert "registry created" in run("show", "0").out


def test_show_counts_first_and_gives_additions_a_line_each(run, three):
    lines = run("show", "3").out.splitlines()
    assert any(line.startswith("roads: ") and "(lanes 1" in line for line in lines[:8]), lines
    lines = run("show", "2", "--layer", "roads").out.splitlines()
    added = [line for line in lines if line.startswith("added roads")]
    assert len(added) == 19
    assert not any(line.startswith("    ") for line in lines[lines.index(added[0]) :])
    full = run("show", "2", "--layer", "roads", "--full").out.splitlines()
    assert len(full) > 19 * 8


def test_blame_names_who_gave_each_value(run, three):
    found = {
        one["column"]: one["commit"]["author"]
        for one in run("blame", "roads", ROAD, "--json").json["columns"]
    }
    assert found["lanes"] == "Bolat"
    assert found["name_en"] == "Seed"
    text = run("blame", "roads", ROAD, "-c", "lanes").out
    assert text.splitlines()[-1].split()[:3] == ["lanes", "2", "4"]
    assert "94+911" in run("blame", "roads", ROAD).out


@pytest.mark.parametrize("name", [ROAD, ROAD[:6], ROAD[-8:], f"…{ROAD[-8:]}", ROAD.upper()])
def test_a_feature_is_called_by_the_beginning_or_the_end_of_its_uid(run, three, name):
    assert run("history", "roads", name, "--json").json["uid"] == ROAD


def test_the_life_of_a_feature_newest_first(run, three):
    versions = run("history", "roads", ROAD, "--json").json["versions"]
    assert [one["commit"]["revision"] for one in versions] == [4, 3, 2]
    text = run("history", "roads", ROAD).out
    assert "lanes    4 -> 2" in text
    assert "2" in run("history", "roads", ROAD, "--version", "2").out


@pytest.mark.parametrize("command", ["history", "blame"])
@pytest.mark.parametrize("name", ["ffff", "x", "23", "f" * 32])
def test_a_feature_that_is_not_there_is_said_so(run, atyrau, command, name):
    assert "no feature" in run(command, "roads", name, code=64).complaint


def test_a_feature_is_restored_by_a_new_commit(run, three, ask):
    outcome = run("restore", "roads", ROAD[:8], "--to", "3", "--author", "Aliya")
    assert "commit 5" in outcome.out
    assert "registry update" in outcome.err
    assert ask("atyrau.gpkg", f"SELECT lanes FROM roads WHERE uid = '{ROAD}'") == 4
    assert "nothing to do" in run("restore", "roads", ROAD, "--to", "3").out


def test_a_layer_is_restored(run, three, ask):
    assert run("restore", "roads", "--to", "2", "--json").json["features"] == 1
    assert ask("atyrau.gpkg", f"SELECT lanes FROM roads WHERE uid = '{ROAD}'") is None


def test_a_commit_is_reverted_unless_later_ones_build_on_it(run, three, ask):
    assert "--keep-later" in run("revert", "3", code=1).complaint
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 4
    kept = run("revert", "3", "--keep-later", "--json").json
    assert kept["nothing_to_do"] is True
    assert len(kept["kept"]) == 1
    assert "commit 4 is undone" in run("revert", "head").out
    assert ask("atyrau.gpkg", f"SELECT lanes FROM roads WHERE uid = '{ROAD}'") == 4


def test_a_commit_that_defined_layers_cannot_be_reverted(run, atyrau):
    assert "definition" in run("revert", "1", code=64).complaint


def test_tags_are_made_listed_moved_and_taken_out_of_force(run, three):
    assert "no tags" in run("tag").out
    run("tag", "2024 report", "3", "-m", "To the ministry", "--author", "Aliya")
    assert "To the ministry" in run("tag").out
    assert "--force" in run("tag", "2024 report", "4", code=73).complaint
    assert run("tag", "2024 report", "4", "--force", "--json").json["revision"] == 4
    assert "[2024 report]" in run("log", "-n", "1").out
    assert run("show", "tag:2024 report", "--json").json["commit"]["revision"] == 4
    run("tag", "2024 report", "--delete")
    assert run("tag", "--json").json["tags"] == []
    assert "no tag" in run("show", "tag:2024 report", code=64).complaint


def test_control_characters_of_a_message_do_not_reach_the_terminal(run, work, edit):
    edit(work, f"UPDATE roads SET name_en = 'a\x1b[31mb' WHERE uid = '{ROAD}'")
    run("commit", "-m", "x\x1b[2Jy\x07")
    assert "\x1b" not in run("log").out + run("show").out + run("log", "--full", "-n", "1").out
    assert r"x\x1b[2Jy\x07" in run("log", "-n", "1").out
