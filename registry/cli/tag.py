"""``registry tag``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..model.errors import UsageError
from .author import author, checked_text
from .find import open_registry
from .output import answer, hint, table
from .settings import Settings, author_option, command

if TYPE_CHECKING:
    from ..versions.tags import Tag


@command(
    "tag",
    "registry tag",
    'registry tag 2025-report head -m "As sent to the ministry"',
    "registry tag 2024-report 2 --force",
    "registry tag 2024-report --delete",
)
@click.argument("name", required=False)
@click.argument("version", required=False)
@click.option("--message", "-m", default="", metavar="TEXT", help="What the version was used for.")
@click.option("--force", is_flag=True, help="Move a tag that names another version.")
@click.option("--delete", is_flag=True, help="Take the tag out of force; that it was there stays recorded.")
@author_option
def tag(
    settings: Settings, name: str | None, version: str | None, message: str, force: bool, delete: bool
) -> None:
    """List tags, or name VERSION (the newest if not said) as NAME; it is then tag:NAME."""
    from ..versions.tags import add_tag, remove_tag, tags

    ledger = open_registry(settings)
    if name is None:
        if delete or force or message:
            raise UsageError("name the tag")
        found = tags(ledger)
        answer(settings, {"tags": [_facts(one) for one in found]}, lambda: _table(found, ledger.timezone))
        return
    name = checked_text(name, "tag")
    who = author(settings)
    if delete:
        if version is not None:
            raise UsageError("--delete takes no version")
        remove_tag(ledger, name, author=who.name)
        answer(settings, {"deleted": name}, lambda: [f"tag {name} is out of force"])
        return
    made = add_tag(
        ledger, name, version, author=who.name, message=checked_text(message, "message"), force=force
    )
    answer(
        settings, _facts(made), lambda: [f"tag:{made.name} is revision {made.revision}, digest {made.digest}"]
    )
    hint(settings, f"read it with --version tag:{made.name}")


def _table(found: list[Tag], timezone: str) -> list[str]:
    from ..versions.clock import local

    if not found:
        return ["no tags; make one with `registry tag NAME`"]
    rows = [(one.name, one.revision, local(one.time, timezone), one.author, one.message) for one in found]
    return table(("tag", "revision", "made", "author", "message"), rows, right=("revision",))


def _facts(one: Tag) -> dict[str, Any]:
    return {
        "tag": one.name, "revision": one.revision, "digest": one.digest, "time": one.time,
        "author": one.author, "message": one.message,
    }  # fmt: skip
