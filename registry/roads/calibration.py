"""Routes measured by their km posts.

Between two posts the measure grows with the geodesic distance along the line, so that a kilometre of 1,042 m
stays one. A post is used only if it stands by its road and in order with the others; what is not used is
listed and never silently dropped, what is used says how well it fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .arrays import ArrayLike, Floats, Ints, distinct
from .errors import Finding, MisfitArrays
from .findings import Named
from .increasing import rising
from .knots import Knots, closed_to_ends
from .location import Located, locate
from .routes import RouteSet
from .turning import turned

#: Metres from the line at which a post is off its road.
OFF = 50.0
#: Posts that a route needs.
FEWEST = 2

USED, ORPHAN, NO_MEASURE, NO_PLACE, OFF_PATH, OUT_OF_ORDER, DUPLICATE, TOO_FEW = range(8)
CODES = ("used", "orphan", "no-measure", "no-place", "off-path", "out-of-order", "duplicate", "too-few")


class Residuals(NamedTuple):
    """How posts fit, (n,) each in metres, NaN where it says nothing.

    ``off`` is how far a post stands from the line, with a sign, above 0 to the right; ``left_out`` is its
    kilometre less what its two neighbours alone would make of its place.
    """

    off: Floats
    left_out: Floats


@dataclass(frozen=True)
class Calibration:
    """``routes`` with the measures of their posts; ``status`` (n,) USED or why not; ``along`` (n,) where each
    stands; ``findings`` the posts not used, and routes with too few of them, which keep their measures."""

    routes: RouteSet
    status: Ints
    along: Floats
    residuals: Residuals
    findings: list[Finding]

    @property
    def used(self) -> Ints:
        return np.flatnonzero(self.status == USED)


def calibrate(
    routes: RouteSet,
    route: ArrayLike,
    measure: ArrayLike,
    lonlat: ArrayLike,
    *,
    names: ArrayLike | None = None,
    uids: ArrayLike | None = None,
    layer: str = "km_posts",
    off: float = OFF,
    fewest: int = FEWEST,
) -> Calibration:
    """Measure routes by their km posts.

    Parameters
    ----------
    route : (n,) index of each post's route, -1 for none that has a line
    measure : (n,) metres on the post, NaN where unknown
    lonlat : (n, 2) where it stands, degrees
    names, uids, layer : what findings call routes without a line, and the posts
    off : metres from the line from which on a post is not used
    fewest : posts that a route needs to be measured by them

    Returns
    -------
    Calibration
        A route whose posts run against its line is turned round, unless the kilometres of several
        sections, or M, say that the posts are wrong. Before the first post and after the last a
        kilometre has 1,000 m.

    Raises
    ------
    MisfitArrays
    """
    number, metres = np.asarray(route, dtype=np.int64), np.asarray(measure, dtype=np.float64)
    points = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
    count = len(number)
    if metres.shape != (count,) or len(points) != count:
        raise MisfitArrays(problem=f"{count} routes, {metres.shape} measures and {len(points)} posts")
    status = np.full(count, USED)
    status[~np.isfinite(points).all(axis=1)] = NO_PLACE
    status[~np.isfinite(metres)] = NO_MEASURE
    status[number < 0] = ORPHAN
    found, away = _projected(routes, number, points, status, off)
    routes, along = _turned(routes, number, metres, found, status)
    _unwind(routes, number, metres, along, status, off)
    _keep_order(number, metres, along, status)
    usable = np.bincount(number[status == USED], minlength=len(routes))
    lacking = (usable < fewest) & (np.bincount(number[number >= 0], minlength=len(routes)) > 0)
    status[(status == USED) & np.append(lacking, False)[number]] = TOO_FEW
    knots, order = _measured(routes, number, metres, along, status)
    source = tuple(
        "posts" if told else was
        for told, was in zip((usable >= max(fewest, 1)).tolist(), routes.source, strict=True)
    )
    residuals = Residuals(away, _left_out(order, number, metres, along))
    made = routes.measured(knots, source)
    named = Named(layer, uids, count)
    _list(made, number, metres, along, away, status, names, off, named)
    for place in np.flatnonzero(lacking).tolist():
        named.add_route("too-few", routes.names[place], count=int(usable[place]))
    return Calibration(made, status, along, residuals, named.found)


def _projected(
    routes: RouteSet, number: Ints, points: Floats, status: Ints, off: float
) -> tuple[Located, Floats]:
    """Where posts stand on their own routes; those too far off are marked."""
    rows = np.flatnonzero(status == USED)
    whole = np.full(len(number), -1)
    found = locate(routes, points[rows], route=number[rows], within=max(100 * off, 20_000.0))
    nothing = np.full(len(number), np.nan)
    spread = Located(
        whole,
        nothing,
        nothing.copy(),
        nothing.copy(),
        nothing.copy(),
        whole.copy(),
        np.full((len(number), 2), np.nan),
    )
    for column, values in zip(spread, found, strict=True):
        column[rows] = values
    status[rows[~(found.metres <= off)]] = OFF_PATH
    return spread, spread.right


def _turned(
    routes: RouteSet, number: Ints, metres: Floats, found: Located, status: Ints
) -> tuple[RouteSet, Floats]:
    """Routes whose posts mostly fall along the line, turned round where nothing says otherwise."""
    rows = np.flatnonzero(status == USED)
    order = rows[np.lexsort((found.along[rows], number[rows]))]
    same = number[order][1:] == number[order][:-1]
    trend = np.bincount(number[order][1:][same], np.sign(np.diff(metres[order]))[same], minlength=len(routes))
    # Where the kilometres of several sections, or M, tell the direction already, such posts are wrong.
    width = int(routes.row.max(initial=0)) + 1
    pairs = distinct(routes.vertex_route * width + routes.row)
    sections = np.bincount(pairs // width, minlength=len(routes))
    told = np.array(routes.source, dtype=object)
    against = (trend < 0) & (told != "m") & ((told == "length") | (sections < 2))
    along = found.along.copy()
    if against.any():
        routes = turned(routes, against)
        there = (number >= 0) & against[np.maximum(number, 0)]
        along[there] = routes.reach[number[there]] - along[there]
        found.right[there] *= -1
    return routes, along


def _unwind(routes: RouteSet, number: Ints, metres: Floats, along: Floats, status: Ints, off: float) -> None:
    """Posts at the seam of a closed loop stand at its beginning or its end, as their kilometre says."""
    rows = np.flatnonzero((status == USED) & (number >= 0))
    rows = rows[routes.closed[number[rows]]]
    if not rows.size:
        return
    low, high = np.full(len(routes), np.inf), np.full(len(routes), -np.inf)
    np.minimum.at(low, number[rows], metres[rows])
    np.maximum.at(high, number[rows], metres[rows])
    reach = routes.reach[number[rows]]
    seam = np.minimum(along[rows], reach - along[rows]) <= off
    early = metres[rows] - low[number[rows]] < high[number[rows]] - metres[rows]
    wrong = seam & (early != (along[rows] < reach / 2))
    along[rows[wrong]] = np.where(early, 0.0, reach)[wrong]


def _keep_order(number: Ints, metres: Floats, along: Floats, status: Ints) -> None:
    """Mark the fewest posts without which the others rise along their route."""
    rows = np.flatnonzero(status == USED)
    # Of two with one kilometre the farther comes first, so that a rising sequence has at most one of them.
    rows = rows[np.lexsort((-along[rows], metres[rows], number[rows]))]
    route = number[rows]
    same = route[1:] == route[:-1]
    falls = same & ((along[rows][1:] <= along[rows][:-1]) | (metres[rows][1:] <= metres[rows][:-1]))
    for here in sorted(set(route[1:][falls].tolist())):
        low, high = np.searchsorted(route, (here, here + 1))
        those = rows[low:high]
        kept = np.zeros(len(those), dtype=np.bool_)
        kept[rising(along[those].tolist(), metres[those].tolist())] = True
        twice = np.isin(metres[those], metres[those][kept])
        status[those[~kept]] = np.where(twice[~kept], DUPLICATE, OUT_OF_ORDER)


def _measured(
    routes: RouteSet, number: Ints, metres: Floats, along: Floats, status: Ints
) -> tuple[Knots, Ints]:
    """Knots at the used posts of each route, of a route without them those it had; the posts in order."""
    rows = np.flatnonzero(status == USED)
    rows = rows[np.lexsort((along[rows], number[rows]))]
    posted = np.zeros(len(routes), dtype=np.bool_)
    posted[number[rows]] = True
    old = np.repeat(np.arange(len(routes)), np.diff(routes.knots.offsets))
    stay = ~posted[old]
    route = np.concatenate([number[rows], old[stay]])
    order = np.argsort(route, kind="stable")
    knots, _ = closed_to_ends(
        route[order],
        np.concatenate([along[rows], routes.knots.along[stay]])[order],
        np.concatenate([metres[rows], routes.knots.measure[stay]])[order],
        routes.reach,
    )
    return knots, rows


def _left_out(order: Ints, number: Ints, metres: Floats, along: Floats) -> Floats:
    """(n,) posted less interpolated kilometre of each used post between two others of its route."""
    out = np.full(len(number), np.nan)
    if len(order) < 3:
        return out
    a, b, c = order[:-2], order[1:-1], order[2:]
    inner = (number[a] == number[b]) & (number[b] == number[c])
    a, b, c = a[inner], b[inner], c[inner]
    share = (along[b] - along[a]) / (along[c] - along[a])
    out[b] = metres[b] - (metres[a] + share * (metres[c] - metres[a]))
    return out


def _list(
    routes: RouteSet,
    number: Ints,
    metres: Floats,
    along: Floats,
    away: Floats,
    status: Ints,
    names: ArrayLike | None,
    off: float,
    named: Named,
) -> None:
    """A finding for each post that is not used."""
    called = None if names is None else np.asarray(names, dtype=object)
    there = np.full(len(number), np.nan)
    astray = np.flatnonzero(status == OUT_OF_ORDER)
    there[astray] = routes.knots.measure_at(number[astray], along[astray])
    for row in np.flatnonzero((status != USED) & (status != TOO_FEW)).tolist():
        code = CODES[status[row]]
        facts: dict[str, object] = {"start": float(metres[row])}
        if number[row] >= 0:
            facts["route"] = routes.names[number[row]]
        else:
            facts["route"] = "?" if called is None else called[row]
        if code == "off-path":
            far = abs(away[row])
            facts |= {"metres": f"{far:.0f}" if np.isfinite(far) else "over 20,000", "limit": f"{off:g}"}
        if code == "out-of-order":
            facts["there"] = float(there[row])
        named.add(code, row, **facts)
