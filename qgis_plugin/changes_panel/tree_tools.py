"""The buttons under the tree, and what the colours on the map mean."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ..geometry_shown import NEW, OLD
from ..language import tr
from .legend import Legend


class TreeTools(QWidget):
    """``zoom``, ``select``, ``discard``, ``draw``."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.zoom = self._tool("/mActionZoomToSelected.svg", tr("Zoom to the chosen changes"))
        self.select = self._tool("/mIconSelected.svg", tr("Select the features in their layers"))
        self.discard = QPushButton(QgsApplication.getThemeIcon("/mActionUndo.svg"), tr("Discard all"), self)
        self.draw = self._tool("/mActionShowAllLayers.svg", tr("Draw on the map"))
        self.draw.setCheckable(True)
        self.draw.setChecked(True)
        self._legend = Legend(
            [
                (OLD, "line", tr("before")),
                (NEW, "line", tr("now")),
                (OLD, "dashed", tr("deleted")),
                (NEW, "vertex", tr("moved vertex")),
            ],
            self,
        )
        self.draw.toggled.connect(self._legend.setVisible)
        row = QHBoxLayout()
        row.setSpacing(2)
        for tool in (self.zoom, self.select, self.draw):
            row.addWidget(tool)
        row.addStretch(1)
        row.addWidget(self.discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._legend)

    def set_state(self, *, some_chosen: bool, can_discard: bool) -> None:
        """What may be pressed, and whether it is about some changes or all."""
        for button in (self.zoom, self.select):
            button.setEnabled(some_chosen)
        self.discard.setText(tr("Discard") if some_chosen else tr("Discard all"))
        self.discard.setEnabled(can_discard)

    def _tool(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setToolTip(tip)
        button.setAutoRaise(True)
        return button
