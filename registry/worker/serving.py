"""The worker's loop: requests one after another, and a second thread that listens meanwhile.

The worker ends when its input does, that is when QGIS closes it or dies: what is going on is stopped, except
for a commit, which is finished first. A worker that hangs all the same ends itself.
"""

from __future__ import annotations

import _thread
import os
import queue
import signal
import sqlite3
import sys
import threading
import time
from typing import Any, BinaryIO

from .. import __version__
from ..model.errors import RegistryError
from ..versions.files import heeding
from . import PROTOCOL
from .failures import error_answer
from .job import Job, Stopped
from .operations import available, is_core, missing, named
from .protocol import BadRequest, Channel, claim_output, plain, read_line

#: Seconds that work which does not listen gets after QGIS is gone.
_GRACE = 10.0
#: Seconds between two looks whether the parent still lives.
_LOOK = 2.0


class Server:
    """Requests in, answers out."""

    def __init__(self, channel: Channel, source: BinaryIO) -> None:
        self._channel = channel
        self._source = source
        self._waiting: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._turn = threading.Lock()
        self._job: Job | None = None
        self._unwanted: set[Any] = set()
        self._closing = False
        self._lacking = missing()

    def hello(self) -> dict[str, Any]:
        """The first line: what this worker is and can."""
        return {
            "hello": {
                "protocol": PROTOCOL,
                "software": __version__,
                "python": ".".join(map(str, sys.version_info[:3])),
                "executable": sys.executable,
                "sqlite": sqlite3.sqlite_version,
                "mode": "core" if is_core() else "full",
                "operations": available(self._lacking),
                "missing": self._lacking,
            }
        }

    def run(self) -> int:
        """Serve until the input ends."""
        self._channel.send(self.hello())
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._watch_parent, daemon=True).start()
        while (request := self._waiting.get()) is not None:
            if self._closing:
                break
            self._do(request)
        return 0

    def _do(self, request: dict[str, Any]) -> None:
        given = request.get("with") or {}
        language = given.get("language")
        job = Job(request["id"], self._channel, language if isinstance(language, str) else None)
        with self._turn:
            self._job = job
            job.stop = request["id"] in self._unwanted or self._closing
            self._unwanted.discard(request["id"])
        try:
            job.answer(self._done(job, request["do"], given))
        except (Exception, Stopped) as error:
            job.breakable = False
            if not isinstance(error, (RegistryError, Stopped)):
                print(f"{request['do']}: {type(error).__name__}: {error}", file=sys.stderr)
            self._channel.send({"id": request["id"], "error": plain(error_answer(error, job))})
        finally:
            with self._turn:
                self._job = None

    def _done(self, job: Job, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        try:
            with heeding(lambda: job.stop):
                job.checkpoint()
                result: dict[str, Any] = plain(named(operation, self._lacking).call(job, given))
                if job.breakable:  # what was broken off somewhere below may have been set aside there
                    job.checkpoint()
                return result
        finally:
            job.breakable = False  # from here on an interrupt has nothing to break off

    # --- the listening thread ---------------------------------------------------------------------------

    def _listen(self) -> None:
        try:
            for line in self._source:
                if line.strip():
                    self._take(line)
        except (OSError, ValueError):  # the pipe broke
            pass
        self._close()

    def _take(self, line: bytes) -> None:
        try:
            request = read_line(line)
        except BadRequest as error:
            self._channel.send({"id": None, "error": error_answer(error)})
            return
        if "cancel" not in request:
            self._waiting.put(request)
            return
        number = request["cancel"]
        if not isinstance(number, (int, str)):
            return
        with self._turn:
            if self._job is not None and self._job.number == number:
                self._stop(self._job)
            else:
                self._unwanted.add(number)

    def _stop(self, job: Job) -> None:
        job.stop = True
        if job.breakable:
            _thread.interrupt_main()

    def interrupted(self, *_: Any) -> None:
        """In the main thread, where an interrupt comes out: Ctrl-C in the terminal of QGIS is QGIS's affair.

        Raises
        ------
        Stopped
        """
        job = self._job
        if job is not None and job.stop and job.breakable:
            raise Stopped

    def _close(self) -> None:
        with self._turn:
            self._closing = True
            job = self._job
            if job is not None and not job.finishes:
                self._stop(job)
        self._waiting.put(None)
        if job is not None:
            threading.Thread(target=self._end_anyway, args=(job,), daemon=True).start()

    def _end_anyway(self, job: Job) -> None:
        """Where work does not listen, in a library say, end the process; a kill loses nothing either."""
        time.sleep(_GRACE)
        while self._job is job and job.finishes:
            time.sleep(0.2)
        os._exit(0)

    def _watch_parent(self) -> None:
        """The input ends with QGIS, unless another child of it holds the pipe open too."""
        if not hasattr(os, "getppid") or sys.platform == "win32":
            return
        parent = os.getppid()
        while not self._closing:
            time.sleep(_LOOK)
            if os.getppid() != parent:
                self._close()


def main() -> int:
    """Serve the process's own input and output."""
    channel = claim_output()
    from . import modules  # every operation enters itself

    modules.load()
    server = Server(channel, os.fdopen(os.dup(0), "rb"))
    signal.signal(signal.SIGINT, server.interrupted)
    return server.run()
