"""The registry in use, at the top of the dock: its name, its last commit, and the menu to change it."""

import os

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from .. import settings
from ..language import date_time, tr
from ..pictures import icon, theme_icon


class Head(QWidget):
    """Name and last commit of the registry."""

    open_wanted = pyqtSignal()
    create_wanted = pyqtSignal()
    recent_wanted = pyqtSignal(str)
    close_wanted = pyqtSignal()
    refresh_wanted = pyqtSignal()
    history_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.name = QToolButton(self)
        self.name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.name.setIcon(icon("registry"))
        self.name.setAutoRaise(True)
        self.name.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.name.setMenu(self.menu)
        self.refresh = QToolButton(self)
        self.refresh.setAutoRaise(True)
        self.refresh.setIcon(theme_icon("mActionRefresh"))
        self.refresh.setToolTip(tr("Read the registry and the workspaces again"))
        self.refresh.clicked.connect(self.refresh_wanted)
        self.last = QLabel(self)
        self.last.setWordWrap(True)
        self.last.setTextFormat(Qt.TextFormat.PlainText)
        self.last.setContentsMargins(4, 0, 4, 0)
        self.share = QLabel(self)
        self.share.setWordWrap(True)
        self.share.hide()

        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.last)
        column.addWidget(self.share)

    def show_path(self, path):
        """The name at once, before the worker has read the file."""
        self.name.setText(os.path.basename(path))
        self.name.setToolTip(path)
        self.last.setText(tr("Reading…"))

    def show_info(self, info):
        head = info["head"]
        number = tr("Revision {number}").format(number=head["revision"])
        when = date_time(head.get("local_time") or head["time"])
        parts = [number, when, head["author"]]
        self.last.setText(" · ".join(part for part in parts if part) + f"\n{head['message']}")
        self.last.setToolTip(head.get("digest", ""))
        self.share.setVisible(bool(info.get("network_share")))
        self.share.setText(
            tr("The registry is on a network share: locks of other computers may not be seen there.")
        )

    def _fill_menu(self):
        self.menu.clear()
        self.menu.addAction(theme_icon("mActionFileOpen"), tr("Open a registry…"), self.open_wanted.emit)
        self.menu.addAction(theme_icon("mActionFileNew"), tr("Make a new registry…"), self.create_wanted.emit)
        self.menu.addAction(icon("history"), tr("Show its history"), self.history_wanted.emit)
        known = [one for one in settings.recent_registries() if one != self.name.toolTip()]
        if known:
            self.menu.addSection(tr("Opened before"))
            for path in known:
                action = self.menu.addAction(os.path.basename(path))
                action.setToolTip(path)
                action.triggered.connect(lambda _=False, path=path: self.recent_wanted.emit(path))
        self.menu.addSeparator()
        self.menu.addAction(tr("Close the registry"), self.close_wanted.emit)
