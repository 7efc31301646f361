"""Which registry, which workspace, and who."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROAD = "23bdc5a963885a3ca93f942988c1b170"


@pytest.fixture
def elsewhere(atyrau, tmp_path):
    """The registry in another folder."""
    return Path(shutil.move(atyrau, tmp_path / "far.gpkg"))


def test_the_only_registry_of_the_folder_is_meant(run, atyrau):
    Path("notes.gpkg").write_text("no GeoPackage")
    Path("empty.gpkg").touch()
    assert run("log", "--json").json["registry"] == "atyrau.gpkg"


def test_of_several_registries_none_is_meant(run, atyrau):
    shutil.copy(atyrau, "copy.gpkg")
    complaint = run("log", code=64).complaint
    assert "atyrau.gpkg, copy.gpkg" in complaint
    assert "--registry" in complaint


def test_without_a_registry_the_mend_is_said(run):
    assert "registry init" in run("log", code=66).complaint
    assert run("log", "--json", code=66).error["error"] == "NoRegistry"


def test_a_registry_is_named_before_or_after_the_command_or_by_the_environment(run, elsewhere):
    assert run("--registry", elsewhere, "log", "--json").json["registry"] == str(elsewhere)
    assert run("log", "--registry", elsewhere, "--json").json["registry"] == str(elsewhere)
    assert run("log", "--json", env={"REGISTRY": str(elsewhere)}).json["registry"] == str(elsewhere)


def test_what_is_said_on_the_command_line_goes_before_the_environment(run, elsewhere):
    assert run("--registry", elsewhere, "log", "--json", env={"REGISTRY": "none.gpkg"}).json
    run("log", code=66, env={"REGISTRY": "none.gpkg"})


def test_what_stands_after_the_command_wins(run, elsewhere):
    assert run("--registry", "none.gpkg", "log", "--registry", elsewhere, "--json").json


def test_the_only_workspace_of_a_folder_leads_to_its_registry(run, work, monkeypatch):
    Path("sub").mkdir()
    shutil.move(work, "sub/work.gpkg")
    monkeypatch.chdir("sub")
    assert run("log", "--json").json["commits"][0]["revision"] == 2
    shutil.copy("work.gpkg", "second.gpkg")
    assert "no registry found" in run("log", code=66).complaint


def test_a_workspace_leads_to_its_registry(run, work, elsewhere):
    shutil.move(elsewhere, "atyrau.gpkg")
    here = Path("sub")
    here.mkdir()
    shutil.move(work, here / "work.gpkg")
    assert run("status", "sub/work.gpkg", "--json").json["in_reach"] is True
    assert "seed" in run("-w", "sub/work.gpkg", "log").out.lower()


def test_a_workspace_and_its_registry_may_move_together(run, work, tmp_path, monkeypatch):
    shutil.copytree(".", tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "moved")
    Path("../here/atyrau.gpkg").unlink()
    assert run("status", "--json").json["registry"] == "atyrau.gpkg"
    assert "nothing to commit" in run("commit", "-m", "x").out


def test_the_only_workspace_of_the_folder_is_meant(run, work):
    assert run("status", "--json").json["workspace"] == "work.gpkg"
    assert run("--workspace", "work.gpkg", "status", "--json").json["workspace"] == "work.gpkg"
    assert run("status", "-w", "work.gpkg", "--json").json["workspace"] == "work.gpkg"
    shutil.copy(work, "other.gpkg")
    assert "other.gpkg, work.gpkg" in run("status", code=64).complaint
    assert run("status", "work.gpkg", "--json").json["workspace"] == "work.gpkg"


def test_without_a_workspace_the_mend_is_said(run, atyrau):
    for words in (
        ("status",),
        ("diff",),
        ("commit", "-m", "x"),
        ("update",),
        ("conflicts",),
        ("discard", "--all"),
    ):
        assert "registry checkout" in run(*words, code=66).complaint


# --- who ------------------------------------------------------------------------------------------------


def author_of_a_commit(run, another, edit, *words, env=None):
    another("w.gpkg")
    edit("w.gpkg", f"UPDATE roads SET lanes = 4 WHERE uid = '{ROAD}'")
    commit = run("commit", "w.gpkg", "-m", "x", "--json", *words, env=env).json["commit"]
    return commit["author"], commit["author_source"]


def test_the_author_given_goes_first(run, another, edit):
    run("config", "author", "Configured")
    found = author_of_a_commit(
        run, another, edit, "--author", "Given", env={"REGISTRY_AUTHOR": "Environment"}
    )
    assert found == ("Given", "--author")


def test_then_the_environment(run, another, edit):
    run("config", "author", "Configured")
    assert author_of_a_commit(run, another, edit, env={"REGISTRY_AUTHOR": "Environment"}) == (
        "Environment",
        "REGISTRY_AUTHOR",
    )


def test_then_the_configuration_file(run, another, edit):
    assert "config.toml" in run("config", "author", 'Әлия "A" \\').out
    assert author_of_a_commit(run, another, edit) == ('Әлия "A" \\', "configuration file")


def test_else_the_system_user(run, another, edit):
    name, source = author_of_a_commit(run, another, edit)
    assert name
    assert source == "system user"


def test_setting_the_author_keeps_the_rest_of_the_file(run, tmp_path):
    path = tmp_path / "no configuration" / "infra-registry" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('# mine\ntheme = "dark"\nauthor = "Old"\n\n[other]\nauthor = "stays"\n')
    run("config", "author", "New")
    assert path.read_text() == '# mine\ntheme = "dark"\nauthor = "New"\n\n[other]\nauthor = "stays"\n'
    assert run("config", "author", "--json").json["author"] == "New"


@pytest.mark.parametrize("content", ["author = ", "author = 5", "author = '\x01'"])
def test_a_broken_configuration_is_named(run, tmp_path, content):
    path = tmp_path / "no configuration" / "infra-registry" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    complaint = run("config", "author", code=65).complaint
    assert "config.toml" in complaint
    run("config", "author", "Mended")


@pytest.mark.parametrize("name", ["", "  ", "a\nb"])
def test_a_name_that_is_none_is_refused(run, atyrau, edit, name):
    run("tag", "x", "--author", name, code=64)
    assert run("tag", "--json").json["tags"] == []
