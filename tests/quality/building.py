"""Small registries to be found fault with: features are dictionaries, ``geom`` a shapely geometry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import shapely
from pyproj import Geod

from registry.model.definition import Definition
from registry.model.fieldtypes import stored
from registry.model.geometry import canonical, make_blob
from registry.model.reading import read_definitions
from registry.quality import CheckReport, Finding
from registry.versions.ledger import Ledger

SHIPPED = read_definitions(Path(__file__).resolve().parents[2] / "layers")
GEOD = Geod(ellps="WGS84")

Features = Sequence[Mapping[str, Any]]


def uid(number: int) -> str:
    """The uid of the feature with that number in its layer, from 0."""
    return f"{number + 1:032x}"


def build(path: Path, layers: Mapping[str | Definition, Features]) -> Ledger:
    """A registry with some layers, shipped ones by their names, in one commit.

    Values are open ones, and are not checked here; fields not told are at their default,
    source and quality at something.
    """
    ledger = Ledger.create(path)
    with ledger.writing(author="Айгүл", message="layers") as work:
        for layer, features in layers.items():
            definition = SHIPPED[layer] if isinstance(layer, str) else titled(layer)
            work.define(definition)
            if features:
                work.insert(
                    definition.name, [row(definition, number, one) for number, one in enumerate(features)]
                )
    return ledger


def titled(definition: Definition) -> Definition:
    """The definition with titles and messages, which those of tests may lack."""
    title = definition.title or {"en": definition.name}
    rules = tuple(
        replace(one, message=one.message or {"en": f"breaks {one.name}"}) for one in definition.rules
    )
    return replace(definition, title=title, rules=rules)


def row(definition: Definition, number: int, feature: Mapping[str, Any]) -> tuple[Any, ...]:
    """A feature as the ledger takes it."""
    unknown = feature.keys() - set(definition.names) - {"geom"}
    assert not unknown, unknown
    shape = feature.get("geom")
    blob = None
    if shape is not None:
        assert definition.geometry is not None
        wkb = shapely.to_wkb(shape, flavor="iso")
        try:
            blob = canonical(wkb, definition.geometry)
        except ValueError:  # an importer would refuse it, another program may have written it
            blob = make_blob(wkb, definition.geometry.srs_id, None)
    told = {"source": "съёмка", "quality": "digitised"} | dict(feature)
    values = [stored(one.type, told.get(one.name, one.default)) for one in definition.fields]
    return (bytes.fromhex(uid(number)), blob, *values)


def east(lon: float, lat: float, metres: float) -> tuple[float, float]:
    """The point so many metres east of another."""
    x, y, _ = GEOD.fwd(lon, lat, 90, metres)
    return x, y


def codes(report: CheckReport, layer: str | None = None) -> list[str]:
    """The codes found, in the report's order."""
    return [one.code for one in report.findings if layer is None or one.layer == layer]


def the(report: CheckReport, code: str) -> Finding:
    """The one finding of a code."""
    found = [one for one in report.findings if one.code == code]
    assert len(found) == 1, [one.message for one in report.findings]
    return found[0]


def reasons(report: CheckReport) -> dict[tuple[str, str], str]:
    """Why checks were skipped, by check and layer."""
    return {(one.check, one.layer): one.reason for one in report.skipped}
