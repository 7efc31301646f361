"""History through the worker: log, differences, lives of features, going back, versions as layers."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from registry.model.definition import Field
from registry.model.geometry import wkb
from registry.publish.export import export
from registry.versions.ledger import Ledger
from tests.versions.small import ROADS, line, put, remove, road, uid
from tests.worker.conftest import Client, Failed

ONE = uid(1)


@pytest.fixture
def ledger(registry: str) -> Ledger:
    """Revisions 3 to 5: a road widened and moved, one deleted, one more lane."""
    made = Ledger.open(registry)
    put(made, "roads", road(1, line(54), lanes=2), message="Move A-27")
    remove(made, "roads", 2)
    put(made, "roads", road(1, line(54), lanes=3), message="Widen A-27")
    return made


def test_the_log_is_read_a_page_at_a_time_and_filtered(bare: Client, registry: str, ledger: Ledger):
    def revisions(**filters: Any) -> list[int]:
        return [one["revision"] for one in bare.ask("log", registry=registry, **filters)["commits"]]

    assert revisions() == [5, 4, 3, 2, 1, 0]
    assert revisions(limit=2) == [5, 4]
    assert revisions(limit=2, before=4) == [3, 2]
    assert revisions(author="bolat", text="a-27") == [5, 3]
    assert revisions(layer="roads", uid=ONE) == [5, 3, 2]
    assert revisions(uid=uid(2)) == [4, 2]
    assert revisions(uid="nonsense") == []
    assert revisions(box=[53.9, 45.9, 54.1, 46.1]) == [5, 3]
    assert bare.ask("log", registry=registry, limit=2)["more"] is True
    with pytest.raises(Failed, match="is no day"):
        bare.ask("log", registry=registry, since="yesterday")


def test_a_commit_tells_its_features_and_a_difference_those_of_many(
    bare: Client, registry: str, ledger: Ledger
):
    one = bare.ask("commit_changes", registry=registry, revision=3)
    assert (one["total"], one["crs"]) == (1, {"roads": "EPSG:4326"})
    assert [each["name"] for each in one["features"][0]["columns"]] == ["lanes"]
    assert one["features"][0]["geometry_changed"] is True
    many = bare.ask("difference", registry=registry, older=2, newer="head", limit=1)
    assert (many["total"], len(many["features"])) == (2, 1)
    assert many["layers"][0]["changed"] == 1
    back = bare.ask("difference", registry=registry, older="head", newer=2)
    assert {(each["uid"], each["kind"]) for each in back["features"]} == {(ONE, "changed"), (uid(2), "added")}
    assert bare.ask("commit_changes", registry=registry, revision=0)["total"] == 0


def test_the_geometries_of_a_difference_are_old_and_new(bare: Client, registry: str, ledger: Ledger):
    found = bare.ask("difference_geometry", registry=registry, older=2, newer=5, layer="roads", uids=[ONE])
    assert found["crs"] == "EPSG:4326"
    (feature,) = found["features"]
    assert feature["old"] == wkb(line(50.01)).hex()  # type: ignore[arg-type]
    assert feature["new"] == wkb(line(54)).hex()  # type: ignore[arg-type]


def test_a_changed_definition_is_told_in_the_difference(bare: Client, registry: str, ledger: Ledger):
    with ledger.writing(author="A", message="shoulders") as work:
        work.define(replace(ROADS, fields=(*ROADS.fields, Field("shoulder_m", "real"))))
    found = bare.ask("commit_changes", registry=registry, revision=6)
    assert found["total"] == 0
    assert [(one["layer"], one["field"]) for one in found["schema"]] == [("roads", "shoulder_m")]


def test_the_life_of_a_feature_and_who_gave_each_value(bare: Client, registry: str, ledger: Ledger):
    versions = bare.ask("history", registry=registry, layer="roads", uid=ONE)["versions"]
    assert [(one["commit"]["revision"], one["kind"]) for one in versions] == [
        (5, "changed"), (3, "changed"), (2, "added"),
    ]  # fmt: skip
    assert versions[0]["columns"][0]["shown_new"] == "3"
    columns = {
        one["name"]: one for one in bare.ask("blame", registry=registry, layer="roads", uid=ONE)["columns"]
    }
    assert columns["lanes"]["commit"]["revision"] == 5
    assert columns["geom"]["commit"]["revision"] == 3
    assert (columns["km_from"]["shown"], columns["km_from"]["commit"]["revision"]) == ("1+000", 2)
    with pytest.raises(Failed) as caught:
        bare.ask("history", registry=registry, layer="roads", uid=uid(999))
    assert caught.value.code == "UnknownFeature"


def test_a_feature_comes_back_and_a_commit_is_undone(bare: Client, registry: str, ledger: Ledger):
    done = bare.ask("restore", registry=registry, layer="roads", uid=uid(2), version=2, author="Aliya")
    assert (done["commit"]["revision"], done["features"]) == (6, 1)
    again = bare.ask("restore", registry=registry, layer="roads", uid=uid(2), version=2, author="Aliya")
    assert again["commit"] is None
    with pytest.raises(Failed) as caught:
        bare.ask("revert", registry=registry, revision=3, author="Aliya")
    assert caught.value.code == "ChangedSince"
    assert caught.value.error["fields"]["count_noun"] == "value"
    kept = bare.ask("revert", registry=registry, revision=3, author="Aliya", keep_later=True)
    assert kept["kept"] == [f"roads {ONE} lanes"]
    assert bare.ask("verify", registry=registry)["sound"]


def test_tags_name_versions_and_go_again(bare: Client, registry: str, ledger: Ledger):
    bare.ask("add_tag", registry=registry, name="report", author="A", version=3, message="for the ministry")
    assert bare.ask("log", registry=registry)["commits"][2]["tags"] == ["report"]
    assert bare.ask("resolve_version", registry=registry, version="tag:report")["commit"]["revision"] == 3
    with pytest.raises(Failed) as caught:
        bare.ask("add_tag", registry=registry, name="report", author="A", version=4)
    assert caught.value.code == "TagExists"
    assert bare.ask("add_tag", registry=registry, name="report", author="A", version=4, force=True)
    bare.ask("remove_tag", registry=registry, name="report", author="A")
    assert bare.ask("tags", registry=registry) == {"tags": []}


@pytest.mark.parametrize("version", [2, 3, 4, 5])
def test_the_source_of_a_version_gives_that_version_to_a_layer_of_gdal(
    bare: Client, registry: str, ledger: Ledger, version: int
):
    source = bare.ask("version_source", registry=registry, layer="roads", version=version)
    assert source["uri"] == f"{registry}|layername=roads__history"
    with closing(sqlite3.connect(source["path"])) as handle:
        rows = handle.execute(
            f'SELECT uid, lanes FROM "{source["table"]}" WHERE {source["subset"]}'
        ).fetchall()
    names = ledger.definition("roads").names
    assert sorted(rows) == sorted(
        (row[0], row[2 + names.index("lanes")]) for row in ledger.rows("roads", version)
    )
    assert source["times"] == {"start": "from_time", "end": "to_time"}


def test_the_source_of_a_version_opens_in_gdal_with_its_geometry(bare: Client, registry: str, ledger: Ledger):
    source = bare.ask("version_source", registry=registry, layer="roads", version=4)
    if shutil.which("ogrinfo") is None:
        pytest.skip("GDAL's programs are not here")
    command = ["ogrinfo", "-ro", "-where", source["subset"], source["path"], source["table"]]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Geometry: Line String" in told.stdout
    assert "Feature Count: 4" in told.stdout
    assert uid(3) in told.stdout
    assert uid(2) not in told.stdout


def test_times_of_revisions_are_in_order(bare: Client, registry: str, ledger: Ledger):
    found = bare.ask("revision_times", registry=registry)["revisions"]
    assert [one["revision"] for one in found] == [0, 1, 2, 3, 4, 5]
    assert [one["time"] for one in found] == sorted(one["time"] for one in found)


@pytest.mark.parametrize("layer", ["roads", "routes", "zones"])
@pytest.mark.parametrize("version", [2, 5])
def test_geojson_without_any_library_is_that_of_the_export(
    bare: Client, registry: str, ledger: Ledger, tmp_path: Path, layer: str, version: int
):
    plain, whole = tmp_path / "plain.geojson", tmp_path / "whole.geojson"
    done = bare.ask("export_geojson", registry=registry, layer=layer, path=str(plain), version=version)
    report = export(ledger, layer, whole, revision=version)
    assert (done["rows"], done["digest"]) == (report.rows, report.digest)
    assert plain.read_bytes() == whole.read_bytes()


def test_geojson_of_a_box_and_of_what_it_cannot_hold(
    bare: Client, registry: str, ledger: Ledger, tmp_path: Path
):
    path = str(tmp_path / "part.geojson")
    done = bare.ask("export_geojson", registry=registry, layer="roads", path=path, box=[53, 45, 55, 47])
    assert done["rows"] == 1
    assert json.loads(Path(path).read_text())["features"][0]["id"] == ONE
    for target, given, code in (
        (path, {"overwrite": False}, "FileExists"),
        (registry, {}, "NotToBeReplaced"),
        (str(tmp_path / "no" / "x.geojson"), {}, "FileReadOnly"),
        (path, {"layer": "rodas"}, "UnknownLayer"),
    ):
        with pytest.raises(Failed) as caught:
            bare.ask("export_geojson", **{"registry": registry, "layer": "roads", "path": target, **given})
        assert caught.value.code == code
    assert json.loads(Path(path).read_text())["type"] == "FeatureCollection"


def test_a_rewritten_history_is_found_out(bare: Client, registry: str, ledger: Ledger):
    head = bare.ask("verify", registry=registry)["head"]["digest"]
    assert bare.ask("verify", registry=registry, head=head)["sound"]
    assert not bare.ask("verify", registry=registry, head="0" * 64)["sound"]
    with closing(sqlite3.connect(registry)) as handle, handle:
        for (name,) in handle.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            handle.execute(f'DROP TRIGGER "{name}"')
        handle.execute("UPDATE registry_commits SET message = 'other' WHERE revision = 3")
    found = bare.ask("verify", registry=registry)
    assert not found["sound"]
    assert any(one["where"] == "revision 3" for one in found["problems"])


def test_the_past_needs_no_workspace_and_workspaces_of_old_versions_can_be_had(
    bare: Client, registry: str, ledger: Ledger, workspace_of: Callable[..., str]
):
    work = workspace_of("old", version=2)
    info = bare.ask("workspace_info", workspace=work)
    assert (info["revision"], info["newer_commits"]) == (2, 3)
    assert bare.ask("update", workspace=work, version=4)["to"] == 4
