"""The environment of the worker: that of QGIS without what would bind it to QGIS's libraries.

QGIS sets PYTHONHOME, PROJ_DATA, GDAL_DATA and their like for itself. In another process they make wheels load
the wrong data, or Python the wrong standard library.
"""

SCRUBBED = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONUSERBASE", "LD_LIBRARY_PATH", "LD_PRELOAD")
SCRUBBED_PREFIXES = (
    "PROJ_",
    "GDAL_",
    "OGR_",
    "CPL_",
    "QT_",
    "QGIS_",
    "DYLD_",
    "QML",
    "__PYVENV",
    "VIRTUAL_ENV",
)


def scrubbed(variables):
    """The variables that the worker gets, out of those of QGIS.

    >>> scrubbed({"PATH": "/bin", "PYTHONHOME": "/qgis", "proj_lib": "/qgis/proj"})
    {'PATH': '/bin', 'PYTHONIOENCODING': 'utf-8', 'PYTHONUTF8': '1'}
    """
    kept = {
        name: value
        for name, value in variables.items()
        # Windows does not tell upper from lower case here.
        if name.upper() not in SCRUBBED and not name.upper().startswith(SCRUBBED_PREFIXES)
    }
    return {**kept, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}


def process_environment():
    """The same for QProcess."""
    from qgis.PyQt.QtCore import QProcessEnvironment

    system = QProcessEnvironment.systemEnvironment()
    made = QProcessEnvironment()
    for name, value in scrubbed({name: system.value(name) for name in system.keys()}).items():  # noqa: SIM118
        made.insert(name, value)
    return made
