"""Work ahead of the one who takes it: a thread reads and prepares while the ledger writes.

A thread, not a process: reading and preparing spend their time in GDAL, numpy and GEOS, which let other
threads run, and what they make need not be copied from one process to another.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")

_END = object()


@contextmanager
def ahead(items: Iterable[Item], depth: int = 2) -> Iterator[Iterator[Item]]:
    """Iterate over ``items`` in another thread, at most ``depth`` items ahead.

    An error there is raised here, at its place. Leaving the block stops the thread after the item it is at,
    and waits for it.

    >>> with ahead(iter("ab")) as letters:
    ...     list(letters)
    ['a', 'b']
    """
    line: queue.Queue[object] = queue.Queue(depth)
    stop = threading.Event()

    def put(thing: object) -> bool:
        while not stop.is_set():
            try:
                line.put(thing, timeout=0.1)
                return True
            except queue.Full:
                continue
        return False

    def work() -> None:
        try:
            for item in items:
                if not put(item):
                    return
            put(_END)
        except BaseException as error:
            put(_Failed(error))

    def taken() -> Iterator[Item]:
        while (thing := line.get()) is not _END:
            if isinstance(thing, _Failed):
                raise thing.error
            yield thing  # type: ignore[misc]

    thread = threading.Thread(target=work, name="registry-import", daemon=True)
    thread.start()
    try:
        yield taken()
    finally:
        stop.set()
        thread.join()


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error
