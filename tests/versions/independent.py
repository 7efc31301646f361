"""A second encoder of the canonical form, written from ``docs/format.md`` alone; nothing of ours in it."""

from __future__ import annotations

import hashlib
import struct
from datetime import date, datetime

TAGS = {
    "text": "s", "integer": "i", "measure": "m", "real": "r", "boolean": "b", "date": "d", "datetime": "t",
    "geometry": "g",
}  # fmt: skip


def u32(number):
    return number.to_bytes(4, "little")


def i64(number):
    return (number % 2**64).to_bytes(8, "little")


def text(words):
    raw = words.encode()
    return u32(len(raw)) + raw


def milliseconds(stamp):
    moment = datetime.strptime(stamp[:19] + "+0000", "%Y-%m-%dT%H:%M:%S%z")
    return int(moment.timestamp()) * 1000 + int(stamp[20:23])


def payload(kind, value):
    if kind == "text":
        return text(value)
    if kind in ("integer", "measure"):
        return i64(value)
    if kind == "real":
        return struct.pack("<d", 0.0 if value == 0 else value)
    if kind == "boolean":
        return bytes([value])
    if kind == "date":
        return i64((date.fromisoformat(value) - date(1970, 1, 1)).days)
    if kind == "datetime":
        return i64(milliseconds(value))
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(value[3] // 2) % 8]
    wkb = value[8 + envelope :]
    return u32(len(wkb)) + wkb


def row(fields):
    """``fields``: (id, kind, value) in any order."""
    return b"".join(
        u32(number) + TAGS[kind].encode() + payload(kind, value)
        for number, kind, value in sorted(fields, key=lambda one: one[0])
        if value is not None
    )


def layer_digest(written, deleted):
    """``written``: (uid, fields) in the order of their row versions; ``deleted``: uids."""
    stream = b"".join(b"W" + uid + u32(len(row(fields))) + row(fields) for uid, fields in written)
    stream += b"".join(b"D" + uid for uid in sorted(deleted))
    return hashlib.sha256(stream).digest()


def genesis(registry_id, timezone, time):
    return hashlib.sha256(
        b"infra-registry commit 1\ngenesis" + text(registry_id) + text(timezone) + i64(milliseconds(time))
    ).digest()


def commit(parent, revision, commit_id, time, author, author_source, message, definitions, layers):
    """``definitions``: layer -> (canonical text, {field id: name}); ``layers``: layer -> digest."""
    out = b"infra-registry commit 1\n" + parent + i64(revision) + text(commit_id) + i64(milliseconds(time))
    out += text(author) + text(author_source) + text(message) + u32(len(definitions))
    for layer in sorted(definitions):
        canonical, numbered = definitions[layer]
        out += text(layer) + text(canonical) + u32(len(numbered))
        for number in sorted(numbered):
            out += u32(number) + text(numbered[number])
    out += u32(len(layers))
    for layer in sorted(layers):
        out += text(layer) + layers[layer]
    return hashlib.sha256(out).digest()


def tag(previous, number, name, revision, digest, time, author, message):
    named = b"\x00" if revision is None else b"\x01" + i64(revision) + bytes.fromhex(digest)
    out = (
        b"infra-registry commit 1\ntag"
        + previous
        + i64(number)
        + text(name)
        + named
        + i64(milliseconds(time))
    )
    return hashlib.sha256(out + text(author) + text(message)).digest()
