"""The slider under the list of commits."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout

from ..language import tr

_STEP = 1200  # ms a version while playing


class TimeBar(QFrame):
    """A slider over the versions with a button that sets it up, one that plays, one that ends it."""

    set_up_wanted = pyqtSignal()
    closed = pyqtSignal()
    frame_wanted = pyqtSignal(int)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._texts = []
        self.begin = QToolButton(self)
        self.begin.setText(tr("Time slider"))
        self.begin.setToolTip(tr("Load all versions of the layers and move the map through them"))
        self.begin.setIcon(QgsApplication.getThemeIcon("/propertyicons/temporal.svg"))
        self.begin.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.begin.setAutoRaise(True)
        self.begin.clicked.connect(self._wants)
        self.play, self.end = QToolButton(self), QToolButton(self)
        self.play.setCheckable(True)
        self.play.setAutoRaise(True)
        self.play.setIcon(QgsApplication.getThemeIcon("/mActionPlay.svg"))
        self.play.setToolTip(tr("Play the versions one after another"))
        self.end.setAutoRaise(True)
        self.end.setIcon(QgsApplication.getThemeIcon("/mIconClose.svg"))
        self.end.setToolTip(tr("End the time slider and remove its layers"))
        self.end.clicked.connect(self.closed)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setPageStep(1)
        self.slider.valueChanged.connect(self._slid)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP)
        self._timer.timeout.connect(self._next)
        self.play.toggled.connect(self._played)
        line = QHBoxLayout()
        for one in (self.begin, self.play):
            line.addWidget(one)
        line.addWidget(self.slider, 1)
        line.addWidget(self.end)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 2, 6, 4)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.text)
        self.reset()

    def _wants(self):
        self.begin.setEnabled(False)
        self.set_up_wanted.emit()

    def reset(self):
        """As before it was set up."""
        self.play.setChecked(False)
        self._texts = []
        self.begin.setEnabled(True)
        self.begin.show()
        for one in (self.play, self.slider, self.end, self.text):
            one.hide()

    def show_frames(self, texts, at):
        """A frame for each text, and which is shown."""
        self._texts = texts
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(texts) - 1)
        self.slider.blockSignals(False)
        self.begin.hide()
        for one in (self.play, self.slider, self.end, self.text):
            one.show()
        self.show_frame(at)

    def show_frame(self, number):
        """Where the map is now."""
        if not 0 <= number < len(self._texts):
            return
        self.slider.blockSignals(True)
        self.slider.setValue(number)
        self.slider.blockSignals(False)
        shown = self.text.fontMetrics().elidedText(
            self._texts[number], Qt.TextElideMode.ElideRight, max(self.width() - 16, 80)
        )
        self.text.setText(shown)
        self.text.setToolTip(self._texts[number])

    def _slid(self, number):
        self.show_frame(number)
        self.frame_wanted.emit(number)

    def _played(self, plays):
        if plays:
            if self.slider.value() == self.slider.maximum():
                self.slider.setValue(0)
            self._timer.start()
        else:
            self._timer.stop()

    def _next(self):
        if self.slider.value() == self.slider.maximum():
            self.play.setChecked(False)
        else:
            self.slider.setValue(self.slider.value() + 1)
