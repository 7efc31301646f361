"""The sides of a road: a layer may say it in a field ``carriageway``, ``both``, ``left`` or ``right``."""

from __future__ import annotations

import numpy as np

from .earth import Ints
from .layer import Layer

FIELD = "carriageway"
LEFT, RIGHT = 1, 2
_SIDES = {"left": LEFT, "right": RIGHT}


def sides_of(layer: Layer) -> Ints | None:
    """(n,) LEFT, RIGHT or both added up (also where nothing is said); None if the layer has no such field."""
    field = layer.definition.by_name.get(FIELD)
    if field is None or field.type != "text":
        return None
    texts = layer.values(FIELD)
    sides = np.full(len(layer), LEFT | RIGHT)
    for text, side in _SIDES.items():
        sides[texts == text] = side
    return sides
