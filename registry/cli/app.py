"""The command itself: its subcommands by name, imported when they are called."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from .failures import BROKEN_PIPE, EXIT_CODES, quiet_pipe, report
from .settings import (
    CommandGroup,
    Settings,
    author_option,
    json_option,
    quiet_option,
    registry_option,
    wait_option,
    workspace_option,
)

#: Module and one line of help of each command, in the order in which one meets them.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Make a registry."),
    "layers": ("layers", "List, show, add and change layers."),
    "import": ("import_", "Bring a file into a layer."),
    "checkout": ("checkout", "Write a workspace to edit with any GIS."),
    "status": ("status", "What was edited, and what is newer."),
    "diff": ("diff", "What differs: edits here, or two versions."),
    "commit": ("commit", "Commit what was edited."),
    "update": ("commit", "Bring newer commits into the workspace."),
    "conflicts": ("conflicts", "List what two people changed differently."),
    "resolve": ("conflicts", "Decide conflicts."),
    "discard": ("conflicts", "Undo edits that are not committed."),
    "log": ("log", "Commits, newest first."),
    "show": ("log", "One commit and what it changed."),
    "blame": ("feature", "Who gave each value of a feature."),
    "history": ("feature", "The life of one feature."),
    "restore": ("restore", "Bring a layer or a feature back."),
    "revert": ("restore", "Undo one commit by a new one."),
    "tag": ("tag", "Name versions."),
    "export": ("export", "Write a layer as GeoJSON and other formats."),
    "check": ("check", "Look for faults in the layers."),
    "verify": ("verify", "Prove the history by its digests."),
    "locate": ("locate", "The kilometre of a point, the place of a kilometre."),
    "draw": ("draw", "Draw events where route and kilometres say."),
    "realign": ("realign", "What becomes of events when a road is realigned."),
    "stats": ("stats", "Kilometres, hectares, shares: indicators at any version."),
    "claims": ("claims", "Official statements beside computed figures."),
    "verify-receipt": ("receipts", "Compute a figure again from its receipt."),
    "config": ("config", "Your name, for commits."),
    "completion": ("completion", "Completion for bash, zsh or fish."),
}


class Commands(CommandGroup):
    """All commands; errors of any of them end here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name][0]}", __package__)
        name = "import_" if cmd_name == "import" else cmd_name.replace("-", "_")
        found: click.Command = getattr(module, name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            ctx.fail(f"There is no command '{args[0]}'" + (f", did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        with formatter.section("Exit codes"):
            formatter.write_text(EXIT_CODES)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            if not sys.stdout.closed:
                sys.stdout.flush()
        except BrokenPipeError:
            quiet_pipe()
            raise click.exceptions.Exit(BROKEN_PIPE) from None
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run, and leave with the exit code that the outcome has."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        if not sys.warnoptions:
            warnings.simplefilter("ignore")  # what libraries say to programmers
        given = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(given, prog_name or "registry", complete_var, standalone_mode=False, **extra)
        except BaseException as error:
            code = report(error, "--json" in given)
        sys.exit(code if isinstance(code, int) else 0)


def _version(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        from .. import __version__

        click.echo(f"registry {__version__}")
        ctx.exit()


@click.group(
    "registry",
    cls=Commands,
    invoke_without_command=True,
    examples=(
        "registry init atyrau.gpkg --seed",
        "registry checkout work.gpkg --layers roads,repairs",
        "registry status",
        'registry commit -m "Widen A-27 at Dossor"',
        "registry diff 2024-12-31..head --stat",
        "registry export roads roads.geojson --version tag:2024-report",
        "registry stats repaired-km --by year,work_type",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@registry_option
@workspace_option
@author_option
@json_option
@quiet_option
@wait_option
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Version of the program.",
)
@click.pass_context
def registry(ctx: click.Context) -> None:
    """A versioned registry of a region's infrastructure, in one GeoPackage.

    VERSION is head, head~2, 12, tag:NAME or a day such as 2024-12-31 (its last commit). A FEATURE is named
    by its uid, or by its beginning or its end. The common options may stand before its name too.
    """
    ctx.ensure_object(Settings)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
