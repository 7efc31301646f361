"""The list of commits with its filters, and below it what the chosen ones changed."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
)
from qgis.PyQt.QtCore import QItemSelectionModel, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QSplitter,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from ..compat import QAction
from ..language import tr
from ..pictures import icon, theme_icon
from .changes_view import ChangesView
from .commit_delegate import CommitDelegate
from .commit_model import CommitModel, name_of
from .filters import CommitFilters
from .going_back import heading_of

_PAUSE = 400  # ms after the map stood still


class CommitsView(QWidget):
    """Emits what is wanted of the commits chosen."""

    chosen_changed = pyqtSignal(object)  # list of commits, oldest first
    load_wanted = pyqtSignal(object)
    compare_wanted = pyqtSignal(object)
    tag_wanted = pyqtSignal(object)
    revert_wanted = pyqtSignal(object)

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._crs = "EPSG:4326"
        self._look_for = None
        self.filters = CommitFilters(self)
        self.model = CommitModel(session, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(CommitDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = QLabel(self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.changes = ChangesView(session, self)
        self.bar = self._made_bar()
        lower = QWidget(self)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(4)
        below.addWidget(self.bar)
        below.addWidget(self.changes, 1)
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.list)
        self.parts.addWidget(lower)
        self.parts.setSizes([340, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.filters)
        layout.addWidget(self.empty)
        layout.addWidget(self.parts, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.read)
        self.filters.changed.connect(self.read)
        self.model.reading.connect(self._was_read)
        self.model.failed.connect(self._failed)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        session.canvas.extentsChanged.connect(self._map_moved)
        self._chosen()
        self._was_read(False)

    def stop(self):
        """The panel goes."""
        self._session.canvas.extentsChanged.disconnect(self._map_moved)
        self.changes.clear()

    def _made_bar(self):
        bar = QToolBar(self)
        bar.setIconSize(QSize(18, 18))
        self.draws = self._action(theme_icon("mActionShowAllLayers"), tr("Draw what changed on the map"))
        self.draws.setCheckable(True)
        self.draws.setChecked(True)
        self.draws.toggled.connect(self.changes.set_drawing)
        zoom = theme_icon("mActionZoomToSelected")
        self.zoom = self._action(zoom, tr("Zoom to what changed"), self.changes.zoom)
        self.load = self._action(
            icon("version"), tr("Load this version as layers…"), lambda: self.load_wanted.emit(self.chosen())
        )
        self.compare = self._action(
            icon("difference"), tr("Difference of two versions as layers…"),
            lambda: self.compare_wanted.emit(self.chosen()),
        )  # fmt: skip
        self.tag = self._action(
            icon("tag"), tr("Give this version a name…"), lambda: self.tag_wanted.emit(self.chosen()[0])
        )
        self.revert = self._action(
            icon("undo"), tr("Undo this commit by a new one…"),
            lambda: self.revert_wanted.emit(self.chosen()[0]),
        )  # fmt: skip
        bar.addActions([self.draws, self.zoom])
        bar.addSeparator()
        bar.addActions([self.load, self.compare, self.tag])
        bar.addSeparator()
        bar.addAction(self.revert)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.addActions([self.zoom, self.load, self.compare, self.tag, self.revert])
        return bar

    def _action(self, picture, text, slot=None):
        action = QAction(picture, text, self)
        if slot is not None:
            action.triggered.connect(lambda *_: slot())
        return action

    # --- reading ---------------------------------------------------------------------------------------

    def set_layers(self, layers, crs):
        """(name, title) of the layers; ``crs`` is that in which the registry takes a box."""
        self._crs = crs
        self.model.set_titles(dict(layers))
        self.filters.set_layers(layers)

    def read(self):
        """Read the list anew; what was chosen stays, if it is still there."""
        chosen = self.chosen()
        if self._look_for is None and len(chosen) == 1:
            self._look_for = chosen[0]["revision"]
        self.model.read(**self.filters.wanted(), box=self._box())

    def _box(self):
        if not self.filters.extent.isChecked():
            return None
        canvas = self._session.canvas
        transform = QgsCoordinateTransform(
            canvas.mapSettings().destinationCrs(),
            QgsCoordinateReferenceSystem(self._crs),
            QgsProject.instance(),
        )
        try:
            box = transform.transformBoundingBox(canvas.extent())
        except QgsCsException:
            return None
        return [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]

    def _map_moved(self):
        if self.filters.extent.isChecked():
            self._soon.start()

    def _was_read(self, begins):
        if begins:
            return
        nothing = self.model.rowCount() == 0
        if self._session.registry is None:
            self.empty.setText(tr("Open a registry to see its history."))
        elif nothing:
            self.empty.setText(tr("No commit passes the filter."))
        self.empty.setVisible(nothing)
        self.list.setVisible(not nothing)
        wanted, self._look_for = self._look_for, None
        if wanted is not None:
            self.go_to(wanted, scroll=False)

    def _failed(self, error):
        """Instead of the list, why there is none; the old one would be that of another moment."""
        self.model.clear()
        self.empty.setText(str(error))
        self.empty.show()
        self.list.hide()
        self._session.error(error)

    # --- choosing --------------------------------------------------------------------------------------

    def chosen(self):
        """The commits chosen, oldest first."""
        found = [self.model.commit(index) for index in self.list.selectionModel().selectedIndexes()]
        return sorted((one for one in found if one is not None), key=lambda one: one["revision"])

    def go_to(self, revision, scroll=True):
        """Choose a commit; pages are read until it is there."""
        index = self.model.index_of(revision)
        if index.isValid():
            self.list.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            if scroll:
                self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        elif self.model.is_reading():
            self._look_for = revision
        elif self.model.canFetchMore():
            self._look_for = revision
            self.model.fetchMore()
        elif not self.filters.is_clear():
            self._look_for = revision
            self.filters.clear()

    def _chosen(self):
        chosen = self.chosen()
        one = len(chosen) == 1
        for action in (self.load, self.tag):
            action.setEnabled(one)
        self.revert.setEnabled(one and chosen[0]["revision"] > 0 and not chosen[0].get("definitions"))
        self.compare.setEnabled(len(chosen) >= 1)
        self.zoom.setEnabled(bool(chosen))
        if one:
            self.changes.show_commit(chosen[0], heading_of(chosen[0]))
        elif chosen:
            older, newer = chosen[0], chosen[-1]
            heading = tr("From %1 to %2").replace("%1", name_of(older)).replace("%2", name_of(newer))
            self.changes.show_difference(older["revision"], newer["revision"], heading, is_long=True)
        else:
            self.changes.clear(tr("Choose a commit to see what it changed, two to see how they differ."))
        self.chosen_changed.emit(chosen)
