"""One workspace of the project: its state in a line, and the three things to do with it."""

import os

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from ..language import tr
from ..pictures import icon, theme_icon
from .workspace_state import EDITS, as_links, missing, overwritten, overwritten_text, problems, state_line


class WorkspaceCard(QFrame):
    """Shows a workspace; what is to be done with it is told by signals, for the panel to do."""

    update_wanted = pyqtSignal(str)
    changes_wanted = pyqtSignal(str)
    commit_wanted = pyqtSignal(str)
    conflicts_wanted = pyqtSignal(str)
    history_wanted = pyqtSignal(str)
    adopt_wanted = pyqtSignal(str)
    registry_wanted = pyqtSignal(str)  # the registry of the workspace is to be found
    layers_wanted = pyqtSignal(str)  # layers missing in the project are to be added
    removal_wanted = pyqtSignal(str)
    language_wanted = pyqtSignal(str)  # forms in the language of the plugin

    def __init__(self, session, path, parent=None):
        super().__init__(parent)
        self._session = session
        self.path = path
        self.info = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.name = QLabel(os.path.splitext(os.path.basename(path))[0], self)
        self.name.setToolTip(path)
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setText("⋯")
        self.more.setToolTip(tr("More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._menu())
        self.state = QLabel(tr("Reading…"), self)
        self.state.setTextFormat(Qt.TextFormat.RichText)
        self.state.linkActivated.connect(self._follow)
        self.state.setWordWrap(True)
        self.trouble = QLabel(self)
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.mend = QPushButton(self)
        self.mend.clicked.connect(self._mend_pressed)
        self.update_button = self._button("update", tr("Update"), self.update_wanted)
        self.changes_button = self._button("changes", "", self.changes_wanted)
        self.changes_button.setToolTip(tr("Show the changes"))
        self.commit_button = self._button("commit", tr("Commit…"), self.commit_wanted)
        self.conflicts_button = self._button("conflicts", tr("Resolve…"), self.conflicts_wanted)
        self._mend = None

        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.more)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.update_button, self.commit_button, self.conflicts_button, self.changes_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 6, 6)
        column.setSpacing(3)
        column.addLayout(top)
        column.addWidget(self.state)
        column.addWidget(self.trouble)
        column.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        self._show_trouble(None)
        for button in (self.update_button, self.changes_button, self.commit_button, self.conflicts_button):
            button.setVisible(False)

    def _button(self, picture, caption, signal):
        button = QPushButton(icon(picture), caption, self)
        button.clicked.connect(lambda: signal.emit(self.path))
        return button

    def _follow(self, target):
        {
            "conflicts": self.conflicts_wanted,
            "changes": self.changes_wanted,
            "history": self.history_wanted,
        }[target].emit(self.path)

    def _menu(self):
        menu = QMenu(self)
        self._add_missing = menu.addAction(theme_icon("mActionAddOgrLayer"), tr("Add the missing layers"))
        self._add_missing.triggered.connect(lambda _=False: self.layers_wanted.emit(self.path))
        forms = menu.addAction(tr("Symbols and forms as defined, in my language"))
        forms.setToolTip(tr("In this project alone; styles of your own are replaced."))
        forms.triggered.connect(lambda _=False: self.language_wanted.emit(self.path))
        remove = menu.addAction(theme_icon("mActionRemoveLayer"), tr("Take out of the project"))
        remove.setToolTip(tr("The file stays, and with it what was edited."))
        remove.triggered.connect(lambda _=False: self.removal_wanted.emit(self.path))
        menu.setToolTipsVisible(True)
        return menu

    def show_info(self, info):
        """The state, as the worker told it."""
        self.info = info
        parts = state_line(info)
        if info.get("unfinished"):
            parts.append((tr("a commit or update was cut off; the next update ends it"), EDITS, ""))
        self.state.setText(as_links(parts))
        self.state.setVisible(bool(parts))
        base = info.get("base") or {}
        self.state.setToolTip(base.get("message", ""))
        here = info["registry_found"]
        self.changes_button.setVisible(True)
        self.update_button.setVisible(here and bool(info["newer_commits"] or info.get("unfinished")))
        self.conflicts_button.setVisible(bool(info["conflicts"]))
        self.commit_button.setVisible(here and bool(info["edits"]) and not info["conflicts"])
        self._add_missing.setEnabled(bool(missing(self._session, info)))
        self._show_problems(info)

    def show_failure(self, error):
        """The workspace itself cannot be read."""
        self.info = None
        self.state.setVisible(False)
        for button in (self.update_button, self.changes_button, self.commit_button, self.conflicts_button):
            button.setVisible(False)
        self._show_trouble(str(error), tr("Take out of the project"), self.removal_wanted)

    def _show_problems(self, info):
        if not info["registry_found"]:
            text = tr("The registry is not at {path}; edits are safe here meanwhile.").format(
                path=info["registry"]
            )
            self._show_trouble(text, tr("Find the registry…"), self.registry_wanted)
        elif overwritten(info):
            self._show_trouble(overwritten_text(info), tr("Compare with the registry"), self.adopt_wanted)
        elif problems(info):
            # The mends of layers that do not fit are in the panel of changes.
            self._show_trouble("\n".join(problems(info)), tr("Show the changes"), self.changes_wanted)
        else:
            self._show_trouble(None)

    def _show_trouble(self, text, mend=None, signal=None):
        self.trouble.setVisible(bool(text))
        self.trouble.setText(text or "")
        self.mend.setVisible(bool(mend))
        self.mend.setText(mend or "")
        self._mend = signal

    def _mend_pressed(self):
        if self._mend is not None:
            self._mend.emit(self.path)
