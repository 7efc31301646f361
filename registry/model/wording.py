"""Numbers of things in sentences."""

from __future__ import annotations


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
