"""The shapes of a layer on the Earth: in WGS 84, mended where they cross themselves, and what was odd.

No row is lost without a word: one without geometry, or with one that is nowhere on Earth, is listed with what
to mend; an outline that crosses itself is mended and counted, and listed as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from ..model.definition import Definition
from ..model.errors import UsageError
from ..roads.densifying import LONGEST, densified
from ..roads.errors import BadCoordinate
from .plane import Floats, Shapes, to_plane
from .polygons import mended
from .result import LeftOut
from .sentences import Listed, Sentence, Value
from .tiles import united_around

if TYPE_CHECKING:
    import geopandas

    from .indicator import Request

WGS84 = "EPSG:4326"
POINTS, LINES, POLYGONS = 0, 1, 2
#: How an empty value is asked for in a list of values.
UNKNOWN = "unknown"

_KINDS = {POINTS: "points", LINES: "lines", POLYGONS: "polygons"}
_DIMENSIONS = {"Point": POINTS, "LineString": LINES, "Polygon": POLYGONS}


@dataclass
class Ground:
    """Usable features of a layer: ``frame`` by ``uid`` and, row by row, ``lonlat`` shapes in WGS 84.

    ``origin`` (n,) are the layers that the uids are of, where that is not one layer.
    """

    layer: str
    frame: geopandas.GeoDataFrame
    lonlat: Shapes
    left: list[LeftOut]
    notes: list[str]
    origin: NDArray[Any] | None = None

    def __len__(self) -> int:
        return len(self.lonlat)

    @property
    def uids(self) -> NDArray[Any]:
        return np.asarray(self.frame.index.to_numpy(dtype=object))

    @property
    def layers(self) -> NDArray[Any]:
        """(n,) the layer of each uid."""
        if self.origin is not None:
            return self.origin
        return np.full(len(self), self.layer, dtype=object)

    @property
    def plane(self) -> Shapes:
        """The shapes on the plane of areas, long edges along their geodesics."""
        return self.on_plane(LONGEST)

    def on_plane(self, longest: float) -> Shapes:
        """The same with vertices on long edges every so many metres."""
        points = not (shapely.get_dimensions(self.lonlat) > POINTS).any()
        return to_plane(self.lonlat if points else densified(self.lonlat, longest))

    def around(self, metres: float) -> Shapes:
        """Polygons on the plane that cover all ground within a distance of any feature, without overlap.

        Raises
        ------
        UsageError, BadCoordinate
            As :func:`.tiles.united_around`; names the feature.
        """
        try:
            return united_around(self.lonlat, metres)
        except BadCoordinate as error:
            which = {"layer": self.layer, "uid": str(self.uids[error.facts["uid"]])}
            raise BadCoordinate(**error.facts | which) from None

    def take(self, chosen: NDArray[np.bool_]) -> Ground:
        """The features chosen, the words about all of them."""
        origin = None if self.origin is None else self.origin[chosen]
        return Ground(self.layer, self.frame[chosen], self.lonlat[chosen], self.left, self.notes, origin)


def ground(request: Request, layer: str, kinds: Sequence[int], where: str | None = None) -> Ground:
    """Read a layer's shapes.

    What is not valid on the day asked for (parameter ``as_of``, else the version's) is noted, not read.

    Parameters
    ----------
    kinds : what may be in it: POINTS, LINES, POLYGONS
    where : SQL condition over its open values

    Raises
    ------
    UnknownLayer, UnknownField
    UsageError
        If the layer has no geometry, or of another kind.
    """
    frame = request.frame(layer, where)
    current = valid_on(frame, request.parameters.get("as_of") or request.day)
    whole, frame = len(frame), frame[current]
    definition = request.layers[layer]
    kind = None if definition.geometry is None else definition.geometry.type.removeprefix("Multi")
    if kind is None or _DIMENSIONS[kind] not in kinds:
        holds = "no geometry" if kind is None else _KINDS[_DIMENSIONS[kind]]
        wanted = " or ".join(_KINDS[one] for one in kinds)
        raise UsageError(f"layer {layer} has {holds}; choose a layer of {wanted}")
    shapes = np.asarray(frame.geometry.array, dtype=object)
    lonlat, notes = _to_wgs84(layer, shapes, str(frame.crs))
    left: list[LeftOut] = []
    usable = _placed(layer, frame.index, lonlat, left)
    flat = lonlat.copy()
    flat[~usable] = None
    left += mended(layer, frame.index, flat)
    lonlat[usable] = flat[usable]
    if len(frame) < whole:
        notes.append(not_valid(layer, whole - len(frame)))
    elif not whole:
        empty = "layer {layer} has no feature at this version, so the figures are 0"
        none = "layer {layer} has no feature where {where} at this version, so the figures are 0"
        notes.append(
            Sentence.of(empty if where is None else none, layer=Value.of("layer", layer), where=where)
        )
    return Ground(layer, frame[usable], lonlat[usable], left, notes)


def not_valid(layer: str, count: int) -> Sentence:
    """How many features of a layer are not valid on the day."""
    told = "{count} of {layer} not counted: not valid on the day"
    return Sentence.of(told, count=count, layer=Value.of("layer", layer))


def refuse_unknown(definition: Definition, field: str, values: Sequence[str] | None) -> None:
    """Refuse values that a field cannot have.

    Raises
    ------
    UnknownField, UsageError
        Names the field and its choices.
    """
    choices = [str(one.value) for one in definition.field_named(field).choices]
    wrong = [one for one in values or () if one != UNKNOWN and choices and one not in choices]
    if wrong:
        listed = ", ".join([*choices, UNKNOWN])
        raise UsageError(f"{field} = {wrong[0]!r} of {definition.name}; choose of: {listed}")


def chosen(found: Ground, definition: Definition, field: str, values: Sequence[str] | None) -> Ground:
    """The features whose field has one of some values; "unknown" stands for an empty one, nothing for any.

    Those with another value were not asked for: a note counts them. Those with none are listed.

    Raises
    ------
    UnknownField, UsageError
        Names the field, or a value that it cannot have.
    """
    if not values:
        return found
    refuse_unknown(definition, field, values)
    texts = found.frame[field].astype("object").to_numpy()
    empty = np.array([one is None or one != one or one == "" for one in texts], dtype=np.bool_)
    kept = np.isin(texts.astype(str), list(values)) & ~empty
    if UNKNOWN in values:
        kept |= empty
    else:
        reason = Sentence.of(
            "has no {field}, so it is not among {values}; give it, or ask for unknown too",
            field=field,
            values=Listed.of(Value.of(field, one) for one in values),
        )
        found.left.extend(LeftOut(found.layer, str(uid), reason) for uid in found.uids[empty])
    other = texts[~kept & ~empty]
    for value in sorted(set(other.tolist())):
        found.notes.append(
            Sentence.of(
                "{count} of {layer} not counted: {field} is {value}",
                count=int((other == value).sum()),
                layer=Value.of("layer", found.layer),
                field=Value.of("field", field),
                value=Value.of(field, value),
            )
        )
    return found.take(kept)


def _to_wgs84(layer: str, shapes: Shapes, crs: str) -> tuple[Shapes, list[str]]:
    """Shapes in WGS 84, and what the transformation was if it changed the datum."""
    here = CRS.from_user_input(crs)
    if here == CRS.from_user_input(WGS84):
        return shapes.copy(), []
    try:
        transformer = Transformer.from_crs(here, WGS84, always_xy=True)
    except ProjError as error:
        raise UsageError(f"layer {layer} in {crs} has no way to WGS 84: {error}") from None

    def there(coords: Floats) -> Floats:
        return np.column_stack(transformer.transform(coords[:, 0], coords[:, 1]))

    notes: list[str] = []
    geodetic = here.geodetic_crs
    if geodetic is not None and geodetic != CRS.from_user_input(WGS84):
        exact = transformer.accuracy
        known = exact is not None and exact > 0
        good = "layer {layer} was brought from {crs} to WGS 84 by a transformation good to {metres:g} m"
        doubtful = "layer {layer} was brought from {crs} to WGS 84 by a transformation of unknown accuracy"
        named = Value.of("layer", layer)
        notes.append(Sentence.of(good if known else doubtful, layer=named, crs=crs, metres=exact))
    return np.asarray(shapely.transform(shapes, there), dtype=object), notes


def valid_on(frame: Any, day: str) -> NDArray[np.bool_]:
    """(n,) features valid on a day: valid_from is the first, valid_to the first no more."""
    there = np.datetime64(day, "D")
    current = np.ones(len(frame), dtype=np.bool_)
    if "valid_from" in frame:
        current &= ~(frame["valid_from"].to_numpy("datetime64[D]") > there)
    if "valid_to" in frame:
        current &= ~(frame["valid_to"].to_numpy("datetime64[D]") <= there)
    return current


def _placed(layer: str, uids: Any, lonlat: Shapes, left: list[LeftOut]) -> NDArray[np.bool_]:
    empty = shapely.is_missing(lonlat) | shapely.is_empty(lonlat)
    undrawn = Sentence.of("has no geometry; draw it")
    left += [LeftOut(layer, str(uid), undrawn) for uid in uids[empty]]
    coords, of = shapely.get_coordinates(lonlat, return_index=True)
    bad = ~np.isfinite(coords).all(axis=1) | (np.abs(coords[:, 1]) > 90) | (np.abs(coords[:, 0]) > 360)
    nowhere = np.zeros(len(lonlat), dtype=np.bool_)
    nowhere[of[bad]] = True
    reason = Sentence.of("lies nowhere on Earth; correct its coordinates or the layer's CRS")
    left += [LeftOut(layer, str(uid), reason) for uid in uids[nowhere]]
    turned = _round_the_earth(lonlat) & ~nowhere
    reason = Sentence.of("has an edge across the antimeridian, which leads round the Earth; cut it at 180°")
    left += [LeftOut(layer, str(uid), reason) for uid in uids[turned]]
    usable: NDArray[np.bool_] = ~empty & ~nowhere & ~turned
    return usable


def _round_the_earth(lonlat: Shapes) -> NDArray[np.bool_]:
    """(n,) shapes with an edge of more than 180 degrees of longitude: RFC 7946 has them cut instead."""
    found = np.zeros(len(lonlat), dtype=np.bool_)
    parts, owner = shapely.get_parts(lonlat, return_index=True)
    bounds = shapely.bounds(parts)
    wide = bounds[:, 2] - bounds[:, 0] > 180
    if wide.any():
        parts, owner = parts[wide], owner[wide]
        flat = shapely.get_dimensions(parts) == POLYGONS
        rings, of = shapely.get_rings(parts[flat], return_index=True)
        lines, owner = np.concatenate([parts[~flat], rings]), np.concatenate([owner[~flat], owner[flat][of]])
        coords, line = shapely.get_coordinates(lines, return_index=True)
        far = (np.abs(np.diff(coords[:, 0])) > 180) & (line[1:] == line[:-1])
        found[owner[line[1:][far]]] = True
    return found
