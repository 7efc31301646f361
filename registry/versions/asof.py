"""Selecting a layer as of a revision, in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..model.definition import Definition
from ..model.errors import UnknownField, UsageError
from .identity import quoted
from .layout import Columns, open_expressions, rows_table, rtree_of, stored_expressions

Box = tuple[float, float, float, float]
Row = tuple[Any, ...]

_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_FORBIDDEN_FUNCTIONS = {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"}


@dataclass(frozen=True)
class AsOf:
    """A layer as of a revision.

    ``view`` is the registered view over all row versions, ``condition`` picks those that were current.
    """

    definition: Definition
    columns: Columns
    revision: int

    @property
    def table(self) -> str:
        return rows_table(self.definition.name)

    @property
    def view(self) -> str:
        return f"{self.definition.name}__history"

    @property
    def condition(self) -> str:
        return f"from_rev <= {self.revision} AND (to_rev IS NULL OR to_rev > {self.revision})"

    def within(self, box: Box | None) -> str:
        """Condition on ``fid`` that the bounding box meets a box."""
        if box is None or self.definition.geometry is None:
            return ""
        west, south, east, north = (float(side) for side in box)
        return (
            f" AND fid IN (SELECT id FROM {quoted(rtree_of(self.definition.name))} WHERE maxx >= {west!r}"
            f" AND minx <= {east!r} AND maxy >= {south!r} AND miny <= {north!r})"
        )

    def select_open(self, box: Box | None = None) -> str:
        """SELECT of uid (text), geom and open values under their names."""
        fields = "".join(f", {one}" for one in open_expressions(self.definition, self.columns))
        return (
            f"SELECT lower(hex(uid)) AS uid, geom{fields} FROM {quoted(self.table)}"
            f" WHERE {self.condition}{self.within(box)}"
        )

    def select_stored(self, extra: str = "") -> str:
        """SELECT of uid (16 bytes), geom and stored values; ``extra`` goes on in the condition."""
        fields = "".join(f", {one}" for one in stored_expressions(self.definition, self.columns))
        return f"SELECT uid, geom{fields} FROM {quoted(self.table)} WHERE {self.condition}{extra}"


def read_rows(
    handle: sqlite3.Connection,
    chosen: AsOf,
    *,
    where: str | None = None,
    box: Box | None = None,
    uids: Iterable[str] | None = None,
    opened: bool = True,
) -> Iterator[Row]:
    """Rows of a layer as of a revision; see :meth:`registry.versions.ledger.Ledger.rows`."""
    if opened:
        sql = chosen.select_open(box)
    else:
        fields = "".join(
            f", {one} AS {quoted(name)}"
            for one, name in zip(
                stored_expressions(chosen.definition, chosen.columns), chosen.definition.names, strict=True
            )
        )
        sql = (
            f"SELECT lower(hex(uid)) AS uid, geom{fields} FROM {quoted(chosen.table)}"
            f" WHERE {chosen.condition}{chosen.within(box)}"
        )
    if uids is not None:
        wanted = sorted(set(uids))
        for start in range(0, len(wanted), 500):
            part = ", ".join(f"x'{bytes.fromhex(uid).hex()}'" for uid in wanted[start : start + 500])
            yield from _opened_booleans(handle, chosen, f"{sql} AND uid IN ({part})", where, opened)
        return
    yield from _opened_booleans(handle, chosen, sql, where, opened)


def _opened_booleans(
    handle: sqlite3.Connection, chosen: AsOf, sql: str, where: str | None, opened: bool
) -> Iterator[Row]:
    rows = filtered(handle, sql, where, chosen.definition)
    places = (
        [2 + i for i, one in enumerate(chosen.definition.fields) if one.type == "boolean"] if opened else []
    )
    if not places:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place in places:
            values[place] = None if values[place] is None else bool(values[place])
        yield tuple(values)


def filtered(
    handle: sqlite3.Connection, sql: str, where: str | None, definition: Definition
) -> Iterator[Row]:
    """Run a SELECT, narrowed by a person's condition that SQLite compiles without the right to write.

    Raises
    ------
    UnknownField, UsageError
    """
    if where is None:
        return iter(handle.execute(sql))
    handle.set_authorizer(_only_reading)
    try:
        return iter(handle.execute(f"SELECT * FROM ({sql}) WHERE (\n{where}\n)"))
    except sqlite3.Error as error:
        raise _explained(error, where, definition) from None
    finally:
        handle.set_authorizer(None)


def _only_reading(action: int, first: str | None, second: str | None, *_: Any) -> int:
    if action not in _READING or (action == sqlite3.SQLITE_FUNCTION and second in _FORBIDDEN_FUNCTIONS):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _explained(error: sqlite3.Error, where: str, definition: Definition) -> Exception:
    text = str(error)
    if text.startswith("no such column: "):
        return UnknownField(
            layer=definition.name,
            field=text.removeprefix("no such column: "),
            known="uid, " + ", ".join(definition.names),
        )
    return UsageError(
        f"the condition {where!r} cannot be read: {text}; write it as in SQL, \"lanes >= 2 and surface = 'asphalt'\""
    )
