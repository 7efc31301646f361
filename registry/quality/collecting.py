"""Collecting what the checks of one run find."""

from __future__ import annotations

import numpy as np

from .codes import CODES, SEVERITIES
from .earth import Floats
from .layer import Layer
from .report import Finding, Ran, Skipped

_RANK = {severity: place for place, severity in enumerate(SEVERITIES)}


class Collector:
    """Takes findings by layer and row; what lies out of scope is dropped."""

    def __init__(self) -> None:
        self.ran: list[Ran] = []
        self.skipped: list[Skipped] = []
        self.check = ""
        self._layers: dict[str, Layer] = {}
        self._found: list[tuple[str, int, str, str, Floats | None, str | None, str | None]] = []

    def add(
        self,
        layer: Layer,
        row: int,
        code: str,
        message: str,
        *,
        place: Floats | None = None,
        other: tuple[Layer, int] | None = None,
    ) -> None:
        """A fault of the feature in that row.

        Parameters
        ----------
        place : (2,) longitude and latitude; by default a point on the feature
        other : layer and row of the other feature of a pair; one of the two must be in scope
        """
        if not layer.scope[row] and (other is None or not other[0].scope[other[1]]):
            return
        self._layers[layer.name] = layer
        uid = None if other is None else str(other[0].uids[other[1]])
        beside = None if other is None or other[0].name == layer.name else other[0].name
        self._found.append((layer.name, int(row), code, message, place, uid, beside))

    def skip(self, layer: Layer | str, reason: str) -> None:
        """The check running now cannot be made of a layer, or of some of it."""
        self.skipped.append(Skipped(self.check, layer if isinstance(layer, str) else layer.name, reason))

    def findings(self) -> list[Finding]:
        """All findings, the worst first."""
        places = self._places()
        found = []
        for (name, row, code, message, _, other, beside), (x, y) in zip(self._found, places, strict=True):
            place = (x, y) if np.isfinite([x, y]).all() else None
            uid = str(self._layers[name].uids[row])
            found.append(Finding(name, uid, code, CODES[code].severity, message, place, other, beside))
        found.sort(key=lambda one: (_RANK[one.severity], one.layer, one.code, one.uid, one.message))
        return found

    def _places(self) -> list[tuple[float, float]]:
        """Longitude and latitude of each finding; those not given are taken from the features."""
        places = np.full((len(self._found), 2), np.nan)
        wanting: dict[str, list[int]] = {}
        for index, (name, _, _, _, place, *_) in enumerate(self._found):
            if place is not None:
                places[index] = place
            else:
                wanting.setdefault(name, []).append(index)
        for name, indexes in wanting.items():
            rows = np.array([self._found[index][1] for index in indexes])
            places[indexes] = self._layers[name].places(rows)
        inside = (np.abs(places) <= (180, 90)).all(axis=1)
        places[~inside] = np.nan
        return [(x, y) for x, y in np.round(places, 9).tolist()]
