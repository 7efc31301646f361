"""The plugin imports QGIS, the standard library and itself; geography and SQLite stay in the worker.

Compiled packages inside the QGIS process bind to QGIS's own GDAL, GEOS and PROJ; two SQLites on one file drop
each other's locks. What a module brings in at run time is looked at inside QGIS: tests/in_qgis.
"""

import ast
import sys
from pathlib import Path

import pytest

from tests.plugin.names_used import plugin_modules

PLUGIN = Path(__file__).resolve().parents[2] / "qgis_plugin"
MODULES = plugin_modules(PLUGIN)
IDS = [name for _, name in MODULES]
ALLOWED = set(sys.stdlib_module_names) - {"sqlite3", "dbm", "ctypes"} | {"qgis", "processing", "sip"}
#: Whatever starts a process or waits for one does it through QProcess, which does not stop the map.
WAITING = {"subprocess", "multiprocessing", "asyncio"}


def imports(tree):
    """(line, level, dotted name) of every import, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, 0, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, node.level, ".".join(filter(None, (node.module, alias.name)))


def wrong_imports(source, name):
    depth = len(Path(name).parts)
    for line, level, target in imports(ast.parse(source)):
        first = target.split(".")[0]
        if level == 0 and first not in ALLOWED:
            yield f"{name}:{line}: {target}"
        elif level == 0 and first in WAITING:
            yield f"{name}:{line}: {target} would stop the map"
        elif level > depth:
            yield f"{name}:{line}: leaves the plugin"
        elif level == depth and first == "registry":
            yield f"{name}:{line}: the library runs in the worker only"


@pytest.mark.parametrize(("path", "name"), MODULES, ids=IDS)
def test_a_module_imports_only_qgis_the_standard_library_and_the_plugin(path, name):
    assert list(wrong_imports(path.read_text(encoding="utf-8"), name)) == []


@pytest.mark.parametrize(("path", "name"), MODULES, ids=IDS)
def test_nothing_is_imported_by_a_name_made_at_run_time(path, name):
    """Else the check above could not see it. The plugin's own parts may be: they are relative."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called == "__import__" or called.endswith(("exec_module", "spec_from_file_location")):
            wrong.append(f"line {node.lineno}: {called}")
        elif called.endswith("import_module"):
            target = node.args[0]
            start = target.values[0] if isinstance(target, ast.JoinedStr) else target
            if not (isinstance(start, ast.Constant) and str(start.value).startswith(".")):
                wrong.append(f"line {node.lineno}: {ast.unparse(node)}")
    assert wrong == []


@pytest.mark.parametrize(("path", "name"), MODULES, ids=IDS)
def test_a_module_is_one_concept_of_less_than_300_lines(path, name):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.parametrize(
    "source",
    [
        "import sqlite3",
        "from osgeo import ogr",
        "import shapely.geometry",
        "from registry.versions import ledger",
        "from .registry import shipped",
        "def later():\n    import numpy",
        "import subprocess",
        "from ..else_where import x",
    ],
)
def test_the_check_finds_what_it_is_for(source):
    assert list(wrong_imports(source, "one.py"))
