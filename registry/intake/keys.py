"""Which feature a row of the source updates.

Rows are matched by the stored values of the key's fields. Everything is looked up before anything is written,
inside the ledger's write lock: so no other commit comes between, and no reader of ours meets a writer's lock.
"""

from __future__ import annotations

import marshal
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from ..model.fieldchecks import FieldCheck, Refused
from .headings import UID
from .plan import Plan
from .rows import Chunk, Row, RowMaker
from .sameness import Sameness

if TYPE_CHECKING:
    from ..versions.ledger import Ledger

_SEVERAL = b"several"


class Matcher:
    """Matches chunks with the features that the layer has at head."""

    def __init__(self, ledger: Ledger, plan: Plan) -> None:
        self._ledger = ledger
        self._plan = plan
        self._layer = plan.definition.name
        self._empty = ledger.count(self._layer) == 0
        self._by_uid = plan.key == (UID,)
        self._checks = (
            [] if self._by_uid else [FieldCheck(plan.definition.by_name[name]) for name in plan.key]
        )
        self._known: dict[tuple[Any, ...], bytes] = {} if self._by_uid or self._empty else self._existing()
        self._seen: dict[Any, int] = {}
        self._seen_uids: dict[bytes, int] = {}

    def _existing(self) -> dict[tuple[Any, ...], bytes]:
        """Identity by key; features without a complete key match nothing."""
        names = self._plan.definition.names
        places = [2 + names.index(name) for name in self._plan.key]
        known: dict[tuple[Any, ...], bytes] = {}
        for row in self._ledger.rows(self._layer, opened=False):
            key = tuple(row[place] for place in places)
            if None not in key:
                known[key] = _SEVERAL if key in known else bytes.fromhex(row[0])
        return known

    def old_rows(self, chunk: Chunk) -> dict[int, Row]:
        """Stored rows, with their uid as 16 bytes, that rows of the chunk update, by place.

        Rows whose key is missing, comes twice in the source or fits several features are refused.
        """
        found: dict[int, bytes] = {}
        for place in range(len(chunk.batch)):
            uid = self._by_identity(chunk, place) if self._by_uid else self._by_key(chunk, place)
            if uid is not None:
                found[place] = uid
        if not found or self._empty:
            return {}
        wanted = [uid.hex() for uid in found.values()]
        rows = {
            row[0]: (bytes.fromhex(row[0]), *row[1:])
            for row in self._ledger.rows(self._layer, uids=wanted, opened=False)
        }
        return {place: rows[uid.hex()] for place, uid in found.items() if uid.hex() in rows}

    def _by_identity(self, chunk: Chunk, place: int) -> bytes | None:
        uid = chunk.uids[place]
        if uid is None:
            if self._plan.match_of(UID).how == "mapping" and place not in chunk.reasons:
                chunk.refuse(place, "uid = nothing: a key must be there")
            return None
        return uid if self._once(chunk, place, self._seen_uids, uid, f"uid = {uid.hex()}") else None

    def _by_key(self, chunk: Chunk, place: int) -> bytes | None:
        key = self._key_of(chunk, place)
        if key is None:
            return None
        shown = ", ".join(f"{name} = {value}" for name, value in zip(self._plan.key, key, strict=True))
        if not self._once(chunk, place, self._seen, key, shown):
            return None
        given = chunk.uids[place]
        uid = self._known.get(key)
        if uid == _SEVERAL:
            chunk.refuse(place, f"the key {shown} fits several features of the layer")
            return None
        if given is not None and not self._once(
            chunk, place, self._seen_uids, uid or given, f"uid = {given.hex()}"
        ):
            return None
        return uid

    def _key_of(self, chunk: Chunk, place: int) -> tuple[Any, ...] | None:
        key: list[Any] = []
        unread = [reason.partition(" = ")[0] for reason in chunk.reasons.get(place, ())]
        for name, check in zip(self._plan.key, self._checks, strict=True):
            if name in unread:
                return None
            try:
                value = (
                    self._plan.given[name]
                    if name in self._plan.given
                    else check.stored(chunk.values[name][place])
                )
            except Refused as refused:
                if refused.fault.code != "required":
                    return None  # the row's own check says what is wrong
                value = None
            if value is None or value == "":
                if check.field.default is not None and check.field.required:
                    value = check.stored(check.field.default)
                else:
                    chunk.refuse(place, f"{name} = nothing: a key must be there")
                    return None
            key.append(value)
        return tuple(key)

    def _once(self, chunk: Chunk, place: int, seen: dict[Any, int], key: Any, shown: str) -> bool:
        number = chunk.batch.numbers[place]
        first = seen.setdefault(key, number)
        if first != number:
            chunk.refuse(place, f"the key {shown} comes twice: in rows {first} and {number}")
        return first == number


class Spool:
    """Rows put by in a temporary file until all of the source is read, in bounded memory."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="registry-import-")  # noqa: SIM115
        self.count = 0

    def add(self, rows: Sequence[Row]) -> None:
        if rows:
            marshal.dump(list(rows), self._file)
            self.count += len(rows)

    def __iter__(self) -> Iterator[Row]:
        self._file.seek(0)
        while True:
            try:
                yield from marshal.load(self._file)  # nosec B302
            except EOFError:
                return

    def close(self) -> None:
        self._file.close()


class Sorting:
    """Sorts matched chunks into rows to insert and rows to put; counts what is unchanged."""

    def __init__(self, matcher: Matcher, maker: RowMaker, same: Sameness) -> None:
        self._matcher = matcher
        self._maker = maker
        self._same = same
        self.inserts, self.puts = Spool(), Spool()
        self.inserted = self.updated = self.unchanged = 0

    def take(self, chunk: Chunk, keep: bool = True) -> None:
        """Match and complete a chunk; its reasons are complete after that."""
        old = self._matcher.old_rows(chunk)
        inserts: list[Row] = []
        puts: list[Row] = []
        for place, row in enumerate(self._same.kept(self._maker.complete(chunk, old), old)):
            if row is None:
                continue
            before = old.get(place)
            if before is None:
                self.inserted += 1
                # An identity from outside may have been in the layer once.
                (inserts if chunk.uids[place] is None else puts).append(row)
            elif before == row:
                self.unchanged += 1
            else:
                self.updated += 1
                puts.append(row)
        if keep:
            self.inserts.add(inserts)
            self.puts.add(puts)

    def close(self) -> None:
        self.inserts.close()
        self.puts.close()
