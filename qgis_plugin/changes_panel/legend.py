"""What the colours on the map mean, as a line of small samples that wraps in a narrow panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

Entry = tuple[str, str, str]
"""(colour, form, text); the form is ``line``, ``dashed`` or ``vertex``."""
_SAMPLE, _ROOM, _BETWEEN = 18, 6, 14


class Legend(QWidget):
    """Samples with their words."""

    def __init__(self, entries: Sequence[Entry], parent: Any = None) -> None:
        super().__init__(parent)
        self._entries = list(entries)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(", ".join(text for _, _, text in entries))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return (self._places(width)[-1][1] + 1) * self._line()

    def sizeHint(self) -> Any:
        size = super().sizeHint()
        size.setHeight(self._line())
        return size

    def _line(self) -> int:
        return self.fontMetrics().height() + 4

    def _places(self, width: int) -> list[tuple[int, int]]:
        """(x, line) of each entry."""
        places, x, line = [], 0, 0
        for _, _, text in self._entries:
            needed = _SAMPLE + _ROOM + self.fontMetrics().horizontalAdvance(text)
            if x and x + needed > width:
                x, line = 0, line + 1
            places.append((x, line))
            x += needed + _BETWEEN
        return places

    def paintEvent(self, event: Any) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._line()
        for (colour, form, text), (x, line) in zip(self._entries, self._places(self.width())):
            middle = (line + 0.5) * height
            pen = QPen(QColor(colour), 3.0)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if form == "dashed":
                pen.setDashPattern([1.6, 1.2])
            if form == "vertex":
                pen.setWidthF(2.0)
                painter.setPen(pen)
                painter.drawRect(QRectF(x + _SAMPLE / 2 - 4, middle - 4, 8, 8))
            else:
                painter.setPen(pen)
                painter.drawLine(QPointF(x, middle), QPointF(x + _SAMPLE, middle))
            painter.setPen(self.palette().windowText().color())
            left = x + _SAMPLE + _ROOM
            place = QRectF(left, line * height, self.width() - left, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
