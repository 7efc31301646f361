"""``registry export``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.errors import UsageError
from ..versions.asof import common_crs
from .areas import area_in, area_option
from .failures import BROKEN_PIPE
from .find import open_registry
from .output import answer, counted, detail, document, table
from .progress import progress
from .settings import Settings, command
from .shown import near

if TYPE_CHECKING:
    from ..model.definition import Definition
    from ..publish.export import ExportReport
    from ..versions.ledger import Ledger

Write = Callable[[str, str, str | None], "ExportReport"]


@command(
    "export",
    "registry export roads roads.geojson",
    "registry export roads roads.parquet --version 2024-12-31",
    "registry export repairs repairs.csv --where \"work_type = 'capital'\" --language ru --chainage",
    "registry export settlements towns.gpkg --area 52.9,47.4,53.3,47.7",
    "registry export roads - --format geojsonl",
    "registry export roads repairs out/ --format gpkg",
    "registry export --all out --version tag:2024-report",
)
@click.argument("what", nargs=-1, metavar="[LAYER]... FILE|FOLDER")
@click.option("--all", "every", is_flag=True, help="All layers, each as a file in FOLDER.")
@click.option(
    "--format",
    "-f",
    "form",
    metavar="NAME",
    help="geojson, geojsonseq, geojsonl, geopackage, flatgeobuf, geoparquet or csv; else by FILE's name. In a"
    " FOLDER geojson, and csv for layers without geometry.",
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
    settings: Settings, what: tuple[str, ...], every: bool, form: str | None, version: str | None,
    where: str | None, area: str | None, columns: str | None, crs: str | None, language: str | None,
    bom: bool, chainage: bool, no_overwrite: bool,
) -> None:  # fmt: skip
    """Write a layer at a version into FILE, or to standard output (-); or layers into FOLDER, a file each.

    A file appears whole or not at all. Where the format can, it says from which version it is, and the
    digest with which `registry verify --head` finds that version again.
    """
    from ..publish.export import export as write
    from ..publish.formats import format_of

    names, target = _asked(what, every)
    one_file = not every and len(names) == 1 and not _is_folder(target)
    format_of(target if one_file else "-", form or (None if one_file else "geojson"))
    if not one_file and (where or columns):
        raise UsageError("--where and --columns are about one layer; export it into a file of its own")
    ledger = open_registry(settings)
    revision = ledger.resolve(version)
    known = ledger.layers(revision)
    definitions = [known.get(name) or ledger.definition(name, revision) for name in names or known]
    limits = area_in(area, common_crs(definitions)) if area is not None else None
    fields = None if columns is None else [name.strip() for name in columns.split(",") if name.strip()]
    with progress(settings, "export") as bar:

        def written(layer: str, path: str, chosen: str | None) -> ExportReport:
            return write(
                ledger, layer, path, format=chosen, revision=revision, where=where,
                box=limits.box if limits else None, area=limits.polygon if limits else None, columns=fields,
                language=language, crs=crs, overwrite=not no_overwrite, bom=bom, chainage=chainage,
                progress=None if bar is None else lambda done, total: bar(layer, done, total),
            )  # fmt: skip

        if one_file:
            reports = [written(names[0], target, form)]
        else:
            reports = _into_folder(Path(target), definitions, form, written)
    if one_file:
        _tell_file(settings, reports[0], target)
    else:
        _tell_folder(settings, ledger, revision, reports, target)


def _asked(what: tuple[str, ...], every: bool) -> tuple[list[str], str]:
    """Layers (none if all are meant) and the target of the command's words.

    Raises
    ------
    UsageError
    """
    if every:
        if len(what) != 1:
            raise UsageError("--all takes a folder and no layers: registry export --all FOLDER")
        return [], what[0]
    if len(what) < 2:
        raise click.UsageError("name a layer and a file, LAYER FILE", click.get_current_context())
    names, target = list(dict.fromkeys(what[:-1])), what[-1]
    if len(names) > 1 and not _is_folder(target) and Path(target).suffix:
        raise UsageError(f"{target} is one file, and a file holds one layer; name a folder, such as out/")
    return names, target


def _is_folder(target: str) -> bool:
    return target.endswith(("/", os.sep)) or os.path.isdir(target)


def _into_folder(
    folder: Path, definitions: list[Definition], form: str | None, written: Write
) -> list[ExportReport]:
    """Each layer as a file in a folder, which is made if it is not there."""
    from ..publish.errors import CannotWrite, NoSuchFolder
    from ..publish.formats import FORMATS, format_of

    if not folder.parent.is_dir():
        raise NoSuchFolder(path=folder, folder=folder.parent)
    if folder.exists() and not folder.is_dir():
        raise CannotWrite(path=folder, problem="it is a file, and several layers need a folder")
    folder.mkdir(exist_ok=True)
    reports = []
    for one in definitions:
        chosen = format_of("-", form or "geojson")
        if one.geometry is None and (form is None or chosen.name == "flatgeobuf"):
            chosen = FORMATS["csv"]
        path = folder / f"{one.name}{chosen.suffixes[0]}"
        reports.append(written(one.name, str(path), chosen.name))
    return reports


def _facts(report: ExportReport) -> dict[str, Any]:
    return {
        "layer": report.layer, "file": None if report.path is None else str(report.path),
        "format": report.format, "features": report.rows, "revision": report.revision,
        "digest": report.digest, "complete": report.complete,
    }  # fmt: skip


def _tell_file(settings: Settings, report: ExportReport, target: str) -> None:
    what = f"{counted(report.rows, 'feature')} of {report.layer} at {report.revision}"
    line = f"{what} in {target}, digest {report.digest}"
    if report.path is not None:
        answer(settings, _facts(report), lambda: [line])
    elif settings.json:
        click.echo(document(_facts(report)), err=True)  # standard output holds the layer itself
    elif sys.stderr.isatty() and not settings.quiet:
        click.echo(line, err=True)
    if not report.complete:
        raise click.exceptions.Exit(BROKEN_PIPE)


def _tell_folder(
    settings: Settings, ledger: Ledger, revision: int, reports: list[ExportReport], target: str
) -> None:
    digest = ledger.commit(revision).digest
    source = f"{near(ledger.path)} at {revision}"
    facts = {
        "folder": target, "revision": revision, "digest": digest,
        "layers": [_facts(report) for report in reports],
    }  # fmt: skip

    def text() -> list[str]:
        rows = [(one.layer, one.rows, one.path.name if one.path else "") for one in reports]
        features = counted(sum(one.rows for one in reports), "feature")
        return [
            *detail(settings, table(("layer", "features", "file"), rows, right=("features",))),
            f"{counted(len(reports), 'layer')} with {features} of {source} in {target}, digest {digest}",
        ]

    answer(settings, facts, text)
