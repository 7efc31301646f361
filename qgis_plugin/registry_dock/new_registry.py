"""Asks what a new registry starts with."""

import os

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..language import tr
from . import choosing


class NewRegistryDialog(QDialog):
    """Where the registry is made, and with which layers."""

    wanted = pyqtSignal(str, str)  # path; "shipped", "empty" or a folder of definitions

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("Make a new registry"))
        self.setMinimumWidth(460)
        self.path = QLineEdit(self)
        self.shipped = QRadioButton(
            tr("The layers that come with the plugin: roads, repairs, landfills…"), self
        )
        self.shipped.setChecked(True)
        self.from_folder = QRadioButton(tr("Layers defined in a folder (*.toml)"), self)
        self.folder = QLineEdit(self)
        self.empty = QRadioButton(tr("No layers yet"), self)
        self.about = QLabel(
            tr(
                "A registry keeps every version of every feature for ever. Put it where all who work with it "
                "can reach it and nobody deletes it."
            ),
            self,
        )
        self.about.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(tr("Make"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("File"), self._with_browse(self.path, self._browse_file))
        form.addRow(self.shipped)
        form.addRow(self.from_folder)
        form.addRow("", self._with_browse(self.folder, self._browse_folder))
        form.addRow(self.empty)
        column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addLayout(form)
        column.addWidget(self.buttons)
        for edit in (self.path, self.folder):
            edit.textChanged.connect(self._show_ready)
        self.from_folder.toggled.connect(self._show_ready)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._show_ready()

    def _with_browse(self, edit, slot):
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        button = QToolButton(row)
        button.setText("…")
        button.clicked.connect(lambda: slot())
        layout.addWidget(edit, 1)
        layout.addWidget(button)
        return row

    def _browse_file(self):
        path = choosing.new_file(self, tr("Make a new registry"), "registry.gpkg")
        if path:
            self.path.setText(path)

    def _browse_folder(self):
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of layer definitions"), self.folder.text())
        if folder:
            self.folder.setText(folder)
            self.from_folder.setChecked(True)

    def _show_ready(self):
        has_layers = not self.from_folder.isChecked() or os.path.isdir(self.folder.text().strip())
        self.ok.setEnabled(bool(self.path.text().strip()) and has_layers)

    def accept(self):
        layers = "empty" if self.empty.isChecked() else "shipped"
        if self.from_folder.isChecked():
            layers = self.folder.text().strip()
        path = self.path.text().strip()
        super().accept()
        self.wanted.emit(path if path.lower().endswith(".gpkg") else path + ".gpkg", layers)
