"""What our map tools share: the place on a road under the pointer, and the choice among parallel roads."""

from qgis.gui import QgsMapTool, QgsVertexMarker
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QMenu

from ..compat import stays_valid
from ..geometry_shown import NEW
from ..language import language, number, tr
from .coalescing import Coalesced
from .places import DEGREES, degrees, on_map, reach, road, written


class RoadTool(QgsMapTool):
    """Reads the place on a road under the pointer; with Shift whole hundreds of metres."""

    def __init__(self, session, roads, bar, label):
        super().__init__(session.canvas)
        self.session, self.roads, self.bar, self.label = session, roads, bar, label
        self.asking = Coalesced(session)
        self.pinned = None  # the road that was chosen among several
        self.places = []  # roads under the pointer, the nearest first
        self._marker = None
        self._pixel = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    # --- coming and going ------------------------------------------------------------------------------

    def activate(self):
        super().activate()
        self.bar.tell("", self.hint())
        self.bar.show()

    def deactivate(self):
        if not stays_valid(self.session.canvas):
            return  # QGIS is closing
        self.asking.drop()
        self.clear()
        self.pinned = None
        super().deactivate()

    def clear(self):
        """Take off the map what the tool drew."""
        self.label.hide()
        self.places = []
        if self._marker is not None:
            self.canvas().scene().removeItem(self._marker)
            self._marker = None

    def hint(self):
        """What a click does, for the bar."""
        return ""

    # --- the pointer -----------------------------------------------------------------------------------

    def canvasMoveEvent(self, event):
        self._pixel = event.pos()
        wanted = self._request(event.mapPoint())
        if wanted is not None:
            hundreds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.asking.follow(lambda result: self._located(result, hundreds), "locate", **wanted)

    def canvasReleaseEvent(self, event):
        if event.button() == Qt.MouseButton.RightButton:
            self.choose(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pixel = event.pos()
            wanted = self._request(event.mapPoint())
            hundreds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

            def clicked(result):
                self._located(result, hundreds)
                if self.places:
                    self.clicked(self.places[0])
                else:
                    self.session.error(tr("There is no road here; click nearer to one, or zoom in."))

            if wanted is not None:
                self.asking.insist(clicked, "locate", **wanted)
            elif self.roads.source is None:
                self.session.error(
                    tr("There are no roads yet; open a registry, or a workspace with its roads.")
                )

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.escape()

    def escape(self):
        """Let go of what was chosen."""
        self.pinned = None
        self.bar.tell("", self.hint())

    def _request(self, point):
        if self.roads.source is None:
            return None
        place = degrees(self.canvas(), point)
        if place is None:
            return None
        found = {
            "x": place.x(), "y": place.y(), "crs": DEGREES, "within_m": reach(self.canvas(), point),
            "language": language(), **self.roads.source,
        }  # fmt: skip
        if self.pinned is not None:
            found["route"] = self.pinned
        return found

    def _located(self, result, hundreds):
        self.places = [rounded(one) for one in result["places"]] if hundreds else result["places"]
        if not self.places:
            self.label.hide()
            if self._marker is not None:
                self._marker.hide()
            self.bar.tell("", self.hint())
            self.nowhere()
            return
        best = self.places[0]
        self._mark(best)
        self.located(best)

    def _mark(self, place):
        point = on_map(self.canvas(), place["drawn_x"], place["drawn_y"])
        if point is None:
            return
        if self._marker is None:
            self._marker = QgsVertexMarker(self.canvas())
            self._marker.setColor(QColor(NEW))
            self._marker.setIconType(QgsVertexMarker.IconType.ICON_CIRCLE)
            self._marker.setIconSize(11)
            self._marker.setPenWidth(3)
        self._marker.setCenter(point)
        self._marker.show()

    def tell(self, text):
        """The reading, beside the pointer and in the bar."""
        several = len(self.places) > 1 and self.pinned is None
        hint = self.hint()
        if several:
            hint += " " + tr("Right click: choose among %n road(s).", n=len(self.places))
        self.bar.tell(text, hint)
        if self._pixel is not None:
            self.label.tell(text, self._pixel)

    # --- parallel roads --------------------------------------------------------------------------------

    def choose(self, event):
        """A menu of the roads under the pointer."""
        menu = self.menu()
        if not menu.isEmpty():
            menu.popup(self.canvas().mapToGlobal(event.pos()))

    def menu(self):
        """The roads under the pointer; the one chosen is kept to until it is let go."""
        menu = QMenu(self.canvas())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self.places:
            away = tr("%1 m away").replace("%1", number(round(one["distance_m"])))
            action = menu.addAction(f"{written(one)} · {away}")
            action.setCheckable(True)
            action.setChecked(one["route_id"] == self.pinned)
            action.triggered.connect(lambda _, place=one: self.pin(place))
        if self.pinned is not None:
            menu.addSeparator()
            menu.addAction(tr("The nearest road again")).triggered.connect(lambda _: self.escape())
        return menu

    def pin(self, place):
        """Read this road alone from now on."""
        self.pinned = place["route_id"]
        self.places = [place]
        self._mark(place)
        self.located(place)

    # --- what a tool does with it ----------------------------------------------------------------------

    def located(self, place):
        """The pointer is by a road."""
        self.tell(written(place))

    def nowhere(self):
        """The pointer is by no road."""

    def clicked(self, place):
        """A place was clicked."""

    def road_only(self):
        """For a hint: which road is read."""
        return tr("Only %1.").replace("%1", road(self.places[0])) if self.pinned and self.places else ""


def rounded(place):
    """A place whose measure is a whole number of hundreds of metres, as written and as counted."""
    metres = round(place["measure_m"] / 100) * 100
    return {**place, "measure_m": float(metres), "shown": f"{metres // 1000}+{metres % 1000:03d}"}
