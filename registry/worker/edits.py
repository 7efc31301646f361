"""What was edited in a workspace, and what the registry would refuse of it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from typing import Any

from ..model.definition import Definition
from ..model.errors import RegistryError, UnknownFeature
from ..model.showing import label_of
from ..versions.files import transaction
from ..versions.identity import quoted
from ..versions.workspace.columns import check_columns, is_broken
from ..versions.workspace.edits import (
    count_edits,
    found_rows,
    layer_edits,
    local_edit,
    raw_edits,
    same,
    stored_row,
)
from ..versions.workspace.opening import CheckedOut, read_facts
from ..versions.workspace.overwritten import overwritten_layers
from .asking import workspace_at
from .faults import FaultFinder
from .job import Job
from .operations import BadParameters, operation
from .shapes import change_geometry_shape, change_shape, system_of

#: Seconds left to other programs between two transactions.
PAUSE = 0.005


@operation
def changes(job: Job, workspace: str, layers: list[str] | None = None, limit: int = 5000) -> dict[str, Any]:
    """Features edited here, with their columns before and now."""
    work = workspace_at(workspace)
    total = 0
    features: list[dict[str, Any]] = []
    schema = []
    with work.reading() as handle:
        facts = read_facts(handle, work.path)
        overwritten = set(overwritten_layers(handle, facts))
        for one in _chosen(facts.layers, layers, facts.layer):
            try:
                check_columns(handle, work.path, one.definition)
            except RegistryError as error:
                schema.append({"layer": one.name, "text": str(error), "overwritten": False})
                continue
            if one.name in overwritten:
                text = f"layer {one.name} was written anew by a program; compare it with the registry"
                schema.append({"layer": one.name, "text": text, "overwritten": True})
                continue
            found, count = _changed(handle, one.definition, max(0, limit - len(features)), job)
            features += found
            total += count
    return {"total": total, "features": features, "schema": schema}


def _chosen(all_layers: dict[str, CheckedOut], names: list[str] | None, named: Any) -> Iterable[CheckedOut]:
    return all_layers.values() if names is None else [named(name) for name in names]


def _changed(
    handle: sqlite3.Connection, definition: Definition, limit: int, job: Job
) -> tuple[list[dict[str, Any]], int]:
    """Up to so many changed features, and how many there are."""
    found: list[dict[str, Any]] = []
    count = 0
    for uid, before, now in raw_edits(handle, definition):
        if len(found) >= limit:  # only counted, which costs less
            if before is None or now is None:
                count += before is not now
            else:
                count += before != now and not same(definition, before, now)
            continue
        edit = local_edit(definition, uid, before, now)
        if edit is None:
            continue
        count += 1
        found.append(change_shape(edit, job.language))
    fids = _fids(handle, definition, [one["uid"] for one in found])
    for one in found:
        one["fid"] = fids.get(one["uid"])
    return found, count


def _fids(handle: sqlite3.Connection, definition: Definition, uids: list[str]) -> dict[str, int]:
    """The row number of each feature in the layer's table, by which QGIS knows it."""
    found: dict[str, int] = {}
    for start in range(0, len(uids), 500):
        part = uids[start : start + 500]
        marks = ", ".join("?" * len(part))
        sql = f"SELECT uid, rowid FROM {quoted(definition.name)} WHERE uid IN ({marks})"  # nosec B608
        found.update(handle.execute(sql, part))
    return found


@operation
def change_geometry(job: Job, workspace: str, layer: str, uids: list[str] | None = None) -> dict[str, Any]:
    """Old and new geometries of edited features; of all of a layer where none are named."""
    work = workspace_at(workspace)
    with work.reading() as handle:
        one = read_facts(handle, work.path).layer(layer)
        check_columns(handle, work.path, one.definition)
        edits = layer_edits(handle, one.definition, uids)
        features = [change_geometry_shape(edit, job.language) for edit in edits]
    return {"crs": system_of(one.definition), "features": features}


