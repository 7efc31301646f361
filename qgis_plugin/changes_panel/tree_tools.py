"""The buttons under the tree, and what the colours on the map mean."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ..geometry_shown import NEW, OLD
from ..language import tr
from .confirm_button import ConfirmButton
from .legend import Legend


class TreeTools(QWidget):
    """``zoom``, ``select``, ``discard``, ``draw``."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.zoom = self._tool("/mActionZoomToSelected.svg", tr("Zoom to the chosen changes"))
        self.select = self._tool("/mIconSelected.svg", tr("Select the features in their layers"))
        self.discard = ConfirmButton(tr("Discard all"), self)
        self.discard.setIcon(QgsApplication.getThemeIcon("/mActionUndo.svg"))
        self.draw = QCheckBox(tr("Draw on the map"), self)
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
        for widget in (self.zoom, self.select, self.discard):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._legend)

    def set_state(self, *, some_chosen: bool, can_discard: bool) -> None:
        """What may be pressed, and whether it is about some changes or all."""
        for button in (self.zoom, self.select):
            button.setEnabled(some_chosen)
        self.discard.say(tr("Discard") if some_chosen else tr("Discard all"))
        self.discard.setEnabled(can_discard)

    def _tool(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setToolTip(tip)
        button.setAutoRaise(True)
        return button
