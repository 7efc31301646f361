"""Layers that a program wrote anew: their edits are known once they are compared with the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import RegistryError

if TYPE_CHECKING:
    from ..versions.ledger import Ledger
    from ..versions.workspace.opening import Workspace


class NotCompared(RegistryError):
    """A layer was written anew, and the registry that its rows would be compared with cannot be had."""

    sentence = "{layers} in {path} was written anew by a program and cannot be compared: {problem}"
    exit_code = 66


def written_anew(workspace: Workspace) -> list[str]:
    """Names of the layers that a program wrote anew and nobody compared since."""
    from ..versions.workspace.overwritten import overwritten_layers

    with workspace.reading() as handle:
        return overwritten_layers(handle, workspace.facts())


def compared(workspace: Workspace, ledger: Ledger) -> dict[str, int]:
    """Compare such layers in full with the registry; how many features of each differ.

    Raises
    ------
    OtherRegistry, LayoutChanged, UidChanged, FileLocked
    """
    from ..versions.workspace.overwritten import adopt

    return {one.layer: one.changed for one in adopt(workspace, ledger)}


def told(found: dict[str, int]) -> list[str]:
    """What came of the comparison, a line for each layer."""
    from .output import counted

    return [
        f"{layer}: written anew by a program; compared in full, {counted(changed, 'feature')} differ"
        + ("s" if changed == 1 else "")
        for layer, changed in found.items()
    ]
