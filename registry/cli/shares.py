"""A warning where a registry or a workspace lies on a network share."""

from __future__ import annotations

from pathlib import Path

import click

from .output import one_line, styled
from .settings import Settings
from .shown import near


def share_warnings(settings: Settings, *paths: Path | str) -> list[str]:
    """Warn on standard error of each file that lies on a share; the sentences, for ``--json``."""
    from ..versions.shares import network_share

    found = []
    for path in dict.fromkeys(map(Path, paths)):
        kind = network_share(path)
        if kind is not None:
            found.append(
                f"{near(path)} lies on a network share ({kind}), where locks cannot be relied on:"
                " let one person write at a time, or keep it on a disk"
            )
    if not settings.json:
        for line in found:
            click.echo(f"{styled('warning:', fg='yellow')} {one_line(line)}", err=True)
    return found
