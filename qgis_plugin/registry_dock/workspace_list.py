"""The workspaces of the project, one card each, with their state kept up to date."""

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..language import tr
from .workspace_card import WorkspaceCard

_AGAIN = 20_000  # milliseconds after which a visible list looks by itself: colleagues commit, too


class WorkspaceList(QWidget):
    """Cards that read themselves through the session."""

    read = pyqtSignal(str, object)  # path, workspace_info
    card_made = pyqtSignal(object)

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self.cards = {}
        self.empty = QLabel(
            tr(
                "No workspace is in this project yet. Open a registry, tick layers and check them out: "
                "they come styled, are edited with QGIS's own tools, and committed back from here."
            ),
            self,
        )  # fmt: skip
        self.empty.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN)
        self._timer.timeout.connect(self.look_again)
        self._timer.start()
        session.workspaces_changed.connect(self.show_workspaces)
        session.edits_saved.connect(self.refresh)
        session.history_changed.connect(self.refresh_all)

    def show_workspaces(self):
        """A card for each workspace of the project, those that went are taken away."""
        paths = self._session.workspaces()
        for path in [one for one in self.cards if one not in paths]:
            self.cards.pop(path).deleteLater()
        for path in paths:
            if path not in self.cards:
                card = WorkspaceCard(self._session, path, self)
                self.cards[path] = card
                self._column.insertWidget(self._column.count() - 1, card)
                self.card_made.emit(card)
        self.empty.setVisible(not paths)
        self.refresh_all()

    def refresh_all(self):
        for path in self.cards:
            self.refresh(path)

    def refresh(self, path, then=None):
        """Read one workspace again."""
        if path in self.cards and self.isVisible():
            self._session.ask(
                "workspace_info",
                then=lambda info: (then or self._show)(path, info),
                otherwise=lambda error: self._show_failure(path, error),
                workspace=path,
            )

    def look_again(self):
        """Look for what other programs did: commits to the registry, edits of the same workspace."""
        for path in self.cards:
            self.refresh(path, self._compare)

    def showEvent(self, event):
        super().showEvent(event)
        self.show_workspaces()

    def _compare(self, path, info):
        card = self.cards.get(path)
        before = _edits(card.info) if card is not None and card.info else None
        self._show(path, info)
        if before is not None and _edits(info) != before:
            # Another QGIS, or another program, edits the same workspace.
            self._session.reload(path)
            self._session.edits_saved.emit(path)

    def _show(self, path, info):
        if path in self.cards:
            self.cards[path].show_info(info)
            self.read.emit(path, info)

    def _show_failure(self, path, error):
        if path in self.cards and error.code != "Cancelled":
            self.cards[path].show_failure(error)


def _edits(info):
    return {one["name"]: (one["added"], one["changed"], one["deleted"]) for one in info["layers"]}
