"""Where the rows of a commit came from, kept in its message, so that the same file is not taken twice."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from .report import ImportReport

if TYPE_CHECKING:
    from ..versions.ledger import Ledger


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file and its siblings of the same name (a shapefile's parts); None of a folder."""
    if not path.is_file():
        return None
    total = hashlib.sha256()
    parts = (
        sorted(path.parent.glob(f"{_escaped(path.stem)}.*"))
        if path.suffix.lower() in (".shp", ".tab", ".mif")
        else [path]
    )
    for part in parts:
        with part.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _escaped(stem: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)


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
            " WHERE instr(c.message, 'Source-SHA256: ' || ?2) > 0",
            (layer, digest),
        ).fetchone()
    return None if row[0] is None else (int(row[0]), row[0] == row[1])
