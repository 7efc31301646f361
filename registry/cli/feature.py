"""``registry blame`` and ``registry history``: one feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .changes import change_facts, change_lines, plain_value
from .find import open_registry
from .identify import feature
from .output import answer, one_line, table
from .settings import Settings, command
from .shown import commit_facts, shown_column

if TYPE_CHECKING:
    from ..versions.ledger import Commit, Ledger

_VERSION = click.option("--version", metavar="VERSION", help="As of another version than the newest.")


@command(
    "blame",
    "registry blame roads 23bdc5a963885a3ca93f942988c1b170",
    "registry blame roads 23bdc5 --version 2024-12-31",
)
@click.argument("layer")
@click.argument("uid", metavar="FEATURE")
@_VERSION
@click.option("--column", "-c", multiple=True, metavar="NAME", help="Only these columns.")
@click.option("--nulls", is_flag=True, help="Also columns without a value.")
def blame(
    settings: Settings, layer: str, uid: str, version: str | None, column: tuple[str, ...], nulls: bool
) -> None:
    """For each column of a feature: its value, and who gave it in which commit."""
    from ..versions.history import blame as givers

    ledger = open_registry(settings)
    full = feature(ledger, layer, uid)
    definition = ledger.definition(layer, version)
    for name in column:
        if name != "geom":
            definition.field_named(name)
    found = [
        one for one in givers(ledger, layer, full, version)
        if (one.column in column) or (not column and (nulls or settings.json or one.value is not None))
    ]  # fmt: skip
    facts = {
        "layer": layer,
        "uid": full,
        "columns": [
            {"column": one.column, "value": plain_value(one.value), "commit": commit_facts(one.commit)}
            for one in found
        ],
    }

    def text() -> list[str]:
        rows = [
            (one.column, shown_column(definition, one.column, one.value), *_commit(one.commit, ledger))
            for one in found
        ]
        headings = ("column", "value", "revision", "time", "author", "message")
        return [f"{layer} {full}", *table(headings, rows, right=("revision",), limit=40)]

    answer(settings, facts, text)


@command(
    "history",
    "registry history roads 23bdc5a963885a3ca93f942988c1b170",
    "registry history roads 23bdc5 --json",
)
@click.argument("layer")
@click.argument("uid", metavar="FEATURE")
@_VERSION
def history(settings: Settings, layer: str, uid: str, version: str | None) -> None:
    """The life of one feature, newest first: each commit that touched it and what it changed."""
    from ..versions.history import feature_history

    ledger = open_registry(settings)
    full = feature(ledger, layer, uid)
    steps = feature_history(ledger, layer, full, version)
    if not steps:
        from ..model.errors import UnknownFeature

        raise UnknownFeature(layer=layer, uid=full, problem="")
    facts = {
        "layer": layer,
        "uid": full,
        "versions": [{"commit": commit_facts(one.commit), **change_facts(one.change)} for one in steps],
    }

    def text() -> list[str]:
        lines: list[str] = []
        for one in steps:
            revision, time, author, message = _commit(one.commit, ledger)
            lines.append(f"{revision}  {time}  {author}: {message}")
            lines += [f"  {line}" for line in change_lines(one.change)]
        return lines

    answer(settings, facts, text)


def _commit(commit: Commit, ledger: Ledger) -> tuple[str, str, str, str]:
    from ..versions.clock import local

    first = commit.message.strip().partition("\n")[0]
    return str(commit.revision), local(commit.time, ledger.timezone), one_line(commit.author), one_line(first)
