"""The roads of a version as calibrated routes: for what only a drawing can tell, true lengths and places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..roads.arrays import Floats, Ints, Spans
from ..roads.building import build
from ..roads.calibration import calibrate
from ..roads.carriageways import build_side
from ..roads.cutting import cut
from ..roads.errors import Finding
from ..roads.intervals import whole_metres
from ..roads.routes import RouteSet
from .ground import valid_on
from .naming import meant
from .network import LAYER

if TYPE_CHECKING:
    from .indicator import Request

POSTS = "km_posts"
WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Drawn:
    """``routes`` as drawn, measured by their km posts, else by the kilometres of their sections.

    ``index`` (n,) of each numbered route in them, -1 for one without a line.
    """

    routes: RouteSet
    index: Ints
    findings: list[Finding]

    def lengths(self, route: Ints, span: Spans) -> tuple[Floats, Floats]:
        """(n,) metres along the line between measures, without gaps, and (n,) of measure that have a line."""
        made = cut(self.routes, self.index[route], span, drawn=False)
        lined = np.where(self.index[route] >= 0, span[:, 1] - span[:, 0] - made.past - made.gap, 0)
        return made.length, lined.astype(np.float64)


def drawn_roads(request: Request, names: list[str]) -> Drawn:
    """The routes of a request's version.

    Parameters
    ----------
    names : of the numbered routes
    """
    import geopandas

    roads = request.frame(LAYER) if request.has(LAYER) else None
    if not isinstance(roads, geopandas.GeoDataFrame) or not len(roads):
        empty = build([], [])
        return Drawn(empty.routes, np.full(len(names), -1), [])
    rows = roads[valid_on(roads, request.day) & roads.geometry.notna().to_numpy()]
    sides = rows["carriageway"] if "carriageway" in rows else np.full(len(rows), "both", dtype=object)
    made = build_side(
        meant(request, rows["route_id"]),
        rows.geometry.to_crs(WGS84).to_numpy(),
        whole_metres(rows["km_from"]),
        whole_metres(rows["km_to"]),
        np.asarray(sides, dtype=object),
        uids=rows.index.to_numpy(),
    )
    routes, findings = replace(made.routes, in_degrees=roads.crs.is_geographic), made.findings
    if request.has(POSTS) and len(posts := request.frame(POSTS)):
        points = posts.geometry.to_crs(WGS84).to_numpy()
        named = meant(request, posts["route_id"])
        lonlat = np.column_stack([shapely.get_x(points), shapely.get_y(points)])
        done = calibrate(routes, routes.index(named), whole_metres(posts["km"]), lonlat, names=named,
                         uids=posts.index.to_numpy())  # fmt: skip
        routes, findings = done.routes, findings + done.findings
    return Drawn(routes, routes.index(names), findings)
