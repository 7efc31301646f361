"""Sources: where rows come from, read in batches so that memory does not grow with the file.

:func:`open_source` chooses the reader by what the file is: tables (CSV, XLSX) by our own, everything else by
GDAL through pyogrio's Arrow stream, and through fiona for what pyogrio cannot open or stream.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.definition import Definition
from ..model.errors import NoSuchFile
from .errors import UnreadableSource
from .transform import Box

#: Rows of a batch: large enough for numpy, small enough that a few of them are a few tens of megabytes.
BATCH = 16_384


@dataclass
class Batch:
    """Some rows of a source.

    ``columns`` are Arrow arrays or lists, one a column of the source; ``wkb`` an Arrow binary array or None;
    ``numbers`` is what people call each row (the line of a table, the number of a feature from 1); ``broken``
    says why rows could not be read.
    """

    numbers: Sequence[int]
    columns: list[Any]
    wkb: Any = None
    broken: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)


def _no_batches() -> Generator[Batch, None, None]:
    yield from ()


@dataclass
class Source:
    """An open source; use it once, as a context manager.

    Parameters
    ----------
    crs : what the source says its reference system is, None if nothing
    total : number of rows, None if it costs a pass to know
    extent : (min x, min y, max x, max y) if the source says so
    places : columns of a table that hold its geometry
    cells : whether values are cells that people typed (spaces and dashes mean nothing), not features of a GIS
    file
    """

    path: Path
    layer: str | None
    columns: list[str]
    has_geometry: bool
    crs: str | None = None
    total: int | None = None
    extent: Box | None = None
    encoding: str | None = None
    places: tuple[str, ...] = ()
    cells: bool = False
    word: str = "feature"
    notes: list[str] = field(default_factory=list)
    stream: Generator[Batch, None, None] = field(default_factory=_no_batches)
    held: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()
        self.held.close()

    @property
    def shown(self) -> str:
        """``works.xlsx (2024)``: the file and, where it has several, the layer."""
        plain = self.layer in (None, self.path.stem)
        return self.path.name if plain else f"{self.path.name} ({self.layer})"


@dataclass(frozen=True)
class Choices:
    """What the user said about how to read the source."""

    table: bool | None = None
    encoding: str | None = None
    sheet: str | int | None = None
    heading_row: int | str | None = None
    source_layer: str | None = None


def open_source(
    path: str | os.PathLike[str], definition: Definition, said: Choices | None = None
) -> AbstractContextManager[Source]:
    """Open a file to import into a layer.

    Raises
    ------
    NoSuchFile, UnreadableSource, DamagedSource, ChooseLayer, UnknownEncoding
    """
    return _opened(Path(path), definition, said or Choices())


@contextmanager
def _opened(path: Path, definition: Definition, said: Choices) -> Iterator[Source]:
    if not path.exists():
        raise NoSuchFile(path=path)
    if path.is_file() and path.stat().st_size == 0:
        raise UnreadableSource(path=path, problem="the file is empty", mend="get it again from where it came")
    kind = path.suffix.lower()
    try:
        with _reader(path, kind, definition, said) as source:
            yield source
    except PermissionError as error:
        raise UnreadableSource(
            path=path, problem="reading it is not permitted", mend="check its rights"
        ) from error
    except OSError as error:
        if error.errno == errno.EISDIR:
            raise UnreadableSource(path=path, problem="it is a folder", mend="name a file in it") from error
        raise


def _reader(path: Path, kind: str, definition: Definition, said: Choices) -> Source:
    if kind in (".csv", ".tsv", ".txt"):
        from .csvtables import open_csv

        return open_csv(path, definition, said)
    if kind in (".xlsx", ".xlsm"):
        from .workbooks import open_workbook

        return open_workbook(path, definition, said)
    if kind in (".parquet", ".geoparquet"):
        from .parquet import open_parquet

        return open_parquet(path)
    if kind == ".xls":
        raise UnreadableSource(path=path, problem="the old XLS form is not read", mend="save it as XLSX")
    from .vector import open_vector

    return open_vector(path, definition, said)
