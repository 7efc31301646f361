"""Shapefiles: their encoding, whether all of them is there, and those inside a ZIP.

The encoding is what the user says, else the ``.cpg`` file, else the language number of the DBF, else what the
texts themselves tell, with a note. GDAL is always made to hand the bytes over as Latin-1, which loses
nothing; Python decodes them, so that KZ-1048 and CP866 work whatever GDAL was built with.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .encodings import guessed, known
from .errors import DamagedSource, UnknownEncoding

#: Language numbers of DBF files. 0x57 ("ANSI") says nothing: programs write it whatever the text is in.
_LANGUAGES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x08: "cp865", 0x13: "cp932", 0x26: "cp866", 0x4D: "gbk",
    0x58: "cp1252", 0x59: "cp1252", 0x64: "cp852", 0x65: "cp866", 0x6B: "cp857", 0x7D: "cp1255",
    0x7E: "cp1256", 0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253",
}  # fmt: skip
_SAMPLE = 1 << 20

#: The note on an encoding that was guessed.
GUESSED = "no {what} tells the encoding: the texts look like {encoding} and were read so; else say --encoding"


@dataclass(frozen=True)
class Encoding:
    """An encoding and how it is known; ``note`` is for the report where it was guessed."""

    name: str
    note: str | None = None


def sibling(path: Path, suffix: str) -> Path | None:
    """The file beside a shapefile with another suffix, in either case."""
    for one in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
        if one.exists():
            return one
    return None


def encoding_of(path: Path, said: str | None) -> Encoding:
    """The encoding of a shapefile's texts.

    Raises
    ------
    UnknownEncoding
        If the texts are not ASCII and nothing tells.
    """
    if said:
        name = known(said)
        if name is None:
            raise UnknownEncoding(path=path, problem=f"there is no encoding {said!r}")
        return Encoding(name)
    cpg = sibling(path, ".cpg")
    if cpg and (name := known(cpg.read_text("ascii", "replace"))):
        return Encoding(name)
    dbf = sibling(path, ".dbf")
    if dbf is None:
        return Encoding("utf-8")
    with dbf.open("rb") as file:
        head = file.read(32)
        language = head[29] if len(head) == 32 else 0
        if language in _LANGUAGES:
            return Encoding(_LANGUAGES[language])
        sample = file.read(_SAMPLE)
        name, certain = guessed(sample)
        while name == "utf-8" and max(sample, default=0) < 0x80 and (sample := file.read(_SAMPLE)):
            name, certain = guessed(sample)
    if name is None:
        raise UnknownEncoding(path=path, problem="neither a .cpg file nor the texts tell their encoding")
    if certain:
        return Encoding(name)
    return Encoding(name, GUESSED.format(what=".cpg file", encoding=name.upper()))


def check_whole(path: Path) -> None:
    """Refuse a shapefile whose parts are shorter than their headers say: GDAL would read what is there.

    Raises
    ------
    DamagedSource
    """
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100:
        raise DamagedSource(path=path, problem="it is shorter than its header")
    (words,) = struct.unpack_from(">i", head, 24)
    _long_enough(path, 2 * words)
    dbf = sibling(path, ".dbf")
    if dbf is None:
        return
    with dbf.open("rb") as file:
        head = file.read(32)
    if len(head) < 32:
        raise DamagedSource(path=dbf, problem="it is shorter than its header")
    records, start, size = struct.unpack_from("<IHH", head, 4)
    _long_enough(dbf, start + records * size)


def _long_enough(path: Path, wanted: int) -> None:
    size = path.stat().st_size
    if size < wanted:
        raise DamagedSource(path=path, problem=f"it has {size:,} bytes of {wanted:,}")


def redecoded(texts: list[str | None], encoding: str) -> list[str | bytes | None]:
    """Texts that came as Latin-1, in their true encoding; bytes where one is not text in it."""
    known_texts: dict[str, str | bytes] = {}
    out: list[str | bytes | None] = []
    for text in texts:
        if text is None:
            out.append(None)
            continue
        if text not in known_texts:
            raw = text.encode("latin-1")
            try:
                known_texts[text] = raw.decode(encoding)
            except UnicodeDecodeError as error:
                # A field of fixed width may cut the last letter of UTF-8 in two.
                whole = error.start >= len(raw) - 3 and error.end == len(raw) and encoding == "utf-8"
                known_texts[text] = raw[: error.start].decode(encoding) if whole and error.start else raw
        out.append(known_texts[text])
    return out


def renamed(columns: list[str], encoding: str) -> Iterator[str]:
    """Names of fields that came as Latin-1, in their true encoding."""
    for name in columns:
        yield name.encode("latin-1", "replace").decode(encoding, "replace").rstrip("\ufffd")
