"""The routes of a registry or workspace, each built when it is asked for and kept until the file changes.

The road as a whole is drawn by the sections that stand for both sides, then by the right, then by the left
ones; a side by its own, then those of both, then the other's: as :mod:`registry.roads.carriageways` has it.
Sections, posts and events may name their route by a former number, as in :mod:`registry.roads.network`.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from ..model.definition import Definition
from ..model.errors import RegistryError, UsageError
from ..roads.aliases import Aliases
from ..roads.plain import PlainRoute
from ..roads.sections import Section, plain_route
from ..roads.stretch import stretch
from ..versions.identity import quoted
from ..versions.workspace import Workspace
from . import naming
from .degrees import ELLIPSOIDS, Point, lines_of, m_of, point_of
from .kilometres import Told
from .sections import RoadRows, Table, state_of

#: For each side, the carriageways whose sections draw it, the first that there is.
PREFERENCE = {
    "both": ("both", "right", "left"),
    "right": ("right", "both", "left"),
    "left": ("left", "both", "right"),
}
_KEPT = 400


class NoSuchRoute(RegistryError):
    """No section with a line belongs to the route."""

    sentence = "there is no route '{route}' with a line; draw its sections, or correct the route"
    exit_code = 64


class RoadsInMetres(RegistryError):
    """The roads are in a projected reference system."""

    sentence = "layer {layer} is in {crs}; places on roads are found in degrees such as EPSG:4326"
    exit_code = 65


class Row(NamedTuple):
    """A section: ``parts`` of its line, its metres, its side of the road, and M of its vertices if any."""

    number: int
    parts: list[list[Point]]
    low: float | None
    high: float | None
    carriageway: str
    m: list[list[float]] | None = None


class Network:
    """Routes by name and side."""

    def __init__(self, rows: RoadRows) -> None:
        self.rows = rows
        self.state = rows.state
        elements = rows.linear("element")
        if len(elements) != 1:
            many = ", ".join(one.definition.name for one in elements) or "none"
            raise UsageError(
                f"one layer should hold the sections of routes ([linear] kind = element), here: {many}"
            )
        self.sections: Table = elements[0]
        self.posts: list[Table] = rows.linear("referent")
        geometry = self.sections.definition.geometry
        assert geometry is not None  # nosec B101
        self.crs = geometry.crs
        if self.crs not in ELLIPSOIDS:
            raise RoadsInMetres(layer=self.sections.definition.name, crs=self.crs)
        self.ellipsoid = ELLIPSOIDS[self.crs]
        #: Names of the routes by language, once they were asked for.
        self.titles: dict[str, dict[str, str]] | None = None
        self._places: dict[str, dict[str, list[int]]] = {}
        self._routes: OrderedDict[tuple[str, str], tuple[PlainRoute, list[Told]]] = OrderedDict()

    @property
    def definition(self) -> Definition:
        return self.sections.definition

    # --- routes -----------------------------------------------------------------------------------------

    @cached_property
    def aliases(self) -> Aliases:
        """What names of routes mean."""
        return naming.aliases(self.rows, self.definition)

    def named(self, name: Any) -> Any:
        """The route that a row means by a name; what is no name stays."""
        return self.aliases.route(name) if isinstance(name, str) else name

    def meant(self, name: str) -> str:
        """The route that a person means by a name, on the day of the rows if several had it."""
        return self.aliases.route(name, self.rows.day)

    def route(self, name: str, side: str = "both") -> PlainRoute:
        """One route, by its number or an alias.

        Raises
        ------
        NoSuchRoute
        """
        return self.told(name, side)[0]

    def told(self, name: str, side: str = "both") -> tuple[PlainRoute, list[Told]]:
        """One route, and what of its rows was not used."""
        name = self.named(name)
        key = name, side
        if key not in self._routes:
            self._routes[key] = self._built(name, side)
            if len(self._routes) > _KEPT:
                self._routes.popitem(last=False)
        self._routes.move_to_end(key)
        return self._routes[key]

    def _built(self, name: str, side: str) -> tuple[PlainRoute, list[Told]]:
        rows = self.rows_of(name)
        warnings: list[Told] = []
        lineless = sum(not row.parts for row in rows)
        if lineless:
            warnings.append(("sections_without_line", {"count": lineless, "route": name}))
        unmeasured = sum(row.low is None or row.high is None for row in rows if row.parts)
        if unmeasured:
            warnings.append(("sections_without_km", {"count": unmeasured, "route": name}))
        chosen = self._yielding([row for row in rows if row.parts], PREFERENCE[side])
        posts = list(self._posts_of(name))
        try:
            route = plain_route(
                [Section(row.parts, row.low, row.high, row.m) for row in chosen],
                posts,
                ellipsoid=self.ellipsoid,
            )
        except ValueError:
            raise NoSuchRoute(route=name) from None
        used = self._used(route, posts)
        if used < len(posts):
            warnings.append(("posts_unused", {"count": len(posts) - used, "all": len(posts), "route": name}))
        return route, warnings

    def _used(self, route: PlainRoute, posts: list[tuple[Point, float]]) -> int:
        """How many posts tell the kilometres of a route."""
        if len(posts) < 2:
            return len(posts) and sum(abs(route.locate(at).measure - km) < 1.0 for at, km in posts)
        known = {round(measure) for _, measure in route.knots}
        return sum(round(km) in known for _, km in posts)

    def rows_of(self, name: str) -> list[Row]:
        """The sections of a route that are in force, in the order of the table."""
        return self._read(self._numbers(self.sections).get(self.named(name), []))

    def _read(self, numbers: list[int], extra: str = "") -> list[Row]:
        linear = self.definition.linear
        assert linear is not None  # nosec B101
        table = self.sections
        names = (linear.start, linear.end or linear.start, "carriageway")
        carries = self.definition.geometry is not None and self.definition.geometry.has_m
        found = []
        with self.rows.reading() as handle:
            for start in range(0, len(numbers), 500):
                part = ", ".join(map(str, numbers[start : start + 500]))
                sql = table.select(names, f" AND {table.row} IN ({part}){extra}")
                for number, blob, low, high, side in handle.execute(sql):
                    metres = table.metres(low), table.metres(high)
                    side = side if side in PREFERENCE else "both"
                    found.append(Row(number, lines_of(blob), *metres, side, m_of(blob) if carries else None))
        return found

    def _posts_of(self, name: str) -> Iterable[tuple[Point, float]]:
        for table in self.posts:
            linear = table.definition.linear
            assert linear is not None  # nosec B101
            if table.definition.geometry is None or table.definition.geometry.crs != self.crs:
                continue
            numbers = self._numbers(table).get(name, [])
            with self.rows.reading() as handle:
                for start in range(0, len(numbers), 500):
                    part = ", ".join(map(str, numbers[start : start + 500]))
                    for _, blob, km in handle.execute(
                        table.select((linear.start,), f" AND {table.row} IN ({part})")
                    ):
                        point, metres = point_of(blob), table.metres(km)
                        if point is not None and metres is not None:
                            yield point, metres

    def _yielding(self, rows: list[Row], preference: tuple[str, ...]) -> list[Row]:
        """Rows of a lower rank cut to the kilometres that the others leave; rows without any stay whole."""
        kept: list[Row] = []
        taken: list[tuple[float, float]] = []
        for side in preference:
            own = [row for row in rows if row.carriageway == side]
            mine = []
            for row in own:
                if row.low is None or row.high is None or not taken:
                    kept.append(row)
                else:
                    kept += self._left(row, taken)
                if row.low is not None and row.high is not None:
                    mine.append((row.low, row.high))
            taken += mine
        return kept

    def _left(self, row: Row, taken: list[tuple[float, float]]) -> list[Row]:
        assert row.low is not None  # nosec B101
        assert row.high is not None  # nosec B101
        left = [(row.low, row.high)]
        for low, high in taken:
            left = [
                piece
                for start, end in left
                for piece in ((start, min(end, low)), (max(start, high), end))
                if piece[1] > piece[0]
            ]
        if left == [(row.low, row.high)]:
            return [row]
        if not left:
            return []
        alone = plain_route([Section(row.parts, row.low, row.high)], ellipsoid=self.ellipsoid)
        pieces = [(stretch(alone, low, high).lines, low, high) for low, high in left]
        return [row._replace(parts=lines, low=low, high=high, m=None) for lines, low, high in pieces if lines]

    def _numbers(self, table: Table) -> dict[str, list[int]]:
        """Row numbers of each route in a layer; rows whose validity has ended are not there."""
        name = table.definition.name
        if name not in self._places:
            linear = table.definition.linear
            assert linear is not None  # nosec B101
            ended = table.columns.get("valid_to") if table is self.sections else None
            condition = f" AND {ended} IS NULL" if ended else ""
            column = table.columns[linear.route]
            found: dict[str, list[int]] = {}
            with self.rows.reading() as handle:
                for number, route in handle.execute(
                    f"SELECT {table.row}, {column} FROM {quoted(table.table)} WHERE {table.condition}"
                    f"{condition} AND {column} IS NOT NULL ORDER BY {table.row}"  # nosec B608
                ):
                    found.setdefault(self.named(route), []).append(number)
            self._places[name] = found
        return self._places[name]

    @property
    def names(self) -> list[str]:
        """Routes that have sections."""
        return sorted(self._numbers(self.sections))

    # --- near a point -----------------------------------------------------------------------------------

    def sections_near(self, point: Point, metres: float) -> dict[str, list[Row]]:
        """Sections whose boxes come within some metres of a point, by route."""
        degrees = metres / 111_000.0
        wide = degrees / max(math.cos(math.radians(point[1])), 0.05)
        box = point[0] - wide, point[1] - degrees, point[0] + wide, point[1] + degrees
        linear = self.definition.linear
        assert linear is not None  # nosec B101
        table = self.sections
        names = (linear.start, linear.end or linear.start, "carriageway", linear.route, "valid_to")
        found: dict[str, list[Row]] = {}
        with self.rows.reading() as handle:
            for number, blob, low, high, side, route, ended in handle.execute(
                table.select(names, self.rows.near(table, box))
            ):
                if isinstance(route, str) and route and ended is None:
                    metres_of = table.metres(low), table.metres(high)
                    side = side if side in PREFERENCE else "both"
                    name = self.named(route)
                    found.setdefault(name, []).append(Row(number, lines_of(blob), *metres_of, side))
        return found


_networks: OrderedDict[str, Network] = OrderedDict()


def network(registry: str | None, workspace: str | None) -> Network:
    """The routes of a file, kept between requests until the file changes."""
    path = registry if registry is not None else workspace
    known = _networks.get(str(path))
    if known is not None and known.state == state_of(known.rows.path):
        return known
    rows = RoadRows(registry, workspace)
    if workspace is not None and not rows.linear("element"):  # checked out without the roads
        return network(str(Workspace.open(workspace).registry), None)
    made = Network(rows)
    _networks[str(path)] = made
    while len(_networks) > 4:
        _networks.popitem(last=False)
    return made
