"""A result as an Excel workbook: the table, its evidence, what was left out, further lists, the receipt."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain, islice
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ...stats.result import MIXED, Column, Result
from ...versions.ledger import Ledger
from .numbers import decimals, told
from .plain import plain_value, records
from .titles import indicator_title, title
from .wording import Wording

#: Rows that a sheet can hold below its heading.
MOST = 1_048_000
SHEETS = {
    "en": ("Result", "Evidence", "Left out", "Receipt"),
    "ru": ("Результат", "Объекты", "Не учтено", "Квитанция"),
    "kk": ("Нәтиже", "Нысандар", "Есепке алынбады", "Түбіртек"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BOLD = Font(bold=True)
_YES = {True: "yes", False: "no"}
#: Rows that a column's width is taken from.
_LOOKED_AT = 500
#: Figures of a list, such as the kilometres that a feature gave.
_PRECISE = "#,##0.000"


def write(result: Result, ledger: Ledger, file: BinaryIO, language: str | None) -> None:
    """Write the workbook; the cells hold figures whole and show them rounded."""
    book = Workbook(write_only=True)
    names = SHEETS[language or "en"]
    revision = None if result.receipt is None else result.receipt.revision
    wording = Wording(ledger, revision, language)
    _table(book.create_sheet(names[0]), result, wording)
    _listed(book.create_sheet(names[1]), *_evidence(result), wording)
    _left_out(book.create_sheet(names[2]), result, wording)
    for name, made in result.details.items():
        if not (frame := made()).empty:
            heading = wording.text(name).capitalize()
            columns = [str(one) for one in frame.columns if one != "row"]
            _listed(book.create_sheet(heading[:31]), columns, records(frame), wording)
    _receipt(book.create_sheet(names[3]), result, ledger)
    book.properties.creator = "infra-registry"
    if result.receipt is not None:  # the same result gives the same file
        moment = dt.datetime.fromisoformat(result.receipt.time).replace(tzinfo=None)
        book.properties.created = book.properties.modified = moment
    book.save(file)


def _told(wording: Wording, column: str, value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(str(_told(wording, column, one)) for one in value)
    if isinstance(value, bool):
        return wording.text(_YES[value])
    return wording.cell(column, value) if isinstance(value, str) else value


def _table(sheet: Any, result: Result, wording: Wording) -> None:
    language = wording.language
    shown = list(result.columns)
    places = [decimals(one, result.table[one.name]) for one in shown]
    styles = [_style(one, some) for one, some in zip(shown, places, strict=True)]
    rows = [
        {one.name: row[one.name] if one.unit is not None else _told(wording, one.name, row[one.name])
         for one in shown}
        for row in records(result.table)
    ]  # fmt: skip
    sums = result.total if result.total and len(rows) > 1 else {}
    sheet.freeze_panes = "A3"
    for place, (one, some) in enumerate(zip(shown, places, strict=True)):
        cells = [*(row[one.name] for row in rows[:_LOOKED_AT]), sums.get(one.name)]
        wide = [len(cell) if isinstance(cell, str) else len(told(cell, one, some)) for cell in cells]
        # A heading is wrapped: its longest word must fit, and half of the whole.
        heading = title(one, language)
        wide += [len(heading) // 2, *(len(word) for word in heading.split())]
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(max(wide) + 2, 10), 60)
    sheet.append([_cell(sheet, indicator_title(result.indicator, language), font=_BOLD)])
    sheet.append([_cell(sheet, title(one, language), font=_BOLD, wrap=True) for one in shown])
    for row in rows:
        own = [_style(one, decimals(one, [row[one.name]])) if one.unit == MIXED else style
               for one, style in zip(shown, styles, strict=True)]  # fmt: skip
        sheet.append([_cell(sheet, row[one.name], style) for one, style in zip(shown, own, strict=True)])
    if sums:
        total = [_cell(sheet, plain_value(sums.get(one.name)), style, _BOLD)
                 for one, style in zip(shown, styles, strict=True)]  # fmt: skip
        if shown[0].unit is None:
            total[0] = _cell(sheet, wording.text("all"), font=_BOLD)
        sheet.append(total)
    sheet.append([])
    for note in result.notes:
        sheet.append([_cell(sheet, wording.text(note))])


def _evidence(result: Result) -> tuple[list[str], list[dict[str, Any]]]:
    """Columns and rows of the evidence, each with what its row of the table is of."""
    keys = [name for name in result.keys if name in result.table and name not in result.evidence]
    groups = records(result.table[keys]) if keys else []
    columns = [*keys, *(str(one) for one in result.evidence.columns if str(one) != "row")]
    rows = records(result.evidence)
    for row in rows:
        at = row.pop("row", None)
        if keys:
            row.update(groups[at] if at is not None and 0 <= at < len(groups) else dict.fromkeys(keys))
    return columns, rows


def _left_out(sheet: Any, result: Result, wording: Wording) -> None:
    rows = [
        {"layer": one.layer, "uid": one.uid, "reason": wording.text(one.reason), "counted": one.counted}
        for one in result.left_out
    ]
    _listed(sheet, ["layer", "uid", "reason", "counted"], rows, wording)


def _receipt(sheet: Any, result: Result, ledger: Ledger) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 80
    sheet.append([_cell(sheet, "registry"), _cell(sheet, ledger.path.name)])
    if result.receipt is not None:
        for name, value in asdict(result.receipt).items():
            plain = isinstance(value, (str, int, type(None)))
            sheet.append([_cell(sheet, name), _cell(sheet, value if plain else _json(value), wrap=not plain)])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _listed(sheet: Any, columns: Sequence[str], rows: list[dict[str, Any]], wording: Wording) -> None:
    """A list with a heading that stays; what a sheet cannot hold is said in its last row."""
    sheet.freeze_panes = "A2"
    headings = [title(Column(one), wording.language) if wording.language else one for one in columns]
    cells = ([_told(wording, one, row.get(one)) for one in columns] for row in rows[:MOST])
    first = list(islice(cells, _LOOKED_AT))
    for place, heading in enumerate(headings):
        wide = max([len(heading), *(len(_shown(row[place])) for row in first)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(wide + 2, 8), 80)
    sheet.append([_cell(sheet, one, font=_BOLD) for one in headings])
    for row in chain(first, cells):
        sheet.append([_cell(sheet, one, _PRECISE if isinstance(one, float) else None) for one in row])
    if len(rows) > MOST:
        more = wording.said("... and {count} more rows, which a sheet cannot hold", count=len(rows) - MOST)
        sheet.append([_cell(sheet, more)])


def _shown(value: Any) -> str:
    return f"{value:,.3f}" if isinstance(value, float) else "" if value is None else str(value)


def _style(column: Column, places: int) -> str | None:
    if column.unit is None:
        return None
    if column.unit == "share":
        return "0." + "0" * places + "%"
    return "#,##0" + ("." + "0" * places if places else "")


def _cell(
    sheet: Any, value: Any, style: str | None = None, font: Font | None = None, wrap: bool = False
) -> Any:
    """A cell; text stays text, whatever it begins with, so that no cell becomes a formula."""
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, _CONTROL.sub("\ufffd", value) if text else value)
    if text:
        cell.data_type = "s"
    if style is not None and not text:
        cell.number_format = style
    if font is not None:
        cell.font = font
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
