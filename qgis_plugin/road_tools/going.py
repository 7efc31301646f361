"""Going to a kilometre: a road, chosen by a few letters of its name, and a measure as on a km post."""

from qgis.PyQt.QtCore import QStringListModel, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ..language import language, tr
from .places import road

_ROUTE = Qt.ItemDataRole.UserRole


class GoTo(QWidget):
    """The two fields and the button."""

    wanted = pyqtSignal(str, str)  # route_id, measure as written

    def __init__(self, session, roads, parent=None):
        super().__init__(parent)
        self._session = session
        self._roads = roads
        self._read_of = None
        self._names = {}
        self.route = QComboBox(self)
        self.route.setEditable(True)
        self.route.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.route.setMinimumWidth(190)
        # A long name is read from its beginning.
        self.route.currentIndexChanged.connect(lambda _: self.route.lineEdit().home(False))
        self.route.lineEdit().setPlaceholderText(tr("Road"))
        completer = QCompleter(QStringListModel([], self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.route.setCompleter(completer)
        self.measure = QLineEdit(self)
        self.measure.setPlaceholderText("513+850")
        self.measure.setMaximumWidth(90)
        self.measure.setToolTip(tr("Kilometre and metre as on a km post, 513+850, or with decimals, 513.85"))
        self.go = QPushButton(tr("Go"), self)
        self.go.clicked.connect(self._go)
        self.measure.returnPressed.connect(self._go)
        self.route.lineEdit().returnPressed.connect(self.measure.setFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for one in (self.route, self.measure, self.go):
            line.addWidget(one)

    def read(self):
        """Ask for the roads, unless they are those shown already."""
        source = self._roads.source
        if source is None:
            self._read_of = None
            self.show_routes([])
        elif source != self._read_of:
            self._read_of = source
            self._session.ask("routes", then=self._take, language=language(), **source)

    def _take(self, result):
        self.show_routes(result["routes"])

    def show_routes(self, routes):
        before = self.route_id()
        self._names = {one["route_id"]: _name(one["names"]) for one in routes}
        self.route.clear()
        for one in routes:
            self.route.addItem(_listed(one), one["route_id"])
        self.route.completer().setModel(self.route.model())
        self.route.setCurrentIndex(self.route.findData(before) if before else -1)

    def route_id(self):
        """The road that is written there, None if it is none."""
        text = self.route.currentText().strip()
        found = self.route.findText(text, Qt.MatchFlag.MatchFixedString)
        if found < 0 and text:
            found = self.route.findText(text, Qt.MatchFlag.MatchContains)
        if found < 0 and text:
            found = self.route.findData(text)
        return self.route.itemData(found) if found >= 0 and text else None

    def name_of(self, route):
        """What a road is called, without its number and its kilometres."""
        return self._names.get(route) or route

    def show_place(self, place):
        """Write a place that was clicked into the fields."""
        self.route.setCurrentIndex(self.route.findData(place["route_id"]))
        self.measure.setText(place["shown"])

    def _go(self):
        route, measure = self.route_id(), self.measure.text().strip()
        if route is None:
            self._session.error(tr("There is no such road; choose one of the list."))
        elif not measure:
            self.measure.setFocus()
        else:
            self.wanted.emit(route, measure)


def _listed(one):
    """A road as the list has it: without its key where that is no number but a word for its name; with its
    former names, so that it is found by these."""
    route, name = one["route_id"], _name(one["names"])
    called = road({"route_id": route, "name": name})
    shown = one["shown"][len(route) :].lstrip() if called != route else one["shown"]
    return "; ".join([shown, *one["aliases"]])


def _name(names):
    return names.get(language()) or names.get("ru") or names.get("en") or ""
