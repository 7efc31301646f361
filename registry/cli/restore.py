"""``registry restore`` and ``registry revert``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .author import author, checked_text
from .find import open_registry
from .identify import feature
from .output import answer, counted, hint
from .settings import Settings, author_option, command
from .shown import commit_facts

if TYPE_CHECKING:
    from ..versions.restore import RestoreReport

_MESSAGE = click.option(
    "--message", "-m", metavar="TEXT", help="Instead of a message that says what was done."
)


@command(
    "restore",
    "registry restore roads --to 2",
    "registry restore roads 23bdc5a963885a3ca93f942988c1b170 --to 2024-12-31",
)
@click.argument("layer")
@click.argument("uid", metavar="[FEATURE]", required=False)
@click.option("--to", "version", required=True, metavar="VERSION", help="The version to bring back.")
@_MESSAGE
@author_option
def restore(settings: Settings, layer: str, uid: str | None, version: str, message: str | None) -> None:
    """Make a layer, or one feature of it, what it was at a version, by a new commit."""
    from ..versions.restore import restore as bring_back

    ledger, who = open_registry(settings), author(settings)
    full = None if uid is None else feature(ledger, layer, uid)
    report = bring_back(
        ledger, layer, version=version, uid=full, author=who.name, author_source=who.source,
        message=_checked(message),
    )  # fmt: skip
    what = f"{layer} {full}" if full else f"layer {layer}"
    _told(settings, report, f"{what} is as it was at {ledger.resolve(version)}")


@command("revert", "registry revert head", "registry revert 3 --keep-later")
@click.argument("version")
@click.option("--keep-later", is_flag=True, help="Leave values that later commits changed again.")
@_MESSAGE
@author_option
def revert(settings: Settings, version: str, keep_later: bool, message: str | None) -> None:
    """Undo one commit by a new one; what other commits did stays.

    Where later commits built on it, nothing is done (exit code 1), unless --keep-later.
    """
    from ..versions.restore import revert as undo

    ledger, who = open_registry(settings), author(settings)
    target = ledger.resolve(version)
    report = undo(
        ledger,
        target,
        author=who.name,
        author_source=who.source,
        message=_checked(message),
        keep_later=keep_later,
    )
    _told(settings, report, f"commit {target} is undone")


def _checked(message: str | None) -> str | None:
    return None if message is None else checked_text(message, "message").strip() or None


def _told(settings: Settings, report: RestoreReport, outcome: str) -> None:
    facts: dict[str, Any] = {
        "nothing_to_do": report.commit is None,
        "commit": commit_facts(report.commit),
        "features": report.features,
        "kept": list(report.kept),
    }

    def text() -> list[str]:
        kept = [f"kept as later commits left it: {one}" for one in report.kept]
        if report.commit is None:
            return [*kept, f"nothing to do: {outcome} already"]
        done = report.commit
        return [
            *kept,
            f"{outcome}: {counted(report.features, 'feature')}, commit {done.revision} by {done.author}"
            f" ({done.author_source})",
        ]

    answer(settings, facts, text)
    if report.commit is not None:
        hint(settings, "workspaces get it with `registry update`")
