"""The library is in layers: imports run one way, and the lower layers need nothing but Python.

QGIS's own Python runs ``model``, ``versions`` and the plain part of ``roads`` with nothing installed, and the
plugin carries the package under another name; that is why these rules are held by tests.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "registry"

# A module may import from its own row and from the rows above it.
ORDER = (
    {"shipped"},
    {"model"},
    {"versions"},
    {"roads"},
    {"frames"},
    {"stats"},
    {"intake"},
    {"quality"},
    {"publish"},
    {"api"},
    {"cli"},
    {"worker"},
    {"__init__", "__main__"},
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}

# Modules of the lower layers that need more than Python. In `roads`, the same computations on numpy arrays.
_ON_ARRAYS = (
    "areas arrays building calibration carriageways concurrency cutting densifying dividing drawing events"
    " findings geodesy intervals knots lateral location mapped nearest network ordering overlay realignment"
    " remeasuring routes sectionmeasures segments sizes turning"
)
BEYOND_PLAIN_PYTHON = {
    *(f"roads/{name}.py" for name in _ON_ARRAYS.split()),
    "versions/postgis.py",
}

# Longer than 300 lines, each for a reason that its first lines give. Keep this short.
LINES = 300
LONGER: dict[str, int] = {}


class Import(NamedTuple):
    line: int
    target: tuple[str, ...]  # dotted name in full, from the top package
    relative: bool


def modules(*parts: str) -> list[Path]:
    return sorted(path for part in parts or ("",) for path in (PACKAGE / part).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[Import]:
    """Every import statement of a module, inside functions and under TYPE_CHECKING too."""
    package = ("registry", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, tuple(alias.name.split(".")), False)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = (*base, *(node.module or "").split(".")) if node.module else base
            for alias in node.names:
                yield Import(node.lineno, (*stem, alias.name), node.level > 0)


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def plain_modules() -> list[Path]:
    found = modules("model", "versions", "roads")
    return [path for path in found if name(path) not in BEYOND_PLAIN_PYTHON]


def test_every_part_of_the_library_has_its_place_in_the_order():
    unplaced = {layer(path) for path in modules()} - RANK.keys()
    assert not unplaced, f"give these a place in ORDER: {sorted(unplaced)}"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_imports_run_upwards_only(path):
    wrong = []
    for line, target, relative in imports(path):
        if not relative:
            continue
        if target[0] != "registry" or len(target) < 2:
            wrong.append(f"line {line}: leaves the package")
        elif target[1].startswith("__") and target[1].endswith("__"):
            continue  # the version number
        elif target[1] not in RANK:
            wrong.append(f"line {line}: {'.'.join(target)} comes from the public face, not from a module")
        elif RANK[target[1]] > RANK[layer(path)]:
            wrong.append(f"line {line}: {layer(path)} may not import {'.'.join(target[1:])}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", modules(), ids=name)
def test_the_package_names_itself_by_relative_imports_only(path):
    wrong = [line for line, target, relative in imports(path) if not relative and target[0] == "registry"]
    assert not wrong, f"lines {wrong}: the plugin carries the package under another name"


@pytest.mark.parametrize("path", plain_modules(), ids=name)
def test_the_lower_layers_import_only_the_standard_library(path):
    foreign = {
        f"line {line}: {target[0]}"
        for line, target, relative in imports(path)
        if not relative and target[0] not in sys.stdlib_module_names
    }
    assert not foreign, "\n".join(sorted(foreign))


def test_the_lower_layers_run_with_nothing_installed(tmp_path):
    dotted = [
        ".".join(("registry", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        for path in plain_modules()
    ]
    if not dotted:
        pytest.skip("no lower layers yet")
    program = (
        "import importlib, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "assert not [entry for entry in sys.path if entry.endswith('-packages')], sys.path\n"
        "for module in sys.argv[2:]:\n"
        "    importlib.import_module(module)\n"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", program, str(PACKAGE.parent), *dotted],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr


def test_no_module_is_long():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    long = {module: lines for module, lines in lengths.items() if lines > LONGER.get(module, LINES)}
    assert not long, f"split these, or say in LONGER why not: {long}"
    idle = [module for module in LONGER if lengths.get(module, 0) <= LINES]
    assert not idle, f"no longer long, take them out of LONGER: {idle}"
