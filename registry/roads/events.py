"""Events as arrays: which rows of a layer can be used, and what is wrong with the others.

No row is dropped in silence: each is used, or used and listed, or left out and listed. A work with road, from
and to counts though it has no geometry.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import ArrayLike, Bools, Floats, Ints, Spans
from .errors import Finding, MisfitArrays
from .findings import Named
from .routes import RouteSet


class Events(NamedTuple):
    """The rows that can be used: ``row`` (m,) in the layer, ``route`` index, ``span`` in order, ``backwards``
    which came reversed; ``left_out`` rows of the layer, each with a finding."""

    row: Ints
    route: Ints
    span: Spans
    backwards: Bools
    left_out: Ints
    findings: list[Finding]


def usable(
    names: ArrayLike,
    index: ArrayLike,
    start: ArrayLike,
    end: ArrayLike,
    *,
    layer: str = "events",
    uids: ArrayLike | None = None,
) -> Events:
    """The events of a layer.

    Parameters
    ----------
    names : (n,) routes as the rows name them, None or empty where they do not
    index : (n,) the same as numbers, -1 for one that there is not (see :meth:`.RouteSet.index`)
    start, end : (n,) metres, NaN or infinite where unknown

    Returns
    -------
    Events
        Left out: ``no-route``, ``unknown-route``, ``no-measure``, ``zero-length``. Put in order, used and
        listed: ``reversed``.

    Raises
    ------
    MisfitArrays
    """
    named_as, number = np.asarray(names, dtype=object), np.asarray(index, dtype=np.int64)
    low, high = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    count = len(named_as)
    if not (number.shape == low.shape == high.shape == (count,)):
        raise MisfitArrays(
            problem=f"{count} routes, indexes {number.shape}, measures {low.shape}, {high.shape}"
        )
    named = Named(layer, uids, count)
    told = np.array([isinstance(one, str) and one != "" for one in named_as], dtype=np.bool_)
    measured = np.isfinite(low) & np.isfinite(high)
    whole = np.rint(np.where(measured[:, None], np.column_stack([low, high]), 0)).astype(np.int64)
    empty = measured & (whole[:, 0] == whole[:, 1])
    named.add_all("no-route", np.flatnonzero(~told))
    for row in np.flatnonzero(told & (number < 0)).tolist():
        named.add("unknown-route", row, route=named_as[row])
    named.add_all("no-measure", np.flatnonzero(~measured))
    for row in np.flatnonzero(empty).tolist():
        named.add("zero-length", row, start=int(whole[row, 0]))
    good = told & (number >= 0) & measured & ~empty
    rows = np.flatnonzero(good)
    backwards = whole[rows, 0] > whole[rows, 1]
    for row in rows[backwards].tolist():
        named.add("reversed", row, start=int(whole[row, 0]), end=int(whole[row, 1]))
    span = np.sort(whole[rows], axis=1)
    return Events(rows, number[rows], span, backwards, np.flatnonzero(~good), named.found)


def beyond(
    events: Events,
    extent: Floats,
    names: tuple[str, ...],
    *,
    layer: str = "events",
    uids: ArrayLike | None = None,
) -> tuple[Ints, list[Finding]]:
    """Events that run past an end of their route: (m,) metres past it, and a finding each.

    Parameters
    ----------
    extent : (routes, 2) measures at the ends, as :attr:`.RouteSet.extent` or those of the sections; NaN where
        the route has none
    names : of the routes

    Nothing is clipped: such a work still counts as the register says.
    """
    ends = extent[events.route]
    over = np.maximum(ends[:, 0] - events.span[:, 0], 0) + np.maximum(events.span[:, 1] - ends[:, 1], 0)
    length = events.span[:, 1] - events.span[:, 0]
    metres = np.rint(np.nan_to_num(np.minimum(over, length))).astype(np.int64)
    named = Named(layer, uids, 0)
    for place in np.flatnonzero(metres > 0).tolist():
        start, end = events.span[place].tolist()
        low, high = ends[place].tolist()
        named.add("beyond-end", int(events.row[place]), start=start, end=end, low=low, high=high,
                  route=names[events.route[place]], metres=int(metres[place]))  # fmt: skip
    return metres, named.found


def on_routes(
    routes: RouteSet,
    names: ArrayLike,
    start: ArrayLike,
    end: ArrayLike,
    *,
    layer: str = "events",
    uids: ArrayLike | None = None,
) -> Events:
    """:func:`usable` and :func:`beyond` against routes as they are drawn."""
    found = usable(names, routes.index(np.asarray(names, dtype=object)), start, end, layer=layer, uids=uids)
    _, past = beyond(found, routes.extent, routes.names, layer=layer, uids=uids)
    return found._replace(findings=found.findings + past)
