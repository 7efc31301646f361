"""Whether a file is all there, for the forms of which GDAL quietly reads what there is."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path

from . import shapefiles
from .errors import DamagedSource

SQLITE = (".gpkg", ".sqlite", ".db")


def check_whole(path: Path, suffix: str) -> None:
    """Refuse a file that is shorter than it says, where GDAL would say nothing.

    Raises
    ------
    DamagedSource
    """
    if suffix == ".shp":
        shapefiles.check_whole(path)
    elif suffix in SQLITE:
        _whole_sqlite(path)
    elif suffix in (".geojsonl", ".geojsons", ".ndjson", ".jsonl"):
        _whole_lines(path)
    elif suffix == ".dxf" and b"EOF" not in _tail(path, 64):
        raise DamagedSource(path=path, problem="its end mark is missing")
    elif suffix == ".mif":
        _whole_mif(path)


def _tail(path: Path, many: int) -> bytes:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - many))
        return file.read()


def _whole_sqlite(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(100)
    if head[:16] != b"SQLite format 3\0" or len(head) < 100:
        return  # not ours to judge
    (size,) = struct.unpack_from(">H", head, 16)
    (pages,) = struct.unpack_from(">I", head, 28)
    wanted = (65536 if size == 1 else size) * pages
    if path.stat().st_size < wanted and not path.with_name(path.name + "-wal").exists():
        raise DamagedSource(path=path, problem=f"it has {path.stat().st_size:,} bytes of {wanted:,}")


def _whole_lines(path: Path) -> None:
    size = 1 << 16
    lines: list[bytes] = []
    while len(lines) < 2 and size <= max(1 << 26, 1 << 17):
        lines = _tail(path, size).strip(b"\x1e\r\n \t").splitlines()
        if size >= path.stat().st_size:
            break
        size *= 4
    try:
        json.loads(lines[-1].lstrip(b"\x1e") if lines else b"{}")
    except ValueError:
        raise DamagedSource(path=path, problem="its last line is cut short") from None


def _whole_mif(path: Path) -> None:
    mid = shapefiles.sibling(path, ".mid")
    if mid is None:
        return
    kinds = (
        b"none",
        b"point",
        b"line",
        b"pline",
        b"region",
        b"arc",
        b"text",
        b"rect",
        b"roundrect",
        b"ellipse",
        b"multipoint",
        b"collection",
    )
    drawn = 0
    with path.open("rb") as file:
        for line in file:
            if line.strip().lower() == b"data":
                break
        inside = 0
        for line in file:
            words = line.split()
            if not words or words[0].lower() not in kinds:
                continue
            if inside:
                inside -= 1
                continue
            drawn += 1
            inside = (
                int(words[1])
                if words[0].lower() == b"collection" and len(words) > 1 and words[1].isdigit()
                else 0
            )
    with mid.open("rb") as file:
        rows = sum(1 for line in file if line.strip())
    if rows > drawn:
        raise DamagedSource(
            path=path, problem=f"it holds {drawn} of the {rows} features that {mid.name} describes"
        )
