"""What a way through a file cannot keep is no change: the feature's own value stays.

A table's cell does not keep the spaces of a text nor tell an empty text from none; GeoJSON turns rings its
own way round; coordinates that went into another reference system and back are a step of the grid off.
Without this an export in which somebody edits one cell would change every feature on its way back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..model.definition import Definition
from ..model.geometry import wkb
from .cells import is_null, plain

Row = tuple[Any, ...]

#: Steps of the grid that a transformation and its way back may leave between two positions.
_STEPS = 2.0


class Sameness:
    """Puts back the values of a layer's features that a source only could not keep.

    Parameters
    ----------
    cells : whether the source's values are cells of a table
    transformed : whether its coordinates went through a transformation
    """

    def __init__(self, definition: Definition, cells: bool, transformed: bool) -> None:
        self._texts = [2 + at for at, one in enumerate(definition.fields) if one.type == "text" and cells]
        self._spec = definition.geometry
        self._transformed = transformed

    def kept(self, rows: Sequence[Row | None], old: Mapping[int, Row]) -> list[Row | None]:
        """The rows, each with what is the same as in its old row put back.

        Parameters
        ----------
        rows : stored rows (uid, blob, values...), None for one refused
        old : rows that they update, by place
        """
        out = list(rows)
        moved: list[tuple[int, Row, Row]] = []
        for place, before in old.items():
            row = out[place]
            if row is None or row == before:
                continue
            out[place] = row = self._with_texts(row, before)
            if row[1] != before[1] and row[1] is not None and before[1] is not None:
                moved.append((place, row, before))
        for (place, row, before), same in zip(moved, self._same_shapes(moved), strict=True):
            if same:
                out[place] = (row[0], before[1], *row[2:])
        return out

    def _with_texts(self, row: Row, before: Row) -> Row:
        changed = [
            at
            for at in self._texts
            if row[at] != before[at] and _as_a_cell(before[at]) == _as_a_cell(row[at])
        ]
        if not changed:
            return row
        values = list(row)
        for at in changed:
            values[at] = before[at]
        return tuple(values)

    def _same_shapes(self, pairs: Sequence[tuple[int, Row, Row]]) -> list[bool]:
        if not pairs or self._spec is None:
            return [False] * len(pairs)
        import shapely

        new = shapely.from_wkb([wkb(row[1]) for _, row, _ in pairs])
        old = shapely.from_wkb([wkb(before[1]) for _, _, before in pairs])
        if "Polygon" in self._spec.type:  # the order of rings and vertices means nothing; of a line it does
            new, old = shapely.normalize(new), shapely.normalize(old)
        step = 10.0**-self._spec.precision
        tolerance = _STEPS * step if self._transformed else step / 1000
        found = np.atleast_1d(shapely.equals_exact(new, old, tolerance=tolerance))  # of x and y only
        for place in np.flatnonzero(found) if self._spec.has_z or self._spec.has_m else ():
            found[place] = np.array_equal(_heights(new[place]), _heights(old[place]), equal_nan=True)
        return [bool(one) for one in found]


def _heights(shape: Any) -> Any:
    import shapely

    return shapely.get_coordinates(shape, include_z=True, include_m=True)[:, 2:]


def _as_a_cell(text: str | None) -> str | None:
    return None if text is None or is_null(text) else plain(text)
