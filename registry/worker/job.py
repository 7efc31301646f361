"""One request being done: its language, its progress, and whether somebody wants it stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from ..model.definition import LANGUAGES
from ..model.errors import RegistryError
from .protocol import Channel

Steps = Callable[[str, int, int | None], None]


class Cancelled(RegistryError):
    """The person, or the end of QGIS, stopped the operation."""

    sentence = "stopped on request; nothing that was committed or edited is lost"
    exit_code = 75


class Stopped(BaseException):
    """Raised where the work is left off; the answer is :class:`Cancelled`.

    No ``Exception``: the library sets aside what is wrong with one thing of many, a claim say, and goes on.
    """


class Job:
    """The request being done.

    ``language`` is that of shown texts. ``stop`` is set from the reading thread; whoever works long calls
    :meth:`checkpoint`, and SQLite asks by itself (see :func:`registry.versions.files.heeding`).
    """

    #: Seconds between two lines of progress.
    PAUSE = 0.1

    def __init__(self, number: int | str, channel: Channel, language: str | None = None) -> None:
        self.number = number
        self.language = language if language in LANGUAGES else "en"
        self.stop = False
        #: Set while libraries work that ask nobody and write nothing: they may be broken off anywhere.
        self.breakable = False
        #: Set by a commit: once QGIS is gone it is finished, and not stopped.
        self.finishes = False
        self._channel = channel
        self._told = 0.0

    def checkpoint(self) -> None:
        """Leave off here if that is wanted.

        Raises
        ------
        Stopped
        """
        if self.stop:
            raise Stopped

    def progress(self, share: float | None, text: str = "") -> None:
        """Say how far it is: a share from 0 to 1, None where that cannot be told."""
        self.checkpoint()
        now = time.monotonic()
        if now - self._told >= self.PAUSE:
            self._told = now
            done = None if share is None else round(min(max(share, 0.0), 1.0), 4)
            self._channel.send({"id": self.number, "progress": done, "text": text})

    def steps(self, text: str, done: int, total: int | None) -> None:
        """Progress as the library tells it."""
        self.progress(done / total if total else None, text)

    def answer(self, result: dict[str, Any]) -> None:
        """The result, the last line of the request."""
        self._channel.send({"id": self.number, "result": result})
