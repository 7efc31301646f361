"""The diagnostics page: versions, the worker, what is missing, and a self-test; copied with a click."""

from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from ..language import tr
from ..pictures import theme_icon
from . import diagnostics


class DiagnosticsDialog(QDialog):
    """Shows what it finds; the self-test starts by itself."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(tr("Infra Registry diagnostics"))
        self.resize(760, 600)
        self._test = []
        self._rows = []
        self.verdict = QLabel(self)
        self.verdict.setWordWrap(True)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        self.tree.setAlternatingRowColors(True)
        self.tree.setWordWrap(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.again = QPushButton(theme_icon("mActionRefresh"), tr("Test again"), self)
        self.copy = QPushButton(theme_icon("mActionEditCopy"), tr("Copy"), self)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.again, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        buttons.rejected.connect(self.reject)
        self.again.clicked.connect(lambda: self.run())
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        column = QVBoxLayout(self)
        column.addWidget(self.verdict)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)
        self.run()

    def text(self):
        """All of it as plain text."""
        return diagnostics.as_text(self._rows)

    def run(self):
        """Start the worker if it does not run, and try it."""
        self.again.setEnabled(False)
        self.verdict.setText(tr("Testing…"))
        self._test = []
        self._show()
        self.session.ask("self_test", then=self._tested, otherwise=self._failed)

    def _tested(self, result):
        self._test = diagnostics.of_self_test(result)
        sound = all(one["ok"] for one in result["checks"])
        self._end(
            tr("Everything works.") if sound else tr("Something does not work; see the self-test below.")
        )

    def _failed(self, error):
        section = tr("Self-test")
        self._test = [(section, tr("Worker"), f"✗ {error}")]
        trace = error.fields.get("trace")
        if trace:
            shown = trace if isinstance(trace, str) else "\n".join(trace)
            self._test.append((section, tr("Log"), shown.strip()))
        self._end(str(error))

    def _end(self, verdict):
        self.verdict.setText(verdict)
        self.again.setEnabled(True)
        self._show()

    def _show(self):
        self._rows = [
            *self._test,
            *diagnostics.of_worker(self.session.client.hello),
            *diagnostics.of_plugin(),
            *diagnostics.of_qgis(),
        ]
        self.tree.clear()
        sections = {}
        for section, name, value in self._rows:
            if section not in sections:
                top = QTreeWidgetItem(self.tree, [section])
                top.setFirstColumnSpanned(True)
                font = top.font(0)
                font.setBold(True)
                top.setFont(0, font)
                sections[section] = top
            row = QTreeWidgetItem(sections[section], [name, value])
            row.setToolTip(1, value)
        self.tree.expandAll()
