"""QGIS's own Python is found by the layout of the installation, on all three systems."""

import importlib

import pytest


@pytest.fixture
def python(plugin_package):
    return importlib.import_module("infra_registry.worker.python")


@pytest.fixture
def installed(python):
    """An installation with these files and no others."""

    def described(system, executable, prefix, *files, version=(3, 12)):
        return python.Installation(system, executable, prefix, version, exists=set(files).__contains__)

    return described


def test_on_linux_it_is_that_of_the_prefix_not_the_first_on_the_path(python, installed):
    here = installed(
        "linux", "/home/a/.local/bin/python3", "/usr", "/usr/bin/python3.12", "/home/a/.local/bin/python3"
    )
    assert python.own_python(here) == "/usr/bin/python3.12"


def test_on_linux_a_program_that_is_qgis_is_never_taken(python, installed):
    here = installed("linux", "/usr/bin/qgis", "/opt/none", "/usr/bin/qgis", "/usr/bin/python3")
    assert python.own_python(here) == "/usr/bin/python3"


def test_on_windows_it_is_in_apps(python, installed):
    root = "C:\\Program Files\\QGIS 3.40.2"
    here = installed(
        "windows", f"{root}\\bin\\qgis-bin.exe", f"{root}\\apps\\Python312",
        f"{root}\\apps\\Python312\\python.exe", f"{root}\\bin\\python3.exe",
    )  # fmt: skip
    assert python.own_python(here) == f"{root}\\apps\\Python312\\python.exe"


def test_on_windows_osgeo4w_keeps_a_python3_exe(python, installed):
    here = installed(
        "windows",
        "C:\\OSGeo4W\\bin\\qgis-ltr-bin.exe",
        "C:\\OSGeo4W\\apps\\Python312",
        "C:\\OSGeo4W\\bin\\python3.exe",
    )
    assert python.own_python(here) == "C:\\OSGeo4W\\bin\\python3.exe"


def test_on_macos_it_is_inside_the_application(python, installed):
    app = "/Applications/QGIS.app/Contents"
    here = installed("macos", f"{app}/MacOS/QGIS", app, f"{app}/MacOS/bin/python3", version=(3, 11))
    assert python.own_python(here) == f"{app}/MacOS/bin/python3"


def test_on_macos_later_builds_keep_a_framework(python, installed):
    app = "/Applications/QGIS.app/Contents"
    inside = f"{app}/Frameworks/Python.framework/Versions/3.12/bin/python3.12"
    here = installed("macos", f"{app}/MacOS/QGIS", "/nowhere", inside)
    assert python.own_python(here) == inside


def test_nowhere_is_none(python, installed):
    assert python.own_python(installed("macos", "/QGIS", "/x")) is None


def test_this_qgis_finds_its_own(python):
    import os
    import sys

    found = python.own_python(python.Installation.here())
    assert os.path.realpath(found) == os.path.realpath(sys.executable)


def test_an_old_python_is_a_sentence_with_the_mend(plugin_package, installed):
    program = importlib.import_module("infra_registry.worker.program")
    worker = importlib.import_module("infra_registry.worker")
    old = installed("windows", "C:\\QGIS\\bin\\qgis-bin.exe", "C:\\QGIS\\apps\\Python39", version=(3, 9))
    with pytest.raises(
        worker.WorkerError, match=r"comes with Python 3\.9.*3\.11 or newer; install QGIS 3\.34"
    ) as raised:
        program.program(installation=old)
    assert raised.value.code == "OldPython"


def test_an_environment_serves_where_the_python_of_qgis_is_too_old(plugin_package, installed, tmp_path):
    program = importlib.import_module("infra_registry.worker.program")
    importlib.import_module("infra_registry.settings").put("environment", str(tmp_path))
    inside = tmp_path / "bin" / "python3"
    inside.parent.mkdir()
    inside.touch()
    chosen = program.program(installation=installed("linux", "/usr/bin/qgis", "/usr", version=(3, 9)))
    assert (chosen.python, chosen.mode) == (str(inside), "full")


def test_the_environment_is_scrubbed_whatever_the_case_of_its_names(plugin_package):
    scrubbed = importlib.import_module("infra_registry.worker.environment").scrubbed
    kept = scrubbed(
        {"Path": "C:\\x", "PythonHome": "q", "proj_data": "q", "GDAL_DRIVER_PATH": "q", "QT_API": "q"}
    )
    assert kept == {"Path": "C:\\x", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
