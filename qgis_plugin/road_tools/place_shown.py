"""A kilometre brought into view: asked of the worker, marked, flashed."""

from qgis.core import QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..geometry_shown import GeometryShown
from ..language import tr
from .places import on_map, written

#: Scale to which going to a kilometre zooms in from farther away.
_NEAR = 10_000


class PlaceShown(QObject):
    """Goes to a kilometre and marks it until something else is shown."""

    shown = pyqtSignal()

    def __init__(self, session, roads, bar, parent=None):
        super().__init__(parent)
        self._session = session
        self._roads = roads
        self._bar = bar
        self.on_map = GeometryShown(session.canvas)

    def go(self, route, measure):
        """Bring a kilometre of a road into view and flash it."""
        source = self._roads.source
        if source is None:
            self._session.error(tr("There are no roads yet; open a registry, or a workspace with its roads."))
            return

        def told(place):
            self.shown.emit()
            name = self._bar.go_to.name_of(route)
            self._bar.tell(written({**place, "route_id": route, "name": name}), "; ".join(place["warnings"]))
            self._show(place)

        self._session.ask("place", then=told, route_id=route, measure=measure, **source)

    def _show(self, place):
        canvas = self._session.canvas
        x, y = place["drawn_x"], place["drawn_y"]
        point = on_map(canvas, x, y, place["crs"])
        if point is None:
            self._session.error(
                tr("The map cannot show this place in its coordinate system; choose another.")
            )
            return
        canvas.setCenter(point)
        if canvas.scale() > _NEAR:
            canvas.zoomScale(_NEAR)
        canvas.refresh()
        self.on_map.clear()
        wkb = bytes(QgsGeometry.fromPointXY(QgsPointXY(x, y)).asWkb()).hex()
        self.on_map.show(wkb, place["crs"], vertices=True)
        self.on_map.flash(wkb, place["crs"])
