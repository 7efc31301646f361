"""Opening SQLite files: one SQLite library on a file at a time, and errors a person can read.

GDAL in a wheel carries its own SQLite. On POSIX, closing a file drops every lock this process holds on
it, so its closing a ledger would drop the locks of our ``sqlite3`` connections, and a second writer
could get in. Everything here that opens a ledger or a workspace goes through :func:`connection`, and
everything that lets GDAL open one goes through :func:`closed_to_sqlite`; the two never overlap.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..model.errors import (
    DiskFull,
    FileDamaged,
    FileLocked,
    FileReadOnly,
    NoSuchFile,
    RegistryError,
)
from ..model.geometry import register_functions

_turn = threading.Condition()
_ours: dict[tuple[int, int], list[int]] = {}
_foreign: dict[tuple[int, int], int] = {}


#: Asked again and again while SQLite works; see :func:`heeding`.
_stop: Callable[[], bool] | None = None
#: Steps of SQLite's machine between two questions, a millisecond or so.
_STEPS = 20_000


class FileInUse(RegistryError):
    """GDAL was asked to open a file that this thread is still reading."""

    sentence = "{path} is still being read here; finish reading its rows first, then open it again"


def _identity(path: Path) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_dev, status.st_ino


@contextmanager
def heeding(stop: Callable[[], bool]) -> Iterator[None]:
    """While inside, work of ours on any file ends soon after ``stop`` answers True.

    SQLite then takes back the transaction that was going on and raises ``sqlite3.OperationalError``
    (``SQLITE_INTERRUPT``). For a process that does one thing at a time, and was told to leave off.
    """
    global _stop
    former, _stop = _stop, stop
    try:
        yield
    finally:
        _stop = former


def leave_off_if_asked() -> None:
    """Raise what SQLite would, for work of many short statements, during which it does not ask.

    Raises
    ------
    sqlite3.OperationalError
    """
    if _stop is not None and _stop():
        error = sqlite3.OperationalError("interrupted")
        error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
        raise error


def heed(handle: sqlite3.Connection) -> None:
    """Let a connection end its work where :func:`heeding` says so."""
    if _stop is not None:
        handle.set_progress_handler(_stop, _STEPS)


@contextmanager
def connection(
    path: Path, *, write: bool = False, wait: float = 5.0, trusted: bool = False
) -> Iterator[sqlite3.Connection]:
    """A connection of ours to a ledger or workspace, closed at the end; SQLite's errors come out typed.

    Transactions are begun and ended by the caller (autocommit mode). Unless ``trusted``, the schema of the
    file (views, triggers, defaults) may call no function of ours. A reader may not write either, but opens
    the file so that SQLite can roll back what a killed writer left half done.

    Raises
    ------
    NoSuchFile, FileLocked, FileReadOnly, DiskFull, FileDamaged
    """
    if not path.is_file():
        raise NoSuchFile(path=path)
    with readable_errors(path):
        key, holder = _entered(path), threading.get_ident()
        try:
            handle = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=wait,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                handle.execute("PRAGMA foreign_keys = OFF")
                handle.execute(f"PRAGMA trusted_schema = {'ON' if trusted else 'OFF'}")
                patiently(handle, "SELECT 1 FROM sqlite_master LIMIT 1")
                handle.execute("PRAGMA cache_size = -16000")
                handle.execute("PRAGMA synchronous = FULL" if write else "PRAGMA query_only = ON")
                register_functions(handle)
                heed(handle)
                yield handle
            finally:
                if handle.in_transaction:
                    handle.rollback()
                handle.close()
        finally:
            _left(key, holder)


def _entered(path: Path) -> tuple[int, int]:
    key = _identity(path)
    with _turn:
        if _foreign.get(key) == threading.get_ident():
            raise FileInUse(path=path)
        while key in _foreign:
            _turn.wait()
        _ours.setdefault(key, []).append(threading.get_ident())
    return key


def _left(key: tuple[int, int], holder: int) -> None:
    with _turn:
        _ours[key].remove(holder)
        if not _ours[key]:
            del _ours[key]
        _turn.notify_all()


@contextmanager
def closed_to_sqlite(path: Path) -> Iterator[Path]:
    """While inside, no ``sqlite3`` connection of ours is open on the file: GDAL may open it.

    Raises
    ------
    FileInUse
        If this very thread holds a connection, which would wait for itself for ever.
    """
    key = _identity(path)
    with _turn:
        while key in _ours or key in _foreign:
            if threading.get_ident() in _ours.get(key, ()) or _foreign.get(key) == threading.get_ident():
                raise FileInUse(path=path)
            _turn.wait()
        _foreign[key] = threading.get_ident()
    try:
        yield path
    finally:
        with _turn:
            del _foreign[key]
            _turn.notify_all()


@contextmanager
def readable_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a file into ours."""
    try:
        yield
    except sqlite3.Error as error:
        typed = _typed(error, path)
        if typed is None:
            raise
        raise typed from error
    except UnicodeDecodeError as error:  # a name or a message of SQLite's, from a damaged schema
        raise FileDamaged(path=path, problem=str(error)) from error


