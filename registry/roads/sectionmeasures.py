"""Measures that road lines bring with them: kilometres of sections, M of vertices."""

from __future__ import annotations

import numpy as np

from .arrays import Bools, Floats, Ints
from .findings import Named
from .increasing import rising


def m_spans(row: Ints, m: Floats, count: int) -> tuple[Floats, Bools]:
    """(count, 2) least and greatest M of each row, NaN without; (count,) whether M falls along it.

    Parameters
    ----------
    row, m : (v,) of each vertex, in the order of the lines; m NaN without
    """
    span = np.full((count, 2), np.nan)
    told = np.flatnonzero(np.isfinite(m))
    row, m = row[told], m[told]
    np.fmin.at(span[:, 0], row, m)
    np.fmax.at(span[:, 1], row, m)
    same = row[1:] == row[:-1]
    trend = np.bincount(row[1:][same], np.diff(m)[same], minlength=count)
    return span, trend < 0


def unit_of_m(m_span: Floats, span: Floats) -> Floats:
    """(n,) metres in a unit of M: registers keep it in metres or in kilometres, and seldom say which.

    Parameters
    ----------
    m_span, span : (n, 2) M of each row, and the metres that its own kilometres say; NaN where unknown

    Examples
    --------
    >>> unit_of_m(np.array([[0, 3], [0, 3e3], [0, 3]]), np.array([[0, 3e3], [0, 3e3], [np.nan, np.nan]]))
    array([1000.,    1.,    1.])
    """
    own = np.sort(span, axis=1)
    off = [np.abs(m_span * unit - own).sum(axis=1) for unit in (1.0, 1000.0)]
    return np.where(off[1] < off[0], 1000.0, 1.0)  # comparing with NaN is False


def trimmed(index: Ints, span: Floats, names: list[str], named: Named, mendable: Bools) -> Floats:
    """Spans of sections without what a section before them has already.

    Sections of one route may not overlap in km on one carriageway. What overlaps is listed; a section that is
    covered altogether comes back with a span of no length.

    Parameters
    ----------
    index : (n,) route of each row, -1 for none
    span : (n, 2) metres, NaN where unknown
    mendable : (n,) rows whose span may be changed; measures of vertices may not

    Returns
    -------
    (n, 2) metres
    """
    span = span.copy()
    backwards = span[:, 0] > span[:, 1]
    for row in np.flatnonzero(backwards & (index >= 0)).tolist():
        named.add("reversed", row, start=span[row, 0], end=span[row, 1])
    span[backwards] = span[backwards][:, ::-1]
    rows = np.flatnonzero((index >= 0) & np.isfinite(span).all(axis=1))
    if not rows.size:
        return span
    for row in rows[span[rows, 0] == span[rows, 1]].tolist():
        named.add("zero-length", row, start=span[row, 0])
    rows = rows[np.lexsort((-span[rows, 1], span[rows, 0], index[rows]))]
    route, low, high = index[rows], span[rows, 0], span[rows, 1]
    width = float(high.max() - low.min()) + 2.0
    reach = np.maximum.accumulate(route * width + (high - low.min()))
    before = np.full(len(rows), -np.inf)
    same = route[1:] == route[:-1]
    before[1:][same] = (reach[:-1] - route[1:] * width)[same] + low.min()
    over = np.minimum(before, high) - low
    for place in np.flatnonzero((over > 0.5) & mendable[rows]).tolist():
        row = int(rows[place])
        named.add("section-overlap", row, start=low[place], end=high[place], route=names[route[place]],
                  metres=f"{over[place]:.0f}")  # fmt: skip
    trim = (over > 0) & mendable[rows]
    span[rows[trim], 0] = np.minimum(before, high)[trim]
    return span


def section_knots(
    route: Ints, row: Ints, along: Floats, m: Floats, span: Floats, names: list[str], named: Named
) -> tuple[Ints, Floats, Bools]:
    """Which vertices are knots, the measure of each, and whether it is an M of its own.

    Parameters
    ----------
    route, row, along, m : (v,) of each vertex, in the order of the routes; m in metres, NaN without
    span : (n, 2) metres of each row
    """
    begins = np.ones(len(row), dtype=np.bool_)
    begins[1:] = (row[1:] != row[:-1]) | (route[1:] != route[:-1])
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(row)) - 1 if len(row) else first
    told = np.isfinite(m)
    carries = np.zeros(len(span), dtype=np.bool_)
    carries[row[told]] = True
    known = np.isfinite(span).all(axis=1) & ~carries
    begin, end = first[known[row[first]]], last[known[row[last]]]
    own = np.flatnonzero(told)
    at = np.concatenate([begin, end, own])
    measure = np.concatenate([span[row[begin], 0], span[row[end], 1], m[own]])
    from_m = np.arange(len(at)) >= len(begin) + len(end)
    order = np.argsort(at, kind="stable")
    at, measure, from_m = at[order], measure[order], from_m[order]
    keep = _never_falling(route[at], measure, names, named)
    return at[keep], measure[keep], from_m[keep]


def _never_falling(route: Ints, measure: Floats, names: list[str], named: Named) -> Ints:
    """Places of the knots that can be kept; where measures fall, the most that rise."""
    falls = np.flatnonzero((route[1:] == route[:-1]) & (measure[1:] < measure[:-1]))
    keep = np.ones(len(route), dtype=np.bool_)
    for number in sorted(set(route[falls].tolist())):
        low, high = np.searchsorted(route, (number, number + 1))
        kept = low + np.array(rising(measure[low:high].tolist()))
        keep[low:high] = False
        keep[kept] = True
        lost = np.setdiff1d(np.arange(low, high), kept)
        named.add_route("m-order", names[number], start=float(measure[lost[0]]))
    return np.flatnonzero(keep)
