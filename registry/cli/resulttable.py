"""A result as text: the answer first, aligned; then what is doubtful; last the registry and the receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ..model.chainage import written
from ..model.errors import UsageError
from .output import counted, table
from .shown import near, short_uid

if TYPE_CHECKING:
    from ..stats.result import Result
    from ..versions.ledger import Ledger

LEFT_OUT, EVIDENCE = "left-out", "evidence"
#: Rows of a list that are shown; the files hold all.
MOST = 200


def lines(result: Result, ledger: Ledger, show: Sequence[str], language: str | None) -> Iterator[str]:
    """The lines of a result.

    Parameters
    ----------
    show : further parts, ``left-out``, ``evidence`` or one of the result's details
    language : of headings, values and numbers; names of columns if not told
    """
    yield from _table(result, ledger, language)
    yield from result.notes
    yield from _left_out(result)
    for part in show:
        yield ""
        yield from shown_parts(result, [part])[0]()
    yield last_line(result, ledger, language)


def shown_parts(result: Result, show: Sequence[str]) -> list[Callable[[], Iterator[str]]]:
    """What makes the lines of each part.

    Raises
    ------
    UsageError
        The result has no such part.
    """
    known: dict[str, Callable[[], Iterator[str]]] = {
        LEFT_OUT: partial(_listed_left_out, result),
        EVIDENCE: partial(_listed_evidence, result),
        **{name: partial(_detail, made) for name, made in result.details.items()},
    }
    for part in show:
        if part not in known:
            raise UsageError(f"{result.indicator} cannot show {part!r}; it can: {', '.join(known)}")
    return [known[part] for part in show]


def _table(result: Result, ledger: Ledger, language: str | None) -> Iterator[str]:
    from ..publish.results.numbers import decimals, nothing, told
    from ..publish.results.titles import ALL, SEVERAL, Values, title

    if result.table.empty:
        yield "nothing to count"
        return
    revision = None if result.receipt is None else result.receipt.revision
    values = Values(ledger.layers(revision).values(), language)
    rows = result.table.to_dict("records")
    sums = result.total if result.keys and len(rows) > 1 else {}
    shown = [one for one in result.columns
             if one.name in result.keys or not all(nothing(row[one.name]) for row in rows)]  # fmt: skip
    places = {
        one.name: decimals(one, [*(row[one.name] for row in rows), sums.get(one.name)]) for one in shown
    }

    def cells(row: Any, keys: bool) -> list[str]:
        made = []
        for one in shown:
            value = row.get(one.name)
            if one.unit is None:
                made.append("–" if nothing(value) and keys and one.name in result.keys
                            else "" if nothing(value) else values.told(one.name, value))  # fmt: skip
            else:
                text = told(value, one, places[one.name], language)
                made.append(text.replace("\u00a0", " ").replace("\u202f", " "))
        return made

    body = [cells(row, True) for row in rows]
    if sums:
        for words, row in ((SEVERAL, _above_nothing(result.several)), (ALL, sums)):
            if row:
                line = cells(row, False)
                if shown[0].unit is None:
                    line[0] = words[language or "en"]
                body.append(line)
    headings = _unlike([title(one, language) for one in shown])
    right = [name for name, one in zip(headings, shown, strict=True) if one.unit is not None]
    yield from table(headings, body, right=right)


def _above_nothing(several: Any) -> dict[str, Any]:
    return {name: value for name, value in several.items() if value == value and value > 1e-6}


def _unlike(names: list[str]) -> list[str]:
    """Headings that differ, since columns are told by them."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found


def _left_out(result: Result) -> Iterator[str]:
    none = [one for one in result.left_out if not one.counted]
    doubtful = len(result.left_out) - len(none)
    parts = []
    if none:
        parts.append(f"left out: {counted(len(none), 'feature')}")
    if doubtful:
        parts.append(f"counted with a doubt: {counted(doubtful, 'feature')}")
    if parts:
        yield f"{'; '.join(parts)} (--show {LEFT_OUT})"
    for name in result.details:
        yield f"more: --show {name}"


def last_line(result: Result, ledger: Ledger, language: str | None) -> str:
    """Where the figures come from."""
    from ..publish.results.numbers import day
    from ..versions.clock import local

    receipt = result.receipt
    assert receipt is not None  # nosec B101
    moment = day(local(receipt.time, ledger.timezone)[:10], language)
    return f"registry {near(ledger.path)} at {receipt.revision} ({moment}), receipt {receipt.short}"


def _listed_left_out(result: Result) -> Iterator[str]:
    rows = [(one.layer, short_uid(one.uid), "yes" if one.counted else "no", one.reason)
            for one in result.left_out]  # fmt: skip
    yield from _some(("layer", "feature", "counted", "why"), rows)


def _listed_evidence(result: Result) -> Iterator[str]:
    from ..publish.results.numbers import nothing
    from ..publish.results.plain import records

    given = result.evidence
    rows = records(given)
    keys = [name for name in result.keys if name in result.table]
    groups = records(result.table[keys]) if keys else [{}] * len(result.table)
    others = [str(name) for name in given.columns if name not in ("row", "layer", "uid")]
    body = []
    for row in rows[:MOST]:
        group = groups[row["row"]] if row["row"] is not None and row["row"] >= 0 else {}
        told = [_cell(name, row[name]) for name in others]
        body.append([*(("" if nothing(one) else one) for one in (group.get(key) for key in keys)),
                     row["layer"], short_uid(row["uid"]), *told])  # fmt: skip
    headings = _unlike([*(key.replace("_", " ") for key in keys), "layer", "feature", *_named(others)])
    yield from _some(headings, body, len(rows))


def _named(columns: Sequence[str]) -> list[str]:
    return [{"start_m": "from", "end_m": "to"}.get(name, name.replace("_", " ")) for name in columns]


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name.endswith("_m") and isinstance(value, int):
        return written(value)
    if isinstance(value, list):
        return ", ".join(short_uid(one) if _is_uid(one) else str(one) for one in value)
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _detail(made: Callable[[], Any]) -> Iterator[str]:
    from ..publish.results.plain import records

    frame = made()
    columns = [str(name) for name in frame.columns]
    rows = []
    for row in records(frame.head(MOST)):
        rows.append(
            [short_uid(row[name]) if _is_uid(row[name]) else _cell(name, row[name]) for name in columns]
        )
    yield from _some(_unlike(_named(columns)), rows, len(frame))


def _is_uid(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 32 and set(value) <= set("0123456789abcdef")


def _some(headings: Sequence[str], rows: Sequence[Sequence[Any]], number: int | None = None) -> Iterator[str]:
    yield from table(headings, rows[:MOST])
    number = len(rows) if number is None else number
    if number > MOST:
        yield f"... and {number - MOST} more; --output FILE.xlsx holds all"
