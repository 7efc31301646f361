"""Tags: names for versions that people refer to. Each holds the digest of its commit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model.errors import RegistryError, UnknownTag, UsageError
from .clock import now
from .files import connection, transaction
from .ledger import Ledger, commit_at
from .spec import resolve

_NAME = re.compile(r"^[\w][\w.\-+/ ]{0,99}$")


class TagExists(RegistryError):
    """The tag names another version already."""

    sentence = "tag '{tag}' names revision {revision} already; choose another name, or --force to move it"
    exit_code = 73


@dataclass(frozen=True)
class Tag:
    """A named version."""

    name: str
    revision: int
    digest: str
    time: str
    author: str
    message: str


def tags(ledger: Ledger) -> list[Tag]:
    """Tags in force, by name."""
    with ledger.reading() as handle:
        rows = handle.execute(
            "SELECT tag, revision, digest, time, author, message FROM registry_tags AS t WHERE number ="
            " (SELECT max(number) FROM registry_tags WHERE tag = t.tag) AND revision IS NOT NULL ORDER BY tag"
        )
        return [Tag(*row) for row in rows]


def add_tag(
    ledger: Ledger,
    name: str,
    version: str | int | None = None,
    *,
    author: str,
    message: str = "",
    force: bool = False,
) -> Tag:
    """Name a version. Moving a tag keeps the record of where it was.

    Raises
    ------
    UsageError (a name that cannot be one), TagExists, UnknownVersion
    """
    if not _NAME.match(name) or name != name.strip():
        raise UsageError(f"{name!r} cannot be a tag; use letters, digits and . _ - + / up to 100")
    with connection(ledger.path, write=True, wait=ledger.wait) as handle, transaction(handle):
        commit = commit_at(handle, resolve(handle, version, ledger.timezone))
        standing = _standing(handle, name)
        if standing == commit.revision:
            return next(one for one in _all(handle) if one.name == name)
        if standing is not None and not force:
            raise TagExists(tag=name, revision=standing)
        row = (name, commit.revision, commit.digest, now(), author, message)
        handle.execute("INSERT INTO registry_tags VALUES (NULL, ?, ?, ?, ?, ?, ?)", row)
        return Tag(*row)


def remove_tag(ledger: Ledger, name: str, *, author: str) -> None:
    """Take a tag out of force; its record stays.

    Raises
    ------
    UnknownTag
    """
    with connection(ledger.path, write=True, wait=ledger.wait) as handle, transaction(handle):
        if _standing(handle, name) is None:
            raise UnknownTag(tag=name)
        handle.execute(
            "INSERT INTO registry_tags VALUES (NULL, ?, NULL, NULL, ?, ?, 'removed')", (name, now(), author)
        )


def _standing(handle, name: str) -> int | None:  # type: ignore[no-untyped-def]
    row = handle.execute(
        "SELECT revision FROM registry_tags WHERE tag = ? ORDER BY number DESC LIMIT 1", (name,)
    ).fetchone()
    return None if row is None else row[0]


def _all(handle):  # type: ignore[no-untyped-def]
    return [
        Tag(*row)
        for row in handle.execute(
            "SELECT tag, revision, digest, time, author, message FROM registry_tags ORDER BY number DESC"
        )
    ]
