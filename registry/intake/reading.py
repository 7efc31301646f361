"""A source read in its own thread: the first batch as it is, to plan by; then chunks by that plan."""

from __future__ import annotations

import queue
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from .ahead import ahead
from .rows import Chunk, RowMaker
from .sources import Batch, Source


class Reading:
    """What :func:`reading` gives."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._maker: queue.SimpleQueue[RowMaker | None] = queue.SimpleQueue()
        self._taken: Iterator[Batch | Chunk | None] = iter(())
        self.first: Batch | None = None

    def chunks(self, maker: RowMaker) -> Iterator[Chunk]:
        """All batches, the first one too, as chunks; once."""
        self._maker.put(maker)
        for chunk in self._taken:
            assert isinstance(chunk, Chunk)  # nosec B101
            yield chunk

    def _work(self) -> Generator[Batch | Chunk | None, None, None]:
        stream = self._source.stream
        try:
            first = next(stream, None)
            yield first
            maker = self._maker.get()
            if first is None or maker is None:
                return
            yield maker.chunk(first)
            for batch in stream:
                yield maker.chunk(batch)
        finally:
            stream.close()


@contextmanager
def reading(source: Source) -> Iterator[Reading]:
    """Read a source in another thread; ``first`` is its first batch, None if it has no rows."""
    made = Reading(source)
    with ahead(made._work()) as made._taken:
        try:
            made.first = next(made._taken)  # type: ignore[assignment]
            yield made
        finally:
            made._maker.put(None)  # nobody will give a plan any more
