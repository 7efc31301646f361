"""A tree whose columns share the width that there is, so that a narrow panel hides none of them."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget


class FittedTree(QTreeWidget):
    """Columns by their shares of the width, such as ``(0.4, 0.3, 0.3)``; a person may move their borders."""

    def __init__(self, titles, shares, parent=None):
        super().__init__(parent)
        self._shares = shares
        self.setColumnCount(len(titles))
        self.setHeaderLabels(titles)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(50)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            width = self.viewport().width()
            for column, share in enumerate(self._shares[:-1]):
                self.setColumnWidth(column, int(width * share))
