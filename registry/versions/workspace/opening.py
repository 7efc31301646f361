"""Opening a workspace, and what it knows of itself."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...model.definition import Definition
from ...model.errors import FileDamaged, NewerFormat, NotAWorkspace, UnknownLayer
from ...model.reading import definition_from_dict
from ..asof import Box
from ..files import connection
from . import layout
from .columns import check_columns
from .trust import check_schema, refuse_views


@dataclass(frozen=True)
class CheckedOut:
    """A layer of a workspace. ``complete`` says that it holds the whole layer, not a part.

    ``text`` is its definition as JSON, read when it is asked for: most commands need few of them.
    """

    name: str
    text: str
    complete: bool

    @property
    def definition(self) -> Definition:
        return _definition(self.text)


@dataclass(frozen=True)
class Facts:
    """What a workspace says of itself at one moment.

    ``pending`` is the id of a commit under way or cut off, ``target`` the revision of an update under way
    or cut off; both None at rest.
    """

    registry_id: str
    registry: str
    revision: int
    digest: str
    box: Box | None
    area: str | None
    language: str
    pending: str | None
    target: int | None
    target_digest: str | None
    layers: dict[str, CheckedOut]

    def layer(self, name: str) -> CheckedOut:
        """A layer that is checked out here.

        Raises
        ------
        UnknownLayer
        """
        if name not in self.layers:
            raise UnknownLayer(layer=name, known=", ".join(self.layers) + " (in this workspace)")
        return self.layers[name]


class Workspace:
    """A workspace file. Holds no open connection between calls."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        self.path = path
        self.wait = wait

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, wait: float = 5.0) -> Workspace:
        """Open a workspace.

        Raises
        ------
        NoSuchFile, NotAWorkspace, NewerFormat, FileDamaged, FileLocked
        """
        workspace = cls(Path(path), wait)
        workspace.facts()
        return workspace

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A consistent view; the file's own SQL may call no function of ours."""
        with connection(self.path, wait=self.wait) as handle:
            handle.execute("BEGIN")
            yield handle

    @contextmanager
    def editing(self, layers: Iterable[str] | None = None) -> Iterator[sqlite3.Connection]:
        """A connection that may write, once every trigger in the file is known.

        Parameters
        ----------
        layers : those whose columns must be as they were; all if None

        Raises
        ------
        UntrustedSchema, LayoutChanged
        """
        with self.reading() as handle:
            facts = read_facts(handle, self.path)
            for name in facts.layers if layers is None else layers:
                check_columns(handle, self.path, facts.layers[name].definition)
            check_schema(handle, self.path, [one.definition for one in facts.layers.values()])
        with connection(self.path, write=True, wait=self.wait, trusted=True) as handle:
            yield handle

    def facts(self) -> Facts:
        """What the workspace says of itself now."""
        with self.reading() as handle:
            return read_facts(handle, self.path)

    @property
    def registry(self) -> Path:
        """Where the registry was at checkout; if it moved along with the workspace, where it is now."""
        recorded = Path(self.facts().registry)
        if not recorded.exists() and (beside := self.path.parent / recorded.name).exists():
            return beside
        return recorded


@lru_cache(maxsize=256)
def _definition(text: str) -> Definition:
    return definition_from_dict(json.loads(text), file="the workspace")


def read_facts(handle: sqlite3.Connection, path: Path) -> Facts:
    """The facts, on an open connection.

    Raises
    ------
    NotAWorkspace, NewerFormat
    """
    try:
        refuse_views(handle, path, ())
        known = dict(handle.execute("SELECT name, value FROM registry_workspace"))
    except sqlite3.OperationalError:
        tables = {name for (name,) in handle.execute("SELECT name FROM sqlite_master")}
        problem = "it is a registry" if "registry_commits" in tables else "it has no table registry_workspace"
        raise NotAWorkspace(path=path, problem=problem) from None
    if not known.get("format", "").isdigit():
        raise FileDamaged(path=path, problem="registry_workspace has no format")
    if int(known["format"]) > layout.FORMAT:
        raise NewerFormat(path=path, found=known["format"], known=layout.FORMAT)
    layers = {
        name: CheckedOut(name, text, bool(complete))
        for name, text, complete in handle.execute(
            "SELECT layer, definition, complete FROM registry_layers ORDER BY layer"
        )
    }
    refuse_views(handle, path, [name for layer in layers for name in (layer, layout.before_table(layer))])
    box = json.loads(known["box"]) if known.get("box") else None
    return Facts(
        registry_id=known["registry_id"],
        registry=known["registry"],
        revision=int(known["revision"]),
        digest=known["digest"],
        box=tuple(box) if box else None,
        area=known.get("area"),
        language=known.get("language") or "en",
        pending=known.get("pending"),
        target=int(known["target"]) if known.get("target") else None,
        target_digest=known.get("target_digest"),
        layers=layers,
    )


def set_fact(handle: sqlite3.Connection, name: str, value: str | None) -> None:
    """Write one fact (inside the caller's transaction)."""
    handle.execute("INSERT OR REPLACE INTO registry_workspace VALUES (?, ?)", (name, value))
