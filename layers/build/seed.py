"""How seed rows are written: one file a layer, columns from its definition, stable identities.

GeoJSON follows RFC 7946 with one feature a line, so that a change of one row is a change of one line. A
layer without geometry is a CSV in UTF-8. Every row carries ``uid``, made from its layer and natural key:
building the files again gives the same features, not new ones.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from pyproj import Geod
from shapely import Geometry

WGS84 = Geod(ellps="WGS84")
#: Decimals of a degree in the layers' precision grid.
GRID = 9

REPORT_ATYRAU = "news report of 2025-09-11 on Atyrau region"
REPORT_MANGYSTAU = "news report of 2025-09-11 on Mangystau region"
REPORTED_ON = "2025-09-11"
PUBLISHED = "published report"
GEONAMES = "GeoNames (CC BY 4.0)"
PACKAGE = "npm package @superset-ui/legacy-plugin-chart-country-map 0.20.3 (Apache-2.0)"

_IDENTITIES = uuid.uuid5(uuid.NAMESPACE_DNS, "seed.infra-registry")
_LAYERS = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Row:
    """Values by field name, fields that are not named being empty, and a geometry in WGS 84."""

    values: Mapping[str, Any]
    geometry: Geometry | None = None


def layers_data() -> Path:
    return _LAYERS / "data"


@cache
def definition(layer: str) -> dict[str, Any]:
    return tomllib.loads((_LAYERS / f"{layer}.toml").read_text(encoding="utf-8"))


def identity(layer: str, values: Mapping[str, Any]) -> str:
    """32 hex digits from the layer and the natural key, in order of the definition.

    >>> identity("regions", {"code": "KZ-23"})
    '299bdb42e26850d2b9ec8e53bf017ca8'
    """
    parts = [values.get(name) for name in definition(layer)["key"]]
    if None in parts:
        raise ValueError(f"{layer}: a row without {definition(layer)['key']}: {dict(values)}")
    return uuid.uuid5(_IDENTITIES, "|".join([layer, *map(str, parts)])).hex


def geodesic_area(shape: Geometry) -> float:
    """Square metres on WGS 84, holes taken off."""
    area, _ = WGS84.geometry_area_perimeter(shapely.orient_polygons(shape))
    return abs(float(area))


def write_geojson(layer: str, rows: Sequence[Row], folder: Path) -> None:
    names = _names(layer)
    multi = definition(layer)["geometry"]["type"].startswith("Multi")
    lines = []
    for uid, row in _identified(layer, rows):
        feature = {
            "type": "Feature",
            "properties": {"uid": uid} | {name: row.values.get(name) for name in names},
            "geometry": _mapping(row.geometry, multi),
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(", ", ": ")))
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"
    _write(folder / f"{layer}.geojson", text)


def write_csv(layer: str, rows: Sequence[Row], folder: Path) -> None:
    names = _names(layer)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["uid", *names])
    for uid, row in _identified(layer, rows):
        table.writerow([uid, *(_cell(row.values.get(name)) for name in names)])
    _write(folder / f"{layer}.csv", out.getvalue())


def write_layer(layer: str, rows: Sequence[Row], folder: Path) -> None:
    """The seed of a layer, in the form its definition asks for."""
    (write_geojson if "geometry" in definition(layer) else write_csv)(layer, rows, folder)


def _names(layer: str) -> list[str]:
    return [field["name"] for field in definition(layer)["fields"]]


def _identified(layer: str, rows: Sequence[Row]) -> list[tuple[str, Row]]:
    names = set(_names(layer))
    found: dict[str, Row] = {}
    for row in rows:
        if unknown := set(row.values) - names:
            raise ValueError(f"{layer} has no field {sorted(unknown)}")
        uid = identity(layer, row.values)
        if uid in found:
            raise ValueError(f"{layer}: two rows with the key of {dict(row.values)}")
        found[uid] = row
    return list(found.items())


def _mapping(shape: Geometry | None, multi: bool) -> dict[str, Any] | None:
    if shape is None:
        return None
    rounded = shapely.transform(shape, lambda xy: xy.round(GRID))
    if rounded.geom_type.endswith("Polygon"):
        rounded = shapely.orient_polygons(rounded)  # outer rings counterclockwise: RFC 7946, 3.1.6
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    if multi and not geometry["type"].startswith("Multi"):
        geometry = {"type": "Multi" + geometry["type"], "coordinates": [geometry["coordinates"]]}
    return geometry


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
