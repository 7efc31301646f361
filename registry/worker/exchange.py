"""Files into layers and layers into files; and the checks of a registry."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from .areas import area_of
from .asking import absolute, author_named, box_in, message_of, registry_at
from .job import Job
from .operations import full_operation
from .shapes import commit_told


@full_operation("import")
def import_preview(
    job: Job,
    registry: str,
    source: str,
    layer: str,
    key: list[str] | None = None,
    mapping: dict[str, Any] | None = None,
    constants: dict[str, Any] | None = None,
    crs: str | None = None,
    sheet: str | int | None = None,
    heading_row: str | int | None = None,
    source_layer: str | None = None,
    encoding: str | None = None,
    fix: bool = False,
) -> dict[str, Any]:
    """What an import would do, with nothing written."""
    given = {
        "key": key, "mapping": mapping, "constants": constants, "crs": crs, "sheet": sheet,
        "heading_row": heading_row, "source_layer": source_layer, "encoding": encoding, "fix": fix,
    }  # fmt: skip
    return _imported(job, registry, source, layer, "preview", "preview", given, dry_run=True)


@full_operation("import", "import")
def import_(
    job: Job,
    registry: str,
    source: str,
    layer: str,
    author: str,
    message: str,
    key: list[str] | None = None,
    mapping: dict[str, Any] | None = None,
    constants: dict[str, Any] | None = None,
    crs: str | None = None,
    sheet: str | int | None = None,
    heading_row: str | int | None = None,
    source_layer: str | None = None,
    encoding: str | None = None,
    fix: bool = False,
    again: bool = False,
    on_bad_rows: str = "skip",
    rejects: str | None = None,
    author_source: str = "given",
) -> dict[str, Any]:
    """Bring a file into a layer as one commit; rows that break rules are told and, unless asked otherwise,
    left out."""
    given = {
        "key": key, "mapping": mapping, "constants": constants, "crs": crs, "sheet": sheet,
        "heading_row": heading_row, "source_layer": source_layer, "encoding": encoding, "fix": fix,
        "again": again, "on_bad_rows": on_bad_rows, "reject_path": rejects, "author_source": author_source,
    }  # fmt: skip
    return _imported(job, registry, source, layer, author_named(author), message_of(message), given)


def _imported(
    job: Job, registry: str, source: str, layer: str, author: str, message: str, given: dict[str, Any],
    dry_run: bool = False,
) -> dict[str, Any]:  # fmt: skip
    from ..intake.importing import import_source

    ledger = registry_at(registry)
    given = {name: value for name, value in given.items() if value is not None}
    if not given.get("key"):
        given.pop("key", None)
    job.progress(None, Path(source).name)

    def told(done: int, total: int | None) -> None:
        job.progress(done / total if total else None, f"{done}")

    done = import_source(
        ledger, source, layer, author=author, message=message, dry_run=dry_run, progress=told, **given
    )
    commit = None
    if done.commit is not None:
        with ledger.reading() as handle:
            commit = commit_told(handle, done.commit, ledger.timezone)
    definition = ledger.definition(layer)
    return {
        **done.as_json(),
        "added": done.inserted,
        "changed": done.updated,
        "commit": commit,
        "fields": [field.name for field in definition.fields],
    }


@full_operation("export")
def export(
    job: Job,
    registry: str,
    layer: str,
    path: str,
    format: str | None = None,
    version: str | int | None = None,
    where: str | None = None,
    box: list[float] | None = None,
    area: str | dict[str, Any] | list[Any] | None = None,
    columns: list[str] | None = None,
    crs: str | None = None,
    overwrite: bool = True,
    chainage: bool = False,
    bom: bool = False,
    language: str | None = None,
) -> dict[str, Any]:
    """Write a layer at a version; the ending of the name tells the format. Box and area are in its CRS."""
    from ..publish.export import export as write

    ledger = registry_at(registry)
    definition = ledger.definition(layer, version)
    system = definition.geometry.crs if definition.geometry else "EPSG:4326"
    limits = None if box is None else box_in(box, None, system)

    def told(done: int, total: int | None) -> None:
        job.progress(done / total if total else None, str(done))

    done = write(
        ledger, layer, path, format=format, revision=version, where=where or None, box=limits,
        area=area_of(area), columns=columns, language=language, crs=crs, overwrite=overwrite, bom=bom,
        chainage=chainage, progress=told,
    )  # fmt: skip
    return {
        "rows": done.rows,
        "path": absolute(path),
        "format": done.format,
        "revision": done.revision,
        "digest": done.digest,
    }


@full_operation("checks")
def check(
    job: Job,
    registry: str,
    layers: list[str] | None = None,
    version: str | int | None = None,
    box: list[float] | None = None,
    limit: int = 10000,
) -> dict[str, Any]:
    """Look for faults in the layers of a registry at a version."""
    from ..quality import Limits
    from ..quality import check as look
    from ..stats.claimed import NAMES

    ledger = registry_at(registry)
    limits = None if box is None else box_in(box, None, "EPSG:4326")
    job.breakable = True
    found = look(ledger, version, layers, limits, job.steps, limits=Limits(indicators=NAMES))
    findings = []
    for one in found.findings[:limit]:
        point = None if one.place is None else struct.pack("<BIdd", 1, 1, *one.place).hex()
        plain = one.as_json()
        text = plain.pop("message")
        findings.append({**plain, "field": None, "text": text, "wkb": point})
    report = found.as_json()
    return {
        "crs": "EPSG:4326",
        "revision": found.revision,
        "sound": found.sound,
        "total": len(found.findings),
        "by_severity": found.by_severity,
        "by_code": found.by_code,
        "findings": findings,
        "skipped": report["skipped"],
        "checks": report["checks"],
    }
