"""The map tool that makes an event on a road: two clicks for an interval, one for a point."""

from qgis.PyQt.QtCore import pyqtSignal

from ..geometry_shown import HIGHLIGHT, NEW, GeometryShown
from ..language import language, tr
from .coalescing import Coalesced
from .places import kilometres, road, written
from .road_tool import RoadTool


class EventTool(RoadTool):
    """Emits ``made(layer name, values)`` with the worker's ``event_values``."""

    made = pyqtSignal(str, object)

    def __init__(self, session, roads, bar, label):
        super().__init__(session, roads, bar, label)
        self.layer, self.title, self.is_point = None, "", False
        self.start = None
        self.drawn = None  # the worker's answer about the interval shown
        self._shown = GeometryShown(session.canvas)
        self._lines = Coalesced(session)

    def use(self, layer, title, is_point):
        """Make events of this layer from now on."""
        self.layer, self.title, self.is_point = layer, title, is_point
        self._begin()

    def clear(self):
        self._begin()
        super().clear()

    def hint(self):
        if self.is_point:
            text = tr("%1: click the place on the road. Shift: whole hundreds of metres.")
        elif self.start is None:
            text = tr("%1: click the beginning on the road. Shift: whole hundreds of metres.")
        else:
            text = tr("%1: click the end on the same road. Esc: begin anew.")
        return text.replace("%1", self.title)

    def _begin(self):
        self.start, self.drawn, self.pinned = None, None, None
        self._lines.drop()
        self._shown.clear()

    def escape(self):
        self._begin()
        super().escape()

    # --- the two ends ----------------------------------------------------------------------------------

    def located(self, place):
        if self.start is None:
            super().located(place)
        else:
            self._lines.follow(lambda found: self._show(found), "interval", **self._interval(place))

    def _interval(self, place):
        # In whole metres, as the event will have them, so that its length is what its kilometres say.
        return {
            "route_id": self.start["route_id"],
            "start": round(self.start["measure_m"]),
            "end": round(place["measure_m"]),
            "drawn": True,
            "carriageway": self.start.get("carriageway") or "both",
            **self.roads.source,
        }

    def _show(self, found):
        if self.start is None:
            return
        self.drawn = found
        self._shown.clear()
        # The light line below shows it on a dark road too.
        self._shown.show(found["wkb"], found["crs"], HIGHLIGHT, width=9)
        self._shown.show(found["wkb"], found["crs"], NEW, width=4)
        self.tell(self._told(found))

    def _told(self, found):
        text = tr("%1 km %2").replace("%1", road(self.start)).replace("%2", found["shown"])
        text += f" · {kilometres(found['length_m'])}"
        if abs(found["geodesic_m"] - found["length_m"]) > max(10.0, found["length_m"] / 1000):
            ground = tr("%1 on the ground").replace("%1", kilometres(found["geodesic_m"]))
            text += f" ({ground})"
        return text

    def clicked(self, place):
        if self.layer is None:
            return
        if self.is_point:
            self._ask_values(place, None)
        elif self.start is None:
            self.start = place
            self.pinned = place["route_id"]
            self.bar.tell(written(place), self.hint())
        elif round(place["measure_m"]) == round(self.start["measure_m"]):
            self.session.error(tr("The event would have no length; click its end farther along the road."))
        else:
            self._ask_values(self.start, place)

    def _ask_values(self, start, end):
        workspace, layer = self.roads.source.get("workspace"), self.layer
        if workspace is None:
            self.session.error(tr("Events are made in a workspace with its roads; check one out first."))
            self.escape()
            return
        asked = {
            "workspace": workspace,
            "layer": layer,
            "route_id": start["route_id"],
            "start": start["measure_m"],
            "carriageway": start.get("carriageway") or "both",
            "language": language(),
        }
        if end is not None:
            asked["end"] = end["measure_m"]

        def told(values):
            self.clear()
            self.bar.tell("", self.hint())
            self.made.emit(layer, values)

        self._lines.insist(told, "event_values", **asked)
