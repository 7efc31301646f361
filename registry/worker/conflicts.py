"""Conflicts of a workspace, a feature each, with base, ours and theirs by column; and deciding them."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..model.definition import Definition
from ..model.errors import RegistryError, UsageError
from ..model.geometry import to_geojson
from ..model.showing import label_of, shown_geometry, shown_value
from ..versions.commits import commit_at
from ..versions.identity import quoted
from ..versions.layout import rows_table
from ..versions.ledger import Ledger
from ..versions.workspace.conflicts import Conflict, open_conflicts, resolve_conflicts
from ..versions.workspace.edits import raw_edits, stored_row
from ..versions.workspace.opening import Facts, Workspace, read_facts
from .asking import registry_if_there, workspace_at
from .job import Job
from .operations import operation
from .saying import said
from .shapes import commit_told, field_title, geometry_shape, system_of

_SIDES = ("base", "ours", "theirs")


@operation
def conflicts(
    job: Job, workspace: str, layer: str | None = None, registry: str | None = None
) -> dict[str, Any]:
    """Open conflicts, a feature each, in the order they arose."""
    work = workspace_at(workspace)
    found: dict[tuple[str, str], list[Conflict]] = {}
    for one in open_conflicts(work, layer=layer):
        found.setdefault((one.layer, one.uid), []).append(one)
    if not found:
        return {"conflicts": []}
    ledger, _ = registry_if_there(work, registry)
    features = []
    with work.reading() as handle:
        facts = read_facts(handle, work.path)
        for (name, uid), those in found.items():
            definition = facts.layer(name).definition
            features.append(
                {
                    "layer": name,
                    "uid": uid,
                    "label": _label(handle, definition, uid, job.language),
                    "kind": those[0].kind,
                    "sentence": those[0].sentence,
                    "whole": any(one.column is None for one in those),
                    "columns": [
                        column for one in those for column in _columns(one, definition, job.language)
                    ],
                    "theirs_commit": None,
                }
            )
    if ledger is not None:
        _name_commits(ledger, features, found)
    return {"conflicts": features}


def _label(handle: sqlite3.Connection, definition: Definition, uid: str, language: str) -> str:
    for _, before, now in raw_edits(handle, definition, [uid]):
        row = before if now is None else now
        if row is not None:
            return label_of(definition, stored_row(definition, uid, row)[0], language)
    return ""


def _columns(one: Conflict, definition: Definition, language: str) -> list[dict[str, Any]]:
    """The column in question; of a feature deleted on one side, those that the other side changed."""
    if one.column is not None:
        sides = {side: getattr(one, side) for side in _SIDES}
        return [_column(one.column, definition, sides, language, one.number)]
    there = next(row for row in (one.ours, one.theirs, one.base) if row is not None)
    base = one.base or {}
    names = [name for name in ("geom", *definition.names) if name in there and there[name] != base.get(name)]
    rows = {side: getattr(one, side) for side in _SIDES}
    shown = []
    for name in names:
        sides = {side: None if row is None else _blob(name, row.get(name)) for side, row in rows.items()}
        column = _column(name, definition, sides, language, one.number)
        for side, row in rows.items():
            if row is None:
                column[f"shown_{side}"] = said("deleted", language) if side != "base" else ""
        shown.append(column)
    return shown


def _blob(name: str, value: Any) -> Any:
    return bytes.fromhex(value) if name == "geom" and isinstance(value, str) else value


def _column(
    name: str, definition: Definition, sides: dict[str, Any], language: str, number: int
) -> dict[str, Any]:
    is_geometry = name == "geom"
    field = definition.by_name.get(name)
    shown = {
        f"shown_{side}": (shown_geometry(value, language) if isinstance(value, bytes) else "")
        if is_geometry
        else shown_value(field, value, language)
        for side, value in sides.items()
    }
    values = {side: None if is_geometry else value for side, value in sides.items()}
    title = field_title(definition, name)
    return {
        "name": name, "title": title, **values, **shown, "is_geometry": is_geometry, "choice": None,
        "number": number,
    }  # fmt: skip


def _name_commits(
    ledger: Ledger, features: list[dict[str, Any]], found: dict[tuple[str, str], list[Conflict]]
) -> None:
    """The commit that made each feature what it is in the registry."""
    try:
        with ledger.reading() as handle:
            for feature in features:
                layer, uid = feature["layer"], feature["uid"]
                until = max(one.revision for one in found[layer, uid])
                moments = handle.execute(
                    f"SELECT from_rev, to_rev FROM {quoted(rows_table(layer))} WHERE uid = ?",  # nosec B608
                    (bytes.fromhex(uid),),
                )
                known = [moment for pair in moments for moment in pair if moment and moment <= until]
                if known:
                    commit = commit_at(handle, max(known))
                    feature["theirs_commit"] = commit_told(handle, commit, ledger.timezone)
    except RegistryError:  # the registry went out of reach meanwhile; the conflicts themselves are known
        return


@operation
def conflict_geometry(job: Job, workspace: str, layer: str, uid: str) -> dict[str, Any]:
    """The three geometries of a feature in conflict: what both began with, ours now, and theirs."""
    work = workspace_at(workspace)
    facts = work.facts()
    definition = facts.layer(layer).definition
    shapes: dict[str, Any] = {"crs": system_of(definition), "base": None, "ours": None, "theirs": None}
    mine = [one for one in open_conflicts(work, layer=layer) if one.uid == uid]
    with work.reading() as handle:
        for _, before, now in raw_edits(handle, definition, [uid]):
            shapes["ours"] = geometry_shape(now[0]) if now else None
            shapes["theirs"] = geometry_shape(before[0]) if before else None
            shapes["base"] = shapes["theirs"]
    for one in mine:
        if one.column == "geom":
            shapes.update({side: geometry_shape(getattr(one, side)) for side in _SIDES})
        elif one.column is None:
            for side in _SIDES:
                row = getattr(one, side)
                shapes[side] = geometry_shape(_blob("geom", row.get("geom"))) if row else None
    return shapes


@operation
def resolve(
    job: Job,
    workspace: str,
    choice: str,
    layer: str | None = None,
    uid: str | None = None,
    column: str | None = None,
    value: Any = None,
) -> dict[str, Any]:
    """Decide conflicts, one, many or all: with ours, theirs, what both began with, or another value."""
    work = workspace_at(workspace)
    if choice == "base":
        resolved = _take_base(job, work, layer, uid, column)
    else:
        resolved = len(resolve_conflicts(work, choice, layer=layer, uid=uid, column=column, value=value))
    return {"resolved": resolved, "left": len(open_conflicts(work))}


def _take_base(job: Job, work: Workspace, layer: str | None, uid: str | None, column: str | None) -> int:
    chosen = [
        one
        for one in open_conflicts(work, layer=layer)
        if (uid is None or one.uid == uid) and (column is None or one.column == column)
    ]
    if not chosen or any(one.column is None for one in chosen):
        if not chosen:
            return len(resolve_conflicts(work, "ours", layer=layer, uid=uid, column=column))  # says which
        raise UsageError("a deleted feature cannot be resolved with what it was; choose ours or theirs")
    facts = work.facts()
    for done, one in enumerate(chosen):
        job.progress(done / len(chosen))
        base = to_geojson(one.base) if isinstance(one.base, bytes) else one.base
        resolve_conflicts(work, "value", numbers=[one.number], value=_base_value(facts, one, base))
    return len(chosen)


def _base_value(facts: Facts, one: Conflict, base: Any) -> Any:
    """The base as a person would give it; no geometry is null."""
    definition = facts.layer(one.layer).definition
    return None if one.column == "geom" and definition.geometry is None else base
