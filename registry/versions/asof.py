"""Selecting a layer as of a revision, in SQL."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.definition import Definition
from ..model.errors import UnknownFeature, UnknownField, UsageError
from .identity import is_uid, quoted
from .layout import (
    Columns,
    indexed_through,
    open_expressions,
    rows_table,
    rtree_of,
    stored_expressions,
)

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
        """Condition on ``fid`` that the bounding box meets a box, touching included.

        Raises
        ------
        UsageError
            If the box is none.
        """
        if box is None or self.definition.geometry is None:
            return ""
        return f" AND fid IN ({meeting(self.definition.name, box)})"

    def select_open(self, box: Box | None = None) -> str:
        """SELECT of uid (text), geom and open values under their names."""
        fields = "".join(f", {one}" for one in open_expressions(self.definition, self.columns))
        return (
            f"SELECT lower(hex(uid)) AS uid, geom{fields} FROM {quoted(self.table)}"  # nosec B608
            f" WHERE {self.condition}{self.within(box)}"
        )

    def select_stored(self, extra: str = "") -> str:
        """SELECT of uid (16 bytes), geom and stored values; ``extra`` goes on in the condition."""
        fields = "".join(f", {one}" for one in stored_expressions(self.definition, self.columns))
        rows = f"{quoted(self.table)} WHERE {self.condition}{extra}"
        return f"SELECT uid, geom{fields} FROM {rows}"  # nosec B608


def checked_box(box: Sequence[float]) -> Box:
    """The box as four finite numbers, min x, min y, max x, max y.

    Raises
    ------
    UsageError
    """
    try:
        west, south, east, north = (float(side) for side in box)
    except (TypeError, ValueError):
        west = south = east = north = math.nan
    if not all(map(math.isfinite, (west, south, east, north))) or west > east or south > north:
        raise UsageError(f"{box} is no box; give min x, min y, max x, max y")
    return west, south, east, north


def common_crs(definitions: Iterable[Definition]) -> str:
    """The reference system of all layers that have geometry; EPSG:4326 if none has.

    Raises
    ------
    UsageError
        If they differ, since one area cannot be meant in two of them.
    """
    found: dict[str, str] = {}
    for one in definitions:
        if one.geometry is not None:
            found.setdefault(one.geometry.crs, one.name)
    if len(found) > 1:
        names = " and ".join(f"{layer} in {crs}" for crs, layer in found.items())
        raise UsageError(f"one area needs layers of one reference system, here are {names}; choose layers")
    return next(iter(found), "EPSG:4326")


def meeting(layer: str, box: Sequence[float]) -> str:
    """SELECT of the row versions of a layer whose bounding box meets a box.

    The rtree keeps boxes in 32 bits, rounded outwards: what it finds at the very edge is looked at again.
    The newest row versions are not in it yet (see :func:`.layout.indexed_through`): theirs are looked at all.
    """
    west, south, east, north = checked_box(box)
    edges = [abs(side) * 2.0**-21 for side in (west, south, east, north)]
    clear = zip((west, south, east, north), (1, 1, -1, -1), edges, strict=True)
    in_west, in_south, in_east, in_north = (side + sign * edge for side, sign, edge in clear)
    rows, index = quoted(rows_table(layer)), quoted(rtree_of(layer))

    def meets(alias: str) -> str:
        return (
            f"ST_MaxX({alias}.geom) >= {west!r} AND ST_MinX({alias}.geom) <= {east!r}"
            f" AND ST_MaxY({alias}.geom) >= {south!r} AND ST_MinY({alias}.geom) <= {north!r}"
        )

    return (
        f"SELECT i.id FROM {index} AS i WHERE i.maxx >= {west!r} AND i.minx <= {east!r}"  # nosec B608
        f" AND i.maxy >= {south!r} AND i.miny <= {north!r}"
        f" AND (i.maxx >= {in_west!r} AND i.minx <= {in_east!r}"
        f" AND i.maxy >= {in_south!r} AND i.miny <= {in_north!r}"
        f" OR (SELECT {meets('x')} FROM {rows} AS x WHERE x.fid = i.id))"
        f" UNION ALL SELECT n.fid FROM {rows} AS n WHERE n.fid > ({indexed_through(layer)}) AND {meets('n')}"
    )


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
            f"SELECT lower(hex(uid)) AS uid, geom{fields} FROM {quoted(chosen.table)}"  # nosec B608
            f" WHERE {chosen.condition}{chosen.within(box)}"
        )
    if uids is not None:
        wanted = sorted(set(uids))
        for wrong in (uid for uid in wanted if not is_uid(uid)):
            raise UnknownFeature(layer=chosen.definition.name, uid=wrong, problem="; a uid is 32 hex digits")
        for start in range(0, len(wanted), 500):
            part = ", ".join(f"x'{uid}'" for uid in wanted[start : start + 500])
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
    if problem := _unbalanced(where):
        raise _refused(where, problem)
    # An rtree prepares statements of its own when it is first met; the condition may then name nothing new.
    handle.execute(f"EXPLAIN {sql}").close()
    handle.set_authorizer(_only_reading)
    try:
        found = handle.execute(f"SELECT * FROM ({sql}) WHERE (\n{where}\n)")  # nosec B608
    except sqlite3.Error as error:
        raise _explained(error, where, definition) from None
    finally:
        handle.set_authorizer(None)
    return _readable(found, where)


def _readable(found: sqlite3.Cursor, where: str) -> Iterator[Row]:
    """The rows; a condition that fails on one of them is the person's error, and not the file's."""
    try:
        yield from found
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
            raise
        raise _refused(where, str(error)) from None


_TOKENS = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\[[^]]*\]|--[^\n]*|/\*.*?\*/|[();]", re.DOTALL)


def _unbalanced(where: str) -> str:
    """Why a text cannot stand in brackets as one condition; nothing if it can."""
    if "\x00" in where or any("\ud800" <= letter <= "\udfff" for letter in where):
        return "it is not plain text"
    depth = 0
    for token in _TOKENS.findall(where):
        depth += (token == "(") - (token == ")")  # nosec B105
        if depth < 0 or token == ";":  # nosec B105
            return f"unexpected {token!r}"
    return "a bracket is not closed" if depth else ""


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
    return _refused(where, text)


def _refused(where: str, problem: str) -> UsageError:
    example = "lanes >= 2 and surface = 'asphalt'"
    return UsageError(f'the condition {where!r} cannot be read: {problem}; write it as in SQL, "{example}"')
