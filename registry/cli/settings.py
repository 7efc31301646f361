"""Options that every command has, before or after its name, and how a command is declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass
class Settings:
    """What the options of every command say; what stands after the command's name wins."""

    registry: str | None = None
    workspace: str | None = None
    author: str | None = None
    json: bool = False
    quiet: bool = False
    wait: float = 5.0


class Common(click.Option):
    """An option that every command has; help lists these apart."""


class Command(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.examples = tuple(examples)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_examples(self.examples, formatter)


class CommandGroup(click.Group):
    """A command with commands of its own."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.examples = tuple(examples)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_examples(self.examples, formatter)


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Options of the command, then those of every command."""
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    for one in command.get_params(ctx):
        record = one.get_help_record(ctx) if isinstance(one, click.Option) else None
        if record is not None:
            (common if isinstance(one, Common) else own).append(record)
    for title, records in (("Options", own), ("Common options", common)):
        if records:
            with formatter.section(title):
                formatter.write_dl(records)


def write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """The examples, each on its line."""
    if examples:
        with formatter.section("Examples"):
            for line in examples:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")


def _keep(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    if value is not None and value is not False and option.name is not None:
        setattr(settings_of(ctx), option.name, value)


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this run."""
    return ctx.find_root().ensure_object(Settings)


def _option(*names: str, **attributes: Any) -> Callable[[Function], Function]:
    return click.option(*names, expose_value=False, callback=_keep, cls=Common, **attributes)


registry_option = _option(
    "--registry",
    metavar="FILE",
    help="The registry; else REGISTRY, the workspace's, or the one in this folder.",
)
json_option = _option("--json", is_flag=True, help="One JSON document instead of text.")
quiet_option = _option(
    "--quiet", "-q", is_flag=True, help="Only the outcome: no progress, no hints, no tables beside it."
)
wait_option = _option(
    "--wait",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="How long to wait for a lock; 5 if not said.",
)
workspace_option = _option(
    "--workspace", "-w", metavar="FILE", help="The workspace; else the only one in this folder."
)
author_option = _option(
    "--author",
    metavar="NAME",
    help="Who commits; else REGISTRY_AUTHOR, `registry config author`, the system user.",
)


def common(function: Function) -> Function:
    """The options of every command, and the settings as first argument."""
    for option in (wait_option, quiet_option, json_option, registry_option):
        function = option(function)
    return function


def command(
    name: str, *examples: str, group: click.Group | None = None
) -> Callable[[Callable[..., Any]], Command]:
    """Declare a command: its examples, the options of every command, the settings handed over."""

    def declared(function: Callable[..., Any]) -> Command:
        def run(ctx: click.Context, /, **arguments: Any) -> Any:
            return function(settings_of(ctx), **arguments)

        run.__doc__ = function.__doc__
        run.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        made = click.command(name, cls=Command, examples=examples)(common(click.pass_context(run)))
        if group is not None:
            group.add_command(made)
        return made

    return declared
