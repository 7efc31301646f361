"""Claims: official statements beside computed figures, by verdict, with what contradicts what."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..language import tr
from .receipt_line import ReceiptLine
from .result_view import menu_button
from .saving import formats

VERDICTS = ("agrees", "differs", "target", "not computable")
#: Dark on light and light on dark; each verdict has its sign too, so that colour is never alone.
COLOURS = {"agrees": "#009E73", "differs": "#D55E00", "target": "#0072B2", "not computable": "#7F7F7F"}
SIGNS = {"agrees": "✓", "differs": "≠", "target": "◎", "not computable": "?"}
_ROW = Qt.ItemDataRole.UserRole
_VERDICT = Qt.ItemDataRole.UserRole + 1
_WIDE = 680  # pixels from which the details stand beside the list


def verdict_title(verdict: str) -> str:
    return {
        "agrees": tr("agrees"), "differs": tr("differs"), "target": tr("target"),
        "not computable": tr("cannot be checked"),
    }.get(verdict, verdict)  # fmt: skip


class ClaimsView(QWidget):
    """The list of claims, filters by verdict, and the details of the one chosen."""

    run_wanted = pyqtSignal()
    evidence_wanted = pyqtSignal(object)
    export_wanted = pyqtSignal(str)
    report_wanted = pyqtSignal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.result: dict[str, Any] | None = None
        self._counts: dict[str, int] = {}
        self._build()

    def _build(self) -> None:
        self.run = QPushButton(tr("Check the claims"), self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find in statements"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.filters: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(4)
        for verdict in VERDICTS:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.toggled.connect(lambda _: self._filter())
            self.filters[verdict] = button
            row.addWidget(button)
        self.contradicting = QToolButton(self)
        self.contradicting.setCheckable(True)
        self.contradicting.setToolTip(tr("Show only claims that contradict each other"))
        self.contradicting.toggled.connect(lambda _: self._filter())
        row.addWidget(self.contradicting)
        row.addStretch(1)
        self.export = menu_button(tr("Export"), "/mActionFileSave.svg", self)
        menu = QMenu(self.export)
        for ending, caption, _ in formats():
            if ending not in ("png", "svg"):
                menu.addAction(caption).triggered.connect(
                    lambda _=False, one=ending: self.export_wanted.emit(one)
                )
        self.export.setMenu(menu)
        self.report = menu_button(tr("Report…"), "/mIconReport.svg", self)
        self.report.clicked.connect(lambda _=False: self.report_wanted.emit())
        top = QHBoxLayout()
        top.addWidget(self.run)
        top.addWidget(self.search, 1)
        top.addWidget(self.export)
        top.addWidget(self.report)
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSortingEnabled(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels(
            [tr("Verdict"), tr("Statement"), tr("Claimed"), tr("Computed"), tr("Difference, progress")]
        )
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column in (0, 2, 3, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemSelectionChanged.connect(self._choose)
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setMargin(6)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setMinimumWidth(180)
        scroll.setWidget(self.detail)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(scroll)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.receipt = ReceiptLine(self)
        self.receipt.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(top)
        column.addLayout(row)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.receipt)
        self._count({})

    # --- showing -----------------------------------------------------------------------------------------

    def show_result(self, result: dict[str, Any]) -> None:
        """Show the claims with their verdicts."""
        self.result = result
        self.list.clear()
        names = [one["name"] for one in result["columns"]]
        counts: dict[str, int] = {}
        items = []
        for position, (row, shown) in enumerate(zip(result["rows"], result["shown"])):
            told = dict(zip(names, shown))
            verdict = str(row[names.index("verdict")])
            counts[verdict] = counts.get(verdict, 0) + 1
            share = told.get("progress") if verdict == "target" else told.get("difference")
            unit = {"count": "", "percent": "%"}.get(row[names.index("unit")], told["unit"])
            item = QTreeWidgetItem(
                [
                    "",
                    told["statement"],
                    _measured(told, "claimed", unit),
                    _measured(told, "computed", unit),
                    share or "",
                ]
            )
            item.setData(0, _ROW, position)
            item.setData(0, _VERDICT, verdict)
            item.setToolTip(0, verdict_title(verdict))
            item.setForeground(0, QBrush(QColor(COLOURS.get(verdict, "#7F7F7F"))))
            item.setToolTip(1, told["statement"])
            for column in (2, 3, 4):
                item.setTextAlignment(column, _right())
            items.append(item)
        self.list.addTopLevelItems(items)
        self._count(counts)
        self.detail.setText("\n\n".join(result["notes"]))
        self.receipt.setVisible(True)
        self.receipt.show_receipt(result["receipt"])
        self._filter()

    def _count(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._caption()
        self.contradicting.setEnabled(bool(self._contradicting_rows()))
        for button in (self.export, self.report):
            button.setEnabled(self.result is not None)

    def _caption(self) -> None:
        """Captions of the filters: in a narrow panel the sign and the number, which the tool tip tells."""
        wide = self.width() >= _WIDE
        for verdict, button in self.filters.items():
            title, count = verdict_title(verdict), self._counts.get(verdict, 0)
            button.setText(f"{SIGNS[verdict]} {title} ({count})" if wide else f"{SIGNS[verdict]} {count}")
            button.setToolTip(tr("Show claims with the verdict “{verdict}”").format(verdict=title))
        found = len(self._contradicting_rows())
        told = tr("⚡ contradictions ({count})").format(count=found)
        self.contradicting.setText(told if wide else f"⚡ {found}")
        for place in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(place)
            verdict = item.data(0, _VERDICT)
            sign = SIGNS.get(verdict, "")
            item.setText(0, f"{sign} {verdict_title(verdict)}" if wide else sign)
        self.list.headerItem().setText(0, tr("Verdict") if wide else "")
        style = Qt.ToolButtonStyle
        for button in (self.export, self.report):
            button.setToolTip(button.text())
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        turned = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if turned != self.splitter.orientation():
            self.splitter.setOrientation(turned)
            self.splitter.setSizes([750, 250] if wide else [600, 400])
        for column in (2, 4):  # the statement says what is claimed, the details the rest
            self.list.setColumnHidden(column, not wide)
        self._caption()

    def _contradicting_rows(self) -> set[int]:
        if self.result is None:
            return set()
        at = [one["name"] for one in self.result["columns"]].index("group")
        return {position for position, row in enumerate(self.result["rows"]) if row[at] is not None}

    def _filter(self) -> None:
        if self.result is None:
            return
        at = [one["name"] for one in self.result["columns"]].index("verdict")
        text, contradicting = self.search.text().strip().casefold(), self._contradicting_rows()
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            row = item.data(0, _ROW)
            button = self.filters.get(str(self.result["rows"][row][at]))
            hidden = (button is not None and not button.isChecked()) or text not in item.text(1).casefold()
            item.setHidden(hidden or (self.contradicting.isChecked() and row not in contradicting))

    def _choose(self) -> None:
        for item in self.list.selectedItems():
            row = item.data(0, _ROW)
            self._explain(row)
            self.evidence_wanted.emit(row)

    def _explain(self, row: int) -> None:
        assert self.result is not None  # nosec B101
        names = [one["name"] for one in self.result["columns"]]
        titles = {one["name"]: one["title"] for one in self.result["columns"]}
        shown = dict(zip(names, self.result["shown"][row]))
        lines = [shown["statement"], ""]
        for name in (
            "claimed",
            "computed",
            "difference",
            "progress",
            "status",
            "period",
            "qualifier",
            "source",
        ):
            if shown.get(name):
                lines.append(f"{titles[name]}: {shown[name]}")
        if shown.get("note"):
            lines += ["", shown["note"].replace("; ", "\n")]
        self.detail.setText("\n".join(lines))


def _measured(told: dict[str, str], name: str, unit: str) -> str:
    """A figure with its unit, if it is no plain number."""
    return f"{told[name]} {unit}".strip() if told[name] else ""


def _right() -> Any:
    return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
