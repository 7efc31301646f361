"""What all tests share: a clean environment, the shared data, and the Python that has QGIS."""

import os
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
# Those run in the Python that has QGIS: scripts/test_in_qgis.sh.
collect_ignore = ["in_qgis"]
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# Before any test imports rasterio or pyproj: their wheels carry data of their own, and others break them.
for _name in ("PROJ_DATA", "PROJ_LIB", "GDAL_DATA", "GDAL_DRIVER_PATH"):
    os.environ.pop(_name, None)
os.environ.pop("COLUMNS", None)  # pytest-xdist says a width, and tables are laid out for it
os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _tool_absent(reason: str) -> NoReturn:
    """Skip on a developer's machine; fail in CI, whose set-up should have brought the tool."""
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data kept beside the repository, too large to be in it."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no ../shared/data beside the repository: real data is not here")
    return folder


@pytest.fixture(scope="session")
def qgis_environment() -> dict[str, str]:
    """Environment for a QGIS process: no window, and nothing of the virtual environment."""
    ours = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP"}
    return {name: value for name, value in os.environ.items() if name not in ours}


@pytest.fixture(scope="session")
def qgis_python(qgis_environment: dict[str, str]) -> Path:
    """A Python that can ``import qgis.core``: the system's own, never the virtual environment's."""
    python = Path("/usr/bin/python3")
    if not python.exists():
        _tool_absent(f"{python} is not here, so QGIS cannot be driven")
    probe = subprocess.run(
        [python, "-c", "import qgis.core"], env=qgis_environment, capture_output=True, text=True, timeout=120
    )
    if probe.returncode:
        last = (probe.stderr.strip().splitlines() or [f"exit code {probe.returncode}"])[-1]
        _tool_absent(f"{python} cannot import qgis.core ({last}); install qgis and python3-qgis")
    return python
