"""The plugin's one door to registries: requests to the worker, answered later.

Two lanes, so that a look at the state of things never waits behind a long checkout: "quick" and "long" are
two processes, each started when it is first needed.
"""

from qgis.core import Qgis
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..messages import log
from . import protocol
from .answer import Answer
from .errors import WorkerError
from .lane import Lane
from .program import program, version

__all__ = ["Answer", "WorkerClient", "WorkerError"]


class WorkerClient(QObject):
    """Sends requests; each gives an :class:`Answer`."""

    greeted = pyqtSignal(object)  # hello of a worker
    died = pyqtSignal(object)  # WorkerError
    silent = pyqtSignal(object)  # Answer that nothing was heard of for long
    restarted = pyqtSignal()  # the next request may go to another Python than the last
    environment_failed = pyqtSignal(object)  # WorkerError: the full environment would not start

    def __init__(self, parent=None, choose=None):
        super().__init__(parent)
        self.hello = None
        self._without_environment = False
        self._choose = choose or (lambda: program(self._without_environment))
        self.lanes = {}
        for name in ("quick", "long"):
            lane = Lane(name, lambda: self._choose(), _check, self)
            lane.greeted.connect(self._greeted)
            lane.refused.connect(self._refused)
            lane.died.connect(self._died)
            lane.silent.connect(self.silent)
            lane.nonsense.connect(self._nonsense)
            self.lanes[name] = lane

    @property
    def mode(self):
        """ "core" or "full"; "" as long as no worker has started."""
        return self.hello["mode"] if self.hello else ""

    def ask(self, operation, parameters, lane="quick"):
        """Send a request.

        Parameters
        ----------
        operation : str
            As in docs/worker.md.
        parameters : dict
            Of plain values.
        lane : "quick" or "long"
        """
        # Without a parent: it goes when the lane and its asker let go of it, and its result with it.
        answer = Answer(operation, parameters)
        self.lanes[lane].ask(answer)
        return answer

    def stop(self):
        """End all processes; the next request starts one anew."""
        for lane in self.lanes.values():
            lane.stop()

    def restart(self):
        """After a change of the environment: it is tried again."""
        self._without_environment = False
        self.hello = None
        self.stop()
        self.restarted.emit()

    def _greeted(self, hello):
        self.hello = hello
        self.greeted.emit(hello)

    def _refused(self, refused, error):
        log(f"{error} {error.fields.get('trace', '')}".strip(), Qgis.MessageLevel.Critical)
        if refused.mode == "full" and not self._without_environment:
            self._without_environment = True
            self.environment_failed.emit(error)

    def _died(self, error):
        log(error.fields.get("trace") or str(error), Qgis.MessageLevel.Critical)
        self.died.emit(error)

    def _nonsense(self, text):
        log(f"the worker wrote a line that is no answer: {text[:200]}", Qgis.MessageLevel.Warning)


def _check(hello):
    """Protocol and version of a worker that says hello."""
    if hello.get("protocol") != protocol.PROTOCOL:
        raise WorkerError(
            "WorkerVersion",
            "the worker speaks protocol {found}, the plugin protocol {known}; restart QGIS",
            {"found": hello.get("protocol"), "known": protocol.PROTOCOL},
        )
    ours = version()
    if ours and hello.get("software") != ours:
        raise WorkerError(
            "WorkerVersion",
            "the worker is of version {found}, the plugin of version {known}; restart QGIS",
            {"found": hello.get("software"), "known": ours},
        )
