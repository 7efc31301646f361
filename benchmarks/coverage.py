"""Coverage of regions by buffered roads, and a raster summed over polygons, each beside plain libraries."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import rasterio
import shapely
from pyproj import Transformer
from rasterio.transform import from_origin

from benchmarks.measuring import Result, seconds
from registry.model.geometry import make_blob
from registry.model.reading import read_definitions
from registry.roads.densifying import densified
from registry.shipped import layers_folder
from registry.stats.computing import compute
from registry.stats.plane import to_plane
from registry.stats.tiles import shared_areas, united_around
from registry.versions.identity import new_uids
from registry.versions.ledger import Ledger

ROADS, REGIONS, POLYGONS = 100_000, (20, 10), 1_000
METRES = 2_000.0
WEST, SOUTH, EAST, NORTH = 50.0, 42.0, 70.0, 52.0


def run(folder: Path, roads: int = ROADS, polygons: int = POLYGONS) -> list[Result]:
    """Time coverage and zonal sums; the peers do the same work on the same shapes."""
    lines, outlines = roads_at_random(roads), regions()
    ledger = registry(folder / "coverage.gpkg", lines, outlines)
    asked = {"by": ["region"], "layer": "roads", "distance_m": METRES}
    plain, theirs = [0.0], [0.0]

    def bare() -> None:
        plain[0] = float(shared_areas(to_plane(densified(outlines)), united_around(lines, METRES)).sum())

    def peer() -> None:
        theirs[0] = union_of_all(lines, outlines)

    shapes = seconds(bare)
    whole = seconds(lambda: compute(ledger, "zone-coverage", **asked))
    union = seconds(peer)
    size = f"{roads:,} roads within 2 km over {len(outlines)} regions"
    apart = f"{plain[0] / 1e6:,.0f} km2 geodesic; union_all in one UTM zone says {theirs[0] / 1e6:,.0f}"
    return [
        Result(
            f"coverage of {size}, shapes in memory",
            shapes,
            "s",
            15.0,
            "buffer, union_all, clip",
            union,
            apart,
        ),
        Result("the same indicator with reading, evidence and receipt", whole, "s", None),
        *_rasters(folder, polygons),
    ]


def roads_at_random(count: int) -> Any:
    """Lines of ten vertices and about 6 km, half of the ground within 2 km of one."""
    chance = np.random.default_rng(27)
    start = chance.uniform((WEST, SOUTH), (EAST, NORTH), (count, 1, 2))
    turn = chance.uniform(0, 2 * np.pi, (count, 1)) + chance.normal(0, 0.3, (count, 10)).cumsum(axis=1)
    step = 0.006 * np.stack([1.4 * np.cos(turn), np.sin(turn)], axis=2)
    return shapely.linestrings(np.rint((start + step.cumsum(axis=1)) * 1e9) / 1e9)


def regions() -> Any:
    """Adjoining boxes with a vertex every hundredth of a degree."""
    east, north = (
        np.linspace(*ends, one + 1) for ends, one in zip(((WEST, EAST), (SOUTH, NORTH)), REGIONS, strict=True)
    )
    boxes = [
        shapely.box(*corners)
        for corners in (
            (east[x], north[y], east[x + 1], north[y + 1]) for x, y in itertools.product(*map(range, REGIONS))
        )
    ]
    return shapely.segmentize(np.array(boxes, dtype=object), 0.01)


def registry(path: Path, lines: Any, outlines: Any) -> Ledger:
    """A registry of such roads and regions."""
    shipped = read_definitions(layers_folder())
    told = {"source": "benchmark", "quality": "inferred"}
    codes = [f"KZ-{number:03d}" for number in range(len(outlines))]
    roads = {"route_id": "A-1", "carriageway": "both", "lifecycle": "in_use"} | told
    places = {"role": "kept", "name_en": "region"} | told
    ledger = Ledger.create(path)
    with ledger.writing(author="benchmark", message="roads and regions") as change:
        for layer, shapes, values, key in (
            ("regions", shapely.multipolygons([[one] for one in outlines]), places, {"code": codes}),
            ("roads", lines, roads, {}),
        ):
            change.define(shipped[layer])
            change.insert(layer, _rows(shipped[layer], shapes, values, key))
    return ledger


def _rows(definition: Any, shapes: Any, values: dict[str, Any], lists: dict[str, list[str]]) -> Iterator[Any]:
    blobs = (make_blob(wkb, definition.geometry.srs_id, None) for wkb in shapely.to_wkb(shapes, flavor="iso"))
    columns = [lists.get(name) or itertools.repeat(values.get(name)) for name in definition.names]
    return zip(new_uids(len(shapes)), blobs, *columns, strict=False)


def union_of_all(lines: Any, outlines: Any) -> float:
    """The plain way: one projection for all, one union, one intersection a region."""
    to = Transformer.from_crs(4326, 32641, always_xy=True).transform
    around = shapely.buffer(shapely.transform(lines, to, interleaved=False), METRES, quad_segs=24)
    union = shapely.union_all(around)
    there = shapely.transform(outlines, to, interleaved=False)
    return float(shapely.area(shapely.intersection(there, union)).sum())


def _rasters(folder: Path, polygons: int) -> list[Result]:
    """A raster of 36 million cells, summed over polygons of 10,000 cells each."""
    chance = np.random.default_rng(27)
    file, cell = folder / "people.tif", 0.0025
    with rasterio.open(
        file, "w", driver="GTiff", width=6_000, height=6_000, count=1, dtype="float32", crs="EPSG:4326",
        transform=from_origin(50, 57, cell, cell), tiled=True, compress="deflate",
    ) as made:  # fmt: skip
        made.write(chance.random((6_000, 6_000), dtype="float32"), 1)
    middle = chance.uniform((50.5, 42.5), (64.5, 56.5), (polygons, 2))
    shapes = shapely.segmentize(shapely.buffer(shapely.points(middle), 0.14), 0.01)
    ledger = registry(folder / "zones.gpkg", roads_at_random(1), np.asarray(shapes))
    frame = geopandas.GeoDataFrame(geometry=shapes, crs=4326)
    ours = seconds(lambda: compute(ledger, "raster-zonal", raster=str(file), statistics=["sum"]))
    rows = [
        Result(
            f"raster sum over {polygons:,} polygons, what is outside and receipt too",
            ours, "s", None, "exactextract", seconds(lambda: _exactextract(file, frame)),
        )
    ]  # fmt: skip
    try:
        from rasterstats import zonal_stats
    except ImportError:
        return rows
    theirs = seconds(lambda: zonal_stats(frame, str(file), stats=["sum"]))
    note = "rasterstats counts a cell by its middle, wholly or not at all"
    return [*rows, Result("the same", ours, "s", None, "rasterstats", theirs, note)]


def _exactextract(file: Path, frame: geopandas.GeoDataFrame) -> Any:
    from exactextract import exact_extract

    return exact_extract(str(file), frame, ["sum"], output="pandas")
