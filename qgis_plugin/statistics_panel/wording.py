"""Titles of indicators and the headings of their families."""

from __future__ import annotations

from typing import Any

from ..language import in_language, tr


def told(text: Any) -> str:
    """A title as the worker gives it: in the chosen language, or a mapping of languages."""
    return in_language(text)


def family(name: str) -> str:
    """The heading of a family of indicators."""
    known = {
        "repairs": tr("Repairs"), "repeats": tr("Repairs"),
        "condition": tr("Condition of roads"), "condition_gain": tr("Condition of roads"),
        "iri": tr("Condition of roads"),
        "lengths": tr("Roads"), "density": tr("Roads"), "reconciliation": tr("Roads"),
        "access": tr("Accessibility"), "reach": tr("Accessibility"), "rural": tr("Accessibility"),
        "coverage": tr("Territory"), "reclamation": tr("Territory"), "rasters": tr("Territory"),
        "counts": tr("Any layer"), "claims": tr("Claims"),
    }  # fmt: skip
    return known.get(name, name.replace("_", " ").capitalize())


#: Order of families in the list, by the keys above.
FAMILIES = (
    "repairs", "condition", "lengths", "access", "coverage", "counts",
)  # fmt: skip


def place(name: str) -> int:
    """Where a family stands in the list."""
    headings = [family(one) for one in FAMILIES]
    heading = family(name)
    return headings.index(heading) if heading in headings else len(headings)
