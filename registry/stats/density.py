"""Density of roads: kilometres per 1,000 km² and per 1,000 people.

Lengths are geodesic, of the lines as drawn, cut where they cross an outline, so that the regions add up to
the whole; one side of a dual carriageway counts half, and what two roads share counts once. A road without a
line has no place and is listed.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..roads.sizes import line_lengths
from .asphalt import CONCURRENT_ONCE, once
from .divisions import GROUPINGS, PARAMETERS, WITHOUT_OUTSIDE, Divisions, Ints, divisions
from .ground import LINES, WGS84, Ground, chosen, ground
from .indicator import Indicator, Parameter, Request
from .people import known, people_of, with_raster
from .plane import Floats, from_plane
from .ramps import RAMPS, counting, noted, ramps_of
from .result import Column, Result
from .sentences import Sentence, Value

if TYPE_CHECKING:
    import pandas

ROADS = "roads"
LIFECYCLES = Parameter(
    "lifecycle", "list", ("in_use",), 'which roads count; "unknown" for an empty value, nothing for all'
)


def road_density(request: Request) -> Result:
    """Kilometres per area and people; see :data:`ROAD_DENSITY`."""
    import pandas as pd

    roads = roads_chosen(request, {"lifecycle": request.parameters["lifecycle"]})
    whole = _lengths(request, roads)
    if request.parameters["concurrent_once"]:
        roads = once(request, roads)
    outlines = divisions(request, "density of roads")
    line, number, km = _cut(request, roads, outlines, whole)
    count = len(outlines.names)
    ramp = ramps_of(roads.frame)[line]
    ramps_km = float(km[ramp & (number < count)].sum())
    kept = counting(request, ramp)
    line, number, km = line[kept], number[kept], km[kept]
    lengths = np.bincount(number, km, minlength=count + 1)
    people = people_of(request, _source(request), outlines)
    rows: list[dict[str, Any]] = [
        {**outlines.keys(one), **_figures(lengths[one], outlines.km2[one], people.number[one])}
        for one in range(count)
    ]
    if outlines.by and (lengths[count] > 1e-6 or people.number[count] > 0):
        rows.append({**outlines.keys(count), "road_km": lengths[count], "people": people.number[count]})
    total = _figures(lengths[:count].sum(), outlines.km2.sum(), known(people.number[:count]))
    if np.isnan(people.number[:count]).any():  # kilometres of all of them are not per people of some
        total["per_1000_people"] = float("nan")
    columns = [Column(outlines.by)] if outlines.by else []
    columns += [Column("road_km", "km"), Column("area_km2", "km2"), Column("per_1000_km2", "km/1000 km2")]
    columns += [Column("people", "people"), Column("per_1000_people", "km/1000 people")]
    notes = [*roads.notes, *outlines.notes, *people.notes, *noted(request, ramps_km)]
    if len(rows) > count:
        notes.append(Sentence.of(WITHOUT_OUTSIDE))
    if lengths[count] > 1e-6:
        notes.append(
            Sentence.of(
                "{km:,.3f} km lie outside every outline of {outlines}",
                km=float(lengths[count]),
                outlines=Value.of("layer", outlines.layer),
            )
        )
    return Result(
        indicator=ROAD_DENSITY.name,
        table=pd.DataFrame(rows, columns=[one.name for one in columns]),
        columns=columns,
        evidence=with_raster(_evidence(roads, line, number, km, len(rows)), request, _source(request)),
        total=total,
        left_out=[*roads.left, *outlines.left, *people.left],
        notes=notes,
    )


def roads_chosen(request: Request, fields: dict[str, Any]) -> Ground:
    """Roads that have a line and certain values."""
    roads = ground(request, ROADS, (LINES,), request.where)
    definition = request.layers[ROADS]
    for field, values in fields.items():
        roads = chosen(roads, definition, field, values)
    return roads


def _lengths(request: Request, roads: Ground) -> pandas.DataFrame:
    """Kilometres of each road as it is drawn, with the line that is so long, by uid."""
    import pandas as pd

    geometry = request.layers[ROADS].geometry
    if geometry is not None and geometry.crs == WGS84:
        km = request.sizes(ROADS, request.where)[roads.uids].to_numpy() / 1000
    else:
        km = line_lengths(roads.lonlat) / 1000
    return pd.DataFrame({"km": km, "line": roads.lonlat}, index=roads.uids)


def _cut(
    request: Request, roads: Ground, outlines: Divisions, drawn: pandas.DataFrame
) -> tuple[Ints, Ints, Floats]:
    """Parts of roads by outline: which road, which division, and centreline kilometres.

    What was not cut is as long as it was ``drawn``; only the rest is measured.
    """
    drawn = drawn.loc[roads.uids]
    same = np.frompyfunc(operator.is_, 2, 1)(drawn["line"].to_numpy(), roads.lonlat).astype(np.bool_)
    whole, plane = drawn["km"].to_numpy(), roads.plane
    line, number, part = outlines.of_lines(outlines.limited(plane))
    alone = np.bincount(line, minlength=len(roads))[line] == 1
    full = shapely.length(plane)[line]
    uncut = same[line] & alone & (np.abs(shapely.length(part) - full) < 1e-9 * full)
    km = whole[line]
    km[~uncut] = line_lengths(from_plane(part[~uncut])) / 1000
    if "carriageway" in roads.frame:
        side = roads.frame["carriageway"].isin(["left", "right"]).to_numpy(dtype=bool)
        km = km * np.where(side, request.parameters["one_side"], 1.0)[line]
    return line, number, km


def _source(request: Request) -> str | None:
    """Where people are known from: as asked, else the settlements if there are any."""
    asked: str | None = request.parameters["people"]
    if asked == "settlements" and not request.has(asked):
        return None
    return asked


def _figures(km: float, km2: float, people: float) -> dict[str, float]:
    return {
        "road_km": float(km),
        "area_km2": float(km2),
        "per_1000_km2": 1000 * float(km) / float(km2) if km2 else float("nan"),
        "people": float(people),
        "per_1000_people": 1000 * float(km) / float(people) if people else float("nan"),
    }


def _evidence(roads: Ground, line: Ints, number: Ints, km: Floats, rows: int) -> pandas.DataFrame:
    import pandas as pd

    found = pd.DataFrame({"row": number, "layer": ROADS, "uid": roads.uids[line], "value": km})
    found = found.groupby(["row", "layer", "uid"], sort=True)["value"].sum().reset_index()
    return found[found["row"] < rows].reset_index(drop=True)


ROAD_DENSITY = Indicator(
    name="road-density",
    title={"en": "Density of roads", "ru": "Плотность дорог", "kk": "Жолдардың тығыздығы"},
    formula="1000 × km of roads within the outline / km2 of it, and / people in it; geodesic, of the lines as"
    " drawn, one side of a dual carriageway counts one_side",
    inputs=("roads", "concurrencies", "regions", "settlements or a raster of population"),
    source="as in national road statistics; own definition of the cut",
    compute=road_density,
    parameters=(
        LIFECYCLES,
        RAMPS,
        CONCURRENT_ONCE,
        Parameter("one_side", "real", 0.5, "what a kilometre of one side of a dual carriageway counts"),
        Parameter(
            "people", "text", "settlements", "settlements, or raster_id or path of a raster of population"
        ),
        *PARAMETERS,
    ),
    groupings=GROUPINGS,
)

INDICATORS = (ROAD_DENSITY,)
