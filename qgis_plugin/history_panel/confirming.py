"""A question inside the panel, so that the map stays free to be looked at before one answers."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ..language import tr


class ConfirmBar(QFrame):
    """Asks one thing at a time; asking another takes the first back."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("confirm")
        self.setStyleSheet("QFrame#confirm { border: 1px solid #D55E00; border-radius: 4px; }")
        self._then = self._otherwise = None
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.yes, self.no = QPushButton(self), QPushButton(tr("Cancel"), self)
        self.yes.clicked.connect(self._confirmed)
        self.no.clicked.connect(self.take_back)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        self.hide()

    def ask(self, text, yes, then, otherwise=None):
        """Show a question; ``then`` is called on ``yes`` (text of the button), ``otherwise`` on Cancel."""
        self.take_back()
        self._then, self._otherwise = then, otherwise
        self.text.setText(text)
        self.yes.setText(yes)
        self.yes.setEnabled(True)
        self.show()

    def take_back(self):
        """The question is not asked any more."""
        otherwise, self._then, self._otherwise = self._otherwise, None, None
        self.hide()
        if otherwise is not None:
            otherwise()

    def _confirmed(self):
        then, self._then, self._otherwise = self._then, None, None
        self.hide()
        if then is not None:
            then()
