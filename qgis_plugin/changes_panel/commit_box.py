"""Message, author and the button; and if the button is off, the reason why.

A message typed but not yet committed is kept by QGIS's settings under its workspace, so that it is still
there after conflicts were decided or QGIS was closed.
"""

from __future__ import annotations

import hashlib
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .. import settings
from ..language import tr
from .words import Words


class Message(QPlainTextEdit):
    """A field for some lines; Ctrl+Enter says that it is finished."""

    finished = pyqtSignal()

    def keyPressEvent(self, event: Any) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class CommitBox(QWidget):
    """Emits ``wanted(message, author)``."""

    wanted = pyqtSignal(str, str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.workspace: str | None = None
        self._reason: str | None = None
        self._count = 0
        self._offered = ""
        self.message = Message(self)
        self.message.setPlaceholderText(tr("What was changed, and why"))
        self.message.setTabChangesFocus(True)
        self.message.setFixedHeight(self.message.fontMetrics().lineSpacing() * 2 + 12)
        self.author = QLineEdit(self)
        self.author.setPlaceholderText(tr("Your name, as the history shows it"))
        self.author.setToolTip(tr("Author: your name, as the history shows it."))
        self.button = QPushButton(QgsApplication.getThemeIcon("/mActionSaveAllEdits.svg"), "", self)
        self.why_not = Words("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.message)
        column.addWidget(self.author)
        column.addWidget(self.button)
        column.addWidget(self.why_not)
        self.button.clicked.connect(self._commit)
        self.message.finished.connect(self._commit)
        self.message.textChanged.connect(self._typed)
        self.author.textChanged.connect(self._update)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(500)
        self._keep.timeout.connect(self.keep)
        self._update()

    def use(self, workspace: str | None, author: str) -> None:
        """Turn to a workspace, with the message that was begun for it."""
        if workspace != self.workspace:
            self.keep()
            self.workspace = workspace
            kept = settings.get(_key(workspace)) if workspace else ""
            self.message.setPlainText(kept)
            self._keep.stop()
        if self.author.text().strip() in ("", self._offered):
            self.author.setText(author)
        self._offered = author

    def keep(self) -> None:
        """Remember the message begun, or that there is none."""
        self._keep.stop()
        if self.workspace is not None:
            text, key = self.message.toPlainText(), _key(self.workspace)
            if text != settings.get(key):
                settings.put(key, text)

    def set_state(self, count: int, reason: str | None) -> None:
        """How many changes there are to commit, and what stands in the way, None if nothing does."""
        self._count, self._reason = count, reason
        self._update()

    def committed(self) -> None:
        """The message has done its work; a name given for the first time is remembered."""
        if not settings.author():
            settings.put("author", self.author.text().strip())
        self.message.clear()
        self.keep()

    def reason(self) -> str | None:
        """Why the button is off; None while it is on."""
        if self._reason is not None:
            return self._reason
        if not self.message.toPlainText().strip():
            return tr("Say in the message what was changed.")
        if not self.author.text().strip():
            return tr("Give your name.")
        return None

    def _typed(self) -> None:
        self._keep.start()
        self._update()

    def _update(self) -> None:
        reason = self.reason()
        counted = tr("Commit %n change(s)", n=self._count) if self._count else tr("Commit")
        self.button.setText(counted)
        self.button.setEnabled(reason is None)
        self.button.setToolTip(
            reason or tr("Writes the changes into the registry, as one commit (Ctrl+Enter).")
        )
        self.why_not.setText(reason or "")
        self.why_not.setVisible(bool(reason))

    def _commit(self) -> None:
        if self.reason() is None:
            self.wanted.emit(self.message.toPlainText().strip(), self.author.text().strip())


def _key(workspace: str | None) -> str:
    return f"message/{hashlib.sha256(str(workspace).encode()).hexdigest()[:16]}"
