"""``registry import``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..model.errors import UsageError
from .author import author, checked_text
from .find import open_registry
from .output import answer, counted, detail, harmless, hint, one_line, styled, table
from .progress import progress, quiet_libraries
from .settings import Settings, author_option, command
from .shares import share_warnings

if TYPE_CHECKING:
    from ..intake.report import ImportReport


@command(
    "import",
    "registry import settlements towns.geojson",
    "registry import repairs works.csv --key work_id --set quality=digitised --dry-run",
    'registry import repairs works.xlsx --sheet 2024 --heading-row 2 --map "Шоссе=route_id" -m 2024',
    "registry import landfills sites.shp --encoding CP1251 --crs EPSG:32639 --on-bad-rows skip",
)
@click.argument("layer")
@click.argument("source", metavar="FILE")
@click.option("--message", "-m", metavar="TEXT", help="The commit's message; else it names the file.")
@click.option(
    "--key", metavar="FIELD,...", help="Fields that tell which feature a row updates; uid for its uid."
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column feeds; FIELD*1000 scales, empty leaves it out.",
)
@click.option("--set", "constants", multiple=True, metavar="FIELD=VALUE", help="The same value for all rows.")
@click.option(
    "--table/--no-table", default=None, help="Read no geometry from coordinate columns, or insist on it."
)
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook, by name or number.")
@click.option("--heading-row", metavar="ROW", help="Row of the headings; 3-4 for two.")
@click.option("--source-layer", metavar="NAME", help="Layer of a file that holds several.")
@click.option("--encoding", metavar="NAME", help="Of the file's text, over what it says itself.")
@click.option("--crs", metavar="CRS", help="Of the file's coordinates, over what it says itself.")
@click.option("--allow-ballpark", is_flag=True, help="Accept a transformation that ignores the datum.")
@click.option(
    "--on-bad-rows",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="Import nothing, or the good rows.",
)
@click.option(
    "--rejects",
    metavar="FILE",
    help="Where bad rows go with their reasons; else FILE.rejects.csv, in a dry run nowhere.",
)
@click.option("--fix", is_flag=True, help="Mend invalid geometries.")
@click.option("--again", is_flag=True, help="Import a file that was imported before.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@author_option
def import_(
    settings: Settings, layer: str, source: str, message: str | None, key: str | None, maps: tuple[str, ...],
    constants: tuple[str, ...], table: bool | None, sheet: str | None, heading_row: str | None,
    source_layer: str | None, encoding: str | None, crs: str | None, allow_ballpark: bool, on_bad_rows: str,
    rejects: str | None, fix: bool, again: bool, dry_run: bool,
) -> None:  # fmt: skip
    """Bring a file into a layer, as one commit: any vector file, CSV or XLSX.

    Bad rows go to a file with the reasons, and nothing is imported unless --on-bad-rows skip. With --key,
    rows update the features they know; without, each row is a new feature.
    """
    from pathlib import Path

    from ..intake.errors import RowsRefused
    from ..intake.importing import import_source

    quiet_libraries()
    ledger, who = open_registry(settings), author(settings)
    mapping = {column: field or None for column, field in (_pair(one, "--map COLUMN=FIELD") for one in maps)}
    given = dict(_pair(one, "--set FIELD=VALUE") for one in constants)
    text = checked_text(
        message if message is not None else f"Import {Path(source).name} into {layer}", "message"
    )
    try:
        with progress(settings, "import") as bar:
            report = import_source(
                ledger, source, layer, author=who.name, author_source=who.source, message=text,
                mapping=mapping or None, constants=given or None, key=key, table=table, encoding=encoding,
                crs=crs, allow_ballpark=allow_ballpark, on_bad_rows=on_bad_rows, reject_path=rejects,
                dry_run=dry_run, sheet=_sheet(sheet), heading_row=_row(heading_row),
                source_layer=source_layer, fix=fix, again=again, wait=settings.wait,
                progress=None if bar is None else lambda done, total: bar("", done, total),
            )  # fmt: skip
    except RowsRefused as error:
        refused = getattr(error, "report", None)
        if refused is not None and not settings.json and not settings.quiet:
            for line in _rejected(refused):
                click.echo(harmless(line), err=True)
        raise
    facts = {
        "registry": str(ledger.path), "nothing_to_do": report.nothing, **report.as_json(),
        "warnings": share_warnings(settings, ledger.path),
    }  # fmt: skip
    answer(settings, facts, lambda: _told(settings, report, str(who)))
    if dry_run:
        hint(settings, "nothing was imported; leave --dry-run out to import")
    elif report.commit is not None:
        hint(settings, f"see it: `registry show {report.commit.revision} --stat`")


def _pair(text: str, form: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=") if form.startswith("--map") else text.partition("=")
    if not equals or not left.strip():
        raise UsageError(f"{text!r} is not of the form {form}")
    return left.strip(), right.strip()


def _sheet(text: str | None) -> str | int | None:
    return int(text) if text is not None and text.isdigit() and len(text) < 3 else text


def _row(text: str | None) -> str | int | None:
    return int(text) if text is not None and text.isdigit() else text


def _told(settings: Settings, report: ImportReport, who: str) -> list[str]:
    lines: list[str] = []
    if report.mapping and not settings.quiet:
        rows = [
            (one.column, one.field + (f" × {one.factor}" if one.factor is not None else ""), one.how)
            for one in report.mapping
        ]
        rows += [(column, "geometry", "heading") for column in report.places]
        lines += [*table(("column", "field", "known by"), rows), ""]
    if report.unmapped:
        lines.append(one_line(f"left out: {', '.join(report.unmapped)}"))
    if report.transformation is not None:
        lines.append(f"from {report.transformation}")
    lines += [one_line(f"note: {note}") for note in report.notes]
    lines += detail(settings, _rejected(report))
    counts = [
        (report.inserted, "added"), (report.updated, "changed"), (report.unchanged, "as they were"),
        (report.rejected, "rejected"), (report.mended, "mended"),
    ]  # fmt: skip
    done = ", ".join(f"{number:,} {word}" for number, word in counts if number) or "nothing"
    would = "would be " if report.dry_run else ""
    lines.append(f"{report.layer}: of {counted(report.rows, 'row')} {would}{done}")
    if report.commit is not None:
        lines.append(f"committed {report.commit.revision} by {who}, digest {report.commit.digest}")
    elif not report.dry_run:
        lines.append(
            "nothing was imported: no row could be taken"
            if report.rejected and not report.unchanged
            else "nothing to import: the layer is as the file says"
        )
    return lines


def _rejected(report: ImportReport, shown: int = 20) -> list[str]:
    """The first rejected rows and their reasons."""
    if not report.rejects:
        return []
    rows = [(one.number, "; ".join(one.reasons)) for one in report.rejects[:shown]]
    lines = table(("row", "why it was not taken"), rows, right=("row",))
    if report.rejected > shown:
        mend = "" if report.reject_path else "; --rejects FILE writes them all into a file"
        lines.append(f"... and {report.rejected - shown:,} more{mend}")
    if report.reject_path is not None:
        lines.append(styled(f"all of them are in {report.reject_path}", dim=True))
    return lines
