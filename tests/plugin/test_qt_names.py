"""Every name of Qt that the plugin uses is in PyQt6, and enumerations are named with their scope.

Read from the source and from PyQt6's own type stubs: Qt 6 has `Qt.ItemDataRole.UserRole`, no `Qt.UserRole`,
and the plugin is tested in a QGIS with Qt 5, which knows both.
"""

import ast
import importlib.util
from functools import cache
from pathlib import Path

import pytest

from tests.plugin.names_used import Used, names_used, plugin_modules

PLUGIN = Path(__file__).resolve().parents[2] / "qgis_plugin"
#: What differs between Qt 5 and 6 is there, and there alone.
COMPAT = "compat.py"
#: Names that compat.py asks the other module for first.
MOVED = {"QAction", "QActionGroup", "QShortcut"}
#: Offered by qgis.PyQt beside Qt's own.
QGIS_OWN = {("QtCore", "NULL")}


@cache
def stubs(module: str) -> dict[str, ast.AST]:
    """Top-level names of PyQt6.<module>, from its stub."""
    spec = importlib.util.find_spec("PyQt6")  # found, not loaded: it would bring Qt's libraries
    path = Path(spec.submodule_search_locations[0]) / f"{module}.pyi"
    assert path.is_file(), f"PyQt6 has no {module}"
    return names_in(ast.parse(path.read_text(encoding="utf-8")))


def names_in(node) -> dict[str, ast.AST]:
    found = {}
    for one in node.body:
        if isinstance(one, (ast.ClassDef, ast.FunctionDef)):
            found[one.name] = one
        elif isinstance(one, ast.Assign):
            found.update((target.id, one) for target in one.targets if isinstance(target, ast.Name))
        elif isinstance(one, ast.AnnAssign):
            found[one.target.id] = one
        elif isinstance(one, (ast.Import, ast.ImportFrom)):
            found.update((alias.asname or alias.name.split(".")[-1], one) for alias in one.names)
    return found


def member(kind: ast.ClassDef, module: str, name: str):
    """A member of a class or of one of its bases; None if there is none."""
    own = names_in(kind)
    if name in own:
        return own[name], module
    for base in kind.bases:
        parts = ast.unparse(base).split(".")
        if parts[-1] in ("simplewrapper", "wrapper", "Protocol", "object"):
            continue
        if parts[0] == "enum":
            if name in ("name", "value"):
                return kind, module
            continue
        home = parts[0] if len(parts) > 1 and parts[0].startswith("Qt") else module
        known = stubs(home).get(parts[-1])
        if isinstance(known, ast.ClassDef) and (found := member(known, home, name)):
            return found
    return None


def missing(used: Used) -> bool:
    module = used.module.removeprefix("qgis.PyQt.")
    if (module, used.chain[0]) in QGIS_OWN:
        return False
    node = stubs(module).get(used.chain[0])
    if node is None:
        return True
    for name in used.chain[1:]:
        if not isinstance(node, ast.ClassDef):
            return False  # a method or a signal: what follows is not Qt's to name
        found = member(node, module, name)
        if found is None:
            return True
        node, module = found
    return False


MODULES = plugin_modules(PLUGIN)


@pytest.mark.parametrize(("path", "name"), MODULES, ids=[name for _, name in MODULES])
def test_every_qt_name_is_in_pyqt6_with_its_scope(path, name):
    used = [one for one in names_used(path, name) if one.module.startswith("qgis.PyQt.")]
    found = {".".join(one.chain): str(one) for one in used if missing(one)}
    assert {names: place for names, place in found.items() if name != COMPAT or names not in MOVED} == {}


@pytest.mark.parametrize(("path", "name"), MODULES, ids=[name for _, name in MODULES])
def test_qt_comes_through_qgis_and_nothing_removed_from_qt6_is_called(path, name):
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            wrong += [f"line {node.lineno}: {one}" for one in modules if one.startswith(("PyQt", "PySide"))]
            wrong += [
                f"line {node.lineno}: {one}" for one in modules if "WebKit" in one or "WebEngine" in one
            ]
        elif isinstance(node, ast.Attribute) and node.attr in ("exec_", "print_"):
            wrong.append(f"line {node.lineno}: {node.attr}")
        elif isinstance(node, ast.Name) and node.id == "QVariant" and name != COMPAT:
            wrong.append(f"line {node.lineno}: QVariant")
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("from qgis.PyQt.QtCore import Qt\nQt.ItemDataRole.UserRole", False),
        ("from qgis.PyQt.QtCore import Qt\nQt.UserRole", True),
        ("from qgis.PyQt.QtCore import Qt\nQt.ItemDataRole.NoSuchRole", True),
        ("from qgis.PyQt.QtWidgets import QAction", True),
        ("from qgis.PyQt.QtGui import QAction", False),
        ("from qgis.PyQt.QtWidgets import QDialog\nQDialog.Accepted", True),
        ("from qgis.PyQt.QtWidgets import QDialog\nQDialog.DialogCode.Accepted.value", False),
        # inherited from QFrame, and QFrame's own enumeration through a class below it
        ("from qgis.PyQt.QtWidgets import QLabel\nQLabel.setFrameShape", False),
        ("from qgis.PyQt.QtWidgets import QLabel\nQLabel.Shape.NoFrame", False),
        ("from qgis.PyQt import QtWidgets\nQtWidgets.QFrame.NoFrame", True),
    ],
)
def test_the_check_tells_scoped_from_unscoped(tmp_path, source, wrong):
    path = tmp_path / "one.py"
    path.write_text(source, encoding="utf-8")
    assert any(missing(one) for one in names_used(path, "one.py")) is wrong
