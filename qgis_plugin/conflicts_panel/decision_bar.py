"""The buttons that decide, and the words that say what they decide about."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..changes_panel.words import Words
from ..language import tr
from .comparison import swatch
from .own_value import OwnValue


class DecisionBar(QWidget):
    """Emits ``decided(side)`` about what is chosen, ``valued(value)``, and ``all_decided(side)``."""

    decided = pyqtSignal(str)
    valued = pyqtSignal(object)
    all_decided = pyqtSignal(str)

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self.scope = Words("", self)
        self.buttons: dict[str, QPushButton] = {}
        words = {"ours": tr("Keep mine"), "theirs": tr("Take theirs"), "base": tr("As before")}
        for side, text in words.items():
            button = QPushButton(swatch(side), text, self)
            button.clicked.connect(lambda _=False, side=side: self.decided.emit(side))
            self.buttons[side] = button
        self.own_value = OwnValue(session, self)
        self.own_value.given.connect(self.valued)
        sides, others = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (sides, (self.buttons["ours"], self.buttons["theirs"])),
            (others, (self.buttons["base"], self.own_value)),
        ):
            row.setSpacing(4)
            for widget in widgets:
                row.addWidget(widget, 1 if widget is not self.buttons["base"] else 0)
        every = QVBoxLayout()
        every.setSpacing(4)
        self.all_buttons: dict[str, QPushButton] = {}
        words = {"ours": tr("All: keep mine"), "theirs": tr("All: take theirs")}
        for side, text in words.items():
            button = QPushButton(swatch(side), text, self)
            button.clicked.connect(lambda _=False, side=side: self.all_decided.emit(side))
            self.all_buttons[side] = button
            every.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.scope)
        column.addLayout(sides)
        column.addLayout(others)
        column.addSpacing(8)  # one click about all must not be hit by mistake
        column.addLayout(every)

    def set_state(self, scope: str, left: int, *, can: bool, has_base: bool) -> None:
        """What the buttons are about, how many features are left, and what may be pressed."""
        self.scope.setText(scope)
        for side, button in self.buttons.items():
            button.setEnabled(can and (side != "base" or has_base))
        self.buttons["base"].setToolTip(
            tr("Gives the field the value both sides began with.")
            if has_base
            else tr("A feature that one side deleted is either kept or deleted; there is no third way.")
        )
        for button in self.all_buttons.values():
            button.setEnabled(can and left > 1)
