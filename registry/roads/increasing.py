"""The most of a sequence that can be kept so that it only rises."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

# Of so many places that one may follow, the nearest are looked at: a measure out of order has few beside it.
_NEAREST = 64


def rising(values: Sequence[float], steps: Sequence[float] | None = None) -> list[int]:
    """Places of a longest strictly rising subsequence (Schensted 1961).

    One wrong value far off costs only itself, where a running maximum would throw away all that follows it.
    Where two values contradict each other and order alone cannot tell which is wrong, ``steps`` can.

    Parameters
    ----------
    steps : (n,) numbers that should rise as the values do, such as kilometres of posts beside metres along
        their road; of several longest subsequences the one whose steps fit best is taken, else the one that
        ends lowest

    Examples
    --------
    >>> rising([0.0, 1.0, 8.0, 3.0, 4.0])
    [0, 1, 3, 4]
    >>> rising([0.0, 2.1, 1.0, 3.0], steps=[0.0, 2.0, 2.5, 3.0])
    [0, 1, 3]
    """
    tails: list[float] = []
    piles: list[list[int]] = []  # of each length, the places that such a subsequence can end at
    before: list[int] = []
    misfit: list[float] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        best, least = -1, 0.0
        if at:  # values of a pile never rise, so those that this one may follow are its last ones
            for other in piles[at - 1][: -_NEAREST - 1 : -1]:
                if values[other] >= value:
                    break
                step = 0.0 if steps is None else steps[place] - steps[other]
                cost = misfit[other] + (0.0 if steps is None else abs(value - values[other] - step))
                if best < 0 or cost < least:
                    best, least = other, cost
        before.append(best)
        misfit.append(least)
        if at == len(piles):
            piles.append([])
        piles[at].append(place)
    if not piles:
        return []
    last = min(reversed(piles[-1]), key=lambda place: misfit[place])
    kept = []
    while last >= 0:
        kept.append(last)
        last = before[last]
    return kept[::-1]
