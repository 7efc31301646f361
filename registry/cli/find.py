"""Which registry and which workspace a command is about."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import (
    FileDamaged,
    NoRegistry,
    NoSuchFile,
    NotARegistry,
    NotAWorkspace,
    RegistryError,
    UsageError,
)
from .settings import Settings

if TYPE_CHECKING:
    from ..versions.ledger import Ledger
    from ..versions.workspace.opening import Workspace

_SQLITE = b"SQLite format 3\x00"
REGISTRY, WORKSPACE = "registry_commits", "registry_workspace"


class SeveralFound(RegistryError):
    """The current folder holds more than one file that could be meant."""

    sentence = "several {kind} here: {files}; say which with {option}{mend}"
    exit_code = 64


class NoWorkspace(RegistryError):
    """No workspace was named and none found."""

    sentence = "no workspace here: name one (--workspace FILE), or make one with `registry checkout FILE`"
    exit_code = 66


def open_registry(settings: Settings, workspace: Workspace | None = None) -> Ledger:
    """The registry that ``--registry``, ``REGISTRY``, the workspace or the current folder names.

    Raises
    ------
    NoRegistry, SeveralFound, NoSuchFile, NotARegistry, NewerFormat, FileDamaged, FileLocked
    """
    from ..roads.measuring import measured
    from ..versions.ledger import Ledger

    path = _registry_path(settings, workspace)
    if path.is_dir():
        raise NotARegistry(path=path, problem="it is a folder")
    return Ledger.open(path, wait=settings.wait, measuring=measured)


def _registry_path(settings: Settings, workspace: Workspace | None) -> Path:
    named = settings.registry or os.environ.get("REGISTRY")
    if named:
        return Path(named)
    if workspace is None and settings.workspace:
        workspace = open_workspace(settings)
    if workspace is not None:
        path = workspace.registry
        if not path.exists():
            raise NoSuchFile(
                f"the workspace's registry {path} does not exist; say where it is with --registry FILE"
            )
        return path
    found = _here(REGISTRY)
    if len(found) > 1:
        raise SeveralFound(
            kind="registries", files=_names(found), option="--registry FILE or the variable REGISTRY",
            mend=_kept_elsewhere(found),
        )  # fmt: skip
    if not found and len(_here(WORKSPACE)) == 1:
        return _registry_path(settings, open_workspace(settings))
    if not found:
        raise NoRegistry()
    return found[0]


def open_workspace(settings: Settings, named: str | None = None) -> Workspace:
    """The workspace named, or the only one in the current folder.

    Raises
    ------
    NoWorkspace, SeveralFound, NoSuchFile, NotAWorkspace, NewerFormat, FileDamaged, FileLocked
    """
    from ..versions.workspace.opening import Workspace

    chosen = named or settings.workspace
    if chosen:
        path = Path(chosen)
        if path.is_dir():
            raise NotAWorkspace(path=path, problem="it is a folder")
        if path.is_file() and not _is_sqlite(path):
            raise NotAWorkspace(path=path, problem="it is no GeoPackage")
        return Workspace.open(path, wait=settings.wait)
    found = _here(WORKSPACE)
    if len(found) > 1:
        raise SeveralFound(kind="workspaces", files=_names(found), option="--workspace FILE", mend="")
    if not found:
        raise NoWorkspace()
    return Workspace.open(found[0], wait=settings.wait)


@contextmanager
def layouts_told(workspace: Workspace) -> Iterator[None]:
    """Turn SQLite's "no such column" into the error that names the changed column and the mend.

    Raises
    ------
    LayoutChanged, UntrustedSchema
    """
    try:
        yield
    except sqlite3.OperationalError:
        with workspace.editing():  # looks at every layer's columns
            pass
        raise


def workspace_and_rest(settings: Settings, words: Iterable[str]) -> tuple[str | None, list[str]]:
    """Take the workspace out of a command's words: the one that is a file, or looks like one."""
    rest, named = [], None
    for word in words:
        if named is None and (word.lower().endswith(".gpkg") or os.path.isfile(word)):
            named = word
        else:
            rest.append(word)
    if named and settings.workspace and Path(named) != Path(settings.workspace):
        raise UsageError(f"two workspaces are named, {named} and {settings.workspace}; name one")
    return named, rest


def is_workspace(path: str | Path) -> bool:
    """Whether a file says that it is a workspace."""
    try:
        return _holds(Path(path), WORKSPACE)
    except (OSError, RegistryError):
        return False


def _here(kind: str) -> list[Path]:
    """Files of the current folder that are of the kind; a damaged one only matters if there is no other."""
    found, damaged = [], []
    for path in sorted(Path().glob("*.gpkg")):
        if path.name.startswith("."):
            continue
        try:
            if _holds(path, kind):
                found.append(path)
        except RegistryError as error:
            damaged.append(error)
    if damaged and not found:
        raise damaged[0]
    return found


def _holds(path: Path, table: str) -> bool:
    if not _is_sqlite(path):
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as handle:
            query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
            return handle.execute(query, (table,)).fetchone() is not None
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError as error:
        raise FileDamaged(path=path, problem=str(error)) from error


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) in (_SQLITE, b"")


def _kept_elsewhere(paths: list[Path]) -> str:
    """What else to do where some of the registries are copies of one."""
    from ..versions.ledger import Ledger

    known: dict[str, list[Path]] = {}
    for path in paths:
        try:
            known.setdefault(Ledger.open(path).registry_id, []).append(path)
        except RegistryError:
            continue
    copies = max(known.values(), key=len, default=[])
    if len(copies) < 2:
        return ""
    return f"; {_names(copies)} are copies of one registry: keep the copies in another folder"


def _names(paths: Iterable[Path]) -> str:
    return ", ".join(path.name for path in paths)


__all__ = ["NoWorkspace", "NotAWorkspace", "SeveralFound", "is_workspace", "open_registry", "open_workspace"]
