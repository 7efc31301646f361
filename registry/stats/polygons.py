"""Polygons of a layer on the plane of areas, mended and clipped; and the area of their union."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely

from ..roads.densifying import densified
from .plane import Floats, Shapes, to_plane
from .result import LeftOut
from .sentences import Sentence

if TYPE_CHECKING:
    import geopandas

HECTARE = 1e4


class Drawn(NamedTuple):
    """(n,) shapes on the plane of areas, None where a feature has no area, and what was odd about them."""

    shapes: Shapes
    odd: list[LeftOut]


def drawn(layer: str, frame: geopandas.GeoDataFrame, area: Any = None) -> Drawn:
    """The polygons of a layer where areas are true.

    Parameters
    ----------
    frame : indexed by ``uid``, in any CRS
    area : polygon in WGS 84 to clip by

    Returns
    -------
    Drawn
        A feature without a polygon is left out; an outline that crosses itself is mended and counted.
    """
    given = np.asarray(frame.geometry.to_crs("EPSG:4326").array, dtype=object)
    odd: list[LeftOut] = []
    empty = shapely.is_missing(given) | shapely.is_empty(given)
    undrawn = Sentence.of("has no geometry; draw its outline")
    odd += [LeftOut(layer, uid, undrawn) for uid in frame.index[empty]]
    shapes = given.copy()
    shapes[empty] = None
    odd += mended(layer, frame.index, shapes)
    shapes[~empty] = to_plane(densified(shapes[~empty]))
    if area is not None:
        limits = to_plane(densified(np.array([area], dtype=object)))[0]
        shapes = np.asarray(shapely.intersection(shapes, limits), dtype=object)
        shapes[shapely.is_empty(shapes)] = None
    return Drawn(shapes, odd)


def mended(layer: str, uids: Any, shapes: Shapes) -> list[LeftOut]:
    """Mend, in place, outlines that cross themselves; they count, and are listed.

    Parameters
    ----------
    uids : (n,) of the shapes
    shapes : (n,) in WGS 84; what is no polygon stays as it is
    """
    broken, problems = repaired(shapes)
    form = "its outline is invalid ({problem}), counted as mended; correct it"
    return [
        LeftOut(layer, str(uids[place]), Sentence.of(form, problem=problem), counted=True)
        for place, problem in zip(broken, problems, strict=True)
    ]


def repaired(shapes: Shapes) -> tuple[list[int], list[Sentence]]:
    """Mend, in place, polygons that are not valid: which they are, and what is wrong with each."""
    wrong = (shapely.get_dimensions(shapes) == 2) & ~shapely.is_valid(shapes)
    broken = np.flatnonzero(wrong)
    reasons = shapely.is_valid_reason(shapes[broken])
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return broken.tolist(), [Sentence.of(one.partition("[")[0].lower()) for one in reasons]


def hectares(shapes: Shapes) -> Floats:
    """(n,) hectares of shapes on the plane; 0 of None."""
    found: Floats = np.nan_to_num(shapely.area(shapes)) / HECTARE
    return found


def united(shapes: Iterable[Any]) -> Any:
    """The union of shapes on the plane; None of none."""
    filled = [one for one in shapes if one is not None]
    return shapely.union_all(filled) if filled else None


def united_ha(shapes: Iterable[Any]) -> float:
    """Hectares that at least one of the shapes covers."""
    union = united(shapes)
    return 0.0 if union is None else float(shapely.area(union)) / HECTARE
