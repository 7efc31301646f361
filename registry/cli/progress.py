"""Progress on standard error, only where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .settings import Settings

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int | None], None]


def quiet_libraries() -> None:
    """Keep what GDAL's Python packages log off standard error; what matters comes as an error."""
    import logging

    for name in ("fiona", "pyogrio", "rasterio", "pyproj"):
        logging.getLogger(name).addHandler(logging.NullHandler())


@contextmanager
def progress(settings: Settings, title: str) -> Iterator[Progress | None]:
    """A function that draws a bar; None where nobody would see it."""
    if settings.json or settings.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=None)

        def show(what: str, done: int, total: int | None) -> None:
            bars.update(task, description=f"{title} {what}".rstrip(), completed=done, total=total)

        yield show
