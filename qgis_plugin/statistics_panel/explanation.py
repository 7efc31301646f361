"""What an indicator counts and how: shown beside the question until there is an answer."""

from __future__ import annotations

from html import escape
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..language import tr
from .wording import family, told


class Explanation(QWidget):
    """Title, formula, source, layers."""

    back_wanted = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back = QPushButton(tr("Back to the last figures"), self)
        self.back.setVisible(False)
        self.back.clicked.connect(self.back_wanted)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.text)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def explain(self, indicator: dict[str, Any], layers: dict[str, str]) -> None:
        """Explain an indicator as the worker lists it; ``layers`` are titles of layers by name."""
        facts = [
            (tr("How it is counted"), indicator["formula"]),
            (tr("Counted from"), ", ".join(layers.get(one, one) for one in indicator["inputs"])),
            (tr("Source"), indicator["source"]),
        ]
        lines = [
            f"<p><span style='font-size: large'><b>{escape(told(indicator['title']))}</b></span>"
            f"<br>{escape(family(indicator['family']))}</p>"
        ]
        for heading, text in facts:
            if text:
                shown = escape(text[:1].upper() + text[1:]).replace("; ", ";<br>")
                lines.append(f"<p><b>{escape(heading)}</b><br>{shown}</p>")
        self.text.setText("".join(lines))
