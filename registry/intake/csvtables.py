"""CSV and its kin: encoding and delimiter are found out, rows are streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from ..model.definition import Definition
from .encodings import guessed, is_utf8, known
from .errors import DamagedSource, UnknownEncoding
from .sources import Choices, Source
from .tables import LOOK, Row, table_source

_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 28
_DELIMITERS = (";", ",", "\t", "|")


def open_csv(path: Path, definition: Definition, said: Choices) -> Source:
    """Open a table of delimited text.

    Raises
    ------
    UnknownEncoding, UnreadableSource, DamagedSource
    """
    notes: list[str] = []
    encoding = encoding_of(path, said.encoding, notes)
    csv.field_size_limit(_LONGEST_CELL)
    source = Source(
        path=path, layer=None, columns=[], has_geometry=False, encoding=encoding, word="line", notes=notes
    )
    rows = _rows(path, encoding, delimiter_of(path, encoding))
    return table_source(source, rows, definition, said)


def encoding_of(path: Path, said: str | None, notes: list[str]) -> str:
    """The encoding named, else of the byte order mark, else UTF-8 if all of the file is that, else what it
    looks like.

    Raises
    ------
    UnknownEncoding
    """
    with path.open("rb") as file:
        head = file.read(4)
    if said:
        name = known(said)
        if name is None:
            raise UnknownEncoding(path=path, problem=f"there is no encoding {said!r}")
        return "utf-8-sig" if name == "utf-8" else name
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if is_utf8(_chunks(path)):
        return "utf-8-sig"
    sample = b"".join(chunk for chunk in _chunks(path) if max(chunk) >= 0x80)[: 4 * _CHUNK]
    name, certain = guessed(sample)
    if head[:3] == b"\xef\xbb\xbf" or (certain and name == "utf-8"):
        # The mark, or the beginning, says UTF-8 and something later is not: to decode it otherwise would
        # garble all.
        raise UnknownEncoding(path=path, problem="most of it is UTF-8 and some of it is not")
    if name is None:
        raise UnknownEncoding(path=path, problem="its texts are not UTF-8 and do not tell what they are")
    notes.append(f"the texts look like {name.upper()} and were read so; if not, say --encoding")
    return name


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def delimiter_of(path: Path, encoding: str) -> str:
    """The delimiter that parts the first lines into the most even number of cells."""
    best = (0.0, 0, ",")
    for delimiter in _DELIMITERS:
        try:
            rows = [
                cells for _, (_, cells) in zip(range(LOOK), _rows(path, encoding, delimiter), strict=False)
            ]
        except DamagedSource:
            continue
        widths = [len(cells) for cells in rows if any(cells)]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        if usual > 1:
            best = max(best, (widths.count(usual) / len(widths), usual, delimiter))
    return best[2]


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    line = 0
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for cells in reader:
                yield line + 1, list(cells)
                line = reader.line_num
        except csv.Error as error:
            raise DamagedSource(path=path, problem=f"line {reader.line_num}: {error}") from error
        except UnicodeError as error:
            raise UnknownEncoding(
                path=path, problem=f"line {line + 1} is not text in {encoding.upper()}"
            ) from error
