"""What a request to the worker gives back at once: a promise of its answer."""

from qgis.PyQt.QtCore import QObject, pyqtSignal


class Answer(QObject):
    """The answer to one request, when it comes.

    Exactly one of ``done`` and ``failed`` is emitted, once, and never before the caller is back in the event
    loop.
    """

    done = pyqtSignal(object)  # the result, a dict
    failed = pyqtSignal(object)  # a WorkerError
    progressed = pyqtSignal(float, str)  # share of one, -1 where it is not known; what is worked on

    def __init__(self, operation, parameters, parent=None):
        super().__init__(parent)
        self.operation = operation
        self.parameters = parameters
        self.number = None
        self.is_running = True
        self._lane = None

    def belongs_to(self, lane):
        self._lane = lane

    def cancel(self):
        """Ask the worker to leave it; a worker that does not listen is ended after a few seconds."""
        if self.is_running and self._lane is not None:
            self._lane.cancel(self)

    def finish(self, result):
        if self.is_running:
            self.is_running = False
            self.done.emit(result)

    def fail(self, error):
        if self.is_running:
            self.is_running = False
            self.failed.emit(error)
