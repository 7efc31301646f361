# ruff: noqa: E501 - a row of a table stays on one line
"""Writes ``layers/data/regions.geojson`` from the outlines of an openly licensed npm package.

    npm pack @superset-ui/legacy-plugin-chart-country-map@0.20.3
    tar xzf superset-ui-legacy-plugin-chart-country-map-0.20.3.tgz
    python layers/build/outlines.py package/esm/countries/kazakhstan.geojson

The package (Apache-2.0) draws each region by itself, so neighbours overlap or leave slivers. Here all its
borders are cut at their crossings; a piece claimed by two regions goes to the lower code, a sliver claimed
by none to the neighbour with the longest common border; then the five regions are simplified together, so
that a common border stays one line.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from seed import GRID, PACKAGE, Row, geodesic_area, layers_data, write_geojson
from shapely import Geometry
from shapely.geometry import shape

#: Degrees (about 1 km). Drops vertices whose triangle with both neighbours is smaller than its square.
TOLERANCE = 0.01
#: Square degrees (about 400 km²). A larger piece that no region claims is not a sliver but a real hole.
LARGEST_SLIVER = 0.05

#: Code in the package, code of today, names, stated area in km² (domain notes, published), role.
REGIONS = (
    ("KZ-AKT", "KZ-15", "Ақтөбе облысы", "Актюбинская область", "Aktobe region", None, "neighbour"),
    ("KZ-ATY", "KZ-23", "Атырау облысы", "Атырауская область", "Atyrau region", 118631.0, "kept"),
    ("KZ-ZAP", "KZ-27", "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan region", None, "neighbour"),
    ("KZ-KZY", "KZ-43", "Қызылорда облысы", "Кызылординская область", "Kyzylorda region", None, "neighbour"),
    ("KZ-MAN", "KZ-47", "Маңғыстау облысы", "Мангистауская область", "Mangystau region", 165642.0, "kept"),
)  # fmt: skip


def shared_coverage(drawn: Sequence[Geometry]) -> list[Geometry]:
    """The same regions without overlaps and slivers, in the same order; the earlier wins an overlap."""
    lines = shapely.union_all([one.boundary for one in drawn])
    pieces = shapely.get_parts(shapely.polygonize([lines]))
    inside = shapely.point_on_surface(pieces)
    owners = [next((i for i, one in enumerate(drawn) if one.covers(point)), None) for point in inside]
    for number, piece in enumerate(pieces):
        if owners[number] is None and piece.area < LARGEST_SLIVER:
            beside = dict.fromkeys(range(len(drawn)), 0.0)
            for other, owner in zip(pieces, owners, strict=True):
                if owner is not None:
                    beside[owner] += other.boundary.intersection(piece.boundary).length
            owners[number] = max(beside, key=beside.__getitem__)
    return [
        shapely.union_all([piece for piece, owner in zip(pieces, owners, strict=True) if owner == i])
        for i in range(len(drawn))
    ]


def outlines(package: dict[str, Any]) -> list[Geometry]:
    """Outlines of :data:`REGIONS`, simplified together and on the layer's grid.

    The other regions of the country take part until the slivers are gone, so that no piece of them is
    taken for one.
    """
    order = {old: place for place, (old, *_) in enumerate(REGIONS)}
    features = sorted(package["features"], key=lambda one: order.get(one["properties"]["ISO"], len(order)))
    whole = shared_coverage([shape(one["geometry"]) for one in features])[: len(REGIONS)]
    if not shapely.coverage_is_valid(whole):
        raise ValueError("the outlines still overlap or gape; look at LARGEST_SLIVER")
    simple = shapely.coverage_simplify(whole, TOLERANCE)
    return [shapely.transform(one, lambda xy: xy.round(GRID)) for one in simple]


def rows(shapes: Sequence[Geometry]) -> list[Row]:
    found = []
    for (old, code, kk, ru, en, stated, role), outline in zip(REGIONS, shapes, strict=True):
        measured = round(geodesic_area(outline) / 1e6)
        note = f"outline of the older division, simplified to about 1 km, {measured} km² geodesic"
        if stated:
            note += "; stated area: published, the outline is not the official border"
        values = {
            "code": code, "name_kk": kk, "name_ru": ru, "name_en": en, "code_old": old, "role": role,
            "area_stated_km2": stated, "source": PACKAGE, "quality": "digitised", "note": note,
        }  # fmt: skip
        found.append(Row(values, outline))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("geojson", type=Path, help="kazakhstan.geojson of the unpacked package")
    parser.add_argument("--out", type=Path, default=layers_data(), help="folder to write to")
    arguments = parser.parse_args()
    shapes = outlines(json.loads(arguments.geojson.read_text(encoding="utf-8")))
    write_geojson("regions", rows(shapes), arguments.out)


if __name__ == "__main__":
    main()
