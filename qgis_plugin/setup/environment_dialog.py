"""Sets up the full environment, with the user's consent: where, with which Python, from where."""

import os

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .. import settings
from ..language import tr
from ..worker.python import Installation, own_python
from .installation import EnvironmentInstallation


def default_folder():
    """In the user's profile of QGIS, away from the plugin, which updates replace."""
    return os.path.join(QgsApplication.qgisSettingsDirPath(), "infra_registry", "environment").replace(
        "\\", "/"
    )


class EnvironmentDialog(QDialog):
    """Asks, then makes the environment, showing how it goes."""

    made = pyqtSignal(str)  # folder of an environment that works

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.installation = None
        self.setWindowTitle(tr("Set up the full environment"))
        self.setMinimumWidth(520)
        self.about = QLabel(
            tr(
                "Everyday work needs nothing but QGIS. Statistics, import, reports and PostGIS use further "
                "Python packages. They go into a folder of their own; QGIS itself and its Python stay as "
                "they are, and removing the folder removes everything."
            ),
            self,
        )
        self.about.setWordWrap(True)
        self.folder = QLineEdit(settings.environment() or default_folder(), self)
        self.python = QLineEdit(own_python(Installation.here()) or "", self)
        self.python.setPlaceholderText(tr("Path of a Python, 3.11 or newer"))
        self.from_index = QRadioButton(tr("From a package index (network needed)"), self)
        self.from_index.setChecked(True)
        self.index = QLineEdit(self)
        self.index.setPlaceholderText(tr("Address of your own index; empty for the usual one"))
        self.from_wheels = QRadioButton(tr("From a folder of wheels (no network)"), self)
        self.wheels = QLineEdit(self)
        self.wheels.setPlaceholderText(tr("Folder with .whl files"))
        self.consent = QCheckBox(tr("Make this folder and install the packages there (about 1 GB)"), self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.step = QLabel(self)
        self.step.setWordWrap(True)
        self.log = QPlainTextEdit(self)
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(5000)
        self.log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.log.setMinimumHeight(160)
        self.buttons = QDialogButtonBox(self)
        self.start_button = QPushButton(tr("Set up"), self)
        self.cancel_button = QPushButton(tr("Cancel"), self)
        self.buttons.addButton(self.start_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        self._build()
        self._show_ready()
        for widget in (self.folder, self.python, self.wheels):
            widget.textChanged.connect(self._show_ready)
        for widget in (self.from_index, self.from_wheels, self.consent):
            widget.toggled.connect(self._show_ready)
        self.wheels.textEdited.connect(lambda _: self.from_wheels.setChecked(True))
        self.start_button.clicked.connect(self.start)
        self.cancel_button.clicked.connect(self.leave)

    def _build(self):
        self._asked = QWidget(self)
        form = QFormLayout(self._asked)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Folder"), self._with_browse(self.folder, self._browse_folder))
        form.addRow(tr("Python"), self._with_browse(self.python, self._browse_python))
        form.addRow(self.from_index)
        form.addRow("", self.index)
        form.addRow(self.from_wheels)
        form.addRow("", self._with_browse(self.wheels, self._browse_wheels))
        form.addRow(self.consent)
        self._going = QWidget(self)
        going = QVBoxLayout(self._going)
        going.setContentsMargins(0, 0, 0, 0)
        for widget in (self.step, self.bar, self.log):
            going.addWidget(widget)
        self._going.hide()
        column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addWidget(self._asked)
        column.addWidget(self._going, 1)
        column.addWidget(self.buttons)

    def _with_browse(self, edit, slot):
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(edit, 1)
        button = QToolButton(row)
        button.setText("…")
        button.clicked.connect(lambda: slot())
        layout.addWidget(button)
        return row

    def _browse_folder(self):
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder of the environment"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _browse_python(self):
        chosen, _ = QFileDialog.getOpenFileName(self, tr("A Python, 3.11 or newer"), self.python.text())
        if chosen:
            self.python.setText(chosen)

    def _browse_wheels(self):
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder of wheels"), self.wheels.text())
        if chosen:
            self.wheels.setText(chosen)
            self.from_wheels.setChecked(True)

    def _show_ready(self):
        wheels = self.from_wheels.isChecked()
        self.index.setEnabled(not wheels)
        given = self.folder.text().strip() and self.python.text().strip()
        ready = given and (not wheels or os.path.isdir(self.wheels.text().strip()))
        self.start_button.setEnabled(bool(ready) and self.consent.isChecked())

    # --- running ----------------------------------------------------------------------------------------

    def start(self):
        """Begin; the form gives way to the log."""
        # A worker that runs in the old environment would hold its files on Windows.
        self.session.client.stop()
        wheels = self.wheels.text().strip() if self.from_wheels.isChecked() else ""
        index = "" if wheels else self.index.text().strip()
        self.installation = EnvironmentInstallation(
            self.python.text().strip(), self.folder.text().strip(), wheels, index, parent=self
        )
        self.installation.line.connect(self.log.appendPlainText)
        self.installation.progressed.connect(self._show_progress)
        self.installation.done.connect(self._done)
        self.installation.failed.connect(self._failed)
        self._asked.hide()
        self._going.show()
        self.start_button.setEnabled(False)
        self.installation.start()

    def leave(self):
        """Cancel what runs, else close."""
        if self.installation is not None:
            self.installation.cancel()
        else:
            self.reject()

    def closeEvent(self, event):
        if self.installation is not None:
            self.installation.cancel()
        super().closeEvent(event)

    def _show_progress(self, share, step):
        steps = {
            "environment": tr("Making the virtual environment…"),
            "packages": tr("Getting and installing the packages; this takes some minutes…"),
            "check": tr("Trying the worker in it…"),
            "done": tr("The environment is set up and works."),
        }
        self.bar.setValue(round(1000 * share))
        self.step.setText(steps[step])

    def _done(self, _):
        self.installation = None
        folder = self.folder.text().strip()
        settings.put("environment", folder)
        self.session.client.restart()
        self.cancel_button.setText(tr("Close"))
        self.session.done(tr("The full environment is set up: statistics, import and reports are at hand."))
        self.made.emit(folder)

    def _failed(self, error):
        self.installation = None
        self._asked.show()
        self._show_ready()
        self.step.setText(str(error))
        self.step.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if error.code != "Cancelled":
            self.session.error(error)
