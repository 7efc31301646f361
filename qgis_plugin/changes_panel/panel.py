"""The dock that shows what was edited in the workspace in use, and commits it."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDockWidget,
    QLabel,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ..language import in_language, number, tr
from ..mends import mend_for
from .changes_model import ChangesModel
from .commit_box import CommitBox
from .context_menu import show_menu
from .file_watch import FileWatch
from .filter_bar import FilterBar
from .header import Header
from .notices import Notices
from .on_map import ChangesOnMap
from .reading import Reading
from .state_notices import StateNotices
from .tree import ChangesTree
from .tree_tools import TreeTools
from .unsaved import UnsavedEdits
from .unsaved_notice import UnsavedNotice
from .violations import Violations
from .work import Work


class ChangesPanel(QDockWidget):
    """Changes of a workspace: tree, map, rules, discard, commit."""

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(tr("Changes"), parent)
        self.setObjectName("InfraRegistryChanges")
        self.session = session
        self.info: dict[str, Any] | None = None
        self.total = 0
        self._titles: dict[str, str] = {}
        self._is_read = self._is_seen = False
        self._build()
        self.reading = Reading(session, self)
        self.file_watch = FileWatch(self)
        self.unsaved = UnsavedEdits(session)
        self.state = StateNotices(self.notices, self)
        self.unsaved_notice = UnsavedNotice(self.notices, self.unsaved, session)
        self.on_map = ChangesOnMap(session, self)
        self.work = Work(self)
        self._connect()
        self._turn_to_workspace()

    # --- the parts ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = Header(self)
        self.notices = Notices(self)
        self.filter_bar = FilterBar(self)
        self.model = ChangesModel(self.palette(), self)
        self.tree = ChangesTree(self)
        self.tree.use(self.model)
        self.tools = TreeTools(self)
        self.violations = Violations(self)
        self.commit_box = CommitBox(self)
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(16)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.empty)
        above = QWidget(self)
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.filter_bar)
        upper.addLayout(self._pages, 1)
        upper.addWidget(self.tools)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(above)
        split.addWidget(self.violations)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        for widget in (self.header, self.notices):
            column.addWidget(widget)
        column.addWidget(split, 1)
        column.addWidget(self.commit_box)
        self.setWidget(page)

    def _connect(self) -> None:
        session, reading = self.session, self.reading
        session.workspace_changed.connect(self._turn_to_workspace)
        session.edits_saved.connect(self._saved)
        session.history_changed.connect(self.refresh)
        reading.changes_read.connect(self._show_changes)
        reading.info_read.connect(self._show_info)
        reading.checked.connect(self._show_problems)
        reading.failed.connect(self._tell_failure)
        reading.finished.connect(self.update_actions)
        self.file_watch.changed.connect(self._written_by_another)
        session.edits_changed.connect(self._unsaved_changed)
        session.workspaces_changed.connect(self._turn_to_workspace)
        self.header.chosen.connect(session.set_workspace)
        self.header.look_again.connect(self.refresh)
        self.filter_bar.changed.connect(self._filter)
        self.tree.selectionModel().selectionChanged.connect(lambda *_: self._choice_changed())
        self.tree.customContextMenuRequested.connect(lambda place: show_menu(self, place))
        self.tree.clicked.connect(lambda index: self.on_map.go_to(self.model.features([index])))
        tools = self.tools
        tools.zoom.clicked.connect(lambda: self.on_map.go_to(self.chosen()))
        tools.select.clicked.connect(lambda: self.work.select_in_layers(self.chosen()))
        tools.discard.clicked.connect(self.work.ask_to_discard)
        tools.draw.toggled.connect(lambda _: self._draw())
        self.visibilityChanged.connect(self._seen)
        self.violations.show_wanted.connect(self.work.show_problem)
        self.violations.fix_wanted.connect(self.work.fix)
        self.commit_box.wanted.connect(self.work.commit)

    # --- what the session tells --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the workspace again."""
        self.file_watch.calm()
        self.reading.read(self.session.workspace)

    def decide_conflicts(self) -> None:
        """Show the panel in which they are decided."""
        show = getattr(self.session, "show_panel", None)
        if show is not None:
            show("conflicts")

    def adopt(self, layers: list[str]) -> None:
        """Compare layers that were written anew with the registry."""
        self.work.adopt(layers)

    def _turn_to_workspace(self) -> None:
        path = self.session.workspace
        self.header.show_workspaces(self.session.workspaces(), path)
        if path != self.commit_box.workspace:
            self._forget()
        self.file_watch.watch(path)
        self.commit_box.use(path, self.session.author)
        self.unsaved_notice.tell()
        self.reading.read(path)
        self.update_actions()

    def _forget(self) -> None:
        self.info, self.total, self._is_read = None, 0, False
        self.on_map.forget()
        self.model.show([], {})
        self.violations.show_problems([], {})
        self.notices.clear_all()

    def _saved(self, path: str) -> None:
        if path == self.session.workspace:
            if not self.work.is_telling:
                self.notices.clear("undo")  # what was edited since then is not to be undone with it
            self.refresh()
        self._unsaved_changed()

    def _written_by_another(self) -> None:
        if not self.work.is_busy:  # then it is this panel that has it written, and it reads afterwards
            self.refresh()

    def _unsaved_changed(self, _path: str = "") -> None:
        self.unsaved_notice.tell()
        self.update_actions()

    # --- what the worker answers -------------------------------------------------------------------------

    def _show_changes(self, result: dict[str, Any]) -> None:
        self._is_read = True
        self.notices.clear("failure")
        self.notices.clear("confirm")
        self.total = result["total"]
        with self.tree.replacing():
            self.model.show(result["features"], self._titles)
        self.filter_bar.show_counts(self.model.counts())
        shown = len(result["features"])
        if self.total > shown:
            text = tr("{shown} of {total} changes are listed; a commit takes them all.").format(
                shown=number(shown), total=number(self.total)
            )
            self.notices.show_notice("more", text, level="info")
        else:
            self.notices.clear("more")
        self.on_map.outdate()
        self._draw()
        self.update_actions()

    def _show_info(self, info: dict[str, Any]) -> None:
        self.info = info
        titles = {one["name"]: in_language(one["title"], one["name"]) for one in info["layers"]}
        if titles != self._titles:
            self._titles = titles
            with self.tree.replacing():
                self.model.show(self.model.all(), titles)
        self.state.tell(info)
        self.update_actions()

    def _show_problems(self, result: dict[str, Any]) -> None:
        self.violations.show_problems(result["problems"], self._titles)

    def _tell_failure(self, error: Any) -> None:
        if self.info is not None and error.code in {one["code"] for one in self.info["problems"]}:
            return  # told already, with what the worker knows of the workspace
        self.notices.show_notice("failure", str(error), [(tr("Try again"), self.refresh)], level="error")
        self.update_actions()

    def title_of(self, layer: str) -> str:
        """A layer's title in the language in use."""
        return self._titles.get(layer, layer)

    # --- what is chosen ----------------------------------------------------------------------------------

    def chosen(self) -> list[dict[str, Any]]:
        """The changes chosen in the tree."""
        return self.tree.chosen()

    def _choice_changed(self) -> None:
        self.notices.clear("confirm")
        self._draw()
        self.update_actions()

    def _filter(self, text: str, kinds: frozenset[str]) -> None:
        with self.tree.replacing():
            self.model.filter(text, kinds)
        self._draw()
        self.update_actions()

    def _seen(self, seen: bool) -> None:
        self._is_seen = seen  # one behind another as a tab is "visible", and not seen
        self._draw()

    def _draw(self) -> None:
        if self.tools.draw.isChecked() and self._is_seen:
            self.on_map.draw(self.chosen() or self.model.visible())
        else:
            self.on_map.clear()

    # --- what can be done --------------------------------------------------------------------------------

    def update_actions(self) -> None:
        """What may be pressed now, and what the words around say."""
        self.header.say(self._headline())
        shown = self.model.visible_count()
        self.empty.setText(self._nothing_text())
        self._pages.setCurrentIndex(0 if shown else 1)
        self.tools.set_state(some_chosen=bool(self.chosen()), can_discard=shown > 0 and not self.work.is_busy)
        self.commit_box.set_state(self.total, self.work.why_no_commit())

    def _headline(self) -> str:
        if self.info is None or not self._is_read:
            return ""
        parts = [tr("%n change(s)", n=self.total), tr("at revision %n", n=self.info["revision"])]
        newer = self.info["newer_commits"]
        if newer:
            parts.append(tr("%n newer commit(s), merged when you commit", n=newer))
        return " · ".join(parts)

    def _nothing_text(self) -> str:
        if self.session.workspace is None:
            return tr("No workspace is in the project. Check layers out of a registry first.")
        if not self._is_read:
            return "" if self.notices.text("failure") else tr("Reading the workspace …")
        if self.total:
            return tr("No change passes the filter.")
        return tr(
            "Nothing was changed here since the last commit. Edit the layers and save; each save shows here."
        )

    def tell_refusal(self, error: Any) -> None:
        """Something that was to be done could not be."""
        mend = mend_for(self.session, error)
        actions = [*([mend] if mend else []), (tr("Close"), self._close_result)]
        self.notices.show_notice("result", str(error), actions, level="error")

    def _close_result(self) -> None:
        self.notices.clear("result")

    def closeEvent(self, event: Any) -> None:
        """Keep the message begun, and leave nothing on the map."""
        self.commit_box.keep()
        self.on_map.clear()
        super().closeEvent(event)
