"""``registry check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..versions.asof import common_crs
from .areas import area_in, area_option
from .checkout import layer_names
from .find import open_registry
from .output import answer, counted, detail, hint, table
from .progress import progress
from .settings import Settings, command
from .shown import near, short_uid

if TYPE_CHECKING:
    from ..quality import CheckReport


@command(
    "check",
    "registry check",
    "registry check --layers roads,km_posts --version 2024-12-31",
    "registry check --output faults.gpkg",
)
@click.option(
    "--layers", "-l", multiple=True, callback=layer_names, metavar="NAME,...", help="Only these layers."
)
@click.option("--version", metavar="VERSION", help="Another version than the newest.")
@area_option
@click.option("--output", "-o", metavar="FILE", help="Write the findings as a layer that one can open.")
@click.option(
    "-n", "--limit", type=click.IntRange(min=0), default=50, show_default=True, metavar="COUNT",
    help="Findings shown; 0 for all.",
)  # fmt: skip
def check(
    settings: Settings, layers: list[str] | None, version: str | None, area: str | None, output: str | None,
    limit: int,
) -> None:  # fmt: skip
    """Look for faults: invalid geometry, duplicates, forbidden overlaps, references to nothing, km posts
    out of order, features outside their region, and what a definition forbids.

    An area is taken as its bounding box. Exit code 1 if there is an error; warnings alone leave it 0.
    """
    from ..quality import Limits, write_findings
    from ..quality import check as look
    from ..stats.claimed import NAMES

    ledger = open_registry(settings)
    revision = ledger.resolve(version)
    names = layers if layers is not None else list(ledger.layers(revision))
    chosen = [ledger.definition(name, revision) for name in names]
    limits = area_in(area, common_crs(chosen)) if area is not None else None
    with progress(settings, "check") as bar:
        box = limits.box if limits else None
        report = look(ledger, revision, names, box, bar, limits=Limits(indicators=NAMES))
    if output is not None:
        write_findings(report, output)
    facts: dict[str, Any] = {"registry": str(ledger.path), "file": output, **report.as_json()}
    answer(
        settings, facts, lambda: _text(settings, report, f"{near(ledger.path)} at {revision}", output, limit)
    )
    if report.findings and output is None:
        hint(settings, "see them on the map: --output faults.gpkg")
    if not report.sound:
        raise click.exceptions.Exit(1)


def _text(settings: Settings, report: CheckReport, what: str, output: str | None, limit: int) -> list[str]:
    rows = [
        (one.severity, one.layer, short_uid(one.uid), one.code, _place(one.place), one.message)
        for one in (report.findings[:limit] if limit else report.findings)
    ]
    lines = table(("severity", "layer", "feature", "code", "place", "what is wrong"), rows) if rows else []
    if limit and len(report.findings) > limit:
        more = counted(len(report.findings) - limit, "more finding")
        lines.append(f"... and {more}; --limit 0 shows all")
    lines += [f"not checked: {one.layer}, {one.check}: {one.reason}" for one in report.skipped]
    counts = ", ".join(counted(number, name) for name, number in report.by_severity.items() if number)
    written = f", written to {output}{_with_style(output)}" if output else ""
    return [
        *detail(settings, lines),
        f"{what}: {counts or 'nothing wrong'} in {counted(len(report.layers), 'layer')}{written}",
    ]


def _with_style(output: str) -> str:
    """The style that lies beside a GeoJSON file, where QGIS looks for it."""
    style = Path(output).with_suffix(".qml")
    if Path(output).suffix.lower() == ".gpkg" or not style.exists():
        return ""
    return f", its style for QGIS to {style}"


def _place(place: Any) -> str:
    return "" if place is None else f"{place[0]:.5f} {place[1]:.5f}"
