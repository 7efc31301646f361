"""Results as JSON and CSV: figures whole, for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, BinaryIO

import numpy as np
import orjson

from ...model.definition import LANGUAGES
from ...stats.indicator import indicators
from ...stats.result import Column, Result
from ...versions.ledger import Ledger
from .numbers import nothing
from .titles import title
from .wording import Wording


def facts(
    result: Result, ledger: Ledger, evidence: bool = True, language: str | None = None,
    details: Iterable[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """A result as one JSON document holds it; with its evidence unless told otherwise, and further lists.

    Only sentences for people are in the language; what programs read stays as it is.
    """
    receipt = result.receipt
    known = indicators().get(result.indicator)
    wording = Wording(ledger, None if receipt is None else receipt.revision, language)
    found: dict[str, Any] = {
        "indicator": result.indicator,
        "title": dict(known.title) if known else {},
        "registry": str(ledger.path),
        "revision": None if receipt is None else receipt.revision,
        "time": None if receipt is None else receipt.time,
        "columns": [{"name": one.name, "unit": one.unit, "title": _titles(one)} for one in result.columns],
        "rows": records(result.table),
        "total": {name: plain_value(value) for name, value in result.total.items()},
        "counted_in_several_rows": {name: plain_value(value) for name, value in result.several.items()},
        "notes": [wording.text(one) for one in result.notes],
        "left_out": [{**asdict(one), "reason": wording.text(one.reason)} for one in result.left_out],
        "receipt": None if receipt is None else asdict(receipt),
    }
    if evidence:
        found["evidence"] = records(result.evidence)
    if lists := [name for name in details if name in result.details]:
        found["details"] = {name: records(result.details[name]()) for name in lists}
    return found


def _titles(column: Column) -> dict[str, str]:
    return {language: title(column, language) for language in LANGUAGES}


def records(frame: Any) -> list[dict[str, Any]]:
    """Rows of a frame as JSON has them; a missing value is null."""
    columns = {str(name): [plain_value(one) for one in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def plain_value(value: Any) -> Any:
    """A value of a table as JSON has it."""
    if nothing(value):
        return None
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain_value(one) for one in value]
    if isinstance(value, np.generic):
        return plain_value(value.item())
    if isinstance(value, float) and not np.isfinite(value):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value


def write_json(result: Result, ledger: Ledger, file: BinaryIO, language: str | None) -> None:
    """One document: table, evidence, what was left out, further lists, receipt."""
    document = facts(result, ledger, language=language, details=result.details)
    file.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")


def write_csv(result: Result, ledger: Ledger, file: BinaryIO, language: str | None) -> None:
    """The table alone; headings are names, or titles where a language is told, behind a mark for Excel.

    In Russian and Kazakh semicolons stand between the cells and commas before decimals, as Excel reads
    there; figures are whole all the same.
    """
    text = io.StringIO(newline="")
    local = language in ("ru", "kk")
    writer = csv.writer(text, lineterminator="\n", delimiter=";" if local else ",")
    writer.writerow([title(one, language) if language else one.name for one in result.columns])
    wording = Wording(ledger, None if result.receipt is None else result.receipt.revision, language)

    def cell(name: str, value: Any) -> Any:
        if value is None:
            return ""
        if isinstance(value, str):
            return wording.cell(name, value)
        return str(value).replace(".", ",") if local and isinstance(value, float) else value

    for row in records(result.table):
        writer.writerow([cell(one.name, row.get(one.name)) for one in result.columns])
    file.write((b"\xef\xbb\xbf" if language else b"") + text.getvalue().encode("utf-8"))
