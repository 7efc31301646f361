"""The embedded ledger: one GeoPackage file that holds every version of every layer.

What the store promises: a commit is there whole or not at all, also after a kill or a full disk; nothing
committed is ever changed or lost; every past version reads back equal. ``docs/format.md`` tells the tables.
"""

from __future__ import annotations

import json
import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
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
    UnknownLayer,
)
from ..model.reading import definition_from_dict
from .asof import AsOf, Box, Row, read_rows
from .clock import after, now
from .files import closed_to_sqlite, connection, readable_errors, transaction
from .geopackage import create_system_tables
from .layout import FORMAT, Columns, columns_from_json, create_tables
from .spec import resolve

VersionSpec = str | int | None

#: Author, its source and message of revision 0.
BEGINNING = ("", "", "registry created")

#: No registry begins earlier.
_EPOCH = "1970-01-01T00:00:00.000Z"


@dataclass(frozen=True)
class Commit:
    """One commit. ``time`` is UTC, ``2024-12-31T10:00:00.000Z``; ``digest`` 64 hex digits;
    ``author_source`` says where the author's name came from."""

    revision: int
    commit_id: str
    time: str
    author: str
    author_source: str
    message: str
    digest: str


@dataclass(frozen=True)
class LayerVersion:
    """A layer's definition in force at a revision, and where its fields live."""

    definition: Definition
    columns: Columns
    since: int


class Ledger:
    """A registry in a file.

    Holds no open connection between calls: GDAL may open the file whenever no call of ours is running.

    >>> ledger = Ledger.create("atyrau.gpkg")                       # doctest: +SKIP
    >>> [row for row in ledger.rows("roads", ledger.resolve("2024-12-31"))]   # doctest: +SKIP
    """

    def __init__(self, path: Path, registry_id: str, timezone: str, wait: float) -> None:
        self.path = path
        self.registry_id = registry_id
        self.timezone = timezone
        self.wait = wait

    @classmethod
    def create(
        cls,
        path: str | os.PathLike[str],
        *,
        timezone: str = "+05:00",
        time: str | None = None,
        wait: float = 5.0,
    ) -> Ledger:
        """Make a new, empty registry at revision 0.

        Parameters
        ----------
        timezone : offset from UTC in which days are meant (``+05:00`` in Kazakhstan)
        time : UTC time of its beginning instead of the clock's (replaying history)

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
        return cls(target, registry_id, timezone, wait)

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, wait: float = 5.0) -> Ledger:
        """Open a registry.

        Parameters
        ----------
        wait : seconds to wait for another program's lock

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
        return cls(target, facts["registry_id"], facts["timezone"], wait)

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
    from .clock import offset_minutes

    try:
        offset_minutes(text)
    except ValueError as error:
        raise RegistryError(str(error)) from None


def newest(handle: sqlite3.Connection) -> Commit:
    """The newest commit, on an open connection."""
    row = handle.execute("SELECT * FROM registry_commits ORDER BY revision DESC LIMIT 1").fetchone()
    return Commit(*row)


def commit_at(handle: sqlite3.Connection, revision: int) -> Commit:
    """The commit of a revision known to exist."""
    return Commit(
        *handle.execute("SELECT * FROM registry_commits WHERE revision = ?", (revision,)).fetchone()
    )


@lru_cache(maxsize=256)
def _parsed(definition: str) -> Definition:
    return definition_from_dict(json.loads(definition), file="the registry")


def layers_at(handle: sqlite3.Connection, revision: int) -> dict[str, LayerVersion]:
    """Every layer as of a revision, by name."""
    found = {}
    for layer, definition, columns, since in handle.execute(
        "SELECT layer, definition, columns, max(revision) FROM registry_definitions WHERE revision <= ?"
        " GROUP BY layer ORDER BY layer",
        (revision,),
    ):
        found[layer] = LayerVersion(_parsed(definition), columns_from_json(columns), since)
    return found


def layer_at(handle: sqlite3.Connection, layer: str, revision: int) -> LayerVersion:
    """One layer as of a revision.

    Raises
    ------
    UnknownLayer
    """
    row = handle.execute(
        "SELECT definition, columns, revision FROM registry_definitions WHERE layer = ? AND revision <= ?"
        " ORDER BY revision DESC LIMIT 1",
        (layer, revision),
    ).fetchone()
    if row is None:
        known = [
            name
            for (name,) in handle.execute("SELECT DISTINCT layer FROM registry_definitions ORDER BY layer")
        ]
        raise UnknownLayer(layer=layer, known=", ".join(known) or "none yet")
    return LayerVersion(_parsed(row[0]), columns_from_json(row[1]), row[2])


def count_at(handle: sqlite3.Connection, layer: str, revision: int) -> int:
    """Features of a layer as of a revision: from the counts of its commits, so nothing is scanned."""
    inserted, deleted = handle.execute(
        "SELECT coalesce(sum(inserted), 0), coalesce(sum(deleted), 0) FROM registry_changes"
        " WHERE layer = ? AND revision <= ?",
        (layer, revision),
    ).fetchone()
    return int(inserted - deleted)
