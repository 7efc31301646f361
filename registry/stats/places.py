"""Places that distances begin and end at: each a point with its nearest road."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..model.errors import UsageError
from .ground import valid_on
from .indicator import Request
from .noding import Lines, nearest
from .result import LeftOut
from .sentences import Sentence, Value

if TYPE_CHECKING:
    from .plane import Floats

SETTLEMENTS, FACILITIES = "settlements", "facilities"
TOWN = "town"
#: Kinds of facilities that answer to a name; any other kind is its own.
KINDS = {"hospital": ("hospital", "clinic")}
_CLOSED = ("planned", "under_construction", "disused", "decommissioned")


@dataclass
class Places:
    """n places: ``layer``, ``uid``, ``key`` and ``name`` of each, (n, 2) ``lonlat``; then their nearest road:
    ``line``, ``along`` and ``off`` metres; ``near`` where that is near enough."""

    layer: list[str]
    uid: list[str]
    key: list[str]
    name: list[str]
    lonlat: Floats
    line: Any = None
    along: Any = None
    off: Any = None
    near: Any = None

    def put(self, lines: Lines, limit: float) -> None:
        """Find the nearest road of each."""
        if len(lines.lonlat) and len(self.uid):
            self.line, self.along, self.off = nearest(lines, self.lonlat)
        else:
            self.line, self.along = np.zeros(len(self.uid), np.int64), np.zeros(len(self.uid))
            self.off = np.full(len(self.uid), np.inf)
        self.near = self.off <= limit


def origins(request: Request, day: str) -> tuple[Places, list[LeftOut]]:
    """Where distances begin on a day."""
    found, left = [], []
    for layer in request.parameters["places"]:
        frame = request.frame(layer)
        frame = frame[valid_on(frame, day)]
        if request.area is not None:
            frame = frame[frame.geometry.to_crs("EPSG:4326").intersects(request.area)]
        one, none = _placed(request, layer, frame)
        found.append(one)
        left += none
    return _together(found), left


def targets(request: Request, to: str, day: str) -> tuple[Places, list[LeftOut]]:
    """Towns, or facilities of a kind that are in use on a day."""
    if to == TOWN:
        if not request.has(SETTLEMENTS):
            return _together([]), []
        towns = request.frame(SETTLEMENTS)
        return _placed(request, SETTLEMENTS, towns[towns["kind"].isin(request.parameters["town_kinds"])])
    if not request.has(FACILITIES):
        return _together([]), []
    known = [choice.value for choice in request.layers[FACILITIES].field_named("kind").choices]
    kinds = KINDS.get(to, (to,))
    if not set(kinds) & set(known):
        names = ", ".join([TOWN, *KINDS, *map(str, known)])
        raise UsageError(f"road-distance: to = {to!r} is no kind of place; choose of: {names}")
    facilities = request.frame(FACILITIES)
    facilities = facilities[facilities["kind"].isin(kinds)]
    over = ~valid_on(facilities, day)
    past = Sentence.of("is not valid on {day}, so nobody is sent there", day=day)
    left = [LeftOut(FACILITIES, str(uid), past) for uid in facilities.index[over]]
    facilities = facilities[~over]
    closed = facilities["lifecycle"].isin(_CLOSED)
    left += [
        LeftOut(
            FACILITIES,
            uid,
            Sentence.of("is {stage}, so nobody is sent there", stage=Value.of("lifecycle", one)),
        )
        for uid, one in facilities["lifecycle"][closed].items()
    ]
    found, none = _placed(request, FACILITIES, facilities[~closed])
    return found, left + none


def _placed(request: Request, layer: str, frame: Any) -> tuple[Places, list[LeftOut]]:
    """A point of each feature: itself, its centroid, or if that is outside, a point inside."""
    definition = request.layers[layer]
    shapes = np.asarray(frame.geometry.to_crs("EPSG:4326").array, dtype=object)
    filled = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    left = [LeftOut(layer, uid, Sentence.of("has no place")) for uid in frame.index[~filled]]
    frame, shapes = frame[filled], shapes[filled]
    points = shapely.centroid(shapes)
    outside = ~shapely.intersects(points, shapes)
    points[outside] = shapely.point_on_surface(shapes[outside])
    key = frame[list(definition.key)].astype(str).agg("|".join, axis=1) if len(frame) else []
    name = frame[definition.label] if definition.label else key
    lonlat = np.column_stack([shapely.get_x(points), shapely.get_y(points)]).reshape(-1, 2)
    names = [one if isinstance(one, str) else "" for one in name]
    return Places([layer] * len(frame), list(frame.index), list(key), names, lonlat), left


def _together(found: list[Places]) -> Places:
    return Places(
        layer=[one for places in found for one in places.layer],
        uid=[one for places in found for one in places.uid],
        key=[one for places in found for one in places.key],
        name=[one for places in found for one in places.name],
        lonlat=np.concatenate([np.empty((0, 2)), *(places.lonlat for places in found)]),
    )
