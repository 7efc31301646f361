"""GeoPackage 1.2 with one layer; version and digest stand in its metadata.

It is a plain file for others, no workspace: edits in it are not noticed. For editing, `registry checkout`.
"""

from __future__ import annotations

from pathlib import Path

from ..model.definition import title_in
from .selected import Selected
from .withgdal import write_with_gdal

CRS = None
OPTIONS = ("language",)


def write(rows: Selected, path: Path, *, language: str | None = None) -> None:
    """Write the layer, its title and description in a language (English by default)."""
    language = language or "en"
    version = f"revision {rows.commit.revision} of {rows.commit.time}, digest {rows.commit.digest}"
    about = title_in(rows.definition.description, language, "")
    options = {
        "IDENTIFIER": title_in(rows.definition.title, language, rows.layer),
        "DESCRIPTION": f"{about} ({version})" if about else version,
        "SPATIAL_INDEX": "YES" if rows.geometry else "NO",
    }
    if rows.geometry:
        options["GEOMETRY_NAME"] = "geom"
    else:
        options["ASPATIAL_VARIANT"] = "GPKG_ATTRIBUTES"
        del options["SPATIAL_INDEX"]
    write_with_gdal(
        rows,
        path,
        "GPKG",
        dataset_options={"VERSION": "1.2"},
        layer_options=options,
        layer_metadata={"registry": rows.provenance_text()},
    )
