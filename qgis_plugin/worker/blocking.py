"""The worker for Processing algorithms: asked and waited for, in a process of the algorithm's own.

Algorithms run in a thread of their own, or in ``qgis_process``, so they may wait. Panels never do: they ask
through the session.
"""

from qgis.PyQt.QtCore import QProcess

from . import protocol
from .client import _check
from .environment import process_environment
from .errors import WorkerError
from .lane import HELLO_SECONDS, KILL_SECONDS
from .program import program

_TURN = 100  # milliseconds between two looks at whether the user cancelled


class BlockingWorker:
    """A worker process for several requests in a row; results kept by the worker live as long as it.

    >>> with BlockingWorker(feedback) as worker:  # doctest: +SKIP
    ...     table = worker.ask("statistics", registry=path, indicator="repaired-km", language="en")
    ...     worker.ask("export_result", result_id=table["result_id"], path="table.csv")
    """

    def __init__(self, feedback=None, choose=None):
        self._feedback = feedback
        self._choose = choose
        self._lines = protocol.Lines()
        self._heard = []
        self._numbers = 0
        self.hello = None

    def __enter__(self):
        try:
            self._start(self._choose() if self._choose else program())
        except WorkerError:
            self._process.kill()
            self._process.waitForFinished(1000)
            # A broken environment costs the full operations, not the everyday ones.
            if self._choose is not None or self._program.mode == "core":
                raise
            self._start(program(without_environment=True))
        return self

    def __exit__(self, *_):
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(1000):
            self._process.kill()
            self._process.waitForFinished(1000)

    def ask(self, operation, **parameters):
        """The result of an operation.

        Raises
        ------
        WorkerError
            Whatever the worker refuses; Cancelled if the user cancelled; WorkerDied.
        """
        self._numbers += 1
        self._process.write(protocol.request(self._numbers, operation, parameters))
        patience = None
        while True:
            heard = self._next()
            if heard is None:
                if patience is not None:
                    patience -= _TURN
                    if patience <= 0:
                        self._process.kill()
                        raise WorkerError("Cancelled", "cancelled; the worker did not listen and was ended")
                elif self._feedback is not None and self._feedback.isCanceled():
                    self._process.write(protocol.cancellation(self._numbers))
                    patience = KILL_SECONDS * 1000
            elif heard.get("id") != self._numbers:
                continue
            elif "result" in heard:
                return heard["result"]
            elif isinstance(heard.get("error"), dict):
                raise WorkerError.from_answer(heard["error"])
            elif self._feedback is not None:
                share = protocol.share_of(heard)
                if share >= 0:
                    self._feedback.setProgress(100 * share)
                if heard.get("text"):
                    self._feedback.setProgressText(str(heard["text"]))

    def _start(self, chosen):
        self._program = chosen
        self._lines, self._heard = protocol.Lines(), []
        self._process = QProcess()
        self._process.setProcessEnvironment(process_environment())
        self._process.start(chosen.python, list(chosen.arguments))
        turns = HELLO_SECONDS * 1000 // _TURN
        while self.hello is None and turns > 0:
            turns -= 1
            heard = self._next(WorkerError(
                "WorkerNotStarted", "{path} did not start as a worker; see the diagnostics in the settings",
                {"path": chosen.python},
            ))  # fmt: skip
            if heard is not None and isinstance(heard.get("hello"), dict):
                _check(heard["hello"])
                self.hello = heard["hello"]
        if self.hello is None:
            raise WorkerError(
                "WorkerNotStarted", "{path} did not start as a worker; see the diagnostics in the settings",
                {"path": chosen.python},
            )  # fmt: skip

    def _next(self, ended=None):
        """The next answer, None if there was none within a turn."""
        if not self._heard:
            # Some 30 ms may have brought output already, for which no wait would come back.
            if not self._process.bytesAvailable():
                self._process.waitForReadyRead(_TURN)
            for line in self._lines.feed(bytes(self._process.readAllStandardOutput())):
                try:
                    self._heard.append(protocol.answer(line))
                except protocol.Nonsense:
                    continue
        if self._heard:
            return self._heard.pop(0)
        if self._process.state() == QProcess.ProcessState.NotRunning:
            raise ended or WorkerError(
                "WorkerDied",
                "the worker ended in the middle of its work; nothing that was committed is lost, try again",
                {"trace": bytes(self._process.readAllStandardError()).decode("utf-8", "replace")[-4000:]},
            )
        return None


def ask_and_wait(operation, feedback=None, **parameters):
    """One request in a process of its own: see :class:`BlockingWorker`."""
    with BlockingWorker(feedback) as worker:
        return worker.ask(operation, **parameters)
