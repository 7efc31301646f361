"""``registry init``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from .output import answer, counted, hint
from .settings import Settings, author_option, command
from .shares import share_warnings


@command(
    "init",
    "registry init atyrau.gpkg",
    "registry init demo.gpkg --seed",
    "registry init empty.gpkg --empty --timezone +05:00",
)
@click.argument("file", required=False)
@click.option("--layers", "folder", metavar="FOLDER", help="Layers from the *.toml files of a folder.")
@click.option("--empty", is_flag=True, help="No layers; add them with `registry layers add`.")
@click.option("--seed/--no-seed", default=False, help="With the rows in FOLDER/data as a second commit.")
@click.option(
    "--timezone", default="+05:00", show_default=True, metavar="OFFSET", help="In which days are meant."
)
@author_option
def init(
    settings: Settings, file: str | None, folder: str | None, empty: bool, seed: bool, timezone: str
) -> None:
    """Make a registry FILE, with the layers that come with the program."""
    from ..model.errors import FileExists, UsageError
    from ..model.reading import read_definitions
    from ..publish.errors import NoSuchFolder
    from ..roads.measuring import measured
    from ..shipped import layers_folder
    from ..versions.ledger import Ledger
    from .author import author
    from .seed import plant

    name = file or settings.registry or "registry.gpkg"
    if empty and (folder or seed):
        raise UsageError("--empty goes with neither --layers nor --seed; leave one out")
    target, who = Path(name), author(settings)
    source = None if empty else Path(folder) if folder else layers_folder()
    definitions = {} if source is None else read_definitions(source)
    _checked(timezone)
    if not target.parent.is_dir():
        raise NoSuchFolder(path=target, folder=target.parent)
    if target.exists():
        raise FileExists(path=target, mend=", or use it as it is with --registry")
    aside = target.with_name(f".{target.name}.{os.getpid()}.init.gpkg")
    planted: dict[str, int] = {}
    try:
        ledger = Ledger.create(aside, timezone=timezone, wait=settings.wait, measuring=measured)
        if definitions:
            with ledger.writing(
                author=who.name, author_source=who.source, message="Define the layers"
            ) as work:
                for one in definitions.values():
                    work.define(one)
        if seed and source is not None:
            planted = plant(ledger, source / "data", author=who.name, author_source=who.source)
        head = ledger.head()
        try:
            os.link(aside, target)
        except FileExistsError:
            raise FileExists(path=target, mend=", or use it as it is with --registry") from None
    finally:
        aside.unlink(missing_ok=True)
    facts: dict[str, Any] = {
        "registry": str(target),
        "registry_id": ledger.registry_id,
        "timezone": timezone,
        "revision": head.revision,
        "digest": head.digest,
        "layers": list(definitions),
        "seeded": planted,
        "warnings": share_warnings(settings, target),
    }

    def text() -> list[str]:
        rows = f" and {counted(sum(planted.values()), 'feature')}" if planted else ""
        what = f"{counted(len(definitions), 'layer')}{rows}"
        return [f"{target}: a registry with {what}, at revision {head.revision}"]

    answer(settings, facts, text)
    if empty:
        hint(settings, "next: `registry layers add FILE.toml`")
    elif planted:
        hint(settings, "next: `registry checkout work.gpkg`, edit it, `registry commit -m ...`")
    else:
        hint(settings, "next: `registry import LAYER FILE`, or `registry checkout work.gpkg` and draw")


def _checked(timezone: str) -> None:
    from ..model.errors import UsageError
    from ..versions.clock import offset_minutes

    try:
        offset_minutes(timezone)
    except ValueError as error:
        raise UsageError(str(error)) from None
