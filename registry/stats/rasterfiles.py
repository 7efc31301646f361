"""Raster files that figures are computed from: found, checked by digest, opened, or refused by name.

A raster is named by its ``raster_id`` in the layer ``rasters``, which keeps path, digest, band and CRS, or by
the path of a file. A path in the registry is relative to the registry's folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from rasterio.errors import RasterioError
from rasterio.windows import Window

from ..model.errors import NoSuchFile, RegistryError, UsageError
from .plane import Floats
from .sentences import Sentence

if TYPE_CHECKING:
    from .indicator import Request

#: Cells read at a time.
CELLS = 4_000_000
#: Megabytes of blocks that GDAL keeps, instead of a twentieth of the machine's memory: neighbouring windows
#: share a row of blocks.
CACHE = 256
LAYER = "rasters"
#: Different values from which on a raster is no raster of classes.
CLASSES = 1000


class RasterDamaged(RegistryError):
    """A raster cannot be read, or not to its end."""

    sentence = "raster {path} cannot be read: {problem}; get it again from its source"
    exit_code = 74


class RasterWithoutCrs(RegistryError):
    """A raster does not say where on Earth it lies."""

    sentence = (
        "raster {path} has no CRS, so nobody knows where it lies; enter it in the layer rasters with its crs,"
        " or write one into it (gdal_edit.py -a_srs EPSG:4326)"
    )
    exit_code = 65


class RasterNotOnGrid(RegistryError):
    """A raster's rows do not run along its axes."""

    sentence = "raster {path} {problem}; bring it onto a plain grid first (gdalwarp)"
    exit_code = 65


class RasterEmpty(RegistryError):
    """A raster has no value where it is asked for one."""

    sentence = "raster {path} has nodata only {where}; choose another band or file"
    exit_code = 65


class RasterElsewhere(RegistryError):
    """A raster and the features lie in different places."""

    sentence = (
        "raster {path} lies at {bounds} (west, south, east, north), and nothing of layer {layer} does;"
        " see whether its CRS, {crs}, is right"
    )
    exit_code = 65


class OtherRaster(RegistryError):
    """The file is not the one that the registry means."""

    sentence = (
        "raster {path} has digest {found}, the registry says {known} for {name};"
        " get that file again, or enter this one as another raster"
    )
    exit_code = 65


@dataclass
class Raster:
    """An open raster: one band of ``data`` (rasterio), its CRS, digest, unit; ``uid`` in the registry."""

    data: Any
    path: Path
    band: int
    crs: CRS
    digest: str
    unit: str | None = None
    uid: str | None = None
    name: str = ""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Of the raster in WGS 84."""
        to = Transformer.from_crs(self.crs, "EPSG:4326", always_xy=True)
        found: tuple[float, float, float, float] = to.transform_bounds(*self.data.bounds)
        return found

    @property
    def integer(self) -> bool:
        return bool(np.issubdtype(np.dtype(self.data.dtypes[self.band - 1]), np.integer))

    @property
    def note(self) -> Sentence:
        """What a result says about it."""
        return Sentence.of(
            "raster {name}, band {band}, SHA-256 {digest}…",
            name=self.name or self.path.name,
            band=self.band,
            digest=self.digest[:16],
        )

    def windows(self) -> Iterator[Window]:
        """Windows that cover the raster, whole rows where they fit."""
        width, height = self.data.width, self.data.height
        wide = min(width, CELLS)
        high = max(1, CELLS // wide)
        blocks = self.data.block_shapes[self.band - 1][0]
        high = max(high // blocks * blocks, min(blocks, high))
        for top in range(0, height, high):
            for left in range(0, width, wide):
                yield Window(left, top, min(wide, width - left), min(high, height - top))

    def values(self, window: Window) -> np.ma.MaskedArray[Any, Any]:
        """Values of a window as they are meant (scale and offset applied), what is no data masked.

        Raises
        ------
        RasterDamaged
        """
        with readable(self.path):
            found = self.data.read(self.band, window=window, masked=True)
        scale, offset = self.data.scales[self.band - 1], self.data.offsets[self.band - 1]
        if (scale, offset) != (1.0, 0.0):
            found = found.astype(np.float64) * scale + offset
        if np.issubdtype(found.dtype, np.floating):
            found = np.ma.masked_invalid(found, copy=False)
        return np.ma.asarray(found)

    def to_grid(self, lonlat: Floats) -> Floats:
        """(n, 2) degrees of WGS 84 in the raster's CRS."""
        if self.crs == CRS.from_epsg(4326):
            return lonlat
        to = Transformer.from_crs("EPSG:4326", self.crs, always_xy=True)
        return np.column_stack(to.transform(lonlat[:, 0], lonlat[:, 1]))


