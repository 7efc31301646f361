"""Edits that QGIS holds in memory: the workspace does not know of them until they are saved."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsVectorLayer


class UnsavedEdits:
    """Those of the workspace in use."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def layers(self) -> list[QgsVectorLayer]:
        """Layers with edits that are not saved."""
        path = self._session.workspace
        return self._session.unsaved(path) if path else []

    def being_edited(self) -> list[QgsVectorLayer]:
        """Layers in edit mode, with or without edits."""
        path = self._session.workspace
        return [one for one in self._session.layers_of(path).values() if one.isEditable()] if path else []

    def save(self, *, stop_editing: bool = False) -> list[str]:
        """Save them all; what QGIS says where it could not."""
        wrong = []
        for layer in self.being_edited() if stop_editing else self.layers():
            if not layer.commitChanges(stop_editing):
                wrong.append(f"{layer.name()}: {'; '.join(layer.commitErrors())}")
        return wrong
