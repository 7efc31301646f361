"""A registry with its layers as data frames."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.definition import Definition
from ..versions import history as lives
from ..versions import restore as restoring
from ..versions.asof import Box
from ..versions.history import Blame, FeatureVersion, LogEntry
from ..versions.ledger import Commit, Ledger, VersionSpec
from ..versions.restore import RestoreReport
from ..versions.tags import Tag, add_tag
from ..versions.verify import VerifyReport
from ..versions.verify import verify as verify_ledger

if TYPE_CHECKING:
    import geopandas
    import pandas

    from ..stats.computing import Checked
    from ..stats.receipt import Receipt
    from ..stats.result import Result
    from .workspaces import Workspace

Area = Any


class Registry:
    """A registry, its layers read and written as data frames.

    Made by :func:`open` or :func:`create`. ``ledger`` is the store below, rows and all.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def __repr__(self) -> str:
        head = self.head
        return f"<Registry {self.ledger.path} at {head.revision} ({head.time[:10]})>"

    @property
    def head(self) -> Commit:
        """The newest commit."""
        return self.ledger.head()

    @property
    def layers(self) -> dict[str, Definition]:
        """Definitions at head, by name."""
        return self.ledger.layers()

    # --- reading --------------------------------------------------------------------------------------

    def read(
        self,
        layer: str,
        version: VersionSpec = None,
        *,
        columns: Iterable[str] | None = None,
        where: str | None = None,
        box: Box | None = None,
        area: Area = None,
    ) -> geopandas.GeoDataFrame:
        """A layer at a version.

        Parameters
        ----------
        version : ``head``, ``12``, ``tag:report``, ``2024-12-31``
        where : SQL condition over the fields, ``"lanes >= 2 and surface = 'asphalt'"``
        box : (min x, min y, max x, max y) in the layer's CRS, by bounding box
        area : a shapely polygon in the layer's CRS; features that intersect it

        Returns
        -------
        GeoDataFrame indexed by ``uid``, in the layer's CRS; a plain DataFrame for a layer without geometry.
        Measures are kilometres.

        Raises
        ------
        UnknownLayer, UnknownVersion, UnknownField, UsageError
        """
        from ..frames import frame

        if area is not None:
            box = tuple(area.bounds)
        found = frame(
            self.ledger, layer, version, where=where, box=box, columns=list(columns) if columns else None
        )
        if area is not None and self.ledger.definition(layer, version).geometry is not None:
            found = found[found.geometry.intersects(area)]
        return found

    def sizes(
        self, layer: str, version: VersionSpec = None, *, where: str | None = None, box: Box | None = None
    ) -> pandas.Series[float]:
        """Geodesic lengths or areas of the features of a layer at a version.

        They come from the registry, where it keeps them; only what it lacks is measured. Parameters as for
        :meth:`read`.

        Returns
        -------
        Series indexed by ``uid``, in the order of :meth:`read`: ``length_m`` of a layer of lines, ``area_m2``
        of one of polygons; NaN where there is nothing to measure.

        Raises
        ------
        UnknownLayer, UnknownVersion, UnknownField, UsageError
        """
        from ..frames.sizes import sizes

        return sizes(self.ledger, layer, version, where, box)

    def diff(
        self, older: VersionSpec, newer: VersionSpec = None, *, layer: str, box: Box | None = None
    ) -> geopandas.GeoDataFrame:
        """What changed in a layer between two versions.

        Returns
        -------
        GeoDataFrame with a row for each changed feature, indexed by ``uid``: ``change`` (insert, update,
        delete), ``columns`` (names of what differs), each field as it is at the newer version, or at the
        older one where it was deleted, and beside each field ``<field>_before``; ``geometry`` and
        ``geometry_before``.

        Raises
        ------
        UnknownLayer, UnknownVersion
        """
        from .difference import difference_frame

        changes = lives.differences(self.ledger, older or "head", newer, layers=[layer], box=box)
        return difference_frame(self.ledger.definition(layer, newer), changes)

    def log(self, **filters: Any) -> list[LogEntry]:
        """Commits, newest first; filters as of :func:`registry.versions.history.log`."""
        return lives.log(self.ledger, **filters)

    def history(self, layer: str, uid: str) -> list[FeatureVersion]:
        """The life of one feature, newest first."""
        return lives.feature_history(self.ledger, layer, uid)

    def blame(self, layer: str, uid: str, version: VersionSpec = None) -> list[Blame]:
        """Who gave each column of a feature its value."""
        return lives.blame(self.ledger, layer, uid, version)

    # --- writing --------------------------------------------------------------------------------------

    def write(
        self,
        layer: str,
        frame: pandas.DataFrame,
        *,
        message: str,
        author: str,
        author_source: str = "given",
        time: str | None = None,
        delete_missing: bool = False,
    ) -> Commit | None:
        """Write a data frame back as a commit.

        Parameters
        ----------
        frame : indexed by ``uid`` or with a column ``uid``; rows without one are new features. A field
            that is no column of the frame keeps its value. Any CRS that GeoPandas can bring to the layer's.
        author_source : where the author's name came from, which the commit records
        time : UTC time of the commit instead of the clock's, to replay a history; never before the last one
        delete_missing : features of the layer that the frame lacks are deleted

        Returns
        -------
        The commit, or None if nothing differs.

        Raises
        ------
        UnknownField (a column that is none), InvalidRows, UsageError (a uid twice)
        """
        from .writing import write_frame

        return write_frame(
            self.ledger, layer, frame, message=message, author=author, author_source=author_source,
            time=time, delete_missing=delete_missing,
        )  # fmt: skip

    def tag(self, name: str, version: VersionSpec = None, *, author: str, message: str = "") -> Tag:
        """Name a version."""
        return add_tag(self.ledger, name, version, author=author, message=message)

    def restore(
        self, layer: str, *, version: str | int, uid: str | None = None, author: str
    ) -> RestoreReport:
        """Make a layer, or one feature, what it was at a version, as a new commit."""
        return restoring.restore(self.ledger, layer, version=version, uid=uid, author=author)

    def revert(self, version: str | int, *, author: str, keep_later: bool = False) -> RestoreReport:
        """Undo one commit by a new one."""
        return restoring.revert(self.ledger, version, author=author, keep_later=keep_later)

    # --- workspaces -----------------------------------------------------------------------------------

    def checkout(
        self,
        path: str | os.PathLike[str],
        *,
        layers: Iterable[str] | None = None,
        version: VersionSpec = None,
        box: Box | None = None,
        area: Area = None,
        language: str = "en",
    ) -> Workspace:
        """Check layers out into a GeoPackage that any GIS edits.

        Parameters
        ----------
        area : a shapely polygon in WGS 84; features that intersect it

        Raises
        ------
        FileExists, UnknownLayer, UnknownVersion
        """
        from .workspaces import Workspace

        return Workspace.checkout(
            self.ledger, path, layers=layers, version=version, box=box, area=area, language=language
        )

    # --- figures ----------------------------------------------------------------------------------------

    def stats(
        self,
        indicator: str,
        version: VersionSpec = None,
        *,
        by: Iterable[str] = (),
        where: str | None = None,
        area: Area = None,
        since: VersionSpec = None,
        **parameters: Any,
    ) -> Result:
        """Compute an indicator at a version.

        Parameters
        ----------
        indicator : its name; ``registry stats --list`` explains each
        by : groupings, in order
        where : SQL condition on the indicator's main layer
        area : a shapely polygon in WGS 84
        since : an older version to compare with: the difference row by row, and the features that made it
        parameters : the indicator's own

        Returns
        -------
        Result
            ``table`` and ``evidence`` are data frames, ``total`` the figures of all groups together,
            ``left_out`` what was not counted and why, ``receipt`` what :meth:`verify_receipt` takes. So
            ``reg.stats("repaired-km", by=["year"]).details["overlaps"]()`` lists what overlaps.

        Raises
        ------
        UsageError, UnknownLayer, UnknownField, UnknownVersion
        """
        from ..stats.computing import compute, compute_change

        asked: dict[str, Any] = {"by": by, "where": where, "area": area, **parameters}
        if since is None:
            return compute(self.ledger, indicator, version, **asked)[0]
        return compute_change(self.ledger, indicator, since, version, **asked)[0]

    def claims(self, version: VersionSpec = None, *, where: str | None = None, **parameters: Any) -> Result:
        """Official statements beside figures: ``reg.claims().table.query("verdict == 'differs'")``."""
        return self.stats("claims", version, where=where, **parameters)

    def verify_receipt(self, receipt: Receipt | str | os.PathLike[str]) -> Checked:
        """Compute a receipt, or that of a file, again.

        Returns
        -------
        Checked
            ``holds``, or ``problem`` says why not.

        Raises
        ------
        NotAReceipt, NoSuchFile
        """
        from ..stats.computing import verify_receipt
        from ..stats.receipt import Receipt, read_receipt

        held = receipt if isinstance(receipt, Receipt) else read_receipt(Path(receipt))
        return verify_receipt(self.ledger, held)

    # --- trust ----------------------------------------------------------------------------------------

    def verify(self, *, head: str | None = None) -> VerifyReport:
        """Recompute every digest; ``head`` is a digest kept elsewhere that must be in the history."""
        return verify_ledger(self.ledger, head=head)
