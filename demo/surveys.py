"""Surveys of condition as a road laboratory sends them, all of them invented: stretches with a class each."""

from __future__ import annotations

import csv
from pathlib import Path

from . import INVENTED

HEADINGS = ("route_id", "km_from", "km_to", "carriageway", "condition", "method", "surveyed_on", "source")


def _stretches(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(";")) for line in text.strip().splitlines()]


#: Route, from, to, class. Where nothing is told nobody drove.
AUTUMN_2024 = _stretches("""
atyrau-dossor;0+000;66+200;good
atyrau-dossor;66+200;94+911;unsatisfactory
makat-dossor;487+000;504+000;satisfactory
makat-dossor;504+000;517+872;good
atyrau-oral;0+000;120+000;good
atyrau-oral;120+000;150+000;satisfactory
atyrau-oral;150+000;178+000;unsatisfactory
atyrau-oral;178+000;189+000;satisfactory
makat-beineu;0+000;30+000;good
makat-beineu;30+000;40+000;unsatisfactory
makat-beineu;40+000;88+000;good
makat-beineu;88+000;150+000;unsatisfactory
zhetybay-zhanaozen;0+000;67+307;good
beineu-aktau;0+000;171+675;unsatisfactory
""")
AUTUMN_2025 = _stretches("""
atyrau-dossor;66+200;94+911;satisfactory
atyrau-oral;150+000;178+000;good
makat-beineu;150+000;177+356;satisfactory
beineu-aktau;0+000;75+000;good
beineu-aktau;290+000;330+000;good
""")


def table(path: Path, day: str, stretches: list[tuple[str, ...]]) -> Path:
    """A CSV with the names of the layer's fields as headings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for route, start, end, condition in stretches:
            writer.writerow((route, start, end, "both", condition, "visual", day, INVENTED))
    return path
