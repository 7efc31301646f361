"""Tables that are wider than people can read: of two versions, and of many figures on a narrow terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from .output import table, width

if TYPE_CHECKING:
    from ..publish.results.wording import Wording
    from ..stats.result import Result


def changes(result: Result, wording: Wording) -> Iterator[str]:
    """A line for each figure of a group that is another one now: before, now, and the change."""
    from ..publish.results.numbers import decimals, nothing, told
    from ..publish.results.titles import title
    from ..stats.change import CHANGE, NEWER, OLDER
    from ..stats.result import Column

    ends = (OLDER, NEWER, CHANGE)
    keys = [one for one in result.columns if one.name in result.keys]
    figures = [one for one in result.columns if one.name.endswith(CHANGE)]
    rows: list[Mapping[Any, Any]] = [*result.table.to_dict("records")]
    sums: list[Mapping[Any, Any]] = [result.total] if result.keys and len(rows) > 1 else []
    body = []
    for row in [*rows, *sums]:
        names = ["–" if nothing(row.get(one.name)) else wording.cell(one.name, row[one.name]) for one in keys]
        if sums and row is sums[0]:
            names = [wording.text("all"), *("" for _ in keys[1:])]
        for one in figures:
            plain = Column(one.name.removesuffix(CHANGE), one.unit, one.title)
            three: list[Any] = [row.get(plain.name + end) for end in ends]
            if all(map(nothing, three)) or (not nothing(three[2]) and abs(three[2]) < one.quantum / 2):
                continue
            places = decimals(one, three)
            shown = [told(value, one, places, wording.language) for value in three]
            grown = not nothing(three[2]) and three[2] > 0
            shown[2] = f"+{shown[2]}" if grown else shown[2]
            body.append([*names, title(plain, wording.language), *(_searchable(text) for text in shown)])
    sides = [title(Column(name), wording.language) for name in ("figure", "older", "newer", "change")]
    if body:
        yield from table([*(title(one, wording.language) for one in keys), *sides], body, right=sides[1:])


def fitting(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str], names: Sequence[bool]
) -> list[str]:
    """Lines of a table; turned about, a line a figure, where only so the terminal is wide enough.

    Parameters
    ----------
    names : of each column, whether it names the rows
    """
    lines, room = table(headings, rows, right=right), _room()
    if room is None or _widest(lines) <= room:
        return lines
    called = [", ".join(cell for cell, name in zip(row, names, strict=True) if name and cell) for row in rows]
    figures = [place for place, name in enumerate(names) if not name]
    wide = max((width(headings[place]) for place in figures), default=0)
    turned = [
        # Of one width, so that they stand to the left though an unnamed row is headed as they are.
        [headings[place] + " " * (wide - width(headings[place])), *(row[place] for row in rows)]
        for place in figures
    ]
    other = table(["", *called], turned, right=called)
    return other if _widest(other) <= room else lines


def _room() -> int | None:
    """Columns of the terminal; None where the lines go elsewhere and nobody said how wide they may be."""
    if not (sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit()):
        return None
    return shutil.get_terminal_size().columns


def _widest(lines: Sequence[str]) -> int:
    return max((width(click.unstyle(line)) for line in lines), default=0)


def _searchable(text: str) -> str:
    """With the spaces that a terminal can be searched for."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
