"""Every way in which linear referencing refuses its input: an error stops, a finding is listed.

One row of many is never worth stopping for: it is left out, and a :class:`Finding` says which and what to
mend. An error is raised where the whole request makes no sense.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ..model.errors import RegistryError, UsageError


class ReversedInterval(RegistryError):
    """An event ends before it starts."""

    sentence = "row {row}: {start} to {end} runs backwards; put it in order first (intervals.ordered)"
    exit_code = 65


class MisfitArrays(UsageError):
    """Arrays that belong together do not have the same length, or not the right shape."""

    sentence = "{problem}; give one route, one start and one end for each event"


class BadCoordinate(RegistryError):
    """A vertex is nowhere on Earth where roads are."""

    sentence = "{layer} {uid}: vertex {longitude}, {latitude} {problem}"
    exit_code = 65


class NoEllipsoid(RegistryError):
    """A reference system has no place on the Earth, so nothing can be measured in it."""

    sentence = "{crs} is not a reference system on the Earth; give the layer its true one, such as EPSG:4326"
    exit_code = 65


class UnknownRoute(RegistryError):
    """No route of that name has a line."""

    sentence = "there is no route '{route}' with a line; routes here: {known}"
    exit_code = 64


class Finding(NamedTuple):
    """Something wrong with one row, set aside or mended: ``code`` is stable, ``sentence`` is for people.

    ``row`` is its position in the arrays it came in, -1 where a whole route is meant.
    """

    code: str
    layer: str
    uid: str
    row: int
    sentence: str

    def as_json(self) -> dict[str, Any]:
        return self._asdict()


#: What each code says after the feature's name; braces are facts.
SENTENCES = {
    "no-route": "has no route; give its route_id",
    "unknown-route": "is on route '{route}', which no row of the roads has; correct its route_id",
    "no-measure": "has no kilometres; give km_from and km_to",
    "no-place": "has no coordinates; give its place",
    "reversed": "runs from km {start} to {end}; read as {end} to {start}, direction reversed",
    "zero-length": "begins and ends at km {start}, so it covers nothing; correct one of the two",
    "beyond-end": "km {start} to {end} leaves route {route}, which has km {low} to {high}, by {metres} m;"
    " correct its kilometres or add the road",
    "in-gap": "km {start} to {end} runs over {metres} m where route {route} has no line; draw the road there",
    "no-line": "has no line, so nothing can be placed on it; draw it",
    "bad-vertex": "has a vertex at {longitude}, {latitude}, where no road is; correct it (are longitude and"
    " latitude swapped?)",
    "no-km": "has no kilometres; they are counted from the beginning of the line until it has some",
    "gap": "has no line for {metres} m after km {start}; draw the road there if there is one",
    "fork": "route {route} has more than two lines meeting at {longitude}, {latitude}; keep one way in it",
    "section-overlap": "covers km {start} to {end} of route {route}, which another section has; {metres} m of"
    " it not used, correct the kilometres of one of them",
    "m-order": "carries measures that rise and fall; {start} and others against the rest were not used;"
    " correct M",
    "orphan": "is on route '{route}', which has no line; correct its route_id or draw the road",
    "off-path": "stands {metres} m from route {route}, more than {limit} m; not used, correct its place or"
    " its route",
    "out-of-order": "km {start} stands at about km {there} of route {route}; not used, correct its km or"
    " its place",
    "duplicate": "km {start} is on route {route} more than once; not used, delete all but the right one",
    "too-few": "has {count} usable km post(s), which is too few to count its kilometres by;"
    " survey at least two",
    "not-drawable": "geometry {problem}; give it the geometry type of its drawing, such as MultiLineString",
    "lost": "km {start} to {end} lies on the replaced stretch of route {route} and has no place on the new"
    " line; retire it or give new kilometres",
}


def finding(code: str, layer: str, uid: str, row: int = -1, **facts: object) -> Finding:
    """A finding with its sentence made.

    >>> finding("zero-length", "repairs", "ab12", 3, start="10+000").sentence
    'repairs ab12: begins and ends at km 10+000, so it covers nothing; correct one of the two'
    """
    named = " ".join(filter(None, (layer, uid)))
    return Finding(code, layer, uid, row, f"{named}: {SENTENCES[code].format(**facts)}")


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each code."""
    found: dict[str, int] = {}
    for one in findings:
        found[one.code] = found.get(one.code, 0) + 1
    return found
