"""Ramps, the ways on and off an interchange: counted apart from the kilometres of the roads themselves.

A section of ``roads`` is a ramp where its field ``ramp`` says so. Empty means that it is none, and so does a
layer without the field: registries from before it count as they did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..model.errors import UsageError
from ..roads.arrays import Bools
from .indicator import Parameter, Request
from .sentences import Sentence

if TYPE_CHECKING:
    import pandas

FIELD, ROADS = "ramp", "roads"
#: What the field says of a ramp.
YES = "yes"
APART, INCLUDED, ONLY = "apart", "included", "only"
RAMPS = Parameter(
    "ramps",
    "text",
    APART,
    "ramps of interchanges: told apart from the kilometres, included in them, or only they",
    (APART, INCLUDED, ONLY),
)


def ramps_of(roads: pandas.DataFrame) -> Bools:
    """(n,) rows of ``roads`` that are ramps."""
    if FIELD not in roads:
        return np.zeros(len(roads), dtype=np.bool_)
    found: Bools = roads[FIELD].eq(YES).fillna(False).to_numpy(dtype=np.bool_)
    return found


def counting(request: Request, ramp: Bools) -> Bools:
    """Of rows or pieces of roads, some of them ramps, those that count, as asked.

    Raises
    ------
    UsageError
        Only ramps, of roads that cannot say what is one.
    """
    asked = request.parameters[RAMPS.name]
    if asked == INCLUDED:
        return np.ones_like(ramp)
    if asked == APART:
        return ~ramp
    if request.has(ROADS) and FIELD not in request.layers[ROADS].by_name:
        raise UsageError(
            f"ramps = only: layer {ROADS} has no field {FIELD} here, so none is known; add it with"
            " `registry layers change`"
        )
    return ramp


def noted(request: Request, km: float) -> list[Sentence]:
    """What a result says of so many kilometres of ramps, counted or not."""
    asked = request.parameters[RAMPS.name]
    if asked == ONLY:
        return [Sentence.of("only ramps count")]
    if km <= 0:
        return []
    if asked == INCLUDED:
        return [Sentence.of("{km:.3f} km of ramps are counted with the roads", km=km)]
    return [Sentence.of("{km:.3f} km of ramps are counted apart", km=km)]
