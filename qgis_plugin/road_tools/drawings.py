"""Drawings of events that follow their kilometres.

An event is where its route and kilometres say; its line is a drawing. When the kilometres are edited in QGIS
the drawing follows within the same edit session, and drawings left stale by others can be drawn anew.
"""

from qgis.core import QgsFeatureRequest
from qgis.PyQt.QtCore import QObject, QTimer

from ..compat import is_null, stays_valid
from ..language import in_language, tr
from .event_form import geometry_for

#: Degrees by which the ends of two drawings of the same kilometres may differ, some 20 cm; and the share of
#: its length by which a drawing may swerve between them, since a geodesic is a little off a straight line.
_END, _SWERVE = 2e-6, 1e-3


class DrawingsFollow(QObject):
    """Draws an event anew when its route, kilometres or side change in an edit buffer."""

    def __init__(self, session, roads, parent=None):
        super().__init__(parent)
        self._session = session
        self._roads = roads
        self._linear = {}  # layer id -> {"route", "start", "end"}: names of fields
        self._layers = {}
        self._waiting = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._draw)
        roads.changed.connect(self._look)
        session.workspaces_changed.connect(self._look)
        self._look()

    def stop(self):
        self._roads.changed.disconnect(self._look)
        self._session.workspaces_changed.disconnect(self._look)
        for layer in self._layers.values():
            self._unfollow(layer)
        self._layers.clear()

    def _unfollow(self, layer):
        if stays_valid(layer):
            layer.attributeValueChanged.disconnect(self._changed)

    def _look(self):
        path = self._session.workspace
        known = self._session.layers_of(path) if path and self._roads.source else {}
        for name, _ in self._roads.events:
            layer = known.get(name)
            if layer is not None and layer.id() not in self._layers:
                self._layers[layer.id()] = layer
                layer.attributeValueChanged.connect(self._changed)
                self._ask_fields(path, name, layer.id())

    def _ask_fields(self, path, name, number):
        def told(definition):
            self._linear[number] = {**definition["linear_fields"], "layer": name, "workspace": path}

        self._session.ask("definition", then=told, otherwise=lambda _: None, workspace=path, layer=name)

    def _changed(self, fid, place, _):
        layer = self.sender()
        linear = self._linear.get(layer.id())
        if linear is None:
            return
        field = layer.fields().at(place).name()
        if field in (linear["route"], linear["start"], linear["end"], "carriageway"):
            self._waiting[layer.id(), fid] = layer
            self._soon.start()

    def _draw(self):
        waiting, self._waiting = self._waiting, {}
        for (number, fid), layer in waiting.items():
            self._draw_one(layer, fid, self._linear[number])

    def _draw_one(self, layer, fid, linear):
        feature = layer.getFeature(fid)
        asked = request_of(feature, linear)
        if asked is None:
            return

        def told(values):
            if layer.isEditable():
                redraw(layer, {fid: values})

        # Kilometres past the end of the road are the rules' business, not that of a message here.
        self._session.ask("event_values", then=told, otherwise=lambda _: None, **asked)


def request_of(feature, linear):
    """What to ask ``event_values`` for a feature; None where its kilometres are not all there."""
    names = [linear["route"], linear["start"], *([linear["end"]] if linear["end"] else [])]
    values = [feature[name] for name in names]
    if any(is_null(one) or one == "" for one in values):
        return None
    asked = {
        "workspace": linear["workspace"], "layer": linear["layer"], "route_id": str(values[0]),
        "start": float(values[1]) * 1000,
    }  # fmt: skip
    if linear["end"]:
        asked["end"] = float(values[2]) * 1000
    if "carriageway" in feature.fields().names() and not is_null(feature["carriageway"]):
        asked["carriageway"] = feature["carriageway"]
    return asked


