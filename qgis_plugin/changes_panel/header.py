"""Which workspace is shown, and how it stands."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..language import tr
from .words import Words


class Header(QWidget):
    """Emits ``chosen(path)`` and ``look_again``."""

    chosen = pyqtSignal(str)
    look_again = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.workspaces = QComboBox(self)
        self.workspaces.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.workspaces.setToolTip(tr("The workspace whose changes are shown"))
        self.workspaces.activated.connect(lambda at: self.chosen.emit(self.workspaces.itemData(at)))
        again = QToolButton(self)
        again.setIcon(QgsApplication.getThemeIcon("/mActionRefresh.svg"))
        again.setToolTip(tr("Read the workspace again"))
        again.setAutoRaise(True)
        again.clicked.connect(lambda: self.look_again.emit())
        self.words = Words("", self)
        top = QHBoxLayout()
        top.addWidget(self.workspaces, 1)
        top.addWidget(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.words)

    def show_workspaces(self, paths: list[str], current: str | None) -> None:
        """The workspaces of the project, by their file names."""
        self.workspaces.clear()
        for place, path in enumerate(paths):
            self.workspaces.addItem(os.path.basename(path), path)
            self.workspaces.setItemData(place, path, Qt.ItemDataRole.ToolTipRole)
        self.workspaces.setCurrentIndex(max(0, self.workspaces.findData(current)))
        self.setVisible(bool(paths))

    def say(self, text: str) -> None:
        """How many changes there are, and where the workspace stands."""
        self.words.setText(text)
        self.words.setVisible(bool(text))
