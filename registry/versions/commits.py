"""Commits and layer versions, as an open connection to a ledger tells them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import lru_cache

from ..model.definition import Definition
from ..model.errors import RegistryError, UnknownLayer
from ..model.reading import definition_from_dict
from .files import damaged
from .layout import Columns, columns_from_json

#: Author, its source and message of revision 0.
BEGINNING = ("", "", "registry created")


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


def _layer_version(layer: str, definition: str, columns: str, since: int) -> LayerVersion:
    try:
        found = LayerVersion(_parsed(definition), columns_from_json(columns), since)
    except (ValueError, TypeError, AttributeError, RegistryError) as error:
        problem = f"the definition of layer {layer} at revision {since} cannot be read: {error}"
        raise damaged(problem) from error
    if found.definition.name != layer or found.columns.keys() != set(found.definition.names):
        raise damaged(f"the definition of layer {layer} at revision {since} is another's")
    return found


def layers_at(handle: sqlite3.Connection, revision: int) -> dict[str, LayerVersion]:
    """Every layer as of a revision, by name."""
    found = {}
    for layer, definition, columns, since in handle.execute(
        "SELECT layer, definition, columns, max(revision) FROM registry_definitions WHERE revision <= ?"
        " GROUP BY layer ORDER BY layer",
        (revision,),
    ):
        found[layer] = _layer_version(layer, definition, columns, since)
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
    return _layer_version(layer, *row)


def count_at(handle: sqlite3.Connection, layer: str, revision: int) -> int:
    """Features of a layer as of a revision: from the counts of its commits, so nothing is scanned."""
    inserted, deleted = handle.execute(
        "SELECT coalesce(sum(inserted), 0), coalesce(sum(deleted), 0) FROM registry_changes"
        " WHERE layer = ? AND revision <= ?",
        (layer, revision),
    ).fetchone()
    return int(inserted - deleted)
