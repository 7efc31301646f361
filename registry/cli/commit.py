"""``registry commit`` and ``registry update``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .areas import inside_of
from .author import author, checked_text
from .find import open_registry, open_workspace
from .output import answer, counted, detail, hint, table
from .progress import progress
from .settings import Settings, author_option, command, workspace_option
from .shares import share_warnings
from .shown import commit_facts, counts_facts, near

if TYPE_CHECKING:
    from ..versions.ledger import Ledger
    from ..versions.workspace.commit import CommitReport
    from ..versions.workspace.update import UpdateReport


@command(
    "commit",
    'registry commit -m "Widen A-27 at Dossor"',
    'registry commit work.gpkg -m "Repairs of 2024" --author "Road department"',
)
@click.argument("file", metavar="WORKSPACE", required=False)
@click.option("--message", "-m", multiple=True, required=True, help="What was done; several are paragraphs.")
@author_option
@workspace_option
def commit(settings: Settings, file: str | None, message: tuple[str, ...]) -> None:
    """Commit what was edited in a workspace; newer commits of others are merged first.

    Nothing edited is no error. Where two people changed the same value differently, nothing is committed,
    and `registry conflicts` lists what to decide (exit code 1).
    """
    from ..model.errors import UsageError
    from ..versions.workspace.commit import commit as commit_edits

    text = checked_text("\n\n".join(message), "message").strip()
    if not text:
        raise UsageError('the message is empty; say what was done, -m "Widen A-27 at Dossor"')
    workspace = open_workspace(settings, file)
    ledger, who = open_registry(settings, workspace), author(settings)
    with progress(settings, "commit") as bar:
        report = commit_edits(
            workspace, ledger, message=text, author=who.name, author_source=who.source,
            wait=settings.wait, inside=inside_of(workspace.facts().area), progress=bar,
        )  # fmt: skip
    facts = {
        "nothing_to_do": report.commit is None,
        "revision": report.merged.revision if report.commit is None else report.commit.revision,
        "commit": commit_facts(report.commit),
        "layers": {name: counts_facts(*counts) for name, counts in report.layers.items() if any(counts)},
        "merged": _merged_facts(report.merged),
        "warnings": share_warnings(settings, ledger.path, workspace.path),
    }
    answer(settings, facts, lambda: _committed(settings, report, ledger, str(workspace.path)))


def _committed(settings: Settings, report: CommitReport, ledger: Ledger, path: str) -> list[str]:
    lines = [_merged_text(report.merged)] if report.merged.revision != report.merged.before else []
    done = report.commit
    if done is None:
        return [*lines, f"nothing to commit: {path} has no edits"]
    from ..versions.clock import local

    numbers = ("added", "changed", "deleted")
    rows = [
        (name, *(count or "" for count in counts)) for name, counts in report.layers.items() if any(counts)
    ]
    return [
        *detail(settings, table(("layer", *numbers), rows, right=numbers)),
        *lines,
        f"committed {done.revision} to {near(ledger.path)}, {local(done.time, ledger.timezone)},"
        f" by {done.author} ({done.author_source})",
        f"digest {done.digest}",
    ]


@command("update", "registry update", "registry update work.gpkg --version 2024-12-31")
@click.argument("file", metavar="WORKSPACE", required=False)
@click.option("--version", metavar="VERSION", help="Another version than the newest.")
@workspace_option
def update(settings: Settings, file: str | None, version: str | None) -> None:
    """Bring newer commits into a workspace; what was edited in it stays.

    Where two people changed the same value differently, yours stays until you decide (exit code 1).
    """
    from ..versions.workspace.update import update as bring

    workspace = open_workspace(settings, file)
    ledger = open_registry(settings, workspace)
    with progress(settings, "update") as bar:
        report = bring(workspace, ledger, version, inside=inside_of(workspace.facts().area), progress=bar)
    facts = {"nothing_to_do": report.nothing_to_do, **_merged_facts(report)}
    path = str(workspace.path)

    def text() -> list[str]:
        if report.nothing_to_do:
            return [f"nothing to update: {path} is at {report.revision} already"]
        return [_merged_text(report, path)]

    answer(settings, facts, text)
    if report.conflicts:
        hint(
            settings, f"{counted(len(report.conflicts), 'conflict')} to resolve: `registry conflicts {path}`"
        )
        raise click.exceptions.Exit(1)


def _merged_facts(report: UpdateReport) -> dict[str, Any]:
    return {
        "before": report.before,
        "revision": report.revision,
        "applied": report.applied,
        "merged": report.merged,
        "conflicts": len(report.conflicts),
    }


def _merged_text(report: UpdateReport, path: str = "") -> str:
    commits = counted(abs(report.revision - report.before), "commit")
    way = "newer" if report.revision >= report.before else "back"
    merged = f", {counted(report.merged, 'feature')} merged with edits here" if report.merged else ""
    start = f"{path} is at {report.revision}: " if path else "brought in first: "
    return f"{start}{commits} {way}, {counted(report.applied, 'feature')} brought in{merged}"
