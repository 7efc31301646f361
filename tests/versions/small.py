"""A small registry of three layers, made fast, and the edits of other programs to its workspaces."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from registry.model.definition import Choice, Definition, Field, Geometry, Linear, Rule
from registry.model.fieldtypes import stored
from registry.model.geojson import from_geojson
from registry.model.geometry import register_functions
from registry.versions.ledger import Ledger

ROUTES = Definition(
    name="routes",
    title={"en": "Routes", "ru": "Маршруты", "kk": "Бағыттар"},
    fields=(
        Field("route_id", "text", {"en": "Number"}, required=True),
        Field("name", "text", {"en": "Name"}),
    ),
    key=("route_id",),
)

ROADS = Definition(
    name="roads",
    title={"en": "Roads", "ru": "Дороги", "kk": "Жолдар"},
    geometry=Geometry("LineString", required=False),
    fields=(
        Field("route_id", "text", {"en": "Route"}, required=True, references="routes.route_id"),
        Field("name", "text", {"en": "Name"}),
        Field("km_from", "measure", {"en": "From"}, required=True, minimum=0),
        Field("km_to", "measure", {"en": "To"}, required=True),
        Field("lanes", "integer", {"en": "Lanes"}, minimum=1, maximum=12),
        Field("width", "real", {"en": "Width"}, unit="m"),
        Field(
            "surface",
            "text",
            {"en": "Surface"},
            choices=(Choice("asphalt", {"en": "asphalt"}), Choice("gravel", {"en": "gravel"})),
        ),
        Field("paved", "boolean", {"en": "Paved"}),
        Field("opened", "date", {"en": "Opened"}),
        Field("seen", "datetime", {"en": "Seen"}),
    ),
    key=("route_id", "km_from"),
    rules=(Rule("km_order", "km_to > km_from", {"en": "ends before it starts"}),),
    linear=Linear("element", "route_id", "km_from", "km_to"),
    style={"color": "#b5483a"},
)

ZONES = Definition(
    name="zones",
    title={"en": "Zones", "ru": "Зоны", "kk": "Аймақтар"},
    geometry=Geometry("MultiPolygon", required=False),
    fields=(Field("name", "text", {"en": "Name"}), Field("area_ha", "real", {"en": "Area"})),
)

LAYERS = (ROUTES, ROADS, ZONES)


def uid(number: int) -> str:
    """The uid of the small registry's feature with a number."""
    return f"{number:032x}"


def line(x: float, y: float = 46.0, definition: Definition = ROADS) -> bytes | None:
    """A short line that starts at a point."""
    mapping = {"type": "LineString", "coordinates": [[x, y], [x + 0.01, y + 0.01]]}
    assert definition.geometry is not None
    return from_geojson(mapping, definition.geometry)


def square(x: float, y: float = 46.0, size: float = 0.1) -> bytes | None:
    """A square zone."""
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    assert ZONES.geometry is not None
    return from_geojson({"type": "Polygon", "coordinates": [ring]}, ZONES.geometry)


def row(definition: Definition, number: int, geom: bytes | None = None, **values: Any) -> tuple[Any, ...]:
    """A row as ``Transaction.put`` takes it, from open values; what is not said is null."""
    kinds = {one.name: one.type for one in definition.fields}
    assert values.keys() <= kinds.keys()
    plain = (stored(kind, values.get(name)) for name, kind in kinds.items())
    return (bytes.fromhex(uid(number)), geom, *plain)


def road(
    number: int, geom: bytes | None = None, definition: Definition = ROADS, **values: Any
) -> tuple[Any, ...]:
    """A road with the values it must have."""
    filled = {"route_id": "A-27", "km_from": number, "km_to": number + 1, **values}
    return row(definition, number, line(50 + number / 100) if geom is None else geom, **filled)


def fill(ledger: Ledger, roads: int = 5) -> None:
    """Layers as revision 1, rows as revision 2: ``roads`` roads, two routes, two zones."""
    with ledger.writing(author="Aliya", message="layers") as work:
        for definition in LAYERS:
            work.define(definition)
    with ledger.writing(author="Aliya", message="first rows") as work:
        work.insert("routes", [row(ROUTES, 101, route_id="A-27"), row(ROUTES, 102, route_id="M-32")])
        work.insert("roads", [road(number) for number in range(1, roads + 1)])
        work.insert(
            "zones", [row(ZONES, 201, square(50), name="Fort"), row(ZONES, 202, square(51), name="Bay")]
        )


def put(ledger: Ledger, layer: str, *rows: tuple[Any, ...], message: str = "change") -> Any:
    """A commit of some rows."""
    with ledger.writing(author="Bolat", message=message) as work:
        work.put(layer, rows)
    return work.commit


def remove(ledger: Ledger, layer: str, *numbers: int) -> Any:
    """A commit that deletes."""
    with ledger.writing(author="Bolat", message="delete") as work:
        work.delete(layer, [bytes.fromhex(uid(number)) for number in numbers])
    return work.commit


def state(ledger: Ledger, layer: str, version: Any = None) -> dict[str, tuple[Any, ...]]:
    """A layer at a version, by uid."""
    return {one[0]: one[1:] for one in ledger.rows(layer, version)}


def values(ledger: Ledger, layer: str, field: str, version: Any = None) -> dict[int, Any]:
    """One field of a layer at a version, by the number of the feature."""
    place = 2 + ledger.definition(layer, version).names.index(field)
    return {int(one[0], 16): one[place] for one in ledger.rows(layer, version)}


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    """A program that edits by plain SQL, with the functions that GDAL has."""
    with closing(sqlite3.connect(path)) as handle, handle:
        register_functions(handle)
        yield handle


def edit(path: Path, *statements: str, values: Iterable[Any] = ()) -> None:
    """Run statements as a foreign program does."""
    with plain(path) as handle:
        for statement in statements:
            handle.execute(statement, tuple(values))


def ask(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a query by plain SQL."""
    with plain(path) as handle:
        return handle.execute(sql, values).fetchall()
