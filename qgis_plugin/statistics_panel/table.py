"""The table of a result: a click on a figure asks for the features behind it; copied as text."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication, QKeySequence
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from .result_model import ROW, ResultModel

_WIDEST = 260


class ResultTable(QTableView):
    """Shows a :class:`ResultModel`."""

    wanted = pyqtSignal(object, int)  # row of the result, None for the total; column

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.figures = ResultModel(self.palette(), self)
        self.setModel(self.figures)
        self.setAlternatingRowColors(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.horizontalHeader().setResizeContentsPrecision(100)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._clicked)
        self.entered.connect(self._over)

    def show_result(self, result: dict[str, Any], order: list[int] | None = None) -> None:
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.blockSignals(False)
        self.figures.show(result, order)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.resizeColumnsToContents()
        for column in range(self.figures.columnCount()):
            if self.columnWidth(column) > _WIDEST:
                self.setColumnWidth(column, _WIDEST)

    def _clicked(self, index: QModelIndex) -> None:
        if index.isValid() and self.figures.is_number(index.column()) and index.data():
            self.wanted.emit(index.data(ROW), index.column())

    def _over(self, index: QModelIndex) -> None:
        leads = self.figures.is_number(index.column()) and index.data()
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: Any) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text_selected())
            event.accept()
        else:
            super().keyPressEvent(event)

    def text_selected(self) -> str:
        """What is selected, as a spreadsheet takes it; the whole table if nothing is."""
        chosen = self.selectionModel().selectedIndexes()
        rows = sorted({one.row() for one in chosen}) or list(range(self.figures.rowCount()))
        columns = sorted({one.column() for one in chosen}) or list(range(self.figures.columnCount()))
        lines = []
        if not chosen or len(columns) > 1:
            kind = Qt.Orientation.Horizontal
            role = Qt.ItemDataRole.DisplayRole
            lines.append("\t".join(self.figures.headerData(one, kind, role) for one in columns))
        lines += ["\t".join(self.figures.index(row, one).data() or "" for one in columns) for row in rows]
        return "\n".join(lines)
