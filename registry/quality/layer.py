"""A layer at a version as the checks see it: whole columns, and shapes in degrees of WGS 84."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from .. import frames
from ..intake.errors import BallparkTransformation, NoTransformation, UnknownCrs
from ..intake.transform import layer_crs, operation
from ..model import chainage
from ..model.definition import Definition
from ..versions.asof import Box
from ..versions.ledger import Ledger
from .earth import Floats, Ints, Shapes

if TYPE_CHECKING:
    import pyarrow

Bools = NDArray[np.bool_]

#: Fields that say when a row describes the world, where a layer has them; half-open.
VALID_FROM, VALID_TO = "valid_from", "valid_to"
_AUTHORITY = "EPSG:4326"


class Cannot(Exception):
    """A check cannot be made of a layer; says why, as a sentence without its full stop."""


class Layer:
    """All features of a layer at a revision, read once.

    ``scope`` marks the features that are checked; the others are there to be compared with.
    """

    def __init__(self, ledger: Ledger, definition: Definition, revision: int, box: Box | None) -> None:
        self.definition = definition
        self.name = definition.name
        self.table: pyarrow.Table = frames.table(ledger, definition.name, revision).combine_chunks()
        self.uids: Shapes = self.table.column("uid").to_numpy()
        self._box = box
        self._texts: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        return len(self.uids)

    # --- values ---------------------------------------------------------------------------------------

    def values(self, name: str) -> Shapes:
        """(n,) objects: the values of a field in their open form, None where there is none."""
        column = self.table.column(name)
        if self.definition.field_named(name).type in ("text", "date"):
            if str(column.type) != "string":
                column = column.cast("string")
            texts: Shapes = column.to_numpy()
            return texts
        found: Shapes = np.empty(len(self), dtype=object)
        found[:] = column.to_pylist()
        return found

    def metres(self, name: str) -> Floats:
        """(n,) metres of a measure, whole; NaN where there is none."""
        kilometres: Floats = self.table.column(name).to_numpy()
        return np.rint(kilometres * 1000)

    @cached_property
    def span(self) -> tuple[Floats, Floats]:
        """(n,) lower and (n,) higher measure of each feature in metres; of a point both are its measure."""
        linear = self.definition.linear
        assert linear is not None  # nosec B101
        start = self.metres(linear.start)
        end = start if linear.end is None else self.metres(linear.end)
        return np.minimum(start, end), np.maximum(start, end)

    @cached_property
    def validity(self) -> tuple[Floats, Floats]:
        """(n,) first day on which each row describes the world and (n,) the day after; infinite if open."""
        ends = []
        for name, otherwise in ((VALID_FROM, -np.inf), (VALID_TO, np.inf)):
            field = self.definition.by_name.get(name)
            if field is None or field.type != "date":
                ends.append(np.full(len(self), otherwise))
                continue
            days = self.table.column(name).cast("int32").to_numpy().astype(np.float64)
            ends.append(np.where(np.isnan(days), otherwise, days))
        return ends[0], ends[1]

    def at_one_time(self, one: Ints, other: Ints) -> Bools:
        """Whether two rows describe the world on some common day."""
        since, until = self.validity
        return (since[one] < until[other]) & (since[other] < until[one])

    # --- shapes ---------------------------------------------------------------------------------------

    @cached_property
    def shapes(self) -> Shapes:
        """(n,) geometries in the layer's CRS; None where there is none."""
        if self.definition.geometry is None:
            return np.full(len(self), None, dtype=object)
        found: Shapes = shapely.from_wkb(self.table.column(frames.GEOMETRY).to_numpy())
        return found

    def to_lonlat(self, points: Floats) -> Floats:
        """(n, 2) coordinates of the layer as longitudes and latitudes in WGS 84; infinite if outside.

        Raises
        ------
        Cannot
            There is no way from the layer's CRS to WGS 84.
        """
        move = self._to_wgs84
        return points if move is None else np.column_stack(move(points[:, 0], points[:, 1]))

    @cached_property
    def lonlat(self) -> Shapes:
        """(n,) geometries in WGS 84, longitude before latitude; raises as :meth:`to_lonlat`."""
        if self._to_wgs84 is None:
            return self.shapes
        moved: Shapes = shapely.transform(self.shapes, self.to_lonlat)
        return moved

    @cached_property
    def placed(self) -> Bools:
        """(n,) whether a feature lies somewhere on Earth; raises as :meth:`to_lonlat`."""
        sides = shapely.bounds(self.lonlat)
        inside: Bools = self.drawn & (np.abs(np.nan_to_num(sides, nan=np.inf)) <= (180, 90, 180, 90)).all(
            axis=1
        )
        return inside

    @cached_property
    def _to_wgs84(self) -> Any:
        geometry = self.definition.geometry
        if geometry is None or geometry.crs == _AUTHORITY:
            return None
        try:
            bounds = shapely.total_bounds(self.shapes)
            found = operation(layer_crs(geometry.crs), layer_crs(_AUTHORITY), tuple(bounds.tolist()))
        except (BallparkTransformation, NoTransformation, UnknownCrs) as error:
            raise Cannot(str(error)) from None
        return None if found is None else found.apply

    @cached_property
    def drawn(self) -> Bools:
        """(n,) whether a feature has a geometry that is not empty, with finite coordinates."""
        there: Bools = ~(shapely.is_missing(self.shapes) | shapely.is_empty(self.shapes))
        there &= np.isfinite(shapely.bounds(self.shapes)).all(axis=1)
        return there

    @cached_property
    def scope(self) -> Bools:
        """(n,) whether a feature is checked: with a box, those whose bounding box meets it."""
        if self._box is None:
            return np.ones(len(self), dtype=np.bool_)
        west, south, east, north = self._box
        sides = shapely.bounds(self.shapes)
        meets: Bools = (
            (sides[:, 0] <= east) & (sides[:, 2] >= west) & (sides[:, 1] <= north) & (sides[:, 3] >= south)
        )
        return meets

    def places(self, rows: Ints) -> Floats:
        """(n, 2) longitude and latitude of a point on each of some features; NaN where there is none."""
        found = np.full((len(rows), 2), np.nan)
        try:
            shapes = self.lonlat[rows]
        except Cannot:
            return found
        there = np.flatnonzero(self.drawn[rows])
        found[there] = points_on(shapes[there])
        return found

    # --- names ----------------------------------------------------------------------------------------

    def called(self, row: int) -> str:
        """A feature as a message names it: its layer, label or key, and on a road its kilometres.

        Such as ``roads "Атырау – Доссор" km 0+000–94+911``.
        """
        definition, linear = self.definition, self.definition.linear
        measured = {linear.start, linear.end} if linear else set()
        label = None if definition.label in measured else self._one(definition.label, row)
        if label is None:
            key = [*([linear.route] if linear else []), *definition.key]
            parts = [self._one(name, row) for name in dict.fromkeys(key) if name not in measured]
            usual = {str(definition.field_named(name).default) for name in key}
            label = " ".join(part for part in parts if part is not None and part not in usual)
        text = f'{self.name} "{label}"' if label else f"{self.name} {self.uids[row]}"
        if linear is None:
            return text
        low, high = (ends[row] for ends in self.span)
        if not np.isfinite([low, high]).all():
            return text
        return f"{text} km {km(low)}" + ("" if linear.end is None else f"–{km(high)}")

    def _one(self, name: str | None, row: int) -> str | None:
        if name is None:
            return None
        if name not in self._texts:
            self._texts[name] = self.table.column(name).to_pylist()
        value = self._texts[name][row]
        return None if value is None or value == "" else str(value)


