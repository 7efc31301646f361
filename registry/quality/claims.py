"""Claims: figures that are said about features that exist, under names that indicators have.

A layer of claims is one with the text fields ``subject_layer`` and ``subject_key``: a layer's name, and the
parts of one of its features' natural key joined by ``|``. Without a key the claim is about the whole layer.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.definition import Definition
from ..model.wording import counted
from .collecting import Collector
from .layer import Cannot, Layer, Layers
from .limits import Limits
from .references import suggestions

LAYER, KEY, INDICATOR = "subject_layer", "subject_key", "indicator"


def _is_text(definition: Definition, *names: str) -> bool:
    return all(name in definition.by_name and definition.by_name[name].type == "text" for name in names)


def check_subjects(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Claims about a layer that does not exist, or about a feature that it does not have."""
    if not _is_text(layer.definition, LAYER, KEY):
        return None
    names, keys = layer.values(LAYER), layer.values(KEY)
    told = pd.notna(names)
    for name in sorted(set(names[told])):
        rows = np.flatnonzero(names == name)
        if name not in layers.definitions:
            for row in rows.tolist():
                message = f"{layer.called(row)} is about layer {name}, which is not there; correct {LAYER}"
                found.add(layer, row, "subject-nothing", message)
            continue
        rows = rows[[bool(key) for key in keys[rows]]]
        try:
            known = _written_keys(layers[name])
        except Cannot as reason:
            if rows.size:
                found.skip(layer, f"{KEY} of {name}: {reason}")
            continue
        lost = [row for row in rows.tolist() if _read_key(layers[name], keys[row]) not in known]
        meant = suggestions([keys[row] for row in lost], known.values())
        key = "|".join(layers[name].definition.key)
        for row in lost:
            message = (
                f"{layer.called(row)} is about {keys[row]}, which is no {key} of {name};"
                f" {meant.get(keys[row]) or f'correct {KEY} or add it to {name}'}"
            )
            found.add(layer, row, "subject-nothing", message)
    return int(layer.scope.sum())


def _written_keys(target: Layer) -> dict[tuple[object, ...], str]:
    """The features' keys as they are stored, and as text."""
    key = target.definition.key
    if not key:
        raise Cannot("the layer has no key")
    fields = [target.definition.field_named(name) for name in key]
    parts = [target.values(name) for name in key]
    found: dict[tuple[object, ...], str] = {}
    for values in zip(*parts, strict=True):
        if None not in values:
            stored = tuple(one.kind.read(value) for one, value in zip(fields, values, strict=True))
            found[stored] = "|".join(map(str, values))
    return found


def _read_key(target: Layer, text: str) -> tuple[object, ...] | None:
    fields = [target.definition.field_named(name) for name in target.definition.key]
    parts = text.split("|")
    if len(parts) != len(fields):
        return None
    try:
        return tuple(one.kind.read(part) for one, part in zip(fields, parts, strict=True))
    except ValueError:
        return None


def check_indicators(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Names of indicators that nothing computes.

    Raises
    ------
    Cannot
        Nobody said which names there are (:class:`~registry.quality.limits.Limits`).
    """
    if not _is_text(layer.definition, LAYER, KEY, INDICATOR):
        return None
    if limits.indicators is None:
        raise Cannot("no list of indicators was given")
    names = layer.values(INDICATOR)
    strange = pd.notna(names) & ~pd.Series(names).isin(set(limits.indicators)).to_numpy()
    meant = suggestions(names[strange], limits.indicators)
    told: dict[object, list[int]] = {}
    for row in np.flatnonzero(strange & layer.scope).tolist():
        told.setdefault(names[row], []).append(row)
    for name, rows in told.items():  # once each: it is the name that is meant, not so many claims
        hint = meant.get(name) or "it can be kept, but not compared with a computed figure"
        others = f" and {counted(len(rows) - 1, 'more claim')}" if len(rows) > 1 else ""
        verb = "name" if others else "names"
        message = (
            f"{layer.called(rows[0])}{others} {verb} the indicator {name}, which nothing computes; {hint}"
        )
        found.add(layer, rows[0], "indicator-unknown", message)
    return int(layer.scope.sum())
