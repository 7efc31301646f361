"""Notices that another program wrote to the workspace, so that its edits show without being asked for."""

from __future__ import annotations

import os
from typing import Any

from qgis.PyQt.QtCore import QFileSystemWatcher, QObject, QTimer, pyqtSignal

_REST = 400  # ms without another write: programs write in bursts


class FileWatch(QObject):
    """Watches one file at a time; ``changed`` comes once the file has been left alone for a moment."""

    changed = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._path: str | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._touched)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._rested)

    def watch(self, path: str | None) -> None:
        """Turn to a file, or to none."""
        if path == self._path:
            return
        self.calm()
        for former in self._watcher.files():
            self._watcher.removePath(former)
        self._path = path
        if path is not None:
            self._watcher.addPath(path)

    def calm(self) -> None:
        """What was written until now is being read already."""
        self._rest.stop()

    def _touched(self, _path: str) -> None:
        self._rest.start()

    def _rested(self) -> None:
        # A file that was replaced is no longer watched; the one in its place is.
        if self._path and self._path not in self._watcher.files() and os.path.exists(self._path):
            self._watcher.addPath(self._path)
        self.changed.emit()
