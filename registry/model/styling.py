"""The table ``[style]``: how a layer is drawn, in words that QGIS and the maps of reports both follow.

Kept as written, so that its text in a commit is the text of the file; only checked here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .definition import Field
from .tables import Table, nearest

MARKERS = ("circle", "square", "triangle", "star", "diamond", "cross")
#: The entry of ``[style.values]`` for all values that have none of their own.
OTHERS = "_other"

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read_style(file: str, entries: object, fields: Mapping[str, Field]) -> dict[str, Any]:
    """The style as plain values.

    >>> read_style("roads.toml", {"color": "#b5483a", "width": 0.8}, {})
    {'color': '#b5483a', 'width': 0.8}

    Raises
    ------
    DefinitionError
        For a colour that is not #rrggbb, an unknown marker or field, a value that the field does not have.
    """
    table = Table(file, "style", entries)
    style = _symbol(table)
    for key in ("label", "by"):
        name = table.text(key)
        if name is not None and name not in fields:
            table.refuse(f"has {key} = '{name}', which is no field", nearest(name, fields))
        style[key] = name
    style["order"] = table.whole("order", -1_000_000, 1_000_000)
    values = table.take("values")
    table.finish()
    if values is not None:
        style["values"] = _values(table, values, fields.get(style["by"] or ""))
    return {key: value for key, value in style.items() if value is not None}


def _symbol(table: Table) -> dict[str, Any]:
    symbol: dict[str, Any] = {}
    for key in ("color", "outline"):
        colour = symbol[key] = table.text(key)
        if colour is not None and not _COLOUR.fullmatch(colour):
            table.refuse(f"has {key} = '{colour}'", "write a colour as #rrggbb, such as #b5483a")
    for key, high in (("width", 100), ("size", 100), ("opacity", 1)):
        symbol[key] = table.number(key, 0, high)
    symbol["marker"] = table.one_of("marker", MARKERS)
    dash = table.take("dash")
    if dash is not None and not isinstance(dash, bool):
        table.refuse(f"has dash = {dash!r}", "write dash = true or dash = false")
    symbol["dash"] = dash
    return symbol


def _values(style: Table, entries: object, by: Field | None) -> dict[str, Any]:
    if by is None:
        style.refuse("has values of no field", 'add by = "..." with the name of the field')
    if not isinstance(entries, Mapping):
        style.refuse("has values that are no tables", "write [style.values.planned] and its colour below")
    choices = [str(choice.value) for choice in by.choices]
    found = {}
    for value, symbol in entries.items():
        table = Table(style.file, f"style.values.{value}", symbol)
        if choices and value != OTHERS and value not in choices:
            table.refuse(f"is no choice of the field {by.name}", nearest(str(value), [*choices, OTHERS]))
        found[value] = {key: kept for key, kept in _symbol(table).items() if kept is not None}
        table.finish()
    return found
