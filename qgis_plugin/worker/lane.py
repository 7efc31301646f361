"""One worker process and the requests that wait for it.

A request is sent when the one before it is answered, so that a crash costs the one request that ran and no
other. The process is started when the first request comes, and again when one comes after a crash.
"""

from collections import deque

from qgis.PyQt.QtCore import QObject, QProcess, QTimer, pyqtSignal

from . import protocol
from .environment import process_environment
from .errors import WorkerError
from .listening import Listening

HELLO_SECONDS = 30
SILENCE_SECONDS = 30
KILL_SECONDS = 5
_STDERR = 4000  # characters of the worker's log kept for diagnostics


class Lane(QObject):
    """A queue of answers in front of one process."""

    greeted = pyqtSignal(object)  # hello of a worker that started
    refused = pyqtSignal(object, object)  # a program that would not start as a worker, and why
    died = pyqtSignal(object)  # WorkerError of a worker that ended by itself
    silent = pyqtSignal(object)  # an Answer that nothing was heard of for long
    nonsense = pyqtSignal(str)  # a line that is no answer

    def __init__(self, name, choose, check, parent=None):
        """``choose()`` gives the Program to start, ``check(hello)`` raises WorkerError on a wrong one."""
        super().__init__(parent)
        self.name = name
        self._choose = choose
        self._check = check
        self._waiting = deque()
        self._current = None
        self._process = None
        self._program = None
        self._ready = False
        self._ending = None  # why we kill the process ourselves
        self._log = ""
        self._numbers = 0
        self._hello_timer = self._timer(HELLO_SECONDS, self._no_hello)
        self._silence_timer = self._timer(SILENCE_SECONDS, self._heard_nothing)
        self._kill_timer = self._timer(KILL_SECONDS, self._kill_cancelled)
        self._listening = Listening(self)
        self._listening.heard.connect(self._hear)
        self._listening.nonsense.connect(self.nonsense)

    def _timer(self, seconds, slot):
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(int(seconds * 1000))
        timer.timeout.connect(slot)
        return timer

    @property
    def is_busy(self):
        return self._current is not None or bool(self._waiting)

    @property
    def process_id(self):
        """Of the running process, 0 if there is none."""
        return int(self._process.processId()) if self._process is not None else 0

    def ask(self, answer):
        answer.belongs_to(self)
        self._waiting.append(answer)
        QTimer.singleShot(0, self._pump)

    def cancel(self, answer):
        cancelled = WorkerError("Cancelled", "cancelled; nothing was left half done")
        if answer in self._waiting:
            self._waiting.remove(answer)
            QTimer.singleShot(0, lambda: answer.fail(cancelled))
        elif answer is self._current and self._process is not None and not self._kill_timer.isActive():
            self._process.write(protocol.cancellation(answer.number))
            self._kill_timer.start()

    def stop(self, patience_ms=80):
        """End the process: politely, then by force. The next command completes a commit that is cut off."""
        for timer in (self._hello_timer, self._silence_timer, self._kill_timer):
            timer.stop()
        process, self._process, self._ready = self._process, None, False
        ended = WorkerError("Cancelled", "cancelled; nothing was left half done")
        for answer in [self._current, *self._waiting]:
            if answer is not None:
                answer.fail(ended)
        self._current = None
        self._waiting.clear()
        self._listening.forget()
        if process is not None:
            process.blockSignals(True)
            process.closeWriteChannel()
            if process.state() != QProcess.ProcessState.NotRunning and not process.waitForFinished(
                patience_ms
            ):
                process.kill()
                process.waitForFinished(patience_ms)
            process.deleteLater()

    # --- requests -------------------------------------------------------------------------------------

    def _pump(self):
        if self._current is not None or not self._waiting:
            return
        if self._process is None:
            self._start()
        elif self._ready:
            self._send(self._waiting.popleft())

    def _send(self, answer):
        self._numbers += 1
        answer.number = self._numbers
        try:
            line = protocol.request(self._numbers, answer.operation, answer.parameters)
        except (TypeError, ValueError) as error:
            answer.fail(
                WorkerError("InternalError", "the plugin asked wrongly: {problem}", {"problem": str(error)})
            )
            QTimer.singleShot(0, self._pump)
            return
        self._current = answer
        self._process.write(line)
        self._silence_timer.start()

    def _end_current(self):
        answer, self._current = self._current, None
        self._silence_timer.stop()
        self._kill_timer.stop()
        QTimer.singleShot(0, self._pump)
        return answer

    def _fail_all(self, error):
        waiting, self._waiting = list(self._waiting), deque()
        for answer in waiting:
            answer.fail(error)

    # --- the process ----------------------------------------------------------------------------------

    def _start(self):
        try:
            self._program = self._choose()
        except WorkerError as error:
            self._fail_all(error)
            return
        process = QProcess(self)
        process.setProcessEnvironment(process_environment())
        process.setProgram(self._program.python)
        process.setArguments(list(self._program.arguments))
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_log)
        process.errorOccurred.connect(self._failed_to_start)
        process.finished.connect(self._finished)
        self._process, self._ready, self._ending, self._log = process, False, None, ""
        self._listening.forget()
        self._hello_timer.start()
        process.start()

    def _no_hello(self):
        self._ending = WorkerError(
            "WorkerNotStarted", "{path} did not start as a worker; see the diagnostics in the settings",
            {"path": self._program.python},
        )  # fmt: skip
        self._process.kill()

    def _failed_to_start(self, error):
        if error == QProcess.ProcessError.FailedToStart:
            self._finished()

    def _finished(self, *_):
        if self._process is None:
            return
        self._read()
        self._listening.finish()  # it may have answered with its last breath
        process, self._process = self._process, None
        was_ready, self._ready = self._ready, False
        self._read_log(process)
        self._hello_timer.stop()
        self._listening.forget()
        why, self._ending = self._ending, None
        process.deleteLater()
        if not was_ready:
            self._refuse(why)
            return
        answer = self._end_current()
        if why is None:
            why = WorkerError(
                "WorkerDied",
                "the worker ended in the middle of its work and was started again; "
                "nothing that was committed is lost, try again",
                {"trace": self._log},
            )
            # One that ends while it rests is started again when it is needed, without a word.
            if answer is not None:
                self.died.emit(why)
        if answer is not None:
            answer.fail(why)

    def _refuse(self, why):
        why = why or WorkerError(
            "WorkerNotStarted", "{path} did not start as a worker; see the diagnostics in the settings",
            {"path": self._program.python, "trace": self._log},
        )  # fmt: skip
        before = self._program
        self.refused.emit(before, why)
        try:
            another = self._choose() != before
        except WorkerError as error:
            another, why = False, error
        if another:  # the environment is broken, QGIS's own Python does the everyday work
            QTimer.singleShot(0, self._pump)
        else:
            self._fail_all(why)

    def _kill_cancelled(self):
        self._ending = WorkerError("Cancelled", "cancelled; the worker did not listen and was ended")
        if self._process is not None:
            self._process.kill()

    def _heard_nothing(self):
        if self._current is not None:
            self.silent.emit(self._current)

    # --- what it says ---------------------------------------------------------------------------------

    def _read_log(self, process=None):
        process = process or self._process
        if process is not None:
            self._log += bytes(process.readAllStandardError()).decode("utf-8", "replace")
            self._log = self._log[-_STDERR:]

    def _read(self):
        if self._process is not None:
            self._listening.feed(bytes(self._process.readAllStandardOutput()))

    def _hear(self, heard):
        if not self._ready:
            self._greet(heard)
            return
        if self._process is None:
            return
        if self._current is None or heard.get("id") != self._current.number:
            self.nonsense.emit(str(heard)[:200])
            return
        if "result" in heard:
            self._end_current().finish(heard["result"])
        elif isinstance(heard.get("error"), dict):
            self._end_current().fail(WorkerError.from_answer(heard["error"]))
        elif "progress" in heard:
            self._silence_timer.start()
            self._current.progressed.emit(protocol.share_of(heard), str(heard.get("text") or ""))
        else:
            self.nonsense.emit(str(heard)[:200])

    def _greet(self, heard):
        hello = heard.get("hello")
        if not isinstance(hello, dict):
            self.nonsense.emit(str(heard)[:200])
            return
        try:
            self._check(hello)
        except WorkerError as error:
            self._ending = error
            self._process.kill()
            return
        self._hello_timer.stop()
        self._ready = True
        self.greeted.emit(hello)
        self._pump()
