"""Where the rows of a commit came from, kept in its message, so that the same file is not taken twice."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from .report import ImportReport
from .shapefiles import sibling

if TYPE_CHECKING:
    from ..versions.ledger import Ledger


#: The parts of sources that are several files.
_PARTS = {
    ".shp": (".shp", ".shx", ".dbf", ".prj", ".cpg"),
    ".tab": (".tab", ".dat", ".map", ".id"),
    ".mif": (".mif", ".mid"),
}


def digest_of(path: Path, layer: str | None) -> str | None:
    """SHA-256 of the file, of each of its parts if it has several, and the layer in it; None of a folder."""
    if not path.is_file():
        return None
    wanted = _PARTS.get(path.suffix.lower(), ())
    parts = [one for suffix in wanted if (one := sibling(path, suffix))] or [path]
    digests = []
    for part in parts:
        with part.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    inner = [] if layer in (None, path.stem) else [str(layer)]
    return " ".join([*digests, *inner])


def with_trailers(message: str, report: ImportReport, digest: str | None) -> str:
    """The message, and below it where the rows came from: commits are asked for that later."""
    lines = [f"Source: {report.source}"]
    if digest:
        lines.append(f"Source-SHA256: {digest}")
    if report.transformation:
        lines.append(f"Transformation: {report.transformation}")
    return message.rstrip() + "\n\n" + "\n".join(lines)


def earlier_import(ledger: Ledger, layer: str, digest: str) -> tuple[int, bool] | None:
    """The last commit that brought this file into the layer, and whether it was the layer's last change."""
    with ledger.reading() as handle:
        row = handle.execute(
            "SELECT max(c.revision), (SELECT max(revision) FROM registry_changes WHERE layer = ?1)"
            " FROM registry_commits c JOIN registry_changes x ON x.revision = c.revision AND x.layer = ?1"
            " WHERE instr(c.message || char(10), 'Source-SHA256: ' || ?2 || char(10)) > 0",
            (layer, digest),
        ).fetchone()
    return None if row[0] is None else (int(row[0]), row[0] == row[1])
