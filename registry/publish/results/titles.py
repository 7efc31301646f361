"""What columns and indicators are called."""

from __future__ import annotations

from collections.abc import Mapping

from ...model.definition import title_in
from ...stats.change import CHANGE, NEWER, OLDER
from ...stats.indicator import indicators
from ...stats.result import Column
from .wording import words

_ENDS: Mapping[str, Mapping[str, str]] = {
    OLDER: {"en": "before", "ru": "было", "kk": "бұрын"},
    NEWER: {"en": "now", "ru": "стало", "kk": "қазір"},
    CHANGE: {"en": "change", "ru": "изменение", "kk": "өзгеріс"},
}


def title(column: Column, language: str | None) -> str:
    """A column's heading: its title in the language; its name, readable, where none is asked for.

    >>> title(Column("union_ha_change", "ha"), "ru")
    'Без двойного счёта, га: изменение'
    """
    if language is None:
        return column.name.replace("_", " ")
    for end, side in _ENDS.items():
        if column.name.endswith(end):
            plain = Column(column.name.removesuffix(end), column.unit, column.title)
            return f"{title(plain, language)}: {side[language]}"
    known = column.title if language in column.title else words()["columns"].get(column.name, column.title)
    return title_in(known, language, column.name.replace("_", " "))


def indicator_title(name: str, language: str | None) -> str:
    """What an indicator is called."""
    known = indicators().get(name)
    return name if known is None else title_in(known.title, language or "en", name)
