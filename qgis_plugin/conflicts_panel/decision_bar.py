"""The buttons that decide, and the words that say what they decide about."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..changes_panel.confirm_button import ConfirmButton
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
        row = QHBoxLayout()
        row.setSpacing(4)
        words = {"ours": tr("Keep mine"), "theirs": tr("Take theirs"), "base": tr("As before")}
        for side, text in words.items():
            button = QPushButton(swatch(side), text, self)
            button.clicked.connect(lambda _=False, side=side: self.decided.emit(side))
            self.buttons[side] = button
            row.addWidget(button)
        self.own_value = OwnValue(session, self)
        self.own_value.given.connect(self.valued)
        every = QGridLayout()
        every.setSpacing(4)
        self.all_buttons: dict[str, ConfirmButton] = {}
        words = {"ours": tr("All: keep mine"), "theirs": tr("All: take theirs")}
        for place, (side, text) in enumerate(words.items()):
            confirm = ConfirmButton(text, self)
            confirm.setIcon(swatch(side))
            confirm.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            confirm.clicked.connect(lambda _=False, side=side: self._ask_all(side))
            confirm.confirmed.connect(lambda side: self.all_decided.emit(side))
            self.all_buttons[side] = confirm
            every.addWidget(confirm, 0, place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.scope)
        column.addLayout(row)
        column.addWidget(self.own_value)
        column.addLayout(every)
        self._left = 0

    def set_state(self, scope: str, left: int, *, can: bool, has_base: bool) -> None:
        """What the buttons are about, how many features are left, and what may be pressed."""
        self.scope.setText(scope)
        self._left = left
        for side, button in self.buttons.items():
            button.setEnabled(can and (side != "base" or has_base))
        self.buttons["base"].setToolTip(
            tr("Gives the field the value both sides began with.")
            if has_base
            else tr("A feature that one side deleted is either kept or deleted; there is no third way.")
        )
        for confirm in self.all_buttons.values():
            confirm.rest()
            confirm.setEnabled(can and left > 1)

    def _ask_all(self, side: str) -> None:
        for other, button in self.all_buttons.items():
            if other != side:
                button.rest()
        self.all_buttons[side].ask(tr("%n feature(s)? Click again", n=self._left), side)
