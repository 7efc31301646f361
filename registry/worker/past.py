"""What was committed: the log, what commits changed, the life of a feature, bringing back, tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.errors import UnknownVersion
from ..model.showing import shown_geometry, shown_value
from ..versions import history as lives
from ..versions import restore as restoring
from ..versions import tags as naming
from ..versions.changes import FeatureChange, layer_changes, layers_between
from ..versions.commits import commit_at, layer_at, layers_at
from ..versions.identity import quoted
from ..versions.layout import rows_table
from ..versions.ledger import Ledger
from ..versions.schemadifference import schema_difference
from ..versions.spec import resolve as revision_of
from .asking import author_named, registry_at
from .job import Job
from .operations import operation
from .shapes import change_geometry_shape, change_shape, commit_shape, commit_told, field_title, system_of

Version = str | int


@operation
def log(
    job: Job,
    registry: str,
    layer: str | None = None,
    author: str | None = None,
    since: str | None = None,
    until: str | None = None,
    text: str | None = None,
    box: list[float] | None = None,
    uid: str | None = None,
    limit: int | None = None,
    before: int | None = None,
) -> dict[str, Any]:
    """Commits, newest first."""
    ledger = registry_at(registry)
    among = None if uid is None else _revisions(ledger, layer, uid)
    limits: Any = None if box is None else tuple(box)
    entries = lives.log(
        ledger,
        layer=layer,
        author=author,
        since=since,
        until=until,
        text=text,
        box=limits,
        limit=limit,
        before=before,
        among=among,
    )
    return {
        "timezone": ledger.timezone,
        "commits": [commit_shape(one, ledger.timezone) for one in entries],
        "more": limit is not None and len(entries) == limit,
    }


def _revisions(ledger: Ledger, layer: str | None, uid: str) -> set[int]:
    """Revisions that touched a feature."""
    found: set[int] = set()
    with ledger.reading() as handle:
        head = revision_of(handle, None, ledger.timezone)
        names = [layer] if layer is not None else list(layers_at(handle, head))
        for name in names:
            layer_at(handle, name, head)
            rows = handle.execute(
                f"SELECT from_rev, to_rev FROM {quoted(rows_table(name))} WHERE uid = ?", (_bytes(uid),)
            )
            found.update(moment for pair in rows for moment in pair if moment is not None)
    return found


def _bytes(uid: str) -> bytes:
    try:
        return bytes.fromhex(uid)
    except ValueError:
        return b""


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
        for done, one in enumerate(chosen):
            job.progress(done / len(chosen), one.definition.name)
            counts = {"insert": 0, "update": 0, "delete": 0}
            for change in layer_changes(handle, one, older, newer):
                counts[change.kind] += 1
                if len(features) < limit:
                    features.append(change_shape(change, job.language))
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
        wanted = None if uids is None else set(uids)
        changes: Iterator[FeatureChange] = layer_changes(handle, one, first, second)
        features: list[dict[str, Any]] = []
        for change in changes:
            if wanted is not None and change.uid not in wanted:
                continue
            if len(features) >= limit:
                break
            features.append(change_geometry_shape(change, job.language))
    return {"crs": system_of(one.definition), "features": features}


@operation
def history(job: Job, registry: str, layer: str, uid: str) -> dict[str, Any]:
    """The life of one feature, newest first."""
    ledger = registry_at(registry)
    steps = lives.feature_history(ledger, layer, uid)
    versions = []
    with ledger.reading() as handle:
        for step in steps:
            change = change_shape(step.change, job.language)
            commit = commit_told(handle, step.commit, ledger.timezone)
            versions.append({"commit": commit, **change})
    return {"layer": layer, "uid": steps[0].change.uid if steps else uid, "versions": versions}


@operation
def blame(job: Job, registry: str, layer: str, uid: str, version: Version | None = None) -> dict[str, Any]:
    """Who gave each column of a feature its value."""
    ledger = registry_at(registry)
    definition = ledger.definition(layer, version)
    columns = []
    found = lives.blame(ledger, layer, uid, version)
    with ledger.reading() as handle:
        for one in found:
            field = definition.by_name.get(one.column)
            geometry = isinstance(one.value, bytes)
            shown = shown_geometry(one.value) if geometry else shown_value(field, one.value, job.language)
            columns.append(
                {
                    "name": one.column,
                    "title": field_title(definition, one.column),
                    "value": None if geometry else one.value,
                    "shown": shown,
                    "commit": commit_told(handle, one.commit, ledger.timezone),
                }
            )
    return {"layer": layer, "uid": uid, "columns": columns}


@operation
def restore(
    job: Job,
    registry: str,
    layer: str,
    version: Version,
    author: str,
    uid: str | None = None,
    message: str | None = None,
    author_source: str = "given",
) -> dict[str, Any]:
    """Make a feature, or a whole layer, what it was at a version, as a new commit."""
    ledger = registry_at(registry)
    job.finishes = True
    report = restoring.restore(
        ledger, layer, version=version, uid=uid, author=author_named(author), author_source=author_source,
        message=message or None,
    )  # fmt: skip
    return _restored(ledger, report)


@operation
def revert(
    job: Job,
    registry: str,
    revision: int,
    author: str,
    keep_later: bool = False,
    message: str | None = None,
    author_source: str = "given",
) -> dict[str, Any]:
    """Undo one commit by a new one."""
    ledger = registry_at(registry)
    job.finishes = True
    report = restoring.revert(
        ledger, revision, author=author_named(author), author_source=author_source, message=message or None,
        keep_later=keep_later,
    )  # fmt: skip
    return _restored(ledger, report)


def _restored(ledger: Ledger, report: restoring.RestoreReport) -> dict[str, Any]:
    commit = None
    if report.commit is not None:
        with ledger.reading() as handle:
            commit = commit_told(handle, commit_at(handle, report.commit.revision), ledger.timezone)
    return {"commit": commit, "features": report.features, "kept": list(report.kept)}


@operation
def tags(job: Job, registry: str) -> dict[str, Any]:
    """Names of versions."""
    return {"tags": [_tag(one) for one in naming.tags(registry_at(registry))]}


@operation
def add_tag(
    job: Job,
    registry: str,
    name: str,
    author: str,
    version: Version | None = None,
    message: str = "",
    force: bool = False,
) -> dict[str, Any]:
    """Name a version."""
    ledger = registry_at(registry)
    tag = naming.add_tag(ledger, name, version, author=author_named(author), message=message, force=force)
    return {"tag": _tag(tag)}


@operation
def remove_tag(job: Job, registry: str, name: str, author: str) -> dict[str, Any]:
    """Take a name back; its record stays."""
    naming.remove_tag(registry_at(registry), name, author=author_named(author))
    return {}


def _tag(one: naming.Tag) -> dict[str, Any]:
    return {
        "name": one.name,
        "revision": one.revision,
        "time": one.time,
        "author": one.author,
        "message": one.message,
        "digest": one.digest,
    }
