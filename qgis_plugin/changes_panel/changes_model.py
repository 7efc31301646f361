"""The edits of a workspace as a tree: layer, feature, column with its value before and now.

Nodes are not objects: an index carries its place as one whole number (0 a layer, ``layer + 1`` a feature,
``(feature + 1) << 16 | layer + 1`` a column), so that thousands of features cost nothing until one of them
is painted. The order is the worker's; the filter picks rows and never sorts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QFont, QPalette

from ..language import in_language, tr
from .kinds import KINDS, kind_icon, kind_title

Change = dict[str, Any]
Key = tuple[str, str]
"""(layer, uid): what a feature is called between two readings of the workspace."""

_COLUMN = 1 << 16
WHAT, BEFORE, NOW = range(3)
_ICON, _TEXT = Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.DisplayRole
SUMMARY = Qt.ItemDataRole.UserRole
"""What is told beside a feature's or a layer's name, in a quieter colour."""
_TIP, _FONT, _COLOUR = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ForegroundRole

_ROLES = frozenset((_TEXT, _ICON, SUMMARY, _TIP, _FONT, _COLOUR))


@dataclass
class LayerChanges:
    """A layer's changes, all of them and those that pass the filter."""

    name: str
    title: str
    features: list[Change]
    visible: list[Change] = field(default_factory=list)


