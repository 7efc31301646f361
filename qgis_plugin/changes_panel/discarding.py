"""The undo of a discard: edits that were thrown away are made again.

It puts the features back through QGIS's own provider of the layer, under their uids, as an edit in
QGIS would: what was discarded is then an edit again. It needs the layer in the project, and is offered
for at most a few hundred features.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer

UNDO_AT_MOST = 300


@dataclass
class Undo:
    """Features as they were before they were discarded, by layer."""

    layer: QgsVectorLayer
    changed: list[QgsFeature]
    added: list[QgsFeature]
    deleted: list[str]

    @property
    def count(self) -> int:
        """How many features it brings back."""
        return len(self.changed) + len(self.added) + len(self.deleted)

    def apply(self) -> bool:
        """Make the edits again; whether the provider took them."""
        provider = self.layer.dataProvider()
        own = {self.layer.fields().indexFromName(name) for name in ("fid", "uid")}
        done = True
        if self.changed:
            attributes = {
                one.id(): {at: value for at, value in enumerate(one.attributes()) if at not in own}
                for one in self.changed
            }
            geometries = {one.id(): one.geometry() for one in self.changed} if self.layer.isSpatial() else {}
            done = provider.changeFeatures(attributes, geometries) and done
        if self.added:
            for one in self.added:
                one.setAttribute("fid", None)
            taken, _ = provider.addFeatures(self.added)
            done = taken and done
        if self.deleted:
            wanted = ", ".join(f"'{uid}'" for uid in self.deleted)
            request = QgsFeatureRequest().setFilterExpression(f'"uid" IN ({wanted})').setNoAttributes()
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
            found = [one.id() for one in provider.getFeatures(request)]
            done = provider.deleteFeatures(found) and done
        return bool(done)


def undo_for(features: list[dict[str, Any]], layers: dict[str, QgsVectorLayer]) -> list[Undo]:
    """What would bring these changes back once they are discarded; empty if it cannot be done for all."""
    if not features or len(features) > UNDO_AT_MOST:
        return []
    parts: dict[str, list[dict[str, Any]]] = {}
    for one in features:
        parts.setdefault(one["layer"], []).append(one)
    found = []
    for name, part in parts.items():
        layer = layers.get(name)
        if layer is None or layer.dataProvider() is None:
            return []
        present = {one["fid"]: one["kind"] for one in part if one["kind"] != "deleted"}
        rows = {one.id(): QgsFeature(one) for one in _rows(layer, list(present))} if present else {}
        if len(rows) < len(present):
            return []
        found.append(
            Undo(
                layer,
                [rows[fid] for fid, kind in present.items() if kind == "changed"],
                [rows[fid] for fid, kind in present.items() if kind == "added"],
                [one["uid"] for one in part if one["kind"] == "deleted"],
            )
        )
    return found


def _rows(layer: QgsVectorLayer, fids: list[int]) -> Any:
    return layer.dataProvider().getFeatures(QgsFeatureRequest().setFilterFids(fids))
