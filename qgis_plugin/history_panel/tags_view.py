"""Tags: names of versions, such as that of a yearly report."""

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..language import date, tr
from ..pictures import icon, theme_icon
from .fitted_tree import FittedTree

_TAG = Qt.ItemDataRole.UserRole


class TagsView(QWidget):
    """The tags of the registry; adds one to the version chosen in the list of commits."""

    goes_to = pyqtSignal(int)  # revision
    loads = pyqtSignal(str, str)  # version spec, name
    changed = pyqtSignal()

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._revision = None
        titles = [tr("Tag"), tr("Version"), tr("Named on"), tr("Remark")]
        self.list = FittedTree(titles, (0.3, 0.16, 0.26, 0.28), self)
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.itemActivated.connect(lambda item, _: self.goes_to.emit(item.data(0, _TAG)["revision"]))
        self.list.itemSelectionChanged.connect(self._enable)
        self.empty = QLabel(tr("No version has a name yet. Choose a commit and name it below."), self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.go = self._button(theme_icon("mActionZoomToSelected"), tr("Go to this version"), self._go)
        self.load = self._button(icon("version"), tr("Load this version as layers"), self._load)
        self.remove = self._button(theme_icon("mActionDeleteSelected"), tr("Remove this tag"), self._remove)
        buttons = QHBoxLayout()
        for one in (self.go, self.load, self.remove):
            buttons.addWidget(one)
        buttons.addStretch(1)
        self.name, self.message = QLineEdit(self), QLineEdit(self)
        self.name.setPlaceholderText(tr("Name, such as 2024-report"))
        self.message.setPlaceholderText(tr("Remark (may be empty)"))
        self.add = QToolButton(self)
        self.add.setText(tr("Add"))
        self.add.clicked.connect(self._add)
        self.name.textChanged.connect(lambda _: self._enable())
        self.name.returnPressed.connect(self._add)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.name, 1)
        line.addWidget(self.message, 1)
        line.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(buttons)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.about)
        layout.addLayout(line)
        self.choose(None)
        self.show_tags([])

    def _button(self, picture, text, slot):
        button = QToolButton(self)
        button.setIcon(picture)
        button.setToolTip(text)
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button

    def read(self):
        """Ask for the tags anew."""
        registry = self._session.registry
        if registry is None:
            self.show_tags([])
            return
        self._session.ask(
            "tags",
            then=lambda result: registry == self._session.registry and self.show_tags(result["tags"]),
            registry=registry,
        )

    def show_tags(self, tags):
        self.list.clear()
        for one in tags:
            item = QTreeWidgetItem(
                [one["name"], str(one["revision"]), date(one["time"]), one["message"] or ""]
            )
            item.setData(0, _TAG, one)
            for column in range(4):
                item.setToolTip(column, f"{one['name']}\n{one['author']}\n{one['message'] or ''}".strip())
            self.list.addTopLevelItem(item)
        self.list.setVisible(bool(tags))
        self.empty.setVisible(not tags)
        self._enable()

    def names(self):
        """Names of all tags."""
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        return [one.text(0) for one in items]

    def choose(self, revision):
        """The revision that a new tag would name."""
        self._revision = revision
        if revision is None:
            self.about.setText(tr("Choose one commit to give it a name."))
        else:
            self.about.setText(tr("Name version %1:").replace("%1", str(revision)))
        self._enable()

    def _enable(self):
        one = self._current() is not None
        for button in (self.go, self.load, self.remove):
            button.setEnabled(one)
        self.add.setEnabled(self._revision is not None and bool(self.name.text().strip()))

    def _current(self):
        items = self.list.selectedItems()
        return items[0].data(0, _TAG) if items else None

    def _go(self):
        self.goes_to.emit(self._current()["revision"])

    def _load(self):
        one = self._current()
        self.loads.emit(f"tag:{one['name']}", one["name"])

    def _add(self):
        name = self.name.text().strip()
        if not name or self._revision is None:
            return

        def added(_):
            self.name.clear()
            self.message.clear()
            self._session.done(
                tr("Version %1 is called %2 now.").replace("%1", str(revision)).replace("%2", name)
            )
            self._session.told_history_changed()

        revision = self._revision
        self._session.ask(
            "add_tag", then=added,
            registry=self._session.registry, name=name, version=revision,
            author=self._session.author, message=self.message.text().strip(),
        )  # fmt: skip

    def _remove(self):
        one = self._current()

        def removed(_):
            text = tr("The tag %1 is removed; the version stays.")
            self._session.done(text.replace("%1", one["name"]))
            self._session.told_history_changed()

        self._session.ask(
            "remove_tag", then=removed,
            registry=self._session.registry, name=one["name"], author=self._session.author,
        )  # fmt: skip
