"""A comparison of two versions, or of a workspace with its base: printed as text, JSON or a layer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import click

from ..versions.asof import common_crs
from .areas import Area, area_in
from .changes import Counts, change_facts, change_lines, schema_facts
from .output import counted, document, harmless, styled

if TYPE_CHECKING:
    from ..model.schemachanges import SchemaChange
    from ..versions.changes import FeatureChange
    from ..versions.ledger import Ledger
    from ..versions.workspace.opening import Workspace


limit_option = click.option(
    "-n", "--limit", type=click.IntRange(min=0), default=100, show_default=True, metavar="COUNT",
    help="Features shown in full; 0 for all. JSON has all.",
)  # fmt: skip


@dataclass
class Comparison:
    """Changed features, streamed once, and changed definitions."""

    changes: Callable[[], Iterable[FeatureChange]]
    area: Area | None = None
    schema: list[SchemaChange] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    def __iter__(self) -> Iterator[FeatureChange]:
        found = self.changes()
        if self.area is not None:
            found = filter(self.area.holds, found)
        return self.counts.seen(found)

    @property
    def differs(self) -> bool:
        """Whether anything does; known once the changes have gone by."""
        return bool(self.counts.total or self.schema)

    def print_text(self, *, stat: bool, limit: int = 0, brief: bool = False, counts: bool = True) -> None:
        """For people.

        Parameters
        ----------
        limit : features shown, 0 for all
        brief : features added and deleted take one line each; those changed always show their columns
        counts : end with how many of each layer
        """
        for one in self.schema:
            click.echo(harmless(styled(f"layer {one.layer}", fg="cyan") + f": {one.sentence}"))
        for number, change in enumerate(self):
            if not stat and (not limit or number < limit):
                lines = change_lines(change)
                for line in lines[:1] if brief and change.kind != "update" else lines:
                    click.echo(harmless(line))
        if not stat and self.counts.total:
            more = self.counts.total - limit
            if limit and more > 0:
                click.echo(f"... and {counted(more, 'more feature')}; --limit 0 shows all")
            if counts:
                click.echo()
        for line in self.counts.table() if stat or counts else ():
            click.echo(line)

    def columns(self) -> dict[str, dict[str, int]]:
        """How many features changed in each column, by layer; goes through the changes once."""
        found: dict[str, dict[str, int]] = {}
        for change in self.changes() if self.area is None else filter(self.area.holds, self.changes()):
            if change.kind == "update":
                counts = found.setdefault(change.layer, {})
                for name in change.columns:
                    counts[name] = counts.get(name, 0) + 1
        return found

    def print_json(self, facts: dict[str, Any], *, stat: bool) -> None:
        """For scripts: one document, its changes written as they come."""
        facts = {**facts, "definitions": [schema_facts(one) for one in self.schema]}
        if stat:
            for _ in self:
                pass
            click.echo(document({**facts, "layers": self.counts.facts()}))
            return
        changes = iter(self)
        first = list(islice(changes, 1))  # what cannot be read at all is said before anything is printed
        click.echo(document(facts)[:-1].rstrip() + ', "changes": [', nl=False)
        for number, change in enumerate(chain(first, changes)):
            sys.stdout.write((",\n" if number else "\n") + document(change_facts(change)))
        click.echo(f'\n], "layers": {document(self.counts.facts())}}}')


def changes_between(
    ledger: Ledger, older: int, newer: int, layers: list[str] | None, area: str | None
) -> Comparison:
    """What differs between two revisions.

    Raises
    ------
    UnknownLayer, UnusableArea
    """
    from ..versions.history import differences

    known = ledger.layers(max(older, newer))
    chosen = (
        [known.get(name) or ledger.definition(name) for name in layers] if layers else list(known.values())
    )
    limits = area_in(area, common_crs(chosen)) if area is not None else None
    box = limits.box if limits else None
    return Comparison(
        lambda: differences(ledger, older, newer, layers=layers, box=box),
        limits,
        _schema(ledger, older, newer, layers) if limits is None else [],
    )


def local_comparison(workspace: Workspace, layers: list[str] | None, area: str | None) -> Comparison:
    """What was edited in a workspace."""
    from ..versions.workspace.status import local_changes

    facts = workspace.facts()
    chosen = [facts.layer(name) for name in layers] if layers else list(facts.layers.values())
    limits = area_in(area, common_crs(one.definition for one in chosen)) if area is not None else None
    return Comparison(lambda: local_changes(workspace, layers), limits)


def _schema(ledger: Ledger, older: int, newer: int, layers: list[str] | None) -> list[SchemaChange]:
    """How definitions differ; a field is the same field if it has the same number."""
    from ..versions.ledger import layers_at
    from ..versions.schemadifference import schema_difference

    if older > newer:
        return []
    with ledger.reading() as handle:
        return schema_difference(layers_at(handle, older), layers_at(handle, newer), layers)
