"""Results as one HTML page: it opens anywhere, prints well, and carries its receipts.

The same results give the same bytes; no clock is read and nothing is fetched from anywhere.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from ...model.errors import UsageError
from ...stats.result import Result
from ...versions.clock import local
from ...versions.ledger import Ledger
from ..results.numbers import day
from ..targets import whole_file
from .section import section
from .words import said


def write_report(
    path: str | Path,
    ledger: Ledger,
    results: Iterable[tuple[Mapping[str, Any], Result]],
    language: str = "en",
    title: str | None = None,
) -> None:
    """Write a report.

    Parameters
    ----------
    path : a file, which appears whole or not at all
    results : each as people read it (``title``, ``columns``, ``rows``, ``shown``, ``shown_total``, ``notes``,
        ``left_out``, ``receipt``; see *statistics* in ``docs/worker.md``) and as it was computed
    language : ``en``, ``ru`` or ``kk``
    title : the heading, instead of the registry's name

    Raises
    ------
    FileReadOnly, DiskFull, NoSuchFolder, CannotWrite, WouldOverwriteRegistry
    """
    parts = [
        section(shown, chart(result, ledger, language), ledger, language, number)
        for number, (shown, result) in enumerate(results, 1)
    ]
    heading = title or f"{said('report', language)}: {ledger.path.stem}"
    text = _page(ledger, heading, parts, language)
    with whole_file(Path(path), overwrite=True, suffix=".html") as target:
        target.write_text(text, encoding="utf-8")


def chart(result: Result, ledger: Ledger, language: str) -> bytes | None:
    """The chart of a result as SVG; None where one bar, or none, would be all of it."""
    from ..results.chart import write_svg

    if len(result.table) < 2:
        return None
    drawn = io.BytesIO()
    try:
        write_svg(result, ledger, drawn, language)
    except UsageError:
        return None
    return drawn.getvalue()


def _page(ledger: Ledger, heading: str, parts: list[tuple[str, str]], language: str) -> str:
    head = ledger.head()
    style = (files(__package__) / "style.css").read_text(encoding="utf-8")
    moment = day(local(head.time, ledger.timezone)[:10], language)
    commit = said("commit", language, revision=head.revision, day=moment)
    contents = "".join(
        f'<li><a href="#r{number}">{escape(name)}</a></li>' for number, (name, _) in enumerate(parts, 1)
    )
    listed = f"<nav><p class='of'>{said('contents', language)}</p><ol>{contents}</ol></nav>"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)}</title>\n<style>\n{style}</style></head>\n<body>\n"
        f"<header><h1>{escape(heading)}</h1>\n"
        f'<p class="of">{said("registry", language)} {escape(ledger.path.name)}, {escape(commit)}</p>\n'
        f"{listed if len(parts) > 1 else ''}</header>\n"
        + "\n".join(text for _, text in parts)
        + f"\n<footer>{said('registry', language)} <code>{ledger.registry_id}</code>, {escape(commit)}, "
        f"{said('digest', language)} <code>{head.digest}</code></footer>\n</body></html>\n"
    )
