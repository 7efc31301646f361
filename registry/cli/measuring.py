"""Length and area of a geometry on the ellipsoid of its CRS, to say what an edit changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..model.geometry import wkb


@dataclass(frozen=True)
class Size:
    """Metres of a line (``m``) or square metres of a polygon (``m²``), geodesic."""

    value: float
    unit: str

    def change(self, before: Size) -> str:
        """``+0.089 km`` or ``-1.2 ha``; empty below a centimetre."""
        less = self.value - before.value
        if self.unit != before.unit or abs(less) < 0.01:
            return ""
        if self.unit == "m":
            return f"{less / 1000:+,.3f} km" if abs(less) >= 1000 else f"{less:+,.2f} m"
        return f"{less / 10_000:+,.2f} ha" if abs(less) >= 1000 else f"{less:+,.1f} m²"


def measured(blob: bytes, crs: str) -> Size | None:
    """The size of a line or polygon; None of points, and where the CRS says no."""
    import shapely
    from pyproj.exceptions import ProjError

    shape = shapely.from_wkb(wkb(blob))
    kind = shape.geom_type.removeprefix("Multi")
    if kind not in ("LineString", "Polygon") or shape.is_empty:
        return None
    try:
        geod, moved = _ellipsoid(crs)
    except (ProjError, ValueError):
        return None
    if moved is not None:
        shape = shapely.transform(shape, moved)
    if kind == "LineString":
        return Size(float(geod.geometry_length(shape)), "m")
    parts = shapely.orient_polygons(shape)
    return Size(abs(float(geod.geometry_area_perimeter(parts)[0])), "m²")


@lru_cache(maxsize=8)
def _ellipsoid(crs: str) -> tuple[Any, Any]:
    """The ellipsoid of a CRS, and the way from its coordinates to longitude and latitude if it needs one."""
    from pyproj import CRS, Transformer

    here = CRS.from_user_input(crs)
    geod = here.get_geod()
    if geod is None or here.geodetic_crs is None:
        raise ValueError(crs)
    if here.is_geographic:
        return geod, None
    transformer = Transformer.from_crs(here, here.geodetic_crs, always_xy=True)

    def moved(points: Any) -> Any:
        import numpy as np

        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return geod, moved
