"""Roads drawn in metres about Atyrau, for tests: x east, y north, true metres to a millimetre."""

import numpy as np
import shapely

from registry.roads.segments import beside

CORNER = (51.9, 47.1)


def lonlat(points):
    """(n, 2) metres east and north of the corner, at most some tens of kilometres, as degrees."""
    metres = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    return beside(np.tile(np.array([CORNER]), (len(metres), 1)), metres[:, 0], metres[:, 1])


def line(*points):
    return shapely.LineString(lonlat(points))


def pairs(geometry):
    """Vertices as plain tuples."""
    return [(x, y) for x, y in shapely.get_coordinates(geometry).tolist()]
