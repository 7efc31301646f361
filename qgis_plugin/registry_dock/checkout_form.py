"""Below the layers: which area, and the button that checks out; while it runs, its progress."""

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from ..language import tr
from ..pictures import icon, theme_icon
from .area import Area, DrawArea


class CheckoutForm(QWidget):
    """Asks for the area of a checkout."""

    checkout_wanted = pyqtSignal(object)  # Area, None for everything
    workspace_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()

    def __init__(self, session, layers, parent=None):
        super().__init__(parent)
        self._session = session
        self._layers = layers
        self._tool = None
        self._before = None
        self._drawn = None
        self.all = self._link(tr("All"), lambda: layers.choose(None))
        self.none = self._link(tr("None"), lambda: layers.choose(set()))
        self.count = QLabel(self)
        self.area = QComboBox(self)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for key, caption in (
            ("all", tr("Everything")),
            ("map", tr("What the map shows")),
            ("selection", tr("Within the selected polygons")),
            ("draw", tr("Within a polygon to draw")),
        ):
            self.area.addItem(caption, key)
        self.area.activated.connect(lambda _: self._area_chosen())
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.button = QPushButton(icon("checkout"), tr("Check out…"), self)
        self.button.clicked.connect(self._pressed)
        self.open = QToolButton(self)
        self.open.setIcon(theme_icon("mActionFileOpen"))
        self.open.setToolTip(tr("Open a workspace that was checked out before"))
        self.open.clicked.connect(self.workspace_wanted)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(True)
        self.stop = QToolButton(self)
        self.stop.setIcon(theme_icon("mTaskCancel"))
        self.stop.setToolTip(tr("Cancel"))
        self.stop.clicked.connect(self.cancel_wanted)
        self._build()
        layers.chosen_changed.connect(self._show_count)
        self._show_hint("")

    def _link(self, caption, slot):
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setText(caption)
        button.clicked.connect(lambda: slot())
        return button

    def _build(self):
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.all)
        top.addWidget(self.none)
        top.addStretch(1)
        top.addWidget(self.count)
        ready, running = QWidget(self), QWidget(self)
        row = QHBoxLayout(ready)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button, 1)
        row.addWidget(self.open)
        row = QHBoxLayout(running)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(ready)
        self._pages.addWidget(running)
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addLayout(top, 0, 0, 1, 2)
        grid.addWidget(QLabel(tr("Area"), self), 1, 0)
        grid.addWidget(self.area, 1, 1)
        grid.addWidget(self.hint, 2, 0, 1, 2)
        grid.addWidget(self._pages, 3, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def use(self, _):
        """Another registry: the form is as at first."""
        self.forget_area()

    def forget_area(self):
        """Everything is checked out again, and nothing of an area stays on the map."""
        self._forget_drawn()
        self.area.setCurrentIndex(0)
        self._show_hint("")

    def _show_count(self):
        chosen = len(self._layers.chosen())
        self.count.setText(tr("%n layer(s) ticked", n=chosen))
        self.button.setEnabled(chosen > 0)

    def _show_hint(self, text):
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    # --- the area ---------------------------------------------------------------------------------------

    def _area_chosen(self):
        self._forget_drawn()
        kind = self.area.currentData()
        if kind != "all" and not self._is_map_open():
            self.area.setCurrentIndex(0)
            self._show_hint(
                tr("No map is open yet. Make a project with a background map first, then choose the area.")
            )
        elif kind == "draw":
            self._draw()
        elif kind == "selection":
            self._show_hint(tr("Select one or more polygons on the map, of any polygon layer."))
        else:
            self._show_hint("")

    def _is_map_open(self):
        # As it starts QGIS shows its welcome page, with the map behind it.
        return self._session.canvas.isVisible() or not self._session.iface.mainWindow().isVisible()

    def _draw(self):
        canvas = self._session.canvas
        self._before = canvas.mapTool()
        self._tool = DrawArea(canvas)
        self._tool.drawn.connect(self._was_drawn)
        self._tool.left.connect(self._left)
        canvas.setMapTool(self._tool)
        self._show_hint(tr("Click the corners on the map; a right click ends, Escape leaves."))

    def _was_drawn(self, polygon):
        canvas = self._session.canvas
        self._drawn = Area.of_polygon(polygon, canvas.mapSettings().destinationCrs())
        self._give_tool_back()
        self._show_hint(tr("The polygon is drawn; check out what lies in it."))

    def _left(self):
        self._give_tool_back()
        self._forget_drawn()
        self.area.setCurrentIndex(0)
        self._show_hint("")

    def _give_tool_back(self):
        canvas = self._session.canvas
        if self._tool is not None and canvas.mapTool() is self._tool:
            canvas.unsetMapTool(self._tool)
            if self._before is not None:
                canvas.setMapTool(self._before)

    def _forget_drawn(self):
        if self._tool is not None:
            self._give_tool_back()
            self._tool.remove()
            self._tool = None
        self._drawn = None

    def _pressed(self):
        kind = self.area.currentData()
        if kind == "all":
            self.checkout_wanted.emit(None)
        elif kind == "map":
            self.checkout_wanted.emit(Area.of_map(self._session.canvas))
        elif kind == "selection":
            area = self._selected()
            if area is None:
                self._session.error(tr("No polygon is selected; select one or more on the map first."))
            else:
                self.checkout_wanted.emit(area)
        elif self._drawn is None:
            self._session.error(tr("The polygon is not drawn yet; end it with a right click on the map."))
        else:
            self.checkout_wanted.emit(self._drawn)

    def _selected(self):
        active = self._session.iface.activeLayer()
        layers = [active, *self._session.canvas.layers()]
        return next((area for area in map(Area.of_selection, layers) if area is not None), None)

    # --- while it runs ----------------------------------------------------------------------------------

    def show_progress(self, share, text):
        self._pages.setCurrentIndex(1)
        self.bar.setRange(0, 0 if share < 0 else 1000)
        if share >= 0:
            self.bar.setValue(round(1000 * share))
        self.bar.setFormat(text or tr("Checking out…"))

    def end_progress(self):
        self._pages.setCurrentIndex(0)
        self._forget_drawn()
        self._show_hint("")
        self.area.setCurrentIndex(0)
