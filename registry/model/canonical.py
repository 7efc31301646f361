"""The canonical bytes of rows and commits, which digests cover. The format is told in ``docs/format.md``.

All integers are little-endian. A row is its fields that are not null, in ascending order of field id:
``u32 field id, u8 type tag, payload``. Field id 0 with tag ``g`` is the geometry, as ISO WKB.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import struct
from collections.abc import Callable, Iterable, Sequence
from typing import Any

GEOMETRY_ID = 0
MAGIC = b"infra-registry commit 1\n"

_U32 = struct.Struct("<I")
_I64 = struct.Struct("<q")
_F64 = struct.Struct("<d")
_EPOCH = dt.date(1970, 1, 1).toordinal()
_UNIX = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MILLISECOND = dt.timedelta(milliseconds=1)
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def text(value: str) -> bytes:
    """A text: its length in bytes, then UTF-8."""
    raw = value.encode("utf-8")
    return _U32.pack(len(raw)) + raw


def milliseconds(iso: str) -> int:
    """Milliseconds since 1970 of ``2024-12-31T10:00:00.000Z``.

    Raises
    ------
    ValueError
        If it is written in any other way.
    """
    if len(iso) != 24 or (iso[4], iso[7], iso[10], iso[19], iso[23]) != ("-", "-", "T", ".", "Z"):
        raise ValueError(f"{iso!r} is not a date-time as stored")
    return (dt.datetime.fromisoformat(iso) - _UNIX) // _MILLISECOND


def _day(value: str) -> bytes:
    if len(value) != 10 or (value[4], value[7]) != ("-", "-"):
        raise ValueError(f"{value!r} is not a date as stored")
    return _I64.pack(dt.date.fromisoformat(value).toordinal() - _EPOCH)


_PAYLOAD: dict[bytes, Callable[[Any], bytes]] = {
    b"s": text,
    b"i": _I64.pack,
    b"m": _I64.pack,
    b"r": lambda value: _F64.pack(value + 0.0),
    b"b": {0: b"\x00", 1: b"\x01"}.__getitem__,
    b"d": _day,
    b"t": lambda value: _I64.pack(milliseconds(value)),
}


def _encoded(head: bytes, tag: bytes, column: Sequence[Any]) -> list[bytes]:
    """One field of many rows; nothing for null."""
    if tag == b"g":
        pack, after = _U32.pack, [8 + size for size in _ENVELOPE_BYTES]
        wkbs = [None if blob is None else blob[after[blob[3] >> 1 & 7] :] for blob in column]
        return [b"" if wkb is None else head + pack(len(wkb)) + wkb for wkb in wkbs]
    payload = _PAYLOAD[tag]
    distinct = set(column)
    if 2 * len(distinct) < len(column):  # each of the few values once
        known = {value: b"" if value is None else head + payload(value) for value in distinct}
        return [known[value] for value in column]
    return [b"" if value is None else head + payload(value) for value in column]


def encode_rows(fields: Sequence[tuple[int, bytes]], columns: Iterable[Sequence[Any]]) -> list[bytes]:
    """Canonical bytes of many rows.

    Parameters
    ----------
    fields : (id, type tag) of each column, ids ascending
    columns : stored values, one sequence a field, all of one length
    """
    parts = [
        _encoded(_U32.pack(number) + tag, tag, column)
        for (number, tag), column in zip(fields, columns, strict=True)
    ]
    return [b"".join(row) for row in zip(*parts, strict=True)]


class RowsDigest:
    """Running SHA-256 of a layer's part of a commit: rows written in the order of their row versions, then
    the uids deleted, ascending."""

    def __init__(self, fields: Sequence[tuple[int, bytes]]) -> None:
        self._fields = sorted(fields)
        self._order = [list(fields).index(one) for one in self._fields]
        self._sum = hashlib.sha256()

    def written(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows ``(uid, values...)``, values in the order of the constructor's ``fields``."""
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        bodies = encode_rows(self._fields, [columns[1 + place] for place in self._order]) or [b""] * len(rows)
        pack = _U32.pack
        self._sum.update(
            b"".join(
                b"W" + uid + pack(len(body)) + body for uid, body in zip(columns[0], bodies, strict=True)
            )
        )

    def deleted(self, uids: Iterable[bytes]) -> None:
        self._sum.update(b"".join(b"D" + uid for uid in sorted(uids)))

    def digest(self) -> bytes:
        return self._sum.digest()


def genesis_digest(registry_id: str, timezone: str, time: str) -> bytes:
    """Digest of revision 0, the making of the registry."""
    return hashlib.sha256(
        MAGIC + b"genesis" + text(registry_id) + text(timezone) + _I64.pack(milliseconds(time))
    ).digest()


def commit_digest(
    *,
    parent: bytes,
    revision: int,
    commit_id: str,
    time: str,
    author: str,
    author_source: str,
    message: str,
    definitions: Sequence[tuple[str, str, Sequence[tuple[int, str]]]] = (),
    layers: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """Digest of a commit.

    Parameters
    ----------
    parent : 32 bytes, the digest of the commit before
    definitions : (layer, canonical definition, (field id, field name)...) of each layer defined by the
        commit, by layer name
    layers : (layer, rows digest) of each layer with changed rows, by layer name
    """
    parts = [MAGIC, parent, _I64.pack(revision), text(commit_id), _I64.pack(milliseconds(time))]
    parts += [text(author), text(author_source), text(message), _U32.pack(len(definitions))]
    for layer, canonical, numbered in sorted(definitions):
        parts += [text(layer), text(canonical), _U32.pack(len(numbered))]
        parts += [_U32.pack(number) + text(name) for number, name in sorted(numbered)]
    parts.append(_U32.pack(len(layers)))
    parts += [text(layer) + rows for layer, rows in sorted(layers)]
    return hashlib.sha256(b"".join(parts)).digest()


def tag_digest(
    previous: bytes,
    number: int,
    tag: str,
    revision: int | None,
    digest: str | None,
    time: str,
    author: str,
    message: str,
) -> bytes:
    """Digest of one record of a tag; ``previous`` is that of the record before, 32 zeros for the first.

    A record that takes a tag out of force has neither revision nor digest.
    """
    named = b"\x00" if revision is None else b"\x01" + _I64.pack(revision) + bytes.fromhex(digest or "")
    parts = [MAGIC, b"tag", previous, _I64.pack(number), text(tag), named, _I64.pack(milliseconds(time))]
    return hashlib.sha256(b"".join([*parts, text(author), text(message)])).digest()
