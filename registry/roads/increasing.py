"""The most of a sequence that can be kept so that it only rises."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def rising(values: Sequence[float]) -> list[int]:
    """Places of a longest strictly rising subsequence (Schensted 1961); of several, the one that ends lowest.

    One wrong value far off costs only itself, where a running maximum would throw away all that follows it.

    >>> rising([0.0, 1.0, 8.0, 3.0, 4.0])
    [0, 1, 3, 4]
    """
    tails: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [place]
    kept = []
    last = ends[-1] if ends else -1
    while last >= 0:
        kept.append(last)
        last = before[last]
    return kept[::-1]
