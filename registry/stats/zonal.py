"""A raster over polygons, by the covered fraction of each cell.

A cell half in a polygon gives half of what it has: by cells' middles a shape of 476 ha on a grid of 1 km has
400 ha, and by every cell touched 1,200. The fractions are computed by exactextract (Baston 2024), which reads
windows of the raster and never the whole of it. Polygons come in WGS 84; edges of over 5 km follow their
geodesics into the raster's CRS.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import geopandas
import numpy as np
import shapely
from exactextract import exact_extract
from exactextract.raster import RasterSource
from pyproj import Transformer
from rasterio.windows import Window

from ..roads.areas import authalic
from ..roads.densifying import densified
from .plane import A, Floats, Shapes, forward
from .rasterfiles import CELLS, Raster, RasterElsewhere, readable

if TYPE_CHECKING:
    import pandas

#: Metres of an edge that is straight in the raster's CRS too.
EDGE = 5_000.0


class Values(RasterSource):  # type: ignore[misc]  # published without types
    """A raster as exactextract reads it: windows, with scale and offset applied and NaN for no value."""

    #: What a cell without a value is read as.
    nothing = np.nan

    def __init__(self, raster: Raster) -> None:
        super().__init__()
        self.raster = raster
        self._wkt = raster.crs.to_wkt()

    def res(self) -> tuple[float, float]:
        grid = self.raster.data.transform
        return grid.a, -grid.e

    def extent(self) -> tuple[float, float, float, float]:
        found: tuple[float, float, float, float] = tuple(self.raster.data.bounds)
        return found

    def nodata_value(self) -> None:
        return None

    def srs_wkt(self) -> str:
        return self._wkt

    def read_window(self, x0: int, y0: int, nx: int, ny: int) -> Any:
        values = self.raster.values(Window(x0, y0, nx, ny))
        # Never as a masked array: exactextract 0.3 forgets the mask where a polygon meets part of a window.
        kind = values.dtype if np.issubdtype(values.dtype, np.floating) else np.dtype(np.float64)
        return np.ma.filled(values.astype(kind, copy=False), self.nothing)


class Weights(Values):
    """A raster to weigh by: a cell without a weight weighs nothing."""

    nothing = 0.0


class CellAreas(Values):
    """Square metres of each cell on the ellipsoid, where the raster has a value."""

    def read_window(self, x0: int, y0: int, nx: int, ny: int) -> Any:
        grid = self.raster.data.transform
        east = grid.c + grid.a * np.arange(x0, x0 + nx + 1)
        south = grid.f + grid.e * np.arange(y0, y0 + ny + 1)
        return np.where(np.isnan(super().read_window(x0, y0, nx, ny)), np.nan, self._areas(east, south))

    def _areas(self, east: Floats, south: Floats) -> Floats:
        if self.raster.crs.is_geographic:
            bands = -np.diff(authalic(np.sin(np.radians(south)))) * A * A / 2
            found: Floats = np.multiply.outer(bands, np.diff(np.radians(east)))
            return found
        to = Transformer.from_crs(self.raster.crs, "EPSG:4326", always_xy=True)
        x, y = np.meshgrid(east, south)
        lonlat = np.column_stack(to.transform(x.ravel(), y.ravel()))
        place = forward(lonlat).reshape(*x.shape, 2)
        across, down = place[1:, 1:] - place[:-1, :-1], place[1:, :-1] - place[:-1, 1:]
        crossed: Floats = np.abs(across[..., 0] * down[..., 1] - across[..., 1] * down[..., 0]) / 2
        return crossed


def zonal(
    raster: Raster,
    lonlat: Shapes,
    statistics: Sequence[str],
    weights: RasterSource | None = None,
    source: RasterSource | None = None,
) -> pandas.DataFrame:
    """Statistics of a raster over n polygons in WGS 84.

    Parameters
    ----------
    statistics : names that exactextract knows: sum, mean, min, max, count (cells, by covered fraction),
        unique and frac, weighted_mean, weighted_sum
    weights : for the weighted ones; by default each cell's square metres
    source : instead of the raster's values, such as :class:`CellAreas`

    Returns
    -------
    DataFrame of n rows, a column a statistic; 0 for sum and count where there is no value, else NaN

    Raises
    ------
    RasterDamaged
    """
    import pandas as pd

    shapes = np.asarray(lonlat, dtype=object)
    filled = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    there = on_grid(raster, shapes[filled])
    frame = geopandas.GeoDataFrame({"geometry": there}, crs=raster.crs.to_wkt())
    weighted = any(one.startswith("weighted") for one in statistics)
    with readable(raster.path):
        found = exact_extract(
            source or Values(raster),
            frame,
            list(statistics),
            weights=(weights or CellAreas(raster)) if weighted else None,
            max_cells_in_memory=CELLS,
            output="pandas",
        )
    found.index = pd.Index(filled)
    found = found.reindex(range(len(shapes)))
    for name in ("sum", "count", "weighted_sum"):
        if name in found:
            found[name] = found[name].fillna(0.0)
    return pd.DataFrame(found)


def on_grid(raster: Raster, lonlat: Shapes) -> Shapes:
    """Polygons in the raster's CRS."""
    if not len(lonlat):
        return lonlat
    return np.asarray(shapely.transform(densified(lonlat, EDGE), raster.to_grid), dtype=object)


def without_value(raster: Raster, lonlat: Shapes, cells: Floats) -> Floats:
    """(n,) share of each polygon on which the raster has no value: nodata, or beyond its edge.

    Parameters
    ----------
    cells : (n,) of each polygon by covered fraction, as :func:`zonal` counts them
    """
    grid = raster.data.transform
    whole = shapely.area(on_grid(raster, lonlat)) / (grid.a * -grid.e)
    return np.clip(1 - cells / np.where(whole > 0, whole, np.nan), 0.0, 1.0)


def refuse_elsewhere(raster: Raster, layer: str, lonlat: Shapes) -> None:
    """Refuse a raster that none of the polygons meets.

    Raises
    ------
    RasterElsewhere
    """
    if (
        len(lonlat)
        and not shapely.intersects(on_grid(raster, lonlat), shapely.box(*raster.data.bounds)).any()
    ):
        bounds = ", ".join(f"{one:.3f}" for one in raster.bounds)
        raise RasterElsewhere(path=raster.path, bounds=bounds, layer=layer, crs=raster.crs.to_string())
