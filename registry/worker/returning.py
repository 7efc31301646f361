"""Bringing back: a feature or a layer as it was, one commit undone; and names for versions."""

from __future__ import annotations

from typing import Any

from ..versions import restore as restoring
from ..versions import tags as naming
from ..versions.commits import commit_at
from ..versions.ledger import Ledger
from .asking import author_named, message_of, registry_at
from .job import Job
from .operations import operation
from .shapes import commit_told

Version = str | int


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
        message=message_of(message) if message else None,
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
        ledger,
        revision,
        author=author_named(author),
        author_source=author_source,
        message=message_of(message) if message else None,
        keep_later=keep_later,
    )
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
