"""A result of the worker as a table: sortable, numbers to the right, the total always last."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPalette

from ..language import tr

ROW = Qt.ItemDataRole.UserRole  # position of the row in the result, None for the total
VALUE = Qt.ItemDataRole.UserRole + 1  # the figure itself


class ResultModel(QAbstractTableModel):
    """The table of a result; ``colours`` may give a background by (column name, value)."""

    def __init__(self, palette: QPalette, parent: Any = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._columns: list[dict[str, Any]] = []
        self._rows: list[list[Any]] = []
        self._shown: list[list[str]] = []
        self._order: list[int] = []
        self._total: list[str] | None = None
        self._total_values: dict[str, Any] = {}

    def show(self, result: dict[str, Any], order: list[int] | None = None) -> None:
        """Show a result; ``order`` picks rows."""
        self.beginResetModel()
        self._columns = result["columns"]
        self._rows, self._shown = result["rows"], result["shown"]
        self._order = list(range(len(self._rows))) if order is None else list(order)
        self._total_values = result.get("total") or {}
        has_total = bool(self._total_values) and len(self._rows) > 1
        self._total = list(result.get("shown_total") or []) if has_total else None
        self.endResetModel()

    def clear(self) -> None:
        self.show({"columns": [], "rows": [], "shown": []})

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order) + (self._total is not None)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def is_number(self, column: int) -> bool:
        return self._columns[column].get("unit") is not None

    def is_total(self, row: int) -> bool:
        return row == len(self._order)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        one = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(one)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{heading(one)} ({one['name']})"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self.is_number(section))
        return None

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        total = self.is_total(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self.is_number(column))
        if role == ROW:
            return None if total else self._order[row]
        if role == VALUE:
            name = self._columns[column]["name"]
            return self._total_values.get(name) if total else self._rows[self._order[row]][column]
        if role == Qt.ItemDataRole.FontRole and total:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == Qt.ItemDataRole.BackgroundRole and total:
            return self._palette.color(QPalette.ColorRole.AlternateBase)
        if role == Qt.ItemDataRole.ForegroundRole and self.is_number(column) and self._text(row, column):
            return _link(self._palette)
        if role == Qt.ItemDataRole.ToolTipRole:
            if self.is_number(column) and self._text(row, column):
                return tr("Click to see the features behind this figure on the map.")
            return self._text(row, column)
        return None

    def _text(self, row: int, column: int) -> str:
        if not self.is_total(row):
            return self._shown[self._order[row]][column] or ("–" if not self.is_number(column) else "")
        text = self._total[column] if self._total and column < len(self._total) else ""
        return text or (tr("all") if column == 0 and not self.is_number(0) else "")

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Rows by one column, empty cells last either way; the total stays where it is."""
        if column < 0 or column >= len(self._columns):
            return
        backwards = order == Qt.SortOrder.DescendingOrder
        filled = [one for one in self._order if self._rows[one][column] is not None]
        empty = [one for one in self._order if self._rows[one][column] is None]
        filled.sort(key=lambda one: _sortable(self._rows[one][column], self._shown[one][column]))
        self.layoutAboutToBeChanged.emit()
        self._order = (filled[::-1] if backwards else filled) + empty
        self.layoutChanged.emit()


def heading(column: dict[str, Any]) -> str:
    """A column's title with its unit; those of the library's titles say theirs, but for rates.

    >>> heading({"title": "Mean IRI", "unit": "m/km"}), heading({"title": "Good, km", "unit": "km"})
    ('Mean IRI, m/km', 'Good, km')
    """
    title, unit = column["title"], column.get("unit") or ""
    return title if "/" not in unit or " " in unit else f"{title}, {unit}"


def _side(right: bool) -> Any:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    both = side | Qt.AlignmentFlag.AlignVCenter
    return both.value if hasattr(both, "value") else int(both)  # a model of Qt 5 wants the bare number


def _link(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorRole.Link)


def _sortable(value: Any, shown: str) -> tuple[int, float, str]:
    """Numbers by size, all else by what people read."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (0, float(value), "")
    return (1, 0.0, shown.casefold())
