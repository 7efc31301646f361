"""Which version is counted: the newest, one with a tag, that of a day, or a commit by its number."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from ..language import tr

_DAY, _NUMBER = "day", "number"


class VersionBox(QWidget):
    """Gives a version spec, None for the first choice: the newest, or what ``first`` says instead."""

    changed = pyqtSignal()

    def __init__(self, parent: Any = None, first: str = "") -> None:
        super().__init__(parent)
        self._first = first or tr("Newest")
        self.kinds = QComboBox(self)
        self.kinds.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.day = QDateEdit(QDate.currentDate(), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.number = QSpinBox(self)
        self.number.setRange(1, 1_000_000_000)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kinds, 1)
        row.addWidget(self.day)
        row.addWidget(self.number)
        self.show_tags([], 1)
        self.kinds.currentIndexChanged.connect(lambda _: self._choose())
        self._choose()

    def show_tags(self, tags: list[str], newest: int) -> None:
        """The tags of the registry in use and the number of its newest commit."""
        before = self.kinds.currentData()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(self._first, None)
        for name in tags:
            self.kinds.addItem(tr("Tag {name}").format(name=name), f"tag:{name}")
        self.kinds.addItem(tr("On a day…"), _DAY)
        self.kinds.addItem(tr("Commit number…"), _NUMBER)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(before)))
        self.kinds.blockSignals(False)
        self.number.setMaximum(max(1, newest))
        self._choose()

    def spec(self) -> str | None:
        kind = self.kinds.currentData()
        if kind == _DAY:
            return str(self.day.date().toString("yyyy-MM-dd"))
        return str(self.number.value()) if kind == _NUMBER else kind

    def choose_day(self, text: str) -> None:
        """Take the version of a day, as YYYY-MM-DD."""
        self.kinds.setCurrentIndex(self.kinds.findData(_DAY))
        self.day.setDate(QDate.fromString(text, "yyyy-MM-dd"))

    def _choose(self) -> None:
        self.day.setVisible(self.kinds.currentData() == _DAY)
        self.number.setVisible(self.kinds.currentData() == _NUMBER)
        self.changed.emit()
