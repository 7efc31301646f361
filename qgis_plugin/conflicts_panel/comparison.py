"""One feature's conflicting columns side by side: before, mine, theirs."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ..geometry_shown import BASE, OURS, THEIRS
from ..language import in_language, tr

SIDES = ("base", "ours", "theirs")
COLOURS = {"base": BASE, "ours": OURS, "theirs": THEIRS}
_TEXT = Qt.ItemDataRole.DisplayRole


def side_title(side: str) -> str:
    """A side in the chosen language."""
    return {"base": tr("Before"), "ours": tr("Mine"), "theirs": tr("Theirs")}[side]


def swatch(side: str) -> QIcon:
    """The colour that a side has on the map."""
    picture = QPixmap(24, 24)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOURS[side]))
    painter.drawRoundedRect(3, 3, 18, 18, 4, 4)
    painter.end()
    return QIcon(picture)


class ComparisonModel(QAbstractTableModel):
    """A row for each column in conflict: its title, and its value on each side."""

    def __init__(self, palette: QPalette, parent: Any = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.columns: list[dict[str, Any]] = []

    def show(self, columns: list[dict[str, Any]]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.columns = columns
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1 + len(SIDES)

    def headerData(self, section: int, orientation: Any, role: int = _TEXT) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _TEXT:
            return side_title(SIDES[section - 1]) if section else tr("Field")
        if role == Qt.ItemDataRole.DecorationRole and section:
            return swatch(SIDES[section - 1])
        return None

    def data(self, index: QModelIndex, role: int = _TEXT) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.row()]
        if index.column() == 0:
            shown = role in (_TEXT, Qt.ItemDataRole.ToolTipRole)
            return in_language(column["title"], column["name"]) if shown else None
        text = column[f"shown_{SIDES[index.column() - 1]}"]
        if role == _TEXT:
            return text or tr("no value")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("{value}\nDouble-click takes this value.").format(value=text or tr("no value"))
        if role == Qt.ItemDataRole.ForegroundRole and not text:
            return self._palette.brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return None


class Comparison(QTableView):
    """The table. A double click on a value takes that side for that column."""

    taken = pyqtSignal(str, str)
    """(column, side)"""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(self._take)

    def resizeEvent(self, event: Any) -> None:
        """The three sides share alike what the names of the fields leave them."""
        super().resizeEvent(event)
        width = self.viewport().width()
        if self.model() is not None and event.oldSize().width() != event.size().width():
            for section, share in enumerate((0.25, 0.25, 0.25)):
                self.setColumnWidth(section, int(width * share))

    def chosen(self) -> list[dict[str, Any]]:
        """The columns whose rows are chosen."""
        model: ComparisonModel = self.model()
        return [model.columns[index.row()] for index in self.selectionModel().selectedRows()]

    def _take(self, index: QModelIndex) -> None:
        if index.column():
            model: ComparisonModel = self.model()
            self.taken.emit(model.columns[index.row()]["name"], SIDES[index.column() - 1])
