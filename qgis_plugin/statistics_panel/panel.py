"""The dock that computes figures and checks claims, each with the features behind it and a receipt."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsCsException
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QDockWidget,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..language import in_language, tr
from ..pictures import theme_icon
from ..registry_dock.area import Area
from .busy_line import BusyLine
from .claims_view import ClaimsView
from .counting import LANE, Counting
from .evidence import Evidence
from .explanation import Explanation
from .question import EXTENT, SELECTION, Question
from .result_view import ResultView
from .saving import Saving, ask_which
from .state_pages import StatePage

_WIDE = 640  # pixels from which the question stands beside its answer
_NARROW = 440  # pixels up to which the tabs need all of the room


class StatisticsPanel(QDockWidget):
    """Indicators and claims of the registry in use."""

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(tr("Statistics"), parent)
        self.setObjectName("InfraRegistryStatistics")
        self.session = session
        self.counting = Counting(session, self)
        self.evidence = Evidence(session, self)
        self.saving = Saving(session, self, LANE, self._fail)
        self.kept: list[dict[str, Any]] = []
        self._area = ""
        self._is_asked = False
        self._mend = self._turn_to_registry
        self._build()
        self._connect()
        self._turn_to_registry()

    # --- the parts ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.question = Question(self)
        self.answer = ResultView(self)
        self.explanation = Explanation(self)
        self.answers = QStackedWidget(self)
        self.answers.addWidget(self.explanation)
        self.answers.addWidget(self.answer)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.question)
        self.splitter.addWidget(self.answers)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([300, 900])
        self.claims = ClaimsView(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.splitter, tr("Indicators"))
        self.tabs.addTab(self.claims, tr("Claims"))
        self.check = QPushButton(tr("Verify a receipt…"), self)
        self.check.setToolTip(tr("Verify a receipt…"))
        self.check.setFlat(True)
        self.tabs.setCornerWidget(self.check)
        self.busy = BusyLine(self)
        working = QWidget(self)
        column = QVBoxLayout(working)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.busy)
        self.state = StatePage(self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.state)
        self.pages.addWidget(working)
        self.setWidget(self.pages)

    def _connect(self) -> None:
        session, counting = self.session, self.counting
        session.registry_changed.connect(self._turn_to_registry)
        session.history_changed.connect(counting.read_registry)
        session.client.greeted.connect(self._look_again)
        session.client.restarted.connect(lambda: self._look_again())
        counting.indicators_read.connect(self._show_indicators)
        counting.registry_read.connect(self._show_registry)
        counting.fields_read.connect(self.question.show_fields)
        counting.counted.connect(self._show_result)
        counting.claims_counted.connect(self.claims.show_result)
        counting.receipt_checked.connect(self._show_verdict)
        counting.failed.connect(self._fail)
        counting.lacking.connect(self._tell_lacking)
        counting.busy.connect(self._show_busy)
        counting.progressed.connect(self.busy.show_progress)
        self.question.asked.connect(self.compute)
        self.question.layer_chosen.connect(counting.read_fields)
        self.question.indicator_chosen.connect(self._explain)
        self.explanation.back_wanted.connect(lambda: self.answers.setCurrentIndex(1))
        self.answer.evidence_wanted.connect(lambda row: self._ask_evidence(self.answer.result, row))
        self.answer.feature_wanted.connect(
            lambda one: self.evidence.flash(one, one.get("crs") or "EPSG:4326")
        )
        self.answer.export_wanted.connect(lambda ending: self.saving.export(self.answer.result, ending))
        self.answer.report_wanted.connect(lambda: self._report(self.answer.result))
        self.answer.keep_wanted.connect(self._keep)
        self.answer.receipt.verify_wanted.connect(lambda: counting.verify(self.answer.result["receipt"]))
        self.answer.receipt.save_wanted.connect(lambda: self.saving.receipt(self.answer.result))
        self.claims.run.clicked.connect(lambda _=False: counting.check_claims(self.question.version.spec()))
        self.claims.evidence_wanted.connect(lambda row: self._ask_evidence(self.claims.result, row))
        self.claims.export_wanted.connect(lambda ending: self.saving.export(self.claims.result, ending))
        self.claims.report_wanted.connect(lambda: self._report(self.claims.result))
        self.claims.receipt.verify_wanted.connect(lambda: counting.verify(self.claims.result["receipt"]))
        self.claims.receipt.save_wanted.connect(lambda: self.saving.receipt(self.claims.result))
        self.evidence.shown.connect(self._show_evidence)
        self.evidence.failed.connect(self._fail)
        self.state.wanted.connect(lambda: self._mend())
        self.check.clicked.connect(self._check_file)
        self.busy.cancel_wanted.connect(counting.cancel)
        self.visibilityChanged.connect(self._visible)

    # --- what can be counted -----------------------------------------------------------------------------

    def _visible(self, shown: bool) -> None:
        if shown and not self._is_asked:
            self._turn_to_registry()
        elif not shown and self.isHidden():
            self.evidence.clear()

    def _turn_to_registry(self) -> None:
        if not self.session.registry:
            self.state.tell(
                tr("No registry is open."),
                tr("Open a registry, or a workspace of one, to count what is in it."),
                tr("Open a registry"),
            )
            self._on_state(lambda: self.session.show_panel("registry"))
            return
        self._is_asked = True
        self.evidence.clear()
        self.answer.result = None
        self.answers.setCurrentIndex(0)
        self.kept.clear()
        self.counting.read_registry()
        self.counting.read_indicators()

    def _look_again(self, hello: dict[str, Any] | None = None) -> None:
        """A worker that can count may have come, where none was before."""
        waits = self.session.registry and self.pages.currentIndex() == 0
        if waits and (self.isVisible() if hello is None else hello.get("mode") == "full"):
            self.counting.read_indicators()

    def _tell_lacking(self, error: Any) -> None:
        self.state.tell(
            tr("Statistics need the full environment."),
            tr(
                "Figures are computed by libraries that QGIS does not have. The plugin installs them into a "
                "folder of their own, with your consent; QGIS itself is not touched. Everything else works "
                "without."
            ),
            tr("Set it up…"),
        )
        self.state.setToolTip(str(error))
        self._on_state(self.session.show_settings)

    def _on_state(self, mend: Any) -> None:
        self._mend = mend
        self.pages.setCurrentIndex(0)

    def _show_indicators(self, indicators: list[dict[str, Any]]) -> None:
        self.question.show_indicators(indicators)
        if self.session.registry:
            self.pages.setCurrentIndex(1)

    def _show_registry(self, info: dict[str, Any], tags: list[str]) -> None:
        self.answer.layer_titles = {one["name"]: in_language(one["title"]) for one in info["layers"]}
        self.question.show_layers(info["layers"])
        for box in (self.question.version, self.question.since):
            box.show_tags(tags, info["head"]["revision"])

    def _explain(self, indicator: dict[str, Any]) -> None:
        self.explanation.explain(indicator, self.answer.layer_titles)
        last = self.answer.result
        if last is None or last["indicator"] != indicator["name"]:
            self.explanation.back.setVisible(last is not None)
            self.answers.setCurrentIndex(0)

    # --- counting ----------------------------------------------------------------------------------------

    def compute(self) -> None:
        """Answer the question of the form."""
        missing = self.question.parameters.missing()
        if missing:
            self.question.more.open()
            self.session.error(tr("“{parameter}” must be given.").format(parameter=missing))
            return
        request = self.question.request()
        area = self._chosen_area()
        if area is False:
            return
        if area is not None:
            request["area"] = area
        self._area = self.question.area.currentText() if area is not None else ""
        self.counting.count(request)

    def _chosen_area(self) -> Any:
        """GeoJSON in WGS 84, None for the whole registry, False where none can be had (which is told)."""
        kind = self.question.area.currentData()
        if kind == EXTENT:
            chosen = Area.of_map(self.session.canvas)
        elif kind == SELECTION:
            chosen = Area.of_selection(self.session.iface.activeLayer())
            if chosen is None:
                self.session.error(tr("Select a polygon in the active layer first."))
                return False
        else:
            return None
        try:
            return chosen.geojson("EPSG:4326")
        except QgsCsException:
            self.session.error(tr("The area cannot be brought to WGS 84; zoom in, or choose another."))
            return False

    def _show_result(self, result: dict[str, Any]) -> None:
        self.evidence.clear()
        self.answer.show_result(result, self._area)
        self.answers.setCurrentIndex(1)

    def _ask_evidence(self, result: dict[str, Any], row: int | None) -> None:
        if result is not None:
            self.evidence.ask(result["result_id"], row)

    def _show_evidence(self, answer: dict[str, Any]) -> None:
        if self.tabs.currentIndex() == 0:
            self.answer.show_evidence(answer)

    def _fail(self, error: Any) -> None:
        """Tell an error; what the worker no longer has is computed again by one click."""
        if error.code == "UnknownResult":
            on_claims = self.tabs.currentIndex() == 1
            again = self.claims.run.click if on_claims else self.compute
            self.session.error(error, (tr("Compute again"), again))
        else:
            self.session.error(error)

    # --- receipts, reports -------------------------------------------------------------------------------

    def _check_file(self) -> None:
        path = ask_which(self, tr("Verify a receipt"), tr("Receipt (*.json)"))
        if path:
            self.counting.verify_file(path)

    def _show_verdict(self, checked: dict[str, Any]) -> None:
        line = (self.answer if self.tabs.currentIndex() == 0 else self.claims).receipt
        if line.isVisible():
            line.show_verdict(checked["holds"], checked["text"])
        elif checked["holds"]:
            self.session.done(tr("The receipt holds."))
        if not checked["holds"]:
            self.session.error(checked["text"])

    def _keep(self) -> None:
        self.kept.append(self.answer.result)
        self.session.done(tr("The next report has %n result(s).", n=len(self.kept)))

    def _report(self, result: dict[str, Any]) -> None:
        results = [*self.kept, *([] if result in self.kept else [result])]
        if self.saving.report(self.session.registry, results) is not None:
            self.kept.clear()

    # --- progress ----------------------------------------------------------------------------------------

    def _show_busy(self, is_busy: bool) -> None:
        self.busy.show_busy(is_busy)
        for widget in (self.question.run, self.claims.run, self.check):
            widget.setEnabled(not is_busy)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        narrow = self.width() < _NARROW
        self.check.setText("" if narrow else tr("Verify a receipt…"))
        self.check.setIcon(theme_icon("mActionFileOpen") if narrow else QIcon())
