"""What differs between two versions: a tree of features and columns, and their geometries over the map."""

from qgis.core import QgsRectangle
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..changes_panel.changes_model import ChangesModel
from ..changes_panel.tree import ChangesTree
from ..geometry_shown import NEW, OLD, GeometryShown
from ..language import in_language, language, number, tr

#: Features listed, and features drawn, of one difference at most.
LISTED, DRAWN = 2000, 1500
_SLICE = 40  # features drawn in one turn of the event loop
_QUICK = 5000  # of more features the difference takes a while, and other questions do not wait for it
_OPEN = 4  # of more features the tree shows the names alone
_WITH_VERTICES = 60  # of more features the vertices hide more than they show


class ChangesView(QWidget):
    """Shows one difference at a time; a newer wish overtakes the one under way."""

    shown = pyqtSignal()
    drawn = pyqtSignal()

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._wish = 0
        self._draws = True
        self._versions = None
        self._answer = None
        self._geometries = {}
        self._crs = {}
        self._waiting = []
        self._extent = QgsRectangle()
        self.on_map = GeometryShown(session.canvas)
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.hide()
        self.model = ChangesModel(self.palette(), self)
        self.tree = ChangesTree(self)
        self.tree.use(self.model)
        self.tree.setRootIsDecorated(True)
        self.tree.clicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.note)
        layout.addWidget(self.tree, 1)

    def _overtake(self):
        """What is on its way is wanted no more."""
        self._wish += 1
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.cancel()

    def clear(self, text=""):
        """Nothing chosen."""
        self._overtake()
        self._versions = None
        self._waiting = []
        self.model.show([], {})
        self.title.setText(text)
        self.note.hide()
        self.undraw()

    def undraw(self):
        """Take everything off the map."""
        self.on_map.clear()
        self._geometries, self._crs, self._waiting = {}, {}, []
        self._extent = QgsRectangle()

    def set_drawing(self, draws):
        """Whether differences are drawn on the map."""
        self._draws = draws
        if not draws:
            self._overtake()
            self.undraw()
        elif self._versions is not None:
            self.show_difference(*self._versions)

    def show_commit(self, commit, text):
        """What one commit changed."""
        before = max(commit["revision"] - 1, 0)
        changed = sum(one["added"] + one["changed"] + one["deleted"] for one in commit["layers"])
        self.show_difference(before, commit["revision"], text, is_long=changed > _QUICK)

    def show_difference(self, older, newer, text, is_long=False):
        """What differs between two revisions, under this heading; ``is_long`` where it may take a while."""
        self._overtake()
        wish = self._wish
        self._versions = (older, newer, text, is_long)
        self.title.setText(text)
        self.undraw()
        self._answer = self._session.ask(
            "difference",
            lane="long" if is_long else "quick",
            then=lambda result: wish == self._wish and self._take(wish, result),
            otherwise=lambda error: wish == self._wish and self._refused(error),
            registry=self._session.registry, older=older, newer=newer, limit=LISTED, language=language(),
        )  # fmt: skip

    def _refused(self, error):
        self.model.show([], {})
        self._note([str(error)])

    def _take(self, wish, result):
        features = [plain_titles(one) for one in result["features"]]
        titles = {one["name"]: in_language(one["title"], one["name"]) for one in result["layers"]}
        self.model.show(features, titles)
        self.tree.open_as_before()
        self._open_few(features)
        notes = [one["text"] for one in result["schema"][:20]]
        if result["total"] > len(features):
            listed, total = number(len(features)), number(result["total"])
            text = tr("The first %1 of %2 changed features are listed.")
            notes.append(text.replace("%1", listed).replace("%2", total))
        if not features and not notes:
            notes.append(tr("No feature differs."))
        self._note(notes)
        self.shown.emit()
        if self._draws:
            names = [one["name"] for one in result["layers"] if one["geometry"]]
            self._ask_geometries(wish, names, DRAWN)

    def _open_few(self, features):
        """Of a few changed features the values are seen at once."""
        if len(features) > _OPEN:
            return
        for one in features:
            if one["kind"] == "changed":
                self.tree.expand(self.model.index_of((one["layer"], one["uid"])))

    def _note(self, lines):
        self.note.setText("\n".join(lines))
        self.note.setVisible(bool(lines))

    # --- on the map ------------------------------------------------------------------------------------

    def _ask_geometries(self, wish, names, left):
        if wish != self._wish:
            return
        if not names or left <= 0:
            self._begin_drawing(wish)
            return
        name, *rest = names
        older, newer, _, is_long = self._versions

        def answered(result):
            if wish != self._wish:
                return
            for one in result["features"]:
                self._geometries[name, one["uid"]] = one
                self._crs[name] = result["crs"]
            self._ask_geometries(wish, rest, left - len(result["features"]))

        self._answer = self._session.ask(
            "difference_geometry",
            lane="long" if is_long else "quick", then=answered,
            registry=self._session.registry, older=older, newer=newer, layer=name, limit=left,
            language=language(),
        )  # fmt: skip

    def _begin_drawing(self, wish):
        self._waiting = list(self._geometries)
        with_vertices = len(self._waiting) <= _WITH_VERTICES
        self._draw(wish, with_vertices)

    def _draw(self, wish, with_vertices):
        if wish != self._wish:
            return
        part, self._waiting = self._waiting[:_SLICE], self._waiting[_SLICE:]
        for key in part:
            one, crs = self._geometries[key], self._crs[key[0]]
            if not one["old"] and not one["new"]:
                continue
            covered = self._draw_one(one, crs, with_vertices)
            if covered is not None and not covered.isNull():
                self._extent.combineExtentWith(covered)
        if self._waiting:
            QTimer.singleShot(0, lambda: self._draw(wish, with_vertices))
        else:
            self.drawn.emit()

    def _draw_one(self, one, crs, with_vertices):
        if with_vertices and one["old"] != one["new"]:
            return self.on_map.show_change(one["old"], one["new"], crs)
        covered = QgsRectangle()
        if one["old"] and one["old"] != one["new"]:
            shape = self.on_map.show(one["old"], crs, OLD, dashed=not one["new"])
            if shape is not None:
                covered.combineExtentWith(shape.boundingBox())
        shape = self.on_map.show(one["new"], crs, NEW)
        if shape is not None:
            covered.combineExtentWith(shape.boundingBox())
        return covered

    def zoom(self):
        """Bring all that is drawn into view."""
        self.on_map.zoom(self._extent)

    def _clicked(self, index):
        one = self.model.feature(index)
        drawn = self._geometries.get((one["layer"], one["uid"])) if one is not None else None
        if drawn is None:
            return
        crs = self._crs[one["layer"]]
        self.on_map.zoom_to([drawn["old"], drawn["new"]], crs)
        self.on_map.flash(drawn["new"] or drawn["old"], crs)

    def chosen(self):
        """The features chosen in the tree."""
        return self.tree.chosen()


def plain_titles(change):
    """A change whose columns have their title in the chosen language alone."""
    for column in change["columns"]:
        column["title"] = in_language(column["title"], column["name"])
    return change
