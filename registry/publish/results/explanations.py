"""How indicators are counted and what their parameters mean, in Kazakh, Russian or English.

The words are in ``explanations.toml``, found by the English of the library; a test holds that none is
missing.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

#: What is explained: one table of the file each.
KINDS = ("formulas", "sources", "parameters", "choices", "inputs")


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    text = (files(__package__) / "explanations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def explained(kind: str, english: str, language: str | None) -> str:
    """A text of an indicator in a language; as the library says it where none is told.

    >>> explained("choices", "capital", "ru"), explained("parameters", "the layer", "kk")
    ('капитальный ремонт', 'қабат')
    """
    return _words()[kind].get(english, {}).get(language or "", english)
