"""``registry draw``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .author import author, checked_text
from .find import open_registry
from .output import answer, counted, hint, table
from .progress import progress
from .settings import Settings, author_option, command
from .shown import commit_facts

if TYPE_CHECKING:
    from ..roads.drawing import Drawings


@command("draw", "registry draw --dry-run", "registry draw repairs", "registry draw repairs --lateral 6")
@click.argument("layers", nargs=-1)
@click.option("--lateral", type=float, default=0.0, metavar="METRES",
              help="Draw events of one carriageway so far beside a road that has one line.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only tell what would be drawn.")
@click.option("--message", "-m", metavar="TEXT", help="Instead of a message that says what was done.")
@author_option
def draw(
    settings: Settings, layers: tuple[str, ...], lateral: float, dry_run: bool, message: str | None
) -> None:
    """Draw events where their route and kilometres say, by a new commit.

    All layers of events, or those named. Only what is not yet drawn, or was drawn by an older road or other
    kilometres, is touched; a figure never comes from a drawing.
    """
    from ..roads.drawing import drawings
    from ..roads.network import network
    from ..roads.remeasuring import event_layers

    ledger = open_registry(settings)
    names = layers or [name for name in event_layers(ledger) if ledger.definition(name).geometry]
    found: dict[str, Drawings] = {}
    with progress(settings, "draw"):
        roads = network(ledger)
        for name in names:
            found[name] = drawings(ledger, name, roads=roads, lateral=lateral)
    stale = {name: dict(one.stale()) for name, one in found.items()}
    number = sum(map(len, stale.values()))
    commit = None
    if number and not dry_run:
        who = author(settings)
        text = checked_text(message or f"Draw {counted(number, 'event')} along their roads", "message")
        with ledger.writing(author=who.name, author_source=who.source, message=text) as work:
            for name, fresh in stale.items():
                rows = ledger.rows(name, uids=list(fresh), opened=False)
                work.put(name, [(bytes.fromhex(row[0]), fresh[row[0]], *row[2:]) for row in rows])
        commit = work.commit
    findings = [one for drawn in found.values() for one in drawn.findings]
    facts = {
        "drawn": {name: len(one) for name, one in stale.items()},
        "findings": [one.as_json() for one in findings],
        "commit": commit_facts(commit),
    }

    def text_lines() -> list[str]:
        rows: list[tuple[Any, ...]] = [
            (name, len(found[name].uids), len(stale[name]), sum(one is None for one in found[name].new))
            for name in names
        ]
        head = ("layer", "events", "drawn anew", "cannot be drawn")
        lines = [*table(head, rows, right=head[1:]), *(one.sentence for one in findings)]
        if commit is not None:
            return [*lines, f"committed {commit.revision} by {commit.author} ({commit.author_source})"]
        return [
            *lines,
            "nothing was committed" if dry_run else "all drawings are as route and kilometres say",
        ]

    answer(settings, facts, text_lines)
    if commit is not None:
        hint(settings, "workspaces get it with `registry update`")
