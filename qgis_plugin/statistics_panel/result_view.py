"""A result: its title, table, chart, the features behind a figure, notes, and its receipt."""

from __future__ import annotations

from html import escape
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..language import date, number, tr
from .bars import figures
from .chart import Chart
from .listed import FeatureList, value_shown
from .receipt_line import ReceiptLine
from .result_model import heading
from .saving import formats
from .table import ResultTable

_WIDE = 760  # pixels from which table and chart stand side by side


class ResultView(QWidget):
    """Shows one result; what is to be done with it comes as signals."""

    evidence_wanted = pyqtSignal(object)  # row, None for the total
    feature_wanted = pyqtSignal(object)
    export_wanted = pyqtSignal(str)
    report_wanted = pyqtSignal()
    keep_wanted = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.result: dict[str, Any] | None = None
        self.layer_titles: dict[str, str] = {}
        self._build()

    def _build(self) -> None:
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.RichText)
        self.export = menu_button(tr("Export"), "/mActionFileSave.svg", self)
        menu = QMenu(self.export)
        for ending, caption, _ in formats():
            menu.addAction(caption).triggered.connect(
                lambda _=False, one=ending: self.export_wanted.emit(one)
            )
        self.export.setMenu(menu)
        self.report = menu_button(tr("Report"), "/mIconReport.svg", self)
        menu = QMenu(self.report)
        menu.addAction(tr("Save a report…")).triggered.connect(lambda _=False: self.report_wanted.emit())
        self.keep = menu.addAction(tr("Add to the next report"))
        self.keep.triggered.connect(lambda _=False: self.keep_wanted.emit())
        self.report.setMenu(menu)
        self.table = ResultTable(self)
        self.table.wanted.connect(lambda row, _: self._want(row))
        self.figure = QComboBox(self)
        self.figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.figure.setToolTip(tr("The figure that the chart shows"))
        self.figure.currentIndexChanged.connect(lambda _: self._draw_chart())
        self.chart = Chart(self)
        self.chart.wanted.connect(lambda row, _: self._want(row))
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.chart)
        charted = QWidget(self)
        column = QVBoxLayout(charted)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.figure)
        column.addWidget(scroll, 1)
        self.behind = FeatureList([tr("Feature"), tr("Layer"), tr("Value")], self)
        self.behind.chosen.connect(self.feature_wanted)
        self.left_out = FeatureList([tr("Feature"), tr("Layer"), tr("Why")], self)
        self.left_out.chosen.connect(self.feature_wanted)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(charted, tr("Chart"))
        self.tabs.addTab(self.behind, tr("Features"))
        self.tabs.addTab(self.left_out, tr("Left out"))
        self.notes = QLabel(self)
        self.notes.setWordWrap(True)
        self.notes.setMargin(8)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        noted = QScrollArea(self)
        noted.setWidgetResizable(True)
        noted.setFrameShape(QScrollArea.Shape.NoFrame)
        noted.setWidget(self.notes)
        self.tabs.addTab(noted, tr("Notes"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.tabs)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.receipt = ReceiptLine(self)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addWidget(self.heading, 1)
        tools.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        tools.addWidget(self.report, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(tools)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.receipt)

    # --- showing -----------------------------------------------------------------------------------------

    def show_result(self, result: dict[str, Any], area: str = "") -> None:
        """Show a result; ``area`` says where it was asked for."""
        self.result = result
        receipt = result["receipt"]
        told = tr("Commit {revision} of {day}").format(
            revision=receipt["revision"], day=date(receipt["time"])
        )
        parts = " · ".join(escape(part) for part in (told, area) if part)
        self.heading.setText(f"<b>{escape(result['title'])}</b> &nbsp; {parts}")
        self.table.show_result(result)
        notes = list(result["notes"])
        if result.get("count", 0) > len(result["rows"]):
            told = tr("The table shows the first {shown} of {count} rows; the exports hold all.")
            notes.insert(0, told.format(shown=number(len(result["rows"])), count=number(result["count"])))
        self.notes.setText("\n".join(f"• {one}" for one in notes))
        self.tabs.setTabText(3, tr("Notes ({count})").format(count=len(notes)))
        self.tabs.setTabEnabled(3, bool(notes))
        self.receipt.show_receipt(receipt)
        self.figure.blockSignals(True)
        self.figure.clear()
        for position in figures(result):
            self.figure.addItem(heading(result["columns"][position]), position)
        self.figure.blockSignals(False)
        self.figure.setVisible(self.figure.count() > 1)
        self._draw_chart()
        self.show_evidence({"features": [], "total": 0})
        left = result.get("left_out") or []
        texts = [[one.get("label") or one["uid"][:8], self._layer(one), one["reason"]] for one in left]
        self.left_out.show_features(left, texts)
        self.tabs.setTabText(2, tr("Left out ({count})").format(count=len(left)) if left else tr("Left out"))
        self.tabs.setTabEnabled(2, bool(left))
        self.tabs.setCurrentIndex(0)

    def show_evidence(self, answer: dict[str, Any]) -> None:
        """List the features behind the figure that was asked for."""
        features = answer["features"]
        texts = [
            [one.get("label") or one["uid"][:8], self._layer(one), value_shown(one.get("value"))]
            for one in features
        ]
        self.behind.show_features(features, texts)
        total = answer.get("total", len(features))
        self.tabs.setTabText(1, tr("Features ({count})").format(count=total) if features else tr("Features"))
        self.tabs.setTabEnabled(1, bool(features))
        if features:
            self.tabs.setCurrentIndex(1)

    def _draw_chart(self) -> None:
        column = self.figure.currentData()
        if self.result is None or column is None:
            self.chart.clear()
        else:
            title = "" if self.figure.count() > 1 else heading(self.result["columns"][column])
            self.chart.show_figure(self.result, column, title)

    def _layer(self, one: dict[str, Any]) -> str:
        return self.layer_titles.get(one["layer"], one["layer"])

    def _want(self, row: int | None) -> None:
        self.evidence_wanted.emit(row)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)


def menu_button(text: str, icon: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setIcon(QgsApplication.getThemeIcon(icon))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setAutoRaise(True)
    return button
