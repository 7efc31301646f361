"""A result as an Excel workbook: the table, its evidence, what was left out, the receipt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ...stats.result import Column, Result
from ...versions.ledger import Ledger
from .numbers import decimals
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


def write(result: Result, ledger: Ledger, file: BinaryIO, language: str | None) -> None:
    """Write the workbook; the cells hold figures whole and show them rounded."""
    book = Workbook(write_only=True)
    names = SHEETS[language or "en"]
    revision = None if result.receipt is None else result.receipt.revision
    wording = Wording(ledger, revision, language)
    _table(book.create_sheet(names[0]), result, wording)
    columns = [str(one) for one in result.evidence.columns]
    rows = (
        [_told(wording, one, row[one]) for one in columns] for row in records(result.evidence.iloc[:MOST])
    )
    sheet = _listed(book.create_sheet(names[1]), columns, rows, language)
    if len(result.evidence) > MOST:
        more = len(result.evidence) - MOST
        sheet.append([wording.said("... and {count} more rows, which a sheet cannot hold", count=more)])
    left = (
        [
            wording.named("layer", one.layer),
            one.uid,
            wording.text(one.reason),
            wording.text(_YES[one.counted]),
        ]
        for one in result.left_out
    )
    _listed(book.create_sheet(names[2]), ["layer", "uid", "reason", "counted"], left, language)
    _receipt(book.create_sheet(names[3]), result, ledger)
    book.properties.creator = "infra-registry"
    if result.receipt is not None:  # the same result gives the same file
        moment = dt.datetime.fromisoformat(result.receipt.time).replace(tzinfo=None)
        book.properties.created = book.properties.modified = moment
    book.save(file)


def _told(wording: Wording, column: str, value: Any) -> Any:
    return wording.cell(column, value) if isinstance(value, str) else value


def _table(sheet: Any, result: Result, wording: Wording) -> None:
    language = wording.language
    shown = list(result.columns)
    styles = [_style(one, result.table[one.name]) for one in shown]
    rows = records(result.table)
    sheet.freeze_panes = "A3"
    for place, one in enumerate(shown):
        wide = max([len(title(one, language)), *(len(str(row[one.name])) for row in rows[:200])])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(wide + 2, 10), 60)
    sheet.append([_cell(sheet, indicator_title(result.indicator, language), font=_BOLD)])
    sheet.append([_cell(sheet, title(one, language), font=_BOLD, wrap=True) for one in shown])
    for row in rows:
        cells = []
        for one, style in zip(shown, styles, strict=True):
            value = row[one.name]
            if one.unit is None and value is not None:
                value = _told(wording, one.name, value)
            cells.append(_cell(sheet, value, style))
        sheet.append(cells)
    if result.total and len(rows) > 1:
        total = [_cell(sheet, plain_value(result.total.get(one.name)), style, _BOLD)
                 for one, style in zip(shown, styles, strict=True)]  # fmt: skip
        if shown[0].unit is None:
            total[0] = _cell(sheet, wording.text("all"), font=_BOLD)
        sheet.append(total)
    sheet.append([])
    for note in result.notes:
        sheet.append([_cell(sheet, wording.text(note))])


def _receipt(sheet: Any, result: Result, ledger: Ledger) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 80
    sheet.append([_cell(sheet, "registry"), _cell(sheet, ledger.path.name)])
    if result.receipt is not None:
        for name, value in asdict(result.receipt).items():
            told = value if isinstance(value, (str, int, type(None))) else str(value)
            sheet.append([_cell(sheet, name), _cell(sheet, told)])


def _listed(sheet: Any, headings: Sequence[str], rows: Iterable[Sequence[Any]], language: str | None) -> Any:
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(headings):
        sheet.column_dimensions[get_column_letter(place + 1)].width = (
            36 if heading in ("uid", "reason") else 16
        )
    named = [title(Column(one), language) if language else one for one in headings]
    sheet.append([_cell(sheet, one, font=_BOLD) for one in named])
    for row in rows:
        sheet.append([_cell(sheet, one) for one in row])
    return sheet


def _style(column: Column, values: Any) -> str | None:
    if column.unit is None:
        return None
    if column.unit == "share":
        return "0.0%"
    places = decimals(column, values)
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
