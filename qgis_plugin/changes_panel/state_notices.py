"""What stands between the edits and the registry, told as notices with their mend."""

from __future__ import annotations

from typing import Any

from ..language import quoted, tr
from ..registry_dock.workspace_state import layers_that_do_not_fit, overwritten
from ..worker.errors import WorkerError
from .notices import Notices


class StateNotices:
    """Keeps the notices of a panel true to what the worker says of its workspace."""

    def __init__(self, notices: Notices, panel: Any) -> None:
        self._notices, self._panel = notices, panel

    def tell(self, info: dict[str, Any]) -> None:
        """Layers written anew, conflicts, a registry out of reach, and whatever else the worker noticed."""
        self._tell_overwritten(info)
        self._tell_registry(info)
        if info["conflicts"]:
            text = tr("%n conflict(s) with what others committed, to decide first", n=info["conflicts"])
            self._notices.show_notice("conflicts", text, [(tr("Decide"), self._panel.decide_conflicts)])
        else:
            self._notices.clear("conflicts")
        if info["unfinished"] == "commit" and info["registry_found"] and not self._panel.work.is_busy:
            text = tr("A commit of this workspace was cut off, or another program is committing it just now.")
            finish = (tr("Finish it"), self._panel.work.finish_commit)
            self._notices.show_notice("unfinished", text, [finish])
        else:
            self._notices.clear("unfinished")
        problems = info["problems"] if info["registry_found"] else info["problems"][1:]
        if problems:
            told = "\n".join(str(WorkerError.from_answer(one)) for one in problems)
            actions = [(tr("Look again"), self._panel.refresh)]
            broken = layers_that_do_not_fit(info)
            if broken and info["registry_found"]:
                actions.append((tr("Write again …"), lambda: self._panel.work.ask_to_write_again(broken)))
            self._notices.show_notice("problems", told, actions)
        else:
            self._notices.clear("problems")

    def _tell_overwritten(self, info: dict[str, Any]) -> None:
        layers = [layer["name"] for layer in overwritten(info)]
        if not layers:
            self._notices.clear("overwritten")
            return
        names = ", ".join(quoted(self._panel.title_of(name)) for name in layers)
        if info["registry_found"]:
            text = tr(
                "{layers}: another program wrote the layer anew, so what was edited there is not known."
                " It can be found by comparing the layer with the registry."
            )
            actions = [(tr("Compare and watch again"), lambda: self._panel.adopt(layers))]
        else:
            text = tr(
                "{layers}: another program wrote the layer anew; what was edited there can be found once the"
                " registry is within reach."
            )
            actions = []
        self._notices.show_notice("overwritten", text.format(layers=names), actions)

    def _tell_registry(self, info: dict[str, Any]) -> None:
        if info["registry_found"]:
            self._notices.clear("registry")
            return
        text = tr("The registry {registry} is out of reach. You can go on editing; the commit has to wait.")
        words = text.format(registry=info["registry"])
        look = (tr("Look again"), self._panel.refresh)
        find = (tr("Find it …"), self._panel.work.find_registry)
        self._notices.show_notice("registry", words, [look, find])
