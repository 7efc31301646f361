"""Roads whose two carriageways are drawn apart: one line for each side, one for the road.

Sections of a dual carriageway have the same kilometres twice, left and right. The road as a whole is drawn by
the sections that stand for both sides, then the right, then the left ones; a side by its own, then those of
both, then the other's. A section of lower rank is cut to the kilometres that the others leave.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .arrays import ArrayLike, Floats, Ints, Shapes
from .building import Built, build
from .cutting import cut
from .overlay import Layer, overlay

LEFT, RIGHT, BOTH = 1, 2, 3
#: For each side, the carriageways whose sections draw it, the first that there is.
PREFERENCE = {
    "both": ("both", "right", "left"),
    "right": ("right", "both", "left"),
    "left": ("left", "both", "right"),
}


def build_side(
    route: ArrayLike,
    lines: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    carriageway: ArrayLike,
    side: str = "both",
    *,
    crs: str = "EPSG:4326",
    uids: ArrayLike | None = None,
    layer: str = "roads",
) -> Built:
    """Routes drawn by one side of the road; see :func:`.building.build`.

    Parameters
    ----------
    low, high : (n,) metres, NaN where unknown; a section without them is used as it is
    carriageway : (n,) both, left or right; anything else is both
    side : key of :data:`PREFERENCE`
    """
    names, shapes = np.asarray(route, dtype=object), np.asarray(lines, dtype=object)
    span = np.column_stack([np.asarray(low, np.float64), np.asarray(high, np.float64)])
    choice = np.asarray(carriageway, dtype=object)
    ranks = {one: place for place, one in enumerate(PREFERENCE[side])}
    rank = np.array([ranks.get(one, ranks["both"]) for one in choice.tolist()], dtype=np.int64)
    row = np.arange(len(names))
    for level in (1, 2):
        row, shapes, span = _yielding(names, row, shapes, span, rank, level, crs)
    ids = np.array([f"row {i}" for i in range(len(names))]) if uids is None else np.asarray(uids, object)
    made = build(names[row], shapes, span[:, 0], span[:, 1], crs=crs, uids=ids[row], layer=layer)
    routes = replace(made.routes, row=row[made.routes.row] if len(row) else made.routes.row)
    findings = [one._replace(row=int(row[one.row])) if one.row >= 0 else one for one in made.findings]
    return Built(routes, findings)


def _yielding(
    names: Shapes, row: Ints, shapes: Shapes, span: Floats, rank: Ints, level: int, crs: str
) -> tuple[Ints, Shapes, Floats]:
    """Rows of one rank without the kilometres that rows of a higher one have."""
    known = np.isfinite(span).all(axis=1) & (span[:, 0] < span[:, 1])
    lined = np.array([one is not None and not one.is_empty for one in shapes], dtype=np.bool_)
    own = np.flatnonzero(known & lined & (rank[row] == level))
    above = np.flatnonzero(known & lined & (rank[row] < level))
    if not own.size or not above.size:
        return row, shapes, span
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names.tolist()))}
    route = np.array([numbers[one] for one in names[row].tolist()], dtype=np.int64)
    whole = np.rint(np.where(known[:, None], span, 0)).astype(np.int64)
    where, event = overlay(Layer(route[own], whole[own]), Layer(route[above], whole[above]))
    left = np.flatnonzero((event[:, 0] >= 0) & (event[:, 1] < 0))
    owner = own[event[left, 0]]
    kept = np.bincount(owner, where.metres[left], minlength=len(row))
    partly = own[(kept[own] > 0) & (kept[own] < (whole[own, 1] - whole[own, 0]))]
    gone = own[kept[own] < (whole[own, 1] - whole[own, 0])]
    stay = np.setdiff1d(np.arange(len(row)), gone)
    pieces = left[np.isin(owner, partly)]
    if not pieces.size:
        return row[stay], shapes[stay], span[stay]
    whose = own[event[pieces, 0]]
    alone = build(
        [f"{i:09d}" for i in partly.tolist()], shapes[partly], span[partly, 0], span[partly, 1], crs=crs
    )
    at = alone.routes.index([f"{i:09d}" for i in whose.tolist()])
    drawn = cut(alone.routes, at, where.span[pieces]).line
    return (
        np.concatenate([row[stay], row[whose]]),
        np.concatenate([shapes[stay], drawn]),
        np.concatenate([span[stay], where.span[pieces].astype(np.float64)]),
    )
