"""Geometry out of the columns of a table: a pair of coordinates, or well-known text.

``lon``/``lat`` and their Russian and Kazakh names are degrees on WGS 84 unless said otherwise; ``x``/``y``
need to be told their reference system, or tell it themselves: ``x (EPSG:32639)``, ``WKT (EPSG:32639)``. A
column ``z`` beside a pair is the height. Degrees may be written ``47°06'17" с.ш.``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .cells import is_null, number, plain
from .folding import folded

_PAIRS: tuple[tuple[frozenset[str], frozenset[str], str | None], ...] = (
    (
        frozenset(
            {"lon", "lng", "long", "longitude", "долгота", "бойлық", "в д", "вд", "долгота в д", "долгота e"}
        ),
        frozenset({"lat", "latitude", "широта", "ендік", "с ш", "сш", "широта с ш", "широта n"}),
        "EPSG:4326",
    ),
    (
        frozenset(
            {"x", "point x", "coord x", "x coord", "easting", "east", "координата x", "координата х", "х"}
        ),
        frozenset(
            {"y", "point y", "coord y", "y coord", "northing", "north", "координата y", "координата у", "у"}
        ),
        None,
    ),
)
_WKT = frozenset({"wkt", "geometry", "geom", "the geom", "wkt geom", "wkt geometry"})
_WKT_CRS = re.compile(r"^wkt\s*\((.+)\)$", re.IGNORECASE)
_PAIR_CRS = re.compile(r"^(.+?)\s*\((EPSG:\d+)\)$", re.IGNORECASE)
_DEGREES = re.compile(
    r"^([+-]?\d+(?:[.,]\d+)?)\s*[°º]\s*(?:(\d+(?:[.,]\d+)?)\s*['′’]\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:[\"″”]|'')\s*)?"
    r"(n|s|e|w|с\.?\s*ш\.?|ю\.?\s*ш\.?|в\.?\s*д\.?|з\.?\s*д\.?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Columns:
    """Which columns hold the geometry: one of text, or x, y and perhaps z; ``crs`` if the heading tells."""

    places: tuple[int, ...]
    crs: str | None


def found_in(names: Sequence[str], has_z: bool = False) -> Columns | None:
    """The columns of a table that hold a geometry; heights only where the layer has them.

    >>> found_in(["№", "Долгота", "Широта"])
    Columns(places=(1, 2), crs='EPSG:4326')
    """
    forms = [folded(name.replace("_", " ")) for name in names]
    for place, name in enumerate(names):
        if told := _WKT_CRS.match(name.strip()):
            return Columns((place,), told[1])
        if forms[place] in _WKT:
            return Columns((place,), None)
    told_of = [_PAIR_CRS.match(name.strip()) for name in names]
    forms = [folded(told[1]) if told else form for told, form in zip(told_of, forms, strict=True)]
    heights = [place for place, form in enumerate(forms) if form == "z"] if has_z else []
    for xs, ys, crs in _PAIRS:
        x = [place for place, form in enumerate(forms) if form in xs]
        y = [place for place, form in enumerate(forms) if form in ys]
        if len(x) == 1 and len(y) == 1:
            told = told_of[x[0]]
            return Columns((x[0], y[0], *heights[:1]), told[2].upper() if told else crs)
    return None


def geometries(where: Columns, rows: Sequence[Sequence[Any]], broken: dict[int, str]) -> Any:
    """WKB of rows as an Arrow array; why a row has none that can be read goes to ``broken``."""
    import numpy as np
    import pyarrow as pa
    import shapely

    if len(where.places) == 1:
        return _from_text(where.places[0], rows, broken)
    points = np.full((len(rows), len(where.places)), np.nan)
    for place, row in enumerate(rows):
        try:
            xy = [_coordinate(row[at] if at < len(row) else None) for at in where.places]
        except ValueError as error:
            broken[place] = str(error)
            continue
        if None in xy and any(one is not None for one in xy):
            broken[place] = f"one of the {'two' if len(xy) == 2 else 'three'} coordinates is missing"
        elif xy[0] is not None:
            points[place] = xy
    wkb = shapely.to_wkb(shapely.points(points), byte_order=1, flavor="iso")
    there = ~np.isnan(points).any(axis=1)
    return pa.array(
        [one if yes else None for one, yes in zip(wkb.tolist(), there.tolist(), strict=True)],
        type=pa.binary(),
    )


def _from_text(at: int, rows: Sequence[Sequence[Any]], broken: dict[int, str]) -> Any:
    import pyarrow as pa
    import shapely

    texts: list[str | None] = []
    for row in rows:
        cell = row[at] if at < len(row) else None
        text = None if cell is None else str(cell).strip()
        texts.append(None if not text or is_null(text) else text)
    shapes = shapely.from_wkt(texts, on_invalid="ignore")
    for place, (text, shape) in enumerate(zip(texts, shapes.tolist(), strict=True)):
        if text is not None and shape is None:
            broken[place] = f"the geometry {text[:40]!r} is not well-known text"
    return pa.array(shapely.to_wkb(shapes, byte_order=1, flavor="iso").tolist(), type=pa.binary())


def _coordinate(cell: Any) -> float | None:
    if cell is None or (isinstance(cell, str) and is_null(cell)):
        return None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    text = plain(str(cell))
    if found := _DEGREES.match(text):
        degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups()[:3])
        if minutes >= 60 or seconds >= 60:
            raise ValueError(f"the coordinate {text!r} has more than 59 minutes or seconds")
        size = abs(degrees) + minutes / 60 + seconds / 3600
        south_or_west = text.startswith("-") or (found[4] or " ")[0].lower() in "swюз"
        return -size if south_or_west else size
    try:
        return float(number(text))
    except ValueError:
        raise ValueError(f"the coordinate {text[:40]!r} is not a number") from None
