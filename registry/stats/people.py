"""How many people live where: by the settlements of the registry, or by a raster of population."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .divisions import Divisions, Ints
from .ground import POINTS, Ground, ground
from .plane import Floats, Shapes, from_plane
from .rasterfiles import LAYER as RASTERS
from .rasterfiles import Raster, RasterEmpty, entered, raster_named
from .result import LeftOut
from .sentences import Sentence, values
from .zonal import refuse_elsewhere, without_value, zonal

if TYPE_CHECKING:
    import pandas

    from .indicator import Request

SETTLEMENTS = "settlements"
POPULATION = "population"
OF_SETTLEMENTS = "people are those of the settlements layer"
OF_RASTER = "people: {raster}"
#: Share of an outline without a value of the raster from which on it is worth a word.
WORTH_A_WORD = 0.0005


@dataclass
class People:
    """(k + 1,) people of each division and, last, outside all, NaN where nobody knows; and what is to be said
    about them."""

    number: Floats
    left: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def people_of(request: Request, source: str | None, outlines: Divisions) -> People:
    """People of each division.

    Parameters
    ----------
    source : ``settlements``, the ``raster_id`` or path of a raster of population, or None for nobody knows

    Raises
    ------
    UnknownLayer, UsageError, and those of :func:`.rasterfiles.raster_named`
    """
    count = len(outlines.names)
    if source is None:
        return People(np.full(count + 1, np.nan))
    if source == SETTLEMENTS:
        places = settled(request)
        home, people = outlines.of_points(places.lonlat), inhabitants(places)
        number = np.bincount(home, people, minlength=count + 1).astype(np.float64)
        return People(number, places.left, [*places.notes, Sentence.of(OF_SETTLEMENTS)])
    with raster_named(request, source) as raster:
        return people_by_raster(raster, outlines)


def people_by_raster(raster: Raster, outlines: Divisions) -> People:
    """People of each division by the covered fraction of cells; NaN where the raster has no value at all.

    Raises
    ------
    RasterElsewhere, RasterEmpty, RasterDamaged
    """
    whole = from_plane(outlines.shapes)
    refuse_elsewhere(raster, outlines.layer, whole)
    found = zonal(raster, whole, ["sum", "count"])
    inside, cells = (found[name].to_numpy(dtype=float) for name in ("sum", "count"))
    if not cells.any():
        raise RasterEmpty(path=raster.path, where="within the outlines or the area asked for")
    missing = without_value(raster, whole, cells)
    number = np.append(np.where(cells > 0, inside, np.nan), np.nan)
    return People(number, [], [Sentence.of(OF_RASTER, raster=raster.note), *_gaps(raster, outlines, missing)])


def _gaps(raster: Raster, outlines: Divisions, missing: Floats) -> Iterator[Sentence]:
    """What of the ground the raster does not know."""
    share = float((outlines.km2 * missing).sum() / outlines.km2.sum())
    if share > WORTH_A_WORD:
        yield Sentence.of(
            "raster {name} has no value on {percent:.1f} % of the ground, so nobody is counted there",
            name=raster.name,
            percent=100 * share,
        )
    if outlines.by and (empty := np.flatnonzero(missing == 1.0).tolist()):
        yield Sentence.of(
            "it has none at all in {regions}: their people are not known, and not in the total",
            regions=values(outlines.by, [outlines.names[one] for one in empty]),
        )


def known(people: Floats) -> float:
    """The sum of people that are known; NaN where none are."""
    return float("nan") if np.isnan(people).all() else float(np.nansum(people))


def with_raster(found: pandas.DataFrame, request: Request, source: str | None) -> pandas.DataFrame:
    """Evidence with the raster that people were counted by, if it is in the registry."""
    import pandas as pd

    row = entered(request, source)
    if row is None or not len(found):
        return found
    behind = pd.DataFrame([{"row": 0, "layer": RASTERS, "uid": str(row.name), "value": np.nan}])
    return pd.concat([found, behind], ignore_index=True)


def settled(request: Request, where: str | None = None) -> Ground:
    """Settlements; those whose population nobody knows are listed, and count without people."""
    places = ground(request, SETTLEMENTS, (POINTS,), where)
    request.layers[SETTLEMENTS].field_named(POPULATION)
    unknown = places.frame[POPULATION].isna().to_numpy(dtype=bool)
    reason = Sentence.of("has no population, so its people are not counted; give it")
    places.left += [LeftOut(SETTLEMENTS, str(uid), reason, counted=True) for uid in places.uids[unknown]]
    return places


def inhabitants(places: Ground) -> Floats:
    """(n,) people of settlements, 0 where nobody knows."""
    return np.asarray(places.frame[POPULATION].astype("Float64").fillna(0.0).to_numpy(dtype=float))


def people_within(raster: Raster, pieces: Shapes, owner: Ints, count: int) -> Floats:
    """(count,) people of a raster within pieces of ground on the plane that do not overlap, by owner."""
    filled = np.flatnonzero(shapely.area(pieces) > 0)
    found = zonal(raster, from_plane(pieces[filled]), ["sum"])["sum"].to_numpy(dtype=float)
    return np.bincount(owner[filled], found, minlength=count).astype(np.float64)
