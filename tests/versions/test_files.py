"""One SQLite library on a file at a time, and errors that a person can read."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pyogrio
import pytest

from registry.model.errors import DiskFull, FileDamaged, FileLocked, NoSuchFile
from registry.versions.files import FileInUse, attached, closed_to_sqlite, connection, transaction
from registry.versions.verify import verify
from tests.versions.small import road

SECOND_WRITER = """
import sqlite3, sys
handle = sqlite3.connect(sys.argv[1], timeout=0.2, isolation_level=None)
try:
    handle.execute("BEGIN IMMEDIATE")
    print("in")
except sqlite3.OperationalError as error:
    print(error)
"""


def second_writer(path):
    """What a writer in another process meets now."""
    done = subprocess.run(
        [sys.executable, "-c", SECOND_WRITER, path], capture_output=True, text=True, timeout=60
    )
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="locks of processes are lost so on POSIX")
def test_the_trap_is_there(ledger):
    """GDAL's own SQLite closes the file, and POSIX drops the locks of ours: what the rest guards against."""
    with connection(ledger.path, write=True) as handle, transaction(handle):
        assert second_writer(ledger.path) == "database is locked"
        pyogrio.read_info(ledger.path, layer="roads")
        assert second_writer(ledger.path) == "in"


def test_a_second_writer_stays_out_while_gdal_is_used_here(ledger):
    """GDAL waits in its thread until our writer is done; meanwhile nobody else gets in."""
    opened = threading.Event()

    def read():
        with closed_to_sqlite(ledger.path):
            opened.set()
            pyogrio.read_info(ledger.path, layer="roads")

    with ledger.writing(author="A", message="m") as work:
        work.put("roads", [road(1, lanes=2)])
        reader = threading.Thread(target=read)
        reader.start()
        assert not opened.wait(0.3)
        assert second_writer(ledger.path) == "database is locked"
    reader.join(10)
    assert opened.is_set()
    assert work.commit.revision == 3
    assert verify(ledger).sound


def test_our_connections_wait_for_gdal(ledger):
    seen = []
    with closed_to_sqlite(ledger.path):
        reader = threading.Thread(target=lambda: seen.append(ledger.count("roads")))
        reader.start()
        time.sleep(0.2)
        assert seen == []
    reader.join(10)
    assert seen == [5]


def test_a_thread_that_would_wait_for_itself_is_told(ledger):
    rows = ledger.rows("roads")
    next(rows)
    with pytest.raises(FileInUse), closed_to_sqlite(ledger.path):
        pass
    rows.close()
    with closed_to_sqlite(ledger.path), pytest.raises(FileInUse):
        ledger.head()
    with closed_to_sqlite(ledger.path), pytest.raises(FileInUse), closed_to_sqlite(ledger.path):
        pass
    assert ledger.head().revision == 2


def test_a_link_is_the_file_it_names(ledger, tmp_path):
    link = tmp_path / "link.gpkg"
    link.symlink_to(ledger.path)
    with closed_to_sqlite(link), pytest.raises(FileInUse):
        ledger.head()


def test_an_attached_file_is_not_locked_and_cannot_be_written(ledger, tmp_path):
    with closing(sqlite3.connect(f"file:{tmp_path / 'new.gpkg'}", uri=True, isolation_level=None)) as handle:
        with attached(handle, ledger.path, "ledger"):
            with transaction(handle, "EXCLUSIVE"):
                assert second_writer(ledger.path) == "in"
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                handle.execute("DELETE FROM ledger.registry_tags")
        with pytest.raises(NoSuchFile), attached(handle, tmp_path / "none.gpkg", "ledger"):
            pass


def error(code, text="x"):
    found = sqlite3.OperationalError(text)
    found.sqlite_errorcode = code
    return found


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (error(sqlite3.SQLITE_BUSY), FileLocked),
        (error(sqlite3.SQLITE_BUSY_SNAPSHOT), FileLocked),
        (error(sqlite3.SQLITE_FULL), DiskFull),
        (error(sqlite3.SQLITE_IOERR_WRITE), DiskFull),
        (error(sqlite3.SQLITE_CORRUPT), FileDamaged),
        (error(sqlite3.SQLITE_CORRUPT_VTAB), FileDamaged),
        (error(sqlite3.SQLITE_NOTADB), FileDamaged),
        (sqlite3.OperationalError("Could not decode to UTF-8 column 'a' with text 'b'"), FileDamaged),
        (error(sqlite3.SQLITE_ERROR, "no such table: x"), sqlite3.OperationalError),
    ],
)
def test_errors_of_sqlite_come_out_typed(ledger, raised, expected):
    with pytest.raises(expected), connection(ledger.path):
        raise raised


def test_a_failed_commit_of_a_transaction_is_rolled_back(ledger):
    """A reader keeps the writer from finishing; the connection is fit for use afterwards."""
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM registry_commits").fetchone()
        with connection(ledger.path, write=True, wait=0.1) as handle:
            with pytest.raises(sqlite3.OperationalError, match="locked"), transaction(handle):
                handle.execute("CREATE TABLE made (a)")
            assert not handle.in_transaction
            reader.execute("COMMIT")
            with transaction(handle):
                assert handle.execute(
                    "SELECT count(*) FROM sqlite_master WHERE name = 'made'"
                ).fetchone() == (0,)
