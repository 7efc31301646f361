"""Checking out, editing, looking, committing, updating: what one does every day."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

ROAD = "23bdc5a963885a3ca93f942988c1b170"
LANES = f"UPDATE roads SET lanes = 4, km_to = 95.5 WHERE uid = '{ROAD}'"


def test_a_checkout_lists_its_layers_and_what_to_do_next(run, atyrau, ask):
    outcome = run("checkout", "work.gpkg", "--layers", "roads,repairs")
    assert "roads" in outcome.out
    assert "registry commit work.gpkg" in outcome.err
    assert ask("work.gpkg", "SELECT count(*) FROM roads") == 19


def test_a_checkout_of_a_box_holds_what_meets_it(run, atyrau, ask):
    found = run("checkout", "work.gpkg", "-l", "settlements", "--area", "51,46,53.5,48", "--json").json
    assert 0 < found["layers"]["settlements"] < 17
    assert found["box"] == [51, 46, 53.5, 48]


@pytest.fixture
def triangle():
    """A triangle about Atyrau and Dossor; its box holds more than it."""
    corners = [[51.5, 46.8], [53.2, 47.8], [51.5, 47.8], [51.5, 46.8]]
    Path("area.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [corners]}))
    return "area.geojson"


def test_a_checkout_of_a_polygon_holds_what_truly_meets_it(run, atyrau, triangle, ask):
    box = run("checkout", "box.gpkg", "--area", "51.5,46.8,53.2,47.8", "--json").json["layers"]
    polygon = run("checkout", "work.gpkg", "--area", triangle, "--json").json["layers"]
    assert polygon["settlements"] <= box["settlements"]
    assert sum(polygon.values()) < sum(box.values())
    assert (
        json.loads(ask("work.gpkg", "SELECT value FROM registry_workspace WHERE name = 'area'"))["type"]
        == "Polygon"
    )


def test_a_polygon_may_be_in_any_reference_system(run, atyrau, triangle):
    import geopandas

    geopandas.read_file(triangle).set_crs(4326).to_crs(32639).to_file("utm.shp")
    degrees = run("checkout", "one.gpkg", "--area", triangle, "--json").json["layers"]
    metres = run("checkout", "two.gpkg", "--area", "utm.shp", "--json").json["layers"]
    assert metres == degrees


def test_an_update_of_a_polygon_takes_in_only_what_meets_the_polygon(run, work, edit, triangle, ask):
    run("checkout", "part.gpkg", "-l", "settlements", "--area", triangle, "--registry", "atyrau.gpkg")
    before = ask("part.gpkg", "SELECT count(*) FROM settlements")
    insert = (
        "INSERT INTO settlements (geom, settlement_id, name_en, source, quality)"
        " SELECT ?, ?, 'x', 's', 'schematic'"
    )
    from registry.model.definition import Geometry
    from registry.model.geometry import from_geojson

    point = Geometry("Point")
    inside, outside = (
        from_geojson({"type": "Point", "coordinates": place}, point) for place in ([51.6, 47.5], [53.1, 47.0])
    )
    edit(work, (insert, (inside, "in")), (insert, (outside, "out")))
    run("commit", work, "-m", "Two places")
    run("update", "part.gpkg")
    assert ask("part.gpkg", "SELECT count(*) FROM settlements") == before + 1
    assert ask("part.gpkg", "SELECT count(*) FROM settlements WHERE settlement_id = 'in'") == 1


def test_overwriting_a_workspace_is_refused_while_it_has_edits(run, work, edit):
    assert "exists already" in run("checkout", work, code=73).complaint
    edit(work, LANES)
    assert "not committed" in run("checkout", work, "--overwrite", code=75).complaint
    assert "no workspace" in run("checkout", "atyrau.gpkg", "--overwrite", code=73).complaint
    run("discard", "--all")
    run("checkout", work, "--overwrite")


def test_status_counts_edits_and_says_what_to_do_next(run, work, edit):
    assert "nothing edited" in run("status").out
    edit(work, LANES, "DELETE FROM km_posts WHERE fid = 1")
    outcome = run("status")
    assert "2 edited features" in outcome.out
    assert "registry commit work.gpkg -m" in outcome.err
    layers = run("status", "--json").json["layers"]
    assert layers["roads"] == {"inserted": 0, "updated": 1, "deleted": 0, "complete": True}
    assert layers["km_posts"]["deleted"] == 1


def test_status_works_with_the_registry_out_of_reach(run, work, edit):
    edit(work, LANES)
    Path("atyrau.gpkg").rename("gone")
    outcome = run("status")
    assert "1 edited feature" in outcome.out
    assert "out of reach" in outcome.out
    assert run("status", "--json").json["in_reach"] is False


def test_status_tells_of_newer_commits(run, work, another, edit):
    another("late.gpkg")
    edit(work, LANES)
    run("commit", work, "-m", "Lanes")
    outcome = run("status", "late.gpkg")
    assert "1 commit newer" in outcome.out
    assert "registry update late.gpkg" in outcome.err
    assert run("status", "late.gpkg", "--json").json["newer"] == 1


def test_a_diff_shows_old_and_new_values_with_measures_as_on_km_posts(run, work, edit):
    edit(work, LANES)
    text = run("diff").out
    assert ROAD in text
    assert "Атырау – Доссор" in text
    assert "null -> 4" in text
    assert "94+911 -> 95+500" in text
    (change,) = run("diff", "--json").json["changes"]
    assert change["columns"] == ["lanes", "km_to"]
    assert change["after"]["km_to"] == 95.5
    assert change["before"]["geom"]["type"] == "LineString"


def test_a_diff_says_what_a_changed_geometry_gained(run, work, edit):
    from registry.model.definition import Geometry
    from registry.model.geometry import from_geojson

    line = {"type": "LineString", "coordinates": [[51.88427, 47.1048], [52.5, 47.5], [52.9709, 47.53234]]}
    edit(
        work, ("UPDATE roads SET geom = ? WHERE uid = ?", (from_geojson(line, Geometry("LineString")), ROAD))
    )
    text = run("diff").out
    assert "LineString, 2 vertices -> LineString, 3 vertices (+1 vertex, +" in text
    assert "km)" in text


def test_a_diff_is_narrowed_by_layer_and_area(run, work, edit):
    edit(work, LANES, "UPDATE km_posts SET note = 'x'", "UPDATE claims SET note = 'x'")
    assert run("diff", "--layer", "roads", "--json").json["layers"] == {
        "roads": {"inserted": 0, "updated": 1, "deleted": 0}
    }
    near = run("diff", "--area", "51.8,47,53,47.6", "--json").json["layers"]
    assert "roads" in near
    assert "claims" not in near
    assert run("diff", "--area", "10,10,11,11").out == "nothing edited in work.gpkg\n"


def test_a_diff_leaves_with_1_only_when_asked(run, work, edit):
    run("diff", "--exit-code")
    edit(work, LANES)
    run("diff")
    run("diff", "--exit-code", "--stat", code=1)


def test_a_long_diff_is_cut_for_people_and_whole_for_scripts(run, atyrau):
    text = run("diff", "1..2", "-n", "3").out
    assert "... and 150 more features; --limit 0 shows all" in text
    assert len(run("diff", "1..2", "-n", "3", "--json").json["changes"]) == 153


def test_versions_are_compared_in_every_way_of_writing_them(run, work, edit):
    edit(work, LANES)
    run("commit", "-m", "Lanes")
    run("tag", "seeds", "2")
    first = run("diff", "2..3", "--json").json
    for words in (("2", "3"), ("tag:seeds..head",), ("2",), ("head~1", "head"), ("2..",)):
        assert run("diff", *words, "--json").json == first
    (back,) = run("diff", "3..2", "--json").json["changes"]
    assert back["before"]["lanes"] == 4
    assert back["after"]["lanes"] is None


def test_changes_are_written_as_a_layer_that_gis_opens(run, work, edit):
    import geopandas

    edit(work, LANES, "DELETE FROM km_posts WHERE fid = 1")
    assert run("diff", "--geojson", "changes.geojson", "--json").json["geometries"] == 2
    frame = geopandas.read_file("changes.geojson")
    assert sorted(zip(frame["layer"], frame["change"], frame["side"], strict=True)) == [
        ("km_posts", "delete", "old"), ("roads", "update", "new"),
    ]  # fmt: skip


def test_a_commit_says_what_it_did_and_who_did_it(run, work, edit):
    edit(work, LANES)
    text = run("commit", "-m", "Widen Ұлы жол", "--author", "Әлия").out
    assert "committed 3 to atyrau.gpkg" in text
    assert "Әлия (--author)" in text
    assert "digest" in text
    assert run("log", "-n", "1", "--json").json["commits"][0]["message"] == "Widen Ұлы жол"


def test_nothing_to_commit_and_nothing_to_update_are_no_errors(run, work):
    assert "nothing to commit" in run("commit", "-m", "x").out
    assert run("commit", "-m", "x", "--json").json["nothing_to_do"] is True
    assert "nothing to update" in run("update").out
    assert run("update", "--json").json["nothing_to_do"] is True


def test_two_people_s_edits_merge_and_the_commit_says_so(run, work, edit, ask):
    shutil.copy(work, "mine.gpkg")
    edit(work, LANES)
    edit("mine.gpkg", f"UPDATE roads SET surface = 'gravel' WHERE uid = '{ROAD}'")
    run("commit", work, "-m", "Lanes")
    text = run("commit", "mine.gpkg", "-m", "Gravel").out
    assert "1 feature merged" in text
    assert ask("atyrau.gpkg", f"SELECT lanes || surface FROM roads WHERE uid = '{ROAD}'") == "4gravel"


def test_values_that_break_the_definition_are_listed_and_nothing_is_committed(run, work, edit, ask):
    edit(work, "UPDATE roads SET lanes = 99", "UPDATE roads SET surface = 'lava' WHERE fid = 1")
    outcome = run("commit", "-m", "x", code=65)
    assert "surface" in outcome.err
    assert "lava" in outcome.err
    assert "20 values break" in outcome.complaint
    assert len(run("commit", "-m", "x", "--json", code=65).error["problems"]) == 20
    assert ask("atyrau.gpkg", "SELECT max(revision) FROM registry_commits") == 2
    assert run("status", "--json").json["edits"] == 19


def test_only_the_first_problems_are_shown(run, work, edit):
    edit(work, "UPDATE settlements SET population = -1, kind = 'moon'")
    outcome = run("commit", "-m", "x", code=65)
    assert "... and 14 more problems" in outcome.err


def test_an_update_goes_to_an_older_version_too(run, work, edit, ask):
    edit(work, LANES)
    run("commit", "-m", "Lanes")
    assert "back" in run("update", "--version", "2").out
    assert ask(work, f"SELECT lanes FROM roads WHERE uid = '{ROAD}'") is None


def test_discard_wants_to_know_what_and_takes_a_feature_a_layer_or_all(run, work, edit, ask):
    edit(work, "UPDATE roads SET lanes = 4", "UPDATE km_posts SET note = 'x'")
    assert "say what" in run("discard", code=64).complaint
    assert run("discard", "roads", ROAD[-8:], "--json").json["discarded"] == 1
    assert run("discard", "km_posts", "--json").json["discarded"] == 5
    assert run("discard", "--all", "--json").json["discarded"] == 18
    assert "nothing to discard" in run("discard", "--all").out
    assert "no layer 'rodas'" in run("discard", "rodas", code=64).complaint
    assert f"roads {ROAD} was not edited" in run("discard", "roads", "23bd").out
    assert "'ffff'" in run("discard", "roads", "ffff", code=64).complaint


def test_quiet_keeps_the_outcome_and_drops_the_tables_beside_it(run, atyrau, edit):
    assert run("checkout", "work.gpkg", "-q").out.splitlines() == ["work.gpkg: 15 layers of atyrau.gpkg at 2"]
    edit("work.gpkg", LANES)
    lines = run("status", "-q").out.splitlines()
    assert lines == ["work.gpkg: 1 edited feature, at 2 of atyrau.gpkg, up to date"]
    outcome = run("commit", "-m", "x", "-q")
    assert outcome.out.startswith("committed 3 to atyrau.gpkg")
    assert outcome.err == ""
    run("export", "roads", "roads.csv", "-q")
    assert (
        run("import", "roads", "roads.csv", "-q", "--dry-run")
        .out.splitlines()[-1]
        .startswith("roads: of 19 rows")
    )
    assert "column" not in run("import", "roads", "roads.csv", "-q").out
    assert len(run("check", "-l", "roads", "-q").out.splitlines()) == 1


def rewritten(path, layer, field, value):
    """A layer written anew by GeoPandas, with one value changed."""
    import geopandas

    found = geopandas.read_file(path, layer=layer)
    found.loc[0, field] = value
    found.to_file(path, layer=layer)


def test_a_layer_written_anew_is_compared_by_status_and_diff(run, work):
    rewritten(work, "roads", "lanes", 4)
    outcome = run("status")
    assert "roads: written anew by a program; compared in full, 1 feature differs" in outcome.out
    assert "1 edited feature" in outcome.out
    assert "written anew" not in run("status").out
    rewritten(work, "roads", "surface", "gravel")
    facts = run("diff", "--stat", "--json").json
    assert facts["overwritten"] == ["roads"]
    assert facts["layers"]["roads"]["updated"] == 1


def test_a_layer_written_anew_is_told_of_where_it_cannot_be_compared(run, work):
    rewritten(work, "roads", "lanes", 4)
    Path("atyrau.gpkg").rename("away.gpkg.copy")
    outcome = run("status")
    assert "roads: written anew by a program; its edits are not counted" in outcome.out
    assert "nothing else edited" in outcome.out
    assert run("status", "--json").json["overwritten"] == ["roads"]
    assert "roads in work.gpkg was written anew" in run("diff", code=66).complaint


@pytest.mark.parametrize("words", [("status",), ("diff",), ("diff", "--stat"), ("diff", "--json")])
@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("ALTER TABLE roads ADD COLUMN extra TEXT", "column extra is not in the layer's definition"),
        ("ALTER TABLE roads RENAME COLUMN lanes TO lanez", "column lanes is gone and lanez is new"),
    ],
)
def test_status_and_diff_name_a_column_that_no_longer_fits(run, work, edit, words, change, problem):
    edit(work, change)
    complaint = run(*words, code=65).err
    assert problem in complaint
    assert "in the registry first" in complaint
