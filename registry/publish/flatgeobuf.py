"""FlatGeobuf with a spatial index; version and digest stand in its header's description.

The index holds a box for every feature in memory while it is made, some 100 bytes each: the one part of an
export that grows with the number of rows. It cannot hold missing geometry, so a layer that allows missing
geometry gets no index.
"""

from __future__ import annotations

from pathlib import Path

from ..model.definition import title_in
from .errors import FormatCannotHold
from .selected import Selected
from .withgdal import write_with_gdal

CRS = None
OPTIONS = ("language",)


def write(rows: Selected, path: Path, *, language: str | None = None) -> None:
    """Write the layer.

    Raises
    ------
    FormatCannotHold
        The layer has no geometry.
    """
    if rows.geometry is None:
        problem = "it has no geometry"
        raise FormatCannotHold(
            format="FlatGeobuf", layer=rows.layer, problem=problem, instead="geopackage or csv"
        )
    options = {
        "SPATIAL_INDEX": "YES" if rows.geometry.required else "NO",
        "TITLE": title_in(rows.definition.title, language or "en", rows.layer),
        "DESCRIPTION": rows.provenance_text(),
    }
    write_with_gdal(rows, path, "FlatGeobuf", layer_options=options)
