"""A raster summed, averaged or counted by class over the polygons of a layer.

Every cell counts by the fraction of it that a polygon covers. What lies outside every polygon is a row of its
own, from the whole raster less the polygons' union: along a coast cells lie partly in the sea. Where polygons
overlap, each has its own figure, and the total counts the ground once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from ..roads.densifying import densified
from .divisions import KM2, OUTSIDE
from .ground import POLYGONS, Ground, ground
from .indicator import Indicator, Parameter, Request
from .people import WORTH_A_WORD
from .plane import Shapes, from_plane, to_plane
from .rasterfiles import Raster, RasterEmpty, raster_named, whole, whole_classes
from .result import Column, LeftOut, Result
from .sentences import Sentence, Value
from .zonal import CellAreas, Weights, refuse_elsewhere, without_value, zonal

STATISTICS = ("sum", "mean", "weighted_mean", "min", "max", "cells")


def raster_zonal(request: Request) -> Result:
    """Statistics over polygons; see :data:`RASTER_ZONAL`."""
    layer = request.parameters["layer"]
    zones = ground(request, layer, (POLYGONS,), request.where)
    if request.area is not None:
        limits = to_plane(densified(np.array([request.area], dtype=object)))[0]
        cut = np.asarray(shapely.intersection(zones.plane, limits), dtype=object)
        met = shapely.area(cut) > 0
        zones = zones.take(met)
        zones.lonlat = from_plane(cut[met])
    with raster_named(request, request.parameters["raster"], request.parameters["band"]) as raster:
        refuse_elsewhere(raster, layer, zones.lonlat)
        if request.by:
            return _by_class(request, raster, zones)
        return _statistics(request, raster, zones)


def _statistics(request: Request, raster: Raster, zones: Ground) -> Result:
    import pandas as pd

    asked = list(request.parameters["statistics"] or STATISTICS)
    # Also what the rows are judged by: cells tell whether there is a value at all.
    names = list(dict.fromkeys(["count" if one == "cells" else one for one in [*asked, "sum", "cells"]]))
    named = request.parameters["weights"]
    if "weighted_mean" in asked and named:
        with raster_named(request, named) as other:
            found = zonal(raster, zones.lonlat, names, Weights(other))
            together = zonal(raster, _union(zones), names, Weights(other))
    else:
        found = zonal(raster, zones.lonlat, names)
        together = zonal(raster, _union(zones), names)
    found = found.astype(float).rename(columns={"count": "cells"})
    together = together.astype(float).rename(columns={"count": "cells"})
    left = [*zones.left, *_without_value(zones, found["cells"].to_numpy(), raster)]
    unit = raster.unit or "value"
    columns = [Column("feature"), *(Column(one, "cells" if one == "cells" else unit) for one in asked)]
    table = found[asked].copy()
    table.insert(0, "feature", _called(request, zones))
    total = {one: float(together[one].iloc[0]) for one in asked}
    everything = _everything(request, raster)
    rest = {name: value - together[name].iloc[0] for name, value in everything.items()}
    notes = [*zones.notes, raster.note]
    if everything["cells"] and abs(rest["cells"]) > 1e-9 * everything["cells"]:
        row = {"feature": OUTSIDE, **{one: rest[one] for one in asked if one in rest}}
        table = pd.concat([table, pd.DataFrame([row])], ignore_index=True)
        notes.append(
            Sentence.of(
                "{rest:,.2f} of {whole:,.2f} lie outside every feature of {layer}, in {cells:,.2f} cells",
                rest=float(rest["sum"]),
                whole=float(everything["sum"]),
                layer=Value.of("layer", zones.layer),
                cells=float(rest["cells"]),
            )
        )
    twice = float(found["cells"].sum() - together["cells"].iloc[0])
    if twice > 1e-6 * max(1.0, float(found["cells"].sum())):
        notes.append(
            Sentence.of(
                "{cells:,.2f} cells lie under more than one feature, counted once in the total", cells=twice
            )
        )
    return Result(
        indicator=RASTER_ZONAL.name,
        table=table.reset_index(drop=True),
        columns=columns,
        evidence=_evidence(zones, np.arange(len(zones)), found["sum"].to_numpy(dtype=float), raster),
        total=total,
        left_out=left,
        notes=notes,
    )


def _everything(request: Request, raster: Raster) -> dict[str, float]:
    """Sum and cells of the whole raster, or of the area asked for."""
    if request.area is None:
        return dict(zip(("sum", "cells"), whole(raster), strict=True))
    found = zonal(raster, np.array([request.area], dtype=object), ["sum", "count"])
    if not found["count"].iloc[0]:
        raise RasterEmpty(path=raster.path, where="within the area given")
    return {"sum": float(found["sum"].iloc[0]), "cells": float(found["count"].iloc[0])}


def _by_class(request: Request, raster: Raster, zones: Ground) -> Result:
    """A row for each feature and value of the raster: cells, square kilometres and share."""
    import pandas as pd

    values, cells = whole_classes(raster)
    found = _shares(raster, zones.lonlat)
    called = _called(request, zones)
    rows, behind = [], []
    for number, one in enumerate(_classes_of(found)):
        for value, share, square in one:
            key = {"feature": called[number], "class": _written(value)}
            count = share * float(found["count"].iloc[number])
            rows.append({**key, "cells": count, "area_km2": square, "share": share})
            behind.append((number, square))
    together = _shares(raster, _union(zones))
    inside = {
        _written(value): (share * float(together["count"].iloc[0]), square)
        for one in _classes_of(together)
        for value, share, square in one
    }
    if request.area is None:
        for value, number in sorted(zip(values.tolist(), cells.tolist(), strict=True)):
            rest = number - inside.get(_written(value), (0.0, 0.0))[0]
            if rest > 1e-6 * number:
                rows.append({"feature": OUTSIDE, "class": _written(value), "cells": rest})
    columns = [Column("feature"), Column("class"), Column("cells", "cells")]
    columns += [Column("area_km2", "km2"), Column("share", "share")]
    which = np.array([number for number, _ in behind], dtype=np.int64)
    area = np.array([square for _, square in behind], dtype=np.float64)
    evidence = _evidence(zones, which, area, raster)
    return Result(
        indicator=RASTER_ZONAL.name,
        table=pd.DataFrame(rows, columns=[one.name for one in columns]),
        columns=columns,
        evidence=evidence,
        total={
            "cells": sum(count for count, _ in inside.values()),
            "area_km2": sum(square for _, square in inside.values()),
        },
        left_out=[*zones.left, *_without_value(zones, found["count"].to_numpy(), raster)],
        notes=[*zones.notes, raster.note],
    )


def _shares(raster: Raster, lonlat: Shapes) -> Any:
    found = zonal(raster, lonlat, ["unique", "frac", "count", "weighted_frac"])
    found["m2"] = zonal(raster, lonlat, ["sum"], source=CellAreas(raster))["sum"]
    return found


def _classes_of(found: Any) -> Iterator[list[tuple[float, float, float]]]:
    """(value, share of cells, square kilometres) of each row of a result by class."""
    for row in found.itertuples(index=False):
        if row.unique is None or np.ndim(row.unique) == 0:
            yield []
            continue
        yield [
            (value, float(row.frac[at]), float(row.weighted_frac[at] * row.m2 / KM2))
            for at, value in sorted(enumerate(row.unique), key=lambda one: one[1])
        ]


def _union(zones: Ground) -> Shapes:
    """The union of the features as one shape, in WGS 84."""
    if not len(zones):
        return np.array([shapely.Polygon()], dtype=object)
    return np.array([shapely.disjoint_subset_union_all(zones.lonlat)], dtype=object)


def _called(request: Request, zones: Ground) -> list[str]:
    """Names of the features: their key, else the uid; no two alike."""
    key = [one for one in request.layers[zones.layer].key if one in zones.frame.columns]
    rows = zones.frame[key].astype("object").itertuples(index=False) if key else [()] * len(zones)
    names = [" ".join(str(one) for one in row if one is not None and one == one) for row in rows]
    return [
        name if name and names.count(name) == 1 else f"{name} {uid}".strip()
        for name, uid in zip(names, zones.uids, strict=True)
    ]


def _without_value(zones: Ground, cells: Any, raster: Raster) -> Iterator[LeftOut]:
    """Features in which the raster has no value, and those of which it knows a part only."""
    missing = without_value(raster, zones.lonlat, np.asarray(cells, dtype=float))
    for uid in zones.uids[missing == 1.0]:
        none = "raster {name} has no value in it (nodata, or elsewhere)"
        yield LeftOut(zones.layer, str(uid), Sentence.of(none, name=raster.name))
    for place in np.flatnonzero((missing > WORTH_A_WORD) & (missing < 1.0)):
        part = "raster {name} has no value on {percent:.1f} % of it; counted is the rest"
        reason = Sentence.of(part, name=raster.name, percent=100 * float(missing[place]))
        yield LeftOut(zones.layer, str(zones.uids[place]), reason, counted=True)


def _evidence(zones: Ground, which: Any, value: Any, raster: Raster) -> Any:
    """The features, one behind each row, and the raster behind all of them."""
    import pandas as pd

    found = pd.DataFrame(
        {"row": np.arange(len(which)), "layer": zones.layer, "uid": zones.uids[which], "value": value}
    )
    if raster.uid is None or not len(found):
        return found
    file = pd.DataFrame([{"row": 0, "layer": "rasters", "uid": raster.uid, "value": np.nan}])
    return pd.concat([found, file], ignore_index=True)


def _written(value: float) -> str:
    return f"{value:.15g}"


RASTER_ZONAL = Indicator(
    name="raster-zonal",
    title={
        "en": "A raster over polygons",
        "ru": "Растр по полигонам",
        "kk": "Полигондар бойынша растр",
    },
    formula="sum, mean, weighted mean, least and greatest value of a raster's cells, and the number of cells,"
    " each cell by the fraction of it that the polygon covers; by class: cells, km2 and share of each value",
    inputs=("any layer of polygons", "rasters or a raster file"),
    source="exactextract (Baston 2024)",
    compute=raster_zonal,
    parameters=(
        Parameter("raster", "text", None, "raster_id in the layer rasters, or path of a file"),
        Parameter("layer", "text", "regions", "the layer of polygons"),
        Parameter("statistics", "list", ("sum", "mean", "min", "max", "cells"), "which figures", STATISTICS),
        Parameter(
            "weights", "text", None, "raster that the weighted mean weighs by; by default each cell's area"
        ),
        Parameter("as_of", "date", None, "features valid on this day; by default the day of the version"),
        Parameter("band", "integer", None, "band of a file; by default the registry's, else 1"),
    ),
    groupings=("class",),
)

INDICATORS = (RASTER_ZONAL,)
