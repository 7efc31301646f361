"""The chosen changes on the map: the old and the new geometry, with the vertices that moved.

Geometries are asked for when they are drawn, a few hundred at most, and drawn a few at each turn of the
event loop, so that the map stays in hand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsRectangle
from qgis.PyQt.QtCore import QObject, QTimer

from ..geometry_shown import GeometryShown, geometry_from_hex

MOST = 300
"""Features drawn at once; more would hide what they show."""
_A_TURN = 15
_MOST_FLASHED = 10

Key = tuple[str, str]
Change = dict[str, Any]


class ChangesOnMap(QObject):
    """Draws changes of the workspace in use, and goes to them."""

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = GeometryShown(session.canvas)
        session.canvas.destinationCrsChanged.connect(self._draw_again)
        self._known: dict[Key, tuple[str, str | None, str | None]] = {}
        self._wanted: list[Key] = []
        self._drawn: list[Key] = []
        self._waiting: list[Key] = []
        self._asking: list[Any] = []
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._draw_some)

    def drawn(self) -> list[Key]:
        """(layer, uid) of what is on the map."""
        return [key for key in self._drawn if key not in self._waiting]

    def draw(self, features: list[Change]) -> None:
        """Draw these instead of what is drawn; of very many only the first."""
        wanted = [(one["layer"], one["uid"]) for one in features[:MOST]]
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._fetch(wanted, lambda: self._begin(wanted))

    def go_to(self, features: list[Change]) -> None:
        """Zoom to these and flash them."""
        keys = [(one["layer"], one["uid"]) for one in features[:MOST]]
        self._fetch(keys, lambda: self._go(keys))

    def clear(self) -> None:
        """Take everything off the map."""
        self._turn.stop()
        self._wanted, self._drawn, self._waiting = [], [], []
        self._shown.clear()

    def outdate(self) -> None:
        """The workspace was read anew: what is drawn stands until it is drawn again."""
        self._known.clear()
        self._wanted = []

    def forget(self) -> None:
        """Another workspace: nothing known is worth anything."""
        self.clear()
        self._known.clear()
        for answer in self._asking:
            answer.cancel()
        self._asking = []

    def _fetch(self, keys: list[Key], then: Callable[[], None]) -> None:
        """Have the geometries of some changes, then go on."""
        missing: dict[str, list[str]] = {}
        for layer, uid in keys:
            if (layer, uid) not in self._known:
                missing.setdefault(layer, []).append(uid)
        if not missing or self._session.workspace is None:
            then()
            return
        awaited = set(missing)
        path = self._session.workspace

        def came(layer: str, uids: list[str], answer: dict[str, Any]) -> None:
            if path != self._session.workspace:
                return
            for one in answer["features"]:
                self._known[layer, one["uid"]] = (answer["crs"], one["old"], one["new"])
            for uid in uids:
                self._known.setdefault((layer, uid), ("", None, None))
            done(layer)

        def done(layer: str) -> None:
            awaited.discard(layer)
            self._asking = [one for one in self._asking if one.is_running]
            if not awaited:
                then()

        for layer, uids in missing.items():
            self._asking.append(
                self._session.ask(
                    "change_geometry",
                    then=lambda answer, layer=layer, uids=uids: came(layer, uids, answer),
                    otherwise=lambda _, layer=layer: done(layer),  # the panel's reading tells what is wrong
                    workspace=path,
                    layer=layer,
                    uids=uids,
                )
            )

    def _begin(self, wanted: list[Key]) -> None:
        if wanted != self._wanted:
            return  # something else was chosen meanwhile
        self._shown.clear()
        self._drawn = list(wanted)
        self._waiting = list(wanted)
        self._turn.start()

    def _draw_again(self) -> None:
        """The map has another reference system: what is drawn would lie elsewhere."""
        if self._drawn:
            self._begin(self._wanted)

    def _draw_some(self) -> None:
        for key in self._waiting[:_A_TURN]:
            crs, old, new = self._known.get(key, ("", None, None))
            if crs:
                self._shown.show_change(old, new, crs)
        self._waiting = self._waiting[_A_TURN:]
        if not self._waiting:
            self._turn.stop()

    def _go(self, keys: list[Key]) -> None:
        covered = QgsRectangle()
        for key in keys:
            crs, old, new = self._known.get(key, ("", None, None))
            for side in (old, new) if crs else ():
                geometry = self._shown.in_map(geometry_from_hex(side), crs)
                if geometry is not None:
                    covered.combineExtentWith(geometry.boundingBox())
        self._shown.zoom(covered)
        for key in keys[:_MOST_FLASHED]:
            crs, old, new = self._known.get(key, ("", None, None))
            if crs:
                self._shown.flash(new or old, crs)
