"""The registry as Python programs use it: layers as GeoDataFrames, at any version.

>>> import registry
>>> reg = registry.open("atyrau.gpkg")                              # doctest: +SKIP
>>> roads = reg.read("roads", version="2024-12-31")                 # doctest: +SKIP
>>> roads.loc[roads.route_id == "A-27", "lanes"] = 4                # doctest: +SKIP
>>> reg.write("roads", roads, message="Widen A-27", author="Aliya") # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..model.definition import Definition
from ..model.errors import RegistryError
from ..roads.measuring import measured
from ..versions.ledger import Ledger
from .registry import Registry
from .workspaces import Workspace


def open(path: str | os.PathLike[str], *, wait: float = 5.0) -> Registry:
    """Open a registry.

    Parameters
    ----------
    wait : seconds to wait for another program's lock

    Raises
    ------
    NoSuchFile, NotARegistry, NewerFormat, FileDamaged
    """
    return Registry(Ledger.open(path, wait=wait, measuring=measured))


def create(
    path: str | os.PathLike[str], *, layers: Iterable[Definition] | str | Path | None = None,
    author: str = "registry", author_source: str = "given", timezone: str = "+05:00",
    time: str | None = None,
) -> Registry:  # fmt: skip
    """Make a registry with layers, as its first commit.

    Parameters
    ----------
    layers : definitions, or a folder of TOML files; None for the layers that come with the package
    author, author_source : who defines the layers, and where that name came from
    timezone : offset in which days are meant
    time : UTC time of its beginning and first commit instead of the clock's, to replay a history

    Raises
    ------
    FileExists, DefinitionError, UsageError (such a time)
    """
    from ..model.reading import read_definitions
    from ..shipped import layers_folder

    if layers is None:
        layers = layers_folder()
    chosen = list(read_definitions(layers).values()) if isinstance(layers, (str, Path)) else list(layers)
    ledger = Ledger.create(path, timezone=timezone, time=time, measuring=measured)
    facts = {"author": author, "author_source": author_source, "time": time}
    with ledger.writing(message="Define the layers", **facts) as work:
        for one in chosen:
            work.define(one)
    return Registry(ledger)


def workspace(path: str | os.PathLike[str], *, wait: float = 5.0) -> Workspace:
    """Open a workspace.

    Raises
    ------
    NoSuchFile, NotAWorkspace
    """
    return Workspace.open(path, wait=wait)


__all__ = ["Registry", "RegistryError", "Workspace", "create", "open", "workspace"]
