"""Names of array types used throughout the package."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
#: (n, 2) whole metres: start and end of half-open intervals.
Spans = NDArray[np.int64]
#: Shapely geometries, or None.
Shapes = NDArray[np.object_]

__all__ = [
    "ArrayLike",
    "Bools",
    "Floats",
    "Ints",
    "Shapes",
    "Spans",
    "counted",
    "distinct",
    "expanded",
    "ranked",
    "searched",
]


def counted(offsets: Ints) -> Ints:
    """Sizes of the groups that (n + 1,) offsets mark."""
    return np.diff(offsets)


def expanded(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Runs of consecutive numbers, one after another, and to which run each belongs.

    >>> expanded(np.array([5, 0, 7]), np.array([2, 0, 3]))
    (array([5, 6, 7, 8, 9]), array([0, 0, 2, 2, 2]))
    """
    run = np.repeat(np.arange(len(first)), count)
    begun = np.cumsum(count) - count
    return np.arange(len(run)) - begun[run] + first[run], run


def distinct(values: Ints) -> Ints:
    """Sorted values without repeats; ``np.unique`` hashes integers since numpy 2.3, at 50 times the cost.

    >>> distinct(np.array([7, 3, 7]))
    array([3, 7])
    """
    found = np.sort(values)
    return found[np.append(True, found[1:] != found[:-1])] if len(found) else found


def ranked(values: Ints) -> tuple[Ints, Ints]:
    """Sorted values without repeats, and where each of the given values is among them.

    >>> ranked(np.array([7, 3, 7]))
    (array([3, 7]), array([1, 0, 1]))
    """
    order = np.argsort(values)
    found = values[order]
    new = np.ones(len(found), dtype=np.bool_)
    new[1:] = found[1:] != found[:-1]
    place = np.empty(len(values), dtype=np.int64)
    place[order] = np.cumsum(new) - 1
    return found[new], place


def searched(keys: Floats, wanted: Floats, side: Literal["left", "right"]) -> Ints:
    """``np.searchsorted``, for many in their own order: then memory is gone through once, not at random.

    >>> searched(np.array([0.0, 10.0, 20.0]), np.array([15.0, 10.0]), "right")
    array([2, 2])
    """
    if len(wanted) < 10_000:
        return np.searchsorted(keys, wanted, side=side)
    order = np.argsort(wanted)
    found = np.empty(len(wanted), dtype=np.int64)
    found[order] = np.searchsorted(keys, wanted[order], side=side)
    return found
