"""CSV as RFC 4180 has it, UTF-8: points as two columns of coordinates, other geometry as WKT.

A missing value is an empty field, an empty text is ``""``. CSV has no place for the version, nor for the
reference system: the headings name it where it is not the layer's, so that an import knows.
"""

from __future__ import annotations

from typing import Any, BinaryIO

import pyarrow
import pyarrow.compute as compute
import pyarrow.csv
import shapely

from ..frames import GEOMETRY
from ..model import chainage as measures
from ..model.definition import Field, title_in
from . import jsontext
from .inorder import in_order
from .selected import Selected

CRS = None
OPTIONS = ("language", "bom", "chainage")


def write(
    rows: Selected, file: BinaryIO, *, language: str | None = None, bom: bool = False, chainage: bool = False
) -> None:
    """Write a heading and the rows.

    Parameters
    ----------
    language : headings are titles in that language, else field names
    bom : begin with a byte order mark
    chainage : measures as ``513+850`` instead of kilometres
    """
    headings = ["uid", *(_heading(one, language) for one in rows.fields)]
    geometry = rows.geometry
    points = _axes(rows, headings)
    if geometry is not None:
        headings += points or [_wkt_heading(rows, headings)]
    headings = _unlike(headings)

    def text(piece: pyarrow.RecordBatch) -> memoryview:
        columns = [piece.column("uid")]
        columns += [_column(piece.column(one.name), one, chainage) for one in rows.fields]
        if geometry is not None:
            shapes = shapely.from_wkb(piece.column(GEOMETRY).to_numpy(zero_copy_only=False))
            columns += _coordinates(shapes, geometry.has_z) if points else [_wkt(shapes)]
        sink = pyarrow.BufferOutputStream()
        options = pyarrow.csv.WriteOptions(include_header=False)
        pyarrow.csv.write_csv(pyarrow.RecordBatch.from_arrays(columns, names=headings), sink, options)
        return memoryview(sink.getvalue())

    file.write(b"\xef\xbb\xbf" if bom else b"")
    file.write((",".join(f'"{name}"'.replace('"', '""')[1:-1] for name in headings) + "\n").encode())
    for some in in_order(text, rows):
        file.write(some)


def _heading(one: Field, language: str | None) -> str:
    return title_in(one.title, language, one.name) if language else one.name


def _axes(rows: Selected, taken: list[str]) -> list[str]:
    """Headings of the coordinates of points; none for other geometry, or if a field has such a heading."""
    geometry = rows.geometry
    if geometry is None or geometry.type != "Point" or geometry.has_m:
        return []
    names = ["lon", "lat"] if geometry.crs == "EPSG:4326" else ["x", "y"]
    if geometry.crs not in ("EPSG:4326", _own_system(rows)):
        names = [f"{name} ({geometry.crs})" for name in names]
    names += ["z"] if geometry.has_z else []
    return [] if {name.lower() for name in taken} & set(names) else names


def _wkt_heading(rows: Selected, taken: list[str]) -> str:
    """``wkt``, by which GDAL and QGIS know it, or ``WKT (EPSG:32639)`` where an import would not know."""
    assert rows.geometry is not None  # nosec B101
    plain = rows.geometry.crs == _own_system(rows) and "wkt" not in {name.lower() for name in taken}
    return "wkt" if plain else f"WKT ({rows.geometry.crs})"


def _own_system(rows: Selected) -> str | None:
    return rows.definition.geometry.crs if rows.definition.geometry else None


def _unlike(names: list[str]) -> list[str]:
    """Two fields may have one title, or a field may be called ``lon``: the later gets a number."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out


def _column(values: pyarrow.Array, one: Field, chainage: bool) -> pyarrow.Array:
    if one.type == "datetime":
        return jsontext.moments(values)
    if one.type == "measure" and chainage:
        written = [None if km is None else measures.written(round(km * 1000)) for km in values.to_pylist()]
        return pyarrow.array(written, pyarrow.string())
    return values


def _coordinates(shapes: Any, has_z: bool) -> list[pyarrow.Array]:
    here = pyarrow.array(~shapely.is_missing(shapes))
    axes = [shapely.get_x(shapes), shapely.get_y(shapes), *([shapely.get_z(shapes)] if has_z else [])]
    return [compute.if_else(here, pyarrow.array(axis), None) for axis in axes]


def _wkt(shapes: Any) -> pyarrow.Array:
    return pyarrow.array(shapely.to_wkt(shapes, rounding_precision=-1, output_dimension=4), pyarrow.string())
