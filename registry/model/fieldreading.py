"""One field of a layer definition, read strictly: see ``reading``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from . import fieldtypes
from .definition import RESERVED_COLUMNS, Choice, Field
from .fieldchecks import FieldCheck, Refused
from .fieldtypes import TYPES
from .tables import Table, place

_NUMBERS = ("integer", "real", "measure")
_MOST = 2**31 - 1
_REFERENCE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


def read_field(file: str, number: int, entries: object) -> Field:
    """The field in one ``[[fields]]`` table, the ``number``-th of its layer.

    Raises
    ------
    DefinitionError
        Also for a choice or default that the field itself would refuse.
    """
    given = entries.get("name") if isinstance(entries, Mapping) else None
    table = Table(file, place("field", given, str(number)), entries)
    name = table.need("name", '"surface"', table.name("name"))
    if name in RESERVED_COLUMNS:
        table.refuse("has a name that every layer's table uses already", "choose another name")
    kind = table.need("type", '"text"', table.one_of("type", list(TYPES)))
    field = Field(
        name=name,
        type=kind,
        title=table.titles("title"),
        description=table.titles("description"),
        unit=table.text("unit"),
        required=table.flag("required", False),
        choices=table.each("choices", lambda _, entry: _choice(table, kind, entry)),
        minimum=_bound(table, "minimum", kind),
        maximum=_bound(table, "maximum", kind),
        pattern=table.text("pattern"),
        max_length=table.whole("max_length", 1, _MOST),
        references=table.text("references"),
        default=table.take("default"),
        was=table.name("was"),
    )
    table.finish()
    table.each_once("choices", (choice.value for choice in field.choices))
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        table.refuse("has a minimum above its maximum", "swap them")
    if kind != "text" and (field.pattern is not None or field.max_length is not None):
        table.refuse(f"has a pattern or max_length, but is {kind}", "remove it; only texts can have one")
    if field.references is not None and not _REFERENCE.fullmatch(field.references):
        table.refuse(f"has references = '{field.references}'", 'write it as "layer.field"')
    if field.was == name:
        table.refuse("was called the same", "remove was, or write the earlier name")
    return _with_default(table, field)


def _bound(table: Table, key: str, kind: str) -> float | None:
    value = table.number(key)
    if value is None:
        return None
    if kind not in _NUMBERS:
        table.refuse(f"has a {key}, but is {kind}", "remove it; only numbers and measures can have one")
    if kind == "integer" and value != int(value):
        table.refuse(f"has {key} = {value!r}, but is integer", "write a whole number")
    return int(value) if kind == "integer" else float(value) + 0.0


def _choice(field: Table, kind: str, entry: object) -> Choice:
    if kind not in ("text", "integer"):
        field.refuse(f"has choices, but is {kind}", "remove them, or make the field text or integer")
    table = Table(field.file, field.where, entry if isinstance(entry, Mapping) else {"value": entry})
    value = table.take("value")
    wanted = str if kind == "text" else int
    if not isinstance(value, wanted) or isinstance(value, bool) or value == "":
        table.refuse(f"has the choice {value!r}, which is not {kind}", f"write choices as {kind} values")
    title = table.titles("title")
    table.finish()
    try:
        fieldtypes.stored(kind, value)
    except ValueError as error:
        table.refuse(f"has the choice {str(value)[:40]!r}, which {error}", "write another value")
    return Choice(value, title)


def _with_default(table: Table, field: Field) -> Field:
    """The field with its default in the open form, and its pattern tried."""
    try:
        check = FieldCheck(field)
    except (re.error, OverflowError, RecursionError) as error:
        problem = f"has the pattern '{field.pattern}', which is no regular expression ({error})"
        table.refuse(problem, "mend it, or try it in Python's re module")
    if field.default is None:
        return field
    plain = isinstance(field.default, (str, int, float, dt.date))
    number_as_text = field.type == "text" and not isinstance(field.default, str)
    try:
        if not plain or number_as_text:
            raise Refused("type", f"is not {field.type}")
        default = fieldtypes.opened(field.type, check.stored(field.default))
    except Refused as refused:
        problem = f"has the default {field.default!r}, which {_clause(str(refused))}"
        table.refuse(problem, "write another default")
    return replace(field, default=default)


def _clause(rule: str) -> str:
    return rule.replace("must be", "is not", 1) if rule.startswith("must be") else rule
