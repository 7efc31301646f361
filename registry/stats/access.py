"""Who has a road near: settlements, and their people or those of a raster, within a distance of a road.

The distance is straight, in true metres, from the settlement's point; people of a raster count by the covered
fraction of each cell within the roads' dissolved buffers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from ..model.errors import UsageError
from .coverage import share_of
from .density import LIFECYCLES, roads_chosen
from .divisions import GROUPINGS, PARAMETERS, WITHOUT_OUTSIDE, Divisions, divisions
from .ground import Ground
from .indicator import Indicator, Parameter, Request
from .nearest import nearest_roads
from .people import (
    OF_SETTLEMENTS,
    SETTLEMENTS,
    inhabitants,
    known,
    people_by_raster,
    people_within,
    settled,
    with_raster,
)
from .plane import Floats
from .rasterfiles import raster_named
from .result import Column, Result
from .sentences import Sentence
from .tiles import crossed

#: Fields of roads by which they are chosen.
FIELDS = ("lifecycle", "surface", "all_season", "significance")


def people_near_roads(request: Request) -> Result:
    """Settlements and people near a road; see :data:`PEOPLE_NEAR_ROADS`."""
    import pandas as pd

    roads = roads_near(request)
    metres, source = request.parameters["distance_m"], request.parameters["people"]
    outlines = divisions(request)
    places = _places(request, outlines)
    count = max(1, len(outlines.names))
    home = outlines.of_points(places.lonlat) if outlines.names else np.zeros(len(places), dtype=np.int64)
    distance, road = nearest_roads(places.lonlat, roads.lonlat, metres)
    near = distance <= metres
    road = np.maximum(road, 0)  # where there is none it is not near either
    there = len(roads) > 0
    layer, uid = (one[road] if there else None for one in (roads.layers, roads.uids))
    number = [np.bincount(home[some], minlength=count + 1) for some in (np.ones_like(near), near)]
    if source == SETTLEMENTS:
        people = inhabitants(places)
        whole, reached_people = (
            np.bincount(home[some], people[some], minlength=count + 1).astype(np.float64)
            for some in (np.ones_like(near), near)
        )
        notes: list[str] = [Sentence.of(OF_SETTLEMENTS)]
    else:
        whole, reached_people, notes = _by_raster(request, source, roads, outlines, metres)
    rows = [
        {**outlines.keys(one), **_near(number[0][one], number[1][one], whole[one], reached_people[one])}
        for one in range(count + 1)
        if one < count or (outlines.by and number[0][one])
    ]
    inside = slice(0, count)
    columns = [Column(outlines.by)] if outlines.by else []
    columns += [Column("settlements", "count"), Column("settlements_near", "count")]
    columns += [Column("people", "people"), Column("people_near", "people"), Column("share", "share")]
    behind = pd.concat(
        [
            pd.DataFrame(
                {"row": home, "layer": SETTLEMENTS, "uid": places.uids, "value": inhabitants(places)}
            ),
            pd.DataFrame({"row": home, "layer": layer, "uid": uid, "value": np.nan}),
        ]
    )[np.tile(near, 2)]
    behind["distance_m"] = np.concatenate([distance[near], np.full(near.sum(), np.nan)])
    behind = behind[behind["row"] < len(rows)].drop_duplicates(["row", "layer", "uid"])
    if len(rows) > count:
        notes = [*notes, Sentence.of(WITHOUT_OUTSIDE)]
    return Result(
        indicator=PEOPLE_NEAR_ROADS.name,
        table=pd.DataFrame(rows, columns=[one.name for one in columns]),
        columns=columns,
        evidence=with_raster(
            behind.sort_values(["row", "layer", "uid"]).reset_index(drop=True), request, source
        ),
        total=_near(*(known(one[inside].astype(float)) for one in (*number, whole, reached_people))),
        left_out=[*places.left, *roads.left, *outlines.left],
        notes=[*places.notes, *roads.notes, *outlines.notes, *notes],
    )


def roads_near(request: Request) -> Ground:
    """The roads that count for access, by the parameters that an indicator has."""
    fields = {one: request.parameters[one] for one in FIELDS if one in request.parameters}
    if classes := request.parameters.get("condition"):
        from .conditioned import conditioned_roads

        return conditioned_roads(request, classes, fields)
    return roads_chosen(request, fields)


def _places(request: Request, outlines: Divisions) -> Ground:
    where = None
    if kinds := request.parameters["kinds"]:
        request.layers[SETTLEMENTS].field_named("kind") if request.has(SETTLEMENTS) else None
        where = "kind IN ({})".format(", ".join("'" + one.replace("'", "''") + "'" for one in kinds))
    places = settled(request, where)
    if request.area is None:
        return places
    return places.take(np.asarray(shapely.covers(request.area, places.lonlat)))


def _by_raster(
    request: Request, source: str, roads: Ground, outlines: Divisions, metres: float
) -> tuple[Floats, Floats, list[str]]:
    """People of each division and those near a road, of a raster."""
    if not outlines.names:
        raise UsageError("people of a raster need outlines: group by region, or give an area (--area)")
    pieces, owner = crossed(outlines.shapes, roads.around(metres))
    with raster_named(request, source) as raster:
        people = people_by_raster(raster, outlines)
        near = people_within(raster, pieces, owner, len(outlines.names) + 1)
    return people.number, np.where(np.isnan(people.number), np.nan, near), people.notes


def _near(number: float, near: float, people: float, reached_people: float) -> dict[str, Any]:
    return {
        "settlements": int(number),
        "settlements_near": int(near),
        "people": float(people),
        "people_near": float(reached_people),
        "share": share_of(reached_people, people),
    }


DISTANCE = Parameter("distance_m", "real", 2000.0, "metres within which a road is near")
CONDITION = Parameter(
    "condition",
    "list",
    (),
    "classes of condition that count, by the newest survey on each metre: excellent, good, satisfactory,"
    " unsatisfactory, unknown; nothing for all",
)
SURFACE = Parameter("surface", "list", (), "surfaces that count; nothing for all")

PEOPLE_NEAR_ROADS = Indicator(
    name="people-near-roads",
    title={
        "en": "Settlements and people near a road",
        "ru": "Населённые пункты и жители вблизи дороги",
        "kk": "Жол маңындағы елді мекендер мен тұрғындар",
    },
    formula="settlements whose point is within the distance of a road, and their people; of a raster, people"
    " within the dissolved buffer; the share is of people",
    inputs=("roads", "settlements", "regions", "a raster of population"),
    source="own definition",
    compute=people_near_roads,
    parameters=(
        DISTANCE,
        LIFECYCLES,
        CONDITION,
        SURFACE,
        Parameter("all_season", "list", (), "all-season values that count; nothing for all"),
        Parameter("significance", "list", (), "significance that counts; nothing for all"),
        Parameter("kinds", "list", (), "kinds of settlement that count; nothing for all"),
        Parameter(
            "people", "text", SETTLEMENTS, "settlements, or raster_id or path of a raster of population"
        ),
        *PARAMETERS,
    ),
    groupings=GROUPINGS,
)

INDICATORS = (PEOPLE_NEAR_ROADS,)
