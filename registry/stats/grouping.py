"""Rows of a table: groups of works or of road by any of several questions at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..roads.arrays import Ints, ranked
from .columns import Coded, Days


@dataclass(frozen=True)
class Answer:
    """Of each of n things one answer: ``code`` into ``labels``, which are in the order of the table."""

    code: Ints
    labels: list[Any]


def by_text(texts: Coded, order: Sequence[str] = ()) -> Answer:
    """Answers by text: those of ``order`` first, others by alphabet, none last."""
    ranks = {one: place for place, one in enumerate(order)}
    names = sorted(set(texts.names), key=lambda one: (ranks.get(one, len(ranks)), one))
    code = texts.codes_in({one: place for place, one in enumerate(names)})
    return Answer(np.where(code < 0, len(names), code), [*names, None])


def by_number(code: Ints, names: Sequence[str], last: Sequence[str | None] = ()) -> Answer:
    """Answers by number: by alphabet of their names, except some that come last; -1 is none."""
    places = sorted(range(len(names)), key=lambda one: (names[one] in last, names[one]))
    rank = np.empty(len(names) + 1, dtype=np.int64)
    rank[places] = np.arange(len(names))
    rank[-1] = len(names)
    return Answer(rank[code], [*(names[one] for one in places), None])


def by_year(days: Days) -> Answer:
    return _by_period(days, "datetime64[Y]", int)


def by_month(days: Days) -> Answer:
    return _by_period(days, "datetime64[M]", str)


def _by_period(days: Days, unit: str, label: type) -> Answer:
    missing = np.isnat(days)
    number = np.where(missing, 0, days.astype(unit).astype(np.int64))
    first = int(number.min()) if len(number) else 0
    values, code = _numbered(number - first, int(number.max()) - first + 1 if len(number) else 0)
    labels = [label(str(one)) for one in (values + first).astype(unit)]
    return Answer(np.where(missing, len(labels), code), [*labels, None])


@dataclass(frozen=True)
class Groups:
    """``group`` (n,) of each thing; ``codes`` (groups,) and ``labels`` tell what each group answers."""

    group: Ints
    codes: dict[str, Ints]
    labels: list[dict[str, Any]]

    def __len__(self) -> int:
        return len(self.labels)


def grouped(answers: Mapping[str, Answer], count: int) -> Groups:
    """Groups of things that have the same answers, sorted by the first question, then the next.

    Examples
    --------
    >>> year = Answer(np.array([0, 1, 0]), [2023, 2024])
    >>> found = grouped({"year": year}, 3)
    >>> found.group.tolist(), found.labels
    ([0, 1, 0], [{'year': 2023}, {'year': 2024}])
    """
    if not answers:
        return Groups(np.zeros(count, dtype=np.int64), {}, [{}])
    number, size = np.zeros(count, dtype=np.int64), 1
    for one in answers.values():
        if size * len(one.labels) >= 1 << 62:  # a dozen questions would overflow
            found, number = _numbered(number, size)
            size = len(found)
        number, size = number * len(one.labels) + one.code, size * len(one.labels)
    found, group = _numbered(number, size)
    first = np.empty(len(found), dtype=np.int64)
    first[group[::-1]] = np.arange(count)[::-1]
    codes = {name: one.code[first] for name, one in answers.items()}
    columns = [[answers[name].labels[at] for at in code.tolist()] for name, code in codes.items()]
    labels = [dict(zip(answers, one, strict=True)) for one in zip(*columns, strict=True)]
    return Groups(group, codes, labels)


def _numbered(values: Ints, size: int) -> tuple[Ints, Ints]:
    """Values from 0 up to a size without repeats, and the place of each; not sorted if they lie close."""
    if size > 4 * len(values) + 1000:
        return ranked(values)
    there = np.zeros(size, dtype=np.bool_)
    there[values] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[values]


def labelled(labels: Sequence[Mapping[str, Any]], names: Sequence[str]) -> pd.DataFrame:
    """The grouping columns of a table; None where there is no answer."""
    made = {}
    for name in names:
        values = [one[name] for one in labels]
        whole = bool(values) and all(isinstance(one, int) for one in values)
        made[name] = pd.Series(values, dtype="int64" if whole else object)
    return pd.DataFrame(made, index=range(len(labels)))
