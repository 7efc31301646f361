"""The plugin's settings: who commits, which language, which environment."""

import os

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from .. import language, settings
from ..language import tr
from ..worker.python import Installation, environment_python
from .diagnostics_dialog import DiagnosticsDialog
from .environment_dialog import EnvironmentDialog


class SettingsDialog(QDialog):
    """Author, language and environment."""

    language_changed = pyqtSignal()

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(tr("Infra Registry settings"))
        self.setMinimumWidth(460)
        self.author = QLineEdit(settings.author(), self)
        self.author.setPlaceholderText(
            QgsApplication.userFullName() or QgsApplication.userLoginName() or tr("First and last name")
        )
        self.author.setToolTip(tr("The name that your commits carry in the history."))
        self.language = QComboBox(self)
        self.language.addItem(tr("As QGIS"), "")
        for code, name in language.LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language())))
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        self.set_up = QPushButton(tr("Set up…"), self)
        self.choose = QPushButton(tr("Use one that is there…"), self)
        self.leave_out = QPushButton(tr("Do without"), self)
        self.diagnostics = QPushButton(tr("Diagnostics…"), self)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Save"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self._build()
        self._show_environment()
        self.set_up.clicked.connect(lambda: self.show_set_up())
        self.choose.clicked.connect(lambda: self._choose())
        self.leave_out.clicked.connect(lambda: self.use_environment(""))
        self.diagnostics.clicked.connect(lambda: self._show_diagnostics())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        session.client.greeted.connect(self._show_environment)

    def _build(self):
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Author"), self.author)
        form.addRow(tr("Language"), self.language)
        group = QGroupBox(tr("Environment"), self)
        row = QHBoxLayout()
        for button in (self.set_up, self.choose, self.leave_out):
            row.addWidget(button)
        row.addStretch(1)
        within = QVBoxLayout(group)
        within.addWidget(self.state)
        within.addLayout(row)
        below = QHBoxLayout()
        below.addWidget(self.diagnostics)
        below.addWidget(self.buttons, 1)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(group)
        column.addLayout(below)

    def _show_environment(self, *_):
        folder = settings.environment()
        if not folder:
            text = tr(
                "Not set up. Everyday work needs none; statistics, import, reports and PostGIS do. "
                "Setting it up changes nothing in QGIS itself."
            )
        elif not os.path.exists(environment_python(folder, Installation.here().system)):
            text = tr("The environment is gone: {folder}. Set it up again, or do without.").format(
                folder=folder
            )
        elif self.session.client.mode == "core":
            text = tr("The environment in {folder} does not start; the diagnostics say why.").format(
                folder=folder
            )
        else:
            text = tr("In {folder}").format(folder=folder)
        self.state.setText(text)
        self.leave_out.setEnabled(bool(folder))

    def show_set_up(self):
        """The dialog that makes an environment."""
        dialog = EnvironmentDialog(self.session, self)
        dialog.made.connect(lambda _: self._show_environment())
        dialog.setModal(True)
        dialog.show()
        return dialog

    def _choose(self):
        folder = QFileDialog.getExistingDirectory(
            self, tr("Folder of the environment"), settings.environment()
        )
        if folder:
            self.use_environment(folder)

    def use_environment(self, folder):
        """Take an environment that is there already, "" for none; a folder that is none is refused."""
        if folder and not os.path.exists(environment_python(folder, Installation.here().system)):
            self.state.setText(
                tr("{folder} is no virtual environment; choose its folder.").format(folder=folder)
            )
            return
        settings.put("environment", folder)
        self.session.client.restart()
        self._show_environment()

    def _show_diagnostics(self):
        dialog = DiagnosticsDialog(self.session, self)
        dialog.show()

    def accept(self):
        settings.put("author", self.author.text().strip())
        before, after = settings.language(), self.language.currentData()
        super().accept()
        if after != before:
            settings.put("language", after)
            self.language_changed.emit()
