"""The receipt of a result: what it was computed from, saved, and computed again."""

from __future__ import annotations

import json
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ..language import tr

_NARROW = 420  # pixels up to which the line says less


class ReceiptLine(QWidget):
    """One line below a result."""

    verify_wanted = pyqtSignal()
    save_wanted = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.verify = QPushButton(tr("Verify"), self)
        self.verify.setToolTip(tr("Compute the figures again from the receipt and compare."))
        self.save = QPushButton(tr("Save the receipt…"), self)
        for button in (self.verify, self.save):
            button.setFlat(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.verify)
        row.addWidget(self.save)
        self.verify.clicked.connect(self.verify_wanted)
        self.save.clicked.connect(self.save_wanted)

    def show_receipt(self, receipt: dict[str, Any]) -> None:
        """Show the beginning of its digest; the whole receipt is the tool tip."""
        self._tell(tr("Receipt {digest}").format(digest=receipt["result"][:8]), "")
        self.text.setToolTip(json.dumps(receipt, ensure_ascii=False, indent=1, sort_keys=True))

    def show_verdict(self, holds: bool, sentence: str) -> None:
        """Say whether it holds."""
        told = tr("The receipt holds.") if holds else sentence
        self._tell(("✓ " if holds else "✗ ") + told, "#00734F" if holds else "#B34700")

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.save.setText(tr("Save…") if narrow else tr("Save the receipt…"))
        self.save.setToolTip(tr("Save the receipt…") if narrow else "")

    def _tell(self, text: str, colour: str) -> None:
        self.text.setText(text)
        self.text.setStyleSheet(f"color: {colour}; font-weight: bold" if colour else "")
