"""Reading a workspace for the panel: its changes, its state, and the values that break rules.

Saves can come faster than readings end. A reading under way is never cut off by a newer wish (the panel
would starve under steady saving); it ends, and one more follows.
"""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..language import language

LIMIT = 5000
"""Features shown at most; discard and commit take all of them all the same."""
_PAUSE = 10  # ms: what makes one wish to read again may make several


class Reading(QObject):
    """Asks the worker three things of one workspace, one after another."""

    changes_read = pyqtSignal(object)
    info_read = pyqtSignal(object)
    checked = pyqtSignal(object)
    failed = pyqtSignal(object)
    finished = pyqtSignal()

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path: str | None = None
        self._again = False
        self._running: Any = None
        self._turn = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._begin)

    @property
    def is_running(self) -> bool:
        """Whether an answer is awaited or a reading is about to begin."""
        return self._running is not None or self._soon.isActive()

    def read(self, path: str | None) -> None:
        """Read a workspace soon; another one than before at once, dropping what is under way."""
        if path != self._path:
            self.stop()
            self._path = path
        if path is None:
            return
        if self._running is not None:
            self._again = True
        elif not self._soon.isActive():
            self._soon.start()

    def stop(self) -> None:
        """Drop what is under way."""
        self._soon.stop()
        self._again = False
        self._turn += 1
        running, self._running = self._running, None
        if running is not None:
            running.cancel()

    def _begin(self) -> None:
        self._again = False
        self._ask("changes", self._changes, limit=LIMIT)

    def _ask(self, operation: str, then: Any, **parameters: Any) -> None:
        self._turn += 1  # an answer counts if it is to the last question
        turn = self._turn
        self._running = self._session.ask(
            operation,
            then=lambda result: turn == self._turn and then(result),
            otherwise=lambda error: turn == self._turn and self._fail(error),
            workspace=self._path,
            language=language(),
            **parameters,
        )

    def _changes(self, result: dict[str, Any]) -> None:
        self._ask("workspace_info", self._info)
        self.changes_read.emit(result)

    def _info(self, result: dict[str, Any]) -> None:
        self._ask("check_changes", self._checked)
        self.info_read.emit(result)

    def _checked(self, result: dict[str, Any]) -> None:
        self._running = None
        self.checked.emit(result)
        self._end()

    def _fail(self, error: Any) -> None:
        self._running = None
        if getattr(error, "code", "") != "Cancelled":
            self.failed.emit(error)
        self._end()

    def _end(self) -> None:
        if self._again:
            self._begin()
        else:
            self.finished.emit()
