"""Algorithms that commit edits of a workspace, put them back, or settle conflicts."""

from qgis.core import (
    QgsProcessingException,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ..language import tr
from . import parameters as shared
from .algorithm import Algorithm
from .author import author_of


class Commit(Algorithm):
    key = "commit"
    group_key = "editing"

    def title(self):
        return tr("Commit a workspace")

    def about(self):
        return tr(
            "Commits what was edited in a workspace to its registry, merged with what others committed "
            "meanwhile. What two people changed differently is kept and listed as a conflict. Rule "
            "violations stop it and are listed."
        )

    def example(self):
        return 'WORKSPACE=work.gpkg MESSAGE="Widen A-27 at Dossor"'

    def declare(self):
        shared.takes_workspace(self)
        shared.takes_message(self)
        shared.takes_author(self)
        shared.gives_workspace(self)
        self.gives_number("REVISION", tr("Number of the commit (0 if nothing had changed)"))
        self.gives_number("MERGED", tr("Features merged with others' changes"))
        self.gives_number("CONFLICTS", tr("Open conflicts"))

    def carry_out(self, asked):
        workspace = asked.file(shared.WORKSPACE)
        problems = asked.ask("check_changes", workspace=workspace)["problems"]
        for one in problems:
            asked.feedback.reportError(f"{one['layer']} {one['uid']}: {one['text']}")
        if problems:
            raise QgsProcessingException(
                tr("%n feature(s) break the layers' rules; mend them in the workspace, then commit again.",
                   n=len({one["uid"] for one in problems}))
            )  # fmt: skip
        done = asked.ask(
            "commit",
            workspace=workspace,
            message=asked.text(shared.MESSAGE),
            author=author_of(asked.text(shared.AUTHOR)),
        )
        made = done["commit"]
        asked.say(
            tr("Nothing had changed; no commit was made.")
            if made is None
            else tr("Committed as {revision}.").format(revision=made["revision"])
        )
        return {
            shared.WORKSPACE: workspace,
            "REVISION": 0 if made is None else made["revision"],
            "MERGED": done["merged"],
            "CONFLICTS": done["conflicts"],
        }


class Discard(Algorithm):
    key = "discard"
    group_key = "editing"

    def title(self):
        return tr("Discard edits of a workspace")

    def about(self):
        return tr(
            "Puts features of a workspace back to what they were at its last commit or update. "
            "The discarded edits cannot be brought back."
        )

    def example(self):
        return "WORKSPACE=work.gpkg LAYERS=repairs"

    def declare(self):
        shared.takes_workspace(self)
        shared.takes_layers(self)
        uids = QgsProcessingParameterString("UIDS", tr("Features (uids)"), optional=True)
        self.takes(uids, tr("uids apart by commas, to discard only those; all edits of the layers if empty."))
        shared.gives_workspace(self)
        self.gives_number("DISCARDED", tr("Features put back"))

    def carry_out(self, asked):
        workspace = asked.file(shared.WORKSPACE)
        layers, uids = asked.names(shared.LAYERS), asked.names("UIDS")
        done = asked.ask("discard", workspace=workspace, layers=layers, uids=uids)
        return {shared.WORKSPACE: workspace, "DISCARDED": done["discarded"]}


class Resolve(Algorithm):
    key = "resolve"
    group_key = "editing"
    CHOICES = ("ours", "theirs", "base")

    def title(self):
        return tr("Resolve conflicts")

    def about(self):
        return tr(
            "Settles all open conflicts of a workspace in one way, or those of one layer or feature. "
            "The conflicts panel shows them one by one; this is for models and batches."
        )

    def example(self):
        return "WORKSPACE=work.gpkg CHOICE=1"

    def declare(self):
        shared.takes_workspace(self)
        titles = [
            tr("Keep what was edited here"),
            tr("Take what others committed"),
            tr("Take neither (as before both)"),
        ]
        self.takes(
            QgsProcessingParameterEnum("CHOICE", tr("Resolution"), titles, defaultValue=0),
            tr("Which of the values stays."),
        )
        self.takes(
            QgsProcessingParameterString(shared.LAYER, tr("Layer"), optional=True),
            tr("Only conflicts of this layer; of all layers if empty."),
        )
        self.takes(
            QgsProcessingParameterString(shared.UID, tr("Feature (uid)"), optional=True),
            tr("Only conflicts of this feature; of all features if empty."),
        )
        shared.gives_workspace(self)
        self.gives_number("RESOLVED", tr("Conflicts resolved"))
        self.gives_number("CONFLICTS", tr("Open conflicts"))

    def carry_out(self, asked):
        workspace = asked.file(shared.WORKSPACE)
        done = asked.ask(
            "resolve",
            workspace=workspace,
            choice=self.CHOICES[asked.whole("CHOICE")],
            layer=asked.text(shared.LAYER),
            uid=asked.text(shared.UID),
        )
        return {shared.WORKSPACE: workspace, "RESOLVED": done["resolved"], "CONFLICTS": done["left"]}


ALGORITHMS = (Commit, Discard, Resolve)