@operation
def check_changes(job: Job, workspace: str, layers: list[str] | None = None) -> dict[str, Any]:
    """What a commit would refuse: every value of an edited feature that breaks its layer's definition."""
    work = workspace_at(workspace)
    problems: list[dict[str, Any]] = []
    checked = 0
    with work.reading() as handle:
        facts = read_facts(handle, work.path)
        overwritten = set(overwritten_layers(handle, facts))
        chosen = [one for one in _chosen(facts.layers, layers, facts.layer) if one.name not in overwritten]
        for number, one in enumerate(chosen):
            job.progress(number / len(chosen), one.name)
            check_columns(handle, work.path, one.definition)
            finder = FaultFinder(one.definition, job.language)
            for uid, before, now in raw_edits(handle, one.definition):
                edit = None if now is None else local_edit(one.definition, uid, before, now)
                if edit is None or now is None:
                    continue
                checked += 1
                if edit.problems:
                    label = label_of(one.definition, edit.after, job.language)
                    problems += [{**found, "label": label} for found in finder.problems(uid, now)]
            fids = _fids(handle, one.definition, [p["uid"] for p in problems if p["layer"] == one.name])
            for problem in problems:
                if problem["layer"] == one.name:
                    problem["fid"] = fids.get(problem["uid"])
    return {"checked": checked, "problems": problems}


@operation
def apply_fix(job: Job, workspace: str, layer: str, uid: str, values: dict[str, Any]) -> dict[str, Any]:
    """Give columns of a feature other values, as an edit like any other."""
    return apply_fixes(job, workspace, [{"layer": layer, "uid": uid, "values": values}])


@operation
def apply_fixes(job: Job, workspace: str, fixes: list[dict[str, Any]]) -> dict[str, Any]:
    """The same for many features: each fix says ``layer``, ``uid`` and ``values``."""
    work = workspace_at(workspace)
    facts = work.facts()
    statements = []
    for fix in fixes:
        try:
            definition, uid, values = facts.layer(fix["layer"]).definition, fix["uid"], dict(fix["values"])
        except (KeyError, TypeError, ValueError):
            raise BadParameters(operation="apply_fixes", problem="a fix has layer, uid and values") from None
        for name in values:
            definition.field_named(name)
        if values:
            statements.append((definition, uid, values))
    with work.editing({definition.name for definition, _, _ in statements}) as handle:
        for part in _parts(statements):
            job.checkpoint()
            time.sleep(PAUSE)
            with transaction(handle):
                for definition, uid, values in part:
                    _write(handle, definition, uid, values)
    return {"fixed": len(statements)}


def _parts(statements: list[Any], size: int = 100) -> Iterator[list[Any]]:
    """So few at once that a program which saves meanwhile never waits long."""
    for start in range(0, len(statements), size):
        yield statements[start : start + size]


def _write(handle: sqlite3.Connection, definition: Definition, uid: str, values: dict[str, Any]) -> None:
    sets = ", ".join(f"{quoted(name)} = ?" for name in values)
    done = handle.execute(
        f"UPDATE {quoted(definition.name)} SET {sets} WHERE uid = ?",  # nosec B608
        (*values.values(), uid),
    )
    if done.rowcount == 0:
        raise UnknownFeature(layer=definition.name, uid=uid, problem=" in this workspace")


@operation
def feature(
    job: Job, workspace: str, layer: str, uid: str | None = None, fid: int | None = None
) -> dict[str, Any]:
    """One feature as it stands in a workspace: its identity, row number and label."""
    work = workspace_at(workspace)
    with work.reading() as handle:
        one = read_facts(handle, work.path).layer(layer).definition
        condition, value = ("uid = ?", uid) if uid is not None else ("rowid = ?", fid)
        columns = ", ".join(quoted(name) for name in one.names)
        geom = "geom" if one.geometry else "NULL"
        comma = ", " if columns else ""
        rows = f"{quoted(layer)} WHERE {condition}"
        sql = f"SELECT rowid, uid, {geom}{comma}{columns} FROM {rows}"  # nosec B608
        for number, identity, *row in found_rows(handle, sql, [value]):
            stored, _ = stored_row(one, identity, row)
            edited = next(layer_edits(handle, one, [identity]), None) is not None
            return {
                "layer": layer,
                "uid": identity,
                "fid": number,
                "label": label_of(one, stored, job.language),
                "edited": edited,
            }
    raise UnknownFeature(layer=layer, uid=str(uid if uid is not None else fid), problem=" in this workspace")


@operation
def edit_counts(job: Job, workspace: str) -> dict[str, Any]:
    """Only how many features of each layer were edited: asked after every save."""
    work = workspace_at(workspace)
    with work.reading() as handle:
        facts = read_facts(handle, work.path)
        overwritten = set(overwritten_layers(handle, facts))
        layers = []
        edits = 0
        for name, one in facts.layers.items():
            if name not in overwritten and not is_broken(handle, one.definition):
                added, changed, deleted = count_edits(handle, one.definition)
                edits += added + changed + deleted
                layers.append({"name": name, "added": added, "changed": changed, "deleted": deleted})
    return {"edits": edits, "layers": layers}
