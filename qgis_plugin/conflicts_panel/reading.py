"""Reading the open conflicts of a workspace, and the titles of its layers.

A wish that comes while the worker is reading is kept: one more reading follows.
"""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..language import in_language, language


class Reading(QObject):
    """Emits ``read(conflicts, titles)`` or ``failed(error)``."""

    read_done = pyqtSignal(object, object)
    failed = pyqtSignal(object)

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._titles: dict[str, str] = {}
        self._path: str | None = None
        self._again = False

    @property
    def is_running(self) -> bool:
        """Whether the worker has been asked and has not answered yet."""
        return self._path is not None

    def read(self, path: str | None) -> None:
        """Read a workspace; what is under way about another one no longer counts."""
        if path is not None and path == self._path:
            self._again = True
            return
        self._path, self._again = path, False
        if path is not None:
            self._ask("workspace_info", self._info)

    def _ask(self, operation: str, then: Any) -> None:
        path = self._path

        def done(result: dict[str, Any]) -> None:
            if path == self._path:
                then(result)

        def failed(error: Any) -> None:
            if path == self._path:
                self._path = None
                self.failed.emit(error)

        self._session.ask(operation, then=done, otherwise=failed, workspace=path, language=language())

    def _info(self, info: dict[str, Any]) -> None:
        self._titles = {one["name"]: in_language(one["title"], one["name"]) for one in info["layers"]}
        self._ask("conflicts", self._conflicts)

    def _conflicts(self, result: dict[str, Any]) -> None:
        path, self._path = self._path, None
        self.read_done.emit(result["conflicts"], self._titles)
        if self._again:
            self.read(path)
