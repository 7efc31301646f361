"""Lines of JSON between the plugin and the worker.

Only the channel writes to what was standard output at the start; whatever a library prints goes to standard
error, for one stray line would be read as an answer. Letters beyond ASCII travel escaped, so that no code
page of a system can spoil them.
"""

from __future__ import annotations

import json
import math
import os
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO

from ..model.errors import UsageError


class BadRequest(UsageError):
    """A line of the plugin makes no sense."""

    sentence = "the worker was sent a line it cannot read: {problem}"


class Channel:
    """The way out."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._turn = threading.Lock()
        self.broken = False

    def send(self, line: dict[str, Any]) -> None:
        """Write one line; once nobody listens any more, nothing."""
        text = json.dumps(line, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"
        with self._turn:
            if self.broken:
                return
            try:
                self._out.write(text)
                self._out.flush()
            except (OSError, ValueError):
                self.broken = True


def claim_output() -> Channel:
    """Take standard output for answers, and let everything else print to standard error."""
    own = os.dup(1)
    with suppress(OSError):
        os.dup2(2, 1)
    sys.stdout = sys.stderr
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(own, os.O_BINARY)
    return Channel(os.fdopen(own, "wb"))


def read_line(line: bytes) -> dict[str, Any]:
    """A request, or the cancelling of one.

    Raises
    ------
    BadRequest
    """
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRequest(problem=f"it is no JSON ({error})") from None
    if not isinstance(request, dict):
        raise BadRequest(problem="it is no JSON object")
    if "cancel" in request:
        return request
    if not isinstance(request.get("id"), (int, str)) or isinstance(request.get("id"), bool):
        raise BadRequest(problem='it has no "id"')
    if not isinstance(request.get("do"), str):
        raise BadRequest(problem='it does not say what to "do"')
    if not isinstance(request.get("with", {}), dict):
        raise BadRequest(problem='"with" is no object')
    return request


def plain(value: Any) -> Any:
    """A value as JSON can hold it: bytes and numbers that are none become text, odd letters are replaced."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return str(value)
