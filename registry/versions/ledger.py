"""The embedded ledger: one GeoPackage file that holds every version of every layer.

What the store promises: a commit is there whole or not at all, also after a kill or a full disk; nothing
committed is ever changed or lost; every past version reads back equal. ``docs/format.md`` tells the tables.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..model.canonical import genesis_digest
from ..model.definition import Definition
from ..model.errors import (
    FileDamaged,
    FileExists,
    FileReadOnly,
    NewerFormat,
    NotARegistry,
    RegistryError,
)
from .asof import AsOf, Box, Row, read_rows
from .clock import after, now, offset_minutes
from .commits import BEGINNING, Commit, LayerVersion, commit_at, count_at, layer_at, layers_at, newest
from .files import closed_to_sqlite, connection, readable_errors, transaction
from .geopackage import create_system_tables
from .layout import FORMAT, create_tables
from .measures import Measuring
from .spec import resolve

__all__ = [
    "BEGINNING",
    "Commit",
    "LayerVersion",
    "Ledger",
    "VersionSpec",
    "commit_at",
    "count_at",
    "layer_at",
    "layers_at",
    "newest",
]

VersionSpec = str | int | None

#: No registry begins earlier.
_EPOCH = "1970-01-01T00:00:00.000Z"


class Ledger:
    """A registry in a file.

    Holds no open connection between calls: GDAL may open the file whenever no call of ours is running.

    >>> ledger = Ledger.create("atyrau.gpkg")                       # doctest: +SKIP
    >>> [row for row in ledger.rows("roads", ledger.resolve("2024-12-31"))]   # doctest: +SKIP
    """

    def __init__(
        self, path: Path, registry_id: str, timezone: str, wait: float, measuring: Measuring | None = None
    ) -> None:
        self.path = path
        self.registry_id = registry_id
        self.timezone = timezone
        self.wait = wait
        #: Tells the sizes of geometries, if this process can: commits then keep them, and verify compares.
        self.measuring = measuring

    @classmethod
    def create(
        cls,
        path: str | os.PathLike[str],
        *,
        timezone: str = "+05:00",
        time: str | None = None,
        wait: float = 5.0,
        measuring: Measuring | None = None,
    ) -> Ledger:
        """Make a new, empty registry at revision 0.

        Parameters
        ----------
        timezone : offset from UTC in which days are meant (``+05:00`` in Kazakhstan)
        time : UTC time of its beginning instead of the clock's (replaying history)
        measuring : see :attr:`measuring`

        Raises
        ------
        FileExists, FileReadOnly, DiskFull, RegistryError (a timezone that is none), UsageError (such a time)
        """
        target = Path(path)
        if target.exists():
            raise FileExists(path=target, mend=", or open it as it is")
        _checked_timezone(timezone)
        if not target.parent.is_dir():
            raise RegistryError(f"{target.parent} is no folder; make it first")
        aside = target.with_name(f".{target.name}.{os.getpid()}.new")
        aside.unlink(missing_ok=True)
        registry_id, moment = uuid.uuid4().hex, now() if time is None else after(_EPOCH, time)
        digest = genesis_digest(registry_id, timezone, moment)
        try:
            with readable_errors(target):
                handle = sqlite3.connect(aside, isolation_level=None)
                try:
                    handle.execute("PRAGMA page_size = 4096")
                    handle.execute("PRAGMA synchronous = FULL")
                    with transaction(handle):
                        create_system_tables(handle)
                        create_tables(handle)
                        handle.executemany(
                            "INSERT INTO registry_metadata VALUES (?, ?)",
                            [
                                ("format", str(FORMAT)),
                                ("registry_id", registry_id),
                                ("timezone", timezone),
                                ("created", moment),
                            ],
                        )
                        handle.execute(
                            "INSERT INTO registry_commits VALUES (0, ?, ?, ?, ?, ?, ?)",
                            (registry_id, moment, *BEGINNING, digest.hex()),
                        )
                finally:
                    handle.close()
            for suffix in ("-journal", "-wal", "-shm"):  # left by a file that was here before
                target.with_name(target.name + suffix).unlink(missing_ok=True)
            _give_name(aside, target)
        except FileExistsError:
            raise FileExists(path=target, mend=", or open it as it is") from None
        except OSError as error:
            raise FileReadOnly(path=target, problem=error.strerror or str(error)) from None
        finally:
            aside.unlink(missing_ok=True)
        return cls(target, registry_id, timezone, wait, measuring)

    @classmethod
    def open(
        cls, path: str | os.PathLike[str], *, wait: float = 5.0, measuring: Measuring | None = None
    ) -> Ledger:
        """Open a registry.

        Parameters
        ----------
        wait : seconds to wait for another program's lock
        measuring : see :attr:`measuring`

        Raises
        ------
        NoSuchFile, NotARegistry, NewerFormat, FileDamaged, FileLocked
        """
        target = Path(path)
        try:
            with connection(target, wait=wait) as handle:
                facts = dict(handle.execute("SELECT name, value FROM registry_metadata"))
        except sqlite3.OperationalError:
            raise NotARegistry(path=target, problem="it has no table registry_metadata") from None
        except FileDamaged as error:
            if _begins(target) != b"SQLite format 3\0":
                raise NotARegistry(path=target, problem="it is no GeoPackage") from None
            raise error
        found = facts.get("format", "")
        if not (found.isdecimal() and int(found)) or not {"registry_id", "timezone"} <= facts.keys():
            raise FileDamaged(path=target, problem="registry_metadata lacks what a registry says of itself")
        if int(found) > FORMAT:
            raise NewerFormat(path=target, found=found, known=FORMAT)
        return cls(target, facts["registry_id"], facts["timezone"], wait, measuring)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection with one consistent view of the file."""
        with connection(self.path, wait=self.wait) as handle:
            handle.execute("BEGIN")
            yield handle

    # --- commits and versions -------------------------------------------------------------------------

    def head(self) -> Commit:
        """The newest commit."""
        with self.reading() as handle:
            return newest(handle)

    def commit(self, version: VersionSpec = None) -> Commit:
        """The commit that a version spec names."""
        with self.reading() as handle:
            revision = resolve(handle, version, self.timezone)
            return commit_at(handle, revision)

    def resolve(self, version: VersionSpec = None) -> int:
        """Revision of a version spec: ``head``, ``head~2``, ``12``, ``tag:2024-report``, ``2024-12-31``.

        Raises
        ------
        UnknownVersion
        """
        with self.reading() as handle:
            return resolve(handle, version, self.timezone)

    # --- layers ---------------------------------------------------------------------------------------

    def layers(self, version: VersionSpec = None) -> dict[str, Definition]:
        """The definitions in force, by layer name."""
        with self.reading() as handle:
            revision = resolve(handle, version, self.timezone)
            return {name: one.definition for name, one in layers_at(handle, revision).items()}

    def definition(self, layer: str, version: VersionSpec = None) -> Definition:
        """The definition of one layer.

        Raises
        ------
        UnknownLayer
        """
        with self.reading() as handle:
            return layer_at(handle, layer, resolve(handle, version, self.timezone)).definition

    def as_of(self, layer: str, version: VersionSpec = None) -> AsOf:
        """How to select a layer at a version in SQL."""
        with self.reading() as handle:
            revision = resolve(handle, version, self.timezone)
            one = layer_at(handle, layer, revision)
            return AsOf(one.definition, one.columns, revision)

    # --- rows -----------------------------------------------------------------------------------------

    def count(
        self, layer: str, version: VersionSpec = None, *, where: str | None = None, box: Box | None = None
    ) -> int:
        """Number of features of a layer at a version."""
        if where is None and box is None:
            with self.reading() as handle:
                revision = resolve(handle, version, self.timezone)
                layer_at(handle, layer, revision)
                return count_at(handle, layer, revision)
        return sum(1 for _ in self.rows(layer, version, where=where, box=box))

    def rows(
        self,
        layer: str,
        version: VersionSpec = None,
        *,
        where: str | None = None,
        box: Box | None = None,
        uids: Iterable[str] | None = None,
        opened: bool = True,
    ) -> Iterator[Row]:
        """Features of a layer at a version, streamed: ``(uid, geometry blob, values...)``.

        Parameters
        ----------
        where : SQL condition over the open values, evaluated by SQLite without the right to write
        box : (min x, min y, max x, max y) in the layer's CRS; features whose bounding box meets it
        uids : only these features
        opened : values in their open form (kilometres), else as stored (metres)

        Raises
        ------
        UnknownLayer, UnknownVersion, UnknownField, UsageError (a condition that does not parse)
        """
        with self.reading() as handle:
            revision = resolve(handle, version, self.timezone)
            one = layer_at(handle, layer, revision)
            chosen = AsOf(one.definition, one.columns, revision)
            yield from read_rows(handle, chosen, where=where, box=box, uids=uids, opened=opened)

    # --- writing --------------------------------------------------------------------------------------

    def writing(self, **facts: Any) -> Any:
        """One atomic commit: see :class:`registry.versions.writing.Transaction` for the arguments."""
        from .writing import writing

        return writing(self, **facts)


def _begins(path: Path) -> bytes:
    with closed_to_sqlite(path), open(path, "rb") as file:
        return file.read(16)


def _give_name(aside: Path, target: Path) -> None:
    """Rename, unless somebody has made a file of that name meanwhile."""
    try:
        os.link(aside, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(aside, target)


def _checked_timezone(text: str) -> None:
    try:
        offset_minutes(text)
    except ValueError as error:
        raise RegistryError(str(error)) from None
