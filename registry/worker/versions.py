"""Versions: how QGIS shows one, a layer of one as a file, and the proof of them all."""

from __future__ import annotations

import hashlib
from typing import Any

from ..versions.clock import local
from ..versions.commits import layer_at, layers_at
from ..versions.qgis_style import qml
from ..versions.spec import resolve
from ..versions.verify import verify as verify_ledger
from .asking import absolute, box_in, registry_at
from .geojsonfile import write_layer
from .job import Job
from .operations import operation
from .shapes import commit_told, layer_shape, system_of, titles


@operation
def version_source(job: Job, registry: str, layer: str, version: str | int | None = None) -> dict[str, Any]:
    """What a layer of QGIS's own provider needs to show a layer at a version, read-only."""
    ledger = registry_at(registry)
    with ledger.reading() as handle:
        revision = resolve(handle, version, ledger.timezone)
        one = layer_at(handle, layer, revision).definition
        others = {name: each.definition for name, each in layers_at(handle, revision).items()}
        head = resolve(handle, None, ledger.timezone)
        now = layer_at(handle, layer, head).definition
    table = f"{layer}__history"
    return {
        **layer_shape(one),
        "revision": revision,
        "path": absolute(ledger.path),
        "table": table,
        "uri": f"{absolute(ledger.path)}|layername={table}",
        "subset": f'"from_rev" <= {revision} AND ("to_rev" IS NULL OR "to_rev" > {revision})',
        "crs": system_of(one),
        "fields": [
            {"name": field.name, "title": titles(field.title, field.name), "type": field.type}
            for field in now.fields
        ],
        "times": {"start": "from_time", "end": "to_time"},
        "qml": qml(one, job.language, others),
    }


@operation
def revision_times(job: Job, registry: str) -> dict[str, Any]:
    """When each revision came, oldest first: the marks of a time slider."""
    ledger = registry_at(registry)
    with ledger.reading() as handle:
        rows = handle.execute(
            "SELECT revision, time, author, message FROM registry_commits ORDER BY revision"
        ).fetchall()
    return {
        "timezone": ledger.timezone,
        "revisions": [
            {
                "revision": revision,
                "time": time,
                "local_time": local(time, ledger.timezone),
                "author": author,
                "message": message,
            }
            for revision, time, author, message in rows
        ],
    }


@operation
def resolve_version(job: Job, registry: str, version: str | int | None = None) -> dict[str, Any]:
    """The commit that a version spec names, and the layers there were."""
    ledger = registry_at(registry)
    with ledger.reading() as handle:
        revision = resolve(handle, version, ledger.timezone)
        from ..versions.commits import commit_at

        commit = commit_told(handle, commit_at(handle, revision), ledger.timezone)
        layers = [layer_shape(one.definition) for one in layers_at(handle, revision).values()]
    return {"commit": commit, "layers": layers}


@operation
def export_geojson(
    job: Job,
    registry: str,
    layer: str,
    path: str,
    version: str | int | None = None,
    box: list[float] | None = None,
    overwrite: bool = True,
) -> dict[str, Any]:
    """Write a layer at a version as GeoJSON."""
    ledger = registry_at(registry)
    limits = None if box is None else box_in(box, None, "EPSG:4326")
    rows, commit = write_layer(job, ledger, layer, path, version, limits, overwrite)
    with open(path, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "rows": rows,
        "path": absolute(path),
        "revision": commit.revision,
        "digest": commit.digest,
        "sha256": sha256,
    }


@operation
def verify(job: Job, registry: str, head: str | None = None) -> dict[str, Any]:
    """Compute every digest again; a digest kept elsewhere proves that history was not rewritten."""
    ledger = registry_at(registry)
    report = verify_ledger(ledger, head=head, progress=job.steps)
    with ledger.reading() as handle:
        commit = commit_told(handle, report.head, ledger.timezone)
    return {
        "sound": report.sound,
        "head": commit,
        "commits": report.commits,
        "row_versions": report.row_versions,
        "problems": [{"where": one.where, "text": one.problem} for one in report.findings],
    }
