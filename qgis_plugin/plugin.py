"""What QGIS loads: the menu, the toolbar and the panels, each made when it is first shown."""

from importlib import import_module

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import Qt

from . import language, messages
from .compat import QAction
from .language import tr
from .pictures import icon
from .session import Session


def _panels():
    """Name, caption, module, class and icon of each panel, in the order of the toolbar."""
    return (
        ("registry", tr("Registry"), "registry_dock", "RegistryPanel", "registry"),
        ("changes", tr("Changes"), "changes_panel", "ChangesPanel", "changes"),
        ("conflicts", tr("Conflicts"), "conflicts_panel", "ConflictsPanel", "conflicts"),
        ("history", tr("History"), "history_panel", "HistoryPanel", "history"),
        ("statistics", tr("Statistics"), "statistics_panel", "StatisticsPanel", "statistics"),
    )


class Plugin:
    """The plugin as QGIS knows it."""

    def __init__(self, iface):
        self.iface = iface
        self.session = None
        self.panels = {}
        self.actions = {}
        self.provider = None
        self.road_tools = None
        self.toolbar = None
        self.menu = None

    def initGui(self):
        language.install()
        self.session = Session(self.iface)
        self.session.show_panel = self.show_panel
        self.session.show_settings = self.show_settings
        QgsApplication.instance().aboutToQuit.connect(self._quitting)
        self._make_menu()
        self.initProcessing()

    def initProcessing(self):
        """The algorithms; ``qgis_process`` calls this alone."""
        if self.provider is not None:
            return
        provider = self._part("processing", "Provider")
        if provider is not None:
            self.provider = provider()
            QgsApplication.processingRegistry().addProvider(self.provider)

    def unload(self):
        self._remove_menu()
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.session is not None:
            QgsApplication.instance().aboutToQuit.disconnect(self._quitting)
            self.session.close()
            self.session.deleteLater()
            self.session = None
        language.remove()

    def _quitting(self):
        if self.session is not None:
            self.session.client.stop()

    # --- menu, toolbar, panels --------------------------------------------------------------------------

    def _make_menu(self):
        window = self.iface.mainWindow()
        self.menu = self.iface.databaseMenu().addMenu(icon("registry"), tr("Infra Registry"))
        self.toolbar = self.iface.addToolBar(tr("Infra Registry"))
        self.toolbar.setObjectName("InfraRegistryToolbar")
        for name, caption, *_, picture in _panels():
            action = QAction(icon(picture), caption, window)
            action.setObjectName(f"InfraRegistry{name.title()}")
            action.setCheckable(True)
            action.triggered.connect(lambda shown, name=name: self.show_panel(name, shown))
            self.menu.addAction(action)
            self.toolbar.addAction(action)
            self.actions[name] = action
        tools = self._part("road_tools", "RoadTools")
        if tools is not None:
            self.toolbar.addSeparator()
            self.menu.addSeparator()
            self.road_tools = tools(self.session, window)
            for action in self.road_tools.actions():
                self.menu.addAction(action)
                self.toolbar.addAction(action)
        self.menu.addSeparator()
        for name, caption, picture, slot in (
            ("settings", tr("Settings…"), "settings", self.show_settings),
            ("diagnostics", tr("Diagnostics…"), "diagnostics", self.show_diagnostics),
        ):
            action = QAction(icon(picture), caption, window)
            action.triggered.connect(lambda _=False, slot=slot: slot())
            self.menu.addAction(action)
            self.actions[name] = action

    def _remove_menu(self):
        for panel in self.panels.values():
            self.iface.removeDockWidget(panel)
            panel.close()
            panel.deleteLater()
        self.panels.clear()
        if self.road_tools is not None:
            self.road_tools.stop()
            self.road_tools = None
        for action in self.actions.values():
            action.deleteLater()
        self.actions.clear()
        if self.menu is not None:
            self.menu.menuAction().deleteLater()
            self.menu.deleteLater()
            self.menu = None
        if self.toolbar is not None:
            self.toolbar.deleteLater()
            self.toolbar = None

    def panel(self, name):
        """A panel, made if it was never shown; None if this build has none of that name."""
        if name not in self.panels:
            _, caption, module, class_name, picture = next(one for one in _panels() if one[0] == name)
            kind = self._part(module, class_name)
            if kind is None:
                messages.show_warning(self.iface, tr("This panel is not part of this build of the plugin."))
                return None
            panel = kind(self.session, self.iface.mainWindow())
            panel.setObjectName(f"InfraRegistry{name.title()}Panel")
            panel.setWindowTitle(caption)
            panel.setWindowIcon(icon(picture))
            area = Qt.DockWidgetArea.BottomDockWidgetArea if name == "statistics" else None
            self.iface.addDockWidget(area or Qt.DockWidgetArea.RightDockWidgetArea, panel)
            beside = next((one for known, one in self.panels.items() if known != "statistics"), None)
            if area is None and beside is not None:
                # As tabs: below each other they would not fit the screen of a laptop.
                self.iface.mainWindow().tabifyDockWidget(beside, panel)
            if hasattr(panel, "conflicts_wanted"):
                panel.conflicts_wanted.connect(lambda: self.show_panel("conflicts"))
            panel.visibilityChanged.connect(lambda _=None, name=name: self._show_checked(name))
            self.panels[name] = panel
        return self.panels[name]

    def show_panel(self, name, shown=True):
        """Show a panel, or hide it."""
        try:
            panel = self.panel(name) if shown or name in self.panels else None
        except Exception as problem:  # a window with a traceback is nothing a person can act on
            self.session.unforeseen(problem)
            panel = None
        if panel is not None:
            panel.setVisible(shown)
            if shown:
                panel.raise_()
        self._show_checked(name)
        return panel

    def _show_checked(self, name):
        action, panel = self.actions.get(name), self.panels.get(name)
        if action is not None:
            action.setChecked(panel is not None and not panel.isHidden())

    def show_settings(self):
        """The settings; a new language is shown at once."""
        self._dialog("SettingsDialog")

    def show_diagnostics(self):
        self._dialog("DiagnosticsDialog")

    def _dialog(self, class_name):
        kind = self._part("setup", class_name)
        if kind is None:
            return
        dialog = kind(self.session, self.iface.mainWindow())
        if hasattr(dialog, "language_changed"):
            dialog.language_changed.connect(self.change_language)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def change_language(self):
        """Make everything anew in the language that was chosen."""
        shown = [name for name, panel in self.panels.items() if not panel.isHidden()]
        self._remove_menu()
        language.install()
        self._make_menu()
        for name in shown:
            self.show_panel(name)

    def _part(self, module, name):
        """A class of a part of the plugin, loaded when it is needed; None if the part is not there."""
        try:
            part = getattr(import_module(f".{module}", __package__), name, None)
        except ImportError as problem:  # one part that is missing leaves the others at work
            part = None
            messages.log(f"{module}: {problem}", Qgis.MessageLevel.Critical)
        if part is None:
            messages.log(f"no {name} in this build")
        return part
