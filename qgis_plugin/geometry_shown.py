"""Geometries of answers drawn over the map: old in blue, new in vermilion, theirs in green, vertices marked.

Colours are those of Okabe and Ito, which colour-blind people tell apart; deleted is dashed as well.
"""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QColor

from .compat import LINE, POINT, POLYGON

OLD = BASE = "#0072B2"
NEW = OURS = "#D55E00"
THEIRS = "#009E73"
HIGHLIGHT = "#F0E442"

_MOST_VERTICES = 500  # more markers than this hide what they mark and slow the map
_FLASH = 350  # milliseconds


def geometry_from_hex(text):
    """A geometry out of WKB in hexadecimal; None out of none."""
    if not text:
        return None
    geometry = QgsGeometry()
    geometry.fromWkb(bytes.fromhex(text))
    return None if geometry.isNull() or geometry.isEmpty() else geometry


class GeometryShown:
    """What one panel draws over the map; each panel has its own and clears its own."""

    def __init__(self, canvas):
        self._canvas = canvas
        self._bands = []
        self._markers = []
        self._flashing = []

    def clear(self):
        scene = self._canvas.scene()
        for item in [*self._bands, *self._markers, *self._flashing]:
            scene.removeItem(item)
        self._bands, self._markers, self._flashing = [], [], []

    def show(self, wkb, crs, color=NEW, *, dashed=False, vertices=False, width=3, moved_from=None):
        """Draw a geometry; returns it in the canvas's CRS, None if there is nothing to draw.

        Parameters
        ----------
        wkb : str or None
            WKB in hexadecimal.
        crs : str
            As "EPSG:4326".
        vertices : bool
            Mark the vertices; with ``moved_from`` (WKB in hexadecimal) only those that are not in that one.
        """
        geometry = self.in_map(geometry_from_hex(wkb), crs)
        if geometry is None:
            return None
        band = QgsRubberBand(self._canvas, geometry.type())
        band.setToGeometry(geometry, None)
        style(band, QColor(color), dashed, width)
        self._bands.append(band)
        if vertices:
            self._mark(geometry, self.in_map(geometry_from_hex(moved_from), crs), QColor(color))
        return geometry

    def show_change(self, old, new, crs):
        """An old and a new geometry with the vertices that moved; returns what both cover, for zooming."""
        covered = QgsRectangle()
        before = self.show(old, crs, OLD, dashed=new is None, vertices=new is not None, moved_from=new)
        after = self.show(new, crs, NEW, vertices=old is not None, moved_from=old)
        for geometry in (before, after):
            if geometry is not None:
                covered.combineExtentWith(geometry.boundingBox())
        return covered

    def zoom(self, rectangle):
        """Bring a rectangle of the map into view, with some room around it."""
        if rectangle is None or rectangle.isNull():
            return
        if rectangle.width() == 0 and rectangle.height() == 0:
            # A point: keep the scale unless it is that of a whole country.
            self._canvas.setCenter(rectangle.center())
            if self._canvas.scale() > 50_000:
                self._canvas.zoomScale(25_000)
        else:
            wider = QgsRectangle(rectangle)
            wider.scale(1.5)
            self._canvas.setExtent(wider)
        self._canvas.refresh()

    def zoom_to(self, wkbs, crs):
        """Bring geometries (WKB in hexadecimal) into view."""
        covered = QgsRectangle()
        for wkb in wkbs:
            geometry = self.in_map(geometry_from_hex(wkb), crs)
            if geometry is not None:
                covered.combineExtentWith(geometry.boundingBox())
        self.zoom(covered)

    def flash(self, wkb, crs, color=HIGHLIGHT):
        """Blink a geometry three times."""
        geometry = self.in_map(geometry_from_hex(wkb), crs)
        if geometry is None:
            return
        band = QgsRubberBand(self._canvas, geometry.type())
        band.setToGeometry(geometry, None)
        style(band, QColor(color), False, 7)
        self._flashing.append(band)

        def blink(times):
            if band not in self._flashing:
                return  # cleared meanwhile
            if not times:
                self._flashing.remove(band)
                self._canvas.scene().removeItem(band)
                return
            band.setVisible(not band.isVisible())
            QTimer.singleShot(_FLASH, lambda: blink(times - 1))

        QTimer.singleShot(_FLASH, lambda: blink(5))

    def in_map(self, geometry, crs):
        """A geometry in the CRS of the map; None where it cannot be there."""
        if geometry is None:
            return None
        transform = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem(crs),
            self._canvas.mapSettings().destinationCrs(),
            QgsProject.instance(),
        )
        moved = QgsGeometry(geometry)
        try:
            moved.transform(transform)
        except QgsCsException:
            return None
        return moved

    def _mark(self, geometry, other, color):
        known = set()
        if other is not None:
            known = {(vertex.x(), vertex.y()) for vertex in other.vertices()}
        marked = 0
        for vertex in geometry.vertices():
            if (vertex.x(), vertex.y()) in known:
                continue
            marked += 1
            if marked > _MOST_VERTICES:
                break
            marker = QgsVertexMarker(self._canvas)
            marker.setCenter(QgsPointXY(vertex.x(), vertex.y()))
            marker.setColor(color)
            marker.setIconType(QgsVertexMarker.IconType.ICON_BOX)
            marker.setIconSize(8)
            marker.setPenWidth(2)
            self._markers.append(marker)


def style(band, color, dashed=False, width=3):
    """Colour a rubber band: lines full, polygons thinly filled, points as discs."""
    band.setStrokeColor(color)
    fill = QColor(color)
    fill.setAlpha(50)
    band.setFillColor(fill)
    band.setWidth(width)
    if dashed:
        band.setLineStyle(Qt.PenStyle.DashLine)
    band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
    band.setIconSize(12)


__all__ = ["BASE", "HIGHLIGHT", "LINE", "NEW", "OLD", "OURS", "POINT", "POLYGON", "THEIRS",
           "GeometryShown", "geometry_from_hex", "style"]  # fmt: skip
