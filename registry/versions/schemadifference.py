"""How layer definitions differ between two versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..model.definition import Definition
from ..model.evolution import compare
from ..model.schemachanges import SchemaChange
from .commits import LayerVersion


def schema_difference(
    before: Mapping[str, LayerVersion],
    after: Mapping[str, LayerVersion],
    layers: Collection[str] | None = None,
) -> list[SchemaChange]:
    """Changes from the layers of one version to those of a newer one.

    A field is the same field if it has the same number, whatever its name; from a newer version to an older
    one there is no such comparison, and nothing is said.
    """
    found: list[SchemaChange] = []
    for name, now in after.items():
        if layers is not None and name not in layers:
            continue
        was = before.get(name)
        if was is None:
            found.append(SchemaChange("add_field", name, None, None, None, "the layer is new"))
        elif was.definition != now.definition and was.since <= now.since:
            found += compare(was.definition, _renamed(was, now), allow_drop=True, rows=0)
    return found


def _renamed(was: LayerVersion, now: LayerVersion) -> Definition:
    """The newer definition with the former name of each field that has another now."""
    names = {column.number: name for name, column in was.columns.items()}
    fields = []
    for one in now.definition.fields:
        former = names.get(now.columns[one.name].number)
        if former != one.name and former is not None:
            one = replace(one, was=former)
        fields.append(one)
    return replace(now.definition, fields=tuple(fields))
