"""What a workspace is at and what was edited in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...model.errors import RegistryError
from ..commits import newest
from ..ledger import Ledger
from .columns import check_columns
from .conflicts import count_conflicts
from .edits import LocalEdit, count_edits, layer_edits
from .opening import Facts, Workspace, read_facts
from .overwritten import overwritten_layers


@dataclass(frozen=True)
class LayerStatus:
    """Edits of one layer: features inserted, updated, deleted."""

    layer: str
    inserted: int
    updated: int
    deleted: int
    complete: bool

    @property
    def edits(self) -> int:
        return self.inserted + self.updated + self.deleted


@dataclass(frozen=True)
class Status:
    """A workspace at one moment.

    ``newer`` is how many commits of the registry are newer, None if it is out of reach; ``overwritten``
    names layers that a program wrote anew, whose edits are counted once the registry is in reach.
    """

    facts: Facts
    layers: tuple[LayerStatus, ...]
    conflicts: int
    overwritten: tuple[str, ...]
    newer: int | None

    @property
    def edits(self) -> int:
        return sum(one.edits for one in self.layers)


def status(workspace: Workspace, ledger: Ledger | None = None) -> Status:
    """Counts of edits by layer, in time that follows the edits and not the layers.

    Raises
    ------
    LayoutChanged
    """
    with workspace.reading() as handle:
        facts = read_facts(handle, workspace.path)
        overwritten = tuple(overwritten_layers(handle, facts))
        for one in facts.layers.values():
            check_columns(handle, workspace.path, one.definition)
        layers = tuple(
            LayerStatus(name, *count_edits(handle, one.definition), one.complete)
            for name, one in facts.layers.items()
            if name not in overwritten
        )
        conflicts = count_conflicts(handle)
    return Status(facts, layers, conflicts, overwritten, _newer(facts, ledger))


def _newer(facts: Facts, ledger: Ledger | None) -> int | None:
    if ledger is None:
        return None
    try:
        with ledger.reading() as handle:
            return max(0, newest(handle).revision - facts.revision)
    except RegistryError:
        return None


def local_changes(workspace: Workspace, layers: Iterable[str] | None = None) -> Iterator[LocalEdit]:
    """Features edited here, with their rows before and now; works with the registry out of reach."""
    with workspace.reading() as handle:
        facts = read_facts(handle, workspace.path)
        chosen = [facts.layer(name) for name in layers] if layers is not None else list(facts.layers.values())
        for one in chosen:
            check_columns(handle, workspace.path, one.definition)
        for one in chosen:
            yield from layer_edits(handle, one.definition)
