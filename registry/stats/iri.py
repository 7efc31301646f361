"""Roughness of roads: statistics of the IRI weighted by length.

On each metre the newest survey with an IRI speaks. A percentile is the lowest IRI that so much of the length
does not exceed, so it is one that was measured.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..model.errors import UsageError
from ..roads.arrays import Floats, Ints
from .carriageways import KINDS, NAMES
from .grouping import grouped, labelled
from .indicator import Indicator, Parameter, Request
from .repairtables import titled
from .result import Column, Result
from .sentences import Sentence
from .stretches import GROUPINGS, PARAMETERS, answered, merged, read_stretches
from .surveys import LAYER

UNIT = "m/km"


def iri_statistics(request: Request) -> Result:
    """Compute the indicator."""
    asked = request.parameters
    day = asked["as_of"] or request.day
    shares = _percentiles(asked["percentiles"])
    book, surveys, found = read_stretches(request, [day], only="iri")
    found, _ = merged(found)
    groups = grouped(answered(request, book, found), len(found.line))
    survey = found.survey[:, 0]
    iri = np.append(surveys.iri, np.nan)[survey]
    metres = found.metres
    labels = labelled(groups.labels, request.by)
    table = pd.concat([labels, weighted(iri, metres, groups.group, len(groups), shares)], axis=1)
    if not len(found.line):
        table = table.iloc[:0]
    nowhere = np.zeros(len(found.line), dtype=np.int64)
    total = weighted(iri, metres, nowhere, 1, shares).iloc[0]
    seen = np.flatnonzero(survey >= 0)
    routes = np.array([*book.routes.names, ""], dtype=object)
    return Result(
        indicator="iri-statistics",
        table=table,
        columns=[*(titled(name) for name in request.by), *_columns(shares)],
        evidence=pd.DataFrame(
            {
                "row": groups.group[seen],
                "layer": LAYER,
                "uid": surveys.uid[survey[seen]],
                "route_id": routes[found.route[seen]],
                "carriageway": np.array(NAMES)[found.line[seen] % KINDS],
                "start_m": found.span[seen, 0],
                "end_m": found.span[seen, 1],
                "value": metres[seen] / 1000,
                "iri": iri[seen],
                "surveyed_on": surveys.day[survey[seen]],
            }
        ),
        total={str(name): float(value) for name, value in total.items()},
        left_out=found.left_out,
        notes=[
            Sentence.of(
                "newest IRI on each metre as of {day}; {km:.3f} of {whole:.3f} km have one",
                day=day,
                km=float(total["km"]),
                whole=float(total["total_km"]),
            ),
            *found.notes,
        ],
    )


def _percentiles(told: Sequence[str]) -> dict[str, float]:
    """Shares by column: ``p85`` is 0.85."""
    found = {}
    for one in told:
        try:
            share = float(one) / 100
        except ValueError:
            share = -1.0
        if not 0 < share < 1:
            raise UsageError(f"{one!r} is no percentile; give numbers between 0 and 100, such as 85")
        found[f"p{float(one):g}"] = share
    return found


def weighted(iri: Floats, metres: Floats, group: Ints, groups: int, shares: dict[str, float]) -> pd.DataFrame:
    """Statistics by group, weighted by metres.

    Parameters
    ----------
    iri : (n,) NaN where there is none
    metres : (n,) weights
    shares : of the length, by column

    Examples
    --------
    >>> found = weighted(np.array([2.0, 6.0]), np.array([3.0, 1.0]), np.zeros(2, int), 1, {"p85": 0.85})
    >>> found.iloc[0].tolist()
    [3.0, 2.0, 6.0, 2.0, 6.0, 0.004, 0.004]
    """
    known = np.flatnonzero(np.isfinite(iri) & (metres > 0))
    order = known[np.lexsort((iri[known], group[known]))]
    value, weight, at = iri[order], metres[order], group[order]
    whole = np.bincount(at, weight, minlength=groups)
    first = np.searchsorted(at, np.arange(groups))
    last = np.searchsorted(at, np.arange(groups), side="right") - 1
    some = last >= first
    running = np.append(0.0, np.cumsum(weight))
    made: dict[str, Floats] = {
        "mean": np.bincount(at, weight * value, minlength=groups) / np.where(some, whole, 1.0)
    }
    for name, share in {"median": 0.5, **shares}.items():
        # A hair less, or rounding of the running sum would take the next one.
        wanted = running[first] + share * whole * (1 - 1e-12)
        place = np.clip(np.searchsorted(running[1:], wanted), first, np.maximum(last, first))
        made[name] = np.append(value, np.nan)[np.minimum(place, len(value))]
    made["lowest"] = np.append(value, np.nan)[np.minimum(first, len(value))]
    made["highest"] = np.append(value, np.nan)[np.maximum(last, 0) if len(value) else first * 0]
    found = pd.DataFrame({name: np.where(some, one, np.nan) for name, one in made.items()})
    found = found[["mean", "median", *shares, "lowest", "highest"]]
    found["km"] = whole / 1000
    found["total_km"] = np.bincount(group, metres, minlength=groups) / 1000
    return found


def _columns(shares: dict[str, float]) -> list[Column]:
    titles = {
        "mean": ("Mean IRI", "Среднее IRI", "Орташа IRI"),
        "median": ("Median IRI", "Медиана IRI", "IRI медианасы"),
        **{name: (f"IRI, {name}", f"IRI, {name}", f"IRI, {name}") for name in shares},
        "lowest": ("Lowest IRI", "Наименьшее IRI", "Ең төмен IRI"),
        "highest": ("Highest IRI", "Наибольшее IRI", "Ең жоғары IRI"),
        "km": ("With IRI, km", "С IRI, км", "IRI бар, км"),
        "total_km": ("Roads, km", "Дорог, км", "Жолдар, км"),
    }
    return [
        Column(name, "km" if name.endswith("km") else UNIT, {"en": en, "ru": ru, "kk": kk})
        for name, (en, ru, kk) in titles.items()
    ]


INDICATORS = (
    Indicator(
        name="iri-statistics",
        title={
            "en": "Roughness of roads (IRI)",
            "ru": "Ровность дорог (IRI)",
            "kk": "Жолдардың тегістігі (IRI)",
        },
        formula="IRI weighted by length: sum(IRI x km) / km; a percentile is the lowest IRI that so much of"
        " the length does not exceed",
        inputs=("roads", "condition_surveys", "concurrencies", "km_posts", "regions"),
        source="International Roughness Index: Sayers, Gillespie and Queiroz 1986, World Bank",
        compute=iri_statistics,
        parameters=(
            Parameter(
                "as_of", "date", None, "day of the roads and surveys; by default the day of the version"
            ),
            Parameter("percentiles", "list", ["15", "85"], "percentiles to show, 0 to 100"),
            *PARAMETERS,
        ),
        groupings=GROUPINGS,
    ),
)
