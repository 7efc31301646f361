"""Workspaces through the worker: checking out, changes and their values, repairs, commits, conflicts."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from registry.model.geometry import register_functions, wkb
from registry.versions.ledger import Ledger
from tests.versions.small import edit, line, road, uid
from tests.worker.conftest import Client, Failed

ONE, TWO, THREE = uid(1), uid(2), uid(3)


def road_of(path: str, number: int, *columns: str) -> tuple[Any, ...]:
    with closing(sqlite3.connect(path)) as handle:
        return tuple(
            handle.execute(f"SELECT {', '.join(columns)} FROM roads WHERE uid = ?", (uid(number),)).fetchone()
        )


# --- registries and workspaces ------------------------------------------------------------------------------


def test_a_registry_is_made_with_the_shipped_layers_those_of_a_folder_or_none(bare: Client, tmp_path: Path):
    shipped = bare.ask("create_registry", path=str(tmp_path / "a.gpkg"), author="  Aliya\t K. ")
    assert {"roads", "repairs", "km_posts"} <= {one["name"] for one in shipped["layers"]}
    assert shipped["head"]["author"] == "Aliya K."
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "wells.toml").write_text(
        'name = "wells"\ntitle = { en = "Wells" }\ngeometry = { type = "Point" }\n'
    )
    own = bare.ask("create_registry", path=str(tmp_path / "b.gpkg"), author="A", layers=str(tmp_path / "own"))
    assert [one["name"] for one in own["layers"]] == ["wells"]
    empty = bare.ask("create_registry", path=str(tmp_path / "c.gpkg"), author="A", layers="empty")
    assert (empty["layers"], empty["commits"]) == ([], 0)


def test_making_a_registry_that_fails_leaves_nothing_and_never_replaces(bare: Client, tmp_path: Path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "wells.toml").write_text("name = 3")
    with pytest.raises(Failed) as caught:
        bare.ask("create_registry", path=str(tmp_path / "a.gpkg"), author="A", layers=str(tmp_path / "bad"))
    assert caught.value.code == "DefinitionError"
    assert not (tmp_path / "a.gpkg").exists()
    bare.ask("create_registry", path=str(tmp_path / "a.gpkg"), author="A", layers="empty")
    with pytest.raises(Failed) as caught:
        bare.ask("create_registry", path=str(tmp_path / "a.gpkg"), author="A")
    assert caught.value.code == "FileExists"


def test_a_registry_tells_counts_and_the_last_commit_of_each_layer(bare: Client, registry: str):
    info = bare.ask("registry_info", registry=registry)
    layers = {one["name"]: one for one in info["layers"]}
    assert layers["roads"]["count"] == 5
    assert layers["roads"]["last"]["revision"] == 2
    assert layers["roads"]["linear"] == "element"
    assert layers["routes"]["geometry"] is None
    assert info["head"]["layers"][0] == {"name": "roads", "added": 5, "changed": 0, "deleted": 0}


def test_a_part_is_checked_out_by_box_or_by_the_features_that_a_polygon_chose(
    bare: Client, registry: str, workspace_of: Callable[..., str]
):
    box = [50.005, 45.9, 50.025, 46.1]
    near = bare.ask("candidates", registry=registry, layer="roads", box=box)
    assert {one["uid"] for one in near["features"]} == {ONE, TWO}
    assert near["features"][0]["wkb"] in {wkb(line(50.01)).hex(), wkb(line(50.02)).hex()}  # type: ignore[arg-type]
    by_box = workspace_of("box", layers=["roads"], box=box, crs="EPSG:4326")
    assert bare.ask("workspace_info", workspace=by_box)["area"]["box"] == box
    chosen = workspace_of("chosen", layers=["roads"], uids={"roads": [TWO]})
    with closing(sqlite3.connect(chosen)) as handle:
        assert handle.execute("SELECT uid FROM roads").fetchall() == [(TWO,)]


def test_a_box_in_another_reference_system_is_named_with_the_right_one(
    bare: Client, registry: str, tmp_path: Path
):
    with pytest.raises(Failed, match="give it in EPSG:4326") as caught:
        bare.ask("checkout", registry=registry, workspace=str(tmp_path / "w.gpkg"), box=[0, 0, 1, 1],
                 crs="EPSG:3857")  # fmt: skip
    assert caught.value.code == "OtherSystem"


def test_a_workspace_tells_its_state_with_the_registry_out_of_reach(bare: Client, registry: str, work: str):
    edit(Path(work), f"UPDATE roads SET lanes = 3 WHERE uid = '{ONE}'")
    Path(registry).rename(Path(registry).parent / "away.gpkg")
    info = bare.ask("workspace_info", workspace=work)
    assert (info["registry_found"], info["newer_commits"], info["base"], info["edits"]) == (
        False,
        None,
        None,
        1,
    )
    assert info["problems"][0]["code"] == "NoSuchFile"
    assert len(bare.ask("changes", workspace=work)["features"]) == 1
    found = bare.ask("workspace_info", workspace=work, registry=str(Path(registry).parent / "away.gpkg"))
    assert (found["registry_found"], found["newer_commits"], found["problems"]) == (True, 0, [])


def test_another_registry_in_the_place_of_the_old_one_is_a_problem_and_no_error(
    bare: Client, registry: str, work: str
):
    Path(registry).unlink()
    bare.ask("create_registry", path=registry, author="A", layers="empty")
    info = bare.ask("workspace_info", workspace=work)
    assert [one["code"] for one in info["problems"]] == ["OtherRegistry"]
    assert info["newer_commits"] is None


def test_what_a_file_is_can_be_asked(bare: Client, registry: str, work: str, tmp_path: Path):
    assert bare.ask("is_workspace", path=work)["kind"] == "workspace"
    assert bare.ask("is_workspace", path=registry)["kind"] == "registry"
    (tmp_path / "text.gpkg").write_text("text")
    assert bare.ask("is_workspace", path=str(tmp_path / "text.gpkg"))["kind"] is None


# --- changes ------------------------------------------------------------------------------------------------


def test_changes_tell_each_column_as_a_person_reads_it(bare: Client, work: str):
    edit(
        Path(work),
        f"UPDATE roads SET km_to = 513.85, paved = 1, surface = 'gravel', width = 7.5, opened = '2024-12-31'"
        f" WHERE uid = '{ONE}'",
        f"DELETE FROM roads WHERE uid = '{TWO}'",
        "INSERT INTO routes (route_id) VALUES ('A-9')",
    )
    found = bare.ask("changes", workspace=work, language="ru")
    assert found["total"] == 3
    by_kind = {one["kind"]: one for one in found["features"]}
    columns = {one["name"]: one for one in by_kind["changed"]["columns"]}
    assert {name: one["shown_new"] for name, one in columns.items()} == {
        "km_to": "513+850", "paved": "да", "surface": "gravel", "width": "7,5", "opened": "31.12.2024",
    }  # fmt: skip
    assert (columns["km_to"]["old"], columns["km_to"]["new"]) == (2.0, 513.85)
    assert columns["surface"]["shown_old"] == ""
    assert by_kind["deleted"]["fid"] is None
    assert by_kind["deleted"]["label"] == "A-27 2+000"
    assert by_kind["added"]["fid"] == 3
    assert by_kind["changed"]["geometry_changed"] is False


def test_changes_beyond_the_limit_are_counted(bare: Client, work: str):
    edit(Path(work), "UPDATE roads SET lanes = 3", f"DELETE FROM roads WHERE uid = '{uid(5)}'")
    found = bare.ask("changes", workspace=work, limit=2)
    assert (found["total"], len(found["features"])) == (5, 2)
    assert bare.ask("changes", workspace=work, layers=["zones"])["total"] == 0
    assert bare.ask("edit_counts", workspace=work)["edits"] == 5


def test_both_geometries_of_a_moved_feature_are_there(bare: Client, work: str):
    with closing(sqlite3.connect(work)) as handle, handle:
        register_functions(handle)
        handle.execute("UPDATE roads SET geom = ? WHERE uid = ?", (line(55), ONE))
    found = bare.ask("change_geometry", workspace=work, layer="roads", uids=[ONE, TWO])
    assert found["crs"] == "EPSG:4326"
    assert found["features"] == [
        {"uid": ONE, "kind": "changed", "label": "A-27 1+000",
         "old": wkb(line(50.01)).hex(), "new": wkb(line(55)).hex()}  # type: ignore[arg-type]
    ]  # fmt: skip
    assert bare.ask("changes", workspace=work)["features"][0]["geometry_changed"] is True


def test_a_layer_that_a_program_wrote_anew_is_named_and_adopted(bare: Client, work: str):
    with closing(sqlite3.connect(work)) as handle, handle:
        for (name,) in handle.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'routes'"
        ).fetchall():
            handle.execute(f'DROP TRIGGER "{name}"')
        handle.execute("UPDATE routes SET name = 'Big' WHERE route_id = 'A-27'")
    assert {"layer": "routes", "overwritten": True}.items() <= bare.ask("changes", workspace=work)["schema"][
        0
    ].items()
    layers = {one["name"]: one for one in bare.ask("workspace_info", workspace=work)["layers"]}
    assert layers["routes"]["overwritten"] is True
    assert bare.ask("adopt", workspace=work) == {"layers": [{"name": "routes", "changed": 1}]}
    assert bare.ask("changes", workspace=work)["features"][0]["columns"][0]["new"] == "Big"


def test_a_column_that_is_gone_is_told_and_the_other_layers_go_on(bare: Client, work: str):
    edit(
        Path(work),
        f"UPDATE roads SET lanes = 3 WHERE uid = '{ONE}'",
        "ALTER TABLE zones RENAME name TO title",
    )
    found = bare.ask("changes", workspace=work)
    assert (found["total"], found["schema"][0]["layer"]) == (1, "zones")
    assert [one["code"] for one in bare.ask("workspace_info", workspace=work)["problems"]] == [
        "LayoutChanged"
    ]


# --- what a commit would refuse -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "code", "fix"),
    [
        ({"km_from": 9, "km_to": 2}, "rule", {"km_from": 2.0, "km_to": 9.0}),
        ({"surface": " Asphalt"}, "choice", {"surface": "asphalt"}),
        ({"surface": "asfalt"}, "choice", {"surface": "asphalt"}),
        ({"surface": "zzz"}, "choice", None),
        ({"lanes": "4 "}, None, None),
        ({"lanes": 2.4}, "type", {"lanes": 2}),
        ({"lanes": 40}, "range", None),
        ({"width": "7,5"}, "type", {"width": 7.5}),
        ({"route_id": ""}, "required", None),
        ({"opened": "yesterday"}, "type", None),
    ],
)
def test_a_repair_is_offered_where_it_is_plain(
    bare: Client, work: str, values: dict[str, Any], code: str | None, fix: dict[str, Any] | None
):
    sets = ", ".join(f"{name} = ?" for name in values)
    edit(Path(work), f"UPDATE roads SET {sets} WHERE uid = '{ONE}'", values=values.values())
    found = bare.ask("check_changes", workspace=work, language="kk")
    if code is None:
        assert found == {"checked": 1, "problems": []}
        return
    (problem,) = found["problems"]
    assert (problem["uid"], problem["fid"], problem["code"]) == (ONE, 1, code)
    assert (problem["fix"] or {}).get("values") == fix
    if fix is not None:
        assert problem["fix"]["label"]
        bare.ask("apply_fix", workspace=work, layer="roads", uid=ONE, values=fix)
        assert bare.ask("check_changes", workspace=work)["problems"] == []
        assert bare.ask("commit", workspace=work, message="mended", author="A")["commit"]["revision"] == 3


def test_problems_are_told_in_the_language_asked_for(bare: Client, work: str):
    edit(Path(work), f"UPDATE roads SET lanes = 40 WHERE uid = '{ONE}'")
    told = {
        language: bare.ask("check_changes", workspace=work, language=language)["problems"][0]["text"]
        for language in ("en", "ru", "kk")
    }
    assert told == {
        "en": "Lanes = 40: must be from 1 to 12",
        "ru": "Lanes = 40: должно быть от 1 до 12",
        "kk": "Lanes = 40: 1 мен 12 аралығында болуы керек",
    }


def test_the_same_values_stop_the_commit_and_nothing_is_committed(bare: Client, registry: str, work: str):
    edit(Path(work), f"UPDATE roads SET lanes = 40 WHERE uid = '{ONE}'")
    with pytest.raises(Failed) as caught:
        bare.ask("commit", workspace=work, message="m", author="A")
    assert caught.value.code == "InvalidRows"
    listed = {(one["uid"], one["field"], one["code"]) for one in caught.value.error["fields"]["problems"]}
    checked = bare.ask("check_changes", workspace=work)["problems"]
    assert listed == {(one["uid"], one["field"], one["code"]) for one in checked}
    assert bare.ask("registry_info", registry=registry)["commits"] == 2
    assert bare.ask("workspace_info", workspace=work)["edits"] == 1


def test_a_repair_names_only_what_is_there(bare: Client, work: str):
    for given, code in (
        ({"layer": "roads", "uid": uid(77), "values": {"lanes": 2}}, "UnknownFeature"),
        ({"layer": "roads", "uid": ONE, "values": {"lane": 2}}, "UnknownField"),
        ({"layer": "rodas", "uid": ONE, "values": {"lanes": 2}}, "UnknownLayer"),
    ):
        with pytest.raises(Failed) as caught:
            bare.ask("apply_fix", workspace=work, **given)
        assert caught.value.code == code


# --- commit, discard, conflicts -----------------------------------------------------------------------------


def test_a_commit_tells_what_it_did_and_the_workspace_is_clean(bare: Client, registry: str, work: str):
    edit(
        Path(work),
        f"UPDATE roads SET lanes = 3 WHERE uid = '{ONE}'",
        f"DELETE FROM roads WHERE uid = '{TWO}'",
    )
    done = bare.ask("commit", workspace=work, message=" Widen ", author="Aliya", author_source="QGIS")
    assert done["commit"]["message"] == "Widen"
    assert done["commit"]["author_source"] == "QGIS"
    assert done["commit"]["layers"] == [{"name": "roads", "added": 0, "changed": 1, "deleted": 1}]
    assert (done["conflicts"], done["settled"], done["revision"]) == (0, True, 3)
    assert bare.ask("workspace_info", workspace=work)["edits"] == 0
    nothing = bare.ask("commit", workspace=work, message="again", author="Aliya")
    assert (nothing["commit"], nothing["revision"]) == (None, 3)


@pytest.mark.parametrize("given", [{"message": "  ", "author": "A"}, {"message": "m", "author": " "}])
def test_a_commit_needs_words_and_a_name(bare: Client, work: str, given: dict[str, str]):
    with pytest.raises(Failed, match="is empty"):
        bare.ask("commit", workspace=work, **given)


def test_one_layer_or_feature_is_discarded(bare: Client, work: str):
    edit(Path(work), "UPDATE roads SET lanes = 3", "UPDATE zones SET name = 'x'")
    assert bare.ask("discard", workspace=work, layers=["roads"], uids=[ONE]) == {"discarded": 1}
    assert bare.ask("discard", workspace=work, layers=["zones"]) == {"discarded": 2}
    assert bare.ask("workspace_info", workspace=work)["edits"] == 4
    assert road_of(work, 1, "lanes") == (None,)


def two_people(bare: Client, workspace_of: Callable[..., str], mine: str, theirs: str) -> str:
    """A workspace in conflict: statements of both on one base."""
    work, other = workspace_of("mine"), workspace_of("theirs")
    edit(Path(other), theirs)
    edit(Path(work), mine)
    bare.ask("commit", workspace=other, message="theirs", author="Bolat")
    return work


def test_a_conflict_is_told_by_column_with_all_three_sides(
    bare: Client, registry: str, workspace_of: Callable[..., str]
):
    work = two_people(
        bare, workspace_of,
        f"UPDATE roads SET lanes = 3, width = 9, km_to = 1.9 WHERE uid = '{ONE}'",
        f"UPDATE roads SET lanes = 4, name = 'North', km_to = 1.8 WHERE uid = '{ONE}'",
    )  # fmt: skip
    assert bare.ask("update", workspace=work)["conflicts"] == 2
    (found,) = bare.ask("conflicts", workspace=work)["conflicts"]
    assert (found["kind"], found["whole"], found["label"]) == ("both_changed", False, "A-27 1+000")
    assert found["theirs_commit"]["author"] == "Bolat"
    sides = {one["name"]: (one["base"], one["ours"], one["theirs"]) for one in found["columns"]}
    assert sides == {"lanes": (None, 3, 4), "km_to": (2.0, 1.9, 1.8)}
    shown = next(one for one in found["columns"] if one["name"] == "km_to")
    assert (shown["shown_base"], shown["shown_ours"], shown["shown_theirs"]) == ("2+000", "1+900", "1+800")
    stuck = bare.ask("commit", workspace=work, message="m", author="A")
    assert (stuck["commit"], stuck["conflicts"]) == (None, 2)
    assert bare.ask("resolve", workspace=work, choice="theirs", uid=ONE, column="lanes") == {
        "resolved": 1, "left": 1,
    }  # fmt: skip
    assert (
        bare.ask("resolve", workspace=work, choice="value", uid=ONE, column="km_to", value="1+850")["left"]
        == 0
    )
    assert road_of(work, 1, "lanes", "km_to", "width", "name") == (4, 1.85, 9.0, "North")
    assert bare.ask("commit", workspace=work, message="m", author="A")["commit"]["revision"] == 4


@pytest.mark.parametrize(("choice", "lanes"), [("ours", 3), ("theirs", 4), ("base", None)])
def test_conflicts_are_decided_all_at_once(
    bare: Client, workspace_of: Callable[..., str], choice: str, lanes: int | None
):
    work = two_people(bare, workspace_of, "UPDATE roads SET lanes = 3", "UPDATE roads SET lanes = 4")
    bare.ask("update", workspace=work)
    assert bare.ask("resolve", workspace=work, choice=choice) == {"resolved": 5, "left": 0}
    assert [road_of(work, number, "lanes") for number in range(1, 6)] == [(lanes,)] * 5


def test_a_feature_deleted_on_one_side_is_decided_whole(bare: Client, workspace_of: Callable[..., str]):
    work = two_people(
        bare, workspace_of, f"DELETE FROM roads WHERE uid = '{ONE}'",
        f"UPDATE roads SET lanes = 4 WHERE uid = '{ONE}'",
    )  # fmt: skip
    bare.ask("update", workspace=work)
    (found,) = bare.ask("conflicts", workspace=work, language="ru")["conflicts"]
    assert (found["kind"], found["whole"]) == ("deleted_here", True)
    assert [(one["name"], one["theirs"], one["shown_ours"]) for one in found["columns"]] == [
        ("lanes", 4, "(удалён)")
    ]
    shapes = bare.ask("conflict_geometry", workspace=work, layer="roads", uid=ONE)
    assert (shapes["ours"], shapes["theirs"]) == (None, wkb(line(50.01)).hex())  # type: ignore[arg-type]
    with pytest.raises(Failed, match="choose ours or theirs"):
        bare.ask("resolve", workspace=work, choice="base", uid=ONE)
    assert bare.ask("resolve", workspace=work, choice="theirs", uid=ONE)["left"] == 0
    assert road_of(work, 1, "lanes") == (4,)


def test_geometries_in_conflict_are_there_three_times(
    bare: Client, registry: str, workspace_of: Callable[..., str]
):
    work = workspace_of("mine")
    ledger = Ledger.open(registry)
    with ledger.writing(author="Bolat", message="move") as transaction:
        transaction.put("roads", [road(1, line(54))])
    with closing(sqlite3.connect(work)) as handle, handle:
        register_functions(handle)
        handle.execute("UPDATE roads SET geom = ? WHERE uid = ?", (line(55), ONE))
    bare.ask("update", workspace=work)
    (found,) = bare.ask("conflicts", workspace=work)["conflicts"]
    assert [(one["name"], one["is_geometry"], one["ours"]) for one in found["columns"]] == [
        ("geom", True, None)
    ]
    shapes = bare.ask("conflict_geometry", workspace=work, layer="roads", uid=ONE)
    told = {side: shapes[side] for side in ("base", "ours", "theirs")}
    assert told == {
        side: wkb(line(x)).hex()  # type: ignore[arg-type]
        for side, x in (("base", 50.01), ("ours", 55), ("theirs", 54))
    }
    assert bare.ask("resolve", workspace=work, choice="base", uid=ONE) == {"resolved": 1, "left": 0}
    assert bare.ask("commit", workspace=work, message="back", author="A")["commit"]["revision"] == 4


def test_nothing_in_conflict_is_said(bare: Client, work: str):
    assert bare.ask("conflicts", workspace=work) == {"conflicts": []}
    for choice in ("theirs", "base"):
        with pytest.raises(Failed) as caught:
            bare.ask("resolve", workspace=work, choice=choice)
        assert caught.value.code == "UnknownConflict"


def test_a_locked_workspace_is_named_after_some_seconds_and_reading_goes_on(bare: Client, work: str):
    edit(Path(work), f"UPDATE roads SET lanes = 3 WHERE uid = '{ONE}'")
    with closing(sqlite3.connect(work, isolation_level=None)) as handle:
        handle.execute("BEGIN IMMEDIATE")
        assert bare.ask("changes", workspace=work)["total"] == 1
        with pytest.raises(Failed) as caught:
            bare.ask("discard", workspace=work)
    assert caught.value.code == "FileLocked"
    assert bare.ask("discard", workspace=work) == {"discarded": 1}


def test_a_registry_moved_along_with_its_workspace_is_found_beside_it(
    bare: Client, registry: str, work: str, tmp_path: Path
):
    (tmp_path / "other").mkdir()
    for one in (registry, work):
        shutil.move(one, tmp_path / "other" / Path(one).name)
    info = bare.ask("workspace_info", workspace=str(tmp_path / "other" / "work.gpkg"))
    assert info["registry"] == str(tmp_path / "other" / "registry.gpkg")
    assert info["newer_commits"] == 0
