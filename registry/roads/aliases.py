"""Former and other names of routes, each perhaps with the days on which it was in use.

Roads are renumbered, and a work or a report may name its road by the old number. A name that is a route's own
``route_id`` always means that route; else an alias means the route that has it, on the day asked for if
several had it one after another. Upper and lower case are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_ALIAS = re.compile(r"(?P<name>[^;()]+?)\s*(?:\((?P<first>[\d-]*)/(?P<last>[\d-]*)\))?\s*")


class Alias(NamedTuple):
    """``first`` and ``last`` are the days ``YYYY-MM-DD`` on which it was in use, None where open."""

    name: str
    first: str | None = None
    last: str | None = None

    def used_on(self, day: str) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def aliases_of(text: str | None) -> list[Alias]:
    """The aliases of a route as its row has them, joined by ``;``.

    >>> aliases_of("A-1 (2011-01-01/2019-12-31); B-2 (/2010-12-31); D-4")[1:]
    [Alias(name='B-2', first=None, last='2010-12-31'), Alias(name='D-4', first=None, last=None)]
    """
    found = []
    for piece in (text or "").split(";"):
        if told := _ALIAS.fullmatch(piece.strip()):
            found.append(Alias(told["name"], told["first"] or None, told["last"] or None))
    return found


class Aliases:
    """What names mean, of routes as (``route_id``, aliases) pairs.

    Examples
    --------
    >>> names = Aliases([("KB-2", "A-27 (/2018-12-31)"), ("A-29", "A-27 (2019-01-01/)"), ("KB-3", None)])
    >>> names.route("A-27", "2015-06-01"), names.route("A-27", "2024-06-01"), names.route("KB-3")
    ('KB-2', 'A-29', 'KB-3')
    """

    def __init__(self, routes: Iterable[tuple[str | None, str | None]] = ()) -> None:
        self._own: set[str] = set()
        # A route's own name comes first, whatever aliases others have.
        self._spelled: dict[str, set[str]] = {}
        self._by_name: dict[str, list[tuple[Alias, str]]] = {}
        for route, text in routes:
            if route:
                self._own.add(route)
                self._spelled.setdefault(route.casefold(), set()).add(route)
                for one in aliases_of(text):
                    self._by_name.setdefault(one.name.casefold(), []).append((one, route))

    def route(self, name: str, day: str | None = None) -> str:
        """The route that a name means; the name itself if no route, or more than one, may be meant."""
        if name in self._own:
            return name
        key = name.strip().casefold()
        known = self._by_name.get(key, [])
        meant = set(self._spelled.get(key, ())) or {route for _, route in known}
        if len(meant) > 1 and day is not None:
            meant = {route for one, route in known if one.used_on(day)}
        return min(meant) if len(meant) == 1 else name
