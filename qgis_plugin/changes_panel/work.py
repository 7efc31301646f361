"""What the panel does to the workspace: discard, fix, adopt, commit; and telling what came of it."""

from __future__ import annotations

from typing import Any

from ..language import language, quoted, tr
from ..registry_dock import choosing
from ..worker.errors import WorkerError
from .discarding import UNDO_AT_MOST, Undo, undo_for

_UIDS_AT_ONCE = 500
Step = tuple[str, list[str]]
"""A layer, and uids of it."""


class Work:
    """The actions of a changes panel; one of those that write runs at a time."""

    def __init__(self, panel: Any) -> None:
        self._panel = panel
        self._session = panel.session
        self._running: str | None = None
        self.is_telling = False
        """Whether it is this panel itself that says that the workspace is another now."""

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._running is not None

    # --- commit ------------------------------------------------------------------------------------------

    def why_no_commit(self) -> str | None:
        """What stands in the way of a commit, in a sentence; None if nothing does."""
        panel = self._panel
        if self._session.workspace is None:
            return tr("There is no workspace to commit.")
        if self._running is not None:
            return self._running
        unsaved = panel.unsaved.layers()
        if unsaved:
            return tr("Save the edits of “{layer}” first.").format(layer=unsaved[0].name())
        if panel.info is None:
            return tr("The workspace has not been read yet.")
        if not panel.info["registry_found"]:
            return tr("The registry is out of reach; your changes stay in the workspace until it is back.")
        if panel.info["conflicts"]:
            return tr("Decide %n conflict(s) first.", n=panel.info["conflicts"])
        if panel.info["problems"]:
            return tr("The layers do not fit the registry; see the notice above.")
        overwritten = [one["name"] for one in panel.info["layers"] if one["overwritten"]]
        if not panel.total and not overwritten:
            return tr("There is nothing to commit.")
        problems = panel.violations.problems()
        if problems:
            return tr("Mend %n value(s) against the rules first.", n=len(problems))
        return None

    def commit(self, message: str, author: str) -> None:
        """Commit everything; the message stays until it has landed."""
        given = "plugin" if author != self._session.author else "profile"
        self._start(
            "commit", tr("Committing …"), self._committed,
            title=tr("Commit to the registry"), lane="long",
            message=message, author=author, author_source=given,
        )  # fmt: skip

    def _committed(self, result: dict[str, Any]) -> None:
        panel, session = self._panel, self._session
        if result["conflicts"]:
            text = tr(
                "Nothing was committed yet: %n conflict(s) with what others committed.", n=result["conflicts"]
            )
            panel.notices.show_notice("result", text, [(tr("Decide"), panel.decide_conflicts)])
            panel.decide_conflicts()
        elif result["commit"] is None:
            panel.notices.show_notice("result", tr("There was nothing to commit."), level="info")
        else:
            panel.commit_box.committed()
            said = [tr("Committed as revision %n.", n=result["commit"]["revision"])]
            if result["merged"]:
                said.append(tr("%n feature(s) merged with what others committed.", n=result["merged"]))
            panel.notices.show_notice(
                "result", " ".join(said), [(tr("Close"), self._close_result)], level="done"
            )
            session.told_history_changed()
        panel.notices.clear("undo")

    def _close_result(self) -> None:
        self._panel.notices.clear("result")

    # --- discard and its undo ----------------------------------------------------------------------------

    def ask_to_discard(self) -> None:
        """Ask back, in a notice: about what is chosen, or all that is listed."""
        panel = self._panel
        what = panel.chosen() or panel.model.visible()
        if not what:
            return
        unsaved = panel.unsaved.layers()
        if unsaved:
            panel.unsaved_notice.tell()
            panel.session.error(tr("Save the edits of “{layer}” first.").format(layer=unsaved[0].name()))
            return
        if len(what) > UNDO_AT_MOST:
            question = tr("Discard %n change(s)? That cannot be undone.", n=len(what))
        else:
            question = tr("Discard %n change(s)?", n=len(what))
        clear = lambda: panel.notices.clear("confirm")  # noqa: E731
        actions = [(tr("Discard"), lambda: (clear(), self.discard(what))), (tr("Keep"), clear)]
        panel.notices.show_notice("confirm", question, actions)

    def discard(self, features: list[dict[str, Any]]) -> None:
        """Put features back as they were checked out."""
        path = self._session.workspace
        undo = undo_for(features, self._session.layers_of(path))
        parts: dict[str, list[str]] = {}
        for one in features:
            parts.setdefault(one["layer"], []).append(one["uid"])
        steps = [
            (layer, uids[at : at + _UIDS_AT_ONCE])
            for layer, uids in parts.items()
            for at in range(0, len(uids), _UIDS_AT_ONCE)
        ]
        self._discard_next(path, steps, 0, undo)

    def _discard_next(
        self, path: str, steps: list[tuple[str, list[str]]], done: int, undo: list[Undo]
    ) -> None:
        if not steps:
            self._discarded(done, undo)
            return
        (layer, uids), rest = steps[0], steps[1:]
        self._start(
            "discard", tr("Discarding …"),
            lambda result: self._discard_next(path, rest, done + result["discarded"], undo),
            path=path, layers=[layer], uids=uids,
        )  # fmt: skip

    def _discarded(self, count: int, undo: list[Undo]) -> None:
        text = tr("%n change(s) discarded.", n=count)
        actions = [(tr("Undo"), lambda: self._bring_back(undo))] if undo else []
        close = (tr("Close"), lambda: self._panel.notices.clear("undo"))
        self._panel.notices.show_notice("undo", text, [*actions, close], level="done")

    def _bring_back(self, undo: list[Undo]) -> None:
        self._panel.notices.clear("undo")
        applied = [one.apply() for one in undo]  # each, whatever became of the one before
        if not all(applied):
            self._session.error(tr("QGIS could not bring back all that was discarded."))
        self._session.reload(self._session.workspace)
        self._tell_edits_changed(self._session.workspace)

    # --- rules and layers --------------------------------------------------------------------------------

    def fix(self, problems: list[dict[str, Any]]) -> None:
        """Write the values that mend these problems."""
        fixes = [
            {"layer": one["layer"], "uid": one["uid"], "values": one["fix"]["values"]} for one in problems
        ]
        self._start(
            "apply_fixes", tr("Mending values …"), lambda _: None,
            fixes=fixes,
        )  # fmt: skip

    def show_problem(self, problem: dict[str, Any]) -> None:
        """Choose the feature in the tree, with its value in sight, and go to it on the map."""
        panel = self._panel
        key = (problem["layer"], problem["uid"])
        if not panel.model.index_of(key).isValid():
            panel.filter_bar.clear()
        index = panel.model.index_of(key)
        if index.isValid():
            panel.tree.setCurrentIndex(index)
            panel.tree.expand(index)
            panel.tree.scrollTo(index)
        panel.on_map.go_to([problem])

    def adopt(self, layers: list[str]) -> None:
        """Compare layers that were written anew in full, and watch them again."""
        self._start(
            "adopt", tr("Comparing with the registry …"),
            lambda _: None,
            title=tr("Compare layers with the registry"), lane="long", layers=layers,
        )  # fmt: skip

    def ask_to_write_again(self, layers: list[str]) -> None:
        """Ask back before layers whose tables were changed are written as the registry has them."""
        names = ", ".join(quoted(self._panel.title_of(name)) for name in layers)
        text = tr("Write {layers} again as the registry has it? What was edited there is lost.")
        write = (tr("Write again"), lambda: self._write_again(layers))
        keep = (tr("Keep"), lambda: self._panel.notices.clear("confirm"))
        self._panel.notices.show_notice("confirm", text.format(layers=names), [write, keep])

    def _write_again(self, layers: list[str]) -> None:
        self._panel.notices.clear("confirm")
        self._start("discard", tr("Writing the layer again …"), lambda _: None, lane="long", layers=layers)

    def finish_commit(self) -> None:
        """Have a commit that was cut off finished or taken back, as any command that writes does first."""
        self._start("discard", tr("Looking how the commit ended …"), lambda _: None, layers=[], uids=[])

    def find_registry(self) -> None:
        """The registry was moved: ask where it is, and keep that if it is the right one."""
        path = self._session.workspace
        found = choosing.existing_file(self._panel, tr("Find the registry"))
        if not found:
            return

        def looked(info: dict[str, Any]) -> None:
            if info["problems"]:
                self._session.error(WorkerError.from_answer(info["problems"][0]))
                return
            self._session.remember_moved(path, found)
            self._tell_edits_changed(path)

        self._session.ask("workspace_info", then=looked, workspace=path, registry=found)

    def select_in_layers(self, features: list[dict[str, Any]]) -> None:
        """Select features in the layers of the project; one layer becomes the active one."""
        layers = self._session.layers_of(self._session.workspace)
        chosen: dict[str, list[int]] = {}
        for one in features:
            if one["fid"] is not None:
                chosen.setdefault(one["layer"], []).append(one["fid"])
        for name, layer in layers.items():
            layer.selectByIds(chosen.get(name, []))
        here = [name for name in chosen if name in layers]
        if here and self._session.iface is not None:
            self._session.iface.setActiveLayer(layers[here[0]])
        missing = sorted(self._panel.title_of(name) for name in chosen if name not in layers)
        if missing:
            said = tr("Not in the project: {layers}. Add the layer to select its features.")
            self._session.error(said.format(layers=", ".join(missing)))
        elif not chosen:
            self._session.error(tr("A deleted feature cannot be selected; it is drawn on the map."))

    # --- one at a time -----------------------------------------------------------------------------------

    def _start(
        self, operation: str, doing: str, then: Any, *, path: str | None = None, **parameters: Any
    ) -> None:
        path = path or self._session.workspace
        if path is None:
            return
        self._running = doing

        def done(result: dict[str, Any]) -> None:
            self._running = None
            then(result)
            if self._running is None:  # else a next step has begun
                self._session.reload(path)
                self._tell_edits_changed(path)

        def failed(error: Any) -> None:
            self._running = None
            self._session.reload(path)
            self._panel.refresh()
            if getattr(error, "code", "") != "Cancelled":
                self._panel.tell_refusal(error)

        self._session.ask(
            operation, then=done, otherwise=failed, workspace=path, language=language(), **parameters
        )
        self._panel.update_actions()

    def _tell_edits_changed(self, path: str) -> None:
        """Every panel reads the workspace again, this one among them."""
        self.is_telling = True
        try:
            self._session.edits_saved.emit(path)
        finally:
            self.is_telling = False
