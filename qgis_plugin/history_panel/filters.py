"""What the list of commits is narrowed to: words, author, layer, days, the extent shown, one feature."""

from qgis.core import QgsApplication
from qgis.gui import QgsDateEdit
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..compat import QAction
from ..language import tr

_PAUSE = 250  # ms after the last key


class CommitFilters(QWidget):
    """Emits ``changed`` when something else is wanted; ``wanted()`` tells what."""

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._feature = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.changed)
        self.text = QLineEdit(self)
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(lambda _: self._soon.start())
        lens = QAction(QgsApplication.getThemeIcon("/search.svg"), "", self.text)
        self.text.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self.more = QToolButton(self)
        self.more.setIcon(QgsApplication.getThemeIcon("/mActionFilter2.svg"))
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.text, 1)
        line.addWidget(self.more)
        self._rest = self._made_rest()
        self._rest.hide()
        self.more.toggled.connect(self._rest.setVisible)
        self.only = self._made_only()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self._rest)
        layout.addWidget(self.only)
        self.translate()

    def _made_rest(self):
        rest = QWidget(self)
        form = QFormLayout(rest)
        form.setContentsMargins(0, 2, 0, 4)
        form.setSpacing(4)
        self.author, self.layer = QLineEdit(rest), QComboBox(rest)
        self.author.setClearButtonEnabled(True)
        self.since, self.until = QgsDateEdit(rest), QgsDateEdit(rest)
        for one in (self.since, self.until):
            one.setAllowNull(True)
            one.clear()
            one.setMinimumWidth(60)
            one.dateChanged.connect(lambda _: self._soon.start())
        self.extent = QCheckBox(rest)
        days = QHBoxLayout()
        days.addWidget(self.since, 1)
        days.addWidget(QLabel("–"))
        days.addWidget(self.until, 1)
        self._labels = [QLabel(rest) for _ in range(3)]
        for label, field in zip(self._labels, (self.author, self.layer, days)):
            form.addRow(label, field)
        form.addRow("", self.extent)
        self.author.textChanged.connect(lambda _: self._soon.start())
        self.layer.currentIndexChanged.connect(lambda _: self._soon.start())
        self.extent.toggled.connect(lambda _: self.changed.emit())
        return rest

    def _made_only(self):
        only = QWidget(self)
        line = QHBoxLayout(only)
        line.setContentsMargins(0, 0, 0, 0)
        self._only_text = QLabel(only)
        self._only_text.setWordWrap(True)
        self._all = QToolButton(only)
        self._all.setAutoRaise(True)
        self._all.clicked.connect(lambda: self.set_feature(None))
        line.addWidget(self._only_text, 1)
        line.addWidget(self._all)
        only.hide()
        return only

    def translate(self):
        """Write all texts in the chosen language."""
        self.text.setPlaceholderText(tr("Search in messages"))
        self.more.setToolTip(tr("More filters: author, layer, days, extent"))
        for label, text in zip(self._labels, (tr("Author"), tr("Layer"), tr("Days"))):
            label.setText(text)
        for one in (self.since, self.until):
            one.setNullRepresentation(tr("any day"))
        self.extent.setText(tr("Only what touched the extent shown"))
        self._all.setText(tr("Show all"))
        if self.layer.count():
            self.layer.setItemText(0, tr("all layers"))

    def set_layers(self, layers):
        """(name, title) of the layers to choose from; the choice stays."""
        before = self.layer.currentData()
        self.layer.blockSignals(True)
        self.layer.clear()
        self.layer.addItem(tr("all layers"), None)
        for name, title in layers:
            self.layer.addItem(title, name)
        self.layer.setCurrentIndex(max(self.layer.findData(before), 0))
        self.layer.blockSignals(False)

    def set_feature(self, feature):
        """Only the commits of one feature: (layer, uid, label); None for all."""
        self._feature = feature
        self.only.setVisible(feature is not None)
        if feature is not None:
            self._only_text.setText(tr("Only commits of %1").replace("%1", feature[2]))
        self.changed.emit()

    def clear(self):
        """Nothing is left out; tells of it once."""
        self.blockSignals(True)
        self.text.clear()
        self.author.clear()
        self.layer.setCurrentIndex(0)
        self.since.clear()
        self.until.clear()
        self.extent.setChecked(False)
        self.set_feature(None)
        self.blockSignals(False)
        self._soon.stop()
        self.changed.emit()

    def is_clear(self):
        """Whether nothing is left out."""
        return not any(self.wanted().values()) and not self.extent.isChecked()

    def wanted(self):
        """The filter as the worker's ``log`` takes it, without the extent, which the panel knows."""
        layer, uid = self.layer.currentData(), None
        if self._feature is not None:
            layer, uid, _ = self._feature
        return {
            "text": self.text.text().strip() or None,
            "author": self.author.text().strip() or None,
            "layer": layer,
            "uid": uid,
            "since": _day(self.since),
            "until": _day(self.until),
        }


def _day(edit):
    return None if edit.isNull() else edit.date().toString("yyyy-MM-dd")
