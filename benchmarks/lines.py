"""The data of the benchmark: ten-vertex lines with six attributes, and edits of them."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import numpy as np
import pyarrow
import pyogrio
import shapely

from registry.model.definition import Definition, Field, Geometry
from registry.model.geometry import register_functions

LAYER = "lines"
SURFACES = np.array(["asphalt", "gravel", "earth"])

DEFINITION = Definition(
    LAYER,
    {"en": "Lines"},
    (
        Field("route_id", "text"),
        Field("name", "text"),
        Field("lanes", "integer"),
        Field("width_m", "real"),
        Field("surface", "text"),
        Field("built", "date"),
    ),
    Geometry("LineString"),
)


def table(rows: int) -> pyarrow.Table:
    """Random lines around Atyrau and Mangystau, ten vertices each, on the grid of 1e-9 degrees."""
    random_numbers = np.random.default_rng(27)
    start = random_numbers.uniform((50.0, 43.0), (56.0, 48.0), (rows, 1, 2))
    steps = random_numbers.normal(0.0, 0.001, (rows, 10, 2)).cumsum(axis=1)
    lines = shapely.linestrings(np.rint((start + steps) * 1e9) / 1e9)
    number = np.arange(rows)
    return pyarrow.table(
        {
            "route_id": pyarrow.array([f"KZ-{one % 5000:04d}" for one in number]),
            "name": pyarrow.array([f"Участок дороги {one}" for one in number]),
            "lanes": pyarrow.array(random_numbers.integers(1, 7, rows)),
            "width_m": pyarrow.array(np.round(random_numbers.uniform(4, 16, rows), 2)),
            "surface": pyarrow.array(SURFACES[random_numbers.integers(0, 3, rows)]),
            "built": pyarrow.array(random_numbers.integers(0, 20000, rows).astype("datetime64[D]")),
            "geom": pyarrow.array(shapely.to_wkb(lines, flavor="iso")),
        }
    )


def write_geopackage(path: Path, lines: pyarrow.Table) -> None:
    """The bare library at the same job: an indexed GeoPackage through Arrow."""
    pyogrio.write_arrow(
        lines,
        path,
        layer=LAYER,
        driver="GPKG",
        geometry_name="geom",
        geometry_type="LineString",
        crs="EPSG:4326",
        dataset_options={"VERSION": "1.2"},
    )


def edit(path: Path, how_many: int, seed: int) -> None:
    """Change features of a GeoPackage as an editor does: half an attribute, half the line as well."""
    chooser = random.Random(seed)
    handle = sqlite3.connect(path)
    register_functions(handle)
    (rows,) = handle.execute(f"SELECT max(fid) FROM {LAYER}").fetchone()
    for place, fid in enumerate(chooser.sample(range(1, rows + 1), how_many)):
        handle.execute(
            f"UPDATE {LAYER} SET width_m = width_m + 0.5, name = name || '!' WHERE fid = ?", (fid,)
        )
        if place % 2:
            other = chooser.randrange(1, rows + 1)
            handle.execute(
                f"UPDATE {LAYER} SET geom = (SELECT geom FROM {LAYER} WHERE fid = ?) WHERE fid = ?",
                (other, fid),
            )
    handle.commit()
    handle.close()
