"""Notices inside a panel: what stands in the way, in a sentence, with the mend beside it.

Each has a key; to show one again under its key replaces it, so that a panel only says what is so now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .words import Words

Action = tuple[str, Callable[[], object]]
_LOOKS = {
    "info": ("#56B4E9", "/mIconInfo.svg"),
    "warning": ("#E69F00", "/mIconWarning.svg"),
    "error": ("#D55E00", "/mIconWarning.svg"),
    "done": ("#009E73", "/mIconSuccess.svg"),
}
_HEIGHT = 190


class Notices(QScrollArea):
    """A column of notices, the newest on top; mostly empty, and never so high as to fill a panel."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, Notice] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setWidget(inside)
        self.setVisible(False)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        """Take the height that the notices need at this width, within limits."""
        needed = self._column.totalHeightForWidth(self.viewport().width()) if self._shown else 0
        self.setFixedHeight(max(1, min(needed, _HEIGHT)))

    def show_notice(
        self, key: str, text: str, actions: Sequence[Action] = (), level: str = "warning"
    ) -> None:
        """Show a notice, or change the one under this key."""
        labels = [label for label, _ in actions]
        former = self._shown.get(key)
        if former is not None and former.says(text, labels, level):
            former.act = [what for _, what in actions]
            return
        self.clear(key)
        self._shown[key] = Notice(text, actions, level, self.widget())
        self._column.insertWidget(0, self._shown[key])
        self.setVisible(True)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def clear(self, key: str) -> None:
        """Take a notice away."""
        former = self._shown.pop(key, None)
        if former is not None:
            self._column.removeWidget(former)
            former.hide()
            former.deleteLater()
        self.setVisible(bool(self._shown))
        self._fit()

    def clear_all(self) -> None:
        """Take all away."""
        for key in list(self._shown):
            self.clear(key)

    def text(self, key: str) -> str | None:
        """What the notice under a key says; None if there is none."""
        return self._shown[key].text if key in self._shown else None

    def press(self, key: str, label: str) -> None:
        """Do what a notice's button does."""
        self._shown[key].buttons[label].click()


class Notice(QFrame):
    """One sentence and its buttons, on a tint of its level's colour."""

    def __init__(self, text: str, actions: Sequence[Action], level: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text, self._level = text, level
        self.act = [what for _, what in actions]
        self.buttons: dict[str, QPushButton] = {}
        colour, picture = _LOOKS[level]
        self.setObjectName("notice")
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        self.setStyleSheet(
            f"#notice {{ background: rgba({red}, {green}, {blue}, 40); border: none;"
            f" border-left: 4px solid {colour}; }}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        sign = QLabel(self)
        sign.setPixmap(QgsApplication.getThemeIcon(picture).pixmap(16, 16))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        row.addLayout(column, 1)
        words = Words(text, self)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        if actions:
            line = QHBoxLayout()
            for place, (label, _) in enumerate(actions):
                button = QPushButton(label, self)
                button.clicked.connect(lambda _=False, at=place: self.act[at]())
                self.buttons[label] = button
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)

    def says(self, text: str, labels: list[str], level: str) -> bool:
        """Whether it is this notice already."""
        return (self.text, list(self.buttons), self._level) == (text, labels, level)
