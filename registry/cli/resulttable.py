"""A result as text: the answer first, aligned; then what is doubtful; last the registry and the receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ..model.chainage import written
from ..model.errors import UsageError
from .output import table
from .shown import near, short_uid
from .widetables import changes, fitting

if TYPE_CHECKING:
    from ..publish.results.wording import Wording
    from ..stats.result import Column, Result
    from ..versions.ledger import Ledger

LEFT_OUT, EVIDENCE = "left-out", "evidence"
#: Rows of a list that are shown; the files hold all.
MOST = 200


def lines(result: Result, ledger: Ledger, show: Sequence[str], wording: Wording) -> Iterator[str]:
    """The lines of a result.

    Parameters
    ----------
    show : further parts, ``left-out``, ``evidence`` or one of the result's details
    wording : of headings, values, numbers and sentences
    """
    yield from _table(result, wording)
    yield from notes(result, wording)
    yield from _left_out(result, wording)
    for part in show:
        yield ""
        yield from shown_parts(result, [part], wording)[0]()
    yield last_line(result, ledger, wording)


def shown_parts(result: Result, show: Sequence[str], wording: Wording) -> list[Callable[[], Iterator[str]]]:
    """What makes the lines of each part.

    Raises
    ------
    UsageError
        The result has no such part.
    """
    known: dict[str, Callable[[], Iterator[str]]] = {
        LEFT_OUT: partial(_listed_left_out, result, wording),
        EVIDENCE: partial(_listed_evidence, result, wording),
        **{name: partial(_detail, made, wording) for name, made in result.details.items()},
    }
    for part in show:
        if part not in known:
            raise UsageError(f"{result.indicator} cannot show {part!r}; it can: {', '.join(known)}")
    return [known[part] for part in show]


def _table(result: Result, wording: Wording) -> Iterator[str]:
    from ..publish.results.numbers import decimals, nothing, told
    from ..publish.results.titles import title
    from ..stats.change import CHANGE

    if result.table.empty:
        yield wording.text("nothing to count")
        return
    if any(one.name.endswith(CHANGE) for one in result.columns):
        yield from changes(result, wording)
        return
    language = wording.language
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
                            else wording.cell(one.name, value))  # fmt: skip
            else:
                made.append(_plain(told(value, one, places[one.name], language)))
        return made

    body = [cells(row, True) for row in rows]
    if sums:
        for words, row in (("in several rows", _above_nothing(result.several)), ("all", sums)):
            if row:
                line = cells(row, False)
                if shown[0].unit is None:
                    line[0] = wording.text(words)
                body.append(line)
    headings = _unlike([title(one, language) for one in shown])
    right = [name for name, one in zip(headings, shown, strict=True) if one.unit is not None]
    yield from fitting(headings, body, right, [one.name in result.keys for one in shown])


def _plain(text: str) -> str:
    """With the spaces that a terminal can be searched for."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def notes(result: Result, wording: Wording) -> Iterator[str]:
    """The notes; of several that one table is behind, the last says how to see it."""
    told = [getattr(one, "detail", None) for one in result.notes]
    for place, (note, detail) in enumerate(zip(result.notes, told, strict=True)):
        last = detail is not None and detail not in told[place + 1 :]
        yield _plain(wording.text(note)) + (f" (--show {detail})" if last else "")


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


def _left_out(result: Result, wording: Wording) -> Iterator[str]:
    none = [one for one in result.left_out if not one.counted]
    doubtful = len(result.left_out) - len(none)
    parts = []
    if none:
        parts.append(wording.said("left out: {count:feature}", count=len(none)))
    if doubtful:
        parts.append(wording.said("counted with a doubt: {count:feature}", count=doubtful))
    if parts:
        yield _plain(f"{'; '.join(parts)} (--show {LEFT_OUT})")


def last_line(result: Result, ledger: Ledger, wording: Wording) -> str:
    """Where the figures come from."""
    from ..publish.results.numbers import day
    from ..versions.clock import local

    receipt = result.receipt
    assert receipt is not None  # nosec B101
    moment = day(local(receipt.time, ledger.timezone)[:10], wording.language)
    return wording.said(
        "registry {name} at {revision} ({day}), receipt {receipt}",
        name=near(ledger.path), revision=receipt.revision, day=moment, receipt=receipt.short,
    )  # fmt: skip


