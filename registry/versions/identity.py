"""Identities of features and commits."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator

_UID = re.compile(r"^[0-9a-f]{32}$")


def new_uids(count: int) -> Iterator[bytes]:
    """New feature identities, ascending, 16 bytes each.

    They begin with the time and go on from a random start, so that a bulk load fills its index in order
    and two loads never meet.
    """
    start = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(10), "big") >> 1
    return (number.to_bytes(16, "big") for number in range(start, start + count))


def new_commit_id() -> str:
    """Identity of a commit, made before it is written: 32 hex digits."""
    return next(new_uids(1)).hex()


def is_uid(text: object) -> bool:
    """Whether a value is 32 lower-case hex digits."""
    return isinstance(text, str) and _UID.match(text) is not None


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
