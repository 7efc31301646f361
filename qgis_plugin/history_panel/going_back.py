"""Reverting a commit and restoring a feature: shown on the map first, asked, then done as a new commit."""

from qgis.PyQt.QtCore import QObject

from ..language import tr
from .commit_model import counts_of, message_of, name_of


class GoingBack(QObject):
    """Asks in the panel's bar; the worker does it."""

    def __init__(self, session, confirm, changes, parent=None):
        super().__init__(parent)
        self._session = session
        self._confirm = confirm
        self._changes = changes

    # --- a commit --------------------------------------------------------------------------------------

    def revert(self, commit, did):
        """Preview and ask; ``did`` is (title, added, changed, deleted) of each layer."""
        revision = commit["revision"]
        undone = [f"{title} {counts_of(deleted, changed, added)}" for title, added, changed, deleted in did]
        heading = tr("What undoing version %1 would do: %2").replace("%1", str(revision))
        heading = heading.replace("%2", ", ".join(undone) or tr("nothing"))
        # The other way round: what the commit made is old, what it replaced is new.
        self._changes.show_difference(revision, revision - 1, heading)
        question = tr(
            "Undo “%1”? A new commit by %2 brings back what stood there before; values that other commits "
            "gave stay. Nothing is removed from the history."
        )
        question = question.replace("%1", message_of(commit)).replace("%2", self._session.author)
        self._confirm.ask(
            question, tr("Undo this commit"), lambda: self._revert(commit, False), lambda: self._again(commit)
        )

    def _again(self, commit):
        self._changes.show_commit(commit, heading_of(commit))

    def _revert(self, commit, keep_later):
        def done(result):
            self._told(
                result, tr("Version %1 is undone by version %2.").replace("%1", str(commit["revision"]))
            )

        def refused(error):
            if error.code == "ChangedSince" and not keep_later:
                text = tr("%1\nUndo the rest and leave those as later commits made them?").replace(
                    "%1", str(error)
                )
                self._confirm.ask(
                    text, tr("Undo the rest"), lambda: self._revert(commit, True), lambda: self._again(commit)
                )
            elif error.code != "Cancelled":
                self._session.error(error)
                self._again(commit)

        self._session.ask(
            "revert", title=tr("Undoing a commit"), then=done, otherwise=refused,
            registry=self._session.registry, revision=commit["revision"], author=self._session.author,
            keep_later=keep_later,
        )  # fmt: skip

    # --- a feature -------------------------------------------------------------------------------------

    def restore(self, layer, uid, label, commit, differences):
        """Ask whether a feature is to become what it was after a commit.

        ``differences`` are lines that tell what would change, as :func:`since` makes them.
        """
        if not differences:
            self._session.done(tr("The feature is now as it was then; there is nothing to restore."))
            return
        text = tr("Make %1 what it was in version %2? A new commit by %3 does it:")
        text = text.replace("%1", label).replace("%2", name_of(commit)).replace("%3", self._session.author)
        shown = differences[:8]
        if len(differences) > len(shown):
            shown.append(tr("and %n more", n=len(differences) - len(shown)))
        lines = "\n".join(f"• {one}" for one in shown)
        self._confirm.ask(
            f"{text}\n{lines}",
            tr("Restore"),
            lambda: self._restore(layer, uid, commit),
            self._changes.on_map.clear,
        )

    def _restore(self, layer, uid, commit):
        def done(result):
            self._changes.on_map.clear()
            self._told(result, tr("The feature is restored by version %2."))

        self._session.ask(
            "restore", title=tr("Restoring a feature"), then=done,
            registry=self._session.registry, layer=layer, uid=uid, version=commit["revision"],
            author=self._session.author,
        )  # fmt: skip

    def _told(self, result, text):
        made = result["commit"]
        if made is None:
            self._session.done(tr("All was so already; nothing was committed."))
            return
        text = text.replace("%2", str(made["revision"]))
        if self._session.workspaces():
            text += " " + tr("Update the workspace to see it there.")
        self._session.done(text)
        self._session.told_history_changed()


def heading_of(commit):
    """A commit over its changes: message, author, day."""
    return f"{message_of(commit)}\n{name_of(commit)} · {commit['author']}"


def since(versions, place):
    """What differs between the newest state of a feature and that after ``versions[place]``, newest first.

    Returns
    -------
    list of (title or None for the geometry, shown value now, shown value then); a feature that is gone on
    one side gives the one line that says so.
    """
    later = versions[:place]
    there_now, there_then = (versions[one]["kind"] != "deleted" for one in (0, place))
    if not there_now and not there_then:
        return []
    if there_now != there_then:
        return [(None, *(tr("is there") if one else tr("is deleted") for one in (there_now, there_then)))]
    now, then, titles, order = {}, {}, {}, []
    for version in later:
        for column in version["columns"]:
            name = column["name"]
            if name not in titles:
                titles[name], now[name] = column["title"], (column["new"], column["shown_new"])
                order.append(name)
            then[name] = (column["old"], column["shown_old"])
    lines = [(titles[name], now[name][1], then[name][1]) for name in order if now[name][0] != then[name][0]]
    if any(version.get("geometry_changed") for version in later):
        lines.append((tr("Geometry"), tr("now"), tr("as then")))
    return lines
