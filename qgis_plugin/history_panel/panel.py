"""The history panel: commits, the life of a feature, tags, and the map moved through time."""

from qgis.PyQt.QtWidgets import QDockWidget, QTabWidget, QVBoxLayout, QWidget

from ..language import date_time, in_language, tr
from .choosing import VersionDialog
from .commits_view import CommitsView
from .confirming import ConfirmBar
from .difference_layers import DifferenceLayers
from .feature_view import FeatureView
from .going_back import GoingBack
from .tags_view import TagsView
from .time_bar import TimeBar
from .time_slider import TimeSlider
from .version_layers import VersionLayers, version_layers


class HistoryPanel(QDockWidget):
    """Everything about what was, of the registry in use."""

    def __init__(self, session, parent=None):
        super().__init__(tr("History"), parent)
        self.setObjectName("InfraRegistryHistoryPanel")
        self._session = session
        self._layers = []  # (name, title), the one drawn lowest first
        self._spatial = set()
        self._dialog = None
        self._frame_texts = []
        self._stopped = False
        self.commits = CommitsView(session, self)
        self.confirm = ConfirmBar(self)
        self.going_back = GoingBack(session, self.confirm, self.commits.changes, self)
        self.feature = FeatureView(session, self.commits.changes, self.going_back, self)
        self.tags = TagsView(session, self)
        self.versions = VersionLayers(session, self)
        self.difference = DifferenceLayers(session, self)
        self.time = TimeSlider(session, self.versions, self)
        self.time_bar = TimeBar(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.commits, tr("Commits"))
        self.tabs.addTab(self.feature, tr("Feature"))
        self.tabs.addTab(self.tags, tr("Tags"))
        whole = QWidget(self)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs, 1)
        asked = QVBoxLayout()
        asked.setContentsMargins(6, 0, 6, 0)
        asked.addWidget(self.confirm)
        layout.addLayout(asked)
        layout.addWidget(self.time_bar)
        self.setWidget(whole)
        self._connect()
        self._registry_changed()

    def _connect(self):
        commits = self.commits
        commits.chosen_changed.connect(self._chosen)
        commits.load_wanted.connect(self._load_chosen)
        commits.compare_wanted.connect(self._compare_chosen)
        commits.tag_wanted.connect(lambda _: self._begin_tag())
        commits.revert_wanted.connect(lambda one: self.going_back.revert(one, commits.model.did(one)))
        self.feature.only_wanted.connect(self._only)
        self.tags.goes_to.connect(self._go_to)
        self.tags.loads.connect(lambda spec, name: self.load(spec, name))
        self.time_bar.set_up_wanted.connect(self.set_up_time)
        self.time_bar.frame_wanted.connect(self.time.show_frame)
        self.time_bar.closed.connect(self.end_time)
        self.time.moved.connect(self.time_bar.show_frame)
        self.time.ready.connect(self._time_ready)
        self.versions.loaded.connect(self._loaded)
        self.difference.loaded.connect(self._loaded)
        self.visibilityChanged.connect(self._seen)
        self._session.registry_changed.connect(self._registry_changed)
        self._session.workspace_changed.connect(self._find_registry)
        self._session.history_changed.connect(self.read)

    def _seen(self, seen):
        """Only a panel that is seen draws on the map, not one behind another."""
        self.commits.changes.set_drawing(seen and self.commits.draws.isChecked())

    def closeEvent(self, event):
        self.commits.changes.undraw()
        self.feature.stop()
        super().closeEvent(event)

    def deleteLater(self):
        """What reaches beyond the panel is let go: the map's signals, its tool, the controller."""
        if not self._stopped:
            self._stopped = True
            self.feature.stop()
            self.commits.stop()
            self.time.stop()
            session = self._session
            session.registry_changed.disconnect(self._registry_changed)
            session.workspace_changed.disconnect(self._find_registry)
            session.history_changed.disconnect(self.read)
        super().deleteLater()

    # --- the registry ----------------------------------------------------------------------------------

    def _registry_changed(self):
        self.confirm.take_back()
        self.end_time()
        self.feature.clear()
        self._layers, self._spatial = [], set()
        self.commits.set_layers([], "EPSG:4326")
        self.commits.filters.clear()
        self._find_registry()
        if self._session.registry is not None:
            self.read()
        else:
            self.tags.show_tags([])

    def _find_registry(self):
        """With none chosen, that of the workspace in use."""
        path = self._session.workspace
        if self._session.registry is not None or path is None:
            return

        def told(info):
            if self._session.registry is None and info.get("registry_found"):
                self._session.set_registry(info["registry"])

        self._session.ask("workspace_info", then=told, otherwise=lambda _: None, workspace=path)

    def read(self):
        """Read everything anew: something was committed or tagged."""
        registry = self._session.registry
        if registry is None:
            return
        self._session.ask(
            "registry_info",
            then=lambda info: registry == self._session.registry and self._take_info(info),
            otherwise=lambda _: None,  # the list of commits tells what is wrong
            registry=registry,
        )
        self.commits.read()
        self.tags.read()
        for layer in version_layers():
            # QGIS reads without a lock: what it drew while a commit was written may be half of each.
            layer.triggerRepaint()
        if self.time.frames:
            self._ask_times(self._go_on_with_time)

    def _take_info(self, info):
        layers = sorted(info["layers"], key=lambda one: (one["geometry"] is not None, one["order"] or 0))
        self._layers = [(one["name"], in_language(one["title"], one["name"])) for one in layers]
        self._spatial = {one["name"] for one in layers if one["geometry"]}
        crs = next((one["crs"] for one in layers if one["crs"]), "EPSG:4326")
        self.commits.set_layers(list(reversed(self._layers)), crs)
        self.feature.set_titles(dict(self._layers))

    def _chosen(self, commits):
        self.confirm.take_back()
        self.tags.choose(commits[0]["revision"] if len(commits) == 1 else None)

    def _go_to(self, revision):
        self.tabs.setCurrentWidget(self.commits)
        self.commits.go_to(revision)

    def _only(self, layer, uid, label):
        self.tabs.setCurrentWidget(self.commits)
        self.commits.filters.set_feature((layer, uid, label))

    def _begin_tag(self):
        self.tabs.setCurrentWidget(self.tags)
        self.tags.name.setFocus()

    # --- layers ----------------------------------------------------------------------------------------

    def _load_chosen(self, commits):
        self._ask_versions([commits[0]["revision"]])

    def _compare_chosen(self, commits):
        if len(commits) > 1:
            self._ask_versions([commits[0]["revision"], commits[-1]["revision"]])
        else:
            newer = commits[0]["revision"]
            self._ask_versions([max(newer - 1, 0), newer])

    def _ask_versions(self, revisions):
        """Ask for versions and layers; those of the workspace, or those that changed, are ticked."""
        compares = len(revisions) > 1
        ticked = () if compares else self._shown_layers()
        self._dialog = VersionDialog(
            list(reversed(self._layers)), ticked, revisions, self.tags.names(), self.window()
        )
        self._dialog.wanted.connect(self._versions_wanted)
        self._dialog.show()

    def _versions_wanted(self, wanted):
        specs, titles, layers = wanted
        if len(specs) == 1:
            self.load(specs[0], titles[0], layers)
        else:
            title = tr("Difference %1 → %2").replace("%1", titles[0]).replace("%2", titles[1])
            self.difference.load(specs[0], specs[1], list(reversed(layers)), title)

    def load(self, spec, title, layers=None):
        """Load a version of layers; without ``layers`` those that are in the workspace, else all."""
        if layers is None:
            shown = self._shown_layers()
            layers = [one for one in reversed(self._layers) if not shown or one[0] in shown]
        self.versions.load(list(reversed(layers)), spec, tr("Version %1").replace("%1", title))

    def _shown_layers(self):
        path = self._session.workspace
        return set(self._session.layers_of(path)) if path else set()

    def _loaded(self, layers):
        if layers:
            self._session.done(tr("%n layer(s) loaded, read-only.", n=len(layers)))

    # --- time ------------------------------------------------------------------------------------------

    def set_up_time(self):
        """Load all versions of the layers with geometry and begin with the newest."""
        shown = self._shown_layers()

        def told(times):
            layers = [
                one for one in self._layers if (not shown or one[0] in shown) and one[0] in self._spatial
            ]
            self.time.set_up(layers, times)

        if self._session.registry is None:
            self.time_bar.reset()
        else:
            self._ask_times(told)

    def _ask_times(self, then):
        def told(result):
            self._frame_texts = [_frame_text(one) for one in result["revisions"]]
            then([(one["revision"], one["time"]) for one in result["revisions"]])

        asked = {"registry": self._session.registry}
        self._session.ask("revision_times", then=told, otherwise=self._time_refused, **asked)

    def _go_on_with_time(self, times):
        """Somebody committed while the slider is up: it gets a frame more, and the map stays where it is."""
        self.time.set_frames(times)
        self.time_bar.show_frames(self._frame_texts, self.time_bar.slider.value())

    def _time_refused(self, error):
        self.time_bar.reset()
        if error.code != "Cancelled":
            self._session.error(error)

    def _time_ready(self, layers):
        if layers:
            self.time_bar.show_frames(self._frame_texts, len(self._frame_texts) - 1)
        else:
            self.time_bar.reset()

    def end_time(self):
        """Take the slider's layers away."""
        self.time.take_away()
        self.time_bar.reset()


def _frame_text(one):
    return (
        f"{one['revision']} · {date_time(one.get('local_time') or one['time'])} · {one.get('message') or ''}"
    )
