"""A workspace for Python programs: status, differences as frames, commit, update."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..model.geometry import wkb
from ..roads.measuring import measured
from ..versions.asof import Box
from ..versions.ledger import Ledger, VersionSpec
from ..versions.workspace import Workspace as Core
from ..versions.workspace import checkout
from ..versions.workspace.commit import CommitReport, commit
from ..versions.workspace.conflicts import Conflict, open_conflicts, resolve_conflicts
from ..versions.workspace.discard import discard
from ..versions.workspace.status import Status, local_changes, status
from ..versions.workspace.update import UpdateReport, update

if TYPE_CHECKING:
    import geopandas


class Workspace:
    """A GeoPackage checked out from a registry.

    The file is an ordinary GeoPackage: edit it with QGIS, GeoPandas or anything else, then commit.

    >>> work = registry.open("atyrau.gpkg").checkout("work.gpkg", layers=["roads"])   # doctest: +SKIP
    >>> work.commit(message="Realign A-27", author="Aliya")                            # doctest: +SKIP
    """

    def __init__(self, core: Core, ledger: Ledger | None = None) -> None:
        self.core = core
        self._ledger = ledger

    def __repr__(self) -> str:
        return f"<Workspace {self.core.path} at {self.core.facts().revision}>"

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, wait: float = 5.0) -> Workspace:
        """Open a workspace.

        Raises
        ------
        NoSuchFile, NotAWorkspace, NewerFormat
        """
        return cls(Core.open(path, wait=wait))

    @classmethod
    def checkout(
        cls,
        ledger: Ledger,
        path: str | os.PathLike[str],
        *,
        layers: Iterable[str] | None = None,
        version: VersionSpec = None,
        box: Box | None = None,
        area: Any = None,
        language: str = "en",
    ) -> Workspace:
        """See :meth:`registry.api.Registry.checkout`."""
        names = list(layers) if layers is not None else list(ledger.layers(version))
        uids: Mapping[str, list[str]] | None = None
        outline = None
        if area is not None:
            import shapely

            box = tuple(area.bounds)
            outline = shapely.to_geojson(area)
            uids = features_inside(ledger, names, version, area)
        core = checkout(
            ledger, path, layers=names, version=version, box=box, uids=uids, area=outline, language=language
        )
        return cls(core, ledger)

    @property
    def ledger(self) -> Ledger:
        """The registry this workspace came from."""
        if self._ledger is None:
            self._ledger = Ledger.open(self.core.registry, wait=self.core.wait, measuring=measured)
        return self._ledger

    def status(self) -> Status:
        """Counts of edits by layer, open conflicts, newer commits."""
        return status(self.core, self.ledger)

    def diff(self, layer: str) -> geopandas.GeoDataFrame:
        """What was edited in a layer; columns as of :meth:`registry.api.Registry.diff`."""
        from .difference import difference_frame

        definition = self.core.facts().layer(layer).definition
        return difference_frame(definition, local_changes(self.core, [layer]))

    def commit(
        self, *, message: str, author: str, author_source: str = "given", time: str | None = None
    ) -> CommitReport:
        """Commit what was edited; newer commits of others are merged first.

        Parameters
        ----------
        author_source : where the author's name came from, which the commit records
        time : UTC time of the commit instead of the clock's, to replay a history; never before the last one

        Raises
        ------
        ConflictsOpen, InvalidRows, OtherRegistry, LayoutChanged
        """
        return commit(
            self.core, self.ledger, message=message, author=author, author_source=author_source, time=time,
            inside=self._inside(),
        )  # fmt: skip

    def update(self, version: VersionSpec = None) -> UpdateReport:
        """Bring the workspace to a newer version, merging what was edited here."""
        return update(self.core, self.ledger, version, inside=self._inside())

    def discard(self, *, layers: Iterable[str] | None = None, uids: Iterable[str] | None = None) -> int:
        """Put features back as they were checked out; returns how many."""
        return discard(self.core, self.ledger, layers=layers, uids=uids)

    def conflicts(self) -> list[Conflict]:
        """Open conflicts with base, ours and theirs."""
        return open_conflicts(self.core)

    def resolve(self, choice: str, **which: Any) -> list[Conflict]:
        """Decide conflicts: ``ours``, ``theirs`` or ``value``; see
        :func:`registry.versions.workspace.conflicts.resolve_conflicts`."""
        return resolve_conflicts(self.core, choice, **which)

    def _inside(self) -> Any:
        outline = self.core.facts().area
        return None if outline is None else polygon_test(outline)


def features_inside(
    ledger: Ledger, layers: Iterable[str], version: VersionSpec, area: Any
) -> dict[str, list[str]]:
    """For each layer with geometry, the uids of the features that intersect a polygon in the layer's CRS."""
    import shapely

    shapely.prepare(area)
    found = {}
    for name in layers:
        if ledger.definition(name, version).geometry is None:
            continue
        rows = [(row[0], wkb(row[1])) for row in ledger.rows(name, version, box=tuple(area.bounds)) if row[1]]
        meets = area.intersects(shapely.from_wkb([blob for _, blob in rows])) if rows else []
        found[name] = [uid for (uid, _), one in zip(rows, meets, strict=True) if one]
    return found


def polygon_test(outline: str) -> Any:
    """Whether a geometry blob intersects a polygon given as GeoJSON text."""
    import shapely

    area = shapely.from_geojson(json.dumps(json.loads(outline)))
    shapely.prepare(area)
    return lambda blob: bool(area.intersects(shapely.from_wkb(wkb(blob))))
