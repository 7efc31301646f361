"""Kilometres as people write them, where they are on a road, and what a road cannot answer."""

from __future__ import annotations

from ..model.errors import RegistryError
from ..roads.chaining import Point
from ..roads.plain import PlainRoute, parse, written
from .saying import said

#: A warning about a road: the key of its sentence in :mod:`.saying`, and its facts.
Told = tuple[str, dict[str, object]]


class NotAKilometre(RegistryError):
    """A text is no kilometre."""

    sentence = "'{text}' is not a measure; write it as 513+850 or 513.85"
    exit_code = 64


class PastTheRoad(RegistryError):
    """A kilometre lies before the beginning of a road or past its end."""

    sentence = "{route}: the road has km {low} to {high}, not {measure}; correct the kilometre"
    exit_code = 64


class NoLineThere(RegistryError):
    """A kilometre lies in a gap of a road."""

    sentence = "{route}: the road has no line at km {measure}; draw its section there"
    exit_code = 65


def metres_of(measure: str | float) -> float:
    """Metres from a kilometre as a person writes it, or from a number of metres.

    Raises
    ------
    NotAKilometre
    """
    if isinstance(measure, str):
        try:
            return float(parse(measure))
        except ValueError:
            raise NotAKilometre(text=measure) from None
    return float(measure)


def point_at(route: PlainRoute, name: str, measure: float) -> Point:
    """The point of a kilometre.

    Raises
    ------
    PastTheRoad, NoLineThere
    """
    try:
        return route.point(measure)
    except ValueError:
        low, high = (round(one) for one in route.extent)
        at = written(round(measure)) if abs(measure) < 1e12 else str(measure)
        if not low - 0.5 <= measure <= high + 0.5:
            raise PastTheRoad(route=name, low=written(low), high=written(high), measure=at) from None
        raise NoLineThere(route=name, measure=at) from None


def in_words(warnings: list[Told], language: str) -> list[str]:
    """Warnings as sentences."""
    return [said(key, language, **facts) for key, facts in warnings]
