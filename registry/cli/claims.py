"""``registry claims``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ..model.errors import UsageError
from .find import open_registry
from .output import styled, table
from .progress import progress
from .settings import Settings, command
from .stats import give, language_option, output_option, receipt_option, version_option

if TYPE_CHECKING:
    from ..publish.results.wording import Wording
    from ..stats.result import Result

VERDICTS = ("agrees", "differs", "target", "not-computable")
_COLOURS = {"agrees": "green", "differs": "red", "target": "yellow", "not computable": None}


@command(
    "claims",
    "registry claims",
    "registry claims --verdict differs,target --version tag:2024-report",
    "registry claims --language kk --show contradictions",
    "registry claims --where \"region_code = 'KZ-23'\" --output claims.xlsx --language ru",
)
@version_option
@click.option("--where", metavar="CONDITION", help="Only claims that meet an SQL condition.")
@click.option("--verdict", metavar="NAME,...", help=f"Show only these: {', '.join(VERDICTS)}.")
@click.option("--about", type=click.FloatRange(0, 1), default=0.05, show_default=True, metavar="SHARE",
              help="How far a claim of about its value reaches.")  # fmt: skip
@click.option("--show", metavar="WHAT", multiple=True, help="List too: contradictions, evidence, left-out.")
@click.option("--format", "-f", "form", metavar="NAME", help="table, json, csv, xlsx, geojson, png or svg.")
@output_option
@receipt_option
@language_option
def claims(
    settings: Settings, version: str | None, where: str | None, verdict: str | None, about: float,
    show: tuple[str, ...], form: str | None, output: str | None, receipt: str | None, language: str | None,
) -> None:  # fmt: skip
    """Set each official statement beside what the registry computes.

    A claim agrees within its own qualifier (exactly, about, more than), differs by so much, is a target with
    its progress, or cannot be computed, and why. Claims that contradict each other stand together, numbered
    in the first column.
    """
    from ..publish.results.wording import Wording
    from ..stats.computing import compute
    from .resulttable import shown_parts

    wanted = _wanted(verdict)
    ledger = open_registry(settings)
    with progress(settings, "claims"):
        result, _ = compute(ledger, "claims", version, where=where, about=about)
    if settings.json or output is not None or form not in (None, "table"):
        give(settings, result, ledger, form, output, receipt, show, language)
        return
    assert result.receipt is not None  # nosec B101
    wording = Wording(ledger, result.receipt.revision, language)
    shown_parts(result, show, wording)
    lines = _lines(result, wanted, show, wording)
    give(settings, result, ledger, "table", None, receipt, (), language, lines)


def _wanted(text: str | None) -> set[str]:
    named = {name.strip().replace(" ", "-") for name in (text or "").split(",") if name.strip()}
    if strange := named - set(VERDICTS):
        raise UsageError(f"--verdict {min(strange)}: choose of {', '.join(VERDICTS)}")
    return {name.replace("-", " ") for name in named}


def _lines(result: Result, wanted: set[str], show: tuple[str, ...], wording: Wording) -> Iterator[str]:
    from ..publish.results.numbers import nothing, told
    from ..publish.results.titles import title
    from ..stats.contradictions import shown as claimed_as
    from .resulttable import notes, shown_parts

    language = wording.language
    columns = {one.name: one for one in result.columns}
    contradicted = set(result.details["contradictions"]()["why"])
    rows, verdicts = [], []
    for row in result.table.to_dict("records"):
        if wanted and row["verdict"] not in wanted:
            continue

        def text(name: str, row: Any = row) -> str:
            found = told(row[name], columns[name], 1, language)
            return found.replace("\u00a0", " ").replace("\u202f", " ")

        figure = claimed_as({"value": row["claimed"], "unit": row["unit"], "qualifier": row["qualifier"]})
        unit = wording.unit(row["unit"])
        claimed = f"{wording.text(figure)} {unit}".strip()
        verdicts.append(row["verdict"])
        rows.append((
            "" if nothing(row["group"]) else row["group"], row["claim"], claimed, text("computed"),
            text("difference"), text("progress"), wording.text(row["verdict"]),
            wording.text(_without(row["note"], contradicted)),
        ))  # fmt: skip
    shown = ("claim", "claimed", "computed", "difference", "progress", "verdict", "note")
    headings = ("", *(title(columns[name], language) for name in shown))
    right = {title(columns[name], language) for name in ("claimed", "computed", "difference", "progress")}
    lines = table(headings, rows, right=tuple(right)) if rows else [wording.text("nothing to count")]
    yield lines[0]
    for line, judged in zip(lines[1:], verdicts, strict=True):
        colour = _COLOURS[judged]
        yield styled(line, fg=colour) if colour else line
    yield from notes(result, wording)
    for part in shown_parts(result, show, wording):
        yield ""
        yield from part()


def _without(note: str, contradicted: set[str]) -> str:
    """A note without the contradictions, which stand below the table by their number."""
    from ..stats.sentences import Listed

    if not isinstance(note, Listed):
        return note
    return Listed.of([one for one in note.parts if one not in contradicted], note.between)
