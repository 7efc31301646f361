"""A button that asks back by changing its own words, instead of a window in the way."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

_PATIENCE = 5000  # ms in which the second click counts


class ConfirmButton(QPushButton):
    """Emits ``confirmed`` with what it was asked for, at the second click."""

    confirmed = pyqtSignal(object)

    def __init__(self, text: str, parent: Any = None) -> None:
        super().__init__(text, parent)
        self._asked: Any = None
        self._rest = text
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.rest)

    def ask(self, question: str, what: Any) -> None:
        """The first click asks, the second confirms, if both are for the same."""
        if self._asked is not None and self._asked == what:
            self.rest()
            self.confirmed.emit(what)
            return
        self._asked = what
        self.setText(question)
        self.setStyleSheet("QPushButton { font-weight: bold; }")
        self._patience.start()

    def say(self, text: str) -> None:
        """What it says while it is not asking."""
        if text != self._rest:
            self._rest = text
            self.rest()

    def rest(self) -> None:
        """Forget the first click."""
        self._asked = None
        self._patience.stop()
        self.setText(self._rest)
        self.setStyleSheet("")
