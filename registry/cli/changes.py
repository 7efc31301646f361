"""Changed features as people and scripts read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .measuring import measured
from .output import one_line, styled, table
from .shown import counts_facts, label_of, shown_column, shown_geometry

if TYPE_CHECKING:
    from ..model.schemachanges import SchemaChange
    from ..versions.changes import FeatureChange

_COLOUR = {"insert": "green", "update": "yellow", "delete": "red"}
_WORD = {"insert": "added", "update": "changed", "delete": "deleted"}


@dataclass
class Counts:
    """How many features of each layer were inserted, updated and deleted, as changes go by."""

    layers: dict[str, list[int]] = field(default_factory=dict)

    def seen(self, changes: Iterable[FeatureChange]) -> Iterator[FeatureChange]:
        for one in changes:
            counts = self.layers.setdefault(one.layer, [0, 0, 0])
            counts[("insert", "update", "delete").index(one.kind)] += 1
            yield one

    @property
    def total(self) -> int:
        return sum(map(sum, self.layers.values()))

    def facts(self) -> dict[str, dict[str, int]]:
        return {name: counts_facts(*counts) for name, counts in self.layers.items()}

    def table(self) -> list[str]:
        numbers = ("added", "changed", "deleted")
        rows = [(name, *(count or "" for count in counts)) for name, counts in self.layers.items()]
        return table(("layer", *numbers), rows, right=numbers) if rows else []


def change_lines(change: FeatureChange) -> list[str]:
    """A changed feature: its name, and each column that differs, ``lanes  2 -> 4``."""
    kind, definition = change.kind, change.definition
    label = label_of(definition, change.after or change.before)
    head = f"{_WORD[kind]} {change.layer} {change.uid}"
    lines = [styled(head, fg=_COLOUR[kind]) + (f"  {label}" if label else "")]
    columns = change.columns
    wide = max(map(len, columns), default=0)
    for name in columns:
        if kind == "update":
            text = geometry_change(change) if name == "geom" else (
                f"{_side(change, 'before', name)} -> {_side(change, 'after', name)}"
            )  # fmt: skip
        else:
            text = _side(change, "after" if kind == "insert" else "before", name)
        lines.append(f"    {name:<{wide}}  {text}")
    lines += [
        styled(one_line(f"    {one.field}: {one.rule}"), fg="red") for one in getattr(change, "problems", ())
    ]
    return lines


def _side(change: FeatureChange, side: str, name: str) -> str:
    return shown_column(change.definition, name, open_value(change, side, name))


def open_value(change: FeatureChange, side: str, name: str) -> Any:
    """The open value of a column; an edit that cannot be read as its type is shown as found."""
    row = change.before if side == "before" else change.after
    try:
        return change.value(side, name)
    except (TypeError, ValueError):
        return None if row is None else row[("geom", *change.definition.names).index(name)]


def geometry_change(change: FeatureChange) -> str:
    """Both geometries described, with what their length or area and vertices change by."""
    from ..model.geometry import vertices

    old, new = change.value("before", "geom"), change.value("after", "geom")
    if not isinstance(old, bytes) or not isinstance(new, bytes):
        return f"{_described(old)} -> {_described(new)}"
    spec = change.definition.geometry
    parts = []
    try:
        more = vertices(new) - vertices(old)
        sizes = [measured(blob, spec.crs) for blob in (old, new)] if spec is not None else [None, None]
    except ValueError:
        return f"{_described(old)} -> {_described(new)}"
    if more:
        parts.append(f"{more:+d} {'vertex' if abs(more) == 1 else 'vertices'}")
    before, after = sizes
    if before is not None and after is not None:
        parts.append(after.change(before))
    tail = f" ({', '.join(part for part in parts if part)})" if any(parts) else ""
    return f"{_described(old)} -> {_described(new)}{tail}"


def _described(blob: Any) -> str:
    return shown_geometry(blob) if isinstance(blob, bytes) else "no geometry"


def change_facts(change: FeatureChange) -> dict[str, Any]:
    """A changed feature as scripts read it: whole rows on both sides, geometries as GeoJSON."""
    facts = {
        "layer": change.layer,
        "uid": change.uid,
        "change": change.kind,
        "columns": list(change.columns),
        "before": row_facts(change, "before"),
        "after": row_facts(change, "after"),
    }
    if problems := getattr(change, "problems", ()):
        facts["problems"] = [one.as_json() for one in problems]
    return facts


def row_facts(change: FeatureChange, side: str) -> dict[str, Any] | None:
    """One side of a changed feature by column; None where it was not there."""
    if (change.before if side == "before" else change.after) is None:
        return None
    names = ("geom", *change.definition.names) if change.definition.geometry else change.definition.names
    return {name: plain_value(open_value(change, side, name)) for name in names}


def plain_value(value: Any) -> Any:
    """A value for JSON: a geometry as GeoJSON."""
    if not isinstance(value, bytes):
        return value
    from ..model.geometry import to_geojson

    try:
        return to_geojson(value)
    except ValueError:
        return value.hex()


def schema_facts(change: SchemaChange) -> dict[str, Any]:
    """A change of a layer's definition as scripts read it."""
    return {"layer": change.layer, "kind": change.kind, "field": change.field, "sentence": change.sentence}
