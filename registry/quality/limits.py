"""From where on a check speaks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Thresholds of the checks; lengths in true metres, areas in true square metres.

    ``post_m``: a km post farther from its road is off it. ``order_m``: a post may stand this far before the
    one it follows. ``outside_m``: a feature may reach this far out of its region. ``overlap_m2`` and
    ``overlap_width_m``: an overlap smaller, or narrower on average, is a sliver of digitising.
    ``overlap_length_m``: the same of lines. ``area_degrees``: how far beyond the area of use of its
    reference system a feature may lie (a neighbouring zone is 6 degrees wide). ``indicators``: the names that
    claims may use; unknown by default.
    """

    post_m: float = 50.0
    order_m: float = 1.0
    outside_m: float = 1.0
    overlap_m2: float = 1.0
    overlap_width_m: float = 0.1
    overlap_length_m: float = 1.0
    area_degrees: float = 6.0
    indicators: Collection[str] | None = None
