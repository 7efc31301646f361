"""The drawings of events: geometry made from route and measures, so that people see events on a map.

A drawing is never the source of a figure. It is stale when it is not what route and measures make of it now:
the road was redrawn or calibrated anew, or the event got other kilometres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import shapely

from ..model.definition import Definition
from ..model.errors import UsageError
from ..model.geometry import canoniser, wkb
from ..versions.ledger import Ledger, VersionSpec
from .arrays import Floats, Ints, Shapes
from .calibration import calibrate
from .carriageways import build_side
from .cutting import cut, missing
from .errors import Finding
from .events import usable
from .findings import Named
from .geodesy import crossed
from .intervals import whole_metres
from .location import GAP, PLACED, place
from .routes import RouteSet

WGS84 = "EPSG:4326"


class Drawings(NamedTuple):
    """The drawings of a layer: ``uids``, ``old`` and ``new`` GeoPackage blobs (n,), None where there is none.

    ``new`` is None too where nothing can be drawn; then the old one is left, and ``findings`` say why.
    """

    uids: list[str]
    old: list[bytes | None]
    new: list[bytes | None]
    findings: list[Finding]

    def stale(self) -> Iterator[tuple[str, bytes]]:
        """(uid, new geometry) of those that differ from what is kept; the caller commits them."""
        for uid, old, new in zip(self.uids, self.old, self.new, strict=True):
            if new is not None and new != old:
                yield uid, new


@dataclass(frozen=True)
class Rows:
    """A layer read: ``uids``, blobs and columns of open values."""

    definition: Definition
    uids: list[str]
    blobs: list[bytes | None]
    columns: dict[str, list[Any]]

    @classmethod
    def read(cls, ledger: Ledger, layer: str, revision: VersionSpec = None) -> Rows:
        definition = ledger.definition(layer, revision)
        rows = list(ledger.rows(layer, revision))
        columns = {name: [row[2 + i] for row in rows] for i, name in enumerate(definition.names)}
        return cls(definition, [row[0] for row in rows], [row[1] for row in rows], columns)

    def texts(self, name: str) -> Shapes:
        return np.array(self.columns.get(name) or [None] * len(self.uids), dtype=object)

    def metres(self, name: str) -> Floats:
        """Whole metres of a measure, NaN where it is empty."""
        return whole_metres([np.nan if one is None else one for one in self.columns[name]])

    def shapes(self) -> Shapes:
        """Geometries in degrees on WGS 84."""
        found = shapely.from_wkb([None if one is None else wkb(one) for one in self.blobs])
        assert self.definition.geometry is not None  # nosec B101
        return crossed(np.asarray(found, dtype=object), self.definition.geometry.crs, WGS84)

    def on(self, day: str | None) -> Ints:
        """Rows that describe the world on a day; without one, those that have not ended."""
        start, end = self.texts("valid_from").tolist(), self.texts("valid_to").tolist()
        if day is None:
            return np.array([i for i, one in enumerate(end) if one is None], dtype=np.int64)
        current = [
            i
            for i, (a, b) in enumerate(zip(start, end, strict=True))
            if (a is None or str(a) <= day) and (b is None or str(b) > day)
        ]
        return np.array(current, dtype=np.int64)


class Network(NamedTuple):
    """The routes of a version, by side of the road where a carriageway has a line of its own."""

    sides: dict[str, RouteSet]
    findings: list[Finding]

    def side(self, carriageway: str | None) -> RouteSet:
        return self.sides.get(carriageway or "both", self.sides["both"])


def network(ledger: Ledger, revision: VersionSpec = None, day: str | None = None) -> Network:
    """The routes of a registry at a version, measured by their km posts where there are any.

    Parameters
    ----------
    day : ``YYYY-MM-DD`` on which sections have to be valid; by default those without an end

    Raises
    ------
    UsageError
        No layer, or more than one, holds sections of routes.
    UnknownVersion
    """
    layers = ledger.layers(revision)
    kinds = {name: one.linear.kind for name, one in layers.items() if one.linear and one.geometry}
    elements = [name for name, kind in kinds.items() if kind == "element"]
    if len(elements) != 1:
        many = ", ".join(elements) or "none"
        raise UsageError(
            f"one layer should hold the sections of routes ([linear] kind = element), here: {many}"
        )
    sections = Rows.read(ledger, elements[0], revision)
    linear = sections.definition.linear
    assert linear is not None  # nosec B101
    assert linear.end is not None  # nosec B101
    rows = sections.on(day)
    names, shapes = sections.texts(linear.route)[rows], sections.shapes()[rows]
    low, high = sections.metres(linear.start)[rows], sections.metres(linear.end)[rows]
    carriageway = sections.texts("carriageway")[rows]
    uids = np.array(sections.uids, dtype=object)[rows]
    apart = set(carriageway.tolist()) & {"left", "right"}
    sides, findings = {}, []
    for side in ("both", *sorted(apart)):
        made = build_side(names, shapes, low, high, carriageway, side, uids=uids, layer=elements[0])
        routes, found = made.routes, made.findings
        for name in (name for name, kind in kinds.items() if kind == "referent"):
            routes, listed = _posted(routes, Rows.read(ledger, name, revision))
            found = found + listed
        sides[side] = routes
        findings += found if side == "both" else []
    return Network(sides, findings)


def _posted(routes: RouteSet, posts: Rows) -> tuple[RouteSet, list[Finding]]:
    linear = posts.definition.linear
    assert linear is not None  # nosec B101
    if not posts.uids:
        return routes, []
    points, names = posts.shapes(), posts.texts(linear.route)
    lonlat = np.column_stack([shapely.get_x(points), shapely.get_y(points)])
    done = calibrate(routes, routes.index(names), posts.metres(linear.start), lonlat, names=names,
                     uids=posts.uids, layer=posts.definition.name)  # fmt: skip
    return done.routes, done.findings


def drawings(
    ledger: Ledger,
    layer: str,
    revision: VersionSpec = None,
    *,
    roads: Network | None = None,
    lateral: float = 0.0,
) -> Drawings:
    """The drawings of an event layer at a version, as they are and as they should be.

    Parameters
    ----------
    roads : what :func:`network` gave, where several layers are drawn
    lateral : metres by which events of one carriageway are drawn beside a road that has one line

    Raises
    ------
    UsageError
        The layer is not one of events: km posts are where they stand, measures are made from them.
    UnknownLayer, UnknownVersion
    """
    definition = ledger.definition(layer, revision)
    if definition.linear is None or definition.linear.kind != "event" or definition.geometry is None:
        raise UsageError(
            f"layer {layer} has no drawings to make: they are of events on routes, with geometry"
        )
    found = roads or network(ledger, revision)
    rows = Rows.read(ledger, layer, revision)
    shapes: Shapes = np.full(len(rows.uids), None, dtype=object)
    findings: list[Finding] = []
    side = rows.texts("carriageway")
    for carriageway in sorted({one or "both" for one in side.tolist()}):
        these = np.flatnonzero(np.array([(one or "both") == carriageway for one in side], dtype=np.bool_))
        routes = found.side(carriageway)
        own = carriageway in found.sides or carriageway not in ("left", "right")
        right = 0.0 if own else lateral if carriageway == "right" else -lateral
        shapes[these] = _drawn(routes, rows, these, right, findings)
    form = canoniser(definition.geometry)
    moved = crossed(shapes, WGS84, definition.geometry.crs)
    new: list[bytes | None] = []
    for row, shape in enumerate(moved.tolist()):
        try:
            new.append(None if shape is None else form(shapely.to_wkb(shape, flavor="iso")))
        except ValueError as error:
            new.append(None)
            named = Named(layer, rows.uids, len(rows.uids))
            named.add("not-drawable", row, problem=str(error))
            findings += named.found
    return Drawings(rows.uids, rows.blobs, new, findings)


def _drawn(routes: RouteSet, rows: Rows, these: Ints, right: float, findings: list[Finding]) -> Shapes:
    """Shapes of some rows of a layer, on the routes of their side."""
    linear = rows.definition.linear
    assert linear is not None  # nosec B101
    layer, uids = rows.definition.name, np.array(rows.uids, dtype=object)
    names = rows.texts(linear.route)
    number = np.full(len(names), -1)
    number[these] = routes.index(names[these])
    start = rows.metres(linear.start)
    if linear.end is None:
        named = Named(layer, uids, len(uids))
        spots = place(routes, number[these], start[these], right)
        for at in np.flatnonzero(spots.status != PLACED).tolist():
            _tell(named, routes, int(these[at]), int(number[these[at]]), names, float(start[these[at]]),
                  int(spots.status[at]))  # fmt: skip
        findings += named.found
        points = np.full(len(these), None, dtype=object)
        good = spots.status == PLACED
        points[good] = shapely.points(spots.lonlat[good])
        return points
    end = rows.metres(linear.end)
    events = usable(names[these], number[these], start[these], end[these], layer=layer, uids=uids[these])
    made = cut(routes, events.route, events.span, right)
    named = Named(layer, uids[these][events.row], len(events.row))
    missing(routes, events.route, events.span, made, named)
    whole = [one._replace(row=int(these[one.row])) for one in events.findings]
    findings += whole + [one._replace(row=int(these[events.row[one.row]])) for one in named.found]
    shapes: Shapes = np.full(len(these), None, dtype=object)
    shapes[events.row] = made.line
    return shapes


def _tell(
    named: Named, routes: RouteSet, row: int, route: int, names: Shapes, at: float, status: int
) -> None:
    """A finding for a point event without a place."""
    if route < 0:
        code = "unknown-route" if names[row] else "no-route"
        named.add(code, row, route=names[row])
    elif not np.isfinite(at):
        named.add("no-measure", row)
    elif status == GAP:
        named.add("in-gap", row, start=at, end=at, metres=0, route=routes.names[route])
    else:
        low, high = routes.extent[route].tolist()
        past = max(low - at, at - high)
        named.add("beyond-end", row, start=at, end=at, low=low, high=high, route=routes.names[route],
                  metres=round(past))  # fmt: skip
