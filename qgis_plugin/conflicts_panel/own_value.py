"""A value that is nobody's yet, for one column in conflict: from its choices, or typed."""

from __future__ import annotations

import re
from typing import Any

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from ..language import in_language, language, tr

_EXAMPLES = {"date": "2025-06-30", "measure": "513+850", "datetime": "2025-06-30T09:00:00Z"}
_DAY = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})")


class OwnValue(QWidget):
    """Emits ``given`` with the open value, None for no value."""

    given = pyqtSignal(object)

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fields: dict[tuple[str, str], dict[str, Any]] = {}
        self._shown: tuple[str, str, str] | None = None
        self._type = "text"
        self.line = QLineEdit(self)
        self.choices = QComboBox(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.line)
        self._stack.addWidget(self.choices)
        self._stack.setFixedHeight(max(self.line.sizeHint().height(), self.choices.sizeHint().height()))
        self.button = QPushButton(tr("Set"), self)
        self.button.setToolTip(tr("Decides the field with the value given here."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack, 1)
        row.addWidget(self.button)
        self.line.returnPressed.connect(self._give)
        self.button.clicked.connect(self._give)

    def ask_for(self, layer: str, column: dict[str, Any] | None) -> None:
        """Turn to a column; None if there is not exactly one that can be typed."""
        path = self._session.workspace
        if column is None or column["is_geometry"] or path is None:
            self._shown = None
            self.setEnabled(False)
            self.line.clear()
            if column is not None and column["is_geometry"]:
                self.line.setPlaceholderText(tr("Another geometry: edit it, save, keep mine"))
            else:
                self.line.setPlaceholderText(tr("Own value: choose one field above"))
            self.line.setToolTip(self.line.placeholderText())
            self._stack.setCurrentIndex(0)
            return
        shown = (path, layer, column["name"])
        if shown == self._shown:
            return
        self._shown = shown
        self.setEnabled(False)
        fields = self._fields.get((path, layer))
        if fields is not None:
            self._turn_to(fields[column["name"]], column)
            return

        def came(definition: dict[str, Any]) -> None:
            self._fields[path, layer] = {one["name"]: one for one in definition["fields"]}
            if shown == self._shown:
                self._turn_to(self._fields[path, layer][column["name"]], column)

        self._session.ask("definition", then=came, workspace=path, layer=layer, language=language())

    def _turn_to(self, field: dict[str, Any], column: dict[str, Any]) -> None:
        self.setEnabled(True)
        self._type = field["type"]
        options = [
            (in_language(one["title"], str(one["value"])), one["value"]) for one in field["choices"] or ()
        ]
        if self._type == "boolean":
            options = [(tr("yes"), True), (tr("no"), False)]
        self._stack.setCurrentIndex(1 if options else 0)
        if options:
            self.choices.clear()
            if not field["required"]:
                options.insert(0, (tr("no value"), None))
            for text, value in options:
                self.choices.addItem(text, value)
            values = [value for _, value in options]
            at = values.index(column["ours"]) if column["ours"] in values else 0
            self.choices.setCurrentIndex(at)
            return
        example = _EXAMPLES.get(self._type)
        self.line.setPlaceholderText(f"{tr('Own value')}: {example}" if example else tr("Own value"))
        self.line.setText("")

    def _give(self) -> None:
        if self._shown is None:
            return
        if self._stack.currentIndex() == 1:
            self.given.emit(self.choices.currentData())
            return
        self.given.emit(read_value(self._type, self.line.text().strip()))


def read_value(kind: str, text: str) -> Any:
    """What was typed, as the worker takes it: nothing is no value, numbers are numbers.

    A text that is no number goes as it is, and the worker says what the field asks for.
    """
    if not text:
        return None
    day = _DAY.fullmatch(text)
    if kind == "date" and day is not None:
        return f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}"
    plain = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        if kind == "integer":
            return int(plain)
        if kind == "real":
            return float(plain)
        if kind == "measure" and "+" not in plain:
            return float(plain)
    except ValueError:
        return text
    return text
