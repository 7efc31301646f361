"""Lists beside a figure: the features behind it, and those that were left out and why."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from ..language import number

_FEATURE = Qt.ItemDataRole.UserRole
#: Rows of a list; the exports hold all.
MOST = 500


class FeatureList(QTreeWidget):
    """Features by label, layer and what they gave."""

    chosen = pyqtSignal(object)

    def __init__(self, headings: list[str], parent: Any = None) -> None:
        super().__init__(parent)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setHeaderLabels(headings)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        for column in range(1, len(headings)):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setResizeContentsPrecision(50)
        self.itemSelectionChanged.connect(self._tell)

    def show_features(self, features: list[dict[str, Any]], texts: list[list[str]]) -> None:
        """A row of texts for each feature."""
        self.clear()
        items = []
        for one, row in zip(features[:MOST], texts):
            item = QTreeWidgetItem(row)
            item.setData(0, _FEATURE, one)
            for column, text in enumerate(row):
                item.setToolTip(column, text)
            items.append(item)
        self.addTopLevelItems(items)

    def _tell(self) -> None:
        for item in self.selectedItems():
            self.chosen.emit(item.data(0, _FEATURE))


def value_shown(value: Any, digits: int = 3) -> str:
    """What a feature gave, without noughts that say nothing."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        text = number(float(value), digits)
        mark = "." if "." in text else ","
        return text.rstrip("0").rstrip(mark) if mark in text else text
    return str(value)
