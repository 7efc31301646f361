"""Geodesic lengths of a million lines: by us, by PROJ, and out of a registry that keeps them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Geod

from benchmarks.measuring import Result, seconds
from registry.frames import frame
from registry.frames.sizes import sizes
from registry.model.definition import Definition, Field, Geometry
from registry.model.geometry import make_blob
from registry.roads.geodesy import lengths
from registry.roads.measuring import measured
from registry.roads.sizes import line_lengths
from registry.versions.identity import new_uids
from registry.versions.ledger import Ledger

LINES, VERTICES = 1_000_000, 10
CHUNK = 200_000
LAYER = Definition("lines", {"en": "Lines"}, (Field("number", "integer"),), Geometry("LineString"))


def run(folder: Path, lines: int = LINES) -> list[Result]:
    """Time the sums of geodesics between the same vertices, and reading them."""
    lonlat = vertices(lines)
    offsets = np.arange(lines + 1) * VERTICES
    ours = seconds(lambda: lengths(lonlat, offsets), times=3)
    theirs = seconds(lambda: by_inverse(lonlat))
    exact = by_inverse(lonlat)
    worst = float(np.max(np.abs(lengths(lonlat, offsets) / exact - 1)))
    ledger, wrote, bare = registry(folder / "lines.gpkg", lonlat)
    stored = seconds(lambda: sizes(ledger, "lines"), times=3)
    apart = float(np.max(np.abs(sizes(ledger, "lines").to_numpy() / exact - 1)))
    afresh = seconds(lambda: line_lengths(np.asarray(frame(ledger, "lines", columns=[]).geometry.array)))
    what = f"length of {lines:,} lines of ten vertices"
    return [
        Result(f"geodesic {what}", ours, "s", theirs / 4, "Geod.inv, in chunks", theirs),
        Result("its largest error, of 1e-9 of the length", worst * 1e9, "", 1.0),
        Result(f"{what}, kept in the registry", stored, "s", None, "reading and measuring them", afresh),
        Result("its largest difference, of 1e-9 of the length", apart * 1e9, "", 1.0),
        Result("writing them with their lengths", wrote, "s", None, "without lengths", bare),
    ]


def vertices(lines: int) -> Any:
    """(lines * 10, 2) degrees on the grid: lines of about a kilometre between Atyrau and Mangystau."""
    chance = np.random.default_rng(27)
    start = chance.uniform((50.0, 43.0), (56.0, 48.0), (lines, 1, 2))
    steps = chance.normal(0.0, 0.001, (lines, VERTICES, 2)).cumsum(axis=1)
    return np.rint((start + steps).reshape(-1, 2) * 1e9) / 1e9


def by_inverse(lonlat: Any) -> Any:
    """Lengths by PROJ's iterative inverse, a chunk of lines at a time as memory wants it."""
    geod, found = Geod(ellps="WGS84"), []
    lines = lonlat.reshape(-1, VERTICES, 2)
    for begin in range(0, len(lines), CHUNK // VERTICES):
        some = lines[begin : begin + CHUNK // VERTICES]
        here, there = some[:, :-1].reshape(-1, 2), some[:, 1:].reshape(-1, 2)
        metres = geod.inv(here[:, 0], here[:, 1], there[:, 0], there[:, 1])[2]
        found.append(metres.reshape(-1, VERTICES - 1).sum(axis=1))
    return np.concatenate(found)


def registry(path: Path, lonlat: Any) -> tuple[Ledger, float, float]:
    """A registry of such lines, and the seconds to write it with and without their lengths."""
    shapes = shapely.linestrings(lonlat.reshape(-1, VERTICES, 2))
    boxes = shapely.bounds(shapes).tolist()
    wkbs = shapely.to_wkb(shapes, flavor="iso").tolist()
    blobs = [make_blob(wkb, 4326, tuple(box)) for wkb, box in zip(wkbs, boxes, strict=True)]
    del shapes, boxes, wkbs

    def write(measuring: Any) -> Ledger:
        path.unlink(missing_ok=True)
        made = Ledger.create(path, measuring=measuring)
        with made.writing(author="benchmark", message="lines") as change:
            change.define(LAYER)
            change.insert("lines", zip(new_uids(len(blobs)), blobs, range(len(blobs)), strict=True))
        return made

    bare = seconds(lambda: write(None))
    wrote = seconds(lambda: write(measured))
    return Ledger.open(path, measuring=measured), wrote, bare
