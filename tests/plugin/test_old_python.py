"""The plugin loads in the Python of QGIS 3.22, which is 3.9, and says that the worker needs 3.11."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.plugin.names_used import plugin_modules

REPOSITORY = Path(__file__).resolve().parents[2]
PLUGIN = REPOSITORY / "qgis_plugin"
MODULES = plugin_modules(PLUGIN)
OF_QGIS_3_22 = (3, 9)
#: Came with Python 3.10 or 3.11: keyword arguments and names.
NEW_KEYWORDS = {("zip", "strict"), ("dataclass", "slots"), ("dataclass", "kw_only")}
NEW_NAMES = {
    ("datetime", "UTC"), ("enum", "StrEnum"), ("typing", "Self"), ("typing", "TypeAlias"),
    ("itertools", "pairwise"), ("contextlib", "chdir"), ("types", "NoneType"),
}  # fmt: skip
NEW_MODULES = {"tomllib"}


def too_new(source):
    """What Python 3.9 could not parse, or would fail on when it loads the module."""
    try:
        tree = ast.parse(source, feature_version=OF_QGIS_3_22)
    except SyntaxError as error:
        return [f"line {error.lineno}: {error.msg}"]
    found = []
    postponed = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and node.names[0].name == "annotations"
        for node in tree.body
    )
    for node in ast.walk(tree):
        annotations = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        for one in filter(None, annotations if not postponed else ()):
            if any(isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr) for part in ast.walk(one)):
                found.append(f"line {one.lineno}: {ast.unparse(one)}")
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            found += [
                f"line {node.lineno}: {called}({word.arg}=)"
                for word in node.keywords
                if (called, word.arg) in NEW_KEYWORDS
            ]
            if called in ("isinstance", "issubclass") and isinstance(node.args[1], ast.BinOp):
                found.append(f"line {node.lineno}: {ast.unparse(node)}")
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found += [
                f"line {node.lineno}: {node.module}.{alias.name}"
                for alias in node.names
                if (node.module, alias.name) in NEW_NAMES or node.module in NEW_MODULES
            ]
        elif isinstance(node, ast.Import):
            found += [f"line {node.lineno}: {one.name}" for one in node.names if one.name in NEW_MODULES]
        elif isinstance(node, ast.Attribute) and (ast.unparse(node.value), node.attr) in NEW_NAMES:
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize(("path", "name"), MODULES, ids=[name for _, name in MODULES])
def test_a_module_of_the_plugin_loads_in_python_3_9(path, name):
    assert too_new(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "match x:\n    case 1: pass",
        "def f(x: int | None): pass",
        "zip(a, b, strict=True)",
        "from datetime import UTC",
        "import tomllib",
        "isinstance(x, int | str)",
        "from dataclasses import dataclass\n@dataclass(slots=True)\nclass A: pass",
    ],
)
def test_the_check_knows_what_is_too_new(source):
    assert too_new(source)


def test_the_start_of_the_worker_is_parsed_by_any_python_3():
    """So that an older one gets as far as saying that it is older."""
    source = (REPOSITORY / "registry" / "worker" / "__main__.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))


def test_an_older_python_says_which_one_is_needed(tmp_path):
    """The start of the worker under a Python that gives itself out for 3.9."""
    script = REPOSITORY / "registry" / "worker" / "__main__.py"
    program = (
        "import sys, runpy\n"
        "sys.version_info = (3, 9, 18, 'final', 0)\n"
        f"runpy.run_path({str(script)!r}, run_name='__main__')\n"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, cwd=tmp_path, timeout=60
    )
    assert run.returncode == 69, run.stderr
    assert "Traceback" not in run.stderr
    told = json.loads(run.stdout)
    assert told["error"]["code"] == "OldPython"
    assert re.search(r"3\.9\.18 .*3\.11", told["error"]["sentence"])


def test_the_plugin_and_the_library_name_the_same_oldest_python():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    source = (PLUGIN / "worker" / "python.py").read_text(encoding="utf-8")
    (oldest,) = (
        ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and node.targets[0].id == "OLDEST"
    )
    assert project["requires-python"] == ">={}.{}".format(*oldest)
