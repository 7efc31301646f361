"""What is being computed, how far it is, and the button that stops it."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from ..language import tr


class BusyLine(QWidget):
    """Hidden while nothing is computed."""

    cancel_wanted = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(10)
        self.text = QLabel(self)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.cancel = QPushButton(tr("Cancel"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.addWidget(self.text, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.setVisible(False)

    def show_busy(self, is_busy: bool) -> None:
        self.setVisible(is_busy)
        self.show_progress(-1.0, "")

    def show_progress(self, share: float, text: str) -> None:
        """How far it is: a share of one, below 0 where that is not known."""
        self.bar.setRange(0, 0 if share < 0 else 100)
        self.bar.setValue(int(100 * max(share, 0.0)))
        self.text.setText(text or tr("Computing…"))
