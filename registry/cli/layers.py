"""``registry layers``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from .author import author, checked_text
from .find import open_registry
from .output import answer, counted, hint, table
from .settings import CommandGroup, Settings, author_option, command, common, settings_of
from .shown import near

if TYPE_CHECKING:
    from ..model.definition import Definition
    from ..model.schemachanges import SchemaChange
    from ..versions.ledger import Commit, Ledger

_MESSAGE = click.option(
    "--message", "-m", metavar="TEXT", help="Instead of a message that says what was done."
)
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Only say what would be done.")


@click.group(
    "layers",
    cls=CommandGroup,
    invoke_without_command=True,
    examples=(
        "registry layers",
        "registry layers --version 2024-12-31 --json",
        "registry layers show roads",
        "registry layers add wells.toml",
        "registry layers change roads.toml --dry-run",
    ),
)
@common
@click.option("--version", metavar="VERSION", help="As of another version than the newest.")
@click.pass_context
def layers(ctx: click.Context, version: str | None) -> None:
    """List the layers of a registry; show, add and change them."""
    if ctx.invoked_subcommand is not None:
        return
    settings = settings_of(ctx)
    ledger = open_registry(settings)
    at = ledger.resolve(version)
    known = ledger.layers(at)
    counts = {name: ledger.count(name, at) for name in known}
    facts = {
        "registry": str(ledger.path),
        "revision": at,
        "layers": [
            {"name": name, "title": dict(one.title), "features": counts[name], "fields": list(one.names),
             "geometry": one.geometry.type if one.geometry else None,
             "crs": one.geometry.crs if one.geometry else None}
            for name, one in known.items()
        ],
    }  # fmt: skip

    def text() -> list[str]:
        from ..model.definition import title_in

        rows = [
            (name, one.geometry.type if one.geometry else "", counts[name], title_in(one.title, "en", name))
            for name, one in known.items()
        ]
        if not rows:
            return [f"{near(ledger.path)} has no layers at {at}"]
        return table(("layer", "geometry", "features", "title"), rows, right=("features",))

    answer(settings, facts, text)
    if not known:
        hint(settings, "next: `registry layers add FILE.toml`")


@command("show", "registry layers show roads", "registry layers show roads --json", group=layers)
@click.argument("name")
@click.option("--version", metavar="VERSION", help="As of another version than the newest.")
@click.option("--language", type=click.Choice(["en", "ru", "kk"]), default="en", show_default=True)
def show(settings: Settings, name: str, version: str | None, language: str) -> None:
    """The definition of a layer: key, place on roads, fields with units, choices and defaults, rules."""
    ledger = open_registry(settings)
    definition = ledger.definition(name, version)
    from .describing import definition_lines

    answer(settings, definition.as_dict(), lambda: definition_lines(definition, language))


@command("add", "registry layers add wells.toml", group=layers)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_DRY_RUN
@_MESSAGE
@author_option
def add(settings: Settings, files: tuple[str, ...], dry_run: bool, message: str | None) -> None:
    """Add layers from definition files (docs/layers.md tells how to write one)."""
    from ..model.errors import UsageError

    ledger = open_registry(settings)
    definitions = _read(files, ledger)
    for name in definitions:
        if name in ledger.layers():
            raise UsageError(f"there is a layer {name} already; change it with `registry layers change`")
    text = message or f"Add layer{'s' if len(definitions) > 1 else ''} {', '.join(definitions)}"
    _, done = _define(settings, ledger, definitions, text, dry_run=dry_run, allow_drop=False)
    verb = "would be added" if dry_run else f"added, commit {done.revision}" if done else "known already"
    facts = {"layers": list(definitions), **_facts(done, dry_run)}
    answer(settings, facts, lambda: [f"{', '.join(definitions)}: {verb}"])
    if done:
        hint(settings, "next: `registry import LAYER FILE`, or check it out and draw")


@command(
    "change", "registry layers change roads.toml --dry-run", "registry layers change roads.toml --allow-drop",
    group=layers,
)  # fmt: skip
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--allow-drop", is_flag=True, help="Let fields go; their values stay in the history.")
@_DRY_RUN
@_MESSAGE
@author_option
def change(
    settings: Settings, files: tuple[str, ...], allow_drop: bool, dry_run: bool, message: str | None
) -> None:
    """Bring layers to new definitions: new, renamed (was = "name"), dropped, widened fields, new choices.

    What would lose values, or leave rows that break the definition, is refused. Workspaces follow with
    `registry update`.
    """
    from .changes import schema_facts

    ledger = open_registry(settings)
    definitions = _read(files, ledger)
    for name in definitions:
        ledger.definition(name)
    text = message or f"Change layer{'s' if len(definitions) > 1 else ''} {', '.join(definitions)}"
    steps, done = _define(settings, ledger, definitions, text, dry_run=dry_run, allow_drop=allow_drop)
    facts = {"changes": [schema_facts(one) for one in steps], **_facts(done, dry_run)}

    def lines() -> list[str]:
        listed = [f"{one.layer}: {one.sentence}" for one in steps]
        if not steps:
            return ["nothing to change: the definitions are as the registry has them"]
        if dry_run:
            return [*listed, f"{counted(len(steps), 'change')}, nothing was done"]
        return [*listed, f"{counted(len(steps), 'change')}, commit {done.revision if done else ''}"]

    answer(settings, facts, lines)
    if done:
        hint(settings, "workspaces follow with `registry update`")


def _read(files: Sequence[str], ledger: Ledger) -> dict[str, Definition]:
    from ..model.errors import UsageError
    from ..model.reading import check_references, read_definition

    found: dict[str, Definition] = {}
    origin: dict[str, str] = {}
    for file in files:
        one = read_definition(file)
        if one.name in found:
            raise UsageError(f"layer {one.name} is in {origin[one.name]} and in {file}; give one of them")
        found[one.name], origin[one.name] = one, file
    check_references(found, {**ledger.layers(), **found}, origin)
    return found


class _Rehearsed(Exception):
    """Leaves a transaction without a commit."""


def _define(
    settings: Settings, ledger: Ledger, definitions: dict[str, Definition], message: str, *, dry_run: bool,
    allow_drop: bool,
) -> tuple[list[SchemaChange], Commit | None]:  # fmt: skip
    who = author(settings)
    steps: list[SchemaChange] = []
    text = checked_text(message, "message")
    try:
        with ledger.writing(author=who.name, author_source=who.source, message=text) as work:
            for one in definitions.values():
                steps += work.define(one, allow_drop=allow_drop)
            if dry_run:
                raise _Rehearsed
    except _Rehearsed:
        return steps, None
    return steps, work.commit


def _facts(done: Commit | None, dry_run: bool) -> dict[str, Any]:
    from .shown import commit_facts

    return {"dry_run": dry_run, "nothing_to_do": done is None and not dry_run, "commit": commit_facts(done)}
