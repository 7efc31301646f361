"""What operations are asked about: registries and workspaces by path, authors, boxes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ..model.errors import RegistryError, UsageError
from ..roads.measuring import measured
from ..versions.asof import Box, checked_box
from ..versions.ledger import Ledger
from ..versions.workspace import Workspace

#: Seconds to wait for another program's lock.
WAIT = 5.0


class OtherSystem(UsageError):
    """Coordinates come in a reference system that the worker cannot turn by itself."""

    sentence = "the place is in {crs} and the layer in {wanted}; give it in {wanted}"


def registry_at(path: str) -> Ledger:
    """The registry of a file."""
    return Ledger.open(path, wait=WAIT, measuring=measured)


def workspace_at(path: str) -> Workspace:
    """The workspace of a file."""
    return Workspace.open(path, wait=WAIT)


def registry_of(workspace: Workspace, path: str | None = None) -> Ledger:
    """The registry that a workspace came from, where it was or beside the workspace, or at a path."""
    return Ledger.open(workspace.registry if path is None else path, wait=WAIT, measuring=measured)


def registry_if_there(workspace: Workspace, path: str | None = None) -> tuple[Ledger | None, Any]:
    """The registry and no error, or the error why it cannot be had."""
    try:
        return registry_of(workspace, path), None
    except RegistryError as error:
        return None, error


def author_named(name: str) -> str:
    """A name on one line.

    Raises
    ------
    UsageError
    """
    text = " ".join(name.split())
    if not text:
        raise UsageError("the author's name is empty; write it in the settings")
    return text


def message_of(text: str) -> str:
    """A message that says something.

    Raises
    ------
    UsageError
    """
    if not text.strip():
        raise UsageError("the message is empty; say what was done")
    return text.strip()


def box_in(box: Sequence[Any], crs: str | None, wanted: str) -> Box:
    """A box in a layer's reference system.

    Raises
    ------
    UsageError, OtherSystem
    """
    if crs is not None and crs.upper() != wanted.upper():
        raise OtherSystem(crs=crs, wanted=wanted)
    return checked_box(box)


def absolute(path: str | os.PathLike[str]) -> str:
    """A path as the project file can keep it."""
    return os.path.abspath(path)
