"""Work ahead of the one who takes it: a thread reads and prepares while the ledger writes.

A thread, not a process: what reading and preparing make need not be copied from one process to another, which
costs the writing side about as much as it would gain. All of GDAL's reading of a source happens in the one
thread, for GDAL keeps settings by thread.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")

_END = object()


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error


@contextmanager
def ahead(items: Generator[Item, None, None], depth: int = 2) -> Iterator[Iterator[Item]]:
    """Run a generator in another thread, at most ``depth`` items ahead.

    An error there is raised here, at its place. Leaving the block stops the thread after the item it is at
    and waits for it; the generator is closed in the thread it ran in.

    >>> with ahead(letter for letter in "ab") as letters:
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
            try:
                for item in items:
                    if not put(item):
                        return
            finally:
                items.close()
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