@contextmanager
def raster_named(request: Request, name: str | None, band: int | None = None) -> Iterator[Raster]:
    """Open a raster by its ``raster_id`` in the registry or by the path of a file.

    Raises
    ------
    UsageError
        None was named, or it lacks the band.
    NoSuchFile, OtherRaster, RasterDamaged, RasterWithoutCrs, RasterNotOnGrid
    """
    if not name:
        raise UsageError(f"no raster was named; give raster=ID of the layer {LAYER}, or the path of a file")
    row = entered(request, name)
    path, number = Path(name), band or 1
    if row is not None:
        path = Path(str(row["path"]))
        path = path if path.is_absolute() else request.ledger.path.parent / path
        number = band or int(row["band"])
    if not path.is_file():
        raise NoSuchFile(path=path)
    digest = request.files[name] = _digest(path)
    if row is not None and row["digest"] != digest:
        raise OtherRaster(path=path, found=digest[:16], known=str(row["digest"])[:16], name=name)
    with _modest():
        with readable(path):
            data = rasterio.open(path)
        with data:
            yield _checked(data, path, number, digest, name, row)


def entered(request: Request, name: str | None) -> Any:
    """The row of a raster in the layer of rasters, or None."""
    if not request.has(LAYER):
        return None
    frame = request.frame(LAYER)
    found = frame[frame["raster_id"] == name]
    return found.iloc[0] if len(found) else None


def _checked(data: Any, path: Path, band: int, digest: str, name: str, row: Any) -> Raster:
    if not 1 <= band <= data.count:
        raise UsageError(f"raster {path} has {data.count} band(s), no band {band}")
    crs = data.crs or (None if row is None else row["crs"])
    if crs is None:
        raise RasterWithoutCrs(path=path)
    here = CRS.from_user_input(crs.to_wkt() if hasattr(crs, "to_wkt") else crs)
    grid = data.transform
    if grid.b or grid.d:
        raise RasterNotOnGrid(path=path, problem="is turned against its axes")
    if grid.is_identity or grid.a <= 0 or grid.e >= 0:
        problem = "does not say where its cells lie" if grid.is_identity else "is upside down"
        raise RasterNotOnGrid(path=path, problem=problem)
    if row is None:
        return Raster(data, path, band, here, digest, name=path.name)
    unit = row["unit"] if isinstance(row["unit"], str) else None
    return Raster(data, path, band, here, digest, unit, str(row.name), name)


def _modest() -> rasterio.Env:
    """GDAL with a small cache, unless somebody wants another."""
    return rasterio.Env() if "GDAL_CACHEMAX" in os.environ else rasterio.Env(GDAL_CACHEMAX=CACHE)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """GDAL's errors about a file as ours."""
    try:
        yield
    except RasterioError as error:
        reason = str(error.__cause__ or error).strip().splitlines()[0]
        raise RasterDamaged(path=path, problem=reason) from None


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()


def whole_classes(raster: Raster) -> tuple[NDArray[Any], Floats]:
    """Values of a raster and how many cells have each.

    Raises
    ------
    UsageError
        There are more than so many that they are classes.
    RasterEmpty, RasterDamaged
    """
    found: dict[Any, int] = {}
    for window in raster.windows():
        values, count = np.unique(raster.values(window).compressed(), return_counts=True)
        for value, cells in zip(values.tolist(), count.tolist(), strict=True):
            found[value] = found.get(value, 0) + cells
        if len(found) > CLASSES:
            raise UsageError(
                f"raster {raster.path} has more than {CLASSES:,} different values, so they are no classes;"
                " ask for it without by class"
            )
    if not found:
        raise RasterEmpty(path=raster.path, where="in its whole extent")
    return np.array(list(found)), np.array(list(found.values()), dtype=np.float64)


def whole(raster: Raster) -> tuple[float, float]:
    """Sum of a raster, and cells that have a value; read window by window.

    Raises
    ------
    RasterEmpty, RasterDamaged
    """
    total, cells = 0.0, 0
    for window in raster.windows():
        values = raster.values(window)
        cells += int(values.count())
        total += float(values.sum(dtype=np.float64)) if values.count() else 0.0
    if not cells:
        raise RasterEmpty(path=raster.path, where="in its whole extent")
    return total, float(cells)
