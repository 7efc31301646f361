"""Which program the worker is: QGIS's own Python or that of the full environment, and what it runs."""

import configparser
import os
from dataclasses import dataclass
from pathlib import Path

from .. import settings
from .errors import WorkerError
from .python import OLDEST, Installation, environment_python, is_old, own_python

_PLUGIN = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Program:
    """A Python and its arguments; ``mode`` is "core" or "full"."""

    python: str
    arguments: tuple
    mode: str


def worker_file():
    """The worker's file: inside the plugin, in a clone of the repository beside it."""
    return _carried("registry/worker/__main__.py")


def requirements_file():
    """What the full environment installs, as pip reads it."""
    return _carried("requirements.txt")


def _carried(name):
    for folder in (_PLUGIN, _PLUGIN.parent):
        if (folder / name).exists():
            return folder / name
    raise WorkerError(
        "PluginIncomplete", "the plugin is incomplete, {path} is missing; install it again", {"path": name}
    )


def version():
    """The version of this plugin, from its metadata."""
    for folder in (_PLUGIN, _PLUGIN.parent):
        path = folder / "metadata.txt"
        if path.exists():
            known = configparser.ConfigParser(interpolation=None)
            known.read(path, encoding="utf-8")
            return known.get("general", "version", fallback="")
    return ""


def program(without_environment=False, installation=None):
    """The worker's program.

    The full environment if one is set up, unless it is asked to be left out; else QGIS's own Python.

    Raises
    ------
    WorkerError
        OldPython, NoPython or PluginIncomplete.
    """
    here = installation or Installation.here()
    script = str(worker_file())
    folder = settings.environment()
    if folder and not without_environment:
        python = environment_python(folder, here.system)
        if os.path.exists(python):
            return Program(python, ("-I", script), "full")
    if is_old(here.version):
        raise WorkerError(
            "OldPython",
            "QGIS comes with Python {found}, Infra Registry needs {needed} or newer; "
            "install QGIS 3.34 or newer, or choose an environment with a newer Python in the settings",
            {"found": "{}.{}".format(*here.version), "needed": "{}.{}".format(*OLDEST)},
        )
    python = own_python(here)
    if python is None:
        raise WorkerError(
            "NoPython",
            "QGIS's own Python was not found beside {path}; set up the environment in the settings",
            {"path": here.executable or here.prefix},
        )
    return Program(python, ("-I", "-S", script), "core")
