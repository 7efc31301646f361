"""Sentences that can be said in any language, and numbers of things in them."""

from __future__ import annotations

from typing import Any, Self


def counted(number: int, one: str, several: str | None = None) -> str:
    """``1 feature``, ``3 features``, ``12 000 features``.

    >>> counted(1, "value breaks", "values break"), counted(12000, "row")
    ('1 value breaks', '12 000 rows')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}".replace(
        ",", " " if number >= 10000 else ""
    )


class Counted(int):
    """A number that a sentence may count things with: ``{count:conflict}``, ``{count:breaks|break}``.

    >>> "{:row}, {:value breaks|values break}, {:,}".format(Counted(1), Counted(2), Counted(1000))
    '1 row, 2 values break, 1,000'
    """

    def __format__(self, spec: str) -> str:
        one, _, several = spec.partition("|")
        if not one[:1].isalpha() or len(one) < 2:
            return super().__format__(spec)
        return counted(int(self), one, several or None)


class Sentence(str):
    """English text, ``form`` with its ``facts`` put in, that remembers both: what was meant, not only how
    English says it. So whoever shows it in Kazakh or Russian can say the same.

    Forms are in the manner of :meth:`str.format`; a number may count things, ``{count:feature}`` or
    ``{count:overlaps|overlap}`` (see :class:`Counted`).

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
