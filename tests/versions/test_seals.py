"""The database itself keeps history append-only, whatever program writes to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from registry.versions.tags import add_tag
from registry.versions.verify import verify
from tests.versions.small import put, remove, road, uid

TABLES = [
    "registry_metadata",
    "registry_commits",
    "registry_changes",
    "registry_definitions",
    "registry_tags",
]
ROWS = ["roads__rows", "zones__rows", "routes__rows"]


@pytest.fixture
def lived(ledger):
    """A registry with closed row versions and a tag."""
    put(ledger, "roads", road(1, lanes=2))
    remove(ledger, "roads", 2)
    add_tag(ledger, "first", 2, author="A")
    return ledger


def contents(path):
    with closing(sqlite3.connect(path)) as handle:
        return {
            table: handle.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in (*TABLES, *ROWS)
        }


def columns(path, table):
    with closing(sqlite3.connect(path)) as handle:
        return [row[1] for row in handle.execute(f"PRAGMA table_info({table})")]


def refused(ledger, statement, *values):
    before = contents(ledger.path)
    with closing(sqlite3.connect(ledger.path)) as handle:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            handle.execute(statement, values)
        handle.commit()
    assert contents(ledger.path) == before
    assert verify(ledger).sound


@pytest.mark.parametrize("table", [*TABLES, *ROWS])
def test_nothing_is_deleted_updated_or_replaced(lived, table):
    refused(lived, f"DELETE FROM {table}")
    for column in columns(lived.path, table):
        refused(lived, f"UPDATE {table} SET {column} = {0 if column == 'to_rev' else column}")
    names = ", ".join(columns(lived.path, table))
    refused(lived, f"REPLACE INTO {table} ({names}) SELECT {names} FROM {table} LIMIT 1")
    refused(lived, f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} LIMIT 1")


@pytest.mark.parametrize("alias", ["rowid", "oid", "_rowid_", "ROWID", "fid", "uid"])
@pytest.mark.parametrize("how", ["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"])
def test_row_versions_keep_their_place_under_every_name_of_it(lived, how, alias):
    refused(lived, f"{how} roads__rows SET {alias} = 3 WHERE fid = 1")


def test_a_commit_is_not_replaced_by_way_of_its_id(lived):
    head = lived.head()
    refused(lived, "REPLACE INTO registry_commits VALUES (99, ?, '2999', 'x', 'x', 'x', 'x')", head.commit_id)


def test_a_row_version_is_closed_once_and_stays_closed(lived):
    refused(lived, "UPDATE roads__rows SET to_rev = NULL WHERE to_rev IS NOT NULL")
    refused(lived, "UPDATE roads__rows SET to_rev = 99 WHERE to_rev IS NOT NULL")
    refused(lived, "UPDATE roads__rows SET to_rev = 2 WHERE uid = ?", bytes.fromhex(uid(4)))
    refused(lived, "UPDATE roads__rows SET to_rev = NULL WHERE uid = ?", bytes.fromhex(uid(4)))
    refused(lived, "REPLACE INTO roads__rows (uid, from_rev) VALUES (?, 2)", bytes.fromhex(uid(4)))


def test_seals_stand_after_a_bulk_insert_and_a_schema_change(ledger, tmp_path):
    with ledger.writing(author="A", message="many") as work:
        work.insert("roads", (road(number) for number in range(1000, 5000)))
    refused(
        ledger, "REPLACE INTO roads__rows (fid, uid, from_rev) SELECT fid, uid, 3 FROM roads__rows LIMIT 1"
    )
    from dataclasses import replace

    from registry.model.definition import Field
    from tests.versions.small import ROADS

    with ledger.writing(author="A", message="field") as work:
        work.define(replace(ROADS, fields=(*ROADS.fields, Field("note", "text"))))
    refused(ledger, "UPDATE roads__rows SET note = 'x' WHERE fid = 1")


def test_what_append_alone_cannot_forbid_verify_finds(lived):
    """A row version smuggled in by plain SQL is no commit."""
    with closing(sqlite3.connect(lived.path)) as handle, handle:
        handle.execute("INSERT INTO roads__rows (uid, from_rev) VALUES (?, 4)", (b"x" * 16,))
    assert not verify(lived).sound
