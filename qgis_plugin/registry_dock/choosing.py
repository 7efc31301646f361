"""Dialogs that choose files; one place, so that a test can answer them."""

import os

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QFileDialog

from .. import settings
from ..language import tr


def _folder():
    return settings.get("folder") or QgsProject.instance().homePath() or os.path.expanduser("~")


def _kept(path):
    if path:
        settings.put("folder", os.path.dirname(path))
    return path


def existing_file(parent, caption):
    """A GeoPackage that is there, "" if the user thought better of it."""
    path, _ = QFileDialog.getOpenFileName(parent, caption, _folder(), tr("GeoPackage (*.gpkg)"))
    return _kept(path)


def new_file(parent, caption, name):
    """A GeoPackage to be written. One that exists is refused later, by the worker: it may hold edits."""
    path, _ = QFileDialog.getSaveFileName(
        parent,
        caption,
        os.path.join(_folder(), name),
        tr("GeoPackage (*.gpkg)"),
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if path and not path.lower().endswith(".gpkg"):
        path += ".gpkg"
    return _kept(path)


def free_name(folder, stem):
    """``stem.gpkg``, or with the first number that is not taken in the folder."""
    name, number = f"{stem}.gpkg", 2
    while os.path.exists(os.path.join(folder, name)):
        name, number = f"{stem}-{number}.gpkg", number + 1
    return name


def name_for_workspace(registry):
    """A file name for a workspace of a registry, free in the folder the dialog opens in."""
    stem = os.path.splitext(os.path.basename(registry))[0]
    return free_name(_folder(), f"{stem}-{tr('work')}")
