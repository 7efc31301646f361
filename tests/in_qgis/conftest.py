"""Tests inside QGIS: the plugin as built, in a QGIS application without a window.

They run by .venv-qgis (the system's Python, which has QGIS, with pytest beside it), never by .venv, whose
wheels bring another GDAL, GEOS and PROJ into the process. Registries are made by .venv's `registry`, in
a process of its own.
"""

import importlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QEventLoop, QSettings, QTimer

REPOSITORY = Path(__file__).resolve().parents[2]
#: What these tests share with those that drive the desktop: `undisturbed`, times on a busy machine.
sys.path.insert(0, str(REPOSITORY / "tests" / "plugin"))
#: The Python with all packages of the library; also the plugin's full environment in tests.
FULL_PYTHON = REPOSITORY / ".venv" / "bin" / "python"


def _run(*command, cwd=REPOSITORY):
    ours = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=900)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout.strip()


@pytest.fixture(scope="session")
def full_python():
    """A Python in which the worker can do everything."""
    return FULL_PYTHON


@pytest.fixture(scope="session")
def plugin_zip(tmp_path_factory):
    """The plugin as `make plugin` builds it."""
    out = tmp_path_factory.mktemp("dist")
    return Path(_run(sys.executable, "scripts/build_plugin.py", "--out", str(out)))


@pytest.fixture(scope="session")
def plugin_package(plugin_zip, tmp_path_factory):
    """The built plugin, unzipped where QGIS would put it and imported as QGIS does: as `infra_registry`."""
    folder = tmp_path_factory.mktemp("plugins")
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(folder)
    sys.path.insert(0, str(folder))
    return importlib.import_module("infra_registry")


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory):
    """Two runs at once do not write into one file of settings."""
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture(autouse=True)
def _fresh_settings():
    """No test sees the settings or the layers of another."""
    QgsSettings().remove("infra_registry")
    yield
    QgsProject.instance().clear()
    QgsSettings().remove("infra_registry")


@pytest.fixture(scope="session")
def _seeded(tmp_path_factory):
    path = tmp_path_factory.mktemp("seeded") / "registry.gpkg"
    _run(FULL_PYTHON, "-m", "registry.cli", "init", str(path), "--seed", "--author", "Test")
    return path


@pytest.fixture(scope="session")
def _demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    program = (
        "from pathlib import Path\n"
        "from demo import past\n"
        "from demo.telling import working_in\n"
        f"with working_in(Path({str(folder)!r})):\n"
        "    past.replay(Path('registry.gpkg'))\n"
    )
    _run(FULL_PYTHON, "-c", program)
    return folder / "registry.gpkg"


@pytest.fixture
def seeded_registry(_seeded, tmp_path):
    """Path of a registry with the shipped layers and the seed rows, in one commit; the test's own copy."""
    return str(shutil.copy(_seeded, tmp_path / "registry.gpkg"))


@pytest.fixture
def demo_registry(_demo, tmp_path):
    """Path of the registry of `make demo`: four years of commits; the test's own copy."""
    return str(shutil.copy(_demo, tmp_path / "demo.gpkg"))


@pytest.fixture
def session(plugin_package, qgis_iface, qgis_new_project):
    """A Session of the plugin, with its worker on demand, ended with the test."""
    made = importlib.import_module("infra_registry.session").Session(qgis_iface)
    yield made
    made.close()


@pytest.fixture
def wait_for():
    """`wait_for(answer)` lets events go on until the Answer is there; returns its result or raises its error.

    `wait_for(condition)` does the same until a callable is true.
    """

    def wait(awaited, seconds=60):
        outcome, loop = {}, QEventLoop()
        deadline = QTimer()
        deadline.setSingleShot(True)
        deadline.timeout.connect(loop.quit)
        deadline.start(seconds * 1000)
        if hasattr(awaited, "done"):
            awaited.done.connect(lambda result: (outcome.update(result=result), loop.quit()))
            awaited.failed.connect(lambda error: (outcome.update(error=error), loop.quit()))
            loop.exec()
        else:
            while not awaited() and deadline.isActive():
                loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if awaited():
                outcome["result"] = None
        if "error" in outcome:
            raise outcome["error"]
        assert "result" in outcome, f"nothing came in {seconds} s"
        return outcome["result"]

    return wait


@pytest.fixture
def workspace(session, seeded_registry, tmp_path, wait_for):
    """Path of a workspace of `seeded_registry` with roads, repairs and landfills, by the worker."""
    path = str(tmp_path / "work.gpkg")
    layers = ["routes", "roads", "repairs", "landfills"]
    wait_for(session.ask("checkout", registry=seeded_registry, workspace=path, layers=layers, language="en"))
    return path


HALF_A_MILLION = 500_000
_MAKE = """
import sys
from pathlib import Path
from benchmarks.lines import table, write_geopackage
folder = Path(sys.argv[1])
write_geopackage(folder / "source.gpkg", table(int(sys.argv[2])))
"""
_CHECKOUT = """
import sys
from pathlib import Path
from registry.versions.ledger import Ledger
from registry.versions.workspace import checkout
folder = Path(sys.argv[1])
checkout(Ledger.open(folder / "registry.gpkg"), folder / "work.gpkg")
"""


@pytest.fixture(scope="session")
def large(tmp_path_factory, full_python):
    """Path of a workspace with half a million lines, its registry beside it; made once, tests change it."""
    folder = tmp_path_factory.mktemp("large")
    _run(str(full_python), "-c", _MAKE, str(folder), str(HALF_A_MILLION))
    _run(
        str(full_python),
        "-m",
        "benchmarks.importing",
        str(folder / "source.gpkg"),
        str(folder / "registry.gpkg"),
    )
    (folder / "source.gpkg").unlink()
    _run(str(full_python), "-c", _CHECKOUT, str(folder))
    return str(folder / "work.gpkg")
