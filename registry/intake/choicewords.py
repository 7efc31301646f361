"""Words that people write for a choice: its value, a title in any language, or enough of a title to tell it.

"средний", "средняя" and "кап. рем." name a choice if its title alone begins so, word by word; "ремонт" names
none, for several titles hold it. A title with a "not" in it is never meant by words that lack the "not".
"""

from __future__ import annotations

from ..model.definition import Choice, Field
from .folding import folded

_LEAST = 3  # letters of the longest word
_NOT = frozenset(["не", "нет", "без", "not", "no", "non", "un", "without", "емес", "жоқ"])


class ChoiceWords:
    """Finds the choice that a cell means; ``guessed`` are the cells that were taken by less than a title.

    >>> from ..model.definition import Choice
    >>> kinds = (Choice("capital", {"ru": "капитальный ремонт"}), Choice("medium", {"ru": "средний ремонт"}))
    >>> words = ChoiceWords(Field("kind", "text", choices=kinds))
    >>> words.meant("Средний"), words.meant("кап. рем."), words.meant("ремонт")
    ('medium', 'capital', None)
    >>> words.guessed
    {'Средний': 'medium', 'кап. рем.': 'capital'}
    """

    def __init__(self, field: Field) -> None:
        self.guessed: dict[str, object] = {}
        self._whole: dict[str, object] = {}
        self._titles: list[tuple[tuple[str, ...], object]] = []
        for choice in field.choices:
            for title in choice.title.values():
                self._whole.setdefault(folded(title), choice.value)
        for choice in field.choices:
            self._whole[folded(str(choice.value))] = choice.value
            self._titles += [(tuple(form.split()), choice.value) for form in _forms(choice)]

    def meant(self, cell: str) -> object | None:
        """The value of the choice that a cell means, None if that cannot be told."""
        form = folded(cell)
        if form in self._whole:
            return self._whole[form]
        words = tuple(form.split())
        if not any(len(word) >= _LEAST and word.isalpha() for word in words):
            return None
        for fits in (_begins, _holds):
            found = {value for title, value in self._titles if fits(title, words)}
            if len(found) == 1:
                value = found.pop()
                self.guessed[cell.strip()] = value
                return value
            if found:
                return None
        return None


def _forms(choice: Choice) -> set[str]:
    return {folded(title) for title in choice.title.values()} | {folded(str(choice.value).replace("_", " "))}


def _begins(title: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a title begins with these words, each of which may be cut short or end otherwise."""
    pairs = zip(title, words, strict=False)
    return len(words) <= len(title) and all(_same(whole, word) for whole, word in pairs)


def _same(whole: str, word: str) -> bool:
    """Whether a word is the beginning of another, or the same but for an ending of two letters.

    >>> _same("средний", "средняя"), _same("ремонт", "рем"), _same("левая", "правая")
    (True, True, False)
    """
    if whole.startswith(word):
        return True
    common = next((at for at, (a, b) in enumerate(zip(whole, word, strict=False)) if a != b), len(whole))
    return common >= _LEAST and common >= max(len(whole), len(word)) - 2


def _holds(title: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a title holds all these words, in any order, and denies nothing that they do not."""
    return set(words) <= set(title) and not (_NOT & set(title)) - set(words)
