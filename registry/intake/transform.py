"""From the source's reference system to the layer's, by one operation that is named in the report.

Coordinates are always x (longitude, easting) before y, whatever order the systems declare. PROJ offers
several operations between two datums; the one used is the best that is at hand for the place of the data, the
same for all rows. A *ballpark* operation ignores that the datums differ (100 m in Kazakhstan), so it is
refused unless allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import qaztrf
from .errors import BallparkTransformation, NoTransformation, UnknownCrs

if TYPE_CHECKING:
    from pyproj import CRS, Transformer

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]

#: Longitudes and latitudes of Kazakhstan (EPSG area 1131).
_KAZAKHSTAN: Box = (46.49, 40.59, 87.35, 55.45)
#: Degrees beyond its area of use that a projection is still taken for meant: a country drawn in one zone.
_BEYOND = 30.0
_NULL_ACCURACY = 1.0  # EPSG:10965, which a BOUNDCRS cannot say itself


@dataclass(frozen=True)
class Operation:
    """A transformation of coordinates, and what is known of it.

    ``accuracy`` is in metres, None if unknown; ``area`` is where PROJ says that it holds.
    """

    source: str
    target: str
    name: str
    accuracy: float | None
    ballpark: bool
    area: str
    apply: Callable[[Floats, Floats], tuple[Floats, Floats]]

    def __str__(self) -> str:
        how = (
            "ballpark"
            if self.ballpark
            else "accuracy unknown"
            if self.accuracy is None
            else f"accuracy {self.accuracy:g} m"
        )
        return f"{self.source} to {self.target} by {self.name} ({how})"

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "target": self.target,
            "name": self.name,
            "accuracy_m": self.accuracy,
            "ballpark": self.ballpark,
            "area": self.area,
        }


def known_crs(text: str, path: object = "the source") -> CRS:
    """A reference system by its name, code, WKT or PROJ string; horizontal part only.

    Raises
    ------
    UnknownCrs
    """
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    code = text.strip().upper().removeprefix("EPSG:")
    bound = qaztrf.bound_wkt(int(code)) if code.isascii() and code.isdigit() else None
    try:
        crs = CRS.from_user_input(bound or (int(code) if code.isascii() and code.isdigit() else text))
    except CRSError:
        raise UnknownCrs(path=path, problem=f"nobody knows the reference system {text[:60]!r}") from None
    return crs if bound else _national(_flat(crs))


def _flat(crs: CRS) -> CRS:
    from pyproj import CRS

    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if len(crs.axis_info) > 2 and not crs.is_geocentric:
        crs = crs.to_2d()
    code = None if crs.is_bound else crs.to_epsg()
    return CRS.from_epsg(code) if code else crs


def _national(crs: CRS) -> CRS:
    """QazTRF-23 as another program wrote it, together with its operation to WGS 84."""
    from pyproj import CRS

    base = crs.geodetic_crs
    if crs.is_bound or base is None or "QazTRF-23" not in base.name:
        return crs
    geographic = qaztrf.bound_wkt(qaztrf.GEOGRAPHIC)
    own = qaztrf.wkt(qaztrf.GEOGRAPHIC)
    assert geographic is not None  # nosec B101
    assert own is not None  # nosec B101
    return CRS.from_wkt(geographic.replace(own, crs.to_wkt("WKT2_2019")))


def crs_name(crs: CRS) -> str:
    """``EPSG:28410 (Pulkovo 1942 / Gauss-Kruger zone 10)``, or the name alone."""
    inner = crs.source_crs if crs.is_bound and crs.source_crs is not None else crs
    authority = inner.to_authority()
    if authority is None and inner.name.startswith("QazTRF-23"):
        zone = inner.name.rpartition("zone ")[2]
        authority = ("EPSG", str(10934 + int(zone)) if zone.isdigit() else str(qaztrf.GEOGRAPHIC))
    return f"{':'.join(authority)} ({inner.name})" if authority else inner.name


def same_system(one: CRS, other: CRS) -> bool:
    """Whether coordinates in one system, x first, are coordinates in the other."""
    return bool(one.equals(other, ignore_axis_order=True)) or crs_name(one) == crs_name(other)


def operation(
    source: CRS, target: CRS, extent: Box | None = None, allow_ballpark: bool = False
) -> Operation | None:
    """The operation from one system to the other, None if they are the same.

    Parameters
    ----------
    extent : (min x, min y, max x, max y) of the data, in the source's system
        Where an operation should hold; several do in different countries.
    allow_ballpark
        Take one that ignores the difference of the datums if there is no other.

    Raises
    ------
    BallparkTransformation, NoTransformation
    """
    from pyproj.exceptions import ProjError
    from pyproj.transformer import AreaOfInterest, TransformerGroup

    if same_system(source, target):
        return None
    names = {"source": crs_name(source), "target": crs_name(target)}
    place = _geographic(source, extent)
    if place and _inside(place, _KAZAKHSTAN):
        place = _KAZAKHSTAN  # one operation for every part of the country, so that layers fit each other
    try:
        group = TransformerGroup(
            source, target, always_xy=True, area_of_interest=AreaOfInterest(*place) if place else None
        )
    except ProjError:
        raise NoTransformation(**names) from None
    if not group.transformers:
        raise NoTransformation(**names)
    chosen = min(enumerate(group.transformers), key=lambda one: _rank(one[1], one[0], place))[1]
    ballpark = _is_ballpark(chosen)
    if ballpark and not allow_ballpark:
        absent = sorted(
            {
                grid.short_name
                for op in group.unavailable_operations
                for grid in op.grids
                if not grid.available
            }
        )
        raise BallparkTransformation(missing=f" (PROJ lacks {', '.join(absent)})" if absent else "", **names)
    area = chosen.area_of_use
    return Operation(
        **names,
        name=_short(chosen.description),
        accuracy=_accuracy(chosen),
        ballpark=ballpark,
        area=area.name if area else "",
        apply=_applied(chosen, _meant(source) if target.is_geographic else None),
    )


def _rank(one: Transformer, order: int, place: Box | None) -> tuple[bool, bool, float, int]:
    if place != _KAZAKHSTAN or one.area_of_use is None:
        return _is_ballpark(one), False, 0.0, order
    # PROJ knows areas by their boxes, and Russia's holds all of Kazakhstan: what names that goes first.
    area = one.area_of_use
    east = area.east if area.east > area.west else area.east + 360  # Russia's reaches past 180 degrees
    whole = _inside(place, (area.west, area.south, east, area.north))
    abroad = not (whole and ("Kazakhstan" in area.name or area.name == "World"))
    accuracy = _accuracy(one)
    return _is_ballpark(one), abroad, 1e9 if accuracy is None else accuracy, order


def _inside(place: Box, area: Box) -> bool:
    return place[0] >= area[0] and place[1] >= area[1] and place[2] <= area[2] and place[3] <= area[3]


def _is_ballpark(one: Transformer) -> bool:
    return "ballpark" in one.description.lower()


def _accuracy(one: Transformer) -> float | None:
    if one.accuracy is not None and one.accuracy >= 0:
        return float(one.accuracy)
    if _is_ballpark(one):
        return None
    total = 0.0
    for step in one.operations or ():
        if "QazTRF-23 to WGS 84" in step.name:
            total += _NULL_ACCURACY
        elif step.accuracy is not None and step.accuracy >= 0:
            total += step.accuracy
        elif step.type_name == "Transformation" and "axis order" not in step.name:
            return None
    return total


def _short(description: str) -> str:
    steps = [step for step in description.split(" + ") if not step.startswith("axis order change")]
    return " + ".join(steps) or description


def _geographic(source: CRS, extent: Box | None) -> Box | None:
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    if extent is None or not np.isfinite(extent).all():
        return None
    base = source.source_crs if source.is_bound and source.source_crs is not None else source
    if base.geodetic_crs is None:
        return None
    if base.is_geographic:
        box = extent
    else:
        try:
            box = Transformer.from_crs(base, base.geodetic_crs, always_xy=True).transform_bounds(*extent)
        except ProjError:
            return None
    west, south, east, north = box
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return None
    return west, south, east, north


def _meant(source: CRS) -> Box | None:
    """Where coordinates of a projection may lie, with a wide margin; None if nobody says."""
    base = source.source_crs if source.is_bound and source.source_crs is not None else source
    area = base.area_of_use
    if not base.is_projected or area is None or area.west > area.east:
        return None
    return area.west - _BEYOND, area.south - _BEYOND, area.east + _BEYOND, area.north + _BEYOND


def _applied(
    transformer: Transformer, meant: Box | None
) -> Callable[[Floats, Floats], tuple[Floats, Floats]]:
    def apply(x: Floats, y: Floats) -> tuple[Floats, Floats]:
        # Outside the area where the projection is defined PROJ answers inf, which no layer takes. Well beyond
        # the zone it still answers: a number of the zone before the easting lands in another country.
        longitude, latitude = transformer.transform(x, y, errcheck=False)
        if meant is not None:
            west, south, east, north = meant
            astray = (longitude < west) | (longitude > east) | (latitude < south) | (latitude > north)
            if astray.any():
                longitude, latitude = np.where(astray, np.inf, longitude), np.where(astray, np.inf, latitude)
        return longitude, latitude

    return apply


@lru_cache(maxsize=64)
def layer_crs(code: str) -> CRS:
    """The reference system of a layer."""
    return known_crs(code, f"system {code}")
