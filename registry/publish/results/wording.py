"""Sentences and values of a result in Kazakh, Russian or English.

The words are in ``words.toml``. What is not there, such as the text of an error, stays English: it is better
read in another language than not at all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from string import Formatter
from typing import Any

from ...model.definition import Definition, title_in
from ...model.wording import Counted
from ...stats.placing import OUTSIDE, UNPLACED
from ...stats.sentences import Listed, Sentence, Value
from ...versions.ledger import Ledger
from .numbers import day, locale_of, nothing, number

#: The layer whose features a column names by their key.
_NAMED = {
    "region": "regions", "region_code": "regions", "district": "districts", "road": "routes",
    "route_id": "routes", "counts_on": "routes", "measured_on": "routes", "site": "landfills",
    "landfill_id": "landfills", "feature": "regions",
}  # fmt: skip
#: Columns that name features of any layer by their label.
_LABELLED = ("name", "nearest")
#: Columns of the result whose values are sentences or one of a few words.
_WORDS = ("condition", "by_iri", "stored", "before", "after", "change", "to", "verdict", "reached")
#: A column whose values are those of a field of another name.
_FIELDS = {
    "earlier_type": "work_type", "by_iri": "condition", "stored": "condition", "before": "condition",
    "after": "condition", "to": "kind",
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE = re.compile(r"(,?)(?:\.(\d+))?([fgd%]?)")


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """``columns`` by name and ``texts`` by their English, in three languages."""
    text = (files(__package__) / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Wording:
    """How a language says what stands in a result of one version; with ``language`` None as it is."""

    def __init__(self, ledger: Ledger | None, revision: int | None, language: str | None) -> None:
        self.language, self._ledger, self._revision = language, ledger, revision
        self._names: dict[str, dict[str, str]] = {}

    def text(self, english: str) -> str:
        """A sentence, a value of a field, several of them, or a plain text.

        >>> from registry.stats.sentences import Sentence
        >>> russian = Wording(None, None, "ru")
        >>> russian.text(Sentence.of("overlap {km:.3f} km in {places:place}", km=1234.5, places=21))
        'перекрытие 1\\xa0234,500 км в 21 месте'
        """
        if self.language is None:
            return str(english)
        if isinstance(english, Value) and hasattr(english, "field"):
            return self._value(english)
        if isinstance(english, Listed) and hasattr(english, "parts"):
            return self._translated(english.between).join(self.text(one) for one in english.parts)
        if not isinstance(english, Sentence) or not hasattr(english, "form"):
            return day(english, self.language) if _DAY.fullmatch(english) else self._translated(english)
        parts = []
        for before, name, form, _ in Formatter().parse(self._translated(english.form)):
            parts.append(before)
            if name is not None:
                parts.append(self._fact(english.facts[name], form or ""))
        return "".join(parts)

    def said(self, english: str, **facts: Any) -> str:
        """A sentence of one's own."""
        return self.text(Sentence.of(english, **facts))

    def cell(self, column: str, value: Any) -> str:
        """A value of a column without a unit."""
        if nothing(value):
            return ""
        if self.language is None or not isinstance(value, str):
            return str(value)
        if isinstance(value, (Sentence, Listed)):
            return self.text(value)
        if column in _WORDS and value in words()["texts"]:
            return self._translated(value)
        return self.named(_FIELDS.get(column, column), value)

    def unit(self, name: str) -> str:
        """A unit behind a figure: ``%`` for percent."""
        short = words()["units"].get(name, {})
        return short.get(self.language or "en", self.named("unit", name)).replace("_", " ")

    def named(self, field: str, value: Any) -> str:
        """What a value of a field is called: the title of a choice, the name of a region or a route."""
        text = str(value)
        if self.language is None:
            return text
        if text in (OUTSIDE, UNPLACED):
            return self._translated(text)
        if field in _LABELLED:
            return self._labels.get(text, text)
        if field in _NAMED:
            return self._names_in(_NAMED[field]).get(text, text)
        if field == "layer" and text in self._layers:
            return title_in(self._layers[text].title, self.language or "en", text)
        return self._choices.get(field, {}).get(text, text)

    def _translated(self, english: str) -> str:
        return words()["texts"].get(english, {}).get(self.language or "en", str(english))

    def _value(self, value: Value) -> str:
        from ...stats.result import Column
        from .titles import indicator_title, title

        match value.field:
            case "indicator":
                return indicator_title(value.value, self.language)
            case "column":
                return _small(title(Column(value.value), self.language))
            case "field":
                return _small(self._fields.get(value.value, str(value)))
        found = self.named(value.field, value.value)
        return str(value) if found == str(value.value) else found

    def _fact(self, fact: Any, form: str) -> str:
        if isinstance(fact, str):
            return self.text(fact)
        if fact is None or isinstance(fact, bool) or not isinstance(fact, (int, float)):
            return format(fact, form)
        if not form:  # a count; revisions and years have four digits at most
            return number(fact, 0, self.language) if isinstance(fact, int) and fact > 9999 else str(fact)
        if (figure := _FIGURE.fullmatch(form)) is not None:
            return self._figure(float(fact), figure)
        if self.language == "en":
            return format(Counted(fact), form)
        count = number(fact, 0, self.language)
        forms = form.split("|")
        category = ("one", "few", "many").index(_plural(fact, self.language)) if len(forms) == 3 else 0
        return f"{count} {forms[category]}"

    def _figure(self, value: float, form: re.Match[str]) -> str:
        apart, places, kind = form.groups()
        if kind == "%":
            return f"{number(100 * value, int(places or 0), self.language)}\u00a0%"
        if kind == "f":
            return number(value, int(places or 0), self.language)
        shown = format(value, f".{places or 6}g" if kind == "g" else ".15g")
        if "e" in shown:
            return number(value, 0, self.language)
        return number(value, len(shown.partition(".")[2]), self.language, apart=bool(apart))

    @cached_property
    def _layers(self) -> Mapping[str, Definition]:
        return {} if self._ledger is None else self._ledger.layers(self._revision)

    @cached_property
    def _choices(self) -> dict[str, dict[str, str]]:
        """Titles of choices by field; of a field in several layers the first."""
        found: dict[str, dict[str, str]] = {}
        for field in (field for layer in self._layers.values() for field in layer.fields):
            titles = found.setdefault(field.name, {})
            for choice in field.choices:
                titles.setdefault(
                    str(choice.value), title_in(choice.title, self.language or "en", str(choice.value))
                )
        return found

    @cached_property
    def _fields(self) -> dict[str, str]:
        fields = [field for layer in self._layers.values() for field in layer.fields]
        return {one.name: title_in(one.title, self.language or "en", one.name) for one in reversed(fields)}

    def _names_in(self, layer: str) -> dict[str, str]:
        """Names of a layer's features in the language, by key."""
        if layer not in self._names:
            definition = self._layers.get(layer)
            key = definition.key[0] if definition is not None and len(definition.key) == 1 else None
            self._names[layer] = dict(self._pairs(layer, key) if key else ())
        return self._names[layer]

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Names in the language by label; a label that means two things is told as it is."""
        found: dict[str, set[str]] = {}
        for layer, definition in self._layers.items():
            if definition.label is not None:
                for label, name in self._pairs(layer, definition.label):
                    found.setdefault(label, set()).add(name)
        return {label: min(names) for label, names in found.items() if len(names) == 1}

    def _pairs(self, layer: str, key: str) -> Iterator[tuple[str, str]]:
        """The value of a field, and the name in the language, of features that have both."""
        definition, wanted = self._layers[layer], f"name_{self.language}"
        if wanted not in definition.by_name:
            return
        at, to = (definition.names.index(one) + 2 for one in (key, wanted))
        assert self._ledger is not None  # nosec B101
        for row in self._ledger.rows(layer, self._revision):
            if row[at] and row[to]:
                yield str(row[at]), str(row[to])


def _plural(count: float, language: str | None) -> str:
    """The plural form of a number: one, few or many."""
    found = str(locale_of(language).plural_form(count))
    return found if found in ("one", "few", "many") else "few"


def _small(title: str) -> str:
    """A title within a sentence: with a small letter, unless it is an abbreviation."""
    return title[:1].lower() + title[1:] if not title[1:2].isupper() else title
