"""The real desktop QGIS, under Xvfb: the built zip installed into a fresh profile and used."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import _tool_absent
from tests.plugin.desktop import run_desktop

REPOSITORY = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.qgis, pytest.mark.slow]


@pytest.fixture(scope="module")
def desktop():
    for tool in ("qgis", "xvfb-run"):
        if shutil.which(tool) is None:
            _tool_absent(f"{tool} is not here, so the desktop QGIS cannot be run")


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """The registry of `make demo`, four years of commits."""
    folder = tmp_path_factory.mktemp("demo")
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        f"sys.path.insert(0, {str(REPOSITORY)!r})\n"
        "from demo import past\n"
        "from demo.telling import working_in\n"
        "with working_in(Path.cwd()):\n"
        "    past.replay(Path('registry.gpkg'))\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=folder, check=True, capture_output=True, timeout=300)
    return folder / "registry.gpkg"


def test_the_plugin_is_installed_and_used_from_the_first_look_to_a_resolved_conflict(
    desktop, demo, plugin_zip, tmp_path
):
    registry = shutil.copy(demo, tmp_path / "registry.gpkg")
    run, report = run_desktop(
        REPOSITORY / "tests" / "plugin" / "in_desktop.py",
        tmp_path,
        settings={"infra_registry": {"environment": str(REPOSITORY / ".venv"), "author": "Test"}},
        INFRA_REGISTRY_ZIP=str(plugin_zip),
        INFRA_REGISTRY_TESTS=str(REPOSITORY / "tests" / "plugin"),
        INFRA_REGISTRY_REGISTRY=str(registry),
        INFRA_REGISTRY_WORKSPACE=str(tmp_path / "work.gpkg"),
    )
    assert report.get("errors") == [], "\n".join(report.get("errors", [])) or run.stderr[-3000:]
    assert report["dialogs"] == []
    assert [one for one in report["messages"] if "Traceback" in one] == []
    assert report["finished"]
    assert report["steps"][-1] == "end"
    # Two busy cores stretch everything; a window that stands still for a second is frozen on any machine.
    assert max(report["longest_block_ms"].values()) < 1000, report["longest_block_ms"]
    assert run.returncode == 0, run.stderr[-3000:]


def registry(*words) -> dict:
    """What a command of the program says, after QGIS is gone."""
    command = [sys.executable, "-m", "registry.cli", *words, "--json"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120)
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("after", "with_worker"), [(0, False), (40, False), (0, True), (15, True), (40, True)]
)
def test_qgis_killed_in_the_middle_of_a_commit_loses_nothing(
    desktop, demo, plugin_zip, tmp_path, after, with_worker
):
    ledger = str(shutil.copy(demo, tmp_path / "registry.gpkg"))
    workspace = str(tmp_path / "work.gpkg")
    _, report = run_desktop(
        REPOSITORY / "tests" / "plugin" / "in_killed_desktop.py",
        tmp_path,
        settings={"infra_registry": {"author": "Test"}},
        INFRA_REGISTRY_ZIP=str(plugin_zip),
        INFRA_REGISTRY_TESTS=str(REPOSITORY / "tests" / "plugin"),
        INFRA_REGISTRY_REGISTRY=ledger,
        INFRA_REGISTRY_WORKSPACE=workspace,
        INFRA_REGISTRY_KILLED_AFTER=str(after),
        INFRA_REGISTRY_KILLED_WITH_WORKER=str(int(with_worker)),
    )
    assert report == {}, report.get("errors")
    before = json.loads((tmp_path / "report.json.before").read_text(encoding="utf-8"))
    deadline = time.monotonic() + 60
    while Path(f"/proc/{before['worker']}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{before['worker']}").exists(), "the worker outlived its QGIS"

    def times_committed():
        told = registry("log", "--registry", ledger)["commits"]
        return [one["message"] for one in told].count("Seen on site")

    if times_committed() == 0:  # taken back whole: the edits are there and are committed now
        assert registry("status", workspace)["edits"] == before["edits"]
        registry("commit", workspace, "-m", "Seen on site", "--author", "Test")
    assert times_committed() == 1
    assert registry("status", workspace)["edits"] == 0
    assert registry("verify", "--registry", ledger)["sound"]
