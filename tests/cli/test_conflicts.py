"""What two people changed differently."""

from __future__ import annotations

import pytest

ROAD = "23bdc5a963885a3ca93f942988c1b170"


def lanes(path, ask):
    return ask(path, f"SELECT lanes FROM roads WHERE uid = '{ROAD}'")


def test_conflicts_are_listed_with_all_three_values(run, conflicting):
    outcome = run("conflicts", conflicting, code=1)
    row = outcome.out.splitlines()[1].split()
    assert row[:7] == ["1", "roads", "…88c1b170", "lanes", "null", "6", "4"]
    assert "registry resolve mine.gpkg" in outcome.err
    (found,) = run("conflicts", conflicting, "--json", code=1).json["conflicts"]
    assert (found["uid"], found["column"]) == (ROAD, "lanes")
    assert (found["base"], found["ours"], found["theirs"]) == (None, 6, 4)


def test_nothing_is_committed_while_a_conflict_is_open(run, conflicting, ask):
    outcome = run("commit", conflicting, "-m", "x", code=1)
    assert "registry conflicts mine.gpkg" in outcome.err
    assert run("commit", conflicting, "-m", "x", "--json", code=1).error["error"] == "ConflictsOpen"
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 3
    assert "1 conflict to resolve" in run("status", conflicting).out


@pytest.mark.parametrize(
    ("how", "value"), [(["--ours"], 6), (["--theirs"], 4), (["--value", "5"], 5), (["--null"], None)]
)
def test_a_conflict_is_resolved_with_ours_theirs_or_a_value(run, conflicting, ask, how, value):
    outcome = run("resolve", conflicting, "1", *how)
    assert "1 conflict resolved" in outcome.out
    assert "registry commit mine.gpkg" in outcome.err
    assert run("conflicts", conflicting).out == "no conflicts in mine.gpkg\n"
    run("commit", conflicting, "-m", "Resolved")
    assert lanes("atyrau.gpkg", ask) == value
    assert ask("atyrau.gpkg", f"SELECT surface FROM roads WHERE uid = '{ROAD}'") == "gravel"


@pytest.mark.parametrize(
    "which",
    [["--all"], ["--layer", "roads"], ["--column", "lanes"], ["--uid", "…88c1b170"], ["--uid", "23bdc5"]],
)
def test_conflicts_are_chosen_in_bulk(run, conflicting, which):
    assert run("resolve", "-w", conflicting, *which, "--theirs", "--json").json["resolved"] == [1]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["1"], "say how"),
        (["1", "--ours", "--theirs"], "say how"),
        (["--ours"], "say which"),
        (["7", "--ours"], "no open conflict numbered 7"),
        (["--layer", "rodas", "--ours"], "no layer 'rodas'"),
        (["--column", "surface", "--ours"], "no open conflict fits"),
        (["--uid", "ffff0000", "--ours"], "no feature"),
        (["one", "--ours"], "'one' is no number"),
        (["1", "--value", "many"], "lanes = 'many'"),
    ],
)
def test_an_unclear_resolution_changes_nothing(run, conflicting, words, complaint):
    assert complaint in run("resolve", conflicting, *words, code=64).complaint
    assert len(run("conflicts", conflicting, "--json", code=1).json["conflicts"]) == 1


def test_a_feature_deleted_on_one_side_is_a_conflict_of_the_whole(run, work, another, edit, ask):
    another("mine.gpkg")
    edit(work, f"DELETE FROM roads WHERE uid = '{ROAD}'")
    edit("mine.gpkg", f"UPDATE roads SET lanes = 6 WHERE uid = '{ROAD}'")
    run("commit", work, "-m", "Gone")
    run("update", "mine.gpkg", code=1)
    assert "changed here, deleted in the registry" in run("conflicts", "mine.gpkg", code=1).out
    run("resolve", "mine.gpkg", "1", "--value", "5", code=64)
    run("resolve", "mine.gpkg", "1", "--ours")
    run("commit", "mine.gpkg", "-m", "Still there")
    assert lanes("atyrau.gpkg", ask) == 6


def test_a_measure_is_given_as_it_stands_on_a_km_post(run, work, another, edit, ask):
    another("mine.gpkg")
    edit(work, f"UPDATE roads SET km_to = 95 WHERE uid = '{ROAD}'")
    edit("mine.gpkg", f"UPDATE roads SET km_to = 96 WHERE uid = '{ROAD}'")
    run("commit", work, "-m", "95")
    run("update", "mine.gpkg", code=1)
    assert "95+000" in run("conflicts", "mine.gpkg", code=1).out
    run("resolve", "mine.gpkg", "1", "--value", "95+500")
    assert ask("mine.gpkg", f"SELECT km_to FROM roads WHERE uid = '{ROAD}'") == 95.5
