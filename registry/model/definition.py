"""Layer definitions: what a layer holds, read from ``layers/*.toml``.

A definition is a value: immutable, comparable, with one canonical JSON text that commits digest.
How to write one is told in ``docs/layers.md``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .errors import UnknownField
from .fieldtypes import TYPES, FieldType

Titles = Mapping[str, str]

#: Names that a layer's table has besides its fields.
RESERVED_COLUMNS = frozenset(
    {"fid", "ogc_fid", "rowid", "oid", "uid", "geom", "geometry"}
    | {"from_rev", "to_rev", "from_time", "to_time"}
)
LANGUAGES = ("en", "ru", "kk")
GEOMETRY_TYPES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")


def title_in(titles: Titles, language: str, otherwise: str) -> str:
    """The title in a language, else in English, else ``otherwise``."""
    return titles.get(language) or titles.get("en") or otherwise


@dataclass(frozen=True)
class Choice:
    """One allowed value of a field."""

    value: str | int
    title: Titles = field(default_factory=dict)


@dataclass(frozen=True)
class Field:
    """One column of a layer.

    ``minimum`` and ``maximum`` are in the open form (kilometres for a measure); ``references`` is
    ``"layer.field"``; ``was`` is the name before a rename, meaningful only while a definition is changed.
    """

    name: str
    type: str
    title: Titles = field(default_factory=dict)
    description: Titles = field(default_factory=dict)
    unit: str | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    max_length: int | None = None
    references: str | None = None
    default: str | int | float | bool | None = None
    was: str | None = None

    @property
    def kind(self) -> FieldType:
        return TYPES[self.type]


@dataclass(frozen=True)
class Geometry:
    """The geometry of a layer.

    ``precision`` is the number of decimals of the grid in units of the CRS; ``z_precision`` and
    ``m_precision`` those of Z and M. ``dimensions`` is XY, XYZ, XYM or XYZM. ``unexpected`` (Z or M the
    layer does not have) is ``drop`` or ``refuse``; ``curves`` is ``refuse`` or ``linearise``;
    ``overlaps`` is ``allow`` or ``forbid`` (for ``registry check``).
    """

    type: str
    required: bool = True
    crs: str = "EPSG:4326"
    dimensions: str = "XY"
    precision: int = 9
    z_precision: int = 3
    m_precision: int = 3
    unexpected: str = "drop"
    curves: str = "refuse"
    overlaps: str = "allow"

    @property
    def has_z(self) -> bool:
        return "Z" in self.dimensions

    @property
    def has_m(self) -> bool:
        return "M" in self.dimensions

    @property
    def srs_id(self) -> int:
        return int(self.crs.removeprefix("EPSG:"))


@dataclass(frozen=True)
class Rule:
    """A condition between the fields of one row, such as ``km_to > km_from``; unknown (null) passes."""

    name: str
    expression: str
    message: Titles = field(default_factory=dict)


@dataclass(frozen=True)
class Linear:
    """How the layer refers to routes, in ISO 19148's words.

    ``kind`` is ``element`` (sections of a route), ``event`` or ``referent`` (km posts). ``start`` and
    ``end`` name the measure fields; a point has only ``start``.
    """

    kind: str
    route: str
    start: str
    end: str | None = None


@dataclass(frozen=True)
class Definition:
    """A layer: its fields in order, geometry, rules, natural key and style.

    ``region`` names the field that says in which region a feature lies. ``style`` is the table
    ``[style]`` as written (see ``docs/layers.md``).
    """

    name: str
    title: Titles
    fields: tuple[Field, ...]
    geometry: Geometry | None = None
    description: Titles = field(default_factory=dict)
    key: tuple[str, ...] = ()
    label: str | None = None
    region: str | None = None
    rules: tuple[Rule, ...] = ()
    linear: Linear | None = None
    style: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.name, self.names))

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the fields, in order, without ``uid`` and ``geom``."""
        return tuple(one.name for one in self.fields)

    def field_named(self, name: str) -> Field:
        """The field of that name.

        Raises
        ------
        UnknownField
            Names the layer and its fields.
        """
        try:
            return self.by_name[name]
        except KeyError:
            raise UnknownField(layer=self.name, field=name, known=", ".join(self.names)) from None

    def as_dict(self) -> dict[str, Any]:
        """The definition as plain JSON values, without what is at its default."""
        fields = tuple(replace(one, was=None) for one in self.fields)
        plain: dict[str, Any] = _plain(replace(self, fields=fields))
        return plain

    def canonical(self) -> str:
        """The text that commits digest: JSON, keys sorted, no spaces, letters as they are."""
        return json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


#: Said even at its default: what a file does not say about precision depends on its CRS.
_ALWAYS = frozenset({"precision"})


def _plain(thing: Any) -> Any:
    if hasattr(thing, "__dataclass_fields__"):
        out: dict[str, Any] = {}
        for name, spec in thing.__dataclass_fields__.items():
            value = getattr(thing, name)
            if value is None or value == () or value == {}:
                continue
            if value == spec.default and name not in _ALWAYS:
                continue
            out[name] = _plain(value)
        return out
    if isinstance(thing, Mapping):
        return {key: _plain(value) for key, value in thing.items()}
    if isinstance(thing, (tuple, list)):
        return [_plain(value) for value in thing]
    return thing
