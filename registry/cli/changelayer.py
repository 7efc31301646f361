"""Changes as a GeoJSON layer: a row for each side of each changed feature."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .changes import open_value
from .shown import label_of

if TYPE_CHECKING:
    from ..versions.changes import FeatureChange
    from .comparing import Comparison


def write_changes(found: Comparison, path: str) -> int:
    """Write the file, whole or not at all; returns how many rows it holds.

    Each row has ``layer``, ``uid``, ``label``, ``change``, ``side`` (old or new), ``columns`` (what
    differs) and ``values`` (those columns as JSON text); its geometry is in WGS 84, as GeoJSON demands.

    Raises
    ------
    FileExists, FileReadOnly, DiskFull, NoSuchFolder, WouldOverwriteRegistry
    """
    from ..publish.targets import whole_file

    written = 0
    with (
        whole_file(Path(path), overwrite=True, suffix=".geojson") as aside,
        aside.open("w", encoding="utf-8") as file,
    ):
        file.write('{"type": "FeatureCollection", "features": [')
        for change in found:
            for row in _rows(change):
                file.write((",\n" if written else "\n") + json.dumps(row, ensure_ascii=False))
                written += 1
        file.write("\n]}\n")
    return written


def _rows(change: FeatureChange) -> Iterator[dict[str, Any]]:
    sides = [("old", "before", change.before), ("new", "after", change.after)]
    same_shape = change.kind == "update" and "geom" not in change.columns
    for side, key, row in sides:
        if row is None or (same_shape and side == "old"):
            continue
        columns = [name for name in change.columns if name != "geom"]
        values = {name: open_value(change, key, name) for name in columns}
        yield {
            "type": "Feature",
            "properties": {
                "layer": change.layer,
                "uid": change.uid,
                "label": label_of(change.definition, row),
                "change": change.kind,
                "side": side,
                "columns": ", ".join(change.columns),
                "values": json.dumps(values, ensure_ascii=False, default=str),
            },
            "geometry": _geometry(change, row[0]),
        }


def _geometry(change: FeatureChange, blob: Any) -> Any:
    from ..model.geometry import to_geojson

    spec = change.definition.geometry
    if spec is None or not isinstance(blob, bytes):
        return None
    if spec.crs == "EPSG:4326":
        return to_geojson(blob)
    import pyarrow

    from ..model.geometry import wkb
    from ..publish.reproject import Reprojection

    way = Reprojection.between(change.layer, spec, "EPSG:4326")
    if way is None:
        return to_geojson(blob)
    moved = way.applied(pyarrow.array([wkb(blob)], pyarrow.binary()), pyarrow.array([change.uid]))
    return to_geojson(moved[0].as_py())
