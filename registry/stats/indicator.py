"""Indicators: named functions of layers at a version, with parameters that explain themselves."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..model.definition import Definition
from ..model.errors import UnknownLayer, UsageError
from ..roads.aliases import Aliases
from ..versions.clock import local
from ..versions.ledger import Commit, Ledger
from .result import Result

if TYPE_CHECKING:
    import geopandas
    import pandas
    import pyarrow

#: Modules that define indicators, one family each; each has ``INDICATORS``, a sequence of :class:`Indicator`.
FAMILIES: tuple[str, ...] = (
    "access",
    "claims",
    "condition",
    "condition_gain",
    "counts",
    "coverage",
    "density",
    "iri",
    "lengths",
    "rasters",
    "reach",
    "reclamation",
    "reconciliation",
    "repairs",
    "repeats",
    "rural",
)


class NoLayer(UnknownLayer, UsageError):
    """An indicator needs a layer that the version lacks."""

    sentence = "this version has no layer {layer}{why}"


class NoOutlines(UsageError):
    """A layer to divide by has no outline at the version."""


@dataclass(frozen=True)
class Parameter:
    """A choice left to the asker. ``kind`` is text, integer, real, boolean, date or list."""

    name: str
    kind: str
    default: Any
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    ``formula``, ``inputs`` (layers) and ``source`` are what ``registry stats --list`` explains; ``groupings``
    what ``--by`` takes, ``any_field`` that it takes every field of the layer too; ``compute`` gets a
    :class:`Request`.
    """

    name: str
    title: Mapping[str, str]
    formula: str
    inputs: tuple[str, ...]
    source: str
    compute: Callable[[Request], Result]
    parameters: tuple[Parameter, ...] = ()
    groupings: tuple[str, ...] = ()
    any_field: bool = False


@dataclass
class Request:
    """What was asked: an indicator of a registry at one revision.

    ``parameters`` hold every parameter of the indicator, defaults filled in; ``where`` narrows its main
    layer (SQL over open values); ``area`` is a shapely polygon in WGS 84, or None. An indicator enters into
    ``files`` the SHA-256 of each file outside the registry that it reads, by the name it was asked for by.
    ``defined`` is another revision whose layers and fields are meant, to compare with it: what was not there
    yet is empty.
    """

    ledger: Ledger
    commit: Commit
    parameters: dict[str, Any]
    by: tuple[str, ...] = ()
    where: str | None = None
    area: Any = None
    files: dict[str, str] = field(default_factory=dict)
    defined: int | None = None
    _frames: dict[Any, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def layers(self) -> dict[str, Definition]:
        """Definitions at the revision, or at the one whose definitions are meant."""
        return self.ledger.layers(self._defined_at)

    @property
    def _defined_at(self) -> int:
        return self.commit.revision if self.defined is None else self.defined

    @cached_property
    def day(self) -> str:
        """The day of the version, in the registry's time zone: what a date that was not given is."""
        return local(self.commit.time, self.ledger.timezone)[:10]

    @cached_property
    def aliases(self) -> Aliases:
        """What former and other names of routes mean, as the layer ``routes`` tells."""
        if not self.has("routes"):
            return Aliases()
        columns = self.table("routes", ("route_id", "aliases")).to_pydict()
        names = columns.get("route_id", [])
        return Aliases(zip(names, columns.get("aliases", [None] * len(names)), strict=True))

    def has(self, layer: str) -> bool:
        """Whether the registry has a layer at that revision."""
        return layer in self.layers

    def frame(self, layer: str, where: str | None = None) -> geopandas.GeoDataFrame:
        """A layer at the revision, indexed by ``uid``; read once.

        Raises
        ------
        UnknownLayer
        """
        from ..frames import frame

        if (layer, where) not in self._frames:
            self._frames[layer, where] = frame(
                self.ledger, layer, self.commit.revision, where=where, defined=self.defined
            )
        return self._frames[layer, where]

    def values(self, layer: str, where: str | None = None) -> pandas.DataFrame:
        """The fields of a layer at the revision, without geometry, as :meth:`frame` has them; read once.

        Raises
        ------
        UnknownLayer
        """
        from ..frames import frame

        key = (layer, where, "values")
        if key not in self._frames:
            self._frames[key] = frame(
                self.ledger, layer, self.commit.revision, where=where, geometry=False, defined=self.defined
            )
        found: pandas.DataFrame = self._frames[key]
        return found

    def sizes(self, layer: str, where: str | None = None) -> pandas.Series[float]:
        """Geodesic metres or square metres of each feature of a layer, by ``uid``, in the order of
        :meth:`frame`; measured only where the ledger does not know. NaN without geometry.

        Raises
        ------
        UnknownLayer, NoEllipsoid, BadCoordinate
        """
        from ..frames.sizes import sizes

        key = (layer, where, "sizes")
        if key not in self._frames:
            self._frames[key] = sizes(
                self.ledger, layer, self.commit.revision, where=where, defined=self.defined
            )
        found: pandas.Series[float] = self._frames[key]
        return found

    def table(self, layer: str, columns: Sequence[str], where: str | None = None) -> pyarrow.Table:
        """Some columns of a layer at the revision as an Arrow table, without geometry: for a million rows.

        Columns that the layer does not have are left out.

        Raises
        ------
        UnknownLayer
        """
        from ..frames import table

        revision = self.commit.revision
        known = self.ledger.definition(layer, self._defined_at).names
        wanted = [one for one in columns if one in known]
        return table(
            self.ledger, layer, revision, where=where, columns=wanted, geometry=False, defined=self.defined
        )

    def ages(self, layer: str) -> dict[str, int]:
        """The commit that each feature's row is from, by uid.

        Raises
        ------
        UnknownLayer
        """
        chosen = replace(self.ledger.as_of(layer, self._defined_at), revision=self.commit.revision)
        with self.ledger.reading() as handle:
            rows = f'"{chosen.table}" WHERE {chosen.condition}'
            sql = f"SELECT lower(hex(uid)), from_rev FROM {rows}"  # nosec B608
            return dict(handle.execute(sql).fetchall())


def indicators() -> dict[str, Indicator]:
    """Every indicator, by name."""
    found: dict[str, Indicator] = {}
    for family in FAMILIES:
        module = importlib.import_module(f".{family}", __package__)
        found.update({one.name: one for one in module.INDICATORS})
    return found


def indicator_named(name: str) -> Indicator:
    """The indicator of that name.

    Raises
    ------
    UsageError
        Names the nearest.
    """
    known = indicators()
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"there is no indicator {name!r}; {hint}`registry stats --list` explains each")
    return known[name]
