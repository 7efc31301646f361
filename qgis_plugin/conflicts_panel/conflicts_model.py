"""The features in conflict, one a row."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, Qt

from ..changes_panel.tree import SUMMARY
from ..language import in_language

Conflict = dict[str, Any]
Key = tuple[str, str]


class ConflictsModel(QAbstractListModel):
    """Label of each feature, and behind it what is in question."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._conflicts: list[Conflict] = []
        self._titles: dict[str, str] = {}

    def show(self, conflicts: list[Conflict], titles: dict[str, str]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._conflicts, self._titles = conflicts, titles
        self.endResetModel()

    def all(self) -> list[Conflict]:
        """Every feature in conflict."""
        return self._conflicts

    def at(self, index: QModelIndex) -> Conflict | None:
        """The feature of a row."""
        return self._conflicts[index.row()] if index.isValid() else None

    def row_of(self, key: Key) -> int | None:
        """The row of a feature, by (layer, uid)."""
        for row, one in enumerate(self._conflicts):
            if (one["layer"], one["uid"]) == key:
                return row
        return None

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._conflicts)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.at(index)
        if one is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return label_of(one)
        if role == SUMMARY:
            return f"{self._titles.get(one['layer'], one['layer'])} · {columns_of(one)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{label_of(one)}\n{self._titles.get(one['layer'], one['layer'])}: {columns_of(one)}"
        return None


def label_of(one: Conflict) -> str:
    """What a feature is called, by its label or the end of its uid."""
    return one["label"] or f"…{one['uid'][-8:]}"


def columns_of(one: Conflict) -> str:
    """The columns in question, in one line."""
    return ", ".join(in_language(column["title"], column["name"]) for column in one["columns"])
