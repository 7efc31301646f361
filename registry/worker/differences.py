"""What differs: between two versions, or by one commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from ..model.errors import UnknownVersion
from ..versions.changes import FeatureChange, layer_changes, layers_between
from ..versions.commits import layer_at, layers_at
from ..versions.ledger import Ledger
from ..versions.schemadifference import schema_difference
from ..versions.spec import resolve as revision_of
from .asking import registry_at
from .job import Job
from .operations import operation
from .shapes import change_geometry_shape, change_shape, system_of

Version = str | int


@operation
def commit_changes(
    job: Job, registry: str, revision: int, layers: list[str] | None = None, limit: int = 5000
) -> dict[str, Any]:
    """What one commit changed."""
    ledger = registry_at(registry)
    if revision < 1:
        return {"total": 0, "features": [], "schema": [], "crs": {}, "layers": []}
    return _differences(job, ledger, revision - 1, revision, layers, limit)


@operation
def difference(
    job: Job,
    registry: str,
    older: Version,
    newer: Version,
    layers: list[str] | None = None,
    limit: int = 5000,
) -> dict[str, Any]:
    """What differs between two versions."""
    ledger = registry_at(registry)
    return _differences(job, ledger, ledger.resolve(older), ledger.resolve(newer), layers, limit)


def _differences(
    job: Job, ledger: Ledger, older: int, newer: int, layers: list[str] | None, limit: int
) -> dict[str, Any]:
    features: list[dict[str, Any]] = []
    listed: list[dict[str, Any]] = []
    total = 0
    with ledger.reading() as handle:
        at = max(older, newer)
        if at > revision_of(handle, None, ledger.timezone):
            raise UnknownVersion(version=str(at), problem="it is newer than the newest")
        chosen = [
            one
            for one in layers_between(handle, older, newer)
            if layers is None or one.definition.name in layers
        ]
        for name in layers or ():
            layer_at(handle, name, at)
        known = _counted(handle, older, newer)
        for done, one in enumerate(chosen):
            job.progress(done / len(chosen), one.definition.name)
            counts = {"insert": 0, "update": 0, "delete": 0}
            for change in layer_changes(handle, one, older, newer):
                if len(features) < limit:
                    features.append(change_shape(change, job.language))
                elif one.definition.name in known:
                    break
                counts[change.kind] += 1
            counts = known.get(one.definition.name, counts)
            total += sum(counts.values())
            definition = one.definition
            listed.append(
                {
                    "name": definition.name,
                    "title": dict(definition.title),
                    "geometry": None if definition.geometry is None else definition.geometry.type,
                    "crs": system_of(definition),
                    "added": counts["insert"],
                    "changed": counts["update"],
                    "deleted": counts["delete"],
                }
            )
        before, after = (layers_at(handle, revision) for revision in (older, newer))
    schema = [
        {"layer": one.layer, "kind": one.kind, "field": one.field, "text": one.sentence}
        for one in schema_difference(before, after, layers)
    ]
    return {
        "older": older,
        "newer": newer,
        "total": total,
        "features": features,
        "schema": schema,
        "crs": {one["name"]: one["crs"] for one in listed},
        "layers": listed,
    }


def _counted(handle: sqlite3.Connection, older: int, newer: int) -> dict[str, dict[str, int]]:
    """What the ledger counted by layer when a commit was made; empty between versions farther apart."""
    if abs(newer - older) != 1:
        return {}
    names = ("insert", "update", "delete") if newer > older else ("delete", "update", "insert")
    rows = handle.execute(
        "SELECT layer, inserted, updated, deleted FROM registry_changes WHERE revision = ?",
        (max(older, newer),),
    )
    return {layer: dict(zip(names, counts, strict=True)) for layer, *counts in rows}


@operation
def difference_geometry(
    job: Job,
    registry: str,
    older: Version,
    newer: Version,
    layer: str,
    uids: list[str] | None = None,
    limit: int = 5000,
) -> dict[str, Any]:
    """Old and new geometries of what differs between two versions in one layer."""
    ledger = registry_at(registry)
    with ledger.reading() as handle:
        first, second = (revision_of(handle, one, ledger.timezone) for one in (older, newer))
        one = layer_at(handle, layer, max(first, second))
        wanted = None if uids is None else {_bytes(text) for text in uids}
        changes: Iterator[FeatureChange] = layer_changes(handle, one, first, second, uids=wanted)
        features: list[dict[str, Any]] = []
        for change in changes:
            if len(features) >= limit:
                break
            features.append(change_geometry_shape(change, job.language))
    return {"crs": system_of(one.definition), "features": features}


def _bytes(uid: str) -> bytes:
    """A uid as the ledger keeps it; that of no feature for a text that is none."""
    try:
        return bytes.fromhex(uid)
    except ValueError:
        return b""
