"""Geodesic length or area of each feature of a layer at a version, as the ledger keeps it.

Nothing is measured, and no geometry read, where the ledger has the size already (see
:mod:`registry.versions.measures`); only what it lacks is measured here, and nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..roads.areas import areas
from ..roads.sizes import line_lengths
from ..versions.asof import Box
from ..versions.ledger import Ledger, VersionSpec
from ..versions.measures import AREA, measure_column
from .columns import GEOMETRY
from .selection import SIZE, choose

if TYPE_CHECKING:
    import pandas

__all__ = ["sizes"]


def sizes(
    ledger: Ledger,
    layer: str,
    revision: VersionSpec = None,
    where: str | None = None,
    box: Box | None = None,
    defined: int | None = None,
) -> pandas.Series[float]:
    """Metres of the lines, or square metres of the polygons, of a layer at a version.

    Parameters and further errors as for :func:`registry.frames.table`.

    Returns
    -------
    Series of float64
        Index ``uid``, in the order of :func:`registry.frames.frame`; called ``length_m`` or ``area_m2``. NaN
        without a geometry, and for every feature of a layer of points or of none, where it has no name.

    Raises
    ------
    NoEllipsoid, BadCoordinate
        A size that the ledger lacks cannot be measured.

    Examples
    --------
    >>> sizes(ledger, "roads", "2024-12-31").sum() / 1000                  # doctest: +SKIP
    94.911
    """
    import pandas as pd
    import pyarrow
    import shapely

    chosen = choose(ledger, layer, revision, where, box, (), size=True, defined=defined)
    geometry = chosen.chosen.definition.geometry
    column = measure_column(geometry)
    found = pyarrow.Table.from_batches(chosen.read_all(), chosen.schema)
    size = np.full(len(found), np.nan)
    if geometry is not None and column is not None:
        if chosen.size is not None:
            size = found.column(SIZE).to_numpy().astype(np.float64)
        shapes = np.asarray(shapely.from_wkb(found.column(GEOMETRY).to_numpy()), dtype=object)
        lacking = np.flatnonzero(~shapely.is_missing(shapes))
        if lacking.size:
            measure = areas if column == AREA else line_lengths
            size[lacking] = measure(shapes[lacking], geometry.crs)
    uids = pd.Index(found.column("uid").to_pandas(), name="uid")
    return pd.Series(size, index=uids, name=column)
