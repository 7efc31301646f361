"""Rows against the definition in force: not every program that writes into a registry asks it first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow
import pyarrow.compute as compute

from ..model.values import RowCheck
from .collecting import Collector
from .layer import Layer, Layers
from .limits import Limits

_AT_ONCE = 50_000


def check_values(layer: Layer, layers: Layers, limits: Limits, found: Collector) -> int | None:
    """Types, choices, ranges, patterns, lengths, required values, and the layer's row rules."""
    names = layer.definition.names
    if not names:
        return None
    check = RowCheck(layer.definition)
    for begin in range(0, len(layer), _AT_ONCE):
        part = layer.table.slice(begin, _AT_ONCE)
        columns = [_plain(part.column(name)) for name in names]
        for row, problem in check.columns(columns)[1]:
            at = begin + row
            value = f"{problem.field} = {_shown(problem.value)}"
            message = f"{layer.called(at)}: {value}: {problem.rule}; correct the value"
            found.add(layer, at, f"value-{problem.code}", message)
    return int(layer.scope.sum())


def _plain(column: pyarrow.ChunkedArray) -> Sequence[Any]:
    """A column as plain Python values: days and moments as the model writes them."""
    if pyarrow.types.is_timestamp(column.type):
        column = compute.strftime(column, format="%Y-%m-%dT%H:%M:%SZ")
    elif pyarrow.types.is_date(column.type):
        column = column.cast(pyarrow.string())
    if pyarrow.types.is_string(column.type) or not column.null_count:
        values: list[Any] = column.to_numpy().tolist()
        return values
    return list(column.to_pylist())


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return "null" if value is None else "empty text" if value == "" else str(value)
