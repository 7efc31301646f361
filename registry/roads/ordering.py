"""The order and direction of the lines of many routes; :mod:`.chaining` does one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Bools, Floats, Ints
from .chaining import chain
from .findings import Named
from .geodesy import distance

# A line drawn against the road has to save this much of gap, so that it is not turned for nothing.
_TURNING = 1e-3


class Placed(NamedTuple):
    """p single lines: ``route``, ``row`` and its lower measure ``low`` (NaN where unknown), first and last
    vertex (p, 2), and ``fixed``: 0 or 1 where it is known to run with or against the road, else -1."""

    route: Ints
    row: Ints
    low: Floats
    first: Floats
    last: Floats
    fixed: Ints


class Arranged(NamedTuple):
    """``part`` (p,) the lines in order, ``backwards`` (p,) which of them run against the road."""

    part: Ints
    backwards: Bools


def arranged(lines: Placed, names: list[str], named: Named) -> Arranged:
    """Lines by route, and in each by kilometre where all its lines have one, else by where they meet."""
    count = len(lines.route)
    unordered = np.zeros(len(names), dtype=np.bool_)
    unordered[lines.route[np.isnan(lines.low)]] = True
    loose = unordered[lines.route]
    low = np.where(loose, 0.0, lines.low)
    row = np.where(loose, -1, lines.row)
    order = np.lexsort((np.arange(count), row, low, lines.route))
    backwards = np.zeros(count, dtype=np.bool_)
    new = np.ones(count, dtype=np.bool_)
    route, row = lines.route[order], row[order]
    new[1:] = (route[1:] != route[:-1]) | (row[1:] != row[:-1])
    start = np.flatnonzero(new)
    end = np.append(start[1:], count)
    # The algorithm is a loop, over the groups that need it: rows in several parts, routes without kilometres.
    for a, b in zip(start[end - start > 1].tolist(), end[end - start > 1].tolist(), strict=True):
        those = order[a:b]
        first, last = lines.first[those].tolist(), lines.last[those].tolist()
        found, forks = chain([((a, b), (c, d)) for (a, b), (c, d) in zip(first, last, strict=True)])
        places = [place for place, _ in found]
        order[a:b] = those[places]
        backwards[order[a:b]] = [against for _, against in found]
        low_here = lines.low[order[a:b]]
        if np.sign(np.diff(low_here[np.isfinite(low_here)])).sum() < 0:  # some have kilometres: they tell
            order[a:b] = order[a:b][::-1]
            backwards[order[a:b]] ^= True
        for longitude, latitude in forks:
            named.add_route("fork", names[lines.route[those[0]]], longitude=longitude, latitude=latitude)
    turned = _turned(lines, order, backwards, start, end)
    several = np.flatnonzero(turned & (end - start > 1))
    for a, b in zip(start[several].tolist(), end[several].tolist(), strict=True):
        order[a:b] = order[a:b][::-1]
    group = np.repeat(np.arange(len(start)), end - start)
    return Arranged(order, backwards[order] ^ turned[group])


def _turned(lines: Placed, order: Ints, backwards: Bools, start: Ints, end: Ints) -> Bools:
    """(g,) which groups of lines to turn round, so that the gaps of each route are least in sum.

    Viterbi's algorithm with two states a group, all routes at once: as many steps as the longest has groups.
    """
    count = len(start)
    if not count:
        return np.empty(0, np.bool_)
    head, tail = order[start], order[end - 1]
    flip_head, flip_tail = backwards[head][:, None], backwards[tail][:, None]
    begin = np.where(flip_head, lines.last[head], lines.first[head])
    stop = np.where(flip_tail, lines.first[tail], lines.last[tail])
    entry, leave = np.stack([begin, stop], axis=1), np.stack([stop, begin], axis=1)
    fixed = lines.fixed[head]
    # A group of several parts that M runs through is turned as its first part is.
    fixed = np.where(fixed >= 0, fixed ^ backwards[head], -1)
    own = np.column_stack([np.where(fixed == 1, np.inf, 0.0), np.where(fixed == 0, np.inf, _TURNING)])
    ways = np.zeros((count, 2, 2))
    for was in (0, 1):
        for now in (0, 1):
            ways[1:, was, now] = distance(leave[:-1, was], entry[1:, now])
    route = lines.route[head]
    first = np.flatnonzero(np.append(True, route[1:] != route[:-1]))
    size = np.diff(np.append(first, count))
    cost, came = own.copy(), np.zeros((count, 2), dtype=np.int64)
    for step in range(1, int(size.max())):
        here = first[size > step] + step
        total = cost[here - 1][:, :, None] + ways[here]
        came[here] = total.argmin(axis=1)
        cost[here] = own[here] + total.min(axis=1)
    state = np.zeros(count, dtype=np.int64)
    final = first + size - 1
    state[final] = cost[final].argmin(axis=1)
    for step in range(int(size.max()) - 1, 0, -1):
        here = first[size > step] + step
        state[here - 1] = came[here, state[here]]
    turned: Bools = state == 1
    return turned
