"""The formats an export can have, and how a file name tells which."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from .errors import UnknownFormat


@dataclass(frozen=True)
class Format:
    """One format. One that ``streams`` writes to anything with ``write(bytes)``, the others need a file.

    ``suffixes`` are lower-case, the usual one first.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    streams: bool
    module: str

    def load(self) -> ModuleType:
        """The module that writes it: imported only when it is used, since it brings in heavy libraries."""
        return import_module(f".{self.module}", __package__)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("geojson", "GeoJSON (RFC 7946)", (".geojson", ".json"), True, "geojson"),
        Format("geojsonseq", "GeoJSON text sequence (RFC 8142)", (".geojsons",), True, "geojsonseq"),
        Format(
            "geojsonl",
            "GeoJSON, one feature a line",
            (".geojsonl", ".ndjson", ".ndgeojson"),
            True,
            "geojsonl",
        ),
        Format("geopackage", "GeoPackage 1.2", (".gpkg",), False, "geopackage"),
        Format("flatgeobuf", "FlatGeobuf", (".fgb",), False, "flatgeobuf"),
        Format("geoparquet", "GeoParquet 1.1", (".parquet", ".geoparquet"), True, "geoparquet"),
        Format("csv", "CSV with WKT, or coordinates of points", (".csv",), True, "csv"),
    )
}

#: What GDAL and people call them.
_ALIASES = {
    "json": "geojson",
    "gpkg": "geopackage",
    "fgb": "flatgeobuf",
    "parquet": "geoparquet",
    "ndjson": "geojsonl",
    "geojsons": "geojsonseq",
}


def format_of(target: object, name: str | None = None) -> Format:
    """The format of that name, else the one the target's suffix tells.

    >>> format_of("out/roads.geojson").name, format_of("-", "GPKG").name
    ('geojson', 'geopackage')

    Raises
    ------
    UnknownFormat
    """
    known = ", ".join(FORMATS)
    if name is not None:
        lowered = name.lower().lstrip(".")
        try:
            return FORMATS[_ALIASES.get(lowered, lowered)]
        except KeyError:
            raise UnknownFormat(problem=f"there is no export format '{name}'", known=known) from None
    if target == "-" or not isinstance(target, (str, PurePath)):
        raise UnknownFormat(problem="a stream has no name that tells the format", known=known)
    suffix = PurePath(target).suffix.lower()
    for one in FORMATS.values():
        if suffix in one.suffixes:
            return one
    raise UnknownFormat(problem=f"the name {PurePath(target).name} tells no export format", known=known)
