"""Layers of workspaces in the project: which there are, and when one is edited or saved."""

import os

from qgis.core import QgsProject, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .compat import stays_valid

_TOGETHER = 100  # milliseconds within which several layers saved are told once


class LayersFollowed(QObject):
    """Follows the layers with a custom property through the project's life."""

    changed = pyqtSignal()  # a layer came or went
    saved = pyqtSignal(str)  # path of the file a layer of which was saved
    edited = pyqtSignal(str)  # path of the file a layer of which got, or lost, unsaved edits

    editing_started = pyqtSignal(str)  # path of the file
    unmarked = pyqtSignal(str)  # path of a GeoPackage whose layers somebody added by hand

    def __init__(self, mark, parent=None):
        super().__init__(parent)
        self._mark = mark
        self._layers = {}  # layer id -> (layer, path)
        self._saved, self._edited = set(), set()
        self._came = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOGETHER)
        self._timer.timeout.connect(self._tell)
        project = QgsProject.instance()
        project.layersAdded.connect(self._added)
        project.layersWillBeRemoved.connect(self._removed)

    def stop(self):
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._added)
        project.layersWillBeRemoved.disconnect(self._removed)
        self._timer.stop()
        for layer, _ in self._layers.values():
            if stays_valid(layer):
                self._unfollow(layer)
        self._layers.clear()

    def look(self):
        """Take in what the project has already."""
        self._added(list(QgsProject.instance().mapLayers().values()))

    def files(self):
        """Paths, in the order in which their first layers came."""
        return list(dict.fromkeys(path for layer, path in self._layers.values() if stays_valid(layer)))

    def layers(self, path):
        return [layer for layer, of in self._layers.values() if of == path and stays_valid(layer)]

    def _added(self, layers):
        unmarked = set()
        for layer in layers:
            if not isinstance(layer, QgsVectorLayer) or layer.id() in self._layers:
                continue
            if not layer.customProperty(self._mark):
                if _is_geopackage(layer):
                    unmarked.add(file_of(layer))
                continue
            self._layers[layer.id()] = (layer, file_of(layer))
            layer.afterCommitChanges.connect(self._was_saved)
            layer.layerModified.connect(self._was_edited)
            layer.editingStopped.connect(self._was_edited)
            layer.editingStarted.connect(self._is_edited)
            layer.dataSourceChanged.connect(self._was_moved)
            self._came = True
        self._timer.start()
        for path in sorted(unmarked):
            self.unmarked.emit(path)

    def mark(self, path):
        """Follow layers of a file that was found to be a workspace."""
        found = [
            one
            for one in QgsProject.instance().mapLayers().values()
            if isinstance(one, QgsVectorLayer) and _is_geopackage(one) and file_of(one) == path
        ]
        for layer in found:
            layer.setCustomProperty(self._mark, path)
        self._added(found)

    def _removed(self, ids):
        for one in ids:
            layer, _ = self._layers.pop(one, (None, None))
            if layer is not None and stays_valid(layer):
                self._unfollow(layer)
                self._came = True
        self._timer.start()

    def _unfollow(self, layer):
        layer.afterCommitChanges.disconnect(self._was_saved)
        layer.layerModified.disconnect(self._was_edited)
        layer.editingStopped.disconnect(self._was_edited)
        layer.editingStarted.disconnect(self._is_edited)
        layer.dataSourceChanged.disconnect(self._was_moved)

    def _was_saved(self):
        self._note(self._saved)

    def _was_edited(self):
        self._note(self._edited)

    def _is_edited(self):
        _, path = self._layers.get(self.sender().id(), (None, None))
        if path:
            self.editing_started.emit(path)

    def _was_moved(self):
        layer = self.sender()
        self._layers[layer.id()] = (layer, file_of(layer))
        self._came = True
        self._timer.start()

    def _note(self, paths):
        _, path = self._layers.get(self.sender().id(), (None, None))
        if path:
            paths.add(path)
            if not self._timer.isActive():
                self._timer.start()

    def _tell(self):
        came, self._came = self._came, False
        saved, self._saved = self._saved, set()
        edited, self._edited = self._edited, set()
        if came:
            self.changed.emit()
        for path in sorted(saved):
            self.saved.emit(path)
        for path in sorted(edited - saved):
            self.edited.emit(path)


def plain(path):
    """One spelling of a path, so that two names of one file are equal."""
    return os.path.abspath(path).replace("\\", "/") if path else None


def _parts(layer):
    return QgsProviderRegistry.instance().decodeUri("ogr", layer.source())


def _is_geopackage(layer):
    # Versions of a registry are shown from its ledger and marked as such.
    is_ours = any(key.startswith("infra_registry/") for key in layer.customPropertyKeys())
    return layer.providerType() == "ogr" and not is_ours and (file_of(layer) or "").lower().endswith(".gpkg")


def file_of(layer):
    """The file of a layer; the project may have been moved together with it since the layer was marked."""
    return plain(_parts(layer).get("path"))


def table_of(layer):
    """The table of a layer, whatever the layer is called in the project."""
    return _parts(layer).get("layerName") or layer.name()
