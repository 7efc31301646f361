"""``registry status``: only what it needs is imported here, since it should answer at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .find import layouts_told, open_registry, open_workspace, workspace_and_rest
from .output import answer, counted, detail, hint, table
from .settings import Settings, command, workspace_option
from .shown import near

if TYPE_CHECKING:
    from ..model.errors import RegistryError
    from ..versions.ledger import Ledger
    from ..versions.workspace.status import Status


@command("status", "registry status", "registry status work.gpkg --json")
@click.argument("file", metavar="WORKSPACE", required=False)
@workspace_option
def status(settings: Settings, file: str | None) -> None:
    """What was edited in a workspace, and what is newer in the registry."""
    from ..model.errors import RegistryError
    from ..versions.workspace.status import status as status_of

    named, _ = workspace_and_rest(settings, [file] if file else [])
    workspace = open_workspace(settings, named or file)
    ledger, out_of_reach = None, None
    try:
        ledger = open_registry(settings, workspace)
    except RegistryError as error:
        out_of_reach = str(error)
    with layouts_told(workspace):
        state = status_of(workspace, ledger)
        other = _other_history(workspace, ledger, state)
        anew: dict[str, int] = {}
        if state.overwritten and ledger is not None and other is None:
            from .adopting import compared

            anew = compared(workspace, ledger)
            state = status_of(workspace, ledger)
    path = str(workspace.path)
    facts = {
        "workspace": path,
        "registry": str(ledger.path) if ledger else state.facts.registry,
        "in_reach": ledger is not None,
        "revision": state.facts.revision,
        "newer": state.newer if other is None else None,
        "edits": state.edits,
        "layers": {
            one.layer: {
                "inserted": one.inserted, "updated": one.updated, "deleted": one.deleted,
                "complete": one.complete,
            }
            for one in state.layers
        },
        "conflicts": state.conflicts,
        "overwritten": [*anew, *state.overwritten],
        "compared": anew,
        "cut_off": state.facts.pending is not None or state.facts.target is not None,
        "problem": str(other) if other else out_of_reach,
    }  # fmt: skip
    answer(settings, facts, lambda: _text(settings, state, path, facts, anew))
    if other is not None:
        raise other
    hint(settings, *_next(state, path, facts))


def _other_history(workspace: Any, ledger: Ledger | None, state: Status) -> RegistryError | None:
    """Why the registry is not the one this workspace came from, if so."""
    if ledger is None:
        return None
    from ..model.errors import OtherRegistry
    from ..versions.workspace.update import check_same_registry

    try:
        check_same_registry(workspace, ledger, state.facts)
    except OtherRegistry as error:
        return error
    return None


def _text(
    settings: Settings, state: Status, path: str, facts: dict[str, Any], anew: dict[str, int]
) -> list[str]:
    rows = [
        (one.layer, one.inserted or "", one.updated or "", one.deleted or "")
        for one in state.layers
        if one.edits
    ]
    numbers = ("added", "changed", "deleted")
    lines = detail(settings, table(("layer", *numbers), rows, right=numbers)) if rows else []
    if anew:
        from .adopting import told

        lines += told(anew)
    lines += [
        f"{name}: written anew by a program; its edits are not counted, for that takes the registry"
        for name in state.overwritten
    ]
    newer = (
        ""
        if facts["newer"] is None
        else ", up to date"
        if facts["newer"] == 0
        else f", {_newer(facts['newer'])}"
    )
    nothing = "nothing edited" if not state.overwritten else "nothing else edited"
    edits = counted(state.edits, "edited feature") if state.edits else nothing
    lines.append(f"{path}: {edits}, at {state.facts.revision} of {near(facts['registry'])}{newer}")
    if state.conflicts:
        lines.append(f"{counted(state.conflicts, 'conflict')} to resolve")
    if not facts["in_reach"]:
        lines.append(f"registry out of reach: {facts['problem']}")
    return lines


def _newer(number: int) -> str:
    return f"{counted(number, 'commit')} newer"


def _next(state: Status, path: str, facts: dict[str, Any]) -> list[str]:
    lines = []
    if state.conflicts:
        lines.append(f"conflicts: `registry conflicts {path}`, then `registry resolve {path}`")
    if facts["cut_off"]:
        lines.append(f"a commit or update was cut off: the next `registry update {path}` ends it")
    if facts["newer"]:
        lines.append(f"{_newer(facts['newer'])}: `registry update {path}`")
    if (state.edits or state.overwritten) and not state.conflicts:
        lines.append(f'to commit: `registry diff {path}`, then `registry commit {path} -m "..."`')
    return lines
