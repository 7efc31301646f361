"""Texts made alike for comparing: headings, titles, what stands in cells."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """A text for comparing: lower case, ё as е, punctuation as spaces, № as "номер".

    >>> folded("  № Дороги (км)."), folded("Приёмка")
    ('номер дороги км', 'приемка')
    """
    text = unicodedata.normalize("NFC", text).lower().replace("ё", "е").replace("№", " номер ")
    return " ".join("".join(letter if letter.isalnum() or letter in "%" else " " for letter in text).split())
