"""The three kinds of change: their words, and a sign in the colour the map uses.

The signs differ in form as well as in colour, so that they can be told apart without seeing colours.
"""

from __future__ import annotations

from functools import lru_cache

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from ..language import tr

KINDS = ("added", "changed", "deleted")
_BEFORE, _NOW = "#0072B2", "#D55E00"


def kind_title(kind: str) -> str:
    """The kind in the chosen language."""
    return {"added": tr("added"), "changed": tr("changed"), "deleted": tr("deleted")}[kind]


@lru_cache(maxsize=8)
def kind_icon(kind: str) -> QIcon:
    """A plus on the colour of what is new, a minus on that of what was, both halves for a change."""
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    disc = QRectF(2, 2, 28, 28)
    painter.setBrush(QColor(_BEFORE if kind == "deleted" else _NOW))
    painter.drawEllipse(disc)
    if kind == "changed":
        painter.setBrush(QColor(_BEFORE))
        painter.drawPie(disc, 90 * 16, 180 * 16)
    pen = QPen(QColor("white"), 4.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if kind == "changed":
        painter.drawPolyline(QPointF(13, 10), QPointF(20, 16), QPointF(13, 22))
    else:
        painter.drawLine(QPointF(9, 16), QPointF(23, 16))
        if kind == "added":
            painter.drawLine(QPointF(16, 9), QPointF(16, 23))
    painter.end()
    return QIcon(picture)
