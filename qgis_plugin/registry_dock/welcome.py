"""What the dock says when there is nothing to show: what to do first."""

import os

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from .. import settings
from ..language import tr
from ..pictures import icon, theme_icon

_PICTURE = 56


class Welcome(QWidget):
    """No registry is open: open one, make one, or take a recent one."""

    open_wanted = pyqtSignal()
    create_wanted = pyqtSignal()
    recent_wanted = pyqtSignal(str)
    retry_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.picture.setPixmap(icon("registry").pixmap(QSize(_PICTURE, _PICTURE)))
        self.title = QLabel(self)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.title.setFont(font)
        self.text = QLabel(self)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retry_button = QPushButton(theme_icon("mActionRefresh"), tr("Try again"), self)
        self.open_button = QPushButton(theme_icon("mActionFileOpen"), tr("Open a registry…"), self)
        self.create_button = QPushButton(theme_icon("mActionFileNew"), tr("Make a new registry…"), self)
        self.retry_button.clicked.connect(self.retry_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.create_button.clicked.connect(self.create_wanted)
        self._recent_title = QLabel(tr("Opened before"), self)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)

        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addStretch(1)
        for widget in (
            self.picture,
            self.title,
            self.text,
            self.retry_button,
            self.open_button,
            self.create_button,
        ):
            column.addWidget(widget)
        column.addSpacing(12)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addStretch(2)
        self.show_nothing_open()

    def show_nothing_open(self):
        self.title.setText(tr("No registry is open"))
        self.text.setText(
            tr(
                "Open the registry file of your region, or make a new one with the layers that come "
                "with the plugin."
            )
        )
        self.retry_button.hide()
        self.show_recent()

    def show_failure(self, path, error):
        """The registry chosen cannot be read."""
        self.title.setText(tr("The registry cannot be opened"))
        self.text.setText(str(error))
        self.text.setToolTip(path)
        self.retry_button.show()
        self.show_recent()

    def show_recent(self):
        while self._recent.count():
            self._recent.takeAt(0).widget().deleteLater()
        known = settings.recent_registries()
        self._recent_title.setVisible(bool(known))
        for path in known:
            link = QToolButton(self)
            link.setAutoRaise(True)
            link.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            link.setIcon(icon("registry"))
            folder = os.path.basename(os.path.dirname(path))
            link.setText(f"{os.path.basename(path)}  ({folder})" if folder else os.path.basename(path))
            link.setToolTip(path)
            link.clicked.connect(lambda _=False, path=path: self.recent_wanted.emit(path))
            self._recent.addWidget(link)
