"""Results written into files: asked where to, then by the worker; the receipt by the plugin itself."""

from __future__ import annotations

import json
import os
from typing import Any

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog

from .. import settings
from ..language import tr


def formats() -> list[tuple[str, str, str]]:
    """Ending, caption in the menu, filter of the dialog."""
    return [
        ("xlsx", tr("Excel workbook…"), tr("Excel workbook (*.xlsx)")),
        ("csv", tr("CSV…"), tr("CSV (*.csv)")),
        ("geojson", tr("Features behind the figures as GeoJSON…"), tr("GeoJSON (*.geojson)")),
        ("png", tr("Chart as an image…"), tr("PNG image (*.png)")),
        ("svg", tr("Chart as a drawing…"), tr("SVG drawing (*.svg)")),
        ("json", tr("All of it as JSON…"), tr("JSON (*.json)")),
    ]


def ask_where(parent: Any, caption: str, filter: str, name: str) -> str:
    """A file to write, "" if the user thought better of it; one place, so that a test can answer it."""
    folder = settings.get("folder") or os.path.expanduser("~")
    path, _ = QFileDialog.getSaveFileName(parent, caption, os.path.join(folder, name), filter)
    if path:
        settings.put("folder", os.path.dirname(path))
        if not os.path.splitext(path)[1]:
            path += os.path.splitext(name)[1]
    return str(path)


def ask_which(parent: Any, caption: str, filter: str) -> str:
    """A file to read, "" if the user thought better of it."""
    folder = settings.get("folder") or os.path.expanduser("~")
    path, _ = QFileDialog.getOpenFileName(parent, caption, folder, filter)
    return str(path)


class Saving:
    """Writes results of the panel into files."""

    def __init__(self, session: Any, parent: Any, lane: str, otherwise: Any) -> None:
        """``otherwise`` gets the errors."""
        self._session, self._parent, self._lane, self._otherwise = session, parent, lane, otherwise

    def export(self, result: dict[str, Any], ending: str) -> Any:
        """Save a result in a format."""
        filter = next(one[2] for one in formats() if one[0] == ending)
        path = ask_where(self._parent, tr("Save the result"), filter, f"{name_of(result)}.{ending}")
        if not path:
            return None
        return self._session.ask(
            "export_result",
            title=tr("Saving the result"),
            lane=self._lane,
            then=lambda _: self._done(path),
            otherwise=self._refused,
            result_id=result["result_id"],
            path=path,
        )

    def receipt(self, result: dict[str, Any]) -> None:
        """Save the receipt of a result."""
        name = f"{name_of(result)}-receipt.json"
        path = ask_where(self._parent, tr("Save the receipt"), tr("Receipt (*.json)"), name)
        if not path:
            return
        text = json.dumps(result["receipt"], ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        try:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            told = tr("{path} cannot be written: {error}")
            self._session.error(told.format(path=path, error=error.strerror))
            return
        self._done(path)

    def report(self, registry: str, results: list[dict[str, Any]]) -> Any:
        """Save a report of several results."""
        name = f"{name_of(results[0])}-report.html" if len(results) == 1 else "report.html"
        path = ask_where(self._parent, tr("Save the report"), tr("Web page (*.html)"), name)
        if not path:
            return None
        return self._session.ask(
            "report",
            title=tr("Saving the report"),
            lane=self._lane,
            then=lambda _: self._written(path),
            otherwise=self._refused,
            registry=registry,
            result_ids=[one["result_id"] for one in results],
            path=path,
        )

    def _refused(self, error: Any) -> None:
        if error.code != "Cancelled":
            self._otherwise(error)

    def _done(self, path: str) -> None:
        self._session.done(tr("Saved {path}").format(path=path))

    def _written(self, path: str) -> None:
        self._done(path)
        open_file(path)


def open_file(path: str) -> None:
    """Show a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def name_of(result: dict[str, Any]) -> str:
    """What the file of a result is called, unless one says otherwise."""
    by = "-".join(result["receipt"].get("by") or [])
    return f"{result['indicator']}{'-by-' + by if by else ''}-{result['receipt']['revision']}"
