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
_KINDS = {
    "ru": {
        "Point": "точка", "LineString": "линия", "Polygon": "полигон",
        "MultiPoint": "точки", "MultiLineString": "линии", "MultiPolygon": "полигоны",
    },
    "kk": {
        "Point": "нүкте", "LineString": "сызық", "Polygon": "полигон",
        "MultiPoint": "нүктелер", "MultiLineString": "сызықтар", "MultiPolygon": "полигондар",
    },
}  # fmt: skip
_COUNTED: dict[str, dict[str, tuple[str, ...]]] = {
    "ru": {
        "part": ("часть", "части", "частей"),
        "vert": ("вершина", "вершины", "вершин"),
        "empty": ("пусто",),
    },
    "kk": {"part": ("бөлік",), "vert": ("төбе",), "empty": ("бос",)},
}
_GEOMETRY_WORD = re.compile(
    r"(?P<count>\d+) (?P<what>parts?|vert)(?:ex|ices)?|empty|^(?P<kind>Multi\w+|Point|LineString|Polygon)"
)
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
        return shown_geometry(value, language) if field is None else f"{len(value)} bytes"
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


def shown_geometry(blob: bytes, language: str = "en") -> str:
    """What a geometry blob is: kind, parts and vertices; nothing if it cannot be read.

    >>> line = "010200000003000000" + "000000000000f03f" * 6
    >>> shown_geometry(bytes.fromhex(line)), shown_geometry(bytes.fromhex(line), "ru")
    ('LineString, 3 vertices', 'линия, 3 вершины')
    """
    try:
        text = describe(blob)
    except ValueError:
        return ""
    return (
        _GEOMETRY_WORD.sub(lambda found: _geometry_word(found, language), text)
        if language in _KINDS
        else text
    )


def _geometry_word(found: re.Match[str], language: str) -> str:
    if found["kind"]:
        return _KINDS[language].get(found["kind"], found["kind"])
    if not found["count"]:
        return _COUNTED[language]["empty"][0]
    forms, count = _COUNTED[language][found["what"].rstrip("s")], int(found["count"])
    ones, tens = count % 10, count % 100
    few = 2 <= ones <= 4 and not 12 <= tens <= 14
    form = 0 if len(forms) == 1 or (ones == 1 and tens != 11) else 1 if few else 2
    return f"{count} {forms[form]}"


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
