"""``registry log`` and ``registry show``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from ..versions.asof import common_crs
from .areas import area_in, area_option
from .comparing import changes_between, limit_option
from .find import open_registry
from .output import answer, counted, harmless, hint, one_line, styled, table
from .settings import Settings, command
from .shown import commit_facts, counts_facts, counts_text

if TYPE_CHECKING:
    from ..versions.history import LogEntry
    from ..versions.ledger import Ledger


@command(
    "log",
    "registry log -n 5",
    "registry log --layer roads --since 2024-01-01 --until 2024-12-31",
    "registry log --author Aliya --text repairs --full",
    "registry log --area 52.9,47.4,53.3,47.7",
)
@click.option("--layer", "-l", metavar="NAME", help="Only commits that touched a layer.")
@click.option("--by", metavar="TEXT", help="Part of the author's name; --author says the same here.")
@click.option("--author", "author", metavar="TEXT", hidden=True)
@click.option("--since", metavar="DAY", help="From this day on, in the registry's time zone.")
@click.option("--until", metavar="DAY", help="Up to and with this day.")
@click.option("--text", metavar="TEXT", help="Part of the message.")
@area_option
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="COUNT", help="Only the newest so many.")
@click.option("--full", is_flag=True, help="All there is to say of each commit.")
def log(
    settings: Settings, layer: str | None, by: str | None, author: str | None, since: str | None,
    until: str | None, text: str | None, area: str | None, limit: int | None, full: bool,
) -> None:  # fmt: skip
    """Commits, newest first."""
    from ..versions.history import log as entries_of

    ledger = open_registry(settings)
    filters = {
        "layer": layer,
        "author": author or by or settings.author,
        "since": since,
        "until": until,
        "text": text,
    }
    if area is None:
        entries = entries_of(ledger, limit=limit, **filters)  # type: ignore[arg-type]
    else:
        entries = list(_within(ledger, area, layer, limit, filters))
    facts = {
        "registry": str(ledger.path),
        "timezone": ledger.timezone,
        "commits": [entry_facts(one) for one in entries],
    }

    def lines() -> list[str]:
        if full:
            return [line for one in entries for line in (*entry_lines(one, ledger), "")][:-1]
        rows = [
            (one.commit.revision, _time(one, ledger), one.commit.author, _summary(one), _subject(one))
            for one in entries
        ]
        return table(
            ("revision", "time", "author", "changes", "message"), rows, right=("revision",), limit=48
        )

    answer(settings, facts, lines)
    if not entries:
        hint(settings, "no commit fits; `registry log` lists all")


def _within(
    ledger: Ledger, area: str, layer: str | None, limit: int | None, filters: dict[str, Any]
) -> Iterator[LogEntry]:
    """Commits that changed something in an area: its feature before or after lies there."""
    from ..versions.history import differences
    from ..versions.history import log as entries_of

    definitions = ledger.layers()
    chosen = [ledger.definition(layer)] if layer else list(definitions.values())
    limits = area_in(area, common_crs(chosen))
    assert limits is not None  # nosec B101
    names = [layer] if layer else None
    found = 0
    for one in entries_of(ledger, box=limits.box, **filters):
        at = one.commit.revision
        changes = differences(ledger, at - 1, at, layers=names, box=limits.box)
        if any(limits.holds(change) for change in changes):
            yield one
            found += 1
            if limit is not None and found >= limit:
                return


@command("show", "registry show head", "registry show 2 --stat", "registry show 2024-12-31 --layer roads")
@click.argument("version", metavar="VERSION", default="head")
@click.option("--layer", "-l", multiple=True, metavar="NAME", help="Only changes of this layer.")
@area_option
@click.option("--stat", is_flag=True, help="Only how many features changed.")
@click.option("--full", is_flag=True, help="All columns of features added and deleted, not a line each.")
@limit_option
def show(
    settings: Settings, version: str, layer: tuple[str, ...], area: str | None, stat: bool, full: bool,
    limit: int,
) -> None:  # fmt: skip
    """One commit and what it changed."""
    from ..versions.history import entry

    ledger = open_registry(settings)
    found = entry(ledger, version)
    at = found.commit.revision
    one = changes_between(ledger, max(at - 1, 0), at, list(layer) or None, area)
    if settings.json:
        one.print_json({"commit": entry_facts(found)}, stat=stat)
        return
    updated = any(each.updated for each in found.layers)
    for line in (*entry_lines(found, ledger, one.columns() if updated else None), ""):
        click.echo(harmless(line))
    one.print_text(stat=stat, limit=limit, brief=not full, counts=bool(layer or area))


def entry_facts(one: LogEntry) -> dict[str, Any]:
    """A commit with what it did, as scripts read it."""
    return {
        **(commit_facts(one.commit) or {}),
        "layers": {
            each.layer: counts_facts(each.inserted, each.updated, each.deleted) for each in one.layers
        },
        "definitions": list(one.definitions),
        "tags": list(one.tags),
    }


def entry_lines(
    one: LogEntry, ledger: Ledger, columns: Mapping[str, Mapping[str, int]] | None = None
) -> list[str]:
    """All there is to say of a commit; ``columns`` are how many features changed in each, by layer."""
    commit = one.commit
    tags = one_line(f"  [{', '.join(one.tags)}]") if one.tags else ""
    lines = [styled(f"commit {commit.revision}", fg="yellow") + styled(tags, fg="cyan")]
    lines.append(f"time    {_time(one, ledger)} ({ledger.timezone})")
    if commit.author:
        lines.append(f"author  {one_line(commit.author)} ({one_line(commit.author_source)})")
    lines.append(f"digest  {commit.digest}")
    if one.definitions:
        lines.append(f"layers  {', '.join(one.definitions)} defined anew")
    for each in one.layers:
        changed = ", ".join(
            f"{name} {number:,}" for name, number in (columns or {}).get(each.layer, {}).items()
        )
        counts = counts_text(each.inserted, each.updated, each.deleted)
        lines.append(f"{each.layer}: {counts}" + (f" ({changed})" if changed else ""))
    lines += ["", *(f"    {one_line(line)}".rstrip() for line in commit.message.splitlines())]
    return lines


def _time(one: LogEntry, ledger: Ledger) -> str:
    from ..versions.clock import local

    return local(one.commit.time, ledger.timezone)


def _subject(one: LogEntry) -> str:
    first = one.commit.message.strip().partition("\n")[0]
    tags = f"[{', '.join(one.tags)}] " if one.tags else ""
    return tags + first


def _summary(one: LogEntry) -> str:
    """``roads +1 ~3 -1``: added, changed, deleted."""
    parts = []
    for each in one.layers:
        signs = (("+", each.inserted), ("~", each.updated), ("-", each.deleted))
        parts.append(" ".join([each.layer, *(f"{sign}{number}" for sign, number in signs if number)]))
    if len(parts) > 3:
        total = sum(each.inserted + each.updated + each.deleted for each in one.layers)
        return f"{len(parts)} layers, {counted(total, 'feature')}"
    if one.definitions and not parts:
        return f"{counted(len(one.definitions), 'layer')} defined"
    return ", ".join(parts)
