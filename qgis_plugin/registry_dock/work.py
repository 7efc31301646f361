"""What the dock does with workspaces: update, adopt, add their layers, take them out, find their registry."""

import os

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject

from .. import transaction_mode
from ..compat import stays_valid
from ..language import in_language, tr
from ..project_layers import WorkspaceLayers, extent_of, group_of, restyle
from . import choosing
from .workspace_state import missing, other_language


class Work(QObject):
    """Acts on workspaces and tells the session what came of it."""

    def __init__(self, session, workspaces, parent=None):
        super().__init__(parent)
        self._session = session
        self._workspaces = workspaces
        workspaces.card_made.connect(self._connect)

    def _connect(self, card):
        card.update_wanted.connect(self.update)
        card.changes_wanted.connect(lambda path: self._show("changes", path))
        card.commit_wanted.connect(self._start_commit)
        card.conflicts_wanted.connect(lambda path: self._show("conflicts", path))
        card.history_wanted.connect(lambda path: self._show("history", path))
        card.adopt_wanted.connect(self.adopt)
        card.registry_wanted.connect(self.find_registry)
        card.layers_wanted.connect(self.add_missing)
        card.removal_wanted.connect(self.remove)
        card.language_wanted.connect(self.translate)

    def _show(self, panel, path):
        self._session.set_workspace(path)
        self._session.show_panel(panel)

    def _start_commit(self, path):
        self._session.set_workspace(path)
        panel = self._session.show_panel("changes")
        box = getattr(panel, "commit_box", None)
        if box is not None:
            box.message.setFocus()

    def open(self, path):
        """Put a workspace that was checked out before into the project."""
        self._session.ask("workspace_info", then=self.add_layers, workspace=path)

    def add_layers(self, info, zoom=True):
        """Its layers, styled and grouped; the map goes to them if it showed nothing."""
        was_empty = not QgsProject.instance().mapLayers()
        adding = WorkspaceLayers(self._session, info)
        adding.refused.connect(self._refused)

        def added(layers):
            if other_language(info):
                self.translate(info["path"], list(layers))
            if zoom and was_empty and layers:
                extent = extent_of(layers.values())
                if not extent.isNull():
                    extent.scale(1.05)
                    self._session.canvas.setExtent(extent)
                    self._session.canvas.refresh()
            self._session.set_workspace(info["path"])

        adding.added.connect(added)
        if info["registry_found"] and self._session.registry is None:
            self._session.set_registry(info["registry"])
        return adding

    def translate(self, path, tables=None):
        """Forms, value lists and titles of layers in the language of the plugin, in this project alone."""
        layers = self._session.layers_of(path)
        for table in tables or layers:
            self._session.ask(
                "definition",
                then=lambda one, layer=layers[table]: self._translated(layer, one),
                workspace=path,
                layer=table,
            )

    @staticmethod
    def _translated(layer, definition):
        if stays_valid(layer):
            restyle(layer, definition["qml"])
            layer.setName(in_language(definition["title"], definition["name"]))

    def _refused(self, title):
        self._session.error(
            tr("QGIS cannot open the layer {title}; check the file out again.").format(title=title)
        )

    def add_missing(self, path):
        card = self._workspaces.cards.get(path)
        if card is not None and card.info and missing(self._session, card.info):
            self.add_layers(card.info, zoom=False)

    def remove(self, path):
        """Take the layers out of the project; the file stays, and so do unsaved edits, which are named."""
        unsaved = self._session.unsaved(path)
        if unsaved:
            names = ", ".join(one.name() for one in unsaved)
            self._session.error(tr("{layers}: save or drop the edits first.").format(layers=names))
            return
        group = group_of(path)
        QgsProject.instance().removeMapLayers([one.id() for one in self._session.layers_of(path).values()])
        if not group.findLayers():
            group.parent().removeChildNode(group)

    def may_write(self, path):
        """Whether the worker may write to a workspace now; if not, says why with the mend."""
        if transaction_mode.holds_lock(self._session, path):
            transaction_mode.warn(self._session, path)
            return False
        unsaved = self._session.unsaved(path)
        if unsaved:
            names = ", ".join(one.name() for one in unsaved)
            text = tr("There are edits that QGIS has not saved: {layers}.").format(layers=names)
            self._session.error(text, (tr("Save them"), lambda: self._save(unsaved)))
            return False
        return True

    def _save(self, layers):
        for layer in layers:
            if not layer.commitChanges(stopEditing=False):
                self._session.error("; ".join(layer.commitErrors()))

    def update(self, path):
        """Bring newer commits in."""
        if self.may_write(path):
            self._session.ask(
                "update",
                title=tr("Update the workspace {name}").format(name=os.path.basename(path)),
                lane="long",
                then=lambda report: self._updated(path, report),
                workspace=path,
            )

    def _updated(self, path, report):
        self._session.reload(path)
        self._workspaces.refresh(path)
        done = tr("%n feature(s) brought up to date", n=report["applied"])
        if report["merged"]:
            done += ", " + tr("%n merged with your edits", n=report["merged"])
        self._session.done(
            tr("{what}; the workspace is at version {number}.").format(what=done, number=report["to"])
        )
        self._session.edits_saved.emit(path)  # panels read the workspace again
        if report["conflicts"]:
            self._session.error(
                tr("%n conflict(s) to resolve.", n=report["conflicts"]),
                (tr("Show them"), lambda: self._show("conflicts", path)),
            )

    def adopt(self, path):
        """Compare layers written by another program with the registry."""
        if self.may_write(path):
            self._session.ask(
                "adopt",
                title=tr("Compare with the registry"),
                lane="long",
                then=lambda answer: self._adopted(path, answer),
                workspace=path,
            )

    def _adopted(self, path, answer):
        total = sum(one["changed"] for one in answer["layers"])
        self._session.reload(path)
        self._session.done(tr("%n change(s) found.", n=total))
        self._workspaces.refresh(path)
        self._session.edits_saved.emit(path)

    def find_registry(self, path):
        """The registry was moved: ask where it is, and whether it is the right one."""
        found = choosing.existing_file(self._workspaces, tr("Find the registry"))
        if not found:
            return

        def checked(info):
            if info["newer_commits"] is None:
                return  # problems of the answer are on the card
            self._session.remember_moved(path, found)
            self._session.set_registry(found)
            self._workspaces.refresh(path)

        def told(info):
            self._workspaces.cards[path].show_info(info)
            checked(info)

        self._session.ask("workspace_info", then=told, workspace=path, registry=found)
