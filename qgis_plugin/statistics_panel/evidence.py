"""The features behind a figure: asked for, drawn, zoomed to, selected in their layers, listed."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsFeatureRequest, QgsGeometry, QgsRectangle
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..compat import LINE, POINT, POLYGON
from ..geometry_shown import NEW, GeometryShown, geometry_from_hex

#: Features asked for at once: more are no evidence that anybody looks at one by one.
MOST = 5000
#: uids that a layer is asked to select, so that the map never waits for the answer.
MOST_SELECTED = 1000
#: Features drawn in one turn of the event loop.
_AT_ONCE = 250


class Evidence(QObject):
    """What stands behind figures, on the map; ``shown`` gives the worker's answer."""

    shown = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drawn: GeometryShown | None = None
        self._answer: Any = None
        self._current: dict[str, Any] | None = None
        self.lane = "long"

    def ask(self, result_id: str, row: int | None) -> None:
        """Show what is behind a row, or behind the total with None; the last asked wins."""
        if self._answer is not None and self._answer.is_running:
            self._answer.cancel()
        given = {} if row is None else {"row": row}
        self._answer = self._session.ask(
            "evidence",
            lane=self.lane,
            then=self._show,
            otherwise=self._fail,
            result_id=result_id,
            limit=MOST,
            **given,
        )

    def clear(self) -> None:
        """Take everything off the map."""
        self._current = None
        if self._drawn is not None:
            self._drawn.clear()

    def flash(self, feature: dict[str, Any], crs: str) -> None:
        """Zoom to one feature and blink it."""
        if not feature.get("wkb"):
            return
        drawn = self._on_map()
        drawn.zoom_to([feature["wkb"]], crs)
        drawn.flash(feature["wkb"], crs)

    def select(self, features: list[dict[str, Any]]) -> int:
        """Select features in the layers of the project that hold them; how many were there."""
        by_layer: dict[str, list[str]] = {}
        for one in features:
            by_layer.setdefault(one["layer"], []).append(one["uid"])
        count = 0
        for path in self._session.workspaces():
            for name, layer in self._session.layers_of(path).items():
                uids = list(dict.fromkeys(by_layer.get(name, [])))[:MOST_SELECTED]
                if uids:
                    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
                    request.setSubsetOfAttributes([])
                    request.setFilterExpression('"uid" IN ({})'.format(", ".join(f"'{one}'" for one in uids)))
                    found = [one.id() for one in layer.getFeatures(request)]
                    layer.selectByIds(found)
                    count += len(found)
                elif layer.selectedFeatureCount():
                    layer.removeSelection()
        return count

    def _on_map(self) -> GeometryShown:
        if self._drawn is None:
            self._drawn = GeometryShown(self._session.canvas)
        return self._drawn

    def _show(self, answer: dict[str, Any]) -> None:
        self._on_map().clear()
        self.shown.emit(answer)
        self.select(answer["features"])
        self._current = answer
        self._draw(answer, 0, QgsRectangle())

    def _draw(self, answer: dict[str, Any], start: int, covered: QgsRectangle) -> None:
        """Draw some features a turn of the event loop, so that the map never waits; then zoom to all."""
        if answer is not self._current:
            return  # another figure was asked for meanwhile, or all was taken off the map
        drawn = self._on_map()
        for wkb in together([one.get("wkb") for one in answer["features"][start : start + _AT_ONCE]]):
            geometry = drawn.show(wkb, answer["crs"], NEW, width=4)
            if geometry is not None:
                covered.combineExtentWith(geometry.boundingBox())
        if start + _AT_ONCE < len(answer["features"]):
            QTimer.singleShot(0, lambda: self._draw(answer, start + _AT_ONCE, covered))
        else:
            drawn.zoom(covered)

    def _fail(self, error: Any) -> None:
        if error.code != "Cancelled":
            self.failed.emit(error)


def together(wkbs: list[str | None]) -> list[str]:
    """Geometries joined into one of each kind, so that thousands are drawn as three."""
    kinds: dict[Any, list[QgsGeometry]] = {POINT: [], LINE: [], POLYGON: []}
    for wkb in wkbs:
        geometry = geometry_from_hex(wkb)
        if geometry is not None and geometry.type() in kinds:
            kinds[geometry.type()].append(geometry)
    joined = [QgsGeometry.collectGeometry(parts) for parts in kinds.values() if parts]
    return [bytes(one.asWkb()).hex() for one in joined]
