"""What an import did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .headings import ColumnMatch
from .rejects import Reject
from .transform import Operation

if TYPE_CHECKING:
    from ..versions.ledger import Commit


@dataclass
class ImportReport:
    """The account of one import.

    ``rows`` are those read; each of them is inserted, updated, unchanged or rejected. ``unmapped`` are
    columns of the source that feed nothing, ``places`` those of a table that hold its geometry, ``missing``
    fields of the layer that nothing feeds. ``rejects`` are the first rejected rows, the file at
    ``reject_path`` has all. ``commit`` is None of a dry run, and where there was nothing to import.
    """

    source: str
    layer: str
    rows: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    mended: int = 0
    mapping: list[ColumnMatch] = field(default_factory=list)
    places: tuple[str, ...] = ()
    unmapped: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    key: tuple[str, ...] = ()
    encoding: str | None = None
    crs: str | None = None
    transformation: Operation | None = None
    notes: list[str] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    reject_path: Path | None = None
    dry_run: bool = False
    commit: Commit | None = None

    @property
    def nothing(self) -> bool:
        """Whether the layer already is as the source says."""
        return not (self.inserted or self.updated)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {
            "source": self.source,
            "layer": self.layer,
            "rows": self.rows,
            "inserted": self.inserted,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "mended": self.mended,
            "mapping": [match.as_json() for match in self.mapping],
            "places": list(self.places),
            "unmapped": self.unmapped,
            "missing": self.missing,
            "key": list(self.key),
            "encoding": self.encoding,
            "crs": self.crs,
            "transformation": self.transformation.as_json() if self.transformation else None,
            "notes": self.notes,
            "rejects": [reject.as_json() for reject in self.rejects],
            "reject_path": str(self.reject_path) if self.reject_path else None,
            "dry_run": self.dry_run,
            "revision": self.commit.revision if self.commit else None,
            "digest": self.commit.digest if self.commit else None,
        }
