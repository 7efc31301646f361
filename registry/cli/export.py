"""``registry export``."""

from __future__ import annotations

import sys
from typing import Any

import click

from .areas import area_in, area_option, common_crs
from .failures import BROKEN_PIPE
from .find import open_registry
from .output import answer, counted, document
from .progress import progress
from .settings import Settings, command


@command(
    "export",
    "registry export roads roads.geojson",
    "registry export roads roads.parquet --version 2024-12-31",
    "registry export repairs repairs.csv --where \"work_type = 'capital'\" --language ru --chainage",
    "registry export settlements towns.gpkg --area 52.9,47.4,53.3,47.7",
    "registry export roads - --format geojsonl",
)
@click.argument("layer")
@click.argument("target", metavar="FILE")
@click.option(
    "--format",
    "-f",
    "form",
    metavar="NAME",
    help="geojson, geojsonseq, geojsonl, geopackage, flatgeobuf, geoparquet or csv; else by FILE's name.",
)
@click.option("--version", metavar="VERSION", help="Another version than the newest.")
@click.option("--where", metavar="CONDITION", help="Only features that meet an SQL condition.")
@area_option
@click.option("--columns", "-c", metavar="NAME,...", help="Only these columns; the uid is always there.")
@click.option("--crs", metavar="CRS", help="Another reference system than the layer's.")
@click.option(
    "--language", type=click.Choice(["en", "ru", "kk"]), help="Titles as headings, in this language."
)
@click.option("--bom", is_flag=True, help="Begin a CSV with a mark that tells Excel its encoding.")
@click.option("--chainage", is_flag=True, help="Measures in a CSV as 513+850 instead of kilometres.")
@click.option("--no-overwrite", is_flag=True, help="Leave a FILE that is there.")
def export(
    settings: Settings, layer: str, target: str, form: str | None, version: str | None, where: str | None,
    area: str | None, columns: str | None, crs: str | None, language: str | None, bom: bool, chainage: bool,
    no_overwrite: bool,
) -> None:  # fmt: skip
    """Write a layer at a version into FILE, or to standard output (-).

    The file appears whole or not at all. Where the format can, it says from which version it is, and the
    digest with which `registry verify --head` finds that version again.
    """
    from ..publish.export import export as write
    from ..publish.formats import format_of

    format_of(target, form)
    ledger = open_registry(settings)
    revision = ledger.resolve(version)
    definition = ledger.definition(layer, revision)
    limits = area_in(area, common_crs([definition])) if area is not None else None
    names = None if columns is None else [name.strip() for name in columns.split(",") if name.strip()]
    with progress(settings, "export") as bar:
        report = write(
            ledger, layer, target, format=form, revision=revision, where=where,
            box=limits.box if limits else None, area=limits.polygon if limits else None, columns=names,
            language=language, crs=crs, overwrite=not no_overwrite, bom=bom, chainage=chainage,
            progress=None if bar is None else lambda done, total: bar("", done, total),
        )  # fmt: skip
    facts: dict[str, Any] = {
        "layer": layer, "file": None if report.path is None else str(report.path), "format": report.format,
        "features": report.rows, "revision": report.revision, "digest": report.digest,
        "complete": report.complete,
    }  # fmt: skip
    what = f"{counted(report.rows, 'feature')} of {layer} at {report.revision}"
    line = f"{what} in {target}, digest {report.digest}"
    if report.path is not None:
        answer(settings, facts, lambda: [line])
    elif settings.json:
        click.echo(document(facts), err=True)  # standard output holds the layer itself
    elif sys.stderr.isatty() and not settings.quiet:
        click.echo(line, err=True)
    if not report.complete:
        raise click.exceptions.Exit(BROKEN_PIPE)
