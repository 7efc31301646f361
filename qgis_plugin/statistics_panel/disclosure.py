"""A heading that opens and closes what is below it."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget


class Disclosure(QWidget):
    """Closed at first; :attr:`inside` is the layout of what it holds."""

    def __init__(self, title: str, parent: Any = None) -> None:
        super().__init__(parent)
        self.button = QToolButton(self)
        self.button.setText(title)
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.body = QWidget(self)
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(12, 2, 0, 6)
        self.body.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.button)
        column.addWidget(self.body)
        self.button.toggled.connect(self._turn)

    def open(self, is_open: bool = True) -> None:
        self.button.setChecked(is_open)

    def _turn(self, is_open: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.body.setVisible(is_open)
