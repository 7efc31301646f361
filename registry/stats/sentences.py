"""Sentences of a result that are told in any language: what was meant, not only how English says it.

A sentence is English text, and remembers its form and its facts, so that whoever shows it in Kazakh or
Russian can say the same with numbers, days and names as that language writes them. A program that only reads
text, and a digest, see the English.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from ..model.wording import Counted


class Sentence(str):
    """``form`` with its ``facts`` put in.

    Forms are in the manner of :meth:`str.format`; a number may count things, ``{count:feature}`` or
    ``{count:overlaps|overlap}`` (see :class:`..model.wording.Counted`).

    >>> told = Sentence.of("{km:.3f} km lie under {count:work}", km=1.5, count=2)
    >>> told, told.form
    ('1.500 km lie under 2 works', '{km:.3f} km lie under {count:work}')
    """

    form: str
    facts: dict[str, Any]
    detail: str | None = None

    @classmethod
    def of(cls, form: str, /, **facts: Any) -> Self:
        shown = {
            name: Counted(fact) if isinstance(fact, int) and not isinstance(fact, bool) else fact
            for name, fact in facts.items()
        }
        made = cls(form.format(**shown))
        made.form, made.facts = form, facts
        return made

    def shown_by(self, detail: str) -> Self:
        """The same, and what is behind it is the result's detail of that name."""
        self.detail = detail
        return self


class Value(str):
    """A value of a ``field``, such as a type of work or the code of a region: told by its title.

    >>> Value.of("work_type", "new_construction")
    'new construction'
    """

    field: str
    value: Any

    @classmethod
    def of(cls, field: str, value: Any) -> Self:
        made = cls(str(value).replace("_", " ") if field not in _AS_THEY_ARE else str(value))
        made.field, made.value = field, value
        return made


class Listed(str):
    """Sentences, values or texts in a row: told one by one, with ``between`` between them.

    >>> Listed.of([Value.of("work_type", "capital"), "medium"], " and ")
    'capital and medium'
    """

    parts: tuple[str, ...]
    between: str

    @classmethod
    def of(cls, parts: Iterable[str], between: str = ", ") -> Self:
        kept = tuple(parts)
        made = cls(between.join(kept))
        made.parts, made.between = kept, between
        return made


#: Values that are names: an underscore in them is theirs.
_AS_THEY_ARE = frozenset({"layer", "region", "district", "road", "field", "column", "name", "claim"})


def values(field: str, given: Iterable[Any], between: str = ", ") -> Listed:
    """Values of one field in a row."""
    return Listed.of([Value.of(field, one) for one in given], between)