def _listed_left_out(result: Result, wording: Wording) -> Iterator[str]:
    rows = [(wording.named("layer", one.layer), short_uid(one.uid),
             wording.text("yes" if one.counted else "no"), _plain(wording.text(one.reason)))
            for one in result.left_out]  # fmt: skip
    yield from _some(_headings(("layer", "feature", "counted", "why"), wording), rows, wording)


def _listed_evidence(result: Result, wording: Wording) -> Iterator[str]:
    from ..publish.results.plain import records

    keys = [name for name in result.keys if name in result.table]
    groups = records(result.table[keys]) if keys else [{}] * len(result.table)
    rows = []
    for row in records(result.evidence.head(MOST)):
        group = groups[row["row"]] if row["row"] is not None and row["row"] >= 0 else {}
        rows.append({**{key: group.get(key) for key in keys}, **row})
    names = [str(one) for one in result.evidence.columns if one not in ("row", *keys)]
    yield from _cells([*keys, *names], rows, wording, len(result.evidence))


def _detail(made: Callable[[], Any], wording: Wording) -> Iterator[str]:
    from ..publish.results.plain import records

    frame = made()
    names = [str(one) for one in frame.columns if one != "row"]  # a place in the table says nothing here
    yield from _cells(names, records(frame.head(MOST)), wording, len(frame))


def _cells(
    names: Sequence[str], rows: Sequence[dict[str, Any]], wording: Wording, number: int
) -> Iterator[str]:
    """Rows of a list, figures of one column with as many decimals."""
    from ..publish.results.numbers import decimals, is_number
    from ..stats.result import Column

    body: list[list[str]] = [[] for _ in rows]
    headings, right = _headings(["feature" if one == "uid" else one for one in names], wording), []
    for name, heading in zip(names, headings, strict=True):
        values = [row[name] for row in rows]
        figure = Column(name, _unit(name))
        if figure.unit is not None and any(is_number(one) for one in values):
            right.append(heading)
        places = decimals(figure, values)
        for cells, value in zip(body, values, strict=True):
            cells.append(_cell(figure, value, places, wording))
    yield from _some(headings, body, wording, number, right)


def _headings(columns: Sequence[str], wording: Wording) -> list[str]:
    from ..publish.results.titles import title
    from ..stats.result import Column

    # Kilometres are written as on a post here: their headings name no metres.
    shown = {"start_m": "start", "end_m": "end"} if wording.language else {"start_m": "from", "end_m": "to"}
    return _unlike([title(Column(shown.get(name, name)), wording.language) for name in columns])


def _unit(column: str) -> str | None:
    """The unit of a figure, by the name of its column."""
    if column in ("start_m", "end_m"):
        return None
    end = column.removesuffix("_older").removesuffix("_newer").rpartition("_")[2]
    return {"m": "m", "km": "km", "value": "km", "iri": "m/km"}.get(end)


def _cell(column: Column, value: Any, places: int, wording: Wording) -> str:
    from ..publish.results.numbers import told

    if value is None:
        return ""
    if column.unit is not None and not isinstance(value, str):
        return _plain(told(value, column, places, wording.language))
    if column.name in ("start_m", "end_m") and isinstance(value, int):
        return written(value)
    if isinstance(value, list):
        return ", ".join(_cell(column, one, places, wording) for one in value)
    return short_uid(value) if _is_uid(value) else _plain(wording.cell(column.name, value))


def _is_uid(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 32 and set(value) <= set("0123456789abcdef")


def _some(
    headings: Sequence[str], rows: Sequence[Sequence[Any]], wording: Wording, number: int | None = None,
    right: Sequence[str] = (),
) -> Iterator[str]:  # fmt: skip
    if not rows:
        yield wording.text("nothing")
        return
    yield from table(headings, rows[:MOST], right=right)
    number = len(rows) if number is None else number
    if number > MOST:
        yield wording.said("... and {count} more; --output FILE.xlsx holds all", count=number - MOST)
