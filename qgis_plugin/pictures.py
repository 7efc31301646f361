"""Icons: our own, and those of QGIS's theme."""

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QIcon

_FOLDER = Path(__file__).parent / "icons"


def icon(name):
    """One of our own."""
    return QIcon(str(_FOLDER / f"{name}.svg"))


def theme_icon(name):
    """One of QGIS's theme, as ``mActionRefresh``."""
    return QgsApplication.getThemeIcon(f"/{name}.svg")


def geometry_icon(kind):
    """That of a layer by the type of its geometry, as in the layer tree; None is a table."""
    kind = (kind or "").lower()
    if not kind:
        return theme_icon("mIconTableLayer")
    for part, name in (
        ("point", "mIconPointLayer"),
        ("line", "mIconLineLayer"),
        ("polygon", "mIconPolygonLayer"),
    ):
        if part in kind:
            return theme_icon(name)
    return theme_icon("mIconVector")
