"""The nearest of many roads, in true metres, for points within a limit."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..roads.densifying import densified
from .buffers import EDGE, VERTICES
from .localplane import Local
from .plane import Floats, Shapes, to_plane
from .tiles import reach

Ints = NDArray[np.int64]


def nearest_roads(points: Shapes, lines: Shapes, limit: float) -> tuple[Floats, Ints]:
    """Metres from each point to the nearest line, and which line that is.

    Measured on a plane about each point, which is true to 3e-5 up to 15 km from it and to 1e-4 up to 100 km.

    Parameters
    ----------
    points, lines : (n,) and (m,) shapes in WGS 84
    limit : metres up to which it is looked for

    Returns
    -------
    (n,) metres, infinite where none is within the limit, and (n,) index, -1 there
    """
    metres = np.full(len(points), np.inf)
    which = np.full(len(points), -1, dtype=np.int64)
    if not len(points) or not len(lines):
        return metres, which
    here = to_plane(points)
    parts, of = shapely.get_parts(to_plane(densified(lines, VERTICES)), return_index=True)
    boxes = reach(shapely.bounds(here), limit)
    parts, of = _on_both_sides(parts, of, boxes)
    point, part = shapely.STRtree(parts).query(shapely.box(*boxes.T), predicate="intersects")
    if not len(point):
        return metres, which
    # Only what is near of a line that is long.
    pieces = parts[part]
    long = np.flatnonzero(shapely.get_num_coordinates(pieces) > 50)
    for one in long.tolist():
        pieces[one] = shapely.clip_by_rect(pieces[one], *boxes[point[one]])
    local = Local(here)
    found = shapely.distance(local.onto(here)[point], local.onto(pieces, point))
    order = np.lexsort((of[part], found, point))
    first = order[np.concatenate([[True], np.diff(point[order]) != 0])]
    within = first[found[first] <= limit]
    metres[point[within]], which[point[within]] = found[within], of[part[within]]
    return metres, which


def _on_both_sides(parts: Shapes, of: Ints, boxes: Floats) -> tuple[Shapes, Ints]:
    """Lines as they are, and again a turn of the Earth away where boxes reach over the antimeridian."""
    shapes, owners = [parts], [of]
    bounds = shapely.bounds(parts)
    for turn, some in (
        (-2 * EDGE, bounds[:, 2] - 2 * EDGE >= boxes[:, 0].min()),
        (2 * EDGE, bounds[:, 0] + 2 * EDGE <= boxes[:, 2].max()),
    ):
        if some.any():
            shapes.append(np.asarray(shapely.transform(parts[some], lambda c, t=turn: np.add(c, [t, 0]))))
            owners.append(of[some])
    return np.concatenate(shapes), np.concatenate(owners)
