"""Rows that cannot be taken: a CSV with the reason beside the row as it came, to be mended and imported
again.

Columns: the number of the row, the reasons in one sentence each, the source's own columns, and for features
the geometry as ``WKT (EPSG:...)``, a heading that the import of tables reads back. Written to the side and
renamed, UTF-8 with a mark so that Excel shows Kazakh letters.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ..model.errors import FileReadOnly
from .columns import cell_at
from .sources import Batch, Source

#: Rejects that the report holds itself; the file has them all.
SHOWN = 100


@dataclass(frozen=True)
class Reject:
    """A row that was not taken: its number in the source, and why."""

    number: int
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"row": self.number, "reasons": list(self.reasons)}


class Rejects:
    """Collects rejected rows; the file begins with the first of them.

    ``keep`` is false of a dry run that was told no path: nothing is written then.
    """

    def __init__(self, source: Source, path: Path | None, crs: str | None, keep: bool = True) -> None:
        self._keep = keep
        self.count = 0
        self.first: list[Reject] = []
        self.path: Path | None = None
        self._source = source
        self._wanted = path
        self._geometry = source.has_geometry and not source.cells
        code = (crs or "").partition(" ")[0]
        self._heading = f"WKT ({code})" if code.startswith("EPSG:") else "WKT"
        self._file: IO[str] | None = None
        self._aside: Path | None = None

    def add(self, batch: Batch, place: int, reasons: Sequence[str]) -> None:
        """Reject one row of a batch."""
        self.count += 1
        number = batch.numbers[place]
        if len(self.first) < SHOWN:
            self.first.append(Reject(number, tuple(reasons)))
        if not self._keep:
            return
        if self._file is None:
            self._begin()
        assert self._file is not None  # nosec B101
        cells = [_written(cell_at(column, place)) for column in batch.columns]
        if self._geometry:
            cells.append(_wkt(cell_at(batch.wkb, place)) if batch.wkb is not None else "")
        csv.writer(self._file).writerow([number, "; ".join(reasons), *cells])

    def finish(self) -> Path | None:
        """Put the file in its place; None if there are no rejects."""
        if self._file is not None and self._aside is not None and self.path is not None:
            self._file.close()
            os.replace(self._aside, self.path)
            self._file = None
        return self.path

    def abandon(self) -> None:
        """Leave no half-written file."""
        if self._file is not None and self._aside is not None:
            self._file.close()
            self._aside.unlink(missing_ok=True)
            self._file = None

    def _begin(self) -> None:
        beside = self._source.path.with_name(self._source.path.name + ".rejects.csv")
        # Sources often lie on a share that one may only read.
        places = [self._wanted] if self._wanted else [beside, Path.cwd() / beside.name]
        for at, path in enumerate(places):
            aside = path.with_name(f".{path.name}.{os.getpid()}.new")
            try:
                self._file = aside.open("w", encoding="utf-8-sig", newline="")
            except OSError as error:
                if at + 1 < len(places):
                    continue
                raise FileReadOnly(path=path, problem=error.strerror or str(error)) from error
            self.path, self._aside = path, aside
            break
        assert self._file is not None  # nosec B101
        heading = ["row", "reason", *self._source.columns] + [self._heading] * self._geometry
        csv.writer(self._file).writerow(heading)


def _written(cell: Any) -> Any:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return "" if cell is None else cell


def _wkt(wkb: bytes | None) -> str:
    import shapely

    if wkb is None:
        return ""
    shape = shapely.from_wkb(wkb, on_invalid="ignore")
    return "" if shape is None else str(shapely.to_wkt(shape, rounding_precision=-1))
