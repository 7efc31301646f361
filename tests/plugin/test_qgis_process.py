"""The real `qgis_process`: the built zip in a fresh profile, from a new registry to a counted figure.

Called as `qgis_process.bin`: Debian's wrapper of that name is broken in 3.22.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import _tool_absent
from tests.plugin.desktop import environment, write_settings

REPOSITORY = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.qgis, pytest.mark.slow]


class Process:
    """qgis_process with a profile of its own."""

    def __init__(self, program, profiles):
        self.program = program
        self.environment = environment(
            QT_QPA_PLATFORM="offscreen", QGIS_CUSTOM_CONFIG_PATH=str(profiles), XDG_RUNTIME_DIR=str(profiles)
        )

    def __call__(self, *arguments):
        done = subprocess.run(
            [self.program, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, algorithm, **inputs):
        """What is said of inputs that cannot be taken."""
        done = subprocess.run(
            [self.program, "run", f"infra_registry:{algorithm}", "--"]
            + [f"{name}={value}" for name, value in inputs.items()],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stderr
        return done.stderr

    def run(self, algorithm, **inputs):
        given = [f"{name}={value}" for name, value in inputs.items()]
        return json.loads(self("--json", "run", f"infra_registry:{algorithm}", "--", *given))["results"]


@pytest.fixture(scope="module")
def process(plugin_zip, tmp_path_factory):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        _tool_absent("qgis_process is not here; install qgis")
    profiles = tmp_path_factory.mktemp("profiles")
    write_settings(
        profiles,
        {"infra_registry": {"environment": str(REPOSITORY / ".venv"), "author": "Test", "language": "en"}},
    )
    plugins = profiles / "profiles" / "default" / "python" / "plugins"
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(plugins)
    made = Process(program, profiles)
    assert "Enabled infra_registry" in made("plugins", "enable", "infra_registry")
    return made


@pytest.fixture
def seeded(tmp_path) -> str:
    path = tmp_path / "registry.gpkg"
    command = [sys.executable, "-m", "registry.cli", "init", str(path), "--seed", "--author", "Test"]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, timeout=120)
    return str(path)


def edit(workspace, sql):
    """By another program than QGIS, as departments do."""
    run = subprocess.run(
        ["ogrinfo", "-q", workspace, "-sql", sql],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert "ERROR" not in run.stderr


def test_every_operation_is_an_algorithm_with_help(process):
    listed = process("list")
    asked = (
        "checkout status commit update load_version difference history export import check repaired_km"
        " condition coverage reclamation accessibility claims calibrate"
    )
    for name in asked.split():
        assert f"infra_registry:{name}\t" in listed
    assert "GeoPackage" in process("help", "infra_registry:checkout")


def test_a_registry_is_made_checked_out_edited_and_committed(process, seeded, tmp_path):
    workspace = str(tmp_path / "work.gpkg")
    out = process.run("checkout", REGISTRY=seeded, LAYERS="routes,repairs", WORKSPACE=workspace)
    assert out["FEATURES"] > 0
    edit(workspace, "UPDATE repairs SET note = 'seen on site' WHERE fid = 1")
    assert process.run("status", WORKSPACE=workspace)["CHANGED"] == 1
    done = process.run("commit", WORKSPACE=workspace, MESSAGE="Seen on site")
    assert done["REVISION"] > out["REVISION"]
    assert process.run("status", WORKSPACE=workspace)["CHANGED"] == 0


def test_an_old_version_is_loaded_as_it_was(process, seeded, tmp_path):
    workspace, output = str(tmp_path / "work.gpkg"), str(tmp_path / "old.gpkg")
    before = process.run("checkout", REGISTRY=seeded, LAYERS="landfills", WORKSPACE=workspace)
    edit(workspace, "DELETE FROM landfills WHERE fid = 1")
    process.run("commit", WORKSPACE=workspace, MESSAGE="One less")
    loaded = process.run(
        "load_version",
        REGISTRY=seeded,
        LAYER="landfills",
        VERSION=str(int(before["REVISION"])),
        OUTPUT=output,
    )
    assert loaded["COUNT"] == before["FEATURES"]
    assert process.run("verify", REGISTRY=seeded)


def test_a_conflict_is_made_and_resolved(process, seeded, tmp_path):
    mine, theirs = str(tmp_path / "mine.gpkg"), str(tmp_path / "theirs.gpkg")
    for path in (mine, theirs):
        process.run("checkout", REGISTRY=seeded, LAYERS="repairs,routes", WORKSPACE=path)
        edit(path, f"UPDATE repairs SET note = '{Path(path).stem}' WHERE fid = 1")
    process.run("commit", WORKSPACE=theirs, MESSAGE="Theirs")
    assert process.run("update", WORKSPACE=mine)["CONFLICTS"] == 1
    resolved = process.run("resolve", WORKSPACE=mine, CHOICE=0)
    assert (resolved["RESOLVED"], resolved["CONFLICTS"]) == (1, 0)
    assert process.run("commit", WORKSPACE=mine, MESSAGE="Mine")["REVISION"]


def test_wrong_inputs_are_refused_in_a_sentence(process, seeded, tmp_path):
    output = str(tmp_path / "output.csv")
    for algorithm, inputs, told in (
        ("repaired_km", {"REGISTRY": tmp_path / "none.gpkg"}, "none.gpkg does not exist; check the name"),
        ("repaired_km", {"REGISTRY": seeded, "VERSION": "tag:none"}, "There is no tag 'none'"),
        ("repaired_km", {"REGISTRY": seeded, "WHERE": "bad = 1"}, "Layer repairs has no field 'bad'"),
        ("load_version", {"REGISTRY": seeded, "LAYER": "roadz"}, "There is no layer 'roadz'"),
        (
            "point_at_measure",
            {"REGISTRY": seeded, "ROUTE": "atyrau-dossor", "MEASURE": "9999"},
            "atyrau-dossor: the road has km 0+000 to 94+911, not 9999+000; correct the kilometre",
        ),
        (
            "point_at_measure",
            {"REGISTRY": seeded, "ROUTE": "atyrau-dossor", "MEASURE": "far"},
            "'far' is not a measure; write it as 513+850 or 513.85",
        ),
    ):
        assert told in process.refused(algorithm, OUTPUT=output, **inputs)


def test_figures_are_counted_in_the_full_environment(process, seeded, tmp_path):
    output = str(tmp_path / "figures.csv")
    assert (
        process.run("repaired_km", REGISTRY=seeded, OUTPUT=output)["UNION_KM"] == 0
    )  # no work of it is done yet
    assert "km" in Path(output).read_text(encoding="utf-8").lower()
    process.run("indicator", REGISTRY=seeded, INDICATOR="road-length", OUTPUT=str(tmp_path / "roads.csv"))
    _, *rows = (tmp_path / "roads.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1
