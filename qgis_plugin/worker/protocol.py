"""The lines that the plugin and the worker exchange: one JSON object a line, UTF-8.

Everything here is plain Python, so that it can be tested without QGIS.
"""

import json
import re

PROTOCOL = 1

#: A line longer than this is read in slices, so that the map does not stutter.
LONG_LINE = 200_000
#: A line longer than this is no answer of ours.
LONGEST_LINE = 512_000_000

_SPACE = re.compile(r"[ \t\r\n]*")
_DEEP = 3  # {"result": {"features": [...]}}: each feature is read whole


class Nonsense(ValueError):
    """A line that is no answer."""


def request(number, operation, parameters):
    """The line that asks for an operation."""
    return _line({"id": number, "do": operation, "with": parameters})


def cancellation(number):
    """The line that asks to leave a request."""
    return _line({"cancel": number})


def _line(thing):
    return json.dumps(thing, allow_nan=False).encode("ascii") + b"\n"


def answer(line):
    """An answer out of its line.

    Raises
    ------
    Nonsense
        If the line is not a JSON object.
    """
    for thing in answer_in_steps(line):
        if thing is not None:
            return thing
    raise Nonsense(line[:200])


def answer_in_steps(line):
    """Yield None after each part of a long line, and the answer at last.

    ``json.loads`` holds Python's lock until it is through, in a thread as well, and the main thread would
    wait: 20 MB take a third of a second. So lists are read member by member, and the caller stops between.
    """
    try:
        text = line.decode("utf-8")
        if len(text) < LONG_LINE:
            thing = json.loads(text)
        else:
            thing = yield from _value(text, _after_space(text, 0), 0, _whole())
            thing, end = thing
            if _after_space(text, end) != len(text):
                raise ValueError("more than one value on a line")
    except (ValueError, RecursionError, IndexError) as error:
        raise Nonsense(str(error)) from None
    if not isinstance(thing, dict):
        raise Nonsense("not an object")
    yield thing


def _whole():
    return json.JSONDecoder().raw_decode


def _after_space(text, at):
    if at < len(text) and text[at] > " ":  # as it mostly is
        return at
    return _SPACE.match(text, at).end()


def _value(text, at, depth, whole):
    if depth < _DEEP and text[at] == "{":
        return (yield from _object(text, at, depth, whole))
    if depth < _DEEP and text[at] == "[":
        return (yield from _list(text, at, depth, whole))
    return whole(text, at)


def _object(text, at, depth, whole):
    found = {}
    at = _after_space(text, at + 1)
    if text[at] == "}":
        return found, at + 1
    while True:
        if text[at] != '"':
            raise ValueError("a name was expected")
        name, at = whole(text, at)
        at = _after_space(text, at)
        if text[at] != ":":
            raise ValueError("a colon was expected")
        found[name], at = yield from _value(text, _after_space(text, at + 1), depth + 1, whole)
        yield None
        at = _after_space(text, at)
        if text[at] == "}":
            return found, at + 1
        if text[at] != ",":
            raise ValueError("a comma was expected")
        at = _after_space(text, at + 1)


def _list(text, at, depth, whole):
    found = []
    at = _after_space(text, at + 1)
    if text[at] == "]":
        return found, at + 1
    while True:
        value, at = yield from _value(text, at, depth + 1, whole)
        found.append(value)
        yield None
        at = _after_space(text, at)
        if text[at] == "]":
            return found, at + 1
        if text[at] != ",":
            raise ValueError("a comma was expected")
        at = _after_space(text, at + 1)


def share_of(heard):
    """The share of one that a line of progress tells; -1 where it tells none, or no number."""
    share = heard.get("progress")
    if isinstance(share, bool) or not isinstance(share, (int, float)):
        return -1.0
    return min(max(float(share), 0.0), 1.0)


class Lines:
    """Bytes as they arrive, given back as whole lines."""

    def __init__(self):
        self._rest = bytearray()
        self._searched = 0

    def feed(self, piece):
        """Yield the lines that ``piece`` ends."""
        self._rest += piece
        while True:
            end = self._rest.find(b"\n", self._searched)
            if end < 0:
                self._searched = len(self._rest)
                if self._searched > LONGEST_LINE:
                    self._rest.clear()
                    self._searched = 0
                    raise Nonsense("a line without end")
                return
            if end == len(self._rest) - 1:  # as it mostly is: a long line is not copied
                line, self._rest = self._rest, bytearray()
                del line[-1:]
            else:
                line = self._rest[:end]
                del self._rest[: end + 1]
            self._searched = 0
            if line.strip():
                yield line
