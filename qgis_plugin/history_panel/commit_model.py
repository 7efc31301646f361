"""The commits of a registry as a list that grows as it is scrolled, newest first."""

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, Qt, pyqtSignal

from ..language import date_time, tr

#: Commits asked for at a time.
PAGE = 60

COMMIT = Qt.ItemDataRole.UserRole
#: What a commit did, as a list of (layer title, added, changed, deleted); see CommitModel.did.
DID = Qt.ItemDataRole.UserRole + 1


class CommitModel(QAbstractListModel):
    """Commits that pass a filter; ``read`` begins anew, scrolling asks for more."""

    reading = pyqtSignal(bool)
    failed = pyqtSignal(object)

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._commits = []
        self._filter = {}
        self._titles = {}
        self._complete = True
        self._answer = None

    # --- reading ---------------------------------------------------------------------------------------

    def read(self, **wanted):
        """Begin anew with this filter, as the worker's ``log`` takes it."""
        self._drop_answer()
        self._filter = {name: value for name, value in wanted.items() if value not in (None, "")}
        self._complete = self._session.registry is None
        if self._complete:
            self.clear()
        else:
            self._ask(anew=True)

    def clear(self):
        """No commits."""
        self._drop_answer()
        self._complete = True
        self.beginResetModel()
        self._commits = []
        self.endResetModel()

    def set_titles(self, titles):
        """Titles of the layers by name, in the chosen language."""
        self._titles = titles
        if self._commits:
            self.dataChanged.emit(self.index(0), self.index(len(self._commits) - 1))

    def is_reading(self):
        return self._answer is not None

    def _drop_answer(self):
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.cancel()

    def _ask(self, anew):
        wanted = dict(self._filter)
        if not anew and self._commits:
            wanted["before"] = self._commits[-1]["revision"]
        registry = self._session.registry
        # An answer that a newer question has overtaken is not shown.
        number = object()
        self._number = number
        self.reading.emit(True)
        self._answer = self._session.ask(
            "log",
            then=lambda result: number is self._number and self._take(result["commits"], anew),
            otherwise=lambda error: number is self._number and self._fail(error),
            registry=registry,
            limit=PAGE,
            **wanted,
        )

    def _take(self, commits, anew):
        self._answer = None
        self._complete = len(commits) < PAGE
        if anew:
            self.beginResetModel()
            self._commits = commits
            self.endResetModel()
        elif commits:
            first = len(self._commits)
            self.beginInsertRows(QModelIndex(), first, first + len(commits) - 1)
            self._commits += commits
            self.endInsertRows()
        self.reading.emit(False)

    def _fail(self, error):
        self._answer = None
        self._complete = True
        self.reading.emit(False)
        if getattr(error, "code", "") != "Cancelled":
            self.failed.emit(error)

    def canFetchMore(self, parent=QModelIndex()):  # noqa: B008
        return not parent.isValid() and not self._complete and self._answer is None

    def fetchMore(self, parent=QModelIndex()):  # noqa: B008
        if self.canFetchMore(parent):
            self._ask(anew=False)

    # --- what it holds ---------------------------------------------------------------------------------

    def commit(self, index):
        """The commit at an index, None where there is none."""
        return self._commits[index.row()] if index.isValid() and index.row() < len(self._commits) else None

    def index_of(self, revision):
        """Where a revision stands; an invalid index if it is not read."""
        for row, one in enumerate(self._commits):
            if one["revision"] == revision:
                return self.index(row)
        return QModelIndex()

    def did(self, commit):
        """(title of the layer, added, changed, deleted) for each layer of a commit."""
        return [
            (self._titles.get(one["name"], one["name"]), one["added"], one["changed"], one["deleted"])
            for one in commit["layers"]
        ]

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self._commits)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        one = self.commit(index)
        if one is None:
            return None
        if role == COMMIT:
            return one
        if role == DID:
            return self.did(one)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return message_of(one)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(one)
        return None

    def _tip(self, one):
        lines = [message_of(one), "", f"{one['author']}, {date_time(one['local_time'])}"]
        lines += [f"{title}: {counts_of(*counts)}" for title, *counts in self.did(one)]
        lines += [tr("Definition of layer %1").replace("%1", name) for name in one.get("definitions") or []]
        lines += [f"{tr('Tag')}: {name}" for name in one.get("tags") or []]
        return "\n".join([*lines, "", tr("Digest %1").replace("%1", one["digest"])])


def message_of(commit):
    """The message; that of the making of the registry, which has none, is made up."""
    return commit["message"] or (tr("The registry was made") if commit["revision"] == 0 else tr("No message"))


def counts_of(added, changed, deleted):
    """``+3 ~1 −2``, without what is nought."""
    parts = [f"{sign}{count}" for sign, count in (("+", added), ("~", changed), ("−", deleted)) if count]
    return " ".join(parts) or "0"


def name_of(commit):
    """What a version is called in a sentence: ``13 (2024-05-20)``, with its tag if it has one."""
    day = date_time(commit["local_time"])
    tags = commit.get("tags") or []
    return f"{tags[0]} · {day}" if tags else f"{commit['revision']} · {day}"
