"""The real desktop QGIS without a screen: a fresh profile, a script that QGIS runs as it starts.

Used by the tests and by ``make screenshots``. The script reads what it needs from the environment and says
what it did in the file ``INFRA_REGISTRY_REPORT``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

#: What QGIS must not inherit from the Python of the tests.
FOREIGN = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PROJ_DATA", "PROJ_LIB", "GDAL_DATA")


def environment(**more: str) -> dict[str, str]:
    """Environment of a QGIS process: nothing of the virtual environment."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | more


def write_settings(profiles: Path, sections: dict[str, dict[str, str]]) -> None:
    """Settings of the fresh profile, as QGIS keeps them."""
    path = profiles / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for section, values in sections.items():
        lines += [f"[{section}]", *(f"{name}={value}" for name, value in values.items()), ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def run_desktop(
    script: Path,
    folder: Path,
    *,
    settings: dict[str, dict[str, str]] | None = None,
    size: str = "1600x1000",
    timeout: float = 240,
    **variables: str,
) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    """Start QGIS in a fresh profile below a folder, run a script in it, and wait until it ends.

    Returns how it ended and the script's report, empty if there is none.
    """
    profiles = folder / "profiles-of-qgis"
    shutil.rmtree(profiles, ignore_errors=True)
    quiet = {
        "qgis": {"checkVersion": "false", "showTips": "false", "showTips322": "false", "newsFeed": "false"},
        # Otherwise QGIS asks what kind of transformation is wanted when it starts.
        "Projections": {"showDatumTransformDialog": "false"},
        "core": {"NewsFeed\\httpsfeedqgisorg\\disabled": "true"},
    }
    write_settings(profiles, quiet | (settings or {}))
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    run = subprocess.run(
        [
            *("xvfb-run", "--auto-servernum", f"--server-args=-screen 0 {size}x24"),
            *(
                "qgis",
                "--nologo",
                "--noversioncheck",
                "--profiles-path",
                str(profiles),
                "--code",
                str(script),
            ),
        ],
        env=environment(
            QT_QPA_PLATFORM="xcb",
            XDG_RUNTIME_DIR=str(folder),
            INFRA_REGISTRY_REPORT=str(report),
            **variables,
        ),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    return run, json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
