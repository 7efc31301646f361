"""What an indicator was at two versions: the difference row by row, and the features that made it.

A feature made a difference if what it gave to a row is not what it gave before. It was ``added``,
``removed`` or ``changed`` between the two versions; or ``as it was``, where another feature or the day of
the version gives it another share. What changed in the inputs without touching a figure is not told here:
``registry diff`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..versions.clock import local
from ..versions.history import differences
from ..versions.ledger import Commit, Ledger
from .result import Column, Result
from .sentences import Listed, Sentence, values

if TYPE_CHECKING:
    import pandas

OLDER, NEWER, CHANGE = "_older", "_newer", "_change"

#: What a group without a row has of these is nothing at all; a share of nothing is not 0.
ADDS_UP = frozenset({"km", "m", "km2", "ha", "m2", "count", "people", "money"})

_KINDS = {"insert": "added", "update": "changed", "delete": "removed"}


def compared(ledger: Ledger, before: Result, after: Result, older: Commit, newer: Commit) -> Result:
    """Two results of one indicator as one.

    Returns
    -------
    Result
        The table has the columns that name a row, and for each figure that differs anywhere
        ``<figure>_older``, ``<figure>_newer`` and ``<figure>_change``. Evidence: ``row``, ``layer``,
        ``uid``, ``change``, ``columns`` (what differs in the feature), ``value_older``, ``value_newer``.
        ``left_out`` is that of the newer version.
    """
    keys = after.keys
    joined = _joined(before, after, keys)
    figures = [one for one in after.columns if one.unit is not None]
    changed = [one for one in figures if _differs(one, joined, before.total, after.total)]
    shown = changed or figures[:1]
    columns = [one for one in after.columns if one.name in keys]
    table = joined[keys].copy()
    total: dict[str, Any] = {}
    for one in shown:
        old, new = joined[one.name + OLDER], joined[one.name + NEWER]
        table[one.name + OLDER], table[one.name + NEWER] = old, new
        table[one.name + CHANGE] = _minus(one, new, old)
        columns += [replace(one, name=one.name + end) for end in (OLDER, NEWER, CHANGE)]
        if one.name in after.total or one.name in before.total:
            ends = [_number(side.total.get(one.name)) for side in (before, after)]
            total[one.name + OLDER], total[one.name + NEWER] = ends
            total[one.name + CHANGE] = _number(_minus(one, np.array([ends[1]]), np.array([ends[0]]))[0])
    evidence = _evidence(ledger, before, after, joined, (older.revision, newer.revision))
    return Result(
        indicator=after.indicator,
        table=table,
        columns=columns,
        evidence=evidence,
        total=total,
        left_out=after.left_out,
        notes=list(_notes(ledger, figures, changed, evidence, (older, newer))),
        key=keys,
    )


def nothing(like: Result) -> Result:
    """An empty result: the indicator where its layers were not there yet."""
    return replace(
        like, table=like.table.iloc[:0], evidence=like.evidence.iloc[:0], total={}, left_out=(), receipt=None
    )


def _notes(
    ledger: Ledger, figures: list[Column], changed: list[Column], evidence: pandas.DataFrame,
    ends: tuple[Commit, Commit],
) -> Iterator[str]:  # fmt: skip
    older, newer = ends
    yield Sentence.of(
        "older is {older} ({older_day}), newer {newer} ({newer_day})",
        older=older.revision,
        older_day=local(older.time, ledger.timezone)[:10],
        newer=newer.revision,
        newer_day=local(newer.time, ledger.timezone)[:10],
    )
    if not changed:
        yield Sentence.of("no figure differs")
    elif same := [one.name for one in figures if one not in changed]:
        yield Sentence.of("the same at both: {figures}", figures=values("column", same))
    if len(evidence):
        counts = evidence.drop_duplicates(["layer", "uid"])["change"].value_counts().sort_index()
        listed = [
            Sentence.of("{count} {what}", count=int(count), what=Sentence.of(str(kind)))
            for kind, count in counts.items()
        ]
        yield Sentence.of("features that made the difference: {listed}", listed=Listed.of(listed))


def _joined(before: Result, after: Result, keys: list[str]) -> pandas.DataFrame:
    """A row for each row of either table: keys, each figure at both, ``_place`` of the row in each."""
    import pandas as pd

    sides = []
    for result, end in ((after, NEWER), (before, OLDER)):
        table = result.table.reset_index(drop=True)
        side = pd.DataFrame({name: table[name].astype(object) for name in keys})
        side = side.where(side.notna(), None)
        side["_nth"] = side.groupby(keys, dropna=False).cumcount() if keys else np.arange(len(table))
        side["_place" + end] = np.arange(len(table))
        for one in result.columns:
            if one.unit is not None:
                side[one.name + end] = pd.to_numeric(table[one.name], errors="coerce").astype(float)
        sides.append(side)
    joined = sides[0].merge(sides[1], how="outer", on=[*keys, "_nth"], sort=False)
    order = joined["_place" + NEWER].fillna(len(after.table) + joined["_place" + OLDER])
    return joined.iloc[np.argsort(order.to_numpy(), kind="stable")].reset_index(drop=True)


def _minus(column: Column, new: Any, old: Any) -> Any:
    new, old = np.asarray(new, dtype=float), np.asarray(old, dtype=float)
    if column.unit in ADDS_UP and column.adds:
        none = np.isnan(new) & np.isnan(old)
        return np.where(none, np.nan, np.nan_to_num(new) - np.nan_to_num(old))
    return new - old


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)


def _differs(column: Column, joined: pandas.DataFrame, before: Any, after: Any) -> bool:
    def quanta(values: Any) -> Any:
        whole = np.rint(np.asarray(values, dtype=float) / column.quantum)
        return np.where(np.isnan(whole), np.inf, whole)

    old = [*joined[column.name + OLDER], *([before[column.name]] if column.name in before else [np.nan])]
    new = [*joined[column.name + NEWER], *([after[column.name]] if column.name in after else [np.nan])]
    return bool((quanta(old) != quanta(new)).any())


def _evidence(
    ledger: Ledger, before: Result, after: Result, joined: pandas.DataFrame, between: tuple[int, int]
) -> pandas.DataFrame:
    """Features that give a row something else than before."""
    import pandas as pd

    by = ["row", "layer", "uid"]
    sides = []
    for result, end in ((before, OLDER), (after, NEWER)):
        place = joined["_place" + end]
        row = pd.Series(joined.index, index=place.fillna(-1).astype(int))
        given = result.evidence.reset_index(drop=True).copy()
        given["row"] = given["row"].map(row[row.index >= 0]).astype("int64")
        given["layer"] = given["layer"].astype(object)
        given["_sum"] = _fingerprints(given)
        value = "value" if "value" in given else None
        given["value"] = pd.to_numeric(given["value"], errors="coerce") if value else np.nan
        grouped = given.groupby(by, sort=True)
        # As text: where one side lacks a row, a join would make a float of the number.
        side = grouped["_sum"].sum().map(str).to_frame()
        side["value"] = grouped["value"].sum(min_count=1)
        sides.append(side.add_suffix(end))
    both = sides[0].join(sides[1], how="outer").reset_index()
    older, newer = (
        both["_sum" + end].astype(object).where(both["_sum" + end].notna(), "") for end in (OLDER, NEWER)
    )
    both = both[older != newer]
    layers = [name for name in sorted(set(both["layer"])) if name in ledger.layers(max(between))]
    known = (
        {(one.layer, one.uid): one for one in differences(ledger, *between, layers=layers)} if layers else {}
    )
    told = [known.get(pair) for pair in zip(both["layer"], both["uid"], strict=True)]
    both["change"] = ["as it was" if one is None else _KINDS[one.kind] for one in told]
    both["columns"] = ["" if one is None or one.kind != "update" else ", ".join(one.columns) for one in told]
    wanted = [*by, "change", "columns", "value" + OLDER, "value" + NEWER]
    return both[wanted].reset_index(drop=True)


def _fingerprints(given: pandas.DataFrame) -> Any:
    """(n,) numbers that differ where rows of evidence do; lengths and areas to a millionth."""
    import pandas as pd

    plain = pd.DataFrame(index=given.index)
    for name in given.columns:
        if name in ("row", "layer", "uid"):
            continue
        column = given[name]
        if pd.api.types.is_float_dtype(column):
            plain[name] = column.round(6) + 0.0
        else:
            plain[name] = column.astype(str)
    if not len(plain.columns):
        return np.ones(len(given), dtype=np.uint64)
    return pd.util.hash_pandas_object(plain, index=False).to_numpy()
