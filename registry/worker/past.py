"""What was committed: the log, the life of a feature, and who gave each column its value."""

from __future__ import annotations

from typing import Any

from ..model.showing import shown_geometry, shown_value
from ..versions import history as lives
from ..versions.commits import layer_at, layers_at
from ..versions.identity import quoted
from ..versions.layout import rows_table
from ..versions.ledger import Ledger
from ..versions.spec import resolve as revision_of
from .asking import registry_at
from .job import Job
from .operations import operation
from .shapes import change_shape, commit_shape, commit_told, field_title

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
            sql = f"SELECT from_rev, to_rev FROM {quoted(rows_table(name))} WHERE uid = ?"  # nosec B608
            rows = handle.execute(sql, (_bytes(uid),))
            found.update(moment for pair in rows for moment in pair if moment is not None)
    return found


def _bytes(uid: str) -> bytes:
    try:
        return bytes.fromhex(uid)
    except ValueError:
        return b""


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
            if geometry:
                shown = shown_geometry(one.value, job.language)
            else:
                shown = shown_value(field, one.value, job.language)
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
