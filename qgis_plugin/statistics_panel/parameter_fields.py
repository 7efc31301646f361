"""Parameters of an indicator as fields of a form, each by its type."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsCheckableComboBox, QgsDateEdit
from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..compat import is_null
from ..language import in_language, tr
from .wording import told

#: Parameters whose value is a layer of the registry.
LAYERS = ("layer", "other", "regions_layer", "districts_layer", "urban")


class ParameterFields(QWidget):
    """A form; :meth:`values` gives what differs from the defaults."""

    layer_chosen = pyqtSignal(str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._fields: dict[str, tuple[dict[str, Any], QWidget]] = {}

    def show_parameters(self, parameters: list[dict[str, Any]], layers: list[dict[str, Any]]) -> None:
        """Make the form anew; ``layers`` are those of the registry."""
        while self._column.count():
            self._column.takeAt(0).widget().deleteLater()
        self._fields.clear()
        for one in parameters:
            widget = _field(one, layers, self)
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            title = told(one["title"])
            label = QLabel(title[:1].upper() + title[1:], self)
            label.setWordWrap(True)
            label.setToolTip(one["name"])
            label.setBuddy(widget)
            self._column.addWidget(label)
            self._column.addWidget(widget)
            self._fields[one["name"]] = (one, widget)
            if one["name"] == "layer" and isinstance(widget, QComboBox):
                widget.currentIndexChanged.connect(lambda _, box=widget: self._tell_layer(box))

    def _tell_layer(self, box: QComboBox) -> None:
        self.layer_chosen.emit(str(box.currentData() or ""))

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Let a parameter be chosen of these (value, title), such as the fields of the layer chosen."""
        entry = self._fields.get(name)
        if entry is None or not isinstance(entry[1], QComboBox):
            return
        box = entry[1]
        before = box.currentData()
        box.clear()
        for value, title in choices:
            box.addItem(title, value)
        box.setCurrentIndex(max(0, box.findData(before)))

    def value(self, name: str) -> Any:
        entry = self._fields.get(name)
        return None if entry is None else _value(*entry)

    def set_value(self, name: str, value: Any) -> None:
        """Put a value into a field."""
        entry = self._fields.get(name)
        if entry is not None:
            _put(entry[1], value)

    def values(self) -> dict[str, Any]:
        """Parameters that are not at their defaults, as the worker takes them."""
        found = {}
        for name, (one, widget) in self._fields.items():
            value = _value(one, widget)
            default = list(one["default"]) if isinstance(one["default"], (list, tuple)) else one["default"]
            if value != default and value is not None:
                found[name] = value
        return found

    def missing(self) -> str | None:
        """The title of the first parameter that must be given and is not."""
        for one, widget in self._fields.values():
            if one.get("required") and _value(one, widget) in (None, "", []):
                return told(one["title"])
        return None


def _field(one: dict[str, Any], layers: list[dict[str, Any]], parent: QWidget) -> QWidget:
    kind, default, choices = one["type"], one["default"], _choices(one)
    if kind == "layer" or (one["name"] in LAYERS and kind == "text"):
        return _combo([(each["name"], in_language(each["title"])) for each in layers], default, parent)
    if kind == "field" or one["name"] == "field":
        return _combo([], default, parent)
    if kind == "list" and choices:
        box = QgsCheckableComboBox(parent)
        for value, title in choices:
            checked = Qt.CheckState.Checked if value in (default or []) else Qt.CheckState.Unchecked
            box.addItemWithCheckState(title, checked, value)
        return box
    if kind == "boolean":
        tick = QCheckBox(parent)
        tick.setChecked(bool(default))
        return tick
    if kind == "date":
        return _day(default, parent)
    if choices:
        return _combo(choices, default, parent)
    if kind == "integer" and default is not None:
        whole = QSpinBox(parent)
        whole.setRange(-1_000_000_000, 1_000_000_000)
        whole.setValue(int(default))
        return whole
    if kind == "real" and default is not None:
        real = QDoubleSpinBox(parent)
        real.setDecimals(3)
        real.setRange(-1e12, 1e12)
        real.setValue(float(default))
        return real
    line = QLineEdit(parent)
    line.setText(", ".join(map(str, default)) if isinstance(default, (list, tuple)) else str(default or ""))
    if kind == "list":
        line.setPlaceholderText(tr("all; or values apart by commas"))
    return line


def _choices(parameter: dict[str, Any]) -> list[tuple[Any, str]]:
    """Choices as (value, title)."""
    values = parameter.get("choices") or []
    return list(zip(values, parameter.get("choice_titles") or map(str, values)))


def _combo(choices: list[tuple[Any, str]], default: Any, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    if default is None:
        box.addItem("", None)
    for value, title in choices:
        box.addItem(title, value)
    if default is not None and box.findData(default) < 0:
        box.addItem(str(default), default)
    box.setCurrentIndex(max(0, box.findData(default)))
    return box


def _day(default: Any, parent: QWidget) -> QgsDateEdit:
    day = QgsDateEdit(parent)
    day.setAllowNull(True)
    day.setNullRepresentation("–")
    day.setCalendarPopup(True)
    day.setDisplayFormat("yyyy-MM-dd")
    if default:
        day.setDate(QDate.fromString(str(default), "yyyy-MM-dd"))
    else:
        day.clear()
    return day


def _value(one: dict[str, Any], widget: QWidget) -> Any:
    if isinstance(widget, QgsCheckableComboBox):
        return list(widget.checkedItemsData())
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, (QSpinBox, QDoubleSpinBox)):
        return widget.value()
    if isinstance(widget, QgsDateEdit):
        return None if widget.isNull() or is_null(widget.date()) else widget.date().toString("yyyy-MM-dd")
    text = widget.text().strip()
    if one["type"] == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    if not text:
        return None
    if one["type"] in ("integer", "real"):
        return _numeric(text, one["type"])
    return text


def _numeric(text: str, kind: str) -> Any:
    """A number as typed; what is none goes to the worker as it is, whose sentence then says so."""
    try:
        return int(text) if kind == "integer" else float(text.replace(",", "."))
    except ValueError:
        return text


def _put(widget: QWidget, value: Any) -> None:
    if isinstance(widget, QgsCheckableComboBox):
        widget.deselectAllOptions()
        for one in value:
            position = widget.findData(one)
            widget.setItemCheckState(position, Qt.CheckState.Checked)
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex(widget.findData(value))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, (QSpinBox, QDoubleSpinBox)):
        widget.setValue(value)
    elif isinstance(widget, QgsDateEdit):
        widget.setDate(QDate.fromString(value, "yyyy-MM-dd"))
    else:
        widget.setText(", ".join(value) if isinstance(value, list) else str(value))
