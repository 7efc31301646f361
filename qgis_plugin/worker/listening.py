"""What a worker says, taken apart in slices, so that a long answer does not hold up the map."""

from collections import deque
from time import monotonic

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from . import protocol

_SLICE = 0.02  # seconds of reading before the event loop has its turn


class Listening(QObject):
    """Bytes go in, answers come out, in their order and never from within :meth:`feed`."""

    heard = pyqtSignal(object)  # a dict
    nonsense = pyqtSignal(str)  # a line that is no answer

    def __init__(self, parent=None):
        super().__init__(parent)
        self._splitting = protocol.Lines()
        self._lines = deque()
        self._parsing = None
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(lambda: self._parse(monotonic() + _SLICE))

    def feed(self, piece):
        """Take in what has arrived."""
        try:
            self._lines.extend(self._splitting.feed(piece))
        except protocol.Nonsense as error:
            self.nonsense.emit(str(error))
        if self._lines:
            self._turn.start()

    def finish(self):
        """Read to the end what has arrived whole, at once: nothing more will come."""
        self._parse(float("inf"))

    def forget(self):
        """Another worker will speak."""
        self._turn.stop()
        self._splitting = protocol.Lines()
        self._lines.clear()
        self._parsing = None

    def _parse(self, until):
        while self._parsing is not None or self._lines:
            if self._parsing is None:
                self._parsing = protocol.answer_in_steps(self._lines.popleft())
            found = None
            try:
                for found in self._parsing:
                    if found is not None or monotonic() > until:
                        break
            except protocol.Nonsense as error:
                self._parsing = None
                self.nonsense.emit(str(error))
                continue
            if found is None:
                self._turn.start()
                return
            self._parsing = None
            self.heard.emit(found)
