"""Shares of ground covered, and ground that two layers share.

Ground under several zones counts once in the covered area (the union), and as often as it is covered in the
sum; both are given. Shares are of the union. Areas are geodesic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..model.errors import UsageError
from .buffers import VERTICES, buffered
from .divisions import GROUPINGS, KM2, PARAMETERS, WITHOUT_OUTSIDE, Divisions, Ints, divisions
from .ground import LINES, POINTS, POLYGONS, Ground, ground
from .indicator import Indicator, Parameter, Request
from .plane import Floats, Shapes
from .result import Column, Result
from .sentences import Sentence, Value
from .tiles import reach, shared_areas, united

if TYPE_CHECKING:
    import pandas


def zone_coverage(request: Request) -> Result:
    """Share of each region covered by a layer; see :data:`ZONE_COVERAGE`."""
    name, metres = request.parameters["layer"], request.parameters["distance_m"]
    kinds = (POINTS, LINES, POLYGONS) if metres else (POLYGONS,)
    zones = ground(request, name, kinds, request.where)
    outlines = divisions(request, "coverage of a region")
    if metres:
        sums: Floats | None = None
        cover = outlines.limited(zones.around(metres))
        touching = reached(zones, outlines, metres)
        value = np.full(len(touching[0]), np.nan)
    else:
        plane = outlines.limited(zones.plane)
        cover = united(plane)
        shape, number, m2 = outlines.pieces_of(plane)
        touching, value = (shape, number), m2 / KM2
        sums = np.bincount(number, value, minlength=len(outlines.names) + 1).astype(np.float64)
    covered = shared_areas(outlines.shapes, cover) / KM2
    beyond = max(0.0, float(shapely.area(cover).sum()) / KM2 - float(covered.sum()))
    rows = _rows(outlines, covered, beyond, sums)
    columns = [Column(outlines.by)] if outlines.by else []
    columns += [Column("area_km2", "km2"), Column("covered_km2", "km2")]
    columns += [] if sums is None else [Column("sum_km2", "km2")]
    columns.append(Column("share", "share"))
    inside = len(outlines.names)
    total: dict[str, Any] = {"area_km2": float(outlines.km2.sum()), "covered_km2": float(covered.sum())}
    if sums is not None:
        total["sum_km2"] = float(sums[:inside].sum())
    total["share"] = share_of(total["covered_km2"], total["area_km2"])
    notes = [*zones.notes, *outlines.notes]
    if metres:
        within = Sentence.of("covered is what lies within {metres:g} m of {layer}", metres=metres,
                             layer=Value.of("layer", name))  # fmt: skip
        notes.append(within)
    if sums is not None and sums.sum() - covered.sum() - beyond > 1e-4:
        twice = float(sums.sum() - covered.sum() - beyond)
        notes.append(Sentence.of("{km2:,.4f} km2 lie under more than one feature, counted once", km2=twice))
    if len(rows) > inside:
        notes.append(Sentence.of(WITHOUT_OUTSIDE))
    if beyond > 1e-4:
        notes.append(
            Sentence.of(
                "{km2:,.4f} km2 of {layer} lie outside every outline of {outlines}",
                km2=beyond,
                layer=Value.of("layer", name),
                outlines=Value.of("layer", outlines.layer),
            )
        )
    return Result(
        indicator=ZONE_COVERAGE.name,
        table=_table(rows, columns),
        columns=columns,
        evidence=evidence(outlines, len(rows), [(zones, *touching, value)]),
        total=total,
        left_out=[*zones.left, *outlines.left],
        notes=notes,
    )


def _rows(outlines: Divisions, covered: Floats, beyond: float, sums: Floats | None) -> list[dict[str, Any]]:
    rows = []
    for number, km2 in enumerate(outlines.km2.tolist()):
        row = {**outlines.keys(number), "area_km2": km2, "covered_km2": covered[number]}
        rows.append({**row, "share": share_of(covered[number], km2)})
    if outlines.by and beyond > 1e-6:
        rows.append({**outlines.keys(len(outlines.names)), "covered_km2": beyond})
    if sums is not None:
        for number, row in enumerate(rows):
            row["sum_km2"] = sums[number]
    return rows


def reached(zones: Ground, outlines: Divisions, metres: float) -> tuple[Ints, Ints]:
    """Pairs of a feature and an outline within a distance of it."""
    plane = zones.on_plane(VERTICES)
    shapely.prepare(outlines.shapes)
    number, shape = shapely.STRtree(plane).query(outlines.shapes, predicate="intersects")
    home = np.isin(np.arange(len(plane)), shape[shapely.covers(outlines.shapes[number], plane[shape])])
    # Those wholly inside may still reach a neighbour, if they are near its border.
    shapely.prepare(border := shapely.boundary(outlines.shapes))
    wide = shapely.box(*reach(shapely.bounds(plane), metres).T)
    near = np.isin(np.arange(len(plane)), shapely.STRtree(wide).query(border, predicate="intersects")[1])
    some = np.flatnonzero(~home | near)
    around = buffered(zones.lonlat[some], metres)
    other, piece = shapely.STRtree(around.shapes).query(outlines.shapes, predicate="intersects")
    pairs = np.concatenate(
        [np.column_stack([shape, number]), np.column_stack([some[around.owner[piece]], other])]
    )
    pairs = np.unique(pairs, axis=0)
    return pairs[:, 0], pairs[:, 1]


def overlap(request: Request) -> Result:
    """Ground that two layers share; see :data:`OVERLAP`."""
    name, other_name = request.parameters["layer"], request.parameters["other"]
    if name == other_name:
        raise UsageError(f"overlap of {name} with itself; name two layers (layer=..., other=...)")
    ours = ground(request, name, (POLYGONS,), request.where)
    theirs = ground(request, other_name, (POLYGONS,), request.parameters["other_where"])
    outlines = divisions(request)
    left, right = outlines.limited(ours.plane), outlines.limited(theirs.plane)
    one, other = shapely.STRtree(right).query(left, predicate="intersects")
    common = np.asarray(shapely.intersection(left[one], right[other]), dtype=object)
    m2 = shapely.area(common)
    real = m2 > 0
    one, other, common, m2 = one[real], other[real], common[real], m2[real]
    both, ground_of = united(common), united(left)
    rows, places = _overlap_rows(outlines, common, both, ground_of)
    columns = [Column(outlines.by)] if outlines.by else []
    columns += [Column("area_km2", "km2"), Column("overlap_km2", "km2"), Column("sum_km2", "km2")]
    columns.append(Column("share", "share"))
    total: dict[str, Any] = {
        key: sum(row[key] for row in rows) for key in ("area_km2", "overlap_km2", "sum_km2")
    }
    total["share"] = share_of(total["overlap_km2"], total["area_km2"])
    pair, number, shared = places
    return Result(
        indicator=OVERLAP.name,
        table=_table(rows, columns),
        columns=columns,
        evidence=evidence(
            outlines,
            len(rows),
            [(ours, one[pair], number, shared / KM2), (theirs, other[pair], number, shared / KM2)],
        ),
        total=total,
        left_out=[*ours.left, *theirs.left, *outlines.left],
        notes=[*ours.notes, *theirs.notes, *outlines.notes],
    )


def _overlap_rows(
    outlines: Divisions, common: Shapes, both: Shapes, whole: Shapes
) -> tuple[list[dict[str, Any]], tuple[Ints, Ints, Floats]]:
    """Rows, and where the ground of each pair lies."""
    if not outlines.names:  # no outlines at all: everything is one row
        pairs = np.arange(len(common)), np.zeros(len(common), dtype=np.int64), shapely.area(common)
        return [_overlap_row({}, shapely.area(whole).sum(), shapely.area(both).sum(), pairs[2].sum())], pairs
    pairs = outlines.pieces_of(common)
    sums = np.bincount(pairs[1], pairs[2], minlength=len(outlines.names) + 1)
    inside = shared_areas(outlines.shapes, whole), shared_areas(outlines.shapes, both)
    rows = [
        _overlap_row(outlines.keys(number), inside[0][number], inside[1][number], sums[number])
        for number in range(len(outlines.names))
    ]
    rest = [
        float(shapely.area(part).sum() - found.sum())
        for part, found in zip((whole, both), inside, strict=True)
    ]
    if outlines.by and rest[0] > 1:
        rows.append(_overlap_row(outlines.keys(len(outlines.names)), rest[0], rest[1], sums[-1]))
    return rows, pairs


def _overlap_row(key: dict[str, Any], area: float, both: float, several: float) -> dict[str, Any]:
    both = max(0.0, float(both))
    return {
        **key,
        "area_km2": float(area) / KM2,
        "overlap_km2": both / KM2,
        "sum_km2": float(several) / KM2,
        "share": share_of(both, float(area)),
    }


def evidence(
    outlines: Divisions, rows: int, found: list[tuple[Ground, Ints, Ints, Floats]]
) -> pandas.DataFrame:
    """The features behind each row: (features, which of them, row, what it gave)."""
    import pandas as pd

    frames = [
        pd.DataFrame({"row": number, "layer": one.layers[which], "uid": one.uids[which], "value": value})
        for one, which, number, value in found
    ]
    everything = pd.concat(frames, ignore_index=True)
    everything = (
        everything.groupby(["row", "layer", "uid"], sort=True)["value"].sum(min_count=1).reset_index()
    )
    return everything[everything["row"] < rows].reset_index(drop=True)


def _table(rows: list[dict[str, Any]], columns: list[Column]) -> pandas.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=[one.name for one in columns])


def share_of(part: float, whole: float) -> float:
    """A part of a whole, NaN of nothing."""
    return float(part) / float(whole) if whole else float("nan")


_SOURCE = "own definition: union, clip, divide"

ZONE_COVERAGE = Indicator(
    name="zone-coverage",
    title={
        "en": "Share of a territory covered by zones",
        "ru": "Доля территории, покрытая зонами",
        "kk": "Аймақтар қамтыған аумақ үлесі",
    },
    formula="area of the union of the layer within the outline / area of the outline, geodesic; the sum of"
    " the features' areas beside it",
    inputs=("regions", "tourism_zones or another layer"),
    source=_SOURCE,
    compute=zone_coverage,
    parameters=(
        Parameter("layer", "text", "tourism_zones", "the layer that covers"),
        Parameter("distance_m", "real", 0.0, "metres around its features that count as covered, 0 for none"),
        *PARAMETERS,
    ),
    groupings=GROUPINGS,
)

OVERLAP = Indicator(
    name="overlap",
    title={"en": "Overlap of two layers", "ru": "Пересечение двух слоёв", "kk": "Екі қабаттың қиылысуы"},
    formula="area of the union of the layer that also lies under the other layer, geodesic; the share is of"
    " the layer's union; the sum counts ground once for each pair of features on it",
    inputs=("any two layers of polygons",),
    source=_SOURCE,
    compute=overlap,
    parameters=(
        Parameter("layer", "text", "tourism_zones", "the layer whose share is asked"),
        Parameter("other", "text", "landfills", "the other layer"),
        Parameter("other_where", "text", None, "SQL condition on the other layer"),
        *PARAMETERS,
    ),
    groupings=GROUPINGS,
)

INDICATORS = (ZONE_COVERAGE, OVERLAP)
