"""What routes are called: their names by language, and their former and other names.

Both are in the layer that the sections refer to; a file without it knows routes by their numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.definition import Definition
from ..roads.aliases import Aliases, aliases_of
from .sections import RoadRows

_LANGUAGES = ("en", "ru", "kk")


def _read(rows: RoadRows, sections: Definition, *fields: str) -> Iterator[tuple[Any, ...]]:
    """(route, values of the fields) of all routes; None of a field that their layer does not have."""
    assert sections.linear is not None  # nosec B101
    layer, _, key = (sections.by_name[sections.linear.route].references or "").partition(".")
    table = rows.tables.get(layer)
    if table is None or key not in table.columns:
        return
    with rows.reading() as handle:
        for _, _, route, *values in handle.execute(table.select((key, *fields))):
            yield route, *values


def titles(rows: RoadRows, sections: Definition) -> dict[str, dict[str, str]]:
    """Names of the routes by language; a layer with one name for all has it as English."""
    found: dict[str, dict[str, str]] = {}
    for route, plain, *told in _read(rows, sections, "name", *(f"name_{one}" for one in _LANGUAGES)):
        names = {language: title for language, title in zip(_LANGUAGES, told, strict=True) if title}
        found[route] = names or ({"en": plain} if plain else {})
    return found


def former(rows: RoadRows, sections: Definition) -> dict[str, list[str]]:
    """Former and other names of the routes that have some."""
    told = {route: aliases_of(text) for route, text in _read(rows, sections, "aliases")}
    return {route: [one.name for one in known] for route, known in told.items() if known}


def aliases(rows: RoadRows, sections: Definition) -> Aliases:
    """What names mean."""
    return Aliases(_read(rows, sections, "aliases"))
