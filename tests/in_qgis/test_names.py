"""Every name of QGIS that the plugin uses is in this QGIS, and enumerations are named with their scope.

QGIS 4 has no `QgsTask.CanCancel`, only `QgsTask.Flag.CanCancel`; QGIS 3.22 knows both.
"""

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugin"))
from names_used import Used, names_used, plugin_modules

PLUGIN = Path(__file__).resolve().parents[2] / "qgis_plugin"
MODULES = plugin_modules(PLUGIN)


def problem(used):
    """What is wrong with a name: it is not there, or it is a member of an enumeration named without it."""
    thing, owner = importlib.import_module(used.module), None
    for name in used.chain:
        if owner is not None and not isinstance(thing, type):
            return None  # an instance: what follows is found when it runs
        if not hasattr(thing, name):
            return "is not there"
        owner, thing = thing, getattr(thing, name)
        # An enumeration of SIP is a class derived from int; its members are of it, not of int.
        member = isinstance(thing, int) and type(thing) not in (int, bool)
        if member and isinstance(owner, type) and type(thing) is not owner:
            return f"is named without {type(thing).__name__}"
    return None


@pytest.mark.parametrize(("path", "name"), MODULES, ids=[name for _, name in MODULES])
def test_every_name_of_qgis_is_here_with_its_scope(path, name):
    used = [one for one in names_used(path, name) if not one.module.startswith("qgis.PyQt")]
    assert [f"{one} {wrong}" for one in used if (wrong := problem(one))] == []


@pytest.mark.parametrize(
    ("chain", "wrong"),
    [
        (("QgsTask", "Flag", "CanCancel"), None),
        (("QgsTask", "CanCancel"), "is named without Flag"),
        (("QgsTask", "NoSuchThing"), "is not there"),
        (("NoSuchClass",), "is not there"),
        (("Qgis", "MessageLevel", "Warning"), None),
        (("QgsProject", "instance"), None),
    ],
)
def test_the_check_tells_scoped_from_unscoped(chain, wrong):
    assert problem(Used("one.py", 1, "qgis.core", chain)) == wrong
