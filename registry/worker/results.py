"""Results of indicators, kept by number until many newer ones have come, and as the plugin shows them."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..model.errors import RegistryError
from .labels import UNNAMED, named_features

if TYPE_CHECKING:
    from ..stats.result import Column, Result
    from ..versions.ledger import Ledger

_MOST = 30
#: Features left out that an answer lists; exports hold all.
_MOST_LEFT_OUT = 1000


class UnknownResult(RegistryError):
    """The worker does not have the result any more."""

    sentence = "the result {result_id} is not kept any more; compute it again"
    exit_code = 64


@dataclass(frozen=True)
class Kept:
    """A result and the registry it was computed from."""

    result: Result
    ledger: Ledger


_kept: OrderedDict[str, Kept] = OrderedDict()
_numbers = itertools.count(1)


def keep(result: Result, ledger: Ledger) -> str:
    """Keep a result; its number."""
    number = f"r{next(_numbers)}"
    _kept[number] = Kept(result, ledger)
    while len(_kept) > _MOST:
        _kept.popitem(last=False)
    return number


def kept(result_id: str) -> Kept:
    """A result that is kept.

    Raises
    ------
    UnknownResult
    """
    if result_id not in _kept:
        raise UnknownResult(result_id=result_id)
    _kept.move_to_end(result_id)
    return _kept[result_id]


def result_shape(number: str, language: str, limit: int | None = None) -> dict[str, Any]:
    """A result: figures whole in ``rows``, as people read them in ``shown``."""
    from ..publish.results.numbers import decimals
    from ..publish.results.plain import plain_value, records
    from ..publish.results.titles import indicator_title, title
    from ..publish.results.wording import Wording

    one = kept(number)
    result, receipt = one.result, one.result.receipt
    wording = Wording(one.ledger, None if receipt is None else receipt.revision, language)
    table = result.table if limit is None else result.table.iloc[:limit]
    raw, rows = table.to_dict("records"), records(table)
    places = {each.name: decimals(each, [row.get(each.name) for row in raw]) for each in result.columns}
    names = [each.name for each in result.columns]
    sums = result.total if result.keys and len(result.table) > 1 else {}
    return {
        "result_id": number,
        "indicator": result.indicator,
        "title": indicator_title(result.indicator, language),
        "columns": [
            {"name": each.name, "title": title(each, language), "unit": each.unit, "type": _kind(each, rows)}
            for each in result.columns
        ],
        "keys": [name for name in result.keys if name in names],
        "rows": [[row.get(name) for name in names] for row in rows],
        "shown": [
            [_shown(each, row.get(each.name), places, wording, language) for each in result.columns]
            for row in raw
        ],
        "count": len(result.table),
        "total": {name: plain_value(value) for name, value in result.total.items()},
        "shown_total": [
            _shown(each, sums[each.name], places, wording, language) if each.name in sums else ""
            for each in result.columns
        ],
        "notes": [wording.text(note) for note in result.notes],
        "left_out": _left_out(one, wording, language),
        "left_out_count": sum(not each.counted for each in result.left_out),
        "details": list(result.details),
        "receipt": None if receipt is None else asdict(receipt),
    }


def _left_out(one: Kept, wording: Any, language: str) -> list[dict[str, Any]]:
    """The first features that were not counted, or counted with a doubt, each with its name and place."""
    receipt, chosen = one.result.receipt, one.result.left_out[:_MOST_LEFT_OUT]
    revision = None if receipt is None else receipt.revision
    known = named_features(one.ledger, revision, [(each.layer, each.uid) for each in chosen], language)
    return [
        {
            "layer": each.layer,
            "uid": each.uid,
            "reason": wording.text(each.reason),
            "counted": each.counted,
            **known.get((each.layer, each.uid), UNNAMED)._asdict(),
        }
        for each in chosen
    ]


def _kind(column: Column, rows: list[dict[str, Any]]) -> str:
    values = [row.get(column.name) for row in rows if row.get(column.name) is not None]
    if column.unit is not None:
        return "number"
    if values and all(isinstance(one, int) and not isinstance(one, bool) for one in values):
        return "integer"
    return "text"


def _shown(column: Column, value: Any, places: dict[str, int], wording: Any, language: str) -> str:
    from ..publish.results.numbers import nothing, told

    if nothing(value):
        return ""
    if column.unit is None:
        return str(wording.cell(column.name, value))
    return told(value, column, places[column.name], language)
