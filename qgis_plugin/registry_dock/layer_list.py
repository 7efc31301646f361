"""The layers of a registry, with counts and last change, to be ticked for a checkout."""

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ..language import date, date_time, in_language, number, tr
from ..pictures import geometry_icon

_NAME = Qt.ItemDataRole.UserRole


def _drawn_above(layer):
    """Sorts layers as they are drawn, tables without geometry below all."""
    return layer.get("geometry") is not None, layer.get("order") or 0


class LayerList(QTreeWidget):
    """One row a layer; those drawn above others come first."""

    chosen_changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setHeaderLabels([tr("Layer"), tr("Features"), tr("Changed")])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.itemChanged.connect(lambda *_: self.chosen_changed.emit())
        self._layers = []

    def show_layers(self, layers):
        """Rows for the layers of a registry_info; what was ticked stays ticked."""
        ticked = set(self.chosen()) if self._layers else None
        known = {one["name"] for one in self._layers}
        self._layers = sorted(layers, key=_drawn_above, reverse=True)
        self.blockSignals(True)
        self.clear()
        for one in self._layers:
            item = QTreeWidgetItem(self)
            item.setData(0, _NAME, one["name"])
            item.setText(0, in_language(one.get("title"), one["name"]))
            item.setIcon(0, geometry_icon(one.get("geometry")))
            about = [item.text(0), in_language(one.get("description")), one["name"]]
            item.setToolTip(0, "\n".join(dict.fromkeys(filter(None, about))))
            item.setText(1, number(one["count"]))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._show_last(item, one.get("last"))
            is_ticked = ticked is None or one["name"] in ticked or one["name"] not in known
            item.setCheckState(0, Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.chosen_changed.emit()

    @staticmethod
    def _show_last(item, commit):
        if not commit:
            return
        when = commit.get("local_time") or commit["time"]
        item.setText(2, date(when))
        item.setToolTip(2, f"{date_time(when)} · {commit['author']}\n{commit['message']}")

    def layers(self):
        """What is shown, as the worker told it."""
        return self._layers

    def chosen(self):
        """Names of the layers ticked."""
        items = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [one.data(0, _NAME) for one in items if one.checkState(0) == Qt.CheckState.Checked]

    def choose(self, names):
        """Tick these layers and no other; None ticks all."""
        self.blockSignals(True)
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            wanted = names is None or item.data(0, _NAME) in names
            item.setCheckState(0, Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.chosen_changed.emit()
