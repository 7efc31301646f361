"""The triggers that keep a ledger append-only, whatever program writes to it.

A trigger ``BEFORE UPDATE OF fid`` does not fire on ``SET rowid = ...``, and a REPLACE fires no delete
trigger, so each way has a seal of its own. :mod:`.verify` tells when one is gone or altered.
"""

from __future__ import annotations

import sqlite3

from .identity import quoted

Seal = tuple[str, str]

#: What a new row must not meet, by table: SQL over the standing row and NEW.
_SAME = {
    "registry_metadata": "name = NEW.name",
    "registry_commits": "revision = NEW.revision OR commit_id = NEW.commit_id",
    "registry_changes": "revision = NEW.revision AND layer = NEW.layer",
    "registry_definitions": "revision = NEW.revision AND layer = NEW.layer",
    "registry_tags": "number = NEW.number",
}


def table_seals() -> list[Seal]:
    """Name and text of the triggers on the registry's own tables: rows are added, and nothing else."""
    return [seal for table, same in _SAME.items() for seal in added_only(table, same)]


def added_only(table: str, same: str) -> list[Seal]:
    """Seals of a table whose rows are added and never changed; ``same`` is what a new row must not meet."""
    refuse = _refuse(table)
    return [
        (f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}"),
        (f"{table}_no_delete", f"BEFORE DELETE ON {table} {refuse}"),
        (
            f"{table}_no_replace",
            f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",  # nosec B608
        ),
    ]


def rows_seals(handle: sqlite3.Connection, layer: str, table: str) -> list[Seal]:
    """Name and text of the triggers that let a row version be added and closed once, and nothing else."""
    columns = [row[1] for row in handle.execute(f"PRAGMA table_info({quoted(table)})")]
    fixed = ", ".join(quoted(name) for name in columns if name != "to_rev")
    refuse, on = _refuse(layer), quoted(table)
    return [
        (f"{table}_no_delete", f"BEFORE DELETE ON {on} {refuse}"),
        (f"{table}_no_update", f"BEFORE UPDATE OF {fixed} ON {on} {refuse}"),
        (f"{table}_no_renumber", f"BEFORE UPDATE ON {on} WHEN NEW.fid IS NOT OLD.fid {refuse}"),
        (
            f"{table}_close_once",
            f"BEFORE UPDATE OF to_rev ON {on} WHEN OLD.to_rev IS NOT NULL OR NEW.to_rev IS NULL"
            f" OR NEW.to_rev <= OLD.from_rev {refuse}",
        ),
        replace_seal(layer, table),
    ]


def replace_seal(layer: str, table: str) -> Seal:
    """The seal that an insert has to pass."""
    on = quoted(table)
    return (
        f"{table}_no_replace",
        f"BEFORE INSERT ON {on} WHEN EXISTS (SELECT 1 FROM {on} WHERE fid = NEW.fid"  # nosec B608
        f" OR (uid = NEW.uid AND from_rev = NEW.from_rev)) {_refuse(layer)}",
    )


def _refuse(what: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, 'history is append-only: {what}'); END"


def put_in_force(handle: sqlite3.Connection, seals: list[Seal]) -> None:
    """Create triggers, in place of those of the same names."""
    for name, text in seals:
        handle.execute(f"DROP TRIGGER IF EXISTS {quoted(name)}")
        handle.execute(statement(name, text))


def statement(name: str, text: str) -> str:
    """The SQL that makes a seal, as SQLite keeps it."""
    return f"CREATE TRIGGER {quoted(name)} {text}"
