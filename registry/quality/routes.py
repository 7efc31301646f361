"""Routes as a layer sees them: the sections that its kilometres are counted on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from .earth import Floats, Ints, Shapes, in_plane
from .layer import Cannot, Layer, Layers


@dataclass(frozen=True)
class Routes:
    """Sections, sorted by route and lower measure.

    ``names`` are the routes; ``route`` is the (n,) index of each section's, ``low`` and ``high`` are (n,)
    whole metres, ``row`` its row in the layer ``of`` the layers ``elements``.
    """

    elements: list[Layer]
    names: pd.Index
    route: Ints
    low: Ints
    high: Ints
    of: Ints
    row: Ints

    def index(self, names: Shapes) -> Ints:
        """(n,) index of each route's name, -1 if no section belongs to it."""
        return np.asarray(self.names.get_indexer(pd.Index(names)), dtype=np.int64)

    def key(self, route: Ints, metres: Floats | Ints) -> Ints:
        """(n,) one number for route and measure that sorts like both; the measure is kept within bounds."""
        low, high = int(self.low.min()) - 1, int(self.high.max()) + 1
        inside = np.clip(np.nan_to_num(metres, nan=low), low, high).astype(np.int64)
        return np.asarray(route * (high - low + 1) + (inside - low))

    @cached_property
    def covered(self) -> tuple[Ints, Ints, Ints]:
        """Route, start and end of the stretches with a section, sorted, none touching another."""
        return union(self.route, self.low, self.high)

    @cached_property
    def ends(self) -> tuple[Ints, Ints]:
        """(routes,) lowest and highest measure."""
        first = np.searchsorted(self.route, np.arange(len(self.names)))
        return self.low[first], np.maximum.reduceat(self.high, first)

    @cached_property
    def lines(self) -> Shapes:
        """(n,) the line of each section in the plane; None where it has none."""
        found: Shapes = np.full(len(self.row), None, dtype=object)
        for number, layer in enumerate(self.elements):
            here = np.flatnonzero(self.of == number)
            rows = self.row[here]
            there = layer.placed[rows]
            found[here[there]] = in_plane(layer.lonlat[rows[there]])
        return found


def union(route: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
    """The union of half-open intervals of each route; they come sorted by route and start."""
    if not len(route):
        return route, low, high
    reach = pd.Series(high).groupby(route).cummax().to_numpy()
    begins = np.ones(len(route), dtype=np.bool_)
    begins[1:] = (route[1:] != route[:-1]) | (low[1:] > reach[:-1])
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(route)) - 1
    return route[first], low[first], reach[last]


def elements_of(layer: Layer, layers: Layers) -> list[Layer]:
    """The layers of sections that a layer's kilometres are counted on.

    Those whose routes are the same as the layer's: the one it refers to, or the ones that refer to what it
    refers to. Where it refers to nothing, all layers of sections.

    Raises
    ------
    Cannot
        There are none.
    """
    assert layer.definition.linear is not None  # nosec B101
    wanted = layer.definition.field_named(layer.definition.linear.route).references
    found = []
    for name, definition in layers.definitions.items():
        linear = definition.linear
        if linear is None or linear.kind != "element":
            continue
        own = {definition.field_named(linear.route).references, f"{name}.{linear.route}"}
        if wanted is None or wanted in own:
            found.append(layers[name])
    if not found:
        raise Cannot("no layer holds the sections of its routes")
    return found


def routes_of(layer: Layer, layers: Layers) -> Routes:
    """The sections that a layer's kilometres are counted on; those without route or measures are left out.

    Raises
    ------
    Cannot
        There are none.
    """
    elements = elements_of(layer, layers)
    names: list[Shapes] = []
    parts: list[tuple[Floats, Floats, Ints, Ints]] = []
    for number, element in enumerate(elements):
        assert element.definition.linear is not None  # nosec B101
        low, high = element.span
        named = element.values(element.definition.linear.route)
        whole = np.flatnonzero(pd.notna(named) & np.isfinite(low) & np.isfinite(high) & (low < high))
        names.append(named[whole])
        parts.append((low[whole], high[whole], np.full(len(whole), number), whole))
    low, high, of, row = (np.concatenate(column) for column in zip(*parts, strict=True))
    if not len(row):
        raise Cannot(f"no section in {' or '.join(one.name for one in elements)} has a route and kilometres")
    route, unique = pd.factorize(np.concatenate(names))
    order = np.lexsort((high, low, route))
    return Routes(
        elements,
        pd.Index(unique),
        route[order].astype(np.int64),
        low[order].astype(np.int64),
        high[order].astype(np.int64),
        of[order].astype(np.int64),
        row[order].astype(np.int64),
    )
