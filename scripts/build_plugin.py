"""``make plugin``: the plugin as a zip that QGIS installs, the same bytes from the same sources.

A zip carries times, modes and an order beside its files, and all three differ from clone to clone; here they
are fixed. Only the standard library is used, so that any Python of 3.11 or later builds it.

    python scripts/build_plugin.py [--out dist]
"""

from __future__ import annotations

import argparse
import configparser
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = "infra_registry"
#: The earliest time that a zip can hold.
TIME = (1980, 1, 1, 0, 0, 0)
MODE = 0o100644
UID = r'"uid": "([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})"'
#: Qt's compiler of translations. Debian's folder is first: the plain name there chooses among versions of Qt.
LRELEASE = (
    "/usr/lib/qt5/bin/lrelease",
    "lrelease-qt5",
    "lrelease-qt6",
    "/usr/lib/qt6/bin/lrelease",
    "lrelease",
)
#: Sources that only their makers need.
LEFT_OUT = {".ts", ".pyc", ".pyo", ".typed"}


class BuildError(Exception):
    """The plugin cannot be built; the message says what is missing."""


def files(folder: Path) -> Iterator[Path]:
    """Files below a folder that go into the zip, in one order everywhere."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix not in LEFT_OUT:
            yield path


def translations(repository: Path) -> dict[str, bytes]:
    """The translations compiled by Qt's lrelease, by their name in the zip."""
    sources = sorted((repository / "qgis_plugin" / "i18n").glob("*.ts"))
    if not sources:
        return {}
    lrelease = next(filter(None, (shutil.which(name) for name in LRELEASE)), None)
    if lrelease is None:
        raise BuildError("lrelease is not here; install Qt's tools (on Debian: qttools5-dev-tools)")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for source in sources:
            compiled = Path(folder) / f"{source.stem}.qm"
            run = subprocess.run(
                [lrelease, "-silent", str(source), "-qm", str(compiled)], capture_output=True, text=True
            )
            if run.returncode:
                raise BuildError(
                    f"{source.name} does not compile: {run.stderr.strip() or run.stdout.strip()}"
                )
            found[f"i18n/{compiled.name}"] = compiled.read_bytes()
    return found


def seed(path: Path) -> bytes:
    """Seed rows with each uid written as a UUID: scanners of plugins take 32 bare digits for a secret."""
    text = path.read_text(encoding="utf-8")
    return re.sub(UID, r'"uid": "\1-\2-\3-\4-\5"', text).encode()


def requirements(repository: Path) -> bytes:
    """What the full environment installs, as pip reads it: the dependencies that pyproject.toml names."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["postgis"]]
    return "".join(f"{line}\n" for line in sorted(wanted)).encode()


def contents(repository: Path) -> dict[str, bytes]:
    """Every file of the zip, by its name below the plugin's folder."""
    plugin, layers = repository / "qgis_plugin", repository / "layers"
    found = {path.relative_to(plugin).as_posix(): path.read_bytes() for path in files(plugin)}
    if "__init__.py" not in found:
        raise BuildError(f"{plugin} has no __init__.py, so there is no plugin to build")
    for path in files(repository / "registry"):
        found[path.relative_to(repository).as_posix()] = path.read_bytes()
    for path in (*layers.glob("*.toml"), layers / "LICENSES.md"):
        found[path.relative_to(repository).as_posix()] = path.read_bytes()
    for path in files(layers / "data"):
        found[path.relative_to(repository).as_posix()] = seed(path)
    for name in ("metadata.txt", "LICENSE"):
        found[name] = (repository / name).read_bytes()
    found["requirements.txt"] = requirements(repository)
    return found | translations(repository)


def version(repository: Path) -> str:
    """The version that metadata.txt tells."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read_string((repository / "metadata.txt").read_text(encoding="utf-8"))
    return metadata["general"]["version"]


def build(repository: Path, out: Path) -> Path:
    """Write the zip into a folder and return its path."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{FOLDER}-{version(repository)}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(contents(repository).items()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = MODE << 16
            entry.create_system = 3  # Unix, also where it is built on Windows
            archive.writestr(entry, content)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--out", type=Path, default=REPOSITORY / "dist", help="folder to write into; dist by default"
    )
    try:
        print(build(REPOSITORY, parser.parse_args().out))
    except BuildError as error:
        sys.exit(f"build_plugin: {error}")


if __name__ == "__main__":
    main()
