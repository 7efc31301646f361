"""Version specs: how a person names a version."""

from __future__ import annotations

import re
import sqlite3

from ..model.errors import UnknownTag, UnknownVersion
from ..model.wording import Sentence
from .clock import end_of, local

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}(T.*)?$")
_BACK = re.compile(r"^head(?:~(\d+))?$", re.IGNORECASE)


def resolve(handle: sqlite3.Connection, version: str | int | None, timezone: str) -> int:
    """Revision of ``None`` or ``head``, ``head~2``, ``12``, ``tag:NAME``, ``2024-12-31``, a date-time.

    A day means its last commit in the registry's time zone.

    Raises
    ------
    UnknownVersion, UnknownTag
    """
    (newest,) = handle.execute("SELECT max(revision) FROM registry_commits").fetchone()
    text = "head" if version is None else str(version).strip()
    if back := _BACK.match(text):
        revision = newest - int((back[1] or "0")[:18])
        if revision < 0:
            raise UnknownVersion(
                version=text, problem=Sentence.of("the registry has only {count:commit}", count=newest)
            )
        return int(revision)
    if re.fullmatch(r"\d+", text):
        if len(text) > 18 or int(text) > newest:
            raise UnknownVersion(version=text, problem=Sentence.of("the newest is {newest}", newest=newest))
        return int(text)
    if text.startswith("tag:"):
        return tagged(handle, text[4:])
    if _DAY.match(text):
        return _at(handle, text, timezone)
    raise UnknownVersion(version=text, problem="write head, head~2, 12, tag:NAME or 2024-12-31")


def tagged(handle: sqlite3.Connection, tag: str) -> int:
    """Revision that a tag names now."""
    row = handle.execute(
        "SELECT revision FROM registry_tags WHERE tag = ? ORDER BY number DESC LIMIT 1", (tag,)
    ).fetchone()
    if row is None or row[0] is None:
        raise UnknownTag(tag=tag)
    return int(row[0])


def _at(handle: sqlite3.Connection, moment: str, timezone: str) -> int:
    try:
        limit = end_of(moment, timezone)
    except ValueError:
        raise UnknownVersion(version=moment, problem="that is no day of the calendar") from None
    (revision,) = handle.execute(
        "SELECT max(revision) FROM registry_commits WHERE time < ?", (limit,)
    ).fetchone()
    if revision is None:
        (first,) = handle.execute("SELECT time FROM registry_commits WHERE revision = 0").fetchone()
        begins = Sentence.of("the registry begins on {day}", day=local(first, timezone)[:10])
        raise UnknownVersion(version=moment, problem=begins)
    return int(revision)
