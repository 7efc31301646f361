"""Regions or districts that figures are split by: they share no ground, so that the parts add up.

Ground under two outlines belongs to the one of the lowest code, and so does a road or a point on a border;
both are said. What lies in none of them is *outside*: a row of its own, so that nothing vanishes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ..model.errors import UsageError
from ..roads.areas import areas
from ..roads.densifying import densified
from .ground import POLYGONS, ground
from .indicator import NoLayer, NoOutlines, Parameter
from .plane import Floats, Shapes, to_plane
from .result import LeftOut
from .sentences import Sentence, Value
from .tiles import subdivided, threaded

if TYPE_CHECKING:
    from .indicator import Request

Ints = NDArray[np.int64]

OUTSIDE = "outside"
KM2 = 1e6
#: Square metres from which an overlap of outlines or a hole between them is worth a word.
WORTH_A_WORD = 1e4

#: Said where a row is of what lies outside.
WITHOUT_OUTSIDE = "what lies outside is not in the total"

#: What indicators that are split by outlines take: ``region`` by the first, ``district`` by the second.
GROUPINGS = ("region", "district")
AS_OF = Parameter(
    "as_of", "date", None, "what is valid on this day counts; by default the day of the version"
)
PARAMETERS = (
    Parameter("regions_layer", "text", "regions", "layer of the polygons that region splits by"),
    Parameter("districts_layer", "text", "districts", "layer of the polygons that district splits by"),
    AS_OF,
    Parameter("neighbours", "boolean", False, "neighbouring regions (role = neighbour) as well"),
)


@dataclass
class Divisions:
    """Outlines: ``names`` (k,), ``shapes`` (k,) on the plane of areas that do not overlap, in order of names.

    ``by`` is the grouping, None where there is one division for all, whose name is None; ``limits`` the area
    that was asked for, on the plane.
    """

    by: str | None
    names: list[Any]
    shapes: Shapes
    layer: str
    left: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    limits: Any = None

    @property
    def km2(self) -> Floats:
        """(k,) square kilometres on the ellipsoid."""
        found: Floats = shapely.area(self.shapes) / KM2
        return found

    def keys(self, number: int) -> dict[str, Any]:
        """The grouping columns of a row; k is the one outside."""
        if self.by is None:
            return {}
        return {self.by: self.names[number] if number < len(self.names) else OUTSIDE}

    def limited(self, plane: Shapes) -> Shapes:
        """Shapes cut to the area that was asked for: what lies beyond is not outside but not asked for."""
        if self.limits is None:
            return plane
        return np.asarray(shapely.intersection(plane, self.limits), dtype=object)

    def of_points(self, lonlat: Shapes) -> Ints:
        """(n,) number of the division that each point lies in, k outside all."""
        found = np.full(len(lonlat), len(self.names))
        shapely.prepare(self.shapes)
        point, number = shapely.STRtree(self.shapes).query(to_plane(lonlat), predicate="intersects")
        np.minimum.at(found, point, number)
        return found

    def of_lines(self, plane: Shapes) -> tuple[Ints, Ints, Shapes]:
        """Lines cut at the outlines: which line, which division (k outside), and the part on the plane."""
        shapely.prepare(self.shapes)
        tree = shapely.STRtree(plane)
        number, line = tree.query(self.shapes, predicate="intersects")
        inside = shapely.covers(self.shapes[number], plane[line])
        # Wholly inside one, the first of them if it runs along a border.
        home = np.full(len(plane), len(self.names))
        np.minimum.at(home, line[inside], number[inside])
        split = np.setdiff1d(line, np.flatnonzero(home < len(self.names)))
        crosses = np.isin(line, split)
        number, line = number[crosses], line[crosses]
        lines, numbers = (
            [np.setdiff1d(np.arange(len(plane)), split)],
            [home[np.setdiff1d(np.arange(len(plane)), split)]],
        )
        parts = [plane[lines[0]]]
        rest = plane.copy()
        for one in np.unique(number):  # in order of codes: what one took is gone for the next
            those = line[number == one]
            parts.append(shapely.intersection(rest[those], self.shapes[one]))
            rest[those] = shapely.difference(rest[those], self.shapes[one])
            lines.append(those)
            numbers.append(np.full(len(those), one))
        lines.append(split)
        numbers.append(np.full(len(split), len(self.names)))
        parts.append(rest[split])
        where, which, what = np.concatenate(lines), np.concatenate(numbers), np.concatenate(parts)
        kept = shapely.length(what) > 0
        return where[kept], which[kept], what[kept]

    def pieces_of(self, plane: Shapes) -> tuple[Ints, Ints, Floats]:
        """Polygons cut at the outlines: which polygon, which division (k outside), square metres there."""
        shapely.prepare(self.shapes)
        number, shape = shapely.STRtree(plane).query(self.shapes, predicate="intersects")
        inside = shapely.covers(self.shapes[number], plane[shape])
        m2 = np.zeros(len(number))
        m2[inside] = shapely.area(plane[shape[inside]])
        across = np.flatnonzero(~inside)
        groups = np.array_split(across, max(1, len(across) // 50))
        cut = threaded(
            lambda some: shapely.area(shapely.intersection(plane[shape[some]], self.shapes[number[some]])),
            groups,
        )
        m2[across] = np.concatenate(cut)
        rest = shapely.area(plane) - np.bincount(shape, m2, minlength=len(plane))
        out = np.flatnonzero(rest > 1e-9 * shapely.area(plane))
        where = np.concatenate([shape, out])
        which = np.concatenate([number, np.full(len(out), len(self.names))])
        found = np.concatenate([m2, rest[out]])
        return where[found > 0], which[found > 0], found[found > 0]


def divisions(request: Request, needed: str | None = None) -> Divisions:
    """The outlines that a request groups by; without grouping, the area asked for.

    Parameters
    ----------
    needed : what cannot be computed without outlines: then all of them are one where neither is given;
        None if it can, and then there are none (k is 0)

    Raises
    ------
    UsageError
        No layer of outlines, none in it, or two groupings at once.
    """
    if len(request.by) > 1:
        raise UsageError(f"by {' and '.join(request.by)}: choose one of them")
    by = request.by[0] if request.by else None
    layer = request.parameters["districts_layer" if by == "district" else "regions_layer"]
    limits = None if request.area is None else to_plane(densified(np.array([request.area], dtype=object)))[0]
    if by is None and limits is not None:
        return Divisions(None, [None], np.array([limits], dtype=object), layer, limits=limits)
    if by is None and needed is None:
        return Divisions(None, [], np.array([], dtype=object), layer)
    if by is None and not request.has(layer):
        why = f", and {needed} needs outlines; import them, or give an area (--area)"
        raise NoLayer(layer=layer, why=why)
    if not request.has(layer):
        why = f" to group by {by} with; import its outlines, or name another ({by}s_layer=LAYER)"
        raise NoLayer(layer=layer, why=why)
    found = _read(request, by, layer)
    _without_overlaps(found)
    found.limits = limits
    if limits is not None:
        found.shapes = np.asarray(shapely.intersection(found.shapes, limits), dtype=object)
        met = shapely.area(found.shapes) > 0
        found.shapes, found.names = (
            found.shapes[met],
            [one for one, kept in zip(found.names, met, strict=True) if kept],
        )
        found.notes.append(Sentence.of("only the part of each outline within the area given is counted"))
    if by is None:
        return Divisions(
            None, [None], np.array([shapely.union_all(found.shapes)]), layer, found.left, found.notes
        )
    return found


def _read(request: Request, by: str | None, layer: str) -> Divisions:
    """Outlines by code, those of one code made one."""
    definition = request.layers[layer]
    code = definition.key[0] if definition.key else "code"
    outlines = ground(request, layer, (POLYGONS,))
    definition.field_named(code)
    if "role" in definition.names and not request.parameters["neighbours"]:
        outlines = outlines.take((outlines.frame["role"] != "neighbour").to_numpy(dtype=bool))
    codes = outlines.frame[code].to_numpy(dtype=object)
    without = np.array([one is None or one != one for one in codes], dtype=np.bool_)
    reason = Sentence.of("has no {field}, so nothing is counted in it; give it one", field=code)
    outlines.left += [LeftOut(layer, str(uid), reason) for uid in outlines.uids[without]]
    shapes, codes = outlines.plane[~without], codes[~without].astype(str)
    names = sorted(set(codes.tolist()))
    if not names:
        raise NoOutlines(
            f"layer {layer} has no outline at this version; import some, or give an area (--area)"
        )
    if len(names) == len(codes):
        shapes = shapes[np.argsort(codes)]
    else:
        shapes = np.array([shapely.union_all(shapes[codes == one]) for one in names], dtype=object)
    notes = [*outlines.notes, *holes_between(outlines.lonlat[~without], layer)]
    return Divisions(by, names, shapes, layer, outlines.left, notes)


def _without_overlaps(found: Divisions) -> None:
    """Ground under two outlines stays with the first; what overlaps is noted."""
    pieces, owner = subdivided(found.shapes)
    one, other = shapely.STRtree(pieces).query(pieces, predicate="intersects")
    before = owner[other] < owner[one]
    one, other = one[before], other[before]
    common = shapely.area(shapely.intersection(pieces[one], pieces[other]))
    pairs = np.column_stack([owner[other], owner[one]])[common > 0]
    for low, high in np.unique(pairs, axis=0).tolist():
        m2 = float(common[common > 0][(pairs == [low, high]).all(axis=1)].sum())
        if m2 > WORTH_A_WORD:
            found.notes.append(
                Sentence.of(
                    "outlines {one} and {other} of {layer} overlap by {km2:,.2f} km2, counted in {one};"
                    " correct one of them",
                    one=Value.of("region", found.names[low]),
                    other=Value.of("region", found.names[high]),
                    layer=Value.of("layer", found.layer),
                    km2=m2 / KM2,
                )
            )
    for high in np.unique(pairs[:, 1]).tolist():
        taken = shapely.union_all(found.shapes[np.unique(pairs[pairs[:, 1] == high, 0])])
        found.shapes[high] = shapely.difference(found.shapes[high], taken)


def holes_between(lonlat: Shapes, layer: str) -> list[str]:
    """Ground that outlines enclose and none of them has."""
    whole = shapely.get_parts(shapely.union_all(lonlat))
    if not shapely.get_num_interior_rings(whole).any():
        return []
    inside = shapely.difference(shapely.union_all(_filled(whole)), shapely.union_all(_filled(lonlat)))
    m2 = float(areas(np.array([inside], dtype=object))[0])
    if m2 <= WORTH_A_WORD:
        return []
    return [
        Sentence.of(
            "the outlines of {layer} leave {km2:,.2f} km2 between them that is in none;"
            " what lies there counts as outside",
            layer=Value.of("layer", layer),
            km2=m2 / KM2,
        )
    ]


def _filled(shapes: Shapes) -> Shapes:
    """Polygons without their holes."""
    parts = shapely.get_parts(shapes)
    parts = parts[shapely.get_dimensions(parts) == 2]
    return np.asarray(shapely.polygons(shapely.get_exterior_ring(parts)), dtype=object)
