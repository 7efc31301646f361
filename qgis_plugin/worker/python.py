"""Where QGIS's own Python is, told from the layout of the installation alone.

``sys.executable`` is of no use by itself: on Windows and macOS it names QGIS, on Linux it may name whichever
python3 comes first on the path. All functions here are pure but for ``exists``, which the caller gives.
"""

import ntpath
import os
import posixpath
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

#: The oldest Python that runs the worker.
OLDEST = (3, 11)


@dataclass(frozen=True)
class Installation:
    """What tells an installation of QGIS from another."""

    system: str  # "linux", "windows" or "macos"
    executable: str
    prefix: str
    version: tuple
    exists: Callable = field(default=os.path.exists, compare=False)

    @classmethod
    def here(cls):
        """The QGIS that runs us."""
        system = "windows" if os.name == "nt" else "macos" if sys.platform == "darwin" else "linux"
        return cls(system, sys.executable or "", sys.base_prefix, tuple(sys.version_info[:2]))


def is_old(version):
    """Whether a Python is older than the worker needs."""
    return tuple(version) < OLDEST


def own_python(installation):
    """Path of QGIS's own Python, None if it is in none of the known places."""
    for path in candidates(installation):
        if installation.exists(path):
            return path
    return None


def candidates(installation):
    """Where QGIS's own Python may be, the likeliest first."""
    if installation.system == "windows":
        return _windows(installation)
    if installation.system == "macos":
        return _macos(installation)
    return _linux(installation)


def _linux(installation):
    exact = "python{}.{}".format(*installation.version)
    places = [posixpath.join(installation.prefix, "bin", name) for name in (exact, "python3")]
    if posixpath.basename(installation.executable).startswith("python"):
        places.append(installation.executable)
    return _once([*places, f"/usr/bin/{exact}", "/usr/bin/python3"])


def _windows(installation):
    # C:\Program Files\QGIS 3.40\apps\Python312\python.exe; QGIS itself is in ...\bin
    places = [ntpath.join(installation.prefix, name) for name in ("python.exe", "python3.exe")]
    folder = ntpath.dirname(installation.executable)
    apps = ntpath.join(ntpath.dirname(folder), "apps", "Python{}{}".format(*installation.version))
    places += [ntpath.join(apps, name) for name in ("python.exe", "python3.exe")]
    places += [ntpath.join(folder, name) for name in ("python3.exe", "python.exe")]
    return _once(places)


def _macos(installation):
    # QGIS.app/Contents/MacOS/QGIS, with bin/python3 beside it; later builds keep a framework
    exact = "python{}.{}".format(*installation.version)
    programs = posixpath.dirname(installation.executable)
    contents = posixpath.dirname(programs)
    framework = "Frameworks/Python.framework/Versions/{}.{}/bin".format(*installation.version)
    folders = [
        posixpath.join(programs, "bin"),
        programs,
        posixpath.join(contents, framework),
        posixpath.join(contents, "Frameworks", "bin"),
        posixpath.join(contents, "Resources", "python", "bin"),
        posixpath.join(installation.prefix, "bin"),
    ]
    return _once(posixpath.join(folder, name) for folder in folders for name in (exact, "python3"))


def environment_python(folder, system):
    """Path of the Python of a virtual environment."""
    if system == "windows":
        return ntpath.join(folder, "Scripts", "python.exe")
    return posixpath.join(folder, "bin", "python3")


def _once(places):
    return list(dict.fromkeys(places))
