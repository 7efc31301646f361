"""The area of a checkout: everything, what the map shows, or a polygon."""

import json

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..compat import POLYGON, stays_valid
from ..geometry_shown import NEW, style


class Area:
    """A box or a polygon in some CRS."""

    def __init__(self, geometry, crs, is_polygon):
        self._geometry = geometry
        self._crs = crs
        self.is_polygon = is_polygon

    @classmethod
    def of_map(cls, canvas):
        """What the map shows."""
        box = QgsGeometry.fromRect(canvas.extent())
        return cls(box, canvas.mapSettings().destinationCrs(), False)

    @classmethod
    def of_selection(cls, layer):
        """The polygons selected in a layer, as one; None if there are none."""
        if not isinstance(layer, QgsVectorLayer) or layer.geometryType() != POLYGON:
            return None
        parts = [one.geometry() for one in layer.getSelectedFeatures() if one.hasGeometry()]
        return cls(QgsGeometry.unaryUnion(parts), layer.crs(), True) if parts else None

    @classmethod
    def of_polygon(cls, geometry, crs):
        return cls(geometry, crs, True)

    def within(self, crs):
        """The geometry in another CRS, given as "EPSG:4326".

        Raises
        ------
        QgsCsException
            If the area cannot be there.
        """
        transform = QgsCoordinateTransform(
            self._crs, QgsCoordinateReferenceSystem(crs), QgsProject.instance()
        )
        if self.is_polygon:
            moved = QgsGeometry(self._geometry)
            moved.transform(transform)
            return moved
        # The box around the turned box: nothing that the map shows is left out.
        return QgsGeometry.fromRect(transform.transformBoundingBox(self._geometry.boundingBox()))

    def box(self, crs):
        """[min x, min y, max x, max y] in another CRS."""
        box = QgsRectangle(self.within(crs).boundingBox())
        return [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]

    def geojson(self, crs):
        """The geometry as the workspace keeps it."""
        return json.loads(self.within(crs).asJson(9))


class DrawArea(QgsMapTool):
    """Draws a polygon: a click for each corner, a right click ends it, Escape leaves it."""

    drawn = pyqtSignal(object)  # QgsGeometry in the CRS of the map
    left = pyqtSignal()

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._band = QgsRubberBand(canvas, POLYGON)
        style(self._band, QColor(NEW), width=2)
        self._corners = []

    def canvasMoveEvent(self, event):
        if self._corners:
            self._show([*self._corners, event.mapPoint()])

    def canvasReleaseEvent(self, event):
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
            return
        self._corners.append(event.mapPoint())
        self._show(self._corners)

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.clear()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Backspace and self._corners:
            event.accept()
            self._corners.pop()
            self._show(self._corners)

    def clear(self):
        self._corners = []
        self._band.reset(POLYGON)

    def remove(self):
        """Take the polygon off the map for good; the map would keep it even when the tool is gone."""
        self._corners = []
        scene = self.canvas().scene()
        if stays_valid(self._band) and self._band.scene() is scene:
            scene.removeItem(self._band)

    def _end(self):
        if len(self._corners) >= 3:
            polygon = QgsGeometry.fromPolygonXY([self._corners]).makeValid()
            self.drawn.emit(polygon)
        else:
            self.clear()
            self.left.emit()

    def _show(self, corners):
        self._band.setToGeometry(QgsGeometry.fromPolygonXY([corners]), None)
