"""``registry config``."""

from __future__ import annotations

import click

from .author import author, configuration_file, set_configured_author
from .output import answer
from .settings import CommandGroup, Settings, command


@click.group(
    "config",
    cls=CommandGroup,
    invoke_without_command=True,
    examples=('registry config author "Aliya Serik"',),
)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Settings of yours, in a file of yours."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command("author", 'registry config author "Aliya Serik"', "registry config author", group=config)
@click.argument("name", required=False)
def author_command(settings: Settings, name: str | None) -> None:
    """Set the name that your commits carry, or say which it is now."""
    path = configuration_file()
    if name is not None:
        path = set_configured_author(name)
    who = author(settings)
    facts = {"author": who.name, "author_source": who.source, "file": str(path)}
    answer(settings, facts, lambda: [f"{who}" + (f", written to {path}" if name is not None else "")])