def damaged(problem: str) -> sqlite3.DatabaseError:
    """To raise where a file contradicts itself: whoever holds the connection tells the file."""
    error = sqlite3.DatabaseError(problem)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


#: A write that failed for another reason than a full disk: a quota, or a limit on the size of files.
_NOT_WRITTEN = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_FSYNC)


def _typed(error: sqlite3.Error, path: Path) -> RegistryError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by Python: a text that is none
        undecodable = str(error).startswith("Could not decode")
        return FileDamaged(path=path, problem=str(error)) if undecodable else None
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return FileLocked(path=path, problem=str(error))
    if primary == sqlite3.SQLITE_FULL or code in _NOT_WRITTEN:
        return DiskFull(path=path)
    if primary == sqlite3.SQLITE_IOERR and _no_room(path):
        return DiskFull(path=path)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return FileReadOnly(path=path, problem=str(error))
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR):
        return FileDamaged(path=path, problem=str(error))
    return None


def _no_room(path: Path) -> bool:
    status = os.statvfs(path.parent) if hasattr(os, "statvfs") else None
    return status is not None and status.f_bavail * status.f_frsize < 1 << 20


@contextmanager
def transaction(handle: sqlite3.Connection, mode: str = "IMMEDIATE") -> Iterator[None]:
    """BEGIN ... COMMIT, or ROLLBACK when the block or the COMMIT raises."""
    patiently(handle, f"BEGIN {mode}")
    try:
        yield
        patiently(handle, "COMMIT")
    except BaseException:
        if handle.in_transaction:
            with suppress(sqlite3.Error):  # the error that led here is the one to tell
                handle.execute("ROLLBACK")
        raise


#: SQLite waits for a lock without heeding Ctrl-C, so it is let wait so many milliseconds at a time.
_STEP = 200


def patiently(handle: sqlite3.Connection, statement: str) -> None:
    """Execute a statement that may have to wait for a lock, as long as the connection's patience lasts.

    It must be one that may simply be tried again: BEGIN, COMMIT, or the first reading of a transaction.
    """
    (patience,) = handle.execute("PRAGMA busy_timeout").fetchone()
    deadline = time.monotonic() + patience / 1000
    if patience <= _STEP:
        handle.execute(statement).fetchall()
        return
    try:
        while True:
            left = max(1, min(_STEP, int(1000 * (deadline - time.monotonic()))))
            handle.execute(f"PRAGMA busy_timeout = {left}")
            try:
                handle.execute(statement).fetchall()
                return
            except sqlite3.OperationalError as error:
                busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= deadline or (_stop is not None and _stop()):
                    raise
                time.sleep(0.001)  # where SQLite sees that waiting is in vain it comes back at once
    finally:
        handle.execute(f"PRAGMA busy_timeout = {patience}")


@contextmanager
def attached(handle: sqlite3.Connection, path: Path, name: str) -> Iterator[None]:
    """Attach a file of ours, for reading only, to a connection to another file of ours.

    Read-only so that an exclusive transaction on the other file does not lock this one.

    Raises
    ------
    NoSuchFile, FileLocked, FileDamaged
    """
    with connection(path) as first:  # rolls back what a killed writer left, which a reader could not
        first.execute("SELECT count(*) FROM sqlite_master").fetchone()
    key, holder = _entered(path), threading.get_ident()
    try:
        with readable_errors(path):
            handle.execute(f"ATTACH DATABASE ? AS {name}", (f"{path.absolute().as_uri()}?mode=ro",))
        try:
            yield
        finally:
            handle.execute(f"DETACH DATABASE {name}")
    finally:
        _left(key, holder)
