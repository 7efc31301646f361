"""Measures along a road as road departments write them: ``513+850`` is km 513, metre 850.

Inside the registry a measure is a whole number of metres; in workspaces, frames and exports, where the
columns are called ``km_from`` and ``km_to``, it is kilometres with three decimals.
"""

from __future__ import annotations

import math
import re

_WRITTEN = re.compile(r"^\s*(?:km|км)?\s*([+-]?\d+)\s*\+\s*(\d{1,3})(?:[.,]0+)?\s*$", re.IGNORECASE)
_DECIMAL = re.compile(r"^\s*(?:km|км)?\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:km|км)?\s*$", re.IGNORECASE)


def parse(text: str) -> int:
    """Metres from ``513+850``, ``513.85``, ``513,85`` or ``км 513+850``.

    >>> parse("513+850"), parse("189+000"), parse("0,5"), parse("7+5")
    (513850, 189000, 500, 7005)

    Raises
    ------
    ValueError
        If the text is none of these forms.
    """
    if written := _WRITTEN.match(text):
        kilometres, metres = written.groups()
        sign = -1 if kilometres.startswith("-") else 1
        return sign * (abs(int(kilometres)) * 1000 + int(metres))
    if decimal := _DECIMAL.match(text):
        kilometres = float(decimal[1].replace(",", "."))
        if math.isfinite(kilometres):
            return round(kilometres * 1000)
    raise ValueError(f"{text!r} is not a measure; write it as 513+850 or 513.85")


def written(metres: int) -> str:
    """The measure as it stands on a km post.

    >>> written(513850), written(-5)
    ('513+850', '-0+005')
    """
    sign = "-" if metres < 0 else ""
    return f"{sign}{abs(metres) // 1000}+{abs(metres) % 1000:03d}"
