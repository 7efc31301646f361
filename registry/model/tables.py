"""Reading one table of a definition key by key: wrong types and keys that nobody knows are errors.

Strict on purpose: ``requird = true`` would otherwise be a rule that nobody keeps.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from .definition import LANGUAGES
from .errors import DefinitionError

T = TypeVar("T")

NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")


def nearest(word: str, known: Iterable[str]) -> str:
    """The mend for a word that is none of the known ones.

    >>> nearest("requird", ["name", "required"])
    "did you mean 'required'?"
    """
    names = list(known)
    close = difflib.get_close_matches(word, names, 1)
    return f"did you mean '{close[0]}'?" if close else f"use one of {', '.join(names)}"


def place(kind: str, name: object, otherwise: str) -> str:
    """Where an error is: by the name of the thing, if it has one that fits into a line.

    >>> place("field", "km_from", "1"), place("field", None, "1")
    ('field km_from', 'field 1')
    """
    named = isinstance(name, str) and name and name.isprintable()
    return f"{kind} {name if named else otherwise}".rstrip()


class Table:
    """One table; ``where`` says which, as errors name it: ``field km_from``, ``geometry``.

    Raises
    ------
    DefinitionError
        From every method, with the file, ``where``, the problem and the mend.
    """

    def __init__(self, file: str, where: str, entries: object) -> None:
        self.file = file
        self.where = where
        if not isinstance(entries, Mapping):
            self.refuse("is not a table", "write its keys and values under a heading in [brackets]")
        self._left = dict(entries)
        self._known: list[str] = []

    def refuse(self, problem: str, mend: str) -> NoReturn:
        raise DefinitionError(file=self.file, where=self.where, problem=problem, mend=mend)

    def need(self, key: str, example: str, found: T | None) -> T:
        """What was found under a key that must be there."""
        if found is None:
            self.refuse(f"has no {key}", f"add {key} = {example}")
        return found

    def finish(self) -> None:
        """Refuse what was not asked for."""
        for key in self._left:
            self.refuse(f"has an unknown key {key!r}", nearest(str(key), self._known))

    def take(self, key: str) -> Any:
        """What is written under a key, or None."""
        self._known.append(key)
        return self._left.pop(key, None)

    def text(self, key: str) -> str | None:
        value = self.take(key)
        return None if value is None else self._text(key, value)

    def flag(self, key: str, default: bool) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.refuse(f"has {key} = {value!r}", f"write {key} = true or {key} = false")
        return default if value is None else value

    def whole(self, key: str, low: int, high: int) -> int | None:
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.refuse(f"has {key} = {value!r}", f"write a whole number from {low} to {high}")
        return value

    def number(self, key: str, low: float = -math.inf, high: float = math.inf) -> int | float | None:
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.refuse(f"has {key} = {value!r}, which is no number", "write a number without quotes")
        if not math.isfinite(value) or not low <= value <= high:
            bounds = f" from {low:g} to {high:g}" if math.isfinite(low) else ""
            self.refuse(f"has {key} = {value!r}", f"write a finite number{bounds}")
        return value + 0.0 if isinstance(value, float) else value

    def one_of(self, key: str, allowed: Sequence[str]) -> str | None:
        value = self.text(key)
        if value is not None and value not in allowed:
            self.refuse(f"has {key} = {value!r}", nearest(value, allowed))
        return value

    def name(self, key: str) -> str | None:
        """A name fit for a column or table."""
        value = self.text(key)
        if value is not None and (not NAME.fullmatch(value) or "__" in value):
            mend = "use small Latin letters, digits and single _, a letter first, at most 48 characters"
            self.refuse(f"has the {key} {value!r}", mend)
        return value

    def titles(self, key: str) -> dict[str, str]:
        """Texts by language."""
        value = self.take(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.refuse(f"has a {key} that is not by language", f'write {key} = {{ en = "...", ru = "..." }}')
        for language in value:
            if language not in LANGUAGES:
                self.refuse(f"has a {key} in '{language}'", f"use the languages {', '.join(LANGUAGES)}")
        return {language: self._text(f"{key}.{language}", text) for language, text in value.items()}

    def texts(self, key: str) -> tuple[str, ...]:
        """Several texts, each once."""
        listed = self.listed(key)
        found = tuple(self._text(key, value) for value in listed)
        self.each_once(key, found)
        return found

    def listed(self, key: str) -> list[Any]:
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, (list, tuple)):
            self.refuse(f"has {key} that is not a list", f"write {key} = [...]")
        return list(value)

    def each(self, key: str, read: Callable[[int, object], T]) -> tuple[T, ...]:
        """Every entry of a list, read with its number (from 1)."""
        return tuple(read(number, entry) for number, entry in enumerate(self.listed(key), 1))

    def each_once(self, key: str, values: Iterable[object]) -> None:
        seen: set[object] = set()
        for value in values:
            if value in seen:
                self.refuse(f"has '{value}' twice in {key}", "keep one of them")
            seen.add(value)

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.refuse(f"has {key} = {value!r}, which is no text", f'write {key} = "..."')
        if not value.strip():
            self.refuse(f"has an empty {key}", "write something there or leave it out")
        if "\x00" in value or value.encode("utf-8", "replace").decode() != value:
            self.refuse(f"has a {key} with characters that cannot be stored", "write plain text")
        return value
