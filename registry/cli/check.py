"""``registry check``."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from typing import Any

import click

from .checkout import layer_names
from .find import open_registry
from .output import answer, counted, hint, table
from .progress import progress
from .settings import Settings, command
from .shown import near, short_uid


@command(
    "check",
    "registry check",
    "registry check --layers roads,km_posts --version 2024-12-31",
    "registry check --output faults.geojson",
)
@click.option(
    "--layers", "-l", multiple=True, callback=layer_names, metavar="NAME,...", help="Only these layers."
)
@click.option("--version", metavar="VERSION", help="Another version than the newest.")
@click.option("--output", "-o", metavar="FILE", help="Write the findings as a layer that one can open.")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=0),
    default=50,
    show_default=True,
    metavar="COUNT",
    help="Findings shown; 0 for all.",
)
def check(
    settings: Settings, layers: list[str] | None, version: str | None, output: str | None, limit: int
) -> None:
    """Look for faults: invalid geometry, duplicates, forbidden overlaps, references to nothing, km posts out
    of order, features outside their region.

    Exit code 1 if there is an error; warnings alone leave it 0.
    """
    quality: Any = import_module("..quality", __package__)

    ledger = open_registry(settings)
    revision = ledger.resolve(version)
    with progress(settings, "check") as bar:
        report = quality.check(ledger, version=revision, layers=layers, progress=bar)
    if output is not None:
        quality.write_findings(report, output)
    found = report.findings
    by_severity = Counter(one.severity for one in found)
    facts: dict[str, Any] = {
        "registry": str(ledger.path),
        "revision": revision,
        "severities": dict(by_severity),
        "file": output,
        "findings": [
            {"layer": one.layer, "uid": one.uid, "code": one.code, "severity": one.severity,
             "message": one.message, "place": None if one.place is None else list(one.place)}
            for one in found
        ],
    }  # fmt: skip

    def text() -> list[str]:
        if not found:
            return [f"nothing found in {near(ledger.path)} at {revision}"]
        rows = [
            (one.severity, one.layer, short_uid(one.uid), one.code, _place(one.place), one.message)
            for one in (found[:limit] if limit else found)
        ]
        lines = table(("severity", "layer", "feature", "code", "place", "what is wrong"), rows)
        if limit and len(found) > limit:
            lines.append(f"... and {counted(len(found) - limit, 'finding')} more; --limit 0 shows all")
        counts = ", ".join(counted(number, severity) for severity, number in sorted(by_severity.items()))
        return [
            *lines,
            f"{near(ledger.path)} at {revision}: {counts}" + (f", written to {output}" if output else ""),
        ]

    answer(settings, facts, text)
    if found and output is None:
        hint(settings, "see them on the map: --output faults.geojson")
    if by_severity.get("error"):
        raise click.exceptions.Exit(1)


def _place(place: Any) -> str:
    return "" if place is None else f"{place[0]:.5f} {place[1]:.5f}"
