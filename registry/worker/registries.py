"""Registries: making one, and what it holds."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from ..model.reading import definition_from_dict, read_definitions
from ..model.showing import shown_value
from ..roads.measuring import measured
from ..shipped import layers_folder
from ..versions.commits import commit_at, layers_at, newest
from ..versions.ledger import Ledger
from ..versions.qgis_style import qml
from ..versions.shares import network_share
from .asking import absolute, author_named, registry_at, workspace_at
from .job import Job
from .operations import operation
from .shapes import commit_told, layer_shape, titles


@operation
def create_registry(
    job: Job,
    path: str,
    author: str,
    layers: str = "shipped",
    timezone: str = "+05:00",
    author_source: str = "given",
) -> dict[str, Any]:
    """A new registry with layers: those shipped, those of a folder of definitions, or none."""
    author = author_named(author)
    if layers == "empty":
        chosen = []
    else:
        folder = layers_folder() if layers == "shipped" else Path(layers)
        chosen = list(read_definitions(folder).values())
    ledger = Ledger.create(path, timezone=timezone, measuring=measured)
    try:
        if chosen:
            with ledger.writing(
                message="Define the layers", author=author, author_source=author_source
            ) as work:
                for done, one in enumerate(chosen):
                    job.progress(done / len(chosen), one.name)
                    work.define(one)
    except BaseException:
        os.unlink(path)  # made a moment ago by this very call, and empty
        raise
    return registry_info(job, path)


@operation
def registry_info(job: Job, registry: str) -> dict[str, Any]:
    """What a registry is and holds."""
    ledger = registry_at(registry)
    with ledger.reading() as handle:
        head = newest(handle)
        counts = {
            layer: (count, last)
            for layer, count, last in handle.execute(
                "SELECT layer, sum(inserted) - sum(deleted), max(revision) FROM registry_changes"
                " GROUP BY layer"
            )
        }
        layers = []
        for name, one in layers_at(handle, head.revision).items():
            count, last = counts.get(name, (0, None))
            last = max(one.since, last or 0)
            commit = commit_told(handle, commit_at(handle, last), ledger.timezone)
            layers.append({**layer_shape(one.definition), "count": count, "last": commit})
        return {
            "path": absolute(ledger.path),
            "registry_id": ledger.registry_id,
            "timezone": ledger.timezone,
            "head": commit_told(handle, head, ledger.timezone),
            "commits": head.revision,
            "layers": sorted(layers, key=lambda one: (one["order"] is None, one["order"], one["name"])),
            "network_share": network_share(ledger.path),
        }


@operation
def definition(
    job: Job,
    layer: str,
    registry: str | None = None,
    workspace: str | None = None,
    version: str | int | None = None,
) -> dict[str, Any]:
    """The definition of a layer: its fields with their titles, units and choices, and its style."""
    if workspace is not None:
        facts = workspace_at(workspace).facts()
        one = facts.layer(layer).definition
        others = {name: each.definition for name, each in facts.layers.items()}
    else:
        ledger = registry_at(_named(registry))
        one, others = ledger.definition(layer, version), ledger.layers(version)
    return {
        **layer_shape(one),
        "required": one.geometry.required if one.geometry else False,
        "key": list(one.key),
        "label": one.label,
        "linear_fields": None
        if one.linear is None
        else {"route": one.linear.route, "start": one.linear.start, "end": one.linear.end},
        "fields": [
            {
                "name": field.name,
                "title": titles(field.title, field.name),
                "description": titles(field.description, ""),
                "type": field.type,
                "unit": field.unit,
                "required": field.required,
                "minimum": field.minimum,
                "maximum": field.maximum,
                "default": field.default,
                "references": field.references,
                "choices": [
                    {
                        "value": choice.value,
                        "title": titles(choice.title, str(choice.value)),
                        "shown": shown_value(field, choice.value, job.language),
                    }
                    for choice in field.choices
                ],
            }
            for field in one.fields
        ],
        "rules": [
            {"name": rule.name, "expression": rule.expression, "message": titles(rule.message, rule.name)}
            for rule in one.rules
        ],
        "style": dict(one.style),
        "qml": qml(one, job.language, others),
    }


def _named(path: str | None) -> str:
    from ..model.errors import NoRegistry

    if path is None:
        raise NoRegistry
    return path


@operation
def self_test(job: Job) -> dict[str, Any]:
    """Whether this Python can do what the core needs, tried out on a small registry."""
    from ..versions.workspace import checkout
    from ..versions.workspace.commit import commit
    from ..versions.workspace.status import status

    checks: list[dict[str, Any]] = []

    def check(name: str, ok: bool, text: str) -> None:
        checks.append({"name": name, "ok": ok, "text": text})

    version = sqlite3.sqlite_version
    check("sqlite", sqlite3.sqlite_version_info >= (3, 35), f"SQLite {version}, 3.35 or later is needed")
    with sqlite3.connect(":memory:") as handle:
        rtree = handle.execute("SELECT 1 FROM pragma_module_list WHERE name = 'rtree'").fetchone() is not None
    handle.close()
    check("rtree", rtree, "SQLite has R*Trees" if rtree else "SQLite lacks R*Trees")
    folder = layers_folder()
    check("layers", folder.is_dir(), f"{len(list(folder.glob('*.toml')))} layer definitions are here")
    wells = {
        "name": "wells",
        "title": {"en": "Wells"},
        "geometry": {"type": "Point"},
        "fields": [{"name": "depth", "type": "real"}],
    }
    with tempfile.TemporaryDirectory(prefix="registry-test-") as place:
        job.progress(0.5, "registry")
        ledger = Ledger.create(Path(place) / "registry.gpkg")
        with ledger.writing(author="self-test", message="layers") as work:
            work.define(definition_from_dict(wells))
        check("registry", ledger.head().revision == 1, "a registry can be made and written")
        work_file = checkout(ledger, Path(place) / "work.gpkg")
        with work_file.editing() as handle:
            handle.execute("INSERT INTO wells (geom, depth) VALUES (?, 12.5)", (_POINT,))
        edits = status(work_file, ledger).edits
        check("workspace", edits == 1, "a workspace can be checked out and edited")
        done = commit(work_file, ledger, message="a well", author="self-test").commit
        check("commit", done is not None and ledger.count("wells") == 1, "its edits can be committed")
    return {"checks": checks, "ok": all(one["ok"] for one in checks)}


#: The GeoPackage blob of a point at 52° east, 47° north.
_POINT = bytes.fromhex("47500001e6100000" + "0101000000" + "0000000000004a40" + "0000000000804740")
