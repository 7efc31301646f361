"""Works on roads: which of them count, by which date, and which of their metres.

A work is where its route and measures say; what is drawn beside it is never asked. Done works count whole,
one under way only where it is finished. What is not sound is listed with the mend, what is merely not asked
for (planned, another type, another year) is counted in a note: nothing is dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..roads.arrays import Bools, Floats, Ints, Spans
from ..roads.errors import SENTENCES
from ..roads.findings import chainage
from .columns import Coded, Days, Numbering, Table
from .result import LeftOut
from .sentences import Listed, Sentence, Value, values

LAYER = "repairs"
#: Types of work from the highest to the lowest: a metre goes to the highest on it.
TYPES = ("reconstruction", "capital", "medium", "current", "maintenance")
#: What "repaired" means unless asked otherwise. New construction never is.
REPAIRED = TYPES[:3]
#: Which date counts: the field that holds it, and where that is empty the next.
DATES = {
    "accepted-else-finished": ("accepted_on", "finished_on"),
    "accepted": ("accepted_on",),
    "finished": ("finished_on",),
    "started": ("started_on",),
}
STATUSES = ("done", "under_way", "planned", "unstated")
COLUMNS = (
    "route_id", "km_from", "km_to", "carriageway", "work_type", "status", "done_from", "done_to", "width_m",
    "stated_km", "contractor", "started_on", "finished_on", "accepted_on", "date_qualifier", "cost",
    "currency",
)  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """Which works count."""

    types: Sequence[str] = REPAIRED
    statuses: Sequence[str] = ("done", "under_way")
    date: str = "accepted-else-finished"
    period_start: str | None = None
    period_end: str | None = None
    precedence: Sequence[str] = TYPES

    @property
    def ranks(self) -> dict[str, int]:
        """Of each type; higher wins. One left out of the precedence is lowest."""
        order = [*self.precedence, *(one for one in TYPES if one not in self.precedence)]
        return {one: len(order) - 1 - place for place, one in enumerate(order)}


@dataclass
class Works:
    """n works that count. ``span`` (n, 2) is in order; ``whole`` the metres of the work of which it may be a
    part; ``kind`` the type's rank, as ``ranks`` tell; ``day`` the date that counts, NaT only for what is not
    done."""

    uid: NDArray[np.object_]
    route: Ints
    span: Spans
    sides: Ints
    kind: Ints
    day: Days
    whole: Ints
    width: Floats
    stated_km: Floats
    cost: Floats
    currency: Coded
    contractor: Coded
    ranks: dict[str, int] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.uid)

    def take(self, which: Any) -> Works:
        """Some of them."""
        changed: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Coded):
                changed[one.name] = value.take(which)
            elif isinstance(value, np.ndarray):
                changed[one.name] = value[which]
        return replace(self, **changed)


def read_works(table: Table, rules: Rules, routes: Numbering) -> Works:
    """The works of a table that count.

    Parameters
    ----------
    table : columns of the layer ``repairs`` (:data:`COLUMNS`), kilometres open
    routes : numbering of the routes, which may grow
    """
    reading = _Reading(table, rules)
    route_names = table.text("route_id")
    route = routes.number(route_names)
    low, high = table.metres("km_from"), table.metres("km_to")
    part = reading.chosen()
    reading.drop(route < 0, "no-route")
    reading.drop(~(np.isfinite(low) & np.isfinite(high)), "no-measure")
    done_low, done_high = table.metres("done_from"), table.metres("done_to")
    begun = part & np.isfinite(done_low) & np.isfinite(done_high)
    reading.ignore(part & ~begun, Sentence.of("under way with nothing finished yet"))
    whole = np.abs(high - low)
    low, high = np.where(begun, done_low, low), np.where(begun, done_high, high)
    reading.measured("zero-length", low == high, low, high)
    day = reading.dated()
    kept: Any = slice(None) if reading.kept.all() else np.flatnonzero(reading.kept)  # views cost nothing
    backwards = reading.kept & (low > high)
    reading.measured("reversed", backwards, low, high, counted=True)
    span = np.sort(np.column_stack([low, high])[kept], axis=1).astype(np.int64)
    return Works(
        uid=table.uids()[kept],
        route=route[kept],
        span=span,
        sides=table.sides()[kept],
        kind=reading.kind[kept],
        day=day[kept],
        whole=whole[kept].astype(np.int64),
        width=table.real("width_m")[kept],
        stated_km=table.real("stated_km")[kept],
        cost=table.real("cost")[kept],
        currency=table.text("currency").take(kept),
        contractor=table.text("contractor").take(kept),
        ranks=rules.ranks,
        left_out=reading.left_out,
        notes=reading.notes(),
    )


class _Reading:
    """Works as they are sifted: ``kept`` (n,) still counts."""

    def __init__(self, table: Table, rules: Rules) -> None:
        self.table, self.rules = table, rules
        self.kept = np.ones(len(table), dtype=np.bool_)
        self.left_out: list[LeftOut] = []
        self.ignored: Counter[str] = Counter()
        self.kind = np.full(len(table), -1)

    def chosen(self) -> Bools:
        """Keep works of the types and statuses asked for; (n,) those of which only a part is finished."""
        types, status = self.table.text("work_type"), self.table.text("status")
        self.kind = types.codes_in(self.rules.ranks)
        wanted = types.codes_in(dict.fromkeys(self.rules.types, 1)) > 0
        for one in (name for name in types.names if name not in self.rules.types):
            self.ignore(types.codes_in({one: 1}) > 0, Value.of("work_type", one))
        for one in ("planned", "cancelled", "under_way", "done"):
            if one not in self.rules.statuses:
                self.ignore(status.codes_in({one: 1}) > 0, Value.of("status", one))
        if "unstated" not in self.rules.statuses:
            unstated = "status is not stated, so it is not counted as done; give its status"
            self.tell(status.code < 0, Sentence.of(unstated))
        self.tell(types.code < 0, Sentence.of("has no work_type; give it"))
        self.kept &= wanted
        return status.codes_in({"under_way": 1}) > 0

    def dated(self) -> Days:
        """(n,) the date that counts; keeps works within the period."""
        names = DATES[self.rules.date]
        day = self.table.days(names[0])
        for name in names[1:]:
            day = np.where(np.isnat(day), self.table.days(name), day)
        undated = self.kept & np.isnat(day)
        done = self.table.text("status").codes_in({"done": 1}) > 0
        wanted = values("field", names, " nor ")
        self.tell(undated & done, Sentence.of("is done and has no {dates}; give the date", dates=wanted))
        start, end = self.rules.period_start, self.rules.period_end
        if start or end:
            reason = Sentence.of("has no {dates}, so it belongs to no period; give the date", dates=wanted)
            self.tell(undated & ~done, reason)
            early = day < np.datetime64(start or "NaT", "D")  # comparing with NaT is False
            late = day > np.datetime64(end or "NaT", "D")
            self.ignore(early | late, Sentence.of("outside the period"))
        else:
            reason = Sentence.of("has no {dates}: counted without a date", dates=wanted)
            self.tell(undated & ~done, reason, counted=True)
        qualifier = self.table.text("date_qualifier")
        for one in (name for name in qualifier.names if name and name != "exact"):
            told = self.kept & (qualifier.codes_in({one: 1}) > 0)
            reason = Sentence.of("its date is not exact ({how})", how=Value.of("date_qualifier", one))
            self.tell(told, reason, counted=True)
        return day

    def drop(self, which: Bools, code: str) -> None:
        """Leave out what linear referencing has a sentence for."""
        self.tell(which, Sentence.of(SENTENCES[code]))

    def measured(self, code: str, which: Bools, low: Floats, high: Floats, counted: bool = False) -> None:
        rows = np.flatnonzero(which & self.kept)
        for row, start, end in zip(rows.tolist(), low[rows].tolist(), high[rows].tolist(), strict=True):
            reason = Sentence.of(SENTENCES[code], start=chainage(start), end=chainage(end))
            self.left_out.append(LeftOut(LAYER, self._uid(row), reason, counted))
        if not counted:
            self.kept &= ~which

    def tell(self, which: Bools, reason: str, counted: bool = False) -> None:
        rows = np.flatnonzero(which & self.kept)
        self.left_out += [LeftOut(LAYER, self._uid(row), reason, counted) for row in rows.tolist()]
        if not counted:
            self.kept &= ~which

    def ignore(self, which: Bools, reason: str) -> None:
        """What was not asked for."""
        if count := int((which & self.kept).sum()):
            self.ignored[reason] += count
        self.kept &= ~which

    def notes(self) -> list[str]:
        if not self.ignored:
            return []
        listed = [
            Sentence.of("{count:,} {what}", count=count, what=reason)
            for reason, count in sorted(self.ignored.items())
        ]
        return [Sentence.of("not asked for: {listed}", listed=Listed.of(listed))]

    def _uid(self, row: int) -> str:
        return str(self.table.arrow.column("uid")[row].as_py())
