"""The drawings of events: geometry made from route and measures, so that people see events on a map.

A drawing is never the source of a figure, and lies where a map draws the road. It is stale when it is not
what route and measures make of it now: the road was redrawn or calibrated anew, or the event got other
kilometres.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import shapely

from ..model.errors import UsageError
from ..model.geometry import canoniser, wkb
from ..versions.ledger import Ledger, VersionSpec
from .arrays import Ints, Shapes
from .cutting import cut, missing
from .errors import Finding
from .events import usable
from .findings import Named
from .geodesy import crossed, in_degrees
from .location import GAP, PLACED, place
from .network import WGS84, Network, Rows, network
from .routes import RouteSet


class Drawings(NamedTuple):
    """The drawings of a layer: ``uids``, ``old`` and ``new`` GeoPackage blobs (n,), None where there is none.

    ``new`` is the old one where the two differ by less than a millimetre, and None where nothing can be
    drawn; then the old one is left, and ``findings`` say why.
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
    side, names = rows.texts("carriageway"), found.meant(rows.texts(definition.linear.route))
    for carriageway in sorted({one or "both" for one in side.tolist()}):
        these = np.flatnonzero(np.array([(one or "both") == carriageway for one in side], dtype=np.bool_))
        routes = found.side(carriageway)
        own = carriageway in found.sides or carriageway not in ("left", "right")
        right = 0.0 if own else lateral if carriageway == "right" else -lateral
        shapes[these] = _drawn(routes, rows, names, these, right, findings)
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
    _keep(rows.blobs, new, 1e-8 if in_degrees(definition.geometry.crs) else 1e-3)
    return Drawings(rows.uids, rows.blobs, new, findings)


def _keep(old: list[bytes | None], new: list[bytes | None], millimetre: float) -> None:
    """Take the old drawing for the new one where they are the same but for the last digits.

    These differ between machines, and from those of :mod:`.plain`, which draws in QGIS.
    """
    pairs = zip(old, new, strict=True)
    differ = [row for row, (a, b) in enumerate(pairs) if a is not None and b is not None and a != b]
    kept, made = (shapely.from_wkb([wkb(side[row] or b"") for row in differ]) for side in (old, new))
    for same in np.flatnonzero(shapely.equals_exact(kept, made, millimetre)).tolist():
        new[differ[same]] = old[differ[same]]


def _drawn(
    routes: RouteSet, rows: Rows, names: Shapes, these: Ints, right: float, findings: list[Finding]
) -> Shapes:
    """Shapes of some rows of a layer, on the routes of their side."""
    linear = rows.definition.linear
    assert linear is not None  # nosec B101
    layer, uids = rows.definition.name, np.array(rows.uids, dtype=object)
    number = np.full(len(names), -1)
    number[these] = routes.index(names[these])
    start = rows.metres(linear.start)
    if linear.end is None:
        named = Named(layer, uids, len(uids))
        spots = place(routes, number[these], start[these], right, on_map=True)
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
    made = cut(routes, events.route, events.span, right, on_map=True)
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
