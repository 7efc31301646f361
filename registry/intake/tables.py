"""Tables as departments keep them: a title above, headings of one or two rows, a row of column numbers,
totals below.

The heading row is the one whose cells name most fields of the layer; of two rows, as merged cells make them,
the upper one spreads to the right. Blank rows are passed over; rows of totals ("Итого") too, and the report
says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..model.definition import Definition
from . import coordinates
from .cells import is_null, number
from .errors import UnreadableSource
from .folding import folded
from .headings import match_columns
from .sources import BATCH, Batch, Choices, Source

Row = tuple[int, list[Any]]

#: Rows looked at to find the headings.
LOOK = 40
_TOTALS = re.compile(r"^(итого|всего|барлығы|жиыны|жалпы|total)\b", re.IGNORECASE)
_DATES = frozenset(["срок", "сроки", "дата", "даты", "период", "күні", "мерзімі"])


@dataclass(frozen=True)
class Heading:
    """Names of the columns, and the number of the last row that belongs to them."""

    names: list[str]
    last: int


def find_heading(
    rows: Sequence[Row], definition: Definition, said: int | str | None, path: object
) -> Heading:
    """The heading among the first rows of a table.

    Parameters
    ----------
    said : number of the heading row as the program that made the table shows it, or ``3-4`` for two rows

    Raises
    ------
    UnreadableSource
        If the rows hold no heading.
    """
    by_number = dict(rows)
    if said is not None:
        first, _, second = str(said).partition("-")
        wanted = [int(part) for part in (first, second) if part.strip().isdigit()]
        if not wanted or any(one not in by_number for one in wanted):
            near = f"rows 1 to {rows[-1][0]}" if rows else "the table is empty"
            raise UnreadableSource(
                path=path, problem=f"there is no heading row {said}", mend=f"it has {near}"
            )
        upper = by_number[wanted[0]]
        names = upper if len(wanted) == 1 else joined(upper, by_number[wanted[1]], definition)
        return Heading(unique(names), _past_numbers(rows, wanted[-1]))
    best: tuple[int, int, Heading] | None = None
    widest = max((filled(cells) for _, cells in rows), default=0)
    for place, (at, cells) in enumerate(rows[: LOOK - 10]):
        if not filled(cells):
            continue
        options = [(cells, at)]
        below = rows[place + 1][1] if place + 1 < len(rows) else []
        if is_words(below) and not is_title(cells, below):
            options.append((joined(cells, rows[place + 1][1], definition), rows[place + 1][0]))
        for names, last in options:
            named = unique(names)
            points = matches(definition, named)
            full = int(2 * filled(names) >= widest and is_words(names))
            if best is None or (points, full) > best[:2]:
                best = (points, full, Heading(named, last))
    if best is None:
        raise UnreadableSource(path=path, problem="the table is empty", mend="name another sheet or file")
    return Heading(best[2].names, _past_numbers(rows, best[2].last))


def matches(definition: Definition, names: Sequence[str]) -> int:
    """How many columns a heading gives a use to."""
    where = coordinates.found_in(names) if definition.geometry else None
    return len(match_columns(definition, names)) + (len(where.places) if where else 0)


def _past_numbers(rows: Sequence[Row], last: int) -> int:
    """The row of column numbers (1, 2, 3, ...) under a heading belongs to it."""
    following = next(((at, cells) for at, cells in rows if at > last and filled(cells)), None)
    if following:
        shown = [str(cell).strip().removesuffix(".0") for cell in following[1] if cell not in (None, "")]
        if len(shown) > 2 and shown == [str(number) for number in range(1, len(shown) + 1)]:
            return following[0]
    return last


def filled(cells: Sequence[Any]) -> int:
    """Cells that hold something."""
    return sum(cell is not None and str(cell).strip() != "" for cell in cells)


def is_words(cells: Sequence[Any]) -> bool:
    """Whether every cell that holds something holds words, as headings do."""
    held = [cell for cell in cells if cell is not None and str(cell).strip() != ""]
    return bool(held) and all(isinstance(cell, str) and not _is_value(cell) for cell in held)


def is_title(upper: Sequence[Any], lower: Sequence[Any]) -> bool:
    """Whether a row over headings is the title of the table: one text from where the headings begin.

    Of two rows of headings the upper one names some of the columns below it, not all of them together.
    """
    held = [place for place, cell in enumerate(upper) if _clean(cell)]
    first = next((place for place, cell in enumerate(lower) if _clean(cell)), 0)
    return len(held) == 1 and held[0] <= first and filled(lower) > 1


def _is_value(text: str) -> bool:
    try:
        number(text.replace("+", ""))
        return True
    except ValueError:
        return is_null(text) or bool(re.match(r"^\d{1,4}[./-]\d", text.strip()))


def joined(upper: Sequence[Any], lower: Sequence[Any], definition: Definition) -> list[str]:
    """Names out of two heading rows."""
    names, spread = [], ""
    for place in range(max(len(upper), len(lower))):
        above = _clean(upper[place]) if place < len(upper) else ""
        below = _clean(lower[place]) if place < len(lower) else ""
        spread = above or (spread if below else "")
        both = f"{spread} {below}".strip()
        if below and spread and not match_columns(definition, [both]) and match_columns(definition, [below]):
            names.append(both if _DATES & set(folded(spread).split()) else below)
        else:
            names.append(both)
    return names


def _clean(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def unique(cells: Sequence[Any]) -> list[str]:
    """Column names: not empty, none twice."""
    names: list[str] = []
    last = max((place for place, cell in enumerate(cells) if _clean(cell)), default=-1)
    for place, cell in enumerate(cells[: last + 1]):
        name = base = _clean(cell) or f"column {place + 1}"
        copy = 1
        while name in names:
            copy += 1
            name = f"{base} ({copy})"
        names.append(name)
    return names


def table_source(source: Source, rows: Iterable[Row], definition: Definition, said: Choices) -> Source:
    """Fill a source's columns, geometry and stream from the rows of its table.

    Raises
    ------
    UnreadableSource
    """
    stream = iter(rows)
    first = list(islice(stream, LOOK))
    heading = find_heading(first, definition, said.heading_row, source.path)
    source.columns = heading.names
    source.cells = True
    spec = None if said.table is True else definition.geometry
    where = coordinates.found_in(heading.names, spec.has_z) if spec else None
    if where is not None:
        source.has_geometry = True
        source.crs = where.crs
        source.places = tuple(heading.names[place] for place in where.places)
    elif said.table is False:
        mend = "name its columns x and y, lon and lat, or WKT"
        raise UnreadableSource(
            path=source.path, problem="the table has no columns with coordinates", mend=mend
        )
    source.stream = _batches(source, _chained(first, stream), heading, where)
    return source


def _chained(first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from first
    yield from rest


def _batches(
    source: Source, rows: Iterator[Row], heading: Heading, where: coordinates.Columns | None
) -> Generator[Batch, None, None]:
    held = (row for row in rows if row[0] > heading.last and filled(row[1]))
    body = _without_totals(source, held)
    width = len(heading.names)
    while part := list(islice(body, BATCH)):
        broken: dict[int, str] = {}
        for place, (_, cells) in enumerate(part):
            if len(cells) > width and filled(cells[width:]):
                broken[place] = f"the row has {len(cells)} cells, the heading {width}"
        cells_of = [cells for _, cells in part]
        columns = [[cells[at] if at < len(cells) else None for cells in cells_of] for at in range(width)]
        wkb = coordinates.geometries(where, cells_of, broken) if where else None
        yield Batch([at for at, _ in part], columns, wkb, broken)


def _without_totals(source: Source, rows: Iterator[Row]) -> Iterator[Row]:
    for at, cells in rows:
        lead = next((cell for cell in cells if cell is not None and str(cell).strip()), None)
        if isinstance(lead, str) and _TOTALS.match(lead.strip()):
            source.notes.append(f"{source.word} {at} is a total ({lead.strip()[:40]!r}) and was left out")
            continue
        yield at, cells


def as_cell(value: Any) -> Any:
    """A cell of a workbook as a plain value; a time of day or a span becomes text."""
    if isinstance(value, (dt.time, dt.timedelta)):
        return str(value)
    return value
