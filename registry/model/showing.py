"""Values as a person reads them, in Kazakh, Russian or English: kilometre posts, choices' titles, days.

Nothing is the empty text. A value that is none of its field's type, as a workspace may hold, is shown as it
stands.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from .chainage import written
from .definition import Definition, Field, title_in
from .fieldtypes import opened
from .geometry import describe

_YES = {"en": ("no", "yes"), "ru": ("нет", "да"), "kk": ("жоқ", "иә")}
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z?)?")


def shown_value(field: Field | None, value: Any, language: str = "en") -> str:
    """An open value of a field; a geometry blob where there is no field.

    >>> shown_value(Field("km_from", "measure"), 513.85), shown_value(Field("paved", "boolean"), True, "ru")
    ('513+850', 'да')
    >>> shown_value(Field("opened", "date"), "2024-12-31", "kk"), shown_value(Field("w", "real"), 7.5, "ru")
    ('31.12.2024', '7,5')
    """
    if value is None:
        return ""
    if isinstance(value, bytes):
        return shown_geometry(value) if field is None else f"{len(value)} bytes"
    if field is not None:
        for choice in field.choices:
            if choice.value == value:
                return title_in(choice.title, language, str(value))
        if field.type == "measure" and isinstance(value, (int, float)) and abs(value) < 1e9:
            return written(round(value * 1000))
        if field.type == "boolean" and value in (0, 1):
            return _YES.get(language, _YES["en"])[int(value)]
        if field.type in ("date", "datetime") and isinstance(value, str):
            return _shown_day(value, language)
    if isinstance(value, bool):
        return _YES.get(language, _YES["en"])[value]
    if isinstance(value, float):
        text = f"{value:.15g}"
        return text if language == "en" else text.replace(".", ",")
    return str(value)


def _shown_day(text: str, language: str) -> str:
    match = _DAY.fullmatch(text)
    if match is None:
        return text
    year, month, day, time = match.groups()
    shown = f"{year}-{month}-{day}" if language == "en" else f"{day}.{month}.{year}"
    return f"{shown} {time} UTC" if time else shown


def shown_geometry(blob: bytes) -> str:
    """What a geometry blob is: kind and vertices; nothing if it cannot be read."""
    try:
        return describe(blob)
    except ValueError:
        return ""


def label_of(definition: Definition, row: tuple[Any, ...] | None, language: str = "en") -> str:
    """What people call a feature: the value of the label field, else of the natural key.

    Parameters
    ----------
    row : stored row ``(geometry, values...)``
    """
    if row is None:
        return ""
    known = dict(zip(definition.names, row[1:], strict=True))
    names: tuple[str, ...] = (definition.label,) if definition.label else ()
    if not names or known.get(names[0]) in (None, ""):
        names = definition.key
    parts = []
    for name in names:
        value = known.get(name)
        if value in (None, ""):
            continue
        field = definition.by_name[name]
        with suppress(TypeError):  # a workspace may hold anything
            value = opened(field.type, value)
        parts.append(" ".join(shown_value(field, value, language).split()))
    return " ".join(parts)
