"""The routes that names in a column mean: their own numbers, or aliases as of the day of the version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..roads.arrays import Shapes

if TYPE_CHECKING:
    from .indicator import Request


def meant(request: Request, names: Any) -> Shapes:
    """(n,) the route that each of a series of names means, None of an empty one; each is looked up once."""
    known = {name: request.aliases.route(name, request.day) for name in set(names.dropna())}
    return np.array([known.get(name) for name in names], dtype=object)