class ChangesModel(QAbstractItemModel):
    """Layers, their changed features, and the columns of each."""

    def __init__(self, palette: QPalette, parent: Any = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._layers: list[LayerChanges] = []
        self._shown: list[LayerChanges] = []
        self._texts: dict[Key, str] = {}
        self._places: dict[Key, tuple[int, int]] | None = None
        self._text = ""
        self._kinds = frozenset(KINDS)

    # --- what it shows ---------------------------------------------------------------------------------

    def show(self, features: list[Change], titles: dict[str, str]) -> None:
        """Replace everything; ``titles`` are those of the layers, in the order in which they are listed."""
        found: dict[str, list[Change]] = {name: [] for name in titles}
        for one in features:
            if one["geometry_changed"] and one["kind"] == "changed" and "geom" not in names_of(one):
                one["columns"].append(_geometry_row())
            found.setdefault(one["layer"], []).append(one)
        self.beginResetModel()
        self._texts.clear()
        self._layers = [
            LayerChanges(name, titles.get(name, name), part) for name, part in found.items() if part
        ]
        self._pick()
        self.endResetModel()

    def filter(self, text: str, kinds: frozenset[str]) -> None:
        """Show only features that have every word of ``text`` somewhere, of these kinds."""
        text = text.casefold().strip()
        if text == self._text and kinds == self._kinds:
            return
        self.beginResetModel()
        self._text, self._kinds = text, kinds
        self._pick()
        self.endResetModel()

    def _pick(self) -> None:
        words = self._text.split()
        for layer in self._layers:
            passed = layer.features
            if len(self._kinds) < len(KINDS):
                passed = [one for one in passed if one["kind"] in self._kinds]
            if words:
                passed = [one for one in passed if self._has(one, words, layer.title)]
            layer.visible = passed
        self._shown = [layer for layer in self._layers if layer.visible]
        self._places = None

    def _has(self, one: Change, words: list[str], title: str) -> bool:
        key = (one["layer"], one["uid"])
        text = self._texts.get(key)
        if text is None:
            parts = [one["label"] or "", one["uid"], title]
            for column in one["columns"]:
                parts += [in_language(column["title"]), column["shown_old"] or "", column["shown_new"] or ""]
            text = self._texts[key] = "\n".join(parts).casefold()
        return all(word in text for word in words)

    def counts(self) -> dict[str, int]:
        """How many features of each kind there are, whatever the filter."""
        found = dict.fromkeys(KINDS, 0)
        for layer in self._layers:
            for one in layer.features:
                found[one["kind"]] += 1
        return found

    def visible_count(self) -> int:
        """How many features pass the filter."""
        return sum(len(layer.visible) for layer in self._shown)

    # --- from an index to what it stands for ------------------------------------------------------------

    def feature(self, index: QModelIndex) -> Change | None:
        """The feature an index belongs to; None for a layer."""
        place = index.internalId() if index.isValid() else 0
        if place == 0:
            return None
        if place < _COLUMN:
            return self._shown[place - 1].visible[index.row()]
        return self._shown[(place & _COLUMN - 1) - 1].visible[(place >> 16) - 1]

    def features(self, indexes: list[QModelIndex]) -> list[Change]:
        """The features of some indexes, each once; those of a whole layer for the layer's."""
        found: dict[Key, Change] = {}
        for index in indexes:
            one = self.feature(index)
            part = [one] if one is not None else self._shown[index.row()].visible if index.isValid() else []
            found.update({(each["layer"], each["uid"]): each for each in part})
        return list(found.values())

    def all(self) -> list[Change]:
        """All features, whatever the filter."""
        return [one for layer in self._layers for one in layer.features]

    def visible(self) -> list[Change]:
        """All features that pass the filter."""
        return [one for layer in self._shown for one in layer.visible]

    def layer_name(self, index: QModelIndex) -> str | None:
        """The name of the layer a top-level index stands for."""
        is_layer = index.isValid() and index.internalId() == 0
        return self._shown[index.row()].name if is_layer else None

    def index_of_layer(self, name: str) -> QModelIndex:
        """Where a layer stands; an invalid index if it is not shown."""
        for row, layer in enumerate(self._shown):
            if layer.name == name:
                return self.index(row, 0)
        return QModelIndex()

    def index_of(self, key: Key) -> QModelIndex:
        """Where a feature stands; an invalid index if it is not shown."""
        if self._places is None:
            self._places = {
                (layer.name, one["uid"]): (at, row)
                for at, layer in enumerate(self._shown)
                for row, one in enumerate(layer.visible)
            }
        place = self._places.get(key)
        return QModelIndex() if place is None else self.createIndex(place[1], 0, place[0] + 1)

    # --- the model's interface --------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not parent.isValid():
            return self.createIndex(row, column, 0) if 0 <= row < len(self._shown) else QModelIndex()
        place = parent.internalId()
        if place == 0:
            return self.createIndex(row, column, parent.row() + 1)
        return self.createIndex(row, column, (parent.row() + 1) << 16 | place)

    def parent(self, index: QModelIndex) -> QModelIndex:
        place = index.internalId() if index.isValid() else 0
        if place == 0:
            return QModelIndex()
        if place < _COLUMN:
            return self.createIndex(place - 1, 0, 0)
        return self.createIndex((place >> 16) - 1, 0, place & _COLUMN - 1)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._shown)
        if parent.column() > 0:
            return 0
        place = parent.internalId()
        if place == 0:
            return len(self._shown[parent.row()].visible)
        return len(self._shown[place - 1].visible[parent.row()]["columns"]) if place < _COLUMN else 0

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        # Asked for each row of an opened layer: layers and features always have something below them.
        return not parent.isValid() or parent.internalId() < _COLUMN

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 3

    def flags(self, index: QModelIndex) -> Any:
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Any, role: int = _TEXT) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _TEXT:
            return (tr("Feature"), tr("Before"), tr("Now"))[section]
        return None

    def data(self, index: QModelIndex, role: int = _TEXT) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        place = index.internalId()
        if place == 0:
            return self._layer_cell(self._shown[index.row()], index.column(), role)
        if place < _COLUMN:
            return self._feature_cell(self._shown[place - 1].visible[index.row()], index.column(), role)
        one = self._shown[(place & _COLUMN - 1) - 1].visible[(place >> 16) - 1]
        return self._column_cell(one, one["columns"][index.row()], index.column(), role)

    def _layer_cell(self, layer: LayerChanges, column: int, role: int) -> Any:
        if column != WHAT:
            return None
        if role == _FONT:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == SUMMARY:
            return tr("%n feature(s)", n=len(layer.visible))
        return layer.title if role in (_TEXT, _TIP) else None

    def _feature_cell(self, one: Change, column: int, role: int) -> Any:
        if column != WHAT:
            return None
        if role == _ICON:
            return kind_icon(one["kind"])
        if role == _TEXT:
            return label_of(one)
        if role == SUMMARY:
            return changed_columns(one)
        if role == _TIP:
            return f"{label_of(one)}\n{kind_title(one['kind'])}: {changed_columns(one)}\nuid {one['uid']}"
        return None

    def _column_cell(self, one: Change, column: dict[str, Any], place: int, role: int) -> Any:
        if place == WHAT:
            return in_language(column["title"], column["name"]) if role in (_TEXT, _TIP) else None
        side, absent = ("old", "added") if place == BEFORE else ("new", "deleted")
        nothing = column[side] is None
        if role == _TEXT:
            return "" if one["kind"] == absent else tr("no value") if nothing else column[f"shown_{side}"]
        if role == _TIP and not nothing:
            return column[f"shown_{side}"]
        if role == _COLOUR and nothing:
            return self._palette.brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return None


def label_of(one: Change) -> str:
    """What a feature is called, by its label or the end of its uid."""
    return one["label"] or f"…{one['uid'][-8:]}"


def changed_columns(one: Change) -> str:
    """Which columns changed, in one line; for a feature added or deleted, that."""
    if one["kind"] != "changed":
        return kind_title(one["kind"])
    return ", ".join(in_language(column["title"], column["name"]) for column in one["columns"])


def names_of(one: Change) -> list[str]:
    """Names of the columns that changed."""
    return [column["name"] for column in one["columns"]]


def _geometry_row() -> dict[str, Any]:
    """The row of a geometry: what it was and is can only be seen on the map."""
    words = {"shown_old": "", "shown_new": tr("on the map")}
    return {"name": "geom", "title": tr("Geometry"), "old": "geom", "new": "geom", **words}
