"""A bar chart drawn by Qt alone: legible, in colours that all eyes tell apart, each bar a link to the map."""

from __future__ import annotations

from math import ceil
from typing import Any

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

from ..language import number, tr
from .bars import COLOURS, Bar, Bars, arranged, ticks

_HATCHES = (
    Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.DiagCrossPattern, Qt.BrushStyle.FDiagPattern, Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.Dense6Pattern, Qt.BrushStyle.VerPattern,
)  # fmt: skip
_GAP = 8.0  # between groups
_LEFT_SHARE = 0.5  # of the width, at most, for names


class Chart(QWidget):
    """Horizontal bars: long names in three languages fit beside them, and many bars scroll."""

    wanted = pyqtSignal(int, int)  # row of the result, column

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._bars: Bars | None = None
        self._title = ""
        self._places: list[tuple[QRectF, Bar]] = []
        self._over: Bar | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def show_figure(self, result: dict[str, Any], column: int, title: str) -> None:
        """Chart one column of a result."""
        self._bars, self._title, self._over = arranged(result, column), title, None
        self.updateGeometry()
        self.setMinimumHeight(int(self._height()))
        self.update()

    def clear(self) -> None:
        self._bars, self._places = None, []
        self.setMinimumHeight(0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, int(self._height()))

    @property
    def _row(self) -> float:
        """Height of a bar with its room."""
        return QFontMetricsF(self.font()).height() + 7.0

    def _height(self) -> float:
        if self._bars is None:
            return 60.0
        return self._top() + self._bottom() + sum(self._group_heights())

    def _group_heights(self) -> list[float]:
        assert self._bars is not None  # nosec B101
        counts = [len(self._of_group(group)) for group in range(len(self._bars.groups))]
        return [max(1, count) * self._row + _GAP for count in counts]

    def _of_group(self, group: int) -> list[Bar]:
        assert self._bars is not None  # nosec B101
        return [one for one in self._bars.bars if one.group == group]

    def _top(self) -> float:
        assert self._bars is not None  # nosec B101
        lines = self._legend_lines(max(self.width(), 200)) if len(self._bars.series) > 1 else []
        return self._heading() + self._row * len(lines)

    def _heading(self) -> float:
        return self._row + 4.0 if self._title else 6.0

    def _bottom(self) -> float:
        assert self._bars is not None  # nosec B101
        return self._row + (self._row if self._bars.more else 0.0)

    # --- drawing -----------------------------------------------------------------------------------------

    def paintEvent(self, event: Any) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        self._places = []
        if self._bars is not None and self._bars.bars:
            self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        assert self._bars is not None  # nosec B101
        bars, metrics = self._bars, QFontMetricsF(self.font())
        text = self.palette().color(QPalette.ColorRole.Text)
        widest = max((metrics.horizontalAdvance(one) for one in bars.groups), default=0.0)
        left = min(widest + 18.0, self.width() * _LEFT_SHARE) if any(bars.groups) else 12.0
        room = max((metrics.horizontalAdvance(one.shown) for one in bars.bars), default=0.0) + 14.0
        right = self.width() - room - 8.0
        marks = ticks(bars.longest)
        scale = (right - left) / (marks[-1] or 1.0)
        if self._title:
            self._draw_title(painter, text)
        if len(bars.series) > 1:
            self._draw_legend(painter, metrics, text)
        top, bottom = self._top(), self._top() + sum(self._group_heights())
        self._draw_axis(painter, metrics, text, marks, (left, scale, top, bottom))
        place = top
        for group, height in enumerate(self._group_heights()):
            name = QRectF(8.0, place, left - 16.0, height - _GAP)
            fitted = metrics.elidedText(bars.groups[group], Qt.TextElideMode.ElideMiddle, name.width())
            painter.setPen(text)
            painter.drawText(name, int(_right_middle()), fitted)
            for position, one in enumerate(self._of_group(group)):
                self._draw_bar(painter, one, left, scale, place + position * self._row, text)
            place += height
        if bars.more:
            painter.setPen(_faint(text))
            told = tr("%n more group(s) are in the table", n=bars.more)
            painter.drawText(QPointF(10.0, bottom + 2 * self._row - 6.0), told)

    def _draw_title(self, painter: QPainter, text: QColor) -> None:
        bold = painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(text)
        fitted = QFontMetricsF(bold).elidedText(self._title, Qt.TextElideMode.ElideRight, self.width() - 20)
        painter.drawText(QPointF(10.0, self._row - 3.0), fitted)
        painter.setFont(self.font())

    def _draw_bar(
        self, painter: QPainter, one: Bar, left: float, scale: float, top: float, text: QColor
    ) -> None:
        length = max(0.0, one.value or 0.0) * scale
        box = QRectF(left, top + 3.0, max(length, 1.0), self._row - 6.0)
        colour = QColor(COLOURS[one.series % len(COLOURS)])
        if one.value is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            light = QColor(colour)
            light.setAlpha(60)
            painter.setBrush(light)
            painter.drawRect(box)
            painter.setBrush(QBrush(colour, _HATCHES[one.series % len(_HATCHES)]))
            painter.drawRect(box)
            if one is self._over:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(text, 1.5))
                painter.drawRect(box)
        painter.setPen(text)
        painter.drawText(QPointF(left + length + 6.0, top + self._row - 7.5), one.shown)
        self._places.append((QRectF(left, top, self.width() - left, self._row), one))

    def _draw_axis(
        self,
        painter: QPainter,
        metrics: QFontMetricsF,
        text: QColor,
        marks: list[float],
        place: tuple[float, float, float, float],
    ) -> None:
        assert self._bars is not None  # nosec B101
        left, scale, top, bottom = place
        step = marks[1] - marks[0] if len(marks) > 1 else 1.0
        labels = [_tick(mark, step, self._bars.is_share) for mark in marks]
        widest = max(metrics.horizontalAdvance(label) for label in labels) + 8.0
        every = max(1, ceil(widest / max(step * scale, 1.0)))  # labels never run into each other
        for position, (mark, label) in enumerate(zip(marks, labels)):
            x = left + mark * scale
            painter.setPen(QPen(_faint(text, 45), 1.0))
            painter.drawLine(QPointF(x, top - 2.0), QPointF(x, bottom))
            if position % every == 0:
                painter.setPen(_faint(text))
                wide = metrics.horizontalAdvance(label)
                painter.drawText(QPointF(x - wide / 2, bottom + self._row - 6.0), label)

    def _legend_lines(self, width: float) -> list[list[tuple[int, str, float]]]:
        """Series by line: number, name, place."""
        assert self._bars is not None  # nosec B101
        metrics = QFontMetricsF(self.font())
        lines: list[list[tuple[int, str, float]]] = [[]]
        place = 10.0
        for one, name in enumerate(self._bars.series):
            wide = 18.0 + metrics.horizontalAdvance(name) + 18.0
            if place + wide > width and lines[-1]:
                lines.append([])
                place = 10.0
            lines[-1].append((one, name, place))
            place += wide
        return lines

    def _draw_legend(self, painter: QPainter, metrics: QFontMetricsF, text: QColor) -> None:
        for line, entries in enumerate(self._legend_lines(max(self.width(), 200))):
            top = self._heading() + self._row * line
            for one, name, place in entries:
                colour = QColor(COLOURS[one % len(COLOURS)])
                box = QRectF(place, top + (self._row - 12.0) / 2, 12.0, 12.0)
                light = QColor(colour)
                light.setAlpha(60)
                painter.fillRect(box, light)
                painter.fillRect(box, QBrush(colour, _HATCHES[one % len(_HATCHES)]))
                painter.setPen(text)
                room = max(20.0, self.width() - place - 26.0)
                fitted = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
                painter.drawText(QPointF(place + 18.0, top + self._row - 7.5), fitted)

    # --- the mouse ---------------------------------------------------------------------------------------

    def _at(self, point: Any) -> Bar | None:
        return next((one for box, one in self._places if box.contains(QPointF(point))), None)

    def mouseMoveEvent(self, event: Any) -> None:
        found = self._at(event.pos())
        if found is not self._over:
            self._over = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.update()
            if found is not None and self._bars is not None:
                names = [self._bars.groups[found.group], self._bars.series[found.series], found.shown]
                QToolTip.showText(self.mapToGlobal(event.pos()), "\n".join(one for one in names if one), self)

    def leaveEvent(self, event: Any) -> None:
        self._over = None
        self.update()

    def mousePressEvent(self, event: Any) -> None:
        found = self._at(event.pos())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(found.row, found.column)


def _right_middle() -> Any:
    both = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    return both.value if hasattr(both, "value") else both


def _faint(colour: QColor, alpha: int = 170) -> QColor:
    made = QColor(colour)
    made.setAlpha(alpha)
    return made


def _tick(value: float, step: float, is_share: bool) -> str:
    if is_share:
        value, step = 100.0 * value, 100.0 * step
    digits = 0 if step >= 1 else 1 if step >= 0.1 else 2
    return number(value, digits) + (" %" if is_share else "")
