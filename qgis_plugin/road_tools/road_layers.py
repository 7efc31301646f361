"""Which layers hold roads and events, and where to ask for a kilometre: the workspace, else the registry."""

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..language import in_language


class RoadLayers(QObject):
    """Follows the workspace and the registry in use."""

    changed = pyqtSignal()

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._wish = 0
        self.elements = set()  # names of the layers of road sections
        self.events = []  # (name, title) of the layers of events in the workspace
        self.source = None  # what a request about roads names: {"workspace": path} or {"registry": path}
        session.workspace_changed.connect(self.read)
        session.registry_changed.connect(self.read)
        self.read()

    def stop(self):
        self._wish += 1
        self._session.workspace_changed.disconnect(self.read)
        self._session.registry_changed.disconnect(self.read)

    def read(self):
        """Ask what there is."""
        self._wish += 1
        wish, session = self._wish, self._session

        def told(found):
            if wish == self._wish:
                self._take(found)

        if session.workspace is not None:
            session.ask(
                "workspace_info", then=told, otherwise=lambda _: told(None), workspace=session.workspace
            )
        elif session.registry is not None:
            session.ask("registry_info", then=told, otherwise=lambda _: told(None), registry=session.registry)
        else:
            self._take(None)

    def _take(self, found):
        session, layers = self._session, (found or {}).get("layers", [])
        kinds = {one["name"]: one.get("linear") for one in layers}
        self.elements = {name for name, kind in kinds.items() if kind == "element"}
        self.events, self.source = [], None
        if session.workspace is not None and self.elements:
            self.source = {"workspace": session.workspace}
            self.events = [
                (one["name"], in_language(one["title"], one["name"]))
                for one in layers
                if kinds[one["name"]] == "event"
            ]
        elif session.registry is not None:
            # A workspace without its roads: they are read in the registry.
            self.source = {"registry": session.registry}
        self.changed.emit()
