"""Values that refer to features of another layer, and to nothing there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from ..roads.aliases import Aliases
from .collecting import Collector
from .layer import Cannot, Layer, Layers
from .limits import Limits

# Finding what somebody meant costs a comparison with every name there is.
_SUGGESTED = 200
_NAMES = 5000


def check_references(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Each field with ``references``; a missing value refers to nothing on purpose."""
    fields = [one for one in layer.definition.fields if one.references is not None]
    if not fields:
        return None
    for field in fields:
        assert field.references is not None  # nosec B101
        try:
            target, name = layers.referred(field.references)
        except Cannot as reason:
            found.skip(layer, f"{field.name}: {reason}")
            continue
        values = layer.values(field.name)
        known = set(target.values(name)) - {None}
        given = pd.notna(values)
        lost = np.flatnonzero(given & ~pd.Series(values).isin(known).to_numpy())
        if not lost.size:
            continue
        meant = suggestions(values[lost], known)
        aliases = _aliases(target, name)
        for row in lost.tolist():
            value = values[row]
            if isinstance(value, str) and (route := aliases.route(value)) != value:
                message = (
                    f"{layer.called(row)} refers to {field.name} = {value}, an alias of {route}; kilometres"
                    f" count on {route}, but write {route}"
                )
                found.add(layer, row, "reference-alias", message)
                continue
            message = (
                f"{layer.called(row)} refers to {field.name} = {value}, which is no {name} of {target.name};"
                f" {meant.get(value) or f'correct it or add it to {target.name}'}"
            )
            found.add(layer, row, "reference-nothing", message)
    return int(layer.scope.sum())


def _aliases(target: Layer, name: str) -> Aliases:
    """What other names the features of a layer of routes have."""
    if "aliases" not in target.definition.names:
        return Aliases()
    told = (
        (route, text if isinstance(text, str) else None)
        for route, text in zip(target.values(name), target.values("aliases"), strict=True)
    )
    return Aliases(told)


def suggestions(wrong: Iterable[Any], known: Iterable[Any]) -> dict[Any, str]:
    """For each wrong value that is like a known one, a question: ``did you mean KZ-23?``."""
    names = sorted(one for one in known if isinstance(one, str))
    if len(names) > _NAMES:
        return {}
    plain = {one.casefold().strip(): one for one in names}
    found = {}
    for value in list(dict.fromkeys(one for one in wrong if isinstance(one, str)))[:_SUGGESTED]:
        near = get_close_matches(value.casefold().strip(), plain, 1, 0.75)
        if near:
            found[value] = f"did you mean {plain[near[0]]}?"
    return found
