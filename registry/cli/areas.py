"""``--area``: a box in numbers, or a polygon from a file."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.errors import NoSuchFile, RegistryError
from .progress import quiet_libraries

if TYPE_CHECKING:
    from ..versions.changes import FeatureChange

Box = tuple[float, float, float, float]

area_option = click.option(
    "--area",
    metavar="AREA",
    help="Only within minx,miny,maxx,maxy (in the layer's CRS), or within the polygons of a file.",
)


class UnusableArea(RegistryError):
    """The area cannot be used."""

    sentence = "--area {area}: {problem}; write minx,miny,maxx,maxy or name a file with polygons"
    exit_code = 65


@dataclass(frozen=True)
class Area:
    """An area in one CRS: a box, and the polygon it bounds, if there is one (a shapely geometry)."""

    box: Box
    polygon: Any = None

    @property
    def outline(self) -> str | None:
        """The polygon as GeoJSON text."""
        if self.polygon is None:
            return None
        import shapely

        return str(shapely.to_geojson(self.polygon))

    def meets(self, blob: bytes | None) -> bool:
        """Whether a geometry lies in the area: its box meets the box, and it meets the polygon."""
        from ..model.geometry import envelope, wkb

        sides = envelope(blob)
        if blob is None or sides is None:
            return False
        west, south, east, north = self.box
        if not (sides[2] >= west and sides[0] <= east and sides[3] >= south and sides[1] <= north):
            return False
        if self.polygon is None:
            return True
        import shapely

        return bool(self.polygon.intersects(shapely.from_wkb(wkb(blob))))

    def holds(self, change: FeatureChange) -> bool:
        """Whether a changed feature lies in the area before or after; one without geometry does not."""
        return any(row is not None and isinstance(row[0], bytes) and self.meets(row[0])
                   for row in (change.before, change.after))  # fmt: skip


def area_in(text: str | None, crs: str) -> Area | None:
    """The area of an option, in a CRS.

    Raises
    ------
    UnusableArea, NoSuchFile
    """
    if text is None:
        return None
    if (box := _box(text)) is not None:
        return Area(box)
    polygon = _polygon(text, crs)
    return Area(tuple(polygon.bounds), polygon)


def inside_of(outline: str | None) -> Callable[[bytes], bool] | None:
    """Whether a geometry lies in the polygon that a workspace was checked out with."""
    if outline is None:
        return None
    import shapely

    polygon = shapely.from_geojson(outline)
    shapely.prepare(polygon)
    return Area(tuple(polygon.bounds), polygon).meets


def _box(text: str) -> Box | None:
    parts = text.replace(";", ",").split(",")
    if len(parts) != 4:
        return None
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return None
    if not all(map(math.isfinite, (west, south, east, north))) or west > east or south > north:
        raise UnusableArea(area=text, problem="the box runs backwards or is not finite")
    return west, south, east, north


def _polygon(text: str, crs: str) -> Any:
    path = Path(text)
    if not path.exists():
        if text.replace(",", "").replace(".", "").replace("-", "").replace(" ", "").isdigit():
            raise UnusableArea(area=text, problem="a box has four numbers")
        raise NoSuchFile(path=text)
    import fiona
    import shapely
    from fiona.errors import FionaError

    quiet_libraries()
    found: list[Any] = []
    try:
        for layer in fiona.listlayers(path):
            with fiona.open(path, layer=layer) as features:
                crs_here = features.crs_wkt or "EPSG:4326"
                shapes = [one.geometry.__geo_interface__ for one in features if one.geometry is not None]
            found += [_in_crs(shapely.geometry.shape(shape), crs_here, crs, text) for shape in shapes]
    except (FionaError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
        raise UnusableArea(area=text, problem=f"no polygon can be read from it ({error})") from None
    polygons = [one for one in found if one.geom_type in ("Polygon", "MultiPolygon") and not one.is_empty]
    if not polygons:
        raise UnusableArea(area=text, problem="it holds no polygon")
    return _one(polygons, text)


def _one(polygons: Sequence[Any], text: str) -> Any:
    import shapely

    merged = shapely.union_all([shapely.make_valid(one) for one in polygons])
    if merged.is_empty or not all(map(math.isfinite, merged.bounds)) or merged.area == 0:
        raise UnusableArea(area=text, problem="its polygons cover nothing in the layer's reference system")
    shapely.prepare(merged)
    return merged


def _in_crs(shape: Any, source: str, target: str, text: str) -> Any:
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    here, there = CRS.from_user_input(source), CRS.from_user_input(target)
    if here.equals(there, ignore_axis_order=True):
        return shape
    import numpy as np
    import shapely

    try:
        transformer = Transformer.from_crs(here, there, always_xy=True, allow_ballpark=False)
    except ProjError as error:
        raise UnusableArea(area=text, problem=f"it cannot be brought into {target} ({error})") from None

    def moved(points: Any) -> Any:
        x, y = transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack([x, y])

    # Long sides bend in another reference system; points between keep the outline where it was.
    west, south, east, north = shape.bounds
    step = max(east - west, north - south) / 200
    return shapely.transform(shapely.segmentize(shape, step) if step > 0 else shape, moved)
