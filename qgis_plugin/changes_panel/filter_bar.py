"""Which changes the tree shows: words, and kinds with their counts."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from ..compat import QAction
from ..language import number, tr
from .kinds import KINDS, kind_icon, kind_title

_PAUSE = 150  # ms after the last key


class FilterBar(QWidget):
    """Emits ``changed(text, kinds)``."""

    changed = pyqtSignal(str, object)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(tr("Filter by name or value"))
        self.words.setClearButtonEnabled(True)
        lens = QAction(QgsApplication.getThemeIcon("/mActionFilter2.svg"), "", self.words)
        self.words.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._tell)
        self.words.textChanged.connect(lambda _: self._soon.start())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addWidget(self.words, 1)
        self.kinds: dict[str, QToolButton] = {}
        for kind in KINDS:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(True)
            button.setIcon(kind_icon(kind))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.toggled.connect(lambda _: self._tell())
            self.kinds[kind] = button
            line.addWidget(button)
        self.show_counts(dict.fromkeys(KINDS, 0))

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many features of each kind there are."""
        for kind, button in self.kinds.items():
            button.setText(number(counts[kind]))
            button.setToolTip(
                f"{kind_title(kind)}: {number(counts[kind])}\n{tr('Click to hide or show them.')}"
            )

    def clear(self) -> None:
        """Show everything again."""
        self.words.clear()
        for button in self.kinds.values():
            button.setChecked(True)
        self._tell()

    def chosen(self) -> frozenset[str]:
        """The kinds that are to be shown."""
        return frozenset(kind for kind, button in self.kinds.items() if button.isChecked())

    def _tell(self) -> None:
        self._soon.stop()
        self.changed.emit(self.words.text(), self.chosen())
