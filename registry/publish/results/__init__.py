"""Results of indicators for people and programs: JSON, CSV, Excel, a map layer of the evidence, a chart.

Figures are rounded only where people read them; JSON, CSV and the cells of a workbook hold them whole.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ...stats.result import Result
from ...versions.ledger import Ledger
from ..errors import UnknownFormat
from ..targets import standard_output, whole_file

#: Format, and the endings of file names that mean it.
FORMATS = {
    "json": (".json",), "csv": (".csv",), "xlsx": (".xlsx",), "geojson": (".geojson",),
    "png": (".png",), "svg": (".svg",),
}  # fmt: skip


def format_of(target: str, named: str | None = None) -> str:
    """The format named, else the one that the file's name means.

    Raises
    ------
    UnknownFormat
    """
    known = ", ".join(FORMATS)
    if named is not None:
        if named not in FORMATS:
            raise UnknownFormat(problem=f"{named!r} is no format of a result", known=known)
        return named
    for name, endings in FORMATS.items():
        if target.lower().endswith(endings):
            return name
    raise UnknownFormat(problem=f"{target} does not say its format", known=known)


def write_result(
    result: Result, ledger: Ledger, target: str | Path, form: str | None = None, language: str | None = None
) -> None:
    """Write a result that carries its receipt.

    Parameters
    ----------
    target : a file, which appears whole or not at all; ``-`` is standard output
    form : one of :data:`FORMATS`; else by the file's name
    language : of titles and numbers, ``en``, ``ru`` or ``kk``; names of columns if not told

    Raises
    ------
    UnknownFormat, FileReadOnly, DiskFull, NoSuchFolder, CannotWrite, WouldOverwriteRegistry
    """
    chosen = format_of(str(target), form)
    buffer = io.BytesIO()
    _writer(chosen)(result, ledger, buffer, language)
    if str(target) == "-":
        with standard_output() as stream:
            stream.write(buffer.getvalue())
        return
    with whole_file(Path(target), overwrite=True, suffix=f".{chosen}") as path:
        path.write_bytes(buffer.getvalue())


def _writer(form: str) -> Callable[[Result, Ledger, io.BytesIO, str | None], None]:
    module, name = {
        "json": ("plain", "write_json"), "csv": ("plain", "write_csv"), "xlsx": ("workbook", "write"),
        "geojson": ("drawn", "write"), "png": ("chart", "write_png"), "svg": ("chart", "write_svg"),
    }[form]  # fmt: skip
    found: Callable[[Result, Ledger, io.BytesIO, str | None], None]
    found = getattr(import_module(f".{module}", __package__), name)
    return found
