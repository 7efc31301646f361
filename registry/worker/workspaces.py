"""Workspaces: checked out, brought up to date, committed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..model.errors import RegistryError
from ..versions.asof import AsOf, checked_box, common_crs
from ..versions.commits import commit_at, layer_at, newest
from ..versions.identity import quoted
from ..versions.ledger import Ledger
from ..versions.shares import network_share
from ..versions.spec import resolve
from ..versions.workspace import Workspace
from ..versions.workspace import checkout as check_out
from ..versions.workspace.columns import check_columns
from ..versions.workspace.conflicts import count_conflicts
from ..versions.workspace.edits import count_edits
from ..versions.workspace.opening import Facts, read_facts
from ..versions.workspace.overwritten import overwritten_layers
from ..versions.workspace.update import check_same_registry
from .asking import (
    absolute,
    box_in,
    registry_at,
    registry_if_there,
    workspace_at,
)
from .failures import error_answer
from .job import Job
from .operations import operation
from .shapes import commit_told, geometry_shape, layer_shape, system_of


@operation
def checkout(
    job: Job,
    registry: str,
    workspace: str,
    layers: list[str] | None = None,
    box: list[float] | None = None,
    crs: str | None = None,
    uids: dict[str, Any] | None = None,
    area: dict[str, Any] | None = None,
    version: str | int | None = None,
    language: str = "en",
    overwrite: bool = False,
    author: str | None = None,
) -> dict[str, Any]:
    """Write a workspace: all or some layers, whole, within a box, or the features chosen by a polygon."""
    ledger = registry_at(registry)
    known = ledger.layers(version)
    chosen = [known[name] for name in layers or known if name in known]
    limits = None if box is None else box_in(box, crs, common_crs(chosen))
    made = check_out(
        ledger,
        workspace,
        layers=layers,
        version=version,
        box=limits,
        uids=uids,
        area=None if area is None else json.dumps(area),
        language=language,
        overwrite=overwrite,
        progress=job.steps,
    )
    return _info(made, ledger)


@operation
def candidates(
    job: Job,
    registry: str,
    layer: str,
    box: list[float],
    version: str | int | None = None,
    crs: str | None = None,
) -> dict[str, Any]:
    """Features whose boxes meet a box, for QGIS to choose those within a polygon."""
    ledger = registry_at(registry)
    with ledger.reading() as handle:
        revision = resolve(handle, version, ledger.timezone)
        one = layer_at(handle, layer, revision)
        chosen = AsOf(one.definition, one.columns, revision)
        system = system_of(one.definition)
        limits = checked_box(box) if system is None else box_in(box, crs, system)
        found = handle.execute(
            f"SELECT lower(hex(uid)), geom FROM {quoted(chosen.table)}"  # nosec B608
            f" WHERE {chosen.condition}{chosen.within(limits)}"
        )
        features = [{"uid": uid, "wkb": geometry_shape(blob)} for uid, blob in found]
    return {"crs": system, "features": features}


@operation
def workspace_info(job: Job, workspace: str, registry: str | None = None) -> dict[str, Any]:
    """What a workspace is at and what was edited in it; works with the registry out of reach."""
    work = workspace_at(workspace)
    ledger, error = registry_if_there(work, registry)
    return _info(work, ledger, error)


def _info(work: Workspace, ledger: Ledger | None, error: Exception | None = None) -> dict[str, Any]:
    problems = [] if error is None else [error_answer(error)]
    with work.reading() as handle:
        facts = read_facts(handle, work.path)
        overwritten = set(overwritten_layers(handle, facts))
        layers = []
        for name, one in facts.layers.items():
            counts = (0, 0, 0)
            try:
                check_columns(handle, work.path, one.definition)
                if name not in overwritten:
                    counts = count_edits(handle, one.definition)
            except RegistryError as problem:
                problems.append(error_answer(problem))
            layers.append(
                {
                    **layer_shape(one.definition),
                    "complete": one.complete,
                    "added": counts[0],
                    "changed": counts[1],
                    "deleted": counts[2],
                    "overwritten": name in overwritten,
                }
            )
        conflicts = count_conflicts(handle)
    base: dict[str, Any] | None = None
    newer = None
    if ledger is not None:
        try:
            base, newer = _standing(work, ledger, facts)
        except RegistryError as problem:
            problems.append(error_answer(problem))
    layers.sort(key=lambda one: (one["order"] is None, one["order"], one["name"]))
    return {
        "path": absolute(work.path),
        "registry": absolute(work.registry if ledger is None else ledger.path),
        "registry_id": facts.registry_id,
        "registry_found": ledger is not None,
        "revision": facts.revision,
        "base": base,
        "language": facts.language,
        "area": _area(facts),
        "newer_commits": newer,
        "conflicts": conflicts,
        "edits": sum(one["added"] + one["changed"] + one["deleted"] for one in layers),
        "unfinished": "commit" if facts.pending else "update" if facts.target is not None else None,
        "layers": layers,
        "problems": problems,
        "network_share": network_share(work.path),
    }


def _standing(work: Workspace, ledger: Ledger, facts: Facts) -> tuple[dict[str, Any], int]:
    """The commit a workspace is at, and how many are newer."""
    check_same_registry(work, ledger, facts)
    with ledger.reading() as handle:
        base = commit_told(handle, commit_at(handle, facts.revision), ledger.timezone)
        return base, max(0, newest(handle).revision - facts.revision)


def _area(facts: Facts) -> dict[str, Any] | None:
    if facts.box is None and facts.area is None:
        return None
    outline = None if facts.area is None else json.loads(facts.area)
    crs = common_crs([one.definition for one in facts.layers.values()])
    return {"box": list(facts.box) if facts.box else None, "polygon": outline, "crs": crs}


@operation
def is_workspace(job: Job, path: str) -> dict[str, Any]:
    """What a file is: a workspace, a registry, another GeoPackage, or nothing of the kind."""
    try:
        work = workspace_at(path)
        return {"kind": "workspace", "path": absolute(path), "registry": absolute(work.registry)}
    except RegistryError as error:
        try:
            ledger = registry_at(path)
            return {"kind": "registry", "path": absolute(path), "registry": absolute(ledger.path)}
        except RegistryError:
            return {"kind": None, "path": absolute(Path(path)), "problem": error_answer(error)}
