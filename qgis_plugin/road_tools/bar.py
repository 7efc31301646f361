"""The bar over the map while a road tool is in use, and the reading beside the pointer."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEvent, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFontMetrics
from qgis.PyQt.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from ..compat import stays_valid
from ..language import tr

_ASIDE = 16  # pixels between the pointer and its reading
_MARGIN = 10  # pixels between the bar and the edges of the map
_MOVES = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class PointerLabel(QLabel):
    """A reading that goes with the pointer and stays inside the map."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setStyleSheet(
            "background: rgba(255, 255, 255, 235); color: #1f2328; border: 1px solid #8593a0;"
            " border-radius: 4px; padding: 2px 6px; font-weight: 600;"
        )
        self.hide()

    def tell(self, text, place):
        """Show a text beside a place in pixels of the map; nothing where it is empty."""
        if not text:
            self.hide()
            return
        self.setText(text)
        self.adjustSize()
        room = self.parentWidget().size()
        x = (
            place.x() + _ASIDE
            if place.x() + _ASIDE + self.width() < room.width()
            else place.x() - _ASIDE - self.width()
        )
        y = (
            place.y() + _ASIDE
            if place.y() + _ASIDE + self.height() < room.height()
            else place.y() - _ASIDE - self.height()
        )
        self.move(max(x, 0), max(y, 0))
        self.show()
        self.raise_()


class RoadBar(QFrame):
    """What the tool reads, what a click does, and the fields for going to a kilometre."""

    closed = pyqtSignal()

    def __init__(self, canvas, go_to, messages=None):
        super().__init__(canvas)
        self._canvas = canvas
        self._messages = messages  # QGIS's message bar, which lies over the top of the map
        self.go_to = go_to
        self.setObjectName("road_bar")
        self.setStyleSheet(
            "QFrame#road_bar { background: rgba(255, 255, 255, 240); border: 1px solid #8593a0;"
            " border-radius: 6px; }"
            "QFrame#road_bar QLabel { color: #1f2328; }"
        )
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.reading, self.hint = QLabel(self), QLabel(self)
        for one in (self.reading, self.hint):
            one.setTextFormat(Qt.TextFormat.PlainText)
        font = self.reading.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self.reading.setFont(font)
        self._steady = QFontMetrics(font).horizontalAdvance("0000+000 – 0000+000 · 000,000") + 20
        self.hint.setStyleSheet("color: #57606a;")
        self.close_button = QToolButton(self)
        self.close_button.setIcon(QgsApplication.getThemeIcon("/mIconClose.svg"))
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(tr("Close"))
        self.close_button.clicked.connect(self.closed)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.reading)
        texts.addWidget(self.hint)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(12)
        self._line.addLayout(texts, 1)
        self._line.addWidget(go_to)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 5, 6, 5)
        line.addLayout(self._line, 1)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        for one in self._watched():
            one.installEventFilter(self)
        self.hide()

    def _watched(self):
        return [one for one in (self._canvas, self._messages) if one is not None]

    def stop(self):
        """The plugin goes."""
        for one in self._watched():
            if stays_valid(one):
                one.removeEventFilter(self)

    def tell(self, reading, hint=None):
        """Write the reading; the hint stays unless another is given."""
        self.reading.setText(reading or "—")
        if hint is not None:
            self.hint.setText(hint)
        self.place()

    def place(self):
        """Stand at the top of the map, in its middle, below a message; on two lines where it is narrow."""
        room = max(self._canvas.width() - 2 * _MARGIN, 100)
        self.hint.setWordWrap(False)
        self._turn(QBoxLayout.Direction.LeftToRight)
        wide = self.sizeHint().width()
        if wide > room:
            self._turn(QBoxLayout.Direction.TopToBottom)
            self.hint.setWordWrap(True)
        width = min(wide, room)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((self._canvas.width() - width) // 2, _MARGIN + self._covered(), width, height)

    def _turn(self, direction):
        beside = direction == QBoxLayout.Direction.LeftToRight
        self._line.setDirection(direction)
        self._line.setSpacing(12 if beside else 4)
        self.reading.setMinimumWidth(self._steady if beside else 0)  # the bar must not jump with the figure
        self.layout().activate()

    def _covered(self):
        """Pixels of the map's top that a message lies over."""
        if self._messages is None or self._messages.isHidden():
            return 0
        top = self._messages.mapTo(self._messages.window(), QPoint(0, 0)).y()
        own = self._canvas.mapTo(self._canvas.window(), QPoint(0, 0)).y()
        return max(0, top + self._messages.height() - own)

    def showEvent(self, event):
        super().showEvent(event)
        self.place()
        self.raise_()

    def eventFilter(self, watched, event):
        if event.type() in _MOVES and self.isVisible():
            self.place()
        return False
