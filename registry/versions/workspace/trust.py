"""Whether a file's own SQL may run: every trigger must be ours or GDAL's, word for word, and views none.

A trigger's name says nothing. What we and GDAL write follows from the names of a table, its key and its
geometry column, so the text is made again and compared, token by token: quotes, spaces and the case of
keywords mean nothing, everything else does.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from ...model.definition import Definition
from ...model.errors import UntrustedSchema
from ..geopackage import rtree_triggers
from ..identity import quoted
from . import layout

_TOKEN = re.compile(
    r"""(?P<text>'(?:[^']|'')*') | (?P<name>"(?:[^"]|"")*") | (?P<word>\w+) | (?P<sign>[^\s\w])""", re.VERBOSE
)

# GeoPackage's own checks of its tables (tiles, metadata): BEFORE a write to gpkg_..., do nothing but raise.
_CHECK = re.compile(
    r"create trigger \S+ before (?:insert|update|update of \S+) on \S+(?: for each row)? begin"
    r" select raise \( (?:abort|rollback|fail) , TEXT \) where [^;]+ ; end"
)
_BEFORE_A_BRACKET = frozenset({"where", "and", "or", "not", "in", "exists", "from", "strftime", "raise", "("})


def check_schema(handle: sqlite3.Connection, path: Path, definitions: Sequence[Definition]) -> None:
    """Refuse a file whose SQL is not known.

    Raises
    ------
    UntrustedSchema
        Names the trigger or view.
    """
    ours = {name: text for one in definitions for name, text in layout.watching_triggers(one)}
    for kind, name, table, text in handle.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).fetchall():
        if kind == "view" or not _is_known(handle, name, table, text, ours):
            raise UntrustedSchema(path=path, kind=kind, name=name)


def refuse_views(handle: sqlite3.Connection, path: Path, tables: Sequence[str]) -> None:
    """Refuse a file in which a table of ours is a view, before it is read.

    Raises
    ------
    UntrustedSchema
    """
    wanted = {name.lower() for name in tables}
    for (name,) in handle.execute("SELECT name FROM sqlite_master WHERE type = 'view'"):
        if name.lower() in wanted or name.lower().startswith(("registry_", "gpkg_")):
            raise UntrustedSchema(path=path, kind="view", name=name)


def _is_known(handle: sqlite3.Connection, name: str, table: str, text: str, ours: dict[str, str]) -> bool:
    found = _tokens(text)
    return (
        (name in ours and found == _tokens(ours[name]))
        or any(found == _tokens(made) for made in _gdals(handle, name, table))
        or _is_check(found)
    )


def _gdals(handle: sqlite3.Connection, name: str, table: str) -> Iterator[str]:
    """What GDAL would write under this name: an rtree's triggers, or the counting of features."""
    for action, sign in (("insert", "+"), ("delete", "-")):
        if name.lower() == f"trigger_{action}_feature_count_{table}".lower():
            yield (
                f"CREATE TRIGGER {quoted(name)} AFTER {action} ON {quoted(table)}"  # nosec B608
                f" BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count {sign} 1"
                f" WHERE lower(table_name) = lower({layout.sql_literal(table)}); END"
            )
    key = next((row[1] for row in handle.execute(f"PRAGMA table_info({quoted(table)})") if row[5]), None)
    for (column,) in handle.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)", (table,)
    ):
        for made, text in rtree_triggers(table, key or "fid", column, older=True):
            if made == name:
                yield text


def _tokens(sql: str) -> list[tuple[str, str]]:
    """Kind and text of each token, keywords in small letters."""
    return [
        (match.lastgroup or "", match[0].lower() if match.lastgroup == "word" else match[0])
        for match in _TOKEN.finditer(sql.rstrip().rstrip(";"))
    ]


def _is_check(found: list[tuple[str, str]]) -> bool:
    """Whether a trigger can do nothing but stop a write to a table of GeoPackage's own."""
    spelled = " ".join({"text": "TEXT", "name": "NAME"}.get(kind, text) for kind, text in found)
    on = [table for word, (_, table) in pairwise(found) if word == ("word", "on")][:1]
    calls = [text for (_, text), bracket in pairwise(found) if bracket == ("sign", "(")]
    return (
        _CHECK.fullmatch(spelled) is not None
        and on[0].strip("'\"").startswith("gpkg_")
        and _BEFORE_A_BRACKET.issuperset(calls)
    )
