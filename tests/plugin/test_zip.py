"""The zip is the same from the same sources, complete, and installs by being unpacked."""

import configparser
import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts import build_plugin


def names(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_the_zip_is_the_same_from_another_clone_and_another_day(repository, plugin_zip, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for name in ("qgis_plugin", "registry", "layers"):
        shutil.copytree(repository / name, one / name)
    for name in ("metadata.txt", "LICENSE", "pyproject.toml"):
        shutil.copyfile(repository / name, one / name)
    shutil.copytree(one, other, copy_function=shutil.copyfile)
    for path in other.rglob("*.py"):
        path.chmod(0o755)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    first = build_plugin.build(one, tmp_path / "first")
    second = build_plugin.build(other, tmp_path / "second")
    assert first.name == second.name == plugin_zip.name
    assert first.read_bytes() == second.read_bytes()


def test_a_changed_source_changes_the_zip(repository, plugin_zip, tmp_path, monkeypatch):
    found = build_plugin.contents(repository)
    monkeypatch.setattr(build_plugin, "contents", lambda _: found | {"LICENSE": b"another"})
    assert build_plugin.build(repository, tmp_path).read_bytes() != plugin_zip.read_bytes()


def test_everything_is_in_one_folder_in_one_order_with_plain_modes(plugin_zip):
    with zipfile.ZipFile(plugin_zip) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.filename.split("/")[0] for entry in entries} == {"infra_registry"}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert len({entry.date_time for entry in entries}) == 1


def test_every_module_of_the_plugin_and_the_library_is_in_it(repository, plugin_zip):
    wanted = {
        f"infra_registry/{path.relative_to(repository / 'qgis_plugin').as_posix()}"
        for path in (repository / "qgis_plugin").rglob("*.py")
    } | {
        f"infra_registry/{path.relative_to(repository).as_posix()}"
        for path in (repository / "registry").rglob("*.py")
    }
    found = {name for name in names(plugin_zip) if name.endswith(".py")}
    assert found == wanted
    assert "infra_registry/plugin.py" in found
    assert "infra_registry/registry/worker/__main__.py" in found


def test_layers_icons_licence_and_translations_are_in_it(repository, plugin_zip):
    found = set(names(plugin_zip))
    layers = [*(repository / "layers").glob("*.toml"), *(repository / "layers" / "data").iterdir()]
    assert len(layers) > 20
    for path in layers:
        assert f"infra_registry/{path.relative_to(repository).as_posix()}" in found
    for name in ("metadata.txt", "LICENSE", "layers/LICENSES.md", "requirements.txt"):
        assert f"infra_registry/{name}" in found
    for language in ("kk", "ru"):
        assert f"infra_registry/i18n/infra_registry_{language}.qm" in found
    assert any(name.startswith("infra_registry/icons/") and name.endswith(".svg") for name in found)


def test_caches_sources_of_translations_and_hidden_files_are_not_in_it(plugin_zip):
    for name in names(plugin_zip):
        assert not name.endswith((".pyc", ".ts", ".so", ".exe"))
        assert not any(part.startswith(".") or part == "__pycache__" for part in name.split("/"))


def test_the_requirements_are_those_of_the_library(repository, plugin_folder):
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (plugin_folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = {str(Requirement(line)) for line in lines}
    assert found == {
        str(Requirement(one))
        for one in (*project["dependencies"], *project["optional-dependencies"]["postgis"])
    }


def test_versions_of_the_plugin_and_the_library_agree(repository, plugin_folder):
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert build_plugin.version(repository) == project["version"]


@pytest.fixture(scope="module")
def general(plugin_folder):
    """The section that QGIS reads."""
    metadata = configparser.ConfigParser()  # as QGIS reads it: with interpolation
    metadata.optionxform = str
    metadata.read_string((plugin_folder / "metadata.txt").read_text(encoding="utf-8"))
    return metadata["general"]


def test_metadata_has_what_the_plugin_repository_asks_for(general):
    for key in ("qgisMinimumVersion", "email", "tracker", "repository"):
        assert key in general
    assert all(general[key] for key in ("name", "description", "version", "author", "about"))
    assert not general["name"].lower().endswith("plugin")
    for key in ("experimental", "deprecated", "hasProcessingProvider"):
        assert general.getboolean(key) is not None


def test_metadata_says_that_qgis_3_22_to_4_and_qt_6_are_served(general):
    assert general["qgisMinimumVersion"] == "3.22"
    assert general["qgisMaximumVersion"] == "4.99"
    assert general.getboolean("supportsQt6") is True


def test_the_icon_of_the_metadata_is_in_the_zip(general, plugin_folder):
    assert (plugin_folder / general["icon"]).is_file()


def test_the_seed_of_the_zip_is_that_of_the_repository(repository, plugin_folder):
    """Identities are written as UUIDs there; read back they are the same."""
    compared = 0
    for path in (repository / "layers" / "data").glob("*.geojson"):
        ours = json.loads(path.read_text(encoding="utf-8"))["features"]
        packed = plugin_folder / "layers" / "data" / path.name
        theirs = json.loads(packed.read_text(encoding="utf-8"))["features"]
        for feature in theirs:
            feature["properties"]["uid"] = feature["properties"]["uid"].replace("-", "")
        assert theirs == ours
        compared += len(ours)
    assert compared > 50


def test_the_unpacked_library_makes_a_registry_with_its_seed(plugin_folder, tmp_path):
    """Nothing installed: no site-packages, and only the plugin's own copy of the library."""
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(plugin_folder)!r})\n"
        "from registry.cli import seed\n"
        "from registry.model.reading import read_definitions\n"
        "from registry.shipped import layers_folder\n"
        "from registry.versions.ledger import Ledger\n"
        f"assert layers_folder().is_relative_to({str(plugin_folder)!r})\n"
        f"ledger = Ledger.create({str(tmp_path / 'registry.gpkg')!r})\n"
        "with ledger.writing(author='Test', message='Layers') as work:\n"
        "    for definition in read_definitions(layers_folder()).values():\n"
        "        work.define(definition)\n"
        "counts = seed.plant(ledger, layers_folder() / 'data', author='Test', author_source='test')\n"
        "print(sum(counts.values()))\n"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, cwd=tmp_path, timeout=120
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 50


def test_a_missing_lrelease_is_named_with_the_mend(repository, tmp_path, monkeypatch):
    monkeypatch.setattr(build_plugin, "LRELEASE", (str(tmp_path / "lrelease"),))
    with pytest.raises(build_plugin.BuildError, match="qttools5-dev-tools"):
        build_plugin.build(repository, tmp_path)


def test_nothing_is_built_from_a_folder_without_a_plugin(tmp_path):
    (tmp_path / "qgis_plugin").mkdir()
    with pytest.raises(build_plugin.BuildError, match=r"__init__\.py"):
        build_plugin.contents(tmp_path)


def test_the_licence_is_whole(repository, plugin_folder):
    assert (plugin_folder / "LICENSE").read_bytes() == Path(repository / "LICENSE").read_bytes()
