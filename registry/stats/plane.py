"""A plane on which areas are those of the Earth: Lambert's cylindrical equal-area projection.

Coverage, overlap and density are computed on it: unions, intersections and differences of shapes keep their
area to the last bit, so that parts add up to the whole, and an area costs a shoelace. Meridians and parallels
are straight on it; other geodesics bend, so that long edges get vertices on the way
(:mod:`..roads.densifying`): with one every 300 m an edge is within 2 mm of its geodesic up to latitude 60°,
and the area of a shape of 10 km within 2e-7 of itself. Lengths and shapes are *not* true on it, only areas:
distances are measured by :mod:`.buffers` and :mod:`..roads.geodesy`.

Formulas for the ellipsoid: Snyder 1987, *Map projections: a working manual*, USGS Professional Paper 1395,
chapters 3 and 10. All layers are brought to WGS 84 first.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..roads.areas import authalic
from ..roads.ellipsoid import WGS84

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]

A = WGS84.a
E2 = WGS84.e2

#: q of the pole, and the radius of the sphere of the ellipsoid's area.
Q_POLE = float(authalic(1.0))
RADIUS = A * float(np.sqrt(Q_POLE / 2))


def forward(lonlat: Floats) -> Floats:
    """(n, 2) degrees as (n, 2) metres on the plane."""
    x = A * np.radians(lonlat[:, 0])
    y = A / 2 * authalic(np.sin(np.radians(lonlat[:, 1])))
    return np.column_stack([x, y])


def backward(place: Floats) -> Floats:
    """(n, 2) metres on the plane as (n, 2) degrees: authalic latitude, then Newton's steps of Snyder 3-16."""
    q = np.clip(place[:, 1] * 2 / A, -Q_POLE, Q_POLE)
    sine = q / Q_POLE
    for _ in range(4):
        # dq / d sine = 2 (1 - e²) / (1 - e² sine²)²
        w2 = 1 - E2 * sine * sine
        sine = np.clip(sine + (q - authalic(sine)) * w2 * w2 / (2 * (1 - E2)), -1, 1)
    return np.column_stack([np.degrees(place[:, 0] / A), np.degrees(np.arcsin(sine))])


def to_plane(lonlat: Shapes) -> Shapes:
    """(n,) shapes in WGS 84 on the plane; vertex by vertex."""
    return np.asarray(shapely.transform(np.asarray(lonlat, dtype=object), forward), dtype=object)


def from_plane(shapes: Shapes) -> Shapes:
    """(n,) shapes of the plane in WGS 84."""
    return np.asarray(shapely.transform(np.asarray(shapes, dtype=object), backward), dtype=object)
