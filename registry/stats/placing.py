"""Which region each metre of a road lies in.

Roads are split where they cross a boundary, by measure, so that the parts add up to the whole and nothing is
counted on both sides. A road along a border belongs to the region with the lowest code; a metre of a route
that has no line is *unplaced*, one that has a line in none of the regions is *outside*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from ..model.errors import UsageError
from ..roads.areas import areas
from ..roads.arrays import Floats, Ints, Shapes, expanded
from ..roads.routes import RouteSet
from .along import Along
from .divisions import KM2, WORTH_A_WORD, holes_between
from .drawn import WGS84, Drawn
from .ground import valid_on
from .indicator import NoLayer, NoOutlines
from .polygons import repaired
from .sentences import Sentence, Value

if TYPE_CHECKING:
    from .indicator import Request

UNPLACED, OUTSIDE = "unplaced", "outside"


def outlines(request: Request, layer: str) -> tuple[list[str], Shapes, list[str]]:
    """Codes of the regions of a layer in order, their outlines in WGS 84, and what is odd about them.

    Outlines of one code are one.

    Raises
    ------
    UsageError
        If the layer cannot say what lies where.
    """
    if not request.has(layer):
        raise NoLayer(layer=layer, why=" to split by; import its outlines, or name another")
    definition = request.layers[layer]
    names = [one for one in (*definition.key, "code") if one in definition.names]
    if definition.geometry is None or not names:
        raise UsageError(f"layer {layer} cannot split anything: it needs polygons and a field code")
    frame = request.frame(layer)
    frame = frame[valid_on(frame, request.parameters.get("as_of") or request.day)]
    shapes = frame.geometry.to_crs(WGS84).to_numpy()
    usable = (shapely.get_dimensions(shapes) == 2) & frame[names[0]].notna().to_numpy()
    shapes, codes = shapes[usable], frame[names[0]].astype(str).to_numpy()[usable]
    odd = [*_unusable(frame.index[~usable], layer, names[0]), *_mended(codes, shapes, layer)]
    if not len(codes):
        raise NoOutlines(f"layer {layer} has no outline at this version, so nothing can be split by it")
    unique = sorted(set(codes.tolist()))
    united = np.array([shapely.union_all(shapes[codes == one]) for one in unique], dtype=object)
    return unique, united, [*odd, *_overlaps(unique, united, layer), *holes_between(united, layer)]


def _unusable(uids: Sequence[str], layer: str, field: str) -> Iterator[Sentence]:
    """Rows that nothing can lie in."""
    for uid in uids:
        told = "{layer} {uid} has no outline or no {field}, so nothing is counted in it; give it"
        yield Sentence.of(told, layer=layer, uid=uid, field=Value.of("field", field))


def _mended(codes: Sequence[str], shapes: Shapes, layer: str) -> Iterator[Sentence]:
    """Outlines that cross themselves, mended in place."""
    for at, problem in zip(*repaired(shapes), strict=True):
        yield Sentence.of(
            "outline {one} of {layer} is invalid ({problem}), counted as mended; correct it",
            one=Value.of("region", codes[at]),
            layer=Value.of("layer", layer),
            problem=problem,
        )


def _overlaps(codes: Sequence[str], shapes: Shapes, layer: str) -> Iterator[str]:
    """Ground under two outlines: a road there counts in the first."""
    other, one = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    common = shapely.intersection(shapes[one], shapes[other])
    flat = np.flatnonzero(shapely.area(common) > 0)
    for pair, m2 in zip(flat.tolist(), areas(common[flat]).tolist(), strict=True):
        if m2 > WORTH_A_WORD:
            yield Sentence.of(
                "outlines {one} and {other} of {layer} overlap by {km2:,.2f} km2, counted in {one};"
                " correct one of them",
                one=Value.of("region", codes[one[pair]]),
                other=Value.of("region", codes[other[pair]]),
                layer=Value.of("layer", layer),
                km2=m2 / KM2,
            )


def placed(drawn: Drawn, codes: Sequence[str], shapes: Shapes, within: tuple[int, int]) -> Along:
    """Regions along the numbered routes.

    Parameters
    ----------
    codes, shapes : (k,) of the regions, in order of codes: on a border the first wins
    within : metres that will be asked about

    Returns
    -------
    Along
        Rows are the regions, k where a line lies outside all of them, -1 where there is no line.
    """
    routes = drawn.routes
    number = np.full(len(routes), -1)
    number[drawn.index[drawn.index >= 0]] = np.flatnonzero(drawn.index >= 0)
    part = routes.part_route
    whole = np.repeat(len(codes), len(part))
    rows = [(part, routes.part_span, whole)]
    if len(part):
        rows.append(_crossings(drawn, shapes))
    route = np.concatenate([one[0] for one in rows])
    along = np.concatenate([one[1] for one in rows])
    region = np.concatenate([one[2] for one in rows])
    measure = np.column_stack([routes.knots.measure_at(route, along[:, side]) for side in (0, 1)])
    span = np.rint(measure).astype(np.int64)
    kept = (number[route] >= 0) & (span[:, 0] < span[:, 1])
    found = Along.of(number[route][kept], span[kept], -region[kept], len(drawn.index), within)
    return Along(
        found.line, found.low, found.high, found.place, np.append(region[kept], -1)[found.row]
    )  # fmt: skip


class _Segments(NamedTuple):
    """Straight pieces as they were drawn, before long ones were cut along the geodesic: ``ends`` (s, 2, 2)
    degrees, ``route`` (s,); ``key`` and ``along`` turn a share of a piece into metres along its route."""

    ends: Floats
    route: Ints
    key: Floats
    metres: Floats

    @classmethod
    def of(cls, routes: RouteSet) -> _Segments:
        given = np.flatnonzero(routes.own)
        last = np.zeros(len(routes.lonlat), dtype=np.bool_)
        last[routes.parts[1:] - 1] = True
        start = np.flatnonzero(~last[given])
        first, end = given[start], given[start + 1]
        vertex, segment = expanded(first, end - first + 1)
        ends = np.stack([routes.lonlat[first], routes.lonlat[end]], axis=1)
        key = 2 * segment + _share(ends[segment], routes.lonlat[vertex])
        return cls(ends, routes.vertex_route[first], key, routes.along[vertex])

    def along(self, segment: Ints, share: Floats) -> Floats:
        """(n,) metres along the route of places on segments."""
        found: Floats = np.interp(2 * segment + share, self.key, self.metres)
        return found


def _crossings(drawn: Drawn, shapes: Shapes) -> tuple[Ints, Floats, Ints]:
    """(route, along (n, 2), region) of the stretches of lines within regions."""
    given = _Segments.of(drawn.routes)
    segments = shapely.linestrings(given.ends)
    shapely.prepare(shapes)
    region, segment = _meeting(shapes, segments)
    inside = shapely.covers(shapes[region], segments[segment])
    cut, kept = np.flatnonzero(~inside), np.flatnonzero(inside)
    within = shapely.intersection(segments[segment[cut]], shapes[region[cut]])
    parts, owner = shapely.get_parts(within, return_index=True)
    lines = shapely.get_dimensions(parts) == 1
    parts, owner = parts[lines], cut[owner[lines]]
    tips = [shapely.get_coordinates(shapely.get_point(parts, at)) for at in (0, -1)]
    shares = np.sort([_share(given.ends[segment[owner]], one) for one in tips], axis=0)
    low = np.concatenate([np.zeros(len(kept)), shares[0]])
    high = np.concatenate([np.ones(len(kept)), shares[1]])
    segment = np.concatenate([segment[kept], segment[owner]])
    region = np.concatenate([region[kept], region[owner]])
    along = np.column_stack([given.along(segment, low), given.along(segment, high)])
    return _joined(given.route[segment], along, region)


def _meeting(shapes: Shapes, segments: Shapes) -> tuple[Ints, Ints]:
    tree = shapely.STRtree(segments)
    region, segment = tree.query(shapes, predicate="intersects")
    return region.astype(np.int64), segment.astype(np.int64)


def _share(ends: Floats, points: Floats) -> Floats:
    """(n,) where points stand between two ends, 0 to 1."""
    way = ends[:, 1] - ends[:, 0]
    found = ((points - ends[:, 0]) * way).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-30)
    # At a vertex exactly, so that neighbouring segments meet.
    found = np.where(found < 1e-9, 0.0, np.where(found > 1 - 1e-9, 1.0, found))
    clipped: Floats = found
    return clipped


def _joined(route: Ints, along: Floats, region: Ints) -> tuple[Ints, Floats, Ints]:
    """Stretches of one region that follow one another made one, so that each bound is rounded once."""
    order = np.lexsort((along[:, 0], region, route))
    route, along, region = route[order], along[order], region[order]
    follows = np.zeros(len(route), dtype=np.bool_)
    follows[1:] = (
        (route[1:] == route[:-1]) & (region[1:] == region[:-1]) & (along[1:, 0] - along[:-1, 1] < 1e-3)
    )
    first = np.flatnonzero(~follows)
    last = np.append(first[1:], len(route)) - 1 if len(route) else first
    return route[first], np.column_stack([along[first, 0], along[last, 1]]), region[first]
