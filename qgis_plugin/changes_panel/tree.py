"""The tree view of the changes: a feature's row runs across all columns, only a column's row has three."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from qgis.PyQt.QtGui import QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from .changes_model import SUMMARY, WHAT, ChangesModel, Key

_ROOM = 6
_OPEN_AT_ONCE = 100
"""With no more features than this, all layers are shown open."""


class ChangesTree(QTreeView):
    """A tree that keeps what was open, chosen and in sight when the workspace is read again."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(14)
        self.setItemDelegate(RowAcross(self))
        self._closed_layers: set[str] = set()
        self._open_layers: set[str] = set()
        self._open_features: set[Key] = set()
        self.expanded.connect(lambda index: self._remember(index, True))
        self.collapsed.connect(lambda index: self._remember(index, False))

    def use(self, model: ChangesModel) -> None:
        """Show a model and stay with it."""
        self.setModel(model)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(60)

    def resizeEvent(self, event: Any) -> None:
        """Share a new width among the columns: the values get what the names can spare."""
        super().resizeEvent(event)
        width = self.viewport().width()
        if self.model() is not None and event.oldSize().width() != event.size().width():
            self.setColumnWidth(0, int(width * 0.42))
            self.setColumnWidth(1, int(width * 0.29))

    def _remember(self, index: QModelIndex, is_open: bool) -> None:
        model: ChangesModel = self.model()
        layer = model.layer_name(index)
        if layer is not None:
            (self._open_layers if is_open else self._closed_layers).add(layer)
            (self._closed_layers if is_open else self._open_layers).discard(layer)
            return
        one = model.feature(index)
        if one is not None:
            key = (one["layer"], one["uid"])
            (self._open_features.add if is_open else self._open_features.discard)(key)

    def chosen(self) -> list[dict[str, Any]]:
        """The features chosen, in whole or by one of their columns or their layer."""
        model: ChangesModel = self.model()
        return model.features(self.selectionModel().selectedRows(WHAT))

    def replacing(self) -> Replacing:
        """While inside, the model may be filled anew; afterwards the tree stands as before."""
        return Replacing(self)

    def open_as_before(self) -> None:
        """Open layers and features that were open, where they still are."""
        model: ChangesModel = self.model()
        few = model.visible_count() <= _OPEN_AT_ONCE
        for row in range(model.rowCount()):
            index = model.index(row, WHAT)
            name = model.layer_name(index) or ""
            if name in self._open_layers or (few and name not in self._closed_layers):
                self.expand(index)
        for key in list(self._open_features):
            index = model.index_of(key)
            if index.isValid():
                self.expand(index)
            else:
                self._open_features.discard(key)


class Replacing:
    """What stood in the tree, and putting it back."""

    def __init__(self, tree: ChangesTree) -> None:
        self._tree = tree

    def __enter__(self) -> None:
        self._chosen = [(one["layer"], one["uid"]) for one in self._tree.chosen()[:50]]
        self._at = self._tree.verticalScrollBar().value()
        self._tree.setUpdatesEnabled(False)

    def __exit__(self, *error: object) -> None:
        tree = self._tree
        model: ChangesModel = tree.model()
        tree.open_as_before()
        picking = tree.selectionModel()
        rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for key in self._chosen:
            index = model.index_of(key)
            if index.isValid():
                picking.select(index, rows)
        tree.verticalScrollBar().setValue(self._at)
        tree.setUpdatesEnabled(True)


class RowAcross(QStyledItemDelegate):
    """Paints a layer's or feature's name over the whole row, and what is told of it behind the name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        summary = index.siblingAtColumn(WHAT).data(SUMMARY)
        if summary is None:
            super().paint(painter, option, index)
            return
        if index.column() != WHAT:
            return  # painted with the first
        view: QTreeView = self.parent()
        option.rect.setRight(view.viewport().width() - 1)
        super().paint(painter, option, index)
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        place = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, whole, view)
        used = whole.fontMetrics.horizontalAdvance(whole.text) + 2 * _ROOM
        place.adjust(used, 0, -_ROOM, 0)
        if place.width() < 40:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colour = option.palette.color(
            QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        )
        colour.setAlphaF(0.6)
        painter.save()
        painter.setFont(view.font())
        painter.setPen(colour)
        text = view.fontMetrics().elidedText(summary, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + 4)