def redraw(layer, values):
    """Change the geometry of features (fid -> event_values) in one step that undo takes back; how many."""
    changed = {}
    request = QgsFeatureRequest().setFilterFids(list(values))
    for feature in layer.getFeatures(request):
        found = values[feature.id()]
        geometry = geometry_for(layer, found["wkb"], found["crs"])
        if geometry is None:
            continue
        if not is_same(feature.geometry(), geometry):
            changed[feature.id()] = geometry
    if changed:
        layer.beginEditCommand(tr("Draw events along their road"))
        for fid, geometry in changed.items():
            layer.changeGeometry(fid, geometry)
        layer.endEditCommand()
        layer.triggerRepaint()
    return len(changed)


def is_same(one, other):
    """Whether two drawings show the same kilometres: one that is right is left alone, so that redo stays."""
    if one.isNull() or one.isEmpty():
        return False
    ends = [list(each.vertices()) for each in (one, other)]
    if any(ends[0][place].distance(ends[1][place]) > _END for place in (0, -1)):
        return False
    return one.hausdorffDistance(other) <= max(_END, _SWERVE * other.length())


class StaleDrawings(QObject):
    """Looks for drawings that no longer follow their kilometres, and draws them anew in the edit buffer."""

    def __init__(self, session, roads, parent=None):
        super().__init__(parent)
        self._session = session
        self._roads = roads

    def check(self):
        """Tell how many there are, with the mend."""
        source = self._roads.source
        if source is None:
            self._session.error(tr("There are no roads yet; open a registry, or a workspace with its roads."))
            return
        self._session.ask("stale_drawings", title=tr("Looking at drawings of events"), lane="long",
                          then=lambda found: self._told(source, found), **source)  # fmt: skip

    def _told(self, source, found):
        stale = [one for one in found["layers"] if one["stale"] or one["missing"]]
        if not stale:
            self._session.done(tr("All events are drawn along their road."))
            return
        parts = []
        for one in stale:
            title = in_language(one["title"], one["name"])
            parts.append(f"{title}: {tr('%n event(s)', n=one['stale'] + one['missing'])}")
        text = tr("Some events are not drawn where their kilometres say: %1.").replace("%1", "; ".join(parts))
        path = source.get("workspace")
        layers = self._session.layers_of(path) if path else {}
        mendable = [one for one in stale if one["name"] in layers]
        if mendable:
            self._session.error(text, (tr("Draw them anew"), lambda: self.refresh(path, mendable)))
        else:
            self._session.error(f"{text} {tr('Check their layers out to draw them anew.')}")

    def refresh(self, path, stale):
        """Draw the events of these layers anew, in their edit buffers."""
        layers = self._session.layers_of(path)
        waiting = [one for one in stale if one["name"] in layers]
        if waiting:
            self._refresh_layer(
                path, layers[waiting[0]["name"]], waiting[0], lambda: self.refresh(path, waiting[1:])
            )

    def _refresh_layer(self, path, layer, one, then):
        if not layer.isEditable() and not layer.startEditing():
            text = tr("%1 cannot be edited; check that its file may be written.")
            self._session.error(text.replace("%1", layer.name()))
            return

        def defined(definition):
            linear = {**definition["linear_fields"], "layer": one["name"], "workspace": path}
            uids = ", ".join(f"'{uid}'" for uid in one["uids"])
            features = list(layer.getFeatures(f'"uid" IN ({uids})'))
            self._collect(layer, linear, features, {}, then)

        self._session.ask("definition", then=defined, workspace=path, layer=one["name"])

    def _collect(self, layer, linear, features, found, then):
        if not features:
            count = redraw(layer, found)
            text = tr("%n event(s) drawn anew; save the layer to keep them.", n=count)
            self._session.done(f"{layer.name()}: {text}")
            then()
            return
        feature, rest = features[0], features[1:]
        asked = request_of(feature, linear)

        def told(values):
            found[feature.id()] = values
            self._collect(layer, linear, rest, found, then)

        def refused(_):
            self._collect(layer, linear, rest, found, then)

        if asked is None:
            self._collect(layer, linear, rest, found, then)
        else:
            self._session.ask("event_values", then=told, otherwise=refused, **asked)
