"""A layer at a version into a file or a stream."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..model.errors import UsageError
from ..versions.asof import Box
from ..versions.ledger import Ledger, VersionSpec
from .formats import Format, format_of
from .targets import stream_of, typed_errors, whole_file

if TYPE_CHECKING:
    import shapely

    from .selected import Selected

#: Called with rows written so far and rows in all; the second is None where an area makes it unknown.
Progress = Callable[[int, int | None], object]


@dataclass(frozen=True)
class ExportReport:
    """What was written.

    ``path`` is None for a stream. ``digest`` is the digest of the commit at ``revision``. ``complete`` is
    false only if the reader of the stream went away early, as ``head`` does.
    """

    layer: str
    format: str
    rows: int
    path: Path | None
    revision: int
    digest: str
    complete: bool = True


def export(
    ledger: Ledger,
    layer: str,
    target: Path | str | BinaryIO,
    *,
    format: str | None = None,
    revision: VersionSpec = None,
    where: str | None = None,
    box: Box | None = None,
    area: shapely.Geometry | None = None,
    columns: Sequence[str] | None = None,
    language: str | None = None,
    crs: str | None = None,
    overwrite: bool = True,
    bom: bool = False,
    chainage: bool = False,
    progress: Progress | None = None,
) -> ExportReport:
    """Write a layer at a version.

    Parameters
    ----------
    target : path, ``"-"`` for standard output, or a binary stream
        A file is written to the side and renamed: it appears whole, and a failure leaves the old one.
    format : name from :data:`~registry.publish.formats.FORMATS`, by default what the suffix tells
    revision : revision or version spec; the newest by default
    where : SQL condition over the open values
    box : (min x, min y, max x, max y) in the layer's CRS; features whose bounding box meets it
    area : polygon in the layer's CRS; features that truly meet it
    columns : fields wanted, all by default; the uid is always there
    language : ``en``, ``ru`` or ``kk``: titles for CSV headings and GeoPackage descriptions
    crs : reference system of the output, the layer's by default; GeoJSON is always WGS 84
    bom : begin a CSV with a byte order mark, for Excel
    chainage : write measures in a CSV as ``513+850`` instead of kilometres
    progress : called with (rows, total or None) as writing goes on

    Returns
    -------
    ExportReport

    Raises
    ------
    UnknownFormat, UnknownLayer, UnknownVersion, UnknownField, UnknownCrs, UsageError
        The request is wrong.
    NoTransformation, FormatCannotHold
        The layer cannot be had in that reference system or format.
    FileExists, FileReadOnly, DiskFull, CannotWrite, NoSuchFolder, WouldOverwriteRegistry
        The target cannot be written.

    Examples
    --------
    >>> export(ledger, "roads", "out/roads.geojson", revision="2024-12-31").rows   # doctest: +SKIP
    412
    """
    chosen = format_of(target, format)
    writer = chosen.load()
    from .selected import select

    if writer.CRS and crs is not None and not _same_system(crs, writer.CRS):
        raise UsageError(f"{chosen.title} is always in WGS 84; leave the CRS out, or take another format")
    wanted = writer.CRS or crs
    rows = select(
        ledger, layer, revision=revision, where=where, box=box, area=area, columns=columns, crs=wanted
    )
    if progress is not None:
        rows.pieces = _told(rows.pieces, progress, rows.total)
    options = {"language": language, "bom": bom, "chainage": chainage}
    options = {name: options[name] for name in writer.OPTIONS}
    path, complete = _path(target), True
    try:
        if path is not None and chosen.streams:
            with (
                whole_file(path, overwrite=overwrite, suffix=chosen.suffixes[0]) as aside,
                aside.open("xb") as file,
            ):
                writer.write(rows, file, **options)
        elif path is not None:
            with whole_file(path, overwrite=overwrite, suffix=chosen.suffixes[0]) as aside:
                writer.write(rows, aside, **options)
        else:
            with typed_errors("the output"), stream_of(target) as stream:
                _into(stream, chosen, writer, rows, options)
    except BrokenPipeError:
        complete = False
    finally:
        rows.pieces.close()
    return ExportReport(
        layer, chosen.name, rows.seen, path, rows.commit.revision, rows.commit.digest, complete
    )


def _same_system(one: str, other: str) -> bool:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return bool(CRS.from_user_input(one).equals(CRS.from_user_input(other), ignore_axis_order=True))
    except CRSError:
        return False


def _path(target: Path | str | BinaryIO) -> Path | None:
    """The file to write; None for a stream, also one that has a name, such as ``/dev/stdout`` or a pipe."""
    if target == "-" or not isinstance(target, (str, Path)):
        return None
    path = Path(target)
    return path if path.is_file() or path.is_dir() or not path.exists() else None


def _into(stream: BinaryIO, chosen: Format, writer: Any, rows: Selected, options: dict[str, Any]) -> None:
    """Write to a stream, by way of a temporary file where the format needs one."""
    if chosen.streams:
        writer.write(rows, stream, **options)
        return
    with tempfile.TemporaryDirectory(prefix="registry-export-") as folder:
        aside = Path(folder) / f"export{chosen.suffixes[0]}"
        writer.write(rows, aside, **options)
        with aside.open("rb") as file:
            shutil.copyfileobj(file, stream, 1 << 20)


def _told(pieces: Generator[Any], progress: Progress, total: int | None) -> Generator[Any]:
    done = 0
    with closing(pieces):
        progress(0, total)
        for piece in pieces:
            yield piece
            done += piece.num_rows
            progress(done, total)
