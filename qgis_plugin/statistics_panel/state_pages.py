"""What the panel shows while it cannot count: no registry yet, or no environment that can count."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class StatePage(QWidget):
    """A sentence in the middle, and the mend as a button."""

    wanted = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        bold = self.title.font()
        bold.setBold(True)
        bold.setPointSizeF(bold.pointSizeF() * 1.15)
        self.title.setFont(bold)
        self.text = QLabel(self)
        self.button = QPushButton(self)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.text)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.button)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
        self.button.clicked.connect(self.wanted)

    def tell(self, title: str, text: str, button: str = "") -> None:
        """Say it; without a button there is nothing to do but read."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(button)
        self.button.setVisible(bool(button))
