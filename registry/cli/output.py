"""What commands print: text for people, one JSON document for scripts."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from ..model.wording import counted as counted
from .settings import Settings

Cell = object
#: Controls that JSON may hold as they are and a terminal may obey.
_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m|\n)")


def document(facts: Any) -> str:
    """One JSON document: indented on a terminal, else on one line."""
    indent = 2 if sys.stdout.isatty() else None
    return json.dumps(facts, ensure_ascii=False, indent=indent, default=_plain).translate(_CONTROLS)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def answer(settings: Settings, facts: Any, text: Callable[[], Iterable[str]]) -> None:
    """The answer of a command: ``facts`` with ``--json``, else the lines of ``text``."""
    if settings.json:
        click.echo(document(facts() if callable(facts) else facts))
        return
    for line in text():
        click.echo(harmless(line))


def harmless(line: str) -> str:
    """Text of which nothing but colours and new lines steers the terminal, wherever it came from.

    >>> harmless("\\x1b[1mbold\\x1b[0m, \\x1b]0;title\\x07")
    '\\x1b[1mbold\\x1b[0m, \\\\x1b]0;title\\\\x07'
    """
    if line.isprintable():
        return line
    parts = _COLOUR.split(line)
    return "".join(part if place % 2 else one_line(part) for place, part in enumerate(parts))


def hint(settings: Settings, *lines: str) -> None:
    """What to do next, on standard error; nothing with ``--json`` or ``--quiet``."""
    if not settings.json and not settings.quiet:
        for line in lines:
            click.echo(styled(one_line(line), dim=True), err=True)


def detail(settings: Settings, lines: Iterable[str]) -> list[str]:
    """Lines that go with an outcome, a table as a rule; none with ``--quiet``, which keeps the outcome."""
    return [] if settings.quiet else list(lines)


def styled(text: str, **style: Any) -> str:
    """Coloured text; click takes the colours out where the output is no terminal."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def one_line(text: object) -> str:
    """Text that stays on its line and does nothing to the terminal: control characters written out."""
    if str(text).isprintable():
        return str(text)
    return "".join(
        letter
        if letter.isprintable() or unicodedata.category(letter) == "Zs"  # spaces that do not break
        else letter.encode("unicode_escape", "backslashreplace").decode("ascii")
        for letter in str(text)
    )


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def table(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, right: Sequence[str] = (), limit: int = 60
) -> list[str]:
    """Lines of an aligned table.

    Parameters
    ----------
    right : headings of columns of numbers, set to the right
    limit : columns of the terminal after which a cell is cut; never the last of a row
    """
    cells = [
        [_cell(value, limit if place + 1 < len(headings) else 0) for place, value in enumerate(row)]
        for row in rows
    ]
    widths = [
        max([width(head), *(width(row[place]) for row in cells)]) for place, head in enumerate(headings)
    ]
    lines = [styled(_aligned(headings, widths, headings, right), bold=True)]
    lines += [_aligned(row, widths, headings, right) for row in cells]
    return lines


def _cell(value: Cell, limit: int) -> str:
    text = "" if value is None else one_line(value)
    return text if not limit or len(text) <= limit else text[: limit - 1] + "…"


def _aligned(row: Sequence[str], widths: Sequence[int], headings: Sequence[str], right: Sequence[str]) -> str:
    parts = []
    for text, wide, head in zip(row, widths, headings, strict=True):
        space = " " * (wide - width(text))
        parts.append(space + text if head in right else text + space)
    return "  ".join(parts).rstrip()
