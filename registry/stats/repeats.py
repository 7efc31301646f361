"""Works repeated too early: accepted within the interval of the work before on the same metre.

A capital repair is meant to last ten years and a medium one five. A metre repaired again before that was
badly repaired, or is being paid for twice; a capital repair over a fresh medium one is a known abuse. The
interval is that of the *earlier* work's type and runs from date to date: after a medium repair accepted on
2020-06-01 a work accepted on 2025-05-31 is a repeat, one accepted on 2025-06-01 is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..model.errors import UsageError
from ..roads.arrays import Bools, Ints
from ..roads.overlay import Layer, all_events
from .carriageways import KINDS, NAMES
from .columns import Days
from .grouping import grouped, labelled
from .indicator import Indicator, Parameter, Request
from .repairtables import titled
from .result import Column, Result
from .roadbook import Roadbook
from .sentences import Listed, Sentence, Value
from .spreading import Spread
from .tally import Pieces, tallied
from .workgroups import GROUPINGS, PARAMETERS, answered, gathered, rules_of
from .works import LAYER, Works

#: Pieces looked at together.
BUNCH = 20_000
#: Years that types of work are meant to last, where a norm says so.
INTERVALS = ("capital=10", "medium=5")


class Pairs(NamedTuple):
    """Stretches on which a piece of work repeats another: positions in the pieces, ``line``, (n, 2) span."""

    earlier: Ints
    later: Ints
    line: Ints
    span: Ints


def repeated_works(request: Request) -> Result:
    """Compute the indicator."""
    rules = replace(rules_of(request), period_start=None, period_end=None)  # the earlier work may lie before
    years = intervals(request.parameters["intervals"])
    works, book, found = gathered(request, rules)
    due = due_days(works.day, _years(works, years))
    pairs = repeats(found.pieces, works.day, due)
    start, end = request.parameters["period_start"], request.parameters["period_end"]
    day = works.day[found.pieces.work[pairs.later]]
    wanted = ~(day < np.datetime64(start or "NaT", "D")) & ~(day > np.datetime64(end or "NaT", "D"))
    pairs = Pairs(*(one[wanted] for one in pairs))
    return _result(request, works, book, found, pairs, due)


def intervals(told: Sequence[str]) -> dict[str, float]:
    """Years by type from ``capital=10``.

    Raises
    ------
    UsageError
    """
    found = {}
    for one in told:
        kind, _, years = one.partition("=")
        try:
            found[kind.strip()] = float(years)
        except ValueError:
            raise UsageError(f"{one!r} is no interval; write type=years, such as capital=10") from None
    return found


def _years(works: Works, years: dict[str, float]) -> np.ndarray:
    by_rank = np.full(len(works.ranks), np.nan)
    for kind, many in years.items():
        if kind not in works.ranks:
            raise UsageError(f"there is no type of work {kind!r}; there are {', '.join(works.ranks)}")
        by_rank[works.ranks[kind]] = many
    return by_rank[works.kind] if len(works) else np.empty(0)


def due_days(day: Days, years: np.ndarray) -> Days:
    """(n,) the day from which a work no longer repeats the one before; NaT where no interval is known.

    Whole years later on the same date, on the last of the month where there is no such date.

    >>> due_days(np.array(["2020-02-29", "2020-06-01"], "datetime64[D]"), np.array([5.0, 10.0])).astype(str)
    array(['2025-02-28', '2030-06-01'], dtype='<U28')
    """
    known = np.isfinite(years) & ~np.isnat(day)
    months = np.where(known, years * 12, 0).astype(np.int64)
    month = np.where(known, day.astype("datetime64[M]"), np.datetime64(0, "M"))
    of_month = np.where(known, (day - month.astype("datetime64[D]")).astype(np.int64), 0)
    then = month + months
    last = ((then + 1).astype("datetime64[D]") - then.astype("datetime64[D]")).astype(np.int64) - 1
    found = then.astype("datetime64[D]") + np.minimum(of_month, last)
    return np.where(known, found, np.datetime64("NaT", "D"))


def repeats(pieces: Pieces, day: Days, due: Days) -> Pairs:
    """Pairs of pieces of different works on one metre, the later one accepted before the earlier is due.

    Parameters
    ----------
    pieces : see :class:`.tally.Pieces`
    day, due : (works,)
    """
    found = [_repeats(pieces, day, due, those) for those in _by_lines(pieces.line)]
    return Pairs(*(np.concatenate([one[at] for one in found]) for at in range(4)))


def _by_lines(line: Ints) -> Iterator[Ints]:
    """Pieces in bunches, those of one line together: events on one metre multiply."""
    order = np.argsort(line, kind="stable")
    starts = np.flatnonzero(np.append(True, line[order][1:] != line[order][:-1])) if len(line) else order
    begin = 0
    for stop in [*starts[1:].tolist(), len(order)]:
        if stop - begin >= BUNCH or stop == len(order):
            yield order[begin:stop]
            begin = stop


def _repeats(pieces: Pieces, day: Days, due: Days, those: Ints) -> Pairs:
    where, ((stretch, near),) = all_events(Layer(pieces.line[those], pieces.span[those]))
    event = those[near]
    order = np.lexsort((day[pieces.work[event]], stretch))
    stretch, event = stretch[order], event[order]
    work = pieces.work[event]
    first, second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for step in range(1, len(event)):
        same: Bools = stretch[step:] == stretch[:-step]
        if not same.any():
            break
        before, after = work[:-step], work[step:]
        hit = np.flatnonzero(same & (day[before] < day[after]) & (day[after] < due[before]))
        first.append(hit)
        second.append(hit + step)
    one, other = np.concatenate(first), np.concatenate(second)
    at = stretch[one]
    return _joined(event[one], event[other], where.route[at], where.span[at])


def _joined(earlier: Ints, later: Ints, line: Ints, span: Ints) -> Pairs:
    """Stretches of one pair that touch made one."""
    order = np.lexsort((span[:, 0], line, later, earlier))
    earlier, later, line, span = earlier[order], later[order], line[order], span[order]
    follows = np.zeros(len(order), dtype=np.bool_)
    follows[1:] = (
        (earlier[1:] == earlier[:-1]) & (later[1:] == later[:-1]) & (line[1:] == line[:-1])
        & (span[1:, 0] == span[:-1, 1])
    )  # fmt: skip
    first = np.flatnonzero(~follows)
    last = np.append(first[1:], len(order)) - 1 if len(order) else first
    joined = np.column_stack([span[first, 0], span[last, 1]])
    return Pairs(earlier[first], later[first], line[first], joined)


def _result(request: Request, works: Works, book: Roadbook, found: Spread, pairs: Pairs, due: Days) -> Result:
    """Rows by what was asked of the later work: how many, and the distinct metres repaired too early."""
    later = found.take(pairs.later)
    repeated = Pieces(later.pieces.work, pairs.line, pairs.span, later.pieces.share)
    answers = answered(works, book, later, request.by)
    groups = grouped(answers, len(pairs.later))
    one_side = request.parameters["one_side"]
    counted = tallied(repeated, groups.group, len(groups), one_side=one_side)
    whole = tallied(repeated, np.zeros_like(groups.group), 1, one_side=one_side)
    rows = np.flatnonzero(counted.works)
    table = labelled([groups.labels[one] for one in rows.tolist()], request.by)
    table["works"], table["km"] = counted.works[rows], counted.union[rows] / 1000
    row = np.full(len(groups), -1, dtype=np.int64)
    row[rows] = np.arange(len(rows))
    work, before = later.pieces.work, found.pieces.work[pairs.earlier]
    names = np.array([*book.routes.names, ""], dtype=object)
    kinds = {rank: name for name, rank in works.ranks.items()}
    evidence = pd.DataFrame(
        {
            "row": row[groups.group],
            "layer": LAYER,
            "uid": works.uid[work],
            "route_id": names[pairs.line // KINDS],
            "carriageway": np.array(NAMES)[pairs.line % KINDS],
            "start_m": pairs.span[:, 0],
            "end_m": pairs.span[:, 1],
            "value": repeated.metres / 1000,
            "work_type": [kinds[one] for one in works.kind[work].tolist()],
            "accepted_on": works.day[work].astype(str),
            "earlier_uid": works.uid[before],
            "earlier_type": [kinds[one] for one in works.kind[before].tolist()],
            "earlier_accepted_on": works.day[before].astype(str),
            "interval_ends_on": due[before].astype(str),
        }
    )
    told = Listed.of(
        Sentence.of("{work_type}={years:g}", work_type=Value.of("work_type", one), years=years)
        for one, years in intervals(request.parameters["intervals"]).items()
    )
    return Result(
        indicator="repeated-works",
        table=table,
        columns=[
            *(titled(one) for one in request.by),
            titled("works", "count"),
            Column("km", "km", {"en": "Repeated, km", "ru": "Повторно, км", "kk": "Қайталанған, км"}),
        ],
        evidence=evidence,
        total={"works": int(whole.works[0]), "km": float(whole.union[0]) / 1000},
        left_out=works.left_out,
        notes=[
            Sentence.of(
                "intervals of the earlier work, in years: {types}; from date to date", types=told
            ).shown_by("repeats"),
            *works.notes,
        ],
        details={"repeats": lambda: evidence},
    )


INDICATORS = (
    Indicator(
        name="repeated-works",
        title={
            "en": "Works repeated within their interval",
            "ru": "Повторные работы раньше межремонтного срока",
            "kk": "Жөндеу аралық мерзімінен бұрын қайталанған жұмыстар",
        },
        formula="works accepted before day of the earlier work on the same metre + interval of its type; km:"
        " metres of them, each once",
        inputs=("repairs", "roads", "concurrencies"),
        source="nominal intervals of capital (10 years) and medium repair (5 years); docs/counting.md",
        compute=repeated_works,
        parameters=(
            Parameter("intervals", "list", list(INTERVALS), "years that a type is meant to last, type=years"),
            Parameter("period_start", "date", None, "first day of the later work"),
            Parameter("period_end", "date", None, "last day of the later work"),
            *(one for one in PARAMETERS if not one.name.startswith("period_")),
        ),
        groupings=GROUPINGS,
    ),
)
