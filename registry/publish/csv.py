"""CSV as RFC 4180 has it, UTF-8: points as two columns of coordinates, other geometry as WKT.

A missing value is an empty field, an empty text is ``""``. CSV has no place for the version.
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
    if geometry is not None and geometry.type == "Point":
        from pyproj import CRS as System

        headings += ["lon", "lat"] if System.from_user_input(geometry.crs).is_geographic else ["x", "y"]
        headings += ["z"] if geometry.has_z else []
    elif geometry is not None:
        headings.append("wkt")
    headings = _unlike(headings)

    def text(piece: pyarrow.RecordBatch) -> memoryview:
        columns = [piece.column("uid")]
        columns += [_column(piece.column(one.name), one, chainage) for one in rows.fields]
        if geometry is not None:
            shapes = shapely.from_wkb(piece.column(GEOMETRY).to_numpy(zero_copy_only=False))
            columns += _coordinates(shapes, geometry.has_z) if geometry.type == "Point" else [_wkt(shapes)]
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