class Layers:
    """The layers of a registry at a revision, each read when it is first asked for."""

    def __init__(self, ledger: Ledger, revision: int, box: Box | None = None) -> None:
        self.ledger = ledger
        self.revision = revision
        self.definitions = ledger.layers(revision)
        self._box = box
        self._read: dict[str, Layer] = {}

    def __getitem__(self, name: str) -> Layer:
        if name not in self._read:
            self._read[name] = Layer(self.ledger, self.definitions[name], self.revision, self._box)
        return self._read[name]

    def referred(self, reference: str) -> tuple[Layer, str]:
        """Layer and field that ``layer.field`` names.

        Raises
        ------
        Cannot
            The registry has no such layer or field.
        """
        name, _, field = reference.partition(".")
        if name not in self.definitions:
            raise Cannot(f"the registry has no layer {name}")
        if field not in self.definitions[name].by_name:
            raise Cannot(f"layer {name} has no field {field}")
        return self[name], field


def points_on(shapes: Shapes) -> Floats:
    """(n, 2) a point on each geometry: of a line its middle, of an area one inside."""
    kind = shapely.get_type_id(shapes)
    points = np.array(shapes)
    lines = kind == 1
    points[lines] = shapely.line_interpolate_point(shapes[lines], 0.5, normalized=True)
    rest = ~lines & (kind != 0)
    try:
        points[rest] = shapely.point_on_surface(shapes[rest])
    except shapely.GEOSException:  # an area so broken that it has no inside
        points[rest] = shapely.get_point(shapely.envelope(shapes[rest]), 0)
    return np.asarray(shapely.get_coordinates(shapely.centroid(points)), dtype=np.float64)


def km(metres: float) -> str:
    """Metres as a km post has them, ``513+850``."""
    return chainage.written(round(float(metres)))


def kilometres(metres: float) -> str:
    """A length for people: ``12.345 km``, below one kilometre ``345 m``, below ten metres ``3.5 m``.

    >>> kilometres(12345.4), kilometres(345.2), kilometres(3.45)
    ('12.345 km', '345 m', '3.5 m')
    """
    if metres >= 1000:
        return f"{metres / 1000:.3f} km"
    return f"{metres:.0f} m" if metres >= 10 else f"{metres:.1f} m"


def square(metres2: float) -> str:
    """An area for people: ``12.3 km²``, ``4.57 ha``, ``890 m²``."""
    if metres2 >= 1e6:
        return f"{metres2 / 1e6:.1f} km²"
    return f"{metres2 / 1e4:.2f} ha" if metres2 >= 1e4 else f"{metres2:.0f} m²"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Some names in a sentence, no more than ``most`` of them."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
