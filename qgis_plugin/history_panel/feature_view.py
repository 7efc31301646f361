"""The life of one feature: each commit that changed it, who gave each value, and bringing a state back."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QToolButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..changes_panel.kinds import kind_icon, kind_title
from ..compat import is_null
from ..language import date, in_language, language, tr
from .commit_model import message_of, name_of
from .fitted_tree import FittedTree
from .going_back import since
from .picking import PickTool
from .version_layers import registry_layer

_PLACE = Qt.ItemDataRole.UserRole


class FeatureView(QWidget):
    """History and blame of the feature clicked or selected."""

    only_wanted = pyqtSignal(str, str, str)  # layer, uid, label: narrow the list of commits to it

    def __init__(self, session, changes, going_back, parent=None):
        super().__init__(parent)
        self._session = session
        self._changes = changes
        self._going_back = going_back
        self._versions = []
        self._feature = None
        self._titles = {}
        self._wish = 0
        self.tool = PickTool(session.canvas)
        self.tool.picked.connect(self.show_feature)
        self.tool.missed.connect(
            lambda: self._say(tr("There is no feature of a registry here; click on one."))
        )
        self.pick = self._button("/mActionIdentify.svg", tr("Pick a feature on the map"), checkable=True)
        self.pick.toggled.connect(self._pick)
        self.tool.activated.connect(lambda: self.pick.setChecked(True))
        self.tool.deactivated.connect(lambda: self.pick.setChecked(False))
        self.selected = self._button("/mActionOpenTableSelected.svg", tr("Use the selected feature"))
        self.selected.clicked.connect(self.show_selected)
        self.only = self._button("/mActionFilter2.svg", tr("List only the commits of this feature"))
        self.only.clicked.connect(self._wants_only)
        self.show_then = self._button(
            "/mActionZoomToSelected.svg", tr("Show what this version changed on the map")
        )
        self.show_then.clicked.connect(self._show_version)
        self.restore = self._button("/mActionUndo.svg", tr("Restore the feature as of this version…"))
        self.restore.clicked.connect(self._restore)
        line = QHBoxLayout()
        for one in (self.pick, self.selected, self.only, self.show_then, self.restore):
            line.addWidget(one)
        line.addStretch(1)
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.versions = FittedTree([tr("Version"), tr("Before"), tr("After")], (0.4, 0.3, 0.3), self)
        self.versions.itemSelectionChanged.connect(self._enable)
        self.versions.itemDoubleClicked.connect(lambda *_: self._show_version())
        self.blame = FittedTree([tr("Field"), tr("Value"), tr("Since")], (0.34, 0.33, 0.33), self)
        self.blame.setRootIsDecorated(False)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.versions, tr("Versions"))
        self.tabs.addTab(self.blame, tr("Who gave each value"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(line)
        layout.addWidget(self.title)
        layout.addWidget(self.tabs, 1)
        self.clear()

    def _button(self, icon, text, checkable=False):
        button = QToolButton(self)
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setToolTip(text)
        button.setAutoRaise(True)
        button.setCheckable(checkable)
        return button

    def stop(self):
        """The panel goes: give the map back."""
        if self._session.canvas.mapTool() is self.tool:
            self._session.canvas.unsetMapTool(self.tool)

    def _pick(self, wanted):
        canvas = self._session.canvas
        if wanted and canvas.mapTool() is not self.tool:
            canvas.setMapTool(self.tool)
        elif not wanted and canvas.mapTool() is self.tool:
            canvas.unsetMapTool(self.tool)

    def set_titles(self, titles):
        """Titles of the layers by name."""
        self._titles = titles

    # --- which feature ---------------------------------------------------------------------------------

    def clear(self):
        self._wish += 1
        self._versions, self._feature = [], None
        self.versions.clear()
        self.blame.clear()
        self._say(tr("Pick a feature on the map to see who changed it, when and how."))
        self._enable()

    def _say(self, text):
        self.title.setText(text)

    def show_selected(self):
        """The feature selected in the active layer."""
        layer = self._session.iface.activeLayer()
        chosen = layer.selectedFeatures() if registry_layer(layer) is not None else []
        if len(chosen) == 1:
            self.show_feature(layer, chosen[0])
        else:
            self._say(tr("Select one feature of a layer of the registry first, or pick one on the map."))

    def show_feature(self, layer, feature):
        """The life of a feature of a layer of ours."""
        found = registry_layer(layer)
        uid = feature["uid"] if found and "uid" in feature.fields().names() else None
        if uid is None or is_null(uid):
            self.clear()
            self._say(tr("This feature was never committed; it has no history yet."))
            return
        self.show_uid(found[2], str(uid), registry=found[0])

    def show_uid(self, layer, uid, registry=None):
        """The life of a feature by its name."""
        registry = registry or self._session.registry
        self._wish += 1
        wish = self._wish
        asked = {"registry": registry, "layer": layer, "uid": uid, "language": language()}

        def refused(error):
            if wish == self._wish:
                self.clear()
                self._say(tr("This feature was never committed; it has no history yet.")
                          if error.code == "UnknownFeature" else str(error))  # fmt: skip

        def told(result):
            if wish == self._wish:
                self._show_versions(layer, uid, result["versions"])

        self._session.ask("history", then=told, otherwise=refused, **asked)
        self._session.ask(
            "blame",
            then=lambda result: wish == self._wish and self._show_blame(result["columns"]),
            # One that is deleted has no values now.
            otherwise=lambda _: wish == self._wish and self.blame.clear(),
            **asked,
        )

    # --- what is shown ---------------------------------------------------------------------------------

    def _show_versions(self, layer, uid, versions):
        for version in versions:
            for column in version["columns"]:
                column["title"] = in_language(column["title"], column["name"])
        self._versions = versions
        label = next((one["label"] for one in versions if one["label"]), f"…{uid[-8:]}")
        self._feature = (layer, uid, label)
        self._say(
            f"<b>{label}</b><br>{tr('%n version(s)', n=len(versions))} · {self._titles.get(layer, layer)}"
        )
        self.versions.clear()
        for place, one in enumerate(versions):
            commit = one["commit"]
            text = f"{name_of(commit)} · {commit['author']}"
            item = QTreeWidgetItem([text])
            item.setIcon(0, kind_icon(one["kind"]))
            item.setToolTip(0, f"{text}\n{kind_title(one['kind'])}\n{message_of(commit)}")
            item.setData(0, _PLACE, place)
            self.versions.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
            for column in one["columns"]:
                if column["old"] is None and column["new"] is None:
                    continue
                sides = [column["shown_old"], column["shown_new"]]
                child = QTreeWidgetItem([column["title"], *(side or "" for side in sides)])
                child.setToolTip(0, column["title"])
                for side, value in enumerate(sides, 1):
                    child.setToolTip(side, value or "")
                child.setData(0, _PLACE, place)
                item.addChild(child)
            if one["geometry_changed"] and one["kind"] == "changed":
                child = QTreeWidgetItem([tr("Geometry"), "", tr("changed")])
                child.setData(0, _PLACE, place)
                item.addChild(child)
            item.setExpanded(one["kind"] == "changed")
        self._enable()

    def _show_blame(self, columns):
        self.blame.clear()
        for one in columns:
            commit = one["commit"]
            if one["shown"] in (None, ""):
                continue
            who = f"{date(commit['local_time'])} · {commit['author']}"
            item = QTreeWidgetItem([in_language(one["title"], one["name"]), one["shown"], who])
            item.setToolTip(0, item.text(0))
            item.setToolTip(1, one["shown"])
            item.setToolTip(2, f"{name_of(commit)}\n{commit['author']}\n{message_of(commit)}")
            self.blame.addTopLevelItem(item)

    def _enable(self):
        one = self._place() is not None
        self.show_then.setEnabled(one)
        self.restore.setEnabled(one)
        self.only.setEnabled(self._feature is not None)

    def _place(self):
        items = self.versions.selectedItems()
        return items[0].data(0, _PLACE) if items else None

    # --- what is done with it --------------------------------------------------------------------------

    def _wants_only(self):
        self.only_wanted.emit(*self._feature)

    def _show_version(self):
        place = self._place()
        if place is not None:
            revision = self._versions[place]["commit"]["revision"]
            self._draw(revision - 1, revision)

    def _restore(self):
        place = self._place()
        if place is None:
            return
        commit = self._versions[place]["commit"]
        lines = [
            f"{title}: {now or tr('no value')} → {then or tr('no value')}" if title else f"{now} → {then}"
            for title, now, then in since(self._versions, place)
        ]
        self._draw(self._versions[0]["commit"]["revision"], commit["revision"])
        layer, uid, label = self._feature
        self._going_back.restore(layer, uid, label, commit, lines)

    def _draw(self, older, newer):
        """This feature alone, in two colours."""
        layer, uid, _ = self._feature

        def answered(result):
            on_map = self._changes.on_map
            on_map.clear()
            for one in result["features"]:
                on_map.zoom(on_map.show_change(one["old"], one["new"], result["crs"]))

        self._session.ask(
            "difference_geometry", then=answered,
            registry=self._session.registry, older=older, newer=newer, layer=layer, uids=[uid],
            language=language(),
        )  # fmt: skip
