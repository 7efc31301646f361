"""Reclaimed hectares: the union of dated areas, of the site and of each owner's part.

An area counts once however many works are on it: the technical stage comes before the biological one on the
same ground. What is done counts, dated by acceptance, else by the end of the work; the stated area is set
beside the one measured on the ellipsoid, and never used for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from .indicator import Indicator, Parameter, Request
from .polygons import drawn, hectares, united, united_ha
from .result import Column, LeftOut, Result
from .sentences import Sentence, Value, values

if TYPE_CHECKING:
    import pandas

LAYER, SITES = "reclamation_areas", "landfills"

_DATES = {
    "accepted": ("accepted_on", "finished_on"), "finished": ("finished_on", "accepted_on"),
    "started": ("started_on",),
}  # fmt: skip
_DOUBTS = {
    "not_later_than": "is dated not later than {date}",
    "not_earlier_than": "is dated not earlier than {date}",
    "about": "is dated about {date}",
}
_GROUPINGS = {"site": "landfill_id", "owner": "owner", "stage": "stage", "region": "region", "year": "year"}
#: Groupings that are parts of the ground; the others (stage, year) are of the work.
_OF_THE_GROUND = ("site", "owner", "region")


def compute(request: Request) -> Result:
    """Reclaimed hectares; see :data:`RECLAIMED`."""
    import pandas as pd

    everything = request.frame(LAYER, request.where)
    shapes, left = drawn(LAYER, everything, request.area)
    areas = _with_groupings(request, everything)
    areas["shape"], areas["ha"] = shapes, hectares(shapes)
    if request.area is not None:  # what was stated of the whole says nothing about a part of it
        whole = hectares(drawn(LAYER, everything).shapes)
        areas["area_stated_ha"] = areas["area_stated_ha"].where(areas["ha"] >= whole * (1 - 1e-9))
    counted, refused = _counted(request, areas)
    left = [one for one in left if one.counted or one.uid not in {other.uid for other in refused}] + refused
    works = areas[counted & areas["shape"].notna()].copy()
    left += _doubts(works, request.parameters["tolerance"])
    sites = _sites(request, areas)
    rows, evidence = [], []
    reclaimed: dict[tuple[Any, ...], Any] = {}
    for number, (key, group) in enumerate(_groups(request.by, areas, works)):
        ground = {name: value for name, value in key.items() if name in _OF_THE_GROUND}
        row = {**key, **_figures(group, _matching(areas, ground), sites)}
        if "year" in key:
            rest = tuple(value for name, value in key.items() if name != "year")
            before, now = reclaimed.get(rest), united([reclaimed.get(rest), *group["shape"]])
            row |= {"new_ha": united_ha([now]) - united_ha([before]), "to_date_ha": united_ha([now])}
            reclaimed[rest] = now
        rows.append(row)
        evidence += [
            {"row": number, "layer": LAYER, "uid": uid, "value": ha} for uid, ha in group["ha"].items()
        ]
    columns = _columns(request.by)
    total = _figures(works, areas, sites)
    several = sum(row["union_ha"] for row in rows) - total["union_ha"]
    return Result(
        indicator=RECLAIMED.name,
        table=pd.DataFrame(rows, columns=[one.name for one in columns]),
        columns=columns,
        evidence=pd.DataFrame(evidence, columns=["row", "layer", "uid", "value"]),
        total=total,
        left_out=left,
        notes=[*_notes(request, total, works), *_siteless(areas, sites)],
        key=request.by,
        several={"union_ha": several} if several > 0.005 else {},
    )


def _with_groupings(request: Request, everything: Any) -> pandas.DataFrame:
    """Areas with the columns that are grouped by, and ``date``."""
    import pandas as pd

    areas = pd.DataFrame(everything.drop(columns="geometry"))
    dates = pd.Series(pd.NaT, index=areas.index, dtype="datetime64[ms]")
    for name in _DATES[request.parameters["date"]]:
        dates = dates.fillna(areas[name])
    areas["date"] = dates
    areas["year"] = dates.dt.year.astype("Int64")
    areas["site"] = areas["landfill_id"]
    areas["region"] = None
    if request.has(SITES):
        regions = request.frame(SITES).set_index("landfill_id")["region_code"]
        areas["region"] = areas["landfill_id"].map(regions[~regions.index.duplicated()])
    return areas


def _counted(request: Request, areas: pandas.DataFrame) -> tuple[Any, list[LeftOut]]:
    """Which areas are reclaimed by the day, and why the others are not."""
    until = request.parameters["until"] or request.day
    stages = request.parameters["stage"]
    counted = np.zeros(len(areas), dtype=bool)
    left = []
    for place, (uid, one) in enumerate(areas.iterrows()):
        date = None if one["date"] is None or one["date"] != one["date"] else f"{one['date']:%Y-%m-%d}"
        if _empty(one["status"]):
            reason = Sentence.of("has no status, so whether it is reclaimed is not known; give it one")
        elif one["status"] != "done":
            reason = Sentence.of("is {status}, not done", status=Value.of("status", one["status"]))
        elif date is None:
            dates = values("field", _DATES[request.parameters["date"]], " or ")
            reason = Sentence.of("is done and has no date ({dates}); give it one", dates=dates)
        elif date > until:
            reason = Sentence.of("is dated {date}, after {until}", date=date, until=until)
        elif stages and one["stage"] not in stages:
            stage = None if _empty(one["stage"]) else Value.of("stage", one["stage"])
            other, none = "is of stage {stage}, not asked for", "is of stage not given, not asked for"
            reason = Sentence.of(none if stage is None else other, stage=stage)
        elif one["shape"] is None and request.area is None:
            stated = one["area_stated_ha"]
            bare = "has no geometry, so nothing can be measured"
            told = f"{bare}; its stated {{ha:g}} ha are not counted"
            reason = Sentence.of(told if stated == stated and stated else bare, ha=stated)
        else:
            counted[place] = True
            continue
        if one["shape"] is not None or request.area is None:
            left.append(LeftOut(LAYER, str(uid), reason))
    return counted, left


def _empty(value: Any) -> bool:
    return value is None or value != value or value == ""


def _doubts(works: pandas.DataFrame, tolerance: float) -> Iterator[LeftOut]:
    """Areas that count, and what is to be known about them."""
    for uid, one in works.iterrows():
        if one["date_qualifier"] in _DOUBTS:
            sentence = Sentence.of(_DOUBTS[one["date_qualifier"]], date=f"{one['date']:%Y-%m-%d}")
            yield LeftOut(LAYER, str(uid), sentence, counted=True)
        stated, measured = one["area_stated_ha"], one["ha"]
        if stated == stated and stated is not None and abs(stated - measured) > tolerance * measured:
            sentence = Sentence.of(
                "{stated:g} ha are stated and {measured:.2f} ha measured",
                stated=float(stated),
                measured=float(measured),
            )
            yield LeftOut(LAYER, str(uid), sentence, counted=True)


def _sites(request: Request, areas: pandas.DataFrame) -> dict[str, Any]:
    """Hectares of each site as drawn, else as stated; one that has neither is not in it. Of an area asked for
    only what is drawn there."""
    if not request.has(SITES):
        return {}
    sites = request.frame(SITES)
    sites = sites[sites["landfill_id"].isin(areas["landfill_id"].dropna())]
    measured = hectares(drawn(SITES, sites, request.area).shapes)
    stated = sites["area_stated_ha"].astype(float).to_numpy()
    found = measured if request.area is not None else np.where(measured > 0, measured, stated)
    return {name: ha for name, ha in zip(sites["landfill_id"], found, strict=True) if ha > 0}


def _groups(
    by: tuple[str, ...], areas: pandas.DataFrame, works: pandas.DataFrame
) -> Iterator[tuple[dict[str, Any], pandas.DataFrame]]:
    """Each group with its works; parts of the ground without any work too, where only they are asked for."""
    if not by:
        yield {}, works
        return
    base = areas if set(by) <= set(_OF_THE_GROUND) else works
    values = base[list(by)].astype(object)
    values = values.where(values.notna(), None).drop_duplicates()
    ordered = sorted(values.itertuples(index=False), key=lambda one: [(v is None, v or 0) for v in one])
    for one in ordered:
        key = dict(zip(by, one, strict=True))
        yield key, _matching(works, key)


def _matching(frame: pandas.DataFrame, key: dict[str, Any]) -> pandas.DataFrame:
    for name, value in key.items():
        frame = frame[frame[name].isna() if value is None else frame[name] == value]
    return frame


def _figures(group: pandas.DataFrame, ground: pandas.DataFrame, sites: dict[str, float]) -> dict[str, Any]:
    """The figures of works, of the ground that they are a part of, and of its sites."""
    union = united_ha(group["shape"])
    part = united_ha(ground["shape"])
    known: list[Any] = [sites.get(one) for one in ground["landfill_id"].dropna().unique()]
    site = float(sum(known)) if known and None not in known else None
    return {
        "works": len(group),
        "sum_ha": float(group["ha"].sum()),
        "union_ha": union,
        "stated_ha": float(group["area_stated_ha"].astype(float).sum(min_count=1)),
        "part_ha": part,
        "share_of_part": union / part if part else None,
        "site_ha": site,
        "share_of_site": union / site if site else None,
    }


def _columns(by: tuple[str, ...]) -> list[Column]:
    figures = {
        "works": "count", "sum_ha": "ha", "union_ha": "ha", "stated_ha": "ha", "part_ha": "ha",
        "share_of_part": "share", "site_ha": "ha", "share_of_site": "share",
    }  # fmt: skip
    if "year" in by:
        figures |= {"new_ha": "ha", "to_date_ha": "ha"}
    return [*(Column(name) for name in by), *(Column(name, unit) for name, unit in figures.items())]


def _notes(request: Request, total: dict[str, Any], works: pandas.DataFrame) -> Iterator[str]:
    yield Sentence.of(
        "reclaimed: done by {until}, dated by {dates}",
        until=request.parameters["until"] or request.day,
        dates=values("field", _DATES[request.parameters["date"]], ", else "),
    )
    overlap = total["sum_ha"] - total["union_ha"]
    if overlap > 0.005:
        yield Sentence.of("works overlap by {ha:.2f} ha, counted once", ha=overlap)
    if unsaid := int(works["stage"].isna().sum()):
        yield Sentence.of("{count} of {whole} without a stage", count=unsaid, whole=len(works))


def _siteless(areas: pandas.DataFrame, sites: dict[str, Any]) -> Iterator[str]:
    """How many areas are of no site whose size is known: of it there is no share."""
    there = areas[areas["shape"].notna()]
    if unknown := int((~there["landfill_id"].isin(list(sites))).sum()):
        form = "{count} of {layer} are of no site of known area, so with them there is no share of the site"
        yield Sentence.of(form, count=unknown, layer=Value.of("layer", LAYER))


RECLAIMED = Indicator(
    name="reclaimed-ha",
    title={"en": "Reclaimed area", "ru": "Рекультивированная площадь", "kk": "Рекультивацияланған аумақ"},
    formula=(
        "union of the areas done by a day, in hectares on the ellipsoid; part = union of all areas of the"
        " owner on the site, reclaimed or not; shares = union / part and union / site. By year: new = not"
        " reclaimed in an earlier year, to date = union up to the end of the year"
    ),
    inputs=(LAYER, SITES),
    source="own definition; stages technical and biological as in GOST 17.5.1.01-83",
    compute=compute,
    parameters=(
        Parameter("until", "date", None, "count what was done by this day; else the day of the version"),
        Parameter(
            "date", "text", "accepted", "which date counts; accepted and finished stand in for each other",
            tuple(_DATES),
        ),
        Parameter("stage", "list", (), "only these; else any, also not given", ("technical", "biological")),
        Parameter("tolerance", "real", 0.01, "list areas whose stated value is farther off than this share"),
    ),
    groupings=tuple(_GROUPINGS),
)  # fmt: skip

INDICATORS = (RECLAIMED,)
