"""Geometry blobs of a layer, all that the rest of the library needs: read, check, put on the grid, convert.

A geometry outside this package is a GeoPackage blob in the canonical form of :mod:`.grid`. The modules behind
are :mod:`.wkb` (well-known binary of any dialect), :mod:`.arcs` (curves as segments), :mod:`.blob` (the
GeoPackage header), :mod:`.grid` and :mod:`.geojson`.
"""

from .blob import describe, envelope, is_gpkg, make_blob, register_functions, vertices, wkb
from .geojson import from_geojson, to_geojson
from .grid import canonical, canoniser

__all__ = [
    "canonical",
    "canoniser",
    "describe",
    "envelope",
    "from_geojson",
    "is_gpkg",
    "make_blob",
    "register_functions",
    "to_geojson",
    "vertices",
    "wkb",
]
