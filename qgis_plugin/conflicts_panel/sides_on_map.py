"""The three geometries of a feature in conflict on the map, and the legend that switches them."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from ..geometry_shown import GeometryShown
from ..language import tr
from ..pictures import theme_icon
from .comparison import COLOURS, SIDES, side_title, swatch

_WIDTHS = {"base": 7, "theirs": 5, "ours": 3}
"""Drawn in this order, each thinner than the one below, so that geometries on top of one another all show."""


class SidesLegend(QWidget):
    """What each colour is; a side may be taken off the map."""

    changed = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        eye = QLabel(self)
        eye.setPixmap(theme_icon("mActionShowAllLayers").pixmap(16, 16))
        eye.setToolTip(tr("On the map:"))
        line.addWidget(eye)
        self.boxes: dict[str, QCheckBox] = {}
        for side in SIDES:
            box = QCheckBox(side_title(side), self)
            box.setIcon(swatch(side))
            box.setChecked(True)
            box.toggled.connect(lambda _: self.changed.emit())
            self.boxes[side] = box
            line.addWidget(box)
        line.addStretch(1)

    def shown(self) -> set[str]:
        """Sides that are to be drawn."""
        return {side for side, box in self.boxes.items() if box.isChecked()}


class SidesOnMap(QObject):
    """Draws one feature of the workspace in use."""

    def __init__(self, session: Any, legend: SidesLegend, parent: Any = None) -> None:
        super().__init__(parent)
        self._session, self._legend = session, legend
        self._shown = GeometryShown(session.canvas)
        self._wanted: tuple[str, str] | None = None
        self._zooms = False
        self.geometries: dict[str, Any] | None = None
        """crs, base, ours, theirs of the feature drawn."""
        legend.changed.connect(self._draw)
        session.canvas.destinationCrsChanged.connect(self._draw)

    def show(self, layer: str, uid: str, *, zoom: bool) -> None:
        """Draw a feature's sides, and go there."""
        self._wanted, self._zooms = (layer, uid), zoom
        path = self._session.workspace

        def came(answer: dict[str, Any]) -> None:
            if (layer, uid) == self._wanted and path == self._session.workspace:
                self.geometries = answer
                self._draw()
                if self._zooms:
                    self.go_to()

        self._session.ask(
            "conflict_geometry", then=came, otherwise=lambda _: None, workspace=path, layer=layer, uid=uid
        )

    def clear(self) -> None:
        """Take everything off the map."""
        self._wanted, self.geometries = None, None
        self._shown.clear()

    def go_to(self) -> None:
        """Zoom to what is drawn and flash it."""
        found = self.geometries
        if found is None or not found["crs"]:
            return
        self._shown.zoom_to([found[side] for side in SIDES if found[side]], found["crs"])
        flashed = next((found[side] for side in ("ours", "theirs", "base") if found[side]), None)
        self._shown.flash(flashed, found["crs"])

    def _draw(self) -> None:
        self._shown.clear()
        found = self.geometries
        if found is None or not found["crs"]:
            return
        for side, width in _WIDTHS.items():
            if found[side] and side in self._legend.shown():
                moved = side != "base" and found["base"] is not None
                self._shown.show(
                    found[side], found["crs"], COLOURS[side], width=width, vertices=moved,
                    moved_from=found["base"],
                )  # fmt: skip
