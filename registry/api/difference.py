"""Differences as data frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..model.definition import Definition
from ..model.geometry import wkb
from ..versions.changes import FeatureChange

if TYPE_CHECKING:
    import geopandas


def difference_frame(definition: Definition, changes: Iterable[FeatureChange]) -> geopandas.GeoDataFrame:
    """One row a changed feature.

    Returns
    -------
    GeoDataFrame indexed by ``uid`` with ``change`` (insert, update, delete), ``columns`` (tuple of names that
    differ), each field (newer value, the older one where the feature was deleted), each field again as
    ``<field>_before``, ``geometry`` and ``geometry_before``; a DataFrame for a layer without geometry.
    """
    import geopandas
    import pandas

    found = list(changes)
    columns: dict[str, Any] = {
        "change": [one.kind for one in found],
        "columns": [one.columns for one in found],
    }
    for name in definition.names:
        columns[name] = [one.value("before" if one.after is None else "after", name) for one in found]
        columns[f"{name}_before"] = [one.value("before", name) for one in found]
    index = pandas.Index([one.uid for one in found], name="uid")
    frame = pandas.DataFrame(columns, index=index)
    if definition.geometry is None:
        return frame
    crs = definition.geometry.crs
    older = _geometries([one.value("before", "geom") for one in found], crs, index)
    newer = _geometries(
        [one.value("before" if one.after is None else "after", "geom") for one in found], crs, index
    )
    drawn = geopandas.GeoDataFrame(frame, geometry=newer)
    drawn["geometry_before"] = older
    return drawn


def _geometries(blobs: list[bytes | None], crs: str, index: Any) -> geopandas.GeoSeries:
    import geopandas
    import shapely

    shapes = shapely.from_wkb([None if blob is None else wkb(blob) for blob in blobs])
    return geopandas.GeoSeries(shapes, crs=crs, index=index)
