"""Tags: names for versions that people refer to. Each holds the digest of its commit."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from ..model.canonical import tag_digest
from ..model.errors import RegistryError, UnknownTag, UsageError
from .clock import now
from .commits import commit_at
from .files import connection, transaction
from .ledger import Ledger
from .spec import resolve
from .writing import refuse_unwritable

# Any text but what a command line or ``tag:A..tag:B`` would take apart, and blanks that nobody sees.
_NAME = re.compile(r"(?!-)(?!.*\.\.)[^\s\x00-\x1f](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029]{0,98}\S)?")


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
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be a tag; write up to 100 letters in one line, with no dash or blank in front,"
            " no blank at the end and no .. in it"
        )
    for text, what in ((name, "tag"), (author, "author"), (message, "message")):
        refuse_unwritable(text, what)
    with connection(ledger.path, write=True, wait=ledger.wait) as handle, transaction(handle):
        commit = commit_at(handle, resolve(handle, version, ledger.timezone))
        standing = _standing(handle, name)
        if standing is not None and standing.revision == commit.revision:
            return standing
        if standing is not None and not force:
            raise TagExists(tag=name, revision=standing.revision)
        tag = Tag(name, commit.revision, commit.digest, now(), author, message)
        _record(handle, name, tag.revision, tag.digest, tag.time, author, message)
        return tag


def remove_tag(ledger: Ledger, name: str, *, author: str) -> None:
    """Take a tag out of force; its record stays.

    Raises
    ------
    UnknownTag
    """
    refuse_unwritable(author, "author")
    with connection(ledger.path, write=True, wait=ledger.wait) as handle, transaction(handle):
        if _standing(handle, name) is None:
            raise UnknownTag(tag=name)
        _record(handle, name, None, None, now(), author, "removed")


def _record(
    handle: sqlite3.Connection,
    tag: str,
    revision: int | None,
    digest: str | None,
    time: str,
    author: str,
    message: str,
) -> None:
    """Add a record, chained to the one before as commits are."""
    number, previous = handle.execute(
        "SELECT number, record FROM registry_tags ORDER BY number DESC LIMIT 1"
    ).fetchone() or (0, "00" * 32)
    number += 1
    record = tag_digest(bytes.fromhex(previous), number, tag, revision, digest, time, author, message).hex()
    row = (number, tag, revision, digest, time, author, message, record)
    handle.execute("INSERT INTO registry_tags VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _standing(handle: sqlite3.Connection, name: str) -> Tag | None:
    row = handle.execute(
        "SELECT tag, revision, digest, time, author, message FROM registry_tags WHERE tag = ?"
        " ORDER BY number DESC LIMIT 1",
        (name,),
    ).fetchone()
    return None if row is None or row[1] is None else Tag(*row)
