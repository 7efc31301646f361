"""Geometry into another coordinate reference system, a batch at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow

from ..model.definition import Geometry
from .errors import FormatCannotHold, NoTransformation, UnknownCrs

# Decimals of the grid that new coordinates are put on: a tenth of a millimetre, in either unit.
_DEGREES, _METRES = 9, 4


@dataclass(frozen=True)
class Reprojection:
    """From a layer's CRS to ``target``, by the best operation PROJ has; never a ballpark one.

    ``precision`` is the number of decimals kept; heights are left as they are.
    """

    layer: str
    source: str
    target: str
    precision: int
    transformer: Any

    @classmethod
    def between(cls, layer: str, geometry: Geometry, target: str) -> Reprojection | None:
        """The way from a layer's CRS to another; None if they are the same.

        Raises
        ------
        UnknownCrs
        NoTransformation
            PROJ knows none better than a guess.
        FormatCannotHold
            The layer has measures at its vertices, which mean nothing in another CRS's lengths.
        """
        from pyproj import CRS, Transformer
        from pyproj.exceptions import CRSError, ProjError

        try:
            wanted = CRS.from_user_input(target)
        except CRSError:
            raise UnknownCrs(crs=target) from None
        source = CRS.from_user_input(geometry.crs)
        if wanted == source:
            return None
        authority = wanted.to_authority()
        if authority is None or authority[0] != "EPSG":
            raise UnknownCrs(crs=target)
        if geometry.has_m:
            raise FormatCannotHold(
                format=":".join(authority),
                layer=layer,
                problem="its vertices have measures (M), which stay in the layer's CRS",
                instead=f"the layer's own CRS {geometry.crs}",
            )
        try:
            transformer = Transformer.from_crs(source, wanted, always_xy=True, allow_ballpark=False)
        except ProjError as error:
            raise NoTransformation(
                layer=layer, source=geometry.crs, target=target, problem=str(error)
            ) from None
        precision = _DEGREES if wanted.is_geographic else _METRES
        return cls(layer, geometry.crs, ":".join(authority), precision, transformer)

    def applied(self, shapes: pyarrow.Array, uids: pyarrow.Array) -> pyarrow.Array:
        """WKB in the target CRS, on its grid.

        Raises
        ------
        NoTransformation
            A coordinate lies outside what the target can show; names the feature.
        """
        import numpy as np
        import shapely

        geometries = shapely.from_wkb(shapes.to_numpy(zero_copy_only=False))
        factor = 10.0**self.precision

        def moved(points: Any) -> Any:
            x, y = self.transformer.transform(points[:, 0], points[:, 1])
            return np.column_stack([np.rint(np.column_stack([x, y]) * factor) / factor + 0.0, points[:, 2:]])

        has_z = bool(shapely.has_z(geometries).any())
        there = shapely.transform(geometries, moved, include_z=has_z)
        coordinates, owner = shapely.get_coordinates(there, return_index=True)
        outside = ~np.isfinite(coordinates).all(axis=1)
        if outside.any():
            uid = uids[int(owner[outside][0])].as_py()
            raise NoTransformation(
                layer=self.layer,
                source=self.source,
                target=self.target,
                problem=f"feature {uid} lies outside it",
            )
        written = shapely.to_wkb(there, byte_order=1, flavor="iso", output_dimension=3 if has_z else 2)
        return pyarrow.array(written, pyarrow.binary())
