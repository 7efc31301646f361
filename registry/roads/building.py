"""Routes from road lines: single or multiple, in any order and direction, with gaps, closed, or carrying M.

Sections that have kilometres come in their order; each is turned so that it fits its neighbours. Lines
without are chained by where they meet. What cannot be used is listed, with what to mend.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .arrays import ArrayLike, Bools, Floats, Ints, Shapes, expanded, ranked
from .ellipsoid import HIGHEST, SHORT
from .errors import Finding, MisfitArrays
from .findings import Named
from .geodesy import distance, ellipsoid_of, geod, in_degrees, running, steps, to_lonlat
from .knots import Knots, closed_to_ends
from .ordering import Placed, arranged
from .routes import RouteSet
from .sectionmeasures import m_spans, section_knots, trimmed, unit_of_m

#: Ends of lines nearer than this, in metres, are joined.
JOINED = 1.0


class Built(NamedTuple):
    """Routes, and what could not be used or was doubtful."""

    routes: RouteSet
    findings: list[Finding]


class Parts(NamedTuple):
    """Single lines: ``row`` (p,) each is of, ``offsets`` (p + 1,) into ``lonlat`` (v, 2) and ``m`` (v,)."""

    row: Ints
    offsets: Ints
    lonlat: Floats
    m: Floats


def build(
    route: ArrayLike,
    lines: ArrayLike,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    *,
    crs: str = "EPSG:4326",
    uids: ArrayLike | None = None,
    layer: str = "roads",
    joined: float = JOINED,
    metres_per_m: float | None = None,
) -> Built:
    """Routes from n rows of a layer of road lines.

    Parameters
    ----------
    route : (n,) names of the routes; None or empty leaves the row out
    lines : (n,) LineString or MultiLineString geometries, or None; with M these are the measures
    low, high : (n,) metres of each row's beginning and end on its route; NaN where unknown
    crs : reference system of the lines; lengths are geodesic on its ellipsoid
    uids, layer : what findings call the rows
    joined : metres up to which ends of lines are one place
    metres_per_m : metres in a unit of M; by default 1000 in rows whose own kilometres M fits better as
        kilometres, else 1

    Returns
    -------
    Built
        The measures of a route come from M, else from the kilometres of its rows, else from its length.
        Rows left out: ``no-route``, ``no-line``, ``bad-vertex``, ``section-overlap`` (those fully covered).
        Listed as well: ``gap``, ``fork``, ``no-km``, ``m-order``.

    Raises
    ------
    NoEllipsoid, MisfitArrays

    Examples
    --------
    Two sections, the second drawn against its kilometres:

    >>> made = build(["A-27", "A-27"],
    ...     [shapely.LineString([(51, 47), (51.1, 47)]), shapely.LineString([(51.2, 47), (51.1, 47)])],
    ...     [10_000, 17_600], [17_600, 25_200])
    >>> made.routes.extent.tolist(), made.findings
    ([[10000.0, 25200.0]], [])
    """
    shapes = np.asarray(lines, dtype=object)
    count = len(shapes)
    named = Named(layer, uids, count)
    names = np.asarray(route, dtype=object)
    span = np.column_stack([_metres(low, count), _metres(high, count)])
    if len(names) != count:
        raise MisfitArrays(problem=f"{len(names)} routes and {count} lines")
    has_route = np.array([isinstance(one, str) and one != "" for one in names], dtype=np.bool_)
    named.add_all("no-route", np.flatnonzero(~has_route))
    parts, sound, astray = _parts(shapes, crs)
    for row, (longitude, latitude) in astray.items():
        if has_route[row]:
            named.add("bad-vertex", row, longitude=longitude, latitude=latitude)
    lineless = [row for row in np.flatnonzero(has_route & ~sound).tolist() if row not in astray]
    named.add_all("no-line", np.array(lineless, dtype=np.int64))
    used = has_route & sound
    unique = sorted(set(names[used].tolist()))
    index = np.full(count, -1)
    places = {name: place for place, name in enumerate(unique)}
    index[used] = [places[one] for one in names[used].tolist()]

    m_span, falls = m_spans(np.repeat(parts.row, np.diff(parts.offsets)), parts.m, count)
    unit = unit_of_m(m_span, span) if metres_per_m is None else np.full(count, metres_per_m)
    m_span *= unit[:, None]
    carries: Bools = np.isfinite(m_span[:, 0]) & np.isfinite(m_span[:, 1])
    span[carries] = m_span[carries]
    span = trimmed(index, span, unique, named, np.logical_not(carries))
    known = np.isfinite(span).all(axis=1)
    index[known & (span[:, 0] >= span[:, 1])] = -1
    there, index[index >= 0] = ranked(index[index >= 0])
    unique = [unique[place] for place in there.tolist()]
    fixed = np.where(carries, np.where(falls, 1, 0), -1)
    kept = np.flatnonzero(index[parts.row] >= 0)
    order = arranged(_placed(parts, kept, index, span, fixed), unique, named)
    return _assembled(parts, kept[order.part], order.backwards, index, span, unique, crs, joined,
                      np.where(carries, unit, np.nan), named)  # fmt: skip


def _metres(values: ArrayLike | None, count: int) -> Floats:
    if values is None:
        return np.full(count, np.nan)
    found = np.asarray(values, dtype=np.float64)
    if found.shape != (count,):
        raise MisfitArrays(problem=f"{count} lines and measures of shape {found.shape}")
    return found


def _parts(shapes: Shapes, crs: str) -> tuple[Parts, Bools, dict[int, list[float]]]:
    """Single lines of all rows, (n,) which rows have a sound one, and a vertex astray of those with such."""
    kind = shapely.get_type_id(shapes)
    lined = np.flatnonzero(((kind == 1) | (kind == 5)) & ~shapely.is_empty(shapes))
    those = shapes[lined]
    several = np.flatnonzero((shapely.get_num_geometries(those) > 1) & ~shapely.has_m(those))
    those[several] = shapely.line_merge(those[several], directed=True)
    parts, owner = shapely.get_parts(those, return_index=True)
    coords = shapely.get_coordinates(parts, include_m=True)
    offsets = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(parts))])
    lonlat = to_lonlat(np.ascontiguousarray(coords[:, :2]), crs)
    placed = np.isfinite(lonlat).all(axis=1) & (np.abs(lonlat[:, 1]) <= HIGHEST)
    good = np.logical_and.reduceat(placed, offsets[:-1]) if len(parts) else np.empty(0, np.bool_)
    moves = np.zeros(len(lonlat), dtype=np.bool_)
    moves[1:] = (lonlat[1:] != lonlat[:-1]).any(axis=1)
    moves[offsets[:-1]] = False
    long = np.logical_or.reduceat(moves, offsets[:-1]) if len(parts) else np.empty(0, np.bool_)
    row = lined[owner]
    sound = np.zeros(len(shapes), dtype=np.bool_)
    sound[row[long]] = True
    sound[row[~good]] = False  # one vertex astray spoils its line: it would lengthen the road
    take = np.flatnonzero(long & sound[row])
    wrong = np.flatnonzero(~placed)[::-1]
    at = row[np.searchsorted(offsets, wrong, side="right") - 1]
    astray = dict(zip(at.tolist(), lonlat[wrong].tolist(), strict=True))
    vertices, part = expanded(offsets[take], np.diff(offsets)[take])
    sizes = np.bincount(part, minlength=len(take))
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    parts_of = Parts(row[take].astype(np.int64), starts, lonlat[vertices], coords[vertices, 2])
    return parts_of, sound, astray


def _placed(parts: Parts, kept: Ints, index: Ints, span: Floats, fixed: Ints) -> Placed:
    row = parts.row[kept]
    return Placed(
        index[row],
        row,
        np.where(np.isfinite(span).all(axis=1), span[:, 0], np.nan)[row],
        parts.lonlat[parts.offsets[:-1]][kept],
        parts.lonlat[parts.offsets[1:] - 1][kept],
        fixed[row],
    )


def _assembled(
    parts: Parts,
    order: Ints,
    backwards: Bools,
    index: Ints,
    span: Floats,
    names: list[str],
    crs: str,
    joined: float,
    unit: Floats,
    named: Named,
) -> Built:
    """The flat arrays, lines laid one after another."""
    ellipsoid = ellipsoid_of(crs)
    sizes = np.diff(parts.offsets)[order]
    vertex, part = expanded(np.zeros(len(order), np.int64), sizes)
    first = parts.offsets[order]
    vertex = np.where(backwards[part], first[part] + sizes[part] - 1 - vertex, first[part] + vertex)
    lonlat, m = parts.lonlat[vertex], parts.m[vertex]
    row = parts.row[order][part]
    route = index[row]
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    metres = steps(lonlat, offsets, ellipsoid)
    starts = offsets[1:-1]
    inner = starts[route[starts] == route[starts - 1]]
    metres[inner] = distance(lonlat[inner - 1], lonlat[inner], ellipsoid)
    breaks = np.zeros(len(lonlat), dtype=np.bool_)
    breaks[inner] = metres[inner] > joined
    routes = np.searchsorted(route, np.arange(len(names) + 1))
    along = running(metres, routes)
    knots, none, source = _knots(route, row, along, m * unit[row], span, names, routes, named)
    # A vertex that repeats the one before it says nothing; gaps begin a part of their own.
    stays = (metres > 1e-6) | np.isin(np.arange(len(metres)), routes[:-1])
    breaks[routes[:-1]] = True
    lonlat, row, route = lonlat[stays], row[stays], route[stays]
    along, metres, breaks = along[stays], metres[stays], breaks[stays]
    made = _densified(lonlat, row, route, along, np.where(breaks, 0.0, metres), breaks, names, knots, source,
                      crs)  # fmt: skip
    for number in np.flatnonzero(none).tolist():
        named.add_route("no-km", names[number])
    gaps = made.gaps
    for number, start, wide in zip(gaps.route.tolist(), gaps.low.tolist(), gaps.metres.tolist(), strict=True):
        named.add_route("gap", names[number], start=start, metres=f"{wide:.0f}")
    return Built(made, named.found)


def _knots(
    route: Ints,
    row: Ints,
    along: Floats,
    m: Floats,
    span: Floats,
    names: list[str],
    routes: Ints,
    named: Named,
) -> tuple[Knots, Bools, tuple[str, ...]]:
    at, measure, from_m = section_knots(route, row, along, m, span, names, named)
    reach = along[routes[1:] - 1] if len(names) else np.empty(0)
    knots, none = closed_to_ends(route[at], along[at], measure, reach)
    carried = np.zeros(len(names), dtype=np.bool_)
    carried[route[at][from_m]] = True
    kinds = np.where(none, "length", np.where(carried, "m", "kilometres"))
    return knots, none, tuple(kinds.tolist())


def _densified(
    lonlat: Floats,
    row: Ints,
    route: Ints,
    along: Floats,
    metres: Floats,
    breaks: Bools,
    names: list[str],
    knots: Knots,
    source: tuple[str, ...],
    crs: str,
) -> RouteSet:
    """Segments of more than 3 km cut, each piece on the same geodesic."""
    ellipsoid = ellipsoid_of(crs)
    pieces = np.maximum(np.ceil(metres / SHORT), 1).astype(np.int64)
    long = np.flatnonzero(pieces > 1)
    if long.size:
        number, which = expanded(np.ones(len(long), np.int64), pieces[long] - 1)
        end = long[which]
        here, there = lonlat[long - 1], lonlat[long]
        bearing, _, whole = geod(ellipsoid).inv(here[:, 0], here[:, 1], there[:, 0], there[:, 1])
        share = number / pieces[end]
        start = here[which]
        x, y, _ = geod(ellipsoid).fwd(start[:, 0], start[:, 1], bearing[which], whole[which] * share)
        lonlat = np.insert(lonlat, end, np.column_stack([x, y]), axis=0)
        row, route = np.insert(row, end, row[end - 1]), np.insert(route, end, route[end])
        along = np.insert(along, end, along[end - 1] + share * metres[end])
        breaks = np.insert(breaks, end, False)
        own = np.insert(np.ones(len(metres), dtype=np.bool_), end, False)
    else:
        own = np.ones(len(metres), dtype=np.bool_)
    starts = np.flatnonzero(breaks)
    # From here on the row of a vertex is that of the segment after it.
    row[:-1] = np.where(breaks[1:], row[:-1], row[1:])
    parts = np.append(starts, len(lonlat)).astype(np.int64)
    routes = np.searchsorted(route[starts], np.arange(len(names) + 1)).astype(np.int64)
    return RouteSet(tuple(names), lonlat, along, own, row, parts, routes, knots, source, ellipsoid,
                    in_degrees(crs))  # fmt: skip
