"""A plane of its own for each of many shapes, true in all directions near its centre.

Lambert's azimuthal equal-area projection of the ellipsoid (Snyder 1987, chapter 24), all shapes at once and
each about its own centre, from the plane of areas (:mod:`.plane`) and back: between the two neither latitude
nor longitude is needed. Within 15 km of the centre lengths are true to 3e-5, within 100 km to 1e-4 in any
direction; areas are always true.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from .plane import E2, Q_POLE, RADIUS, A, Floats, Shapes, backward

Ints = NDArray[np.int64]

#: Vertices worked on at a time, for the processor's cache.
CHUNK = 16_384
# Below this tangent its arc is a short series.
_SMALL = 0.02


class Local:
    """Planes about the middle of the bounds of each of n shapes on the plane of areas."""

    def __init__(self, shapes: Shapes) -> None:
        bounds = shapely.bounds(shapes)
        middle = np.column_stack([bounds[:, 0] + bounds[:, 2], bounds[:, 1] + bounds[:, 3]]) / 2
        self.x = middle[:, 0]
        self.sine = middle[:, 1] * 2 / (A * Q_POLE)
        self.cosine = np.sqrt(1 - self.sine**2)
        latitude = np.sin(np.radians(backward(middle)[:, 1]))
        # Snyder 24-20: D makes the scale true in every direction at the centre.
        m = np.sqrt((1 - latitude**2) / (1 - E2 * latitude**2))
        self.d = A * m / (RADIUS * self.cosine)

    def onto(self, shapes: Shapes, plane: Ints | None = None) -> Shapes:
        """Shapes from the plane of areas to their own, the n-th one's to the n-th or that of ``plane``.

        Snyder 24-17 to 24-19.
        """
        coords, of = _vertices(shapes, plane)
        for begin in range(0, len(coords), CHUNK):
            part = slice(begin, begin + CHUNK)
            coords[part] = self._onto(coords[part], *self._centres(of[part]))
        return np.asarray(shapely.set_coordinates(shapes.copy(), coords), dtype=object)

    def back(self, shapes: Shapes, plane: Ints | None = None) -> Shapes:
        """Shapes from their own planes to that of areas; Snyder 24-26 to 24-30."""
        coords, of = _vertices(shapes, plane)
        for begin in range(0, len(coords), CHUNK):
            part = slice(begin, begin + CHUNK)
            coords[part] = self._back(coords[part], *self._centres(of[part]))
        return np.asarray(shapely.set_coordinates(shapes.copy(), coords), dtype=object)

    def _centres(self, of: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        return self.x[of], self.sine[of], self.cosine[of], self.d[of]

    @staticmethod
    def _onto(coords: Floats, x1: Floats, sine1: Floats, cosine1: Floats, d: Floats) -> Floats:
        sine = np.clip(coords[:, 1] * 2 / (A * Q_POLE), -1, 1)
        cosine = np.sqrt(1 - sine * sine)
        span = (coords[:, 0] - x1) / A
        across = cosine * np.cos(span)
        b = RADIUS * np.sqrt(2 / (1 + sine1 * sine + cosine1 * across))
        return np.column_stack([b * d * cosine * np.sin(span), b / d * (cosine1 * sine - sine1 * across)])

    @staticmethod
    def _back(coords: Floats, x1: Floats, sine1: Floats, cosine1: Floats, d: Floats) -> Floats:
        x, y = coords[:, 0] / d, coords[:, 1] * d
        # cos c and sin c / rho without trigonometry, as sin(c / 2) = rho / 2R.
        half2 = (x * x + y * y) / (4 * RADIUS * RADIUS)
        cosine_c = 1 - 2 * half2
        per_rho = np.sqrt(1 - half2) / RADIUS
        x *= per_rho
        y *= per_rho
        sine = cosine_c * sine1 + y * cosine1
        ahead = cosine1 * cosine_c - y * sine1
        tangent = x / ahead
        if ahead.min() > 0 and np.abs(tangent).max() < _SMALL:
            t2 = tangent * tangent
            span = tangent * (1 - t2 * (1 / 3 - t2 * (1 / 5 - t2 * (1 / 7 - t2 / 9))))
        else:
            span = np.arctan2(x, ahead)
        return np.column_stack([x1 + A * span, A * Q_POLE / 2 * sine])


def _vertices(shapes: Shapes, plane: Ints | None) -> tuple[Floats, Ints]:
    coords, of = shapely.get_coordinates(shapes, return_index=True)
    return coords, of if plane is None else plane[of]
