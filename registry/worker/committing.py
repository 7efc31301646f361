"""Bringing edits and commits together: committing, updating, putting back, comparing again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..model.errors import ConflictsOpen
from ..model.geometry import envelope
from ..versions.workspace import Workspace
from ..versions.workspace.columns import is_broken
from ..versions.workspace.commit import commit as commit_edits
from ..versions.workspace.discard import discard as put_back
from ..versions.workspace.edits import count_edits
from ..versions.workspace.opening import Facts, read_facts
from ..versions.workspace.overwritten import adopt as compare_again
from ..versions.workspace.overwritten import overwritten_layers
from ..versions.workspace.update import update as bring
from .asking import author_named, message_of, registry_if_there, registry_of, workspace_at
from .job import Job
from .operations import is_core, operation
from .shapes import commit_told


def _inside(facts: Facts) -> Callable[[bytes], bool] | None:
    """Whether a geometry lies in the polygon of a workspace; in the core, None, its box decides."""
    if facts.area is None or is_core():
        return None
    import shapely

    from ..model.geometry import wkb

    polygon = shapely.from_geojson(facts.area)
    shapely.prepare(polygon)
    return lambda blob: envelope(blob) is not None and bool(polygon.intersects(shapely.from_wkb(wkb(blob))))


@operation
def commit(
    job: Job,
    workspace: str,
    message: str,
    author: str,
    author_source: str = "given",
    registry: str | None = None,
) -> dict[str, Any]:
    """Commit what was edited. Conflicts are no error here: they are counted, and nothing is committed."""
    work = workspace_at(workspace)
    ledger = registry_of(work, registry)
    job.finishes = True
    try:
        report = commit_edits(
            work,
            ledger,
            message=message_of(message),
            author=author_named(author),
            author_source=author_source,
            inside=_inside(work.facts()),
            progress=job.steps,
        )
    except ConflictsOpen as error:
        count = error.facts["count"]
        return {
            "commit": None,
            "merged": 0,
            "conflicts": count,
            "revision": work.facts().revision,
            "settled": True,
        }
    done = None
    if report.commit is not None:
        with ledger.reading() as handle:
            done = commit_told(handle, report.commit, ledger.timezone)
    return {
        "commit": done,
        "merged": report.merged.merged,
        "conflicts": 0,
        "revision": report.merged.revision if report.commit is None else report.commit.revision,
        "settled": report.settled,
    }


@operation
def update(
    job: Job, workspace: str, version: str | int | None = None, registry: str | None = None
) -> dict[str, Any]:
    """Bring newer commits into a workspace; what was edited stays."""
    work = workspace_at(workspace)
    edited = _edited(work)
    report = bring(
        work, registry_of(work, registry), version, inside=_inside(work.facts()), progress=job.steps
    )
    return {
        "from": report.before,
        "to": report.revision,
        "applied": report.applied,
        "merged": report.merged,
        "conflicts": len(report.conflicts),
        "left_unchanged": max(0, edited - report.merged),
    }


def _edited(work: Workspace) -> int:
    """How many features have edits of one's own."""
    with work.reading() as handle:
        layers = [one.definition for one in read_facts(handle, work.path).layers.values()]
        return sum(sum(count_edits(handle, one)) for one in layers if not is_broken(handle, one))


@operation
def discard(
    job: Job,
    workspace: str,
    layers: list[str] | None = None,
    uids: list[str] | None = None,
    registry: str | None = None,
) -> dict[str, Any]:
    """Put features back as they were checked out."""
    work = workspace_at(workspace)
    ledger, _ = registry_if_there(work, registry)
    return {"discarded": put_back(work, ledger, layers=layers, uids=uids)}


@operation
def adopt(
    job: Job, workspace: str, layers: list[str] | None = None, registry: str | None = None
) -> dict[str, Any]:
    """Compare layers that a program wrote anew in full with the registry, and watch them again."""
    work = workspace_at(workspace)
    ledger = registry_of(work, registry)
    with work.reading() as handle:
        waiting = overwritten_layers(handle, read_facts(handle, work.path))
    done = []
    for number, name in enumerate(waiting):
        if layers is None or name in layers:
            job.progress(number / len(waiting), name)
            done += compare_again(work, ledger, [name])
    return {"layers": [{"name": one.layer, "changed": one.changed} for one in done]}
