"""XLSX workbooks: one sheet, streamed; of formulas the values that Excel left beside them."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model.definition import Definition
from ..model.wording import counted
from .errors import ChooseLayer, DamagedSource, UnreadableSource
from .sources import Choices, Source
from .tables import Row, as_cell, table_source

#: A formula in the sheet's XML that no value follows.
_UNCOMPUTED = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def open_workbook(path: Path, definition: Definition, said: Choices) -> Source:
    """Open a sheet: the one named, by name or number from 1, else the only one that is visible.

    Raises
    ------
    ChooseLayer, UnreadableSource, DamagedSource
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl meets damage with whatever it stumbles over
        raise DamagedSource(path=path, problem="it is no whole workbook") from error
    try:
        sheet = _chosen(path, book, said)
        try:
            uncomputed = _uncomputed(path, sheet)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DamagedSource(path=path, problem=f"sheet {sheet.title!r} cannot be read") from error
        if uncomputed:
            problem = f"sheet {sheet.title!r} has {counted(uncomputed, 'formula')} without a value"
            raise UnreadableSource(
                path=path, problem=problem, mend="open it in Excel or LibreOffice and save it"
            )
        sheet.reset_dimensions()
        source = Source(path=path, layer=sheet.title, columns=[], has_geometry=False, word="row")
        table_source(source, _rows(path, sheet), definition, said)
        source.held.callback(book.close)
        return source
    except BaseException:
        book.close()
        raise


def _chosen(path: Path, book: Any, said: Choices) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    known = ", ".join(f"{number} {name!r}" for number, name in enumerate(sheets, 1))
    wanted = said.sheet if said.sheet is not None else said.source_layer
    if wanted is None:
        visible = [sheet for sheet in sheets.values() if sheet.sheet_state == "visible"]
        if len(visible) != 1:
            visible = [sheet for sheet in visible if _has_rows(sheet)]
        if len(visible) != 1:
            raise ChooseLayer(path=path, problem=f"holds {len(sheets)} sheets", known=f"--sheet {known}")
        return visible[0]
    if isinstance(wanted, str) and wanted in sheets:
        return sheets[wanted]
    if str(wanted).isdigit() and 1 <= int(wanted) <= len(sheets):
        return list(sheets.values())[int(wanted) - 1]
    raise ChooseLayer(path=path, problem=f"has no sheet {wanted!r}", known=f"--sheet {known}")


def _has_rows(sheet: Any) -> bool:
    return any(cell is not None for row in sheet.iter_rows(max_row=20, values_only=True) for cell in row)


def _uncomputed(path: Path, sheet: Any) -> int:
    """Formulas that were never computed: openpyxl would quietly give nothing for them."""
    found, rest = 0, b""
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as file:
        while chunk := file.read(1 << 20):
            text = rest + chunk
            cut = text.rfind(b"<c ") if len(chunk) == 1 << 20 else len(text)
            cut = cut if cut > 0 else len(text)
            found += len(_UNCOMPUTED.findall(text[:cut]))
            rest = text[cut:]
    return found + len(_UNCOMPUTED.findall(rest))


def _rows(path: Path, sheet: Any) -> Iterator[Row]:
    try:
        for at, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield at, [as_cell(cell) for cell in cells]
    except Exception as error:
        raise DamagedSource(path=path, problem=f"sheet {sheet.title!r} cannot be read to its end") from error
