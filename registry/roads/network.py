"""The routes of a registry at a version: its sections of roads, measured by its km posts.

Each side of a road whose carriageways are drawn apart has its routes. A section, a post or an event may name
its road by a former number; what that means is told by the aliases of the routes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import shapely

from ..model.definition import Definition
from ..model.errors import UsageError
from ..model.geometry import wkb
from ..versions.ledger import Ledger, VersionSpec
from .aliases import Aliases
from .arrays import Floats, Ints, Shapes
from .calibration import Calibration, calibrate
from .carriageways import build_side
from .errors import Finding
from .geodesy import crossed, in_degrees
from .intervals import whole_metres
from .routes import RouteSet

WGS84 = "EPSG:4326"


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


class Posts(NamedTuple):
    """Km posts of a layer as they were tried on the roads: ``uids``, ``names`` (n,) of their routes,
    ``metres`` (n,) on them, and how each fits."""

    uids: list[str]
    names: Shapes
    metres: Floats
    fitted: Calibration


class Network(NamedTuple):
    """The routes of a version, by side of the road where a carriageway has a line of its own.

    ``findings`` are those of the road as a whole, as are ``posts``; ``sections`` tell the route of each
    section by uid.
    """

    sides: dict[str, RouteSet]
    findings: list[Finding]
    aliases: Aliases
    posts: list[Posts]
    sections: dict[str, str]

    def side(self, carriageway: str | None) -> RouteSet:
        return self.sides.get(carriageway or "both", self.sides["both"])

    def meant(self, names: Shapes) -> Shapes:
        """(n,) the routes that names mean, which may be aliases."""
        return _meant(self.aliases, names)

    def about(self, route: str) -> list[Finding]:
        """What was found about a route, its sections and its posts."""
        those = {uid for uid, name in self.sections.items() if name == route} | {route}
        for posts in self.posts:
            those.update(uid for uid, name in zip(posts.uids, posts.names, strict=True) if name == route)
        return [one for one in self.findings if one.uid in those]


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
    assert sections.definition.geometry is not None  # nosec B101
    straight = in_degrees(sections.definition.geometry.crs)
    aliases = _aliases(ledger, sections.definition, revision)
    rows = sections.on(day)
    names, shapes = _meant(aliases, sections.texts(linear.route)[rows]), sections.shapes()[rows]
    low, high = sections.metres(linear.start)[rows], sections.metres(linear.end)[rows]
    carriageway = sections.texts("carriageway")[rows]
    uids = np.array(sections.uids, dtype=object)[rows]
    referents = [Rows.read(ledger, name, revision) for name, kind in kinds.items() if kind == "referent"]
    whole = Network({}, [], aliases, [], dict(zip(uids.tolist(), names.tolist(), strict=True)))
    for side in ("both", *sorted(set(carriageway.tolist()) & {"left", "right"})):
        made = build_side(names, shapes, low, high, carriageway, side, uids=uids, layer=elements[0])
        routes, found, tried = replace(made.routes, in_degrees=straight), made.findings, []
        for posts in (one for one in referents if one.uids):
            done = _posted(routes, posts, aliases)
            routes, found = done.fitted.routes, found + done.fitted.findings
            tried.append(done)
        whole.sides[side] = routes
        if side == "both":
            whole.findings.extend(found)
            whole.posts.extend(tried)
    return whole


def _aliases(ledger: Ledger, sections: Definition, revision: VersionSpec) -> Aliases:
    """Of the layer that the sections name their routes by, if it has any."""
    assert sections.linear is not None  # nosec B101
    layer, _, key = (sections.field_named(sections.linear.route).references or "").partition(".")
    layers = ledger.layers(revision)
    if layer not in layers or not {key, "aliases"} <= set(layers[layer].names):
        return Aliases()
    rows = Rows.read(ledger, layer, revision)
    return Aliases(zip(rows.columns[key], rows.columns["aliases"], strict=True))


def _posted(routes: RouteSet, posts: Rows, aliases: Aliases) -> Posts:
    linear = posts.definition.linear
    assert linear is not None  # nosec B101
    points, names = posts.shapes(), _meant(aliases, posts.texts(linear.route))
    lonlat = np.column_stack([shapely.get_x(points), shapely.get_y(points)])
    metres = posts.metres(linear.start)
    fitted = calibrate(routes, routes.index(names), metres, lonlat, names=names, uids=posts.uids,
                       layer=posts.definition.name)  # fmt: skip
    return Posts(posts.uids, names, metres, fitted)


def _meant(aliases: Aliases, names: Shapes) -> Shapes:
    """(n,) the routes that names mean, each looked up once."""
    known = {name: aliases.route(name) for name in set(names.tolist()) if name}
    return np.array([known.get(name, name) for name in names.tolist()], dtype=object)
