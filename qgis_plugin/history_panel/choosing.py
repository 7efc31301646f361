"""Which version of which layers to load: a commit, a tag or a day; and with what to compare it."""

from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
)

from ..language import tr

_NAME = Qt.ItemDataRole.UserRole


class VersionChoice:
    """A commit, a tag or a day, as three radio buttons in a grid."""

    def __init__(self, dialog, grid, revision, tags):
        self._group = QButtonGroup(dialog)
        self.commit, self.tag, self.day = (
            QRadioButton(text, dialog) for text in (tr("Commit"), tr("Tag"), tr("Last commit of the day"))
        )
        self.revision = QLineEdit("" if revision is None else str(revision), dialog)
        self.revision.setPlaceholderText("head")
        self.revision.setToolTip(tr("A number such as 12, head for the newest, head~1 for the one before it"))
        self.tags = QComboBox(dialog)
        self.tags.addItems(tags)
        self.tag.setEnabled(bool(tags))
        self.date = QDateEdit(QDate.currentDate(), dialog)
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        first = grid.rowCount()
        for row, (button, field) in enumerate(
            ((self.commit, self.revision), (self.tag, self.tags), (self.day, self.date)), first
        ):
            self._group.addButton(button)
            grid.addWidget(button, row, 0)
            grid.addWidget(field, row, 1)
        self.commit.setChecked(True)
        self.tags.activated.connect(lambda _: self.tag.setChecked(True))
        self.date.dateChanged.connect(lambda _: self.day.setChecked(True))
        self.revision.textEdited.connect(lambda _: self.commit.setChecked(True))

    def spec(self):
        """The version spec."""
        if self.tag.isChecked():
            return f"tag:{self.tags.currentText()}"
        if self.day.isChecked():
            return self.date.date().toString("yyyy-MM-dd")
        return self.revision.text().strip() or "head"

    def title(self):
        """What it is called in the layer tree."""
        return self.tags.currentText() if self.tag.isChecked() else self.spec()


class LayerList(QListWidget):
    """Layers to tick; those of ``ticked`` are ticked, all where it names none."""

    def __init__(self, layers, ticked=(), parent=None):
        super().__init__(parent)
        chosen = set(ticked) & {name for name, _ in layers}
        for name, title in layers:
            item = QListWidgetItem(title, self)
            item.setData(_NAME, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            on = not chosen or name in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def chosen(self):
        """(name, title) of those ticked, in their order."""
        items = [self.item(row) for row in range(self.count())]
        return [(one.data(_NAME), one.text()) for one in items if one.checkState() == Qt.CheckState.Checked]


class VersionDialog(QDialog):
    """Asks for a version, for a second one to compare with if wanted, and for layers."""

    wanted = pyqtSignal(object)  # ([spec, ...], [title, ...], [(name, title), ...])

    def __init__(self, layers, ticked, revisions, tags, parent=None):
        """``revisions`` is one number to load a version, two (older, newer) to compare."""
        super().__init__(parent)
        compares = len(revisions) > 1
        self.setWindowTitle(
            tr("Difference of two versions as layers") if compares else tr("Load a version as layers")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self.choices = []
        for number, revision in enumerate(revisions):
            if compares:
                heading = QLabel(f"<b>{(tr('Older version'), tr('Newer version'))[number]}</b>")
                grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            self.choices.append(VersionChoice(self, grid, revision, tags))
        self.layers = LayerList(layers, ticked, self)
        self.layers.setMinimumHeight(190)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(
            tr("Compare") if compares else tr("Load")
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.layers.itemChanged.connect(self._enable)
        layout = QVBoxLayout(self)
        layout.addLayout(grid)
        layout.addWidget(QLabel(f"<b>{tr('Layers')}</b>"))
        layout.addWidget(self.layers, 1)
        layout.addWidget(self.buttons)
        self.resize(360, 420)

    def _enable(self, *_):
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.layers.chosen()))

    def accept(self):
        specs = [one.spec() for one in self.choices]
        self.wanted.emit((specs, [one.title() for one in self.choices], self.layers.chosen()))
        super().accept()
