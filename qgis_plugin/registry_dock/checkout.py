"""A checkout as it runs: QGIS's geometry chooses the features in a polygon, then the worker writes."""

from time import monotonic

from qgis.core import QgsCsException, QgsGeometry
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..geometry_shown import geometry_from_hex
from ..language import in_language, language, tr
from ..worker import WorkerError

_SLICE = 0.02  # seconds of choosing before the map has its turn
_FEATURES = 20_000  # of a layer in one answer, about
_STRIPS = 100


def strips(box, count):
    """Parts of a box, side by side, so that none holds too much of a layer with ``count`` features.

    >>> strips([0, 0, 10, 5], 30_000)
    [[0.0, 0, 5.0, 5], [5.0, 0, 10.0, 5]]
    """
    west, south, east, north = box
    parts = min(_STRIPS, -(-count // _FEATURES) or 1)
    width = (east - west) / parts
    return [[west + width * at, south, west + width * (at + 1), north] for at in range(parts)]


class Checkout(QObject):
    """Writes a workspace; ends with ``done`` or ``failed``, once."""

    done = pyqtSignal(object)  # workspace_info
    failed = pyqtSignal(object)  # WorkerError
    progressed = pyqtSignal(float, str)

    def __init__(self, session, registry, workspace, layers, area=None, parent=None):
        """``layers`` are those of registry_info, ``area`` an Area or None for everything."""
        super().__init__(parent or session)
        self._session = session
        self._parameters = {
            "registry": registry,
            "workspace": workspace,
            "layers": [one["name"] for one in layers],
            "language": language(),
        }
        self._layers = layers
        self._area = area
        self._answer = None
        self._cancelled = False
        self._uids = {}
        self._engine = None
        QTimer.singleShot(0, self._start)

    def cancel(self):
        self._cancelled = True
        if self._answer is not None:
            self._answer.cancel()

    def _start(self):
        systems = [one["crs"] for one in self._layers if one.get("crs")]
        if self._area is None or not systems:
            self._write()
            return
        crs = systems[0]
        try:
            if not self._area.is_polygon:
                self._parameters.update(box=self._area.box(crs), crs=crs)
                self._write()
                return
            self._polygon = self._area.within(crs)
            self._box = self._area.box(crs)
        except QgsCsException:
            self.failed.emit(
                WorkerError("AreaOutside", "the area cannot be in {crs}; choose another one", {"crs": crs})
            )
            return
        self._crs = crs
        self._parameters["area"] = self._area.geojson(crs)
        self._engine = QgsGeometry.createGeometryEngine(self._polygon.constGet())
        self._engine.prepareGeometry()
        self._waiting = [
            (layer, box)
            for layer in self._layers
            if layer.get("crs")
            for box in strips(self._box, layer.get("count", 0))
        ]
        self._parts = len(self._waiting)
        self._uids = {layer["name"]: {} for layer, _ in self._waiting}
        self._look()

    # --- a polygon: strip by strip, in slices ---------------------------------------------------------------

    def _look(self):
        if not self._waiting:
            self._parameters["uids"] = {name: list(chosen) for name, chosen in self._uids.items()}
            self._write()
            return
        layer, box = self._waiting.pop(0)
        share = 0.5 * (self._parts - len(self._waiting) - 1) / self._parts
        self.progressed.emit(share, in_language(layer.get("title"), layer["name"]))
        chosen = self._uids[layer["name"]]
        self._answer = self._session.ask(
            "candidates",
            lane="long",
            then=lambda answer: self._filter(iter(answer["features"]), chosen),
            otherwise=self.failed.emit,
            registry=self._parameters["registry"],
            layer=layer["name"],
            box=box,
            crs=self._crs,
        )

    def _filter(self, features, chosen):
        if self._cancelled:
            self.failed.emit(WorkerError("Cancelled", "cancelled; nothing was left half done"))
            return
        until = monotonic() + _SLICE
        for one in features:
            # What lies across two strips comes with both.
            geometry = None if one["uid"] in chosen else geometry_from_hex(one["wkb"])
            if geometry is not None and self._engine.intersects(geometry.constGet()):
                chosen[one["uid"]] = True
            if monotonic() > until:
                QTimer.singleShot(0, lambda: self._filter(features, chosen))
                return
        self._look()

    def _write(self):
        self._answer = self._session.ask(
            "checkout",
            title=tr("Check out of the registry"),
            lane="long",
            then=self.done.emit,
            otherwise=self.failed.emit,
            progress=self._told,
            **self._parameters,
        )

    def _told(self, share, text):
        titles = {one["name"]: in_language(one.get("title"), one["name"]) for one in self._layers}
        before = 0.5 if self._uids else 0.0
        self.progressed.emit(share if share < 0 else before + (1 - before) * share, titles.get(text, text))
