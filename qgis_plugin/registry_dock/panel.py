"""The registry dock."""

import os

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDockWidget,
    QGroupBox,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from .. import settings
from ..language import tr
from . import choosing
from .checkout import Checkout
from .checkout_form import CheckoutForm
from .head import Head
from .layer_list import LayerList
from .new_registry import NewRegistryDialog
from .welcome import Welcome
from .work import Work
from .workspace_list import WorkspaceList

_WIDTH = 310  # pixels: the titles of layers are read whole


class RegistryPanel(QDockWidget):
    """Opens and makes registries, checks out of them, and keeps an eye on the workspaces of the project."""

    def __init__(self, session, parent=None):
        super().__init__(tr("Registry"), parent)
        self.session = session
        self.info = None
        self.checkout = None
        self._closed = False  # by the user, who does not want it opened again by itself
        self.welcome = Welcome(self)
        self.head = Head(self)
        self.layers = LayerList(self)
        self.form = CheckoutForm(session, self.layers, self)
        self.workspaces = WorkspaceList(session, self)
        self.work = Work(session, self.workspaces, self)
        self._build()
        self._connect()
        self._show_registry()

    def _build(self):
        upper = QWidget(self)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.layers, 1)
        column.addWidget(self.form)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(upper)
        lower = QGroupBox(tr("Workspaces of this project"), self)
        self.scroll = QScrollArea(lower)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidget(self.workspaces)
        within = QVBoxLayout(lower)
        within.setContentsMargins(6, 6, 6, 6)
        within.addWidget(self.scroll)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.pages)
        split.addWidget(lower)
        split.setSizes([560, 320])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        page = QWidget(self)
        page.setMinimumWidth(_WIDTH)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(6, 6, 6, 6)
        outer.addWidget(split)
        self.setWidget(page)

    def _connect(self):
        for part in (self.welcome, self.head):
            part.open_wanted.connect(self.open_registry)
            part.create_wanted.connect(self.create_registry)
            part.recent_wanted.connect(self.session.set_registry)
        self.welcome.retry_wanted.connect(self._show_registry)
        self.head.close_wanted.connect(self._close_registry)
        self.head.refresh_wanted.connect(self.refresh)
        self.head.history_wanted.connect(lambda: self.session.show_panel("history"))
        self.form.checkout_wanted.connect(self.check_out)
        self.form.workspace_wanted.connect(self.open_workspace)
        self.form.cancel_wanted.connect(lambda: self.checkout and self.checkout.cancel())
        self.session.registry_changed.connect(self._show_registry)
        self.session.history_changed.connect(self._read)
        self.workspaces.read.connect(self._workspace_read)

    # --- the registry -----------------------------------------------------------------------------------

    def open_registry(self):
        path = choosing.existing_file(self, tr("Open a registry"))
        if path:
            self.open_file(path)

    def open_file(self, path):
        """A registry is opened; a workspace taken for one comes into the project with its registry."""

        def told(answer):
            if answer["kind"] == "workspace":
                self.work.open(path)
            else:
                self.session.set_registry(path)

        self.session.ask("is_workspace", then=told, path=path)

    def create_registry(self):
        dialog = NewRegistryDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self.make_registry)
        dialog.show()
        return dialog

    def make_registry(self, path, layers):
        """Make a registry with the layers "shipped", "empty" or of a folder, and open it."""
        self.session.ask(
            "create_registry",
            title=tr("Make the registry {name}").format(name=os.path.basename(path)),
            lane="long",
            then=self._created,
            path=path,
            layers=layers,
            author=self.session.author,
        )

    def _created(self, info):
        self.session.set_registry(info["path"])
        self.session.done(tr("The registry {name} is made.").format(name=os.path.basename(info["path"])))

    def closeEvent(self, event):
        self.form.forget_area()
        super().closeEvent(event)

    def refresh(self):
        self._read()
        self.workspaces.show_workspaces()

    def _show_registry(self):
        path = self.session.registry
        self.info = None
        if path is None:
            self.welcome.show_nothing_open()
            self.pages.setCurrentIndex(0)
            return
        self.head.show_path(path)
        self.layers.show_layers([])
        self.form.use(path)
        self.pages.setCurrentIndex(1)
        self._read()

    def _read(self):
        path = self.session.registry
        if path is not None:
            self.session.ask(
                "registry_info",
                then=lambda info: self._show_info(path, info),
                otherwise=lambda error: self._show_failure(path, error),
                registry=path,
            )

    def _show_info(self, path, info):
        if path != self.session.registry:
            return
        self.info = info
        self.head.show_info(info)
        self.layers.show_layers(info["layers"])
        self.pages.setCurrentIndex(1)

    def _show_failure(self, path, error):
        if path == self.session.registry and error.code != "Cancelled":
            if error.code == "NoSuchFile":
                settings.forget_registry(path)
            self.info = None
            self.welcome.show_failure(path, error)
            self.pages.setCurrentIndex(0)

    def _close_registry(self):
        self._closed = True
        self.session.set_registry(None)

    def _workspace_read(self, _, info):
        # A project that was saved with a workspace in it is opened with the registry of that workspace.
        if self.session.registry is None and info["registry_found"] and not self._closed:
            self.session.set_registry(info["registry"])

    # --- workspaces -------------------------------------------------------------------------------------

    def check_out(self, area):
        """Write a workspace with the layers ticked, within an Area or whole, and add it to the project."""
        chosen = set(self.layers.chosen())
        layers = [one for one in self.layers.layers() if one["name"] in chosen]
        path = choosing.new_file(
            self, tr("Check out into a workspace"), choosing.name_for_workspace(self.session.registry)
        )
        if not path:
            return
        self.checkout = Checkout(self.session, self.session.registry, path, layers, area, self)
        self.checkout.progressed.connect(self.form.show_progress)
        self.checkout.done.connect(self._checked_out)
        self.checkout.failed.connect(self._not_checked_out)
        self.form.show_progress(-1.0, "")

    def _checked_out(self, info):
        self.form.end_progress()
        self.checkout = None
        name = os.path.basename(info["path"])
        self.work.add_layers(info)
        self.session.done(tr("%n layer(s) checked out into {name}.", n=len(info["layers"])).format(name=name))

    def _not_checked_out(self, error):
        self.form.end_progress()
        self.checkout = None
        if error.code != "Cancelled":
            self.session.error(error)

    def open_workspace(self):
        path = choosing.existing_file(self, tr("Open a workspace"))
        if path:
            self.work.open(path)
