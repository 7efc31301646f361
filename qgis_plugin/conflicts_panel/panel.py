"""The dock in which conflicts with what others committed are seen and decided."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QLabel,
    QListView,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ..changes_panel.notices import Notices
from ..changes_panel.tree import RowAcross
from ..changes_panel.unsaved import UnsavedEdits
from ..changes_panel.unsaved_notice import UnsavedNotice
from ..changes_panel.words import Words
from ..language import tr
from ..mends import mend_for
from .comparison import Comparison, ComparisonModel
from .conflicts_model import Conflict, ConflictsModel, label_of
from .deciding import Deciding, Which, fewest
from .decision_bar import DecisionBar
from .reading import Reading
from .sides_on_map import SidesLegend, SidesOnMap
from .wording import kind_text, scope_text, whose_text


class ConflictsPanel(QDockWidget):
    """Features in conflict, the columns of one side by side, and the buttons that decide."""

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(tr("Conflicts"), parent)
        self.setObjectName("InfraRegistryConflicts")
        self.session = session
        self._is_read = self._is_seen = False
        self._build()
        self.reading = Reading(session, self)
        self.on_map = SidesOnMap(session, self.legend, self)
        self.deciding = Deciding(session, self)
        self.unsaved = UnsavedEdits(session)
        self.unsaved_notice = UnsavedNotice(self.notices, self.unsaved, session)
        self._connect()
        self._turn_to_workspace()

    # --- the parts ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.headline = Words("", self)
        self.notices = Notices(self)
        self.model = ConflictsModel(self)
        self.features = QListView(self)
        self.features.setModel(self.model)
        self.features.setUniformItemSizes(True)
        self.features.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.features.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.features.setItemDelegate(RowAcross(self.features))
        self.what_happened = Words("", self)
        self.whose = Words("", self)
        self.comparison = Comparison(self)
        self.compared = ComparisonModel(self.palette(), self)
        self.comparison.setModel(self.compared)
        self.legend = SidesLegend(self)
        self.bar = DecisionBar(self.session, self)
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.go_on = QPushButton(tr("Go on with the commit"), self)
        nothing = QWidget(self)
        column = QVBoxLayout(nothing)
        column.addStretch(1)
        column.addWidget(self.empty)
        column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

        lower = QWidget(self)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        for widget in (self.what_happened, self.whose):
            column.addWidget(widget)
        column.addWidget(self.comparison, 1)
        column.addWidget(self.legend)
        column.addWidget(self.bar)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.features)
        split.addWidget(lower)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        self._pages = QStackedLayout()
        self._pages.addWidget(split)
        self._pages.addWidget(nothing)
        page = QWidget(self)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(6, 6, 6, 6)
        outer.setSpacing(6)
        outer.addWidget(self.headline)
        outer.addWidget(self.notices)
        outer.addLayout(self._pages, 1)
        self.setWidget(page)

    def _connect(self) -> None:
        session = self.session
        session.workspace_changed.connect(self._turn_to_workspace)
        session.edits_saved.connect(self._saved)
        session.edits_changed.connect(self._unsaved_changed)
        session.history_changed.connect(self.refresh)
        self.reading.read_done.connect(self._show_conflicts)
        self.reading.failed.connect(self._tell_failure)
        self.visibilityChanged.connect(self._visible_changed)
        self.features.selectionModel().currentChanged.connect(lambda *_: self._show_current(zoom=True))
        self.features.selectionModel().selectionChanged.connect(lambda *_: self._update())
        self.features.clicked.connect(lambda _: self.on_map.go_to())
        self.comparison.selectionModel().selectionChanged.connect(lambda *_: self._update())
        self.comparison.taken.connect(self._take_one)
        self.bar.decided.connect(lambda side: self.deciding.decide(side, self._chosen()))
        self.bar.valued.connect(lambda value: self.deciding.decide("value", self._chosen(), value))
        self.bar.all_decided.connect(self._ask_about_all)
        self.deciding.began.connect(self._began)
        self.deciding.went_on.connect(self._went_on)
        self.deciding.ended.connect(self._decided)
        self.deciding.refused.connect(self._tell_refusal)
        self.go_on.clicked.connect(self._go_on)

    # --- reading -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the open conflicts of the workspace in use."""
        self.reading.read(self.session.workspace)

    def _saved(self, path: str) -> None:
        if path == self.session.workspace:
            self.refresh()
        self._unsaved_changed()

    def _turn_to_workspace(self) -> None:
        self._is_read = False
        self.model.show([], {})
        self._show_current(zoom=False)
        self.notices.clear_all()
        self.unsaved_notice.tell()
        self._update()
        self.refresh()

    def _show_conflicts(self, found: list[Conflict], titles: dict[str, str]) -> None:
        self._is_read = True
        self.notices.clear("failure")
        self.notices.clear("confirm")
        current = self.model.at(self.features.currentIndex())
        row = max(self.features.currentIndex().row(), 0)
        self.model.show(found, titles)
        if current is not None:
            same = self.model.row_of((current["layer"], current["uid"]))
            row = row if same is None else same
        if found:
            self.features.setCurrentIndex(self.model.index(min(row, len(found) - 1)))
        self._show_current(zoom=False)
        self._update()

    def _tell_failure(self, error: Any) -> None:
        if error.code != "Cancelled":
            self.notices.show_notice("failure", str(error), [(tr("Try again"), self.refresh)], level="error")
        self._update()

    # --- one feature -------------------------------------------------------------------------------------

    def _show_current(self, *, zoom: bool) -> None:
        one = self.model.at(self.features.currentIndex())
        self.compared.show(one["columns"] if one is not None else [])
        if one is None:
            self.on_map.clear()
            return
        self.what_happened.setText(f"{label_of(one)}: {kind_text(one['kind'])}")
        self.whose.setText(whose_text(one["theirs_commit"]))
        if self._is_seen:
            self.on_map.show(one["layer"], one["uid"], zoom=zoom)
        self._update()

    def _visible_changed(self, shown: bool) -> None:
        self._is_seen = shown  # one behind another as a tab is "visible", and not seen
        if shown:
            self._show_current(zoom=False)
        else:
            self.on_map.clear()

    # --- what is decided about ---------------------------------------------------------------------------

    def _chosen_features(self) -> list[Conflict]:
        rows = sorted(index.row() for index in self.features.selectionModel().selectedRows())
        return [self.model.all()[row] for row in rows]

    def _chosen(self) -> list[Which]:
        """Columns chosen in the table, else whole features; of many features those that have the columns."""
        columns = [column["name"] for column in self.comparison.chosen()]
        return fewest(self._chosen_features(), self.model.all(), columns)

    def _take_one(self, column: str, side: str) -> None:
        one = self.model.at(self.features.currentIndex())
        if one is not None and not self._why_not():
            which = {"layer": one["layer"], "uid": one["uid"]}
            if not one["whole"]:
                which["column"] = column
            elif side == "base":
                return
            self.deciding.decide(side, [which])

    def _why_not(self) -> str | None:
        """What stands in the way of a decision; None if nothing does."""
        if self.deciding.is_busy:
            return tr("Writing the decision …")
        unsaved = self.unsaved.layers()
        return tr("Save the edits of “{layer}” first.").format(layer=unsaved[0].name()) if unsaved else None

    def _update(self) -> None:
        features, columns = self._chosen_features(), self.comparison.chosen()
        left = len(self.model.all())
        self.headline.setText(tr("%n feature(s) to decide; each decision is saved at once.", n=left))
        self.headline.setVisible(left > 0)
        self._pages.setCurrentIndex(0 if left else 1)
        self.empty.setText(self._nothing_text())
        self.go_on.setVisible(self._is_read and not left and self.session.workspace is not None)
        reason = self._why_not()
        scope = reason or scope_text(features, columns)
        has_base = not any(one["whole"] for one in features)
        self.bar.set_state(scope, left, can=reason is None and bool(features), has_base=has_base)
        one_column = columns[0] if len(columns) == 1 else None
        if one_column is None and len(features) == 1 and len(features[0]["columns"]) == 1:
            one_column = features[0]["columns"][0]
        layers = {one["layer"] for one in features}
        can_type = reason is None and has_base and len(layers) == 1
        self.bar.own_value.ask_for(next(iter(layers), ""), one_column if can_type else None)

    def _nothing_text(self) -> str:
        if self.session.workspace is None:
            return tr("No workspace is in the project. Check layers out of a registry first.")
        if not self._is_read:
            return "" if self.notices.text("failure") else tr("Reading the workspace …")
        return tr("There are no conflicts. Nothing stands in the way of the commit.")

    def _unsaved_changed(self, _path: str = "") -> None:
        self.unsaved_notice.tell()
        self._update()

    # --- deciding ----------------------------------------------------------------------------------------

    def _ask_about_all(self, side: str) -> None:
        left = len(self.model.all())
        if side == "ours":
            question = tr("Keep your values in all of %n feature(s)?", n=left)
        else:
            question = tr("Take their values in all of %n feature(s)?", n=left)
        clear = lambda: self.notices.clear("confirm")  # noqa: E731
        decide = (tr("Decide"), lambda: (clear(), self.deciding.decide(side, [{}])))
        self.notices.show_notice("confirm", question, [decide, (tr("Not now"), clear)])

    def _began(self) -> None:
        self.notices.clear("refused")
        self._update()

    def _went_on(self, done: int, of: int) -> None:
        if of > 5:
            self.bar.scope.setText(tr("{done} of {of} decided …").format(done=done, of=of))

    def _decided(self, count: int) -> None:
        path = self.session.workspace
        if count and path is not None:
            self.session.reload(path)
            self.session.edits_saved.emit(path)  # every panel reads the workspace again, this one too
        else:
            self.refresh()

    def _tell_refusal(self, error: Any) -> None:
        mend = mend_for(self.session, error)
        actions = [*([mend] if mend else []), (tr("Close"), lambda: self.notices.clear("refused"))]
        self.notices.show_notice("refused", str(error), actions, level="error")

    def _go_on(self) -> None:
        show = getattr(self.session, "show_panel", None)
        changes = show("changes") if show is not None else None
        if changes is not None:
            changes.refresh()

    def closeEvent(self, event: Any) -> None:
        """Leave nothing on the map."""
        self.on_map.clear()
        super().closeEvent(event)
