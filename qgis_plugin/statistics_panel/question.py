"""The question: which indicator, in which groups, where, at which version, with which parameters."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..language import in_language, tr
from .disclosure import Disclosure
from .parameter_fields import ParameterFields
from .version_box import VersionBox
from .wording import family, place, told

WHOLE, EXTENT, SELECTION = "whole", "extent", "selection"
_GROUPINGS = 3
#: Rows of a table; exports hold all.
MOST_ROWS = 2000


class Question(QWidget):
    """A form; :attr:`asked` says that it is to be answered."""

    asked = pyqtSignal()
    indicator_chosen = pyqtSignal(object)
    layer_chosen = pyqtSignal(str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._indicators: dict[str, dict[str, Any]] = {}
        self._layers: list[dict[str, Any]] = []
        self._build()

    def _build(self) -> None:
        self.indicator = _box(self)
        self.indicator.setAccessibleName(tr("Indicator"))
        self.indicator.setToolTip(tr("Indicator"))
        self.indicator.setMaxVisibleItems(30)
        self.groupings = [_box(self) for _ in range(_GROUPINGS)]
        self.area = _box(self)
        for key, title in (
            (WHOLE, tr("Whole registry")),
            (EXTENT, tr("What the map shows")),
            (SELECTION, tr("Selected polygons of the active layer")),
        ):
            self.area.addItem(title, key)
        self.version = VersionBox(self)
        self.since = VersionBox(self, tr("nothing"))
        self.where = QLineEdit(self)
        self.where.setPlaceholderText("region_code = 'KZ-23'")
        self.where.setToolTip(tr("An SQL condition on the features that are counted."))
        self.parameters = ParameterFields(self)
        self.more = Disclosure(tr("More settings"), self)
        inner = self.more.inside
        where = QLabel(tr("Only features where"), self)
        where.setBuddy(self.where)
        inner.addWidget(self.parameters)
        inner.addWidget(where)
        inner.addWidget(self.where)
        inner.addWidget(QLabel(tr("Compare with version"), self))
        inner.addWidget(self.since)
        self.run = QPushButton(tr("Compute"), self)
        self.run.setDefault(True)

        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.indicator)
        for caption, box in zip((tr("Group by"), tr("then by"), tr("then by")), self.groupings):
            form.addRow(caption, box)
        form.addRow(tr("Area"), self.area)
        form.addRow(tr("Version"), self.version)
        self._form = form
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(6, 6, 10, 6)
        column.addLayout(form)
        column.addWidget(self.more)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.run)
        self.setMinimumWidth(240)
        self.indicator.currentIndexChanged.connect(lambda _: self._choose())
        self.parameters.layer_chosen.connect(self.layer_chosen)
        for box in self.groupings:
            box.currentIndexChanged.connect(lambda _: self._show_next())
        self.run.clicked.connect(self.asked)

    # --- what can be asked -------------------------------------------------------------------------------

    def show_indicators(self, indicators: list[dict[str, Any]]) -> None:
        """The indicators, grouped by family."""
        before = self.indicator.currentData()
        self._indicators = {one["name"]: one for one in indicators if one["name"] != "claims"}
        known = sorted(
            self._indicators.values(),
            key=lambda one: (place(one["family"]), family(one["family"]), told(one["title"])),
        )
        self.indicator.blockSignals(True)
        self.indicator.clear()
        bold = QFont(self.font())
        bold.setBold(True)
        for heading, members in groupby(known, key=lambda one: family(one["family"])):
            self.indicator.addItem(heading)
            item = self.indicator.model().item(self.indicator.count() - 1)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setData(bold, Qt.ItemDataRole.FontRole)
            for one in members:
                self.indicator.addItem("   " + told(one["title"]), one["name"])
                at = self.indicator.count() - 1
                self.indicator.setItemData(at, told(one["formula"]), Qt.ItemDataRole.ToolTipRole)
        chosen = self.indicator.findData(before or "repaired-km")
        self.indicator.setCurrentIndex(chosen if chosen >= 0 else 1)
        self.indicator.blockSignals(False)
        self._choose()

    def show_layers(self, layers: list[dict[str, Any]]) -> None:
        """The layers of the registry in use."""
        self._layers = layers
        self._choose()

    def show_fields(self, fields: list[dict[str, Any]]) -> None:
        """Fields of the layer chosen, by which an indicator of any layer is grouped and summed."""
        one = self.current()
        if one is None:
            return
        if _any_field(one):
            self._offer_groupings([(each["name"], in_language(each["title"])) for each in fields])
        numeric = [each for each in fields if each["type"] in ("integer", "real", "measure")]
        self.parameters.offer("field", [(each["name"], in_language(each["title"])) for each in numeric])

    def current(self) -> dict[str, Any] | None:
        return self._indicators.get(self.indicator.currentData())

    def _choose(self) -> None:
        one = self.current()
        if one is None:
            return
        self._offer_groupings([(each["name"], told(each["title"])) for each in one["groupings"]])
        defaults = one.get("default_by") or []
        for box, name in zip(self.groupings, defaults):
            box.setCurrentIndex(max(0, box.findData(name)))
        self.parameters.show_parameters(one["parameters"], self._layers)
        self.more.open(any(each.get("required") for each in one["parameters"]))
        layer = self.parameters.value("layer")
        if layer or _any_field(one):
            self.layer_chosen.emit(layer or "roads")
        self.indicator.setToolTip(told(one["title"]))
        self.indicator_chosen.emit(one)

    def _offer_groupings(self, choices: list[tuple[str, str]]) -> None:
        for box in self.groupings:
            box.blockSignals(True)
            box.clear()
            box.addItem(tr("nothing"), None)
            for name, title in choices:
                box.addItem(title, name)
            box.blockSignals(False)
        self._show_next()

    def _show_next(self) -> None:
        """A further grouping is offered once the one before it is chosen."""
        shown = True
        for box in self.groupings:
            usable = box.count() > 1 and shown
            for widget in (box, self._form.labelForField(box)):
                widget.setVisible(usable)
            if not usable:
                box.setCurrentIndex(0)
            shown = usable and box.currentData() is not None

    # --- what is asked -----------------------------------------------------------------------------------

    def by(self) -> list[str]:
        """Groupings chosen, each once."""
        chosen = [box.currentData() for box in self.groupings if box.currentData() is not None]
        return list(dict.fromkeys(chosen))

    def request(self) -> dict[str, Any]:
        """What is asked but the area, which the map knows."""
        found = {
            "indicator": self.indicator.currentData(),
            "by": self.by(),
            "version": self.version.spec(),
            "since": self.since.spec(),
            "where": self.where.text().strip() or None,
            "parameters": self.parameters.values(),
            "limit": MOST_ROWS,
        }
        return {name: value for name, value in found.items() if value is not None}


def _any_field(indicator: dict[str, Any]) -> bool:
    return bool(indicator.get("any_field") or indicator.get("by_any_field"))


def _box(parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    box.setMinimumWidth(120)
    return box
