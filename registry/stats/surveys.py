"""Condition surveys, and which of them speaks for each metre: the newest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..roads.arrays import Bools, Floats, Ints, Spans
from ..roads.errors import SENTENCES
from ..roads.findings import chainage
from .columns import Coded, Days, Numbering, Table
from .result import LeftOut
from .sentences import Sentence

LAYER = "condition_surveys"
COLUMNS = ("route_id", "km_from", "km_to", "carriageway", "iri", "condition", "profile", "surveyed_on")


@dataclass
class Surveys:
    """n surveys; ``order`` (n,) is the place of each from the oldest to the newest."""

    uid: NDArray[np.object_]
    route: Ints
    span: Spans
    sides: Ints
    day: Days
    iri: Floats
    condition: Coded
    profile: Coded
    order: Ints
    left_out: list[LeftOut] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.uid)

    def until(self, day: str) -> Bools:
        """(n,) those made on a day or before."""
        found: Bools = self.day <= np.datetime64(day, "D")
        return found


def read_surveys(table: Table, routes: Numbering, ages: Callable[[], dict[str, int]]) -> Surveys:
    """The surveys of a table that say where and when.

    Parameters
    ----------
    table : columns of the layer (:data:`COLUMNS`)
    routes : numbering of the routes, which may grow
    ages : tells by uid the commit that each row is from; asked only if two surveys have one date
    """
    route = routes.number(table.text("route_id"))
    low, high, day = table.metres("km_from"), table.metres("km_to"), table.days("surveyed_on")
    iri = table.real("iri")
    usable = np.ones(len(table), dtype=np.bool_)
    left_out: list[LeftOut] = []
    uids = table.uids()

    def drop(wrong: Bools, reason: str) -> None:
        rows = np.flatnonzero(wrong & usable).tolist()
        left_out.extend(
            LeftOut(LAYER, str(uids[row]), Sentence.of(reason, start=chainage(low[row]))) for row in rows
        )
        usable[wrong] = False

    drop(route < 0, SENTENCES["no-route"])
    drop(~(np.isfinite(low) & np.isfinite(high)), SENTENCES["no-measure"])
    drop(low == high, SENTENCES["zero-length"])
    drop(np.isnat(day), "has no surveyed_on, so nobody knows whether it is the newest; give the date")
    drop(np.isfinite(iri) & (iri < 0), "has an IRI below 0; correct it")
    kept = np.flatnonzero(usable)
    return Surveys(
        uid=uids[kept],
        route=route[kept],
        span=np.sort(np.column_stack([low, high])[kept], axis=1).astype(np.int64),
        sides=table.sides()[kept],
        day=day[kept],
        iri=iri[kept],
        condition=table.text("condition").take(kept),
        profile=table.text("profile").take(kept),
        order=_order(uids[kept], route[kept], day[kept], ages),
        left_out=left_out,
    )


def _order(uid: NDArray[np.object_], route: Ints, day: Days, ages: Callable[[], dict[str, int]]) -> Ints:
    """(n,) places from oldest to newest: by date, then commit, then uid."""
    number = day.astype(np.int64)
    place = np.empty(len(uid), dtype=np.int64)
    order = np.lexsort((number, route))
    tied = (route[order][1:] == route[order][:-1]) & (number[order][1:] == number[order][:-1])
    if tied.any():
        known = ages()
        age = np.array([known.get(str(one), 0) for one in uid], dtype=np.int64)
        order = np.lexsort((uid.astype(str), age, number))
    else:
        order = np.argsort(number, kind="stable")
    place[order] = np.arange(len(uid))
    return place
