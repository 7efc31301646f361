"""Where an export goes: a file that appears whole or not at all, standard output, or a stream."""

from __future__ import annotations

import errno
import io
import os
import secrets
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..model.errors import DiskFull, FileExists, FileReadOnly, RegistryError
from ..versions.files import closed_to_sqlite
from .errors import CannotWrite, NoSuchFolder, WouldOverwriteRegistry

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_SQLITE = b"SQLite format 3\x00"


@contextmanager
def whole_file(target: Path, *, overwrite: bool, suffix: str) -> Iterator[Path]:
    """A path to write to; when the block ends well, what was written there becomes the target.

    It lies in a folder of its own beside the target, so that whatever a driver leaves around it (journals,
    temporary indexes) goes too, and so that the last step is a rename on one file system.

    Raises
    ------
    FileExists, FileReadOnly, DiskFull, NoSuchFolder, CannotWrite, WouldOverwriteRegistry
    """
    target = target.resolve() if target.is_symlink() else target
    _allowed(target, overwrite)
    aside = target.parent / f".{target.name}.{secrets.token_hex(4)}.part"
    written = aside / f"export{suffix}"
    with typed_errors(target):
        try:
            aside.mkdir()
            try:
                yield written
            except (CannotWrite, DiskFull) as error:  # said of the file at the side
                facts = {
                    key: str(fact).replace(str(written), str(target)) for key, fact in error.facts.items()
                }
                raise type(error)(**facts) from error
            if target.exists():
                shutil.copymode(target, written)
            _to_disk(written)
            if not overwrite:
                os.link(written, target)
            else:
                written.replace(target)
            _to_disk(target.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _allowed(target: Path, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise NoSuchFolder(path=target, folder=target.parent)
    if target.is_dir():
        raise CannotWrite(path=target, problem="it is a folder")
    if not target.exists():
        return
    if not overwrite:
        raise FileExists(path=target, mend=" or allow overwriting")
    if is_ours(target):
        raise WouldOverwriteRegistry(path=target)


def is_ours(path: Path) -> bool:
    """Whether a file is a registry or a workspace: its tables tell."""
    try:
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) != _SQLITE:
                return False
        with closed_to_sqlite(path):
            pass
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as handle:
            query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name GLOB 'registry_*' LIMIT 1"
            return handle.execute(query).fetchone() is not None
    except (OSError, sqlite3.Error):
        return False  # not readable as one, so nothing that could be lost with it


def _to_disk(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def typed_errors(target: object) -> Iterator[None]:
    """The operating system's errors about a target as ours."""
    try:
        yield
    except BrokenPipeError:
        raise
    except FileExistsError:
        raise FileExists(path=target, mend=" or allow overwriting") from None
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(path=target) from error
        if error.errno in _NO_RIGHT:
            raise FileReadOnly(path=target, problem=os.strerror(error.errno or 0)) from error
        if isinstance(error, RegistryError):
            raise
        raise CannotWrite(path=target, problem=error.strerror or str(error)) from error


@contextmanager
def stream_of(target: Path | str | BinaryIO) -> Iterator[BinaryIO]:
    """The stream to write to: standard output for ``"-"``, a pipe or device by its name, or the one given.

    It is flushed at the end, and closed only if it was opened here.
    """
    if target == "-":
        with standard_output() as stream:
            yield stream
    elif isinstance(target, (str, Path)):
        with Path(target).open("wb") as stream:
            yield stream
    else:
        with _written_whole(target) as stream:
            yield stream


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output as bytes.

    When its reader has gone (``| head``), it is pointed at nothing, so that the interpreter's own flush at
    exit stays quiet too; BrokenPipeError goes on to the caller.
    """
    sys.stdout.flush()
    try:
        with _written_whole(sys.stdout.buffer) as stream:
            yield stream
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        raise


@contextmanager
def _written_whole(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream whose ``write`` takes all it is given: a raw one (``python -u``) may take a part."""
    if not isinstance(stream, io.RawIOBase):
        yield stream
        stream.flush()
        return
    whole = io.BufferedWriter(stream, 1 << 16)
    try:
        yield whole
        whole.flush()
    finally:
        with suppress(OSError):  # what could not be written has been raised already
            whole.detach()
