"""What stands in the sentences of a result (:class:`..model.wording.Sentence`), told in any language.

Numbers, days and names as that language writes them, values by their titles. A program that only reads text,
and a digest, see the English.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from ..model.wording import Sentence

__all__ = ["Listed", "Sentence", "Value", "values"]


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
