"""The Rural Access Index, and the share of rural ground near a road, which is another figure.

The Rural Access Index (SDG 9.1.1; World Bank 2016, *Measuring rural access using new technologies*) is the
share of rural people within 2 km of an all-season road. The roads' buffers are dissolved, so nobody counts
twice; roads outside a region count for who lives within 2 km inside it; what is urban is out above the line
and below it; planned roads are out. People come from a raster, by the covered fraction of each cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import shapely

from ..model.errors import UsageError
from .access import CONDITION, DISTANCE, SURFACE, roads_near
from .coverage import evidence, reached, share_of
from .density import LIFECYCLES
from .divisions import GROUPINGS, KM2, PARAMETERS, Ints, divisions
from .ground import POLYGONS, Ground, ground
from .indicator import Indicator, Parameter, Request
from .people import known, people_by_raster, people_within, with_raster
from .plane import Floats, Shapes
from .rasterfiles import raster_named
from .result import Column, Result
from .sentences import Sentence
from .tiles import crossed, united

#: How much there is of something in pieces of ground, by owner.
Amount = Callable[[Shapes, Ints, int], Floats]


def rural_access(request: Request) -> Result:
    """The Rural Access Index; see :data:`RURAL_ACCESS_INDEX`."""
    name = request.parameters["raster"]
    if not name:
        raise UsageError(
            "the rural access index counts people of a raster; give raster=ID of the layer rasters,"
            " or the path of a file"
        )
    with raster_named(request, name) as raster:
        everyone = people_by_raster(raster, divisions(request, "the rural access index"))

        def people(pieces: Shapes, owner: Ints, count: int) -> Floats:
            found = people_within(raster, pieces, owner, count)
            return np.where(np.isnan(everyone.number[:count]), np.nan, found)

        found = _rural(request, RURAL_ACCESS_INDEX.name, people, "people", ("rural_people", "near_people"))
        return replace(found, notes=[*found.notes, *everyone.notes])


def rural_area(request: Request) -> Result:
    """The share of rural ground near a road; see :data:`RURAL_AREA_NEAR_ROADS`."""

    def km2(pieces: Shapes, owner: Ints, count: int) -> Floats:
        found: Floats = np.bincount(owner, shapely.area(pieces), minlength=count) / KM2
        return found

    return _rural(request, RURAL_AREA_NEAR_ROADS.name, km2, "km2", ("rural_km2", "near_km2"))


def _rural(request: Request, name: str, amount: Amount, unit: str, named: tuple[str, str]) -> Result:
    import pandas as pd

    roads = roads_near(request)
    metres = request.parameters["distance_m"]
    outlines = divisions(request, "a share of rural people or ground")
    urban, mask = _urban(request)
    shapes = outlines.shapes
    if len(mask):
        shapes = np.asarray(shapely.difference(shapes, shapely.union_all(mask)), dtype=object)
    count = len(outlines.names)
    cover = roads.around(metres)
    pieces, owner = crossed(shapes, cover)
    whole = amount(shapes, np.arange(count), count)
    near = amount(pieces, owner, count)
    columns = [Column(outlines.by)] if outlines.by else []
    columns += [Column(named[0], unit), Column(named[1], unit), Column("index", "share")]
    rows = [
        {
            **outlines.keys(one),
            named[0]: whole[one],
            named[1]: near[one],
            "index": share_of(near[one], whole[one]),
        }
        for one in range(count)
    ]
    total = {named[0]: known(whole), named[1]: known(near)}
    total["index"] = share_of(total[named[1]], total[named[0]])
    road, number = reached(roads, outlines, metres)
    behind = evidence(outlines, len(rows), [(roads, road, number, np.full(len(road), np.nan))])
    notes = [
        *roads.notes,
        *outlines.notes,
        *(urban.notes if urban else [Sentence.of("nothing was taken as urban")]),
    ]
    return Result(
        indicator=name,
        table=pd.DataFrame(rows, columns=[one.name for one in columns]),
        columns=columns,
        evidence=with_raster(behind, request, request.parameters.get("raster")),
        total=total,
        left_out=[*roads.left, *outlines.left, *(urban.left if urban else [])],
        notes=notes,
    )


def _urban(request: Request) -> tuple[Ground | None, Shapes]:
    """Urban ground, taken out above the line and below it."""
    name = request.parameters["urban"]
    if name is None:
        raise UsageError(
            "what is rural needs what is urban: urban=LAYER names a layer of urban outlines"
            " (urban_where narrows it), urban=none counts everyone as rural"
        )
    if name == "none":
        return None, np.array([], dtype=object)
    found = ground(request, name, (POLYGONS,), request.parameters["urban_where"])
    return found, united(found.plane)


_URBAN = (
    Parameter("urban", "text", None, "layer of urban outlines, none if everything is rural"),
    Parameter("urban_where", "text", None, "SQL condition on the urban layer"),
)
_ALL_SEASON = Parameter(
    "all_season", "list", ("yes",), 'all-season values that count; "unknown" for an empty one'
)

RURAL_ACCESS_INDEX = Indicator(
    name="rural-access-index",
    title={
        "en": "Rural Access Index (SDG 9.1.1)",
        "ru": "Индекс доступности сельских дорог (ЦУР 9.1.1)",
        "kk": "Ауылдық жерлердің жолға қолжетімділік индексі (ТДМ 9.1.1)",
    },
    formula="rural people within 2 km of an all-season road in use / all rural people; of a population raster"
    " by covered fraction of each cell, roads outside the region count, urban ground out above and below",
    inputs=("roads", "regions", "a raster of population", "a layer of urban outlines"),
    source="SDG indicator 9.1.1, metadata of the UN Statistics Division; World Bank 2016",
    compute=rural_access,
    parameters=(
        Parameter("raster", "text", None, "raster_id or path of the raster of population"),
        *_URBAN,
        DISTANCE,
        _ALL_SEASON,
        LIFECYCLES,
        SURFACE,
        CONDITION,
        *PARAMETERS,
    ),
    groupings=GROUPINGS,
)

RURAL_AREA_NEAR_ROADS = Indicator(
    name="rural-area-near-roads",
    title={
        "en": "Rural ground near an all-season road",
        "ru": "Сельская территория вблизи всесезонной дороги",
        "kk": "Барлық маусымдық жол маңындағы ауылдық аумақ",
    },
    formula="rural km2 within 2 km of an all-season road in use / all rural km2; not the Rural Access Index,"
    " which counts people",
    inputs=("roads", "regions", "a layer of urban outlines"),
    source="own definition",
    compute=rural_area,
    parameters=(*_URBAN, DISTANCE, _ALL_SEASON, LIFECYCLES, SURFACE, CONDITION, *PARAMETERS),
    groupings=GROUPINGS,
)

INDICATORS = (RURAL_ACCESS_INDEX, RURAL_AREA_NEAR_ROADS)
