"""``registry diff``."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from ..model.errors import NoSuchFile, UsageError
from .areas import area_option
from .comparing import Comparison, changes_between, limit_option, local_comparison
from .find import layouts_told, open_registry, open_workspace, workspace_and_rest
from .output import counted, hint
from .settings import Settings, command, workspace_option

if TYPE_CHECKING:
    from ..versions.workspace.opening import Workspace


@command(
    "diff",
    "registry diff",
    "registry diff work.gpkg --layer roads --stat",
    "registry diff 2..head",
    "registry diff 2024-12-31 tag:2024-report --json",
    "registry diff 2..head --geojson changes.geojson",
)
@click.argument("what", nargs=-1, metavar="[WORKSPACE | A..B | A B]")
@click.option(
    "--layer", "-l", multiple=True, metavar="NAME", help="Only this layer; may be given several times."
)
@area_option
@click.option("--stat", is_flag=True, help="Only how many features changed.")
@limit_option
@click.option("--geojson", metavar="FILE", help="Write the changes as a layer, geometries old and new.")
@click.option("--exit-code", is_flag=True, help="Leave with 1 if anything differs.")
@workspace_option
def diff(
    settings: Settings, what: tuple[str, ...], layer: tuple[str, ...], area: str | None, stat: bool,
    limit: int, geojson: str | None, exit_code: bool,
) -> None:  # fmt: skip
    """What was edited in a workspace, or what differs between the versions A and B.

    A alone means A..head. Each changed feature is shown with its columns, old -> new.
    """
    layers = list(layer) or None
    named, versions = workspace_and_rest(settings, what)
    if versions and named:
        raise UsageError("compare a workspace with its base, or two versions; not both at once")
    facts: dict[str, Any]
    workspace = None
    if versions:
        ledger = open_registry(settings)
        older, newer = (ledger.resolve(one) for one in _two(versions))
        found = changes_between(ledger, older, newer, layers, area)
        facts = {"registry": str(ledger.path), "older": older, "newer": newer}
        nothing = f"no difference between {older} and {newer}"
    else:
        workspace = open_workspace(settings, named)
        overwritten = _overwritten(settings, workspace)
        found = local_comparison(workspace, layers, area)
        facts = {"workspace": str(workspace.path), "older": workspace.facts().revision, "newer": None}
        nothing = f"nothing edited in {workspace.path}"
        if overwritten:
            facts["overwritten"] = list(overwritten)
    with layouts_told(workspace) if workspace is not None else nullcontext():
        if geojson is not None:
            _write(settings, found, geojson, facts)
        elif settings.json:
            found.print_json(facts, stat=stat)
        else:
            found.print_text(stat=stat, limit=limit)
    if geojson is None and not settings.json and not found.differs:
        click.echo(nothing)
    if exit_code and found.differs:
        raise click.exceptions.Exit(1)


def _two(versions: list[str]) -> tuple[str, str]:
    """The versions of ``A..B``, ``A B`` or ``A``."""
    if len(versions) == 1:
        older, dots, newer = versions[0].partition("..")
        if not older:
            raise UsageError(f"{versions[0]!r} has no beginning; write it as A..B")
        return older, newer if dots and newer else "head"
    if len(versions) == 2 and not any(".." in one and not one.startswith("tag:") for one in versions):
        return versions[0], versions[1]
    raise UsageError("name two versions, A..B or A B")


def _overwritten(settings: Settings, workspace: Workspace) -> dict[str, int]:
    """Compare layers that a program wrote anew with the registry, so that their edits are known.

    Raises
    ------
    NotCompared
    """
    from .adopting import NotCompared, compared, told, written_anew

    names = written_anew(workspace)
    if not names:
        return {}
    try:
        ledger = open_registry(settings, workspace)
    except NoSuchFile as error:
        raise NotCompared(layers=", ".join(names), path=workspace.path, problem=error) from None
    found = compared(workspace, ledger)
    hint(settings, *told(found))
    return found


def _write(settings: Settings, found: Comparison, path: str, facts: dict[str, Any]) -> None:
    from .changelayer import write_changes
    from .output import answer

    written = write_changes(found, path)
    counts = {"file": path, "geometries": written, **facts, "layers": found.counts.facts()}
    number = counted(found.counts.total, "changed feature")
    answer(settings, counts, lambda: [*found.counts.table(), f"{path}: {number}, {counted(written, 'row')}"])
