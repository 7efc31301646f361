"""The road tools as actions of the menu and the toolbar."""

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QMenu

from ..compat import POINT, QAction, stays_valid
from ..language import tr
from ..layers_followed import table_of
from ..pictures import icon
from ..session import VERSION, WORKSPACE
from .bar import PointerLabel, RoadBar
from .drawings import DrawingsFollow, StaleDrawings
from .event_form import EventForms
from .event_tool import EventTool
from .going import GoTo
from .hatches import add_hatches, can_have_hatches, has_hatches, remove_hatches
from .place_shown import PlaceShown
from .reading import ReadingTool
from .road_layers import RoadLayers


class RoadTools(QObject):
    """Reading and finding kilometres, making events, hatches, drawings."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self.roads = RoadLayers(session, self)
        canvas = session.canvas
        self.label = PointerLabel(canvas)
        self.go_to = GoTo(session, self.roads)
        self.bar = RoadBar(canvas, self.go_to, session.iface.messageBar())
        self.place = PlaceShown(session, self.roads, self.bar, self)
        self.reading = ReadingTool(session, self.roads, self.bar, self.label)
        self.events = EventTool(session, self.roads, self.bar, self.label)
        self.forms = EventForms(session)
        self.follow = DrawingsFollow(session, self.roads, self)
        self.drawings = StaleDrawings(session, self.roads, self)
        self._make_actions(parent)
        self.bar.closed.connect(self._close)
        self.go_to.wanted.connect(self.place.go)
        self.place.shown.connect(self.label.hide)
        self.reading.kept.connect(self.go_to.show_place)
        self.events.made.connect(self._made)
        self.roads.changed.connect(self._roads_changed)
        session.workspaces_changed.connect(self._show_hatches)
        QgsProject.instance().layersAdded.connect(self._show_hatches)
        canvas.mapToolSet.connect(self._tool_set)
        self._roads_changed()

    def _make_actions(self, parent):
        self.read_action = self._action(
            parent,
            "measure",
            tr("Read kilometres"),
            tr("Read the kilometre of the road under the pointer"),
            True,
        )
        self.read_action.triggered.connect(lambda on: self._use(self.reading, on))
        self.go_action = self._action(
            parent, "kilometre", tr("Go to a kilometre…"), tr("Go to a kilometre of a road"), True
        )
        self.go_action.triggered.connect(self._open_go_to)
        self.event_action = self._action(
            parent,
            "event",
            tr("New event on a road"),
            tr("Make a road work or a survey by clicking its two ends"),
            True,
        )
        self.event_menu = QMenu(parent)
        self.event_action.setMenu(self.event_menu)
        self.event_action.triggered.connect(self._use_events)
        self.hatch_action = self._action(
            parent,
            "hatches",
            tr("Kilometre hatches"),
            tr("Draw hatches and numbers at the kilometres of roads"),
            True,
        )
        self.hatch_action.triggered.connect(self._hatch)
        self.drawings_action = self._action(
            parent, "drawings", tr("Check drawings of events"),
            tr("Find events that are not drawn where their kilometres say, and draw them anew"), False,
        )  # fmt: skip
        self.drawings_action.triggered.connect(lambda _: self.drawings.check())

    def _action(self, parent, picture, caption, tip, checkable):
        action = QAction(icon(picture), caption, parent or self)
        action.setToolTip(tip)
        action.setStatusTip(tip)
        action.setCheckable(checkable)
        return action

    def actions(self):
        """For the menu and the toolbar, in their order."""
        return [self.read_action, self.go_action, self.event_action, self.hatch_action, self.drawings_action]

    def stop(self):
        """The plugin goes: give the map back and leave nothing on it."""
        canvas = self._session.canvas
        for tool in (self.reading, self.events):
            if canvas.mapTool() is tool:
                canvas.unsetMapTool(tool)
        canvas.mapToolSet.disconnect(self._tool_set)
        QgsProject.instance().layersAdded.disconnect(self._show_hatches)
        self._session.workspaces_changed.disconnect(self._show_hatches)
        self.roads.changed.disconnect(self._roads_changed)
        self.follow.stop()
        self.roads.stop()
        self.forms.close()
        self.place.on_map.clear()
        self.bar.stop()
        for thing in (self.bar, self.label, self.event_menu, *self.actions()):
            thing.deleteLater()
        for tool in (self.reading, self.events):
            tool.deleteLater()
        self.deleteLater()

    # --- the map tools ---------------------------------------------------------------------------------

    def _use(self, tool, on):
        canvas = self._session.canvas
        if on:
            self.go_to.read()
            canvas.setMapTool(tool)
        else:
            canvas.unsetMapTool(tool)

    def _tool_set(self, new, _):
        self.read_action.setChecked(new is self.reading)
        self.event_action.setChecked(new is self.events)
        if new not in (self.reading, self.events):
            self.label.hide()
            if not self.go_action.isChecked():
                self.bar.hide()

    def _close(self):
        """The bar's cross: no road tool is wanted any more."""
        self.go_action.setChecked(False)
        canvas = self._session.canvas
        if canvas.mapTool() in (self.reading, self.events):
            canvas.unsetMapTool(canvas.mapTool())
        self.place.on_map.clear()
        self.bar.hide()

    # --- going to a kilometre --------------------------------------------------------------------------

    def _open_go_to(self, on):
        if not on:
            self.place.on_map.clear()
            if not (self.read_action.isChecked() or self.event_action.isChecked()):
                self.bar.hide()
            return
        self.go_to.read()
        self.bar.tell("", tr("Choose a road and write a kilometre."))
        self.bar.show()
        self.go_to.route.setFocus()

    # --- events ----------------------------------------------------------------------------------------

    def _roads_changed(self):
        self.event_menu.clear()
        self._event_layers = {}
        path = self._session.workspace
        for name, title in self.roads.events:
            self._event_layers[name] = title
            action = self.event_menu.addAction(title)
            action.triggered.connect(lambda _, name=name: self.make_events(name))
        if not self._event_layers:
            text = tr("Check out a workspace with roads and events") if path is None else tr("No events here")
            self.event_menu.addAction(text).setEnabled(False)
        if self.bar.isVisible():
            self.go_to.read()
        self._show_hatches()

    def _use_events(self, on):
        if not on:
            self._session.canvas.unsetMapTool(self.events)
            return
        name = self.events.layer if self.events.layer in self._event_layers else None
        if name is None:
            active = self._session.iface.activeLayer()
            if (
                active is not None
                and active.customProperty(WORKSPACE)
                and table_of(active) in self._event_layers
            ):
                name = table_of(active)
        name = name or (
            "repairs" if "repairs" in self._event_layers else next(iter(self._event_layers), None)
        )
        if name is None:
            self.event_action.setChecked(False)
            self._session.error(tr("Events are made in a workspace with its roads; check one out first."))
        else:
            self.make_events(name)

    def make_events(self, name):
        """Make events of a layer by clicks from now on."""
        layer = self._layer(name)
        if layer is None:
            text = tr("%1 is not in the project; add the layers of the workspace first.")
            self._session.error(text.replace("%1", self._event_layers.get(name, name)))
            self.event_action.setChecked(self._session.canvas.mapTool() is self.events)
            return
        self.events.use(name, self._event_layers[name], layer.geometryType() == POINT)
        self._use(self.events, True)
        self.bar.tell("", self.events.hint())
        self.event_action.setChecked(True)

    def _layer(self, name):
        path = self._session.workspace
        return self._session.layers_of(path).get(name) if path else None

    def _made(self, name, values):
        layer = self._layer(name)
        if layer is not None:
            self.forms.open(layer, values)
        for warning in values.get("warnings") or []:
            self.bar.tell("", warning)

    # --- hatches ---------------------------------------------------------------------------------------

    def road_layers(self):
        """Layers of the project with sections of roads: of a workspace, or of a version."""
        names = self.roads.elements or {"roads"}
        return [
            one
            for one in QgsProject.instance().mapLayers().values()
            if _table(one) in names and can_have_hatches(one)
        ]

    def _hatch(self, on):
        layers = self.road_layers()
        for layer in layers:
            (add_hatches if on else remove_hatches)(layer)
        if layers:
            QgsProject.instance().setDirty(True)
        else:
            self._session.error(tr("There is no layer of roads in the project; check one out first."))
        self._show_hatches()

    def _show_hatches(self, *_):
        if stays_valid(self.hatch_action):
            self.hatch_action.setChecked(any(has_hatches(one) for one in self.road_layers()))


def _table(layer):
    """The name in the registry of a layer of ours, None of any other."""
    version = layer.customProperty(VERSION)
    if version:
        return version.rpartition("@")[0]
    return table_of(layer) if layer.customProperty(WORKSPACE) else None
