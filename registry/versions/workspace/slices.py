"""Long work on a workspace in transactions so short that a save in QGIS never waits for them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from ..files import leave_off_if_asked
from .edits import applying

Thing = TypeVar("Thing")

#: A transaction takes no more work after this many seconds.
SLICE = 0.04
#: How long the file is left alone then, as a share of what the transaction took.
_PAUSE = 0.5
_AT_ONCE = 20


def in_slices(
    handle: sqlite3.Connection, things: Sequence[Thing], work: Callable[[Sequence[Thing]], object]
) -> None:
    """Work on many things, some at a time, in transactions too short for another program to notice.

    A program that waits for the lock looks again after up to a tenth of a second, so between two
    transactions the file is left alone for a while; else a save in QGIS might wait till the very end.
    """
    place = 0
    while place < len(things):
        leave_off_if_asked()
        began = time.monotonic()
        with applying(handle):
            while place < len(things) and time.monotonic() - began < SLICE:
                part = things[place : place + _AT_ONCE]
                work(part)
                place += len(part)
        if place < len(things):
            time.sleep(_PAUSE * (time.monotonic() - began))
