"""``registry stats``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.errors import UsageError
from .areas import area_in
from .find import open_registry
from .output import answer, hint
from .progress import progress
from .settings import Settings, command

if TYPE_CHECKING:
    from ..stats.result import Result
    from ..versions.ledger import Ledger

WGS84 = "EPSG:4326"
TABLE = "table"

by_option = click.option("--by", metavar="NAME,...", help="Group by these, in this order.")
version_option = click.option("--version", metavar="VERSION", help="Another version than the newest.")
language_option = click.option(
    "--language", type=click.Choice(["en", "ru", "kk"]), help="Titles and numbers in this language."
)
output_option = click.option(
    "--output", "-o", metavar="FILE", help="Write into FILE; its name tells the format."
)
receipt_option = click.option("--receipt", metavar="FILE", help="Write the receipt into FILE.")


@command(
    "stats",
    "registry stats repaired-km --by year,work_type",
    "registry stats reclaimed-ha --by owner --version tag:2024-report --receipt receipt.json",
    "registry stats layer-sum --param layer=projects --param field=cost --by region_code",
    "registry stats road-length --where \"region_code = 'KZ-23'\" --show left-out",
    "registry stats repaired-km --by year --output repaired.xlsx --language kk",
    "registry stats reclaimed-ha --by owner --change 2024-12-31..head",
    "registry stats --list repaired-km",
)
@click.argument("indicator", required=False)
@click.option("--list", "listed", is_flag=True, help="Explain the indicators, or the one named.")
@by_option
@version_option
@click.option("--change", metavar="A..B", help="Compare two versions, and name the features that differ.")
@click.option("--where", metavar="CONDITION", help="Only features of its layer that meet an SQL condition.")
@click.option(
    "--area", metavar="AREA", help="Only within minx,miny,maxx,maxy in degrees, or polygons of a file."
)
@click.option("--param", "-p", multiple=True, metavar="NAME=VALUE", help="A parameter; --list tells them.")
@click.option("--format", "-f", "form", metavar="NAME", help="table, json, csv, xlsx, geojson, png or svg.")
@output_option
@receipt_option
@click.option(
    "--show", metavar="WHAT", multiple=True, help="List what is behind it too: left-out, evidence, overlaps."
)
@language_option
def stats(
    settings: Settings, indicator: str | None, listed: bool, by: str | None, version: str | None,
    change: str | None, where: str | None, area: str | None, param: tuple[str, ...], form: str | None,
    output: str | None, receipt: str | None, show: tuple[str, ...], language: str | None,
) -> None:  # fmt: skip
    """Compute an indicator at a version, with its evidence and a receipt.

    The answer comes first; then what is counted twice, what was left out, and the receipt, which `registry
    verify-receipt` computes again. An area is in degrees of WGS 84, or the polygons of a file.
    """
    from ..stats.computing import compute, compute_change

    if listed:
        _explain(settings, indicator, language)
        return
    if indicator is None:
        raise UsageError("which indicator? `registry stats --list` explains each")
    ledger = open_registry(settings)
    limits = area_in(area, WGS84)
    asked: dict[str, Any] = {
        "by": [name.strip() for name in (by or "").split(",") if name.strip()],
        "where": where,
        "area": None if limits is None else _outline(limits),
        **_parameters(param),
    }
    with progress(settings, "stats"):
        if change is None:
            result, _ = compute(ledger, indicator, version, **asked)
        else:
            older, newer = _versions(change, version)
            result, _ = compute_change(ledger, indicator, older, newer, **asked)
    give(settings, result, ledger, form, output, receipt, show, language)


def give(
    settings: Settings, result: Result, ledger: Ledger, form: str | None, output: str | None,
    receipt: str | None, show: Sequence[str], language: str | None, text: Iterable[str] | None = None,
) -> None:  # fmt: skip
    """Write or print a result as asked; ``text`` are the lines of its table, if it has a form of its own."""
    from ..publish.results import write_result
    from ..publish.results.plain import facts
    from ..publish.results.wording import Wording
    from .resulttable import last_line, lines, shown_parts

    assert result.receipt is not None  # nosec B101
    wording = Wording(ledger, result.receipt.revision, language)
    shown_parts(result, show, wording)
    shown = lines(result, ledger, show, wording)
    if text is not None:
        shown = chain(text, [last_line(result, ledger, wording)])
    if receipt is not None:
        _write_text(receipt, result.receipt.to_json() + "\n")
    if output is not None:
        if form == TABLE:
            _write_text(output, "\n".join(shown) + "\n")
        else:
            write_result(result, ledger, output, form, language)
        told = {"file": output, "rows": len(result.table), **facts(result, ledger, False, language)}
        summary = f"{output}: {result.indicator} at {result.receipt.revision}, receipt {result.receipt.short}"
        answer(settings, told, lambda: [summary])
    elif form not in (None, TABLE):
        if form in ("xlsx", "png") and sys.stdout.isatty():
            raise UsageError(f"{form} is nothing for a terminal; say where to with --output FILE")
        write_result(result, ledger, "-", form, language)
    else:
        answer(settings, lambda: facts(result, ledger, True, language, show), lambda: shown)
        if receipt is None and not settings.json:
            hint(
                settings, "--receipt FILE keeps the receipt; `registry verify-receipt FILE` computes it again"
            )


def _write_text(target: str, text: str) -> None:
    from ..publish.targets import whole_file

    with whole_file(Path(target), overwrite=True, suffix=".txt") as path:
        path.write_text(text, encoding="utf-8")


def _parameters(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--param {one}: write it as NAME=VALUE")
        if name.strip() in ("by", "where", "area", "version", "name", "ledger"):
            raise UsageError(f"--param {one}: {name.strip()} is an option of its own, --{name.strip()}")
        found[name.strip().replace("-", "_")] = value.strip()
    return found


def _versions(change: str, version: str | None) -> tuple[str, str]:
    if version is not None:
        raise UsageError("give --change A..B or --version, not both")
    older, dots, newer = change.partition("..")
    if not older.strip():
        raise UsageError(f"--change {change}: it has no beginning; write it as A..B")
    return older, newer if dots and newer else "head"


def _outline(limits: Any) -> Any:
    """A polygon, also of a box."""
    import shapely

    return limits.polygon if limits.polygon is not None else shapely.box(*limits.box)


def _explain(settings: Settings, name: str | None, language: str | None) -> None:
    from .explaining import described, explained, overview

    if name is None:
        answer(settings, lambda: {"indicators": described()}, lambda: overview(language))
    else:
        from ..stats.indicator import indicator_named

        one = indicator_named(name)
        answer(settings, lambda: described([one])[0], lambda: explained(one, language))
