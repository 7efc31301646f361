"""A registry with a layer of every kind, awkward values, and a history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon

from registry.model.definition import Definition, Field, Geometry
from registry.model.fieldtypes import stored
from registry.model.geometry import canonical
from registry.versions.ledger import Ledger

KAZAKH = "Атырау — Маңғыстау өңірі, Құлсары"
AWKWARD = 'Ә "quoted", \\ back\n\tslash; 🛣 \x01 \u2028 </script> \',"'

ROADS = Definition(
    name="roads",
    title={"en": "Roads", "ru": "Дороги", "kk": "Жолдар"},
    description={"en": "Sections of roads"},
    fields=(
        Field("name", "text", {"en": "Name", "ru": "Название"}),
        Field("lanes", "integer", {"en": "Lanes", "ru": "Полосы"}),
        Field("width_m", "real", {"ru": "Название"}),
        Field("paved", "boolean"),
        Field("built", "date"),
        Field("seen_at", "datetime"),
        Field("km_from", "measure"),
    ),
    geometry=Geometry("LineString"),
)
ROAD_ROWS: list[tuple[Any, ...]] = [
    (
        KAZAKH,
        2,
        7.5,
        True,
        "2020-02-29",
        "2024-12-31T10:00:00.123Z",
        513.85,
        LineString([(51.9, 47.1), (52.5, 47.5)]),
    ),
    (
        AWKWARD,
        -1,
        0.1 + 0.2,
        False,
        "1899-12-31",
        "1970-01-01T00:00:00.000Z",
        0.0,
        LineString([(50, 44), (51, 45), (52, 44)]),
    ),
    ("", 2**62, 5.0, None, None, None, -0.005, LineString([(54.123456789, 46), (55, 47)])),
    (
        None,
        None,
        None,
        None,
        "9999-12-31",
        "2100-06-01T23:59:59.999Z",
        None,
        LineString([(56, 48), (56.5, 48.25)]),
    ),
]
AREAS = Definition(
    name="zones",
    title={"en": "Zones"},
    fields=(Field("name", "text"),),
    geometry=Geometry("MultiPolygon", required=False),
)
# The shell runs clockwise and the hole counter-clockwise: the wrong way round for RFC 7946.
DONUT = Polygon([(50, 44), (50, 46), (52, 46), (52, 44)], [[(51, 45), (51.5, 45), (51.5, 45.5), (51, 45.5)]])
AREA_ROWS: list[tuple[Any, ...]] = [
    ("donut", MultiPolygon([DONUT, Polygon([(53, 44), (54, 44), (54, 45)])])),
    ("nowhere", None),
    ("square", MultiPolygon([shapely.box(55, 47, 56, 48)])),
]
POSTS = Definition(
    name="posts",
    title={"en": "Km posts"},
    fields=(Field("lon", "text"), Field("km", "measure")),
    geometry=Geometry("Point", required=False),
)
POST_ROWS: list[tuple[Any, ...]] = [
    ("a", 1.0, Point(51.5, 47)),
    (None, 513.85, Point(52, 47.25)),
    ("c", None, None),
]
HEIGHTS = Definition(
    name="heights", title={"en": "Heights"}, fields=(), geometry=Geometry("LineString", dimensions="XYZ")
)
HEIGHT_ROWS: list[tuple[Any, ...]] = [(LineString([(51, 47, -28.5), (52, 48, 100)]),)]
METRIC = Definition(
    name="metric",
    title={"en": "In metres"},
    fields=(Field("name", "text"),),
    geometry=Geometry("Polygon", crs="EPSG:32639", precision=4),
)
METRIC_ROWS: list[tuple[Any, ...]] = [("field", shapely.box(500000, 5200000, 501000, 5201000.1234))]
WORKS = Definition(
    name="works",
    title={"en": "Works", "kk": "Жұмыстар"},
    fields=(Field("what", "text"), Field("done", "date"), Field("km", "measure")),
)
WORK_ROWS: list[tuple[Any, ...]] = [
    (KAZAKH, "2024-05-01", 189.0),
    (None, None, None),
    (AWKWARD, "2023-01-01", 0.5),
]
EMPTY = Definition(
    name="empty", title={"en": "Empty"}, fields=(Field("name", "text"),), geometry=Geometry("MultiLineString")
)
EMPTY_TABLE = Definition(name="empty_table", title={"en": "Empty"}, fields=(Field("name", "text"),))

LAYERS: list[tuple[Definition, list[tuple[Any, ...]]]] = [
    (ROADS, ROAD_ROWS),
    (AREAS, AREA_ROWS),
    (POSTS, POST_ROWS),
    (HEIGHTS, HEIGHT_ROWS),
    (METRIC, METRIC_ROWS),
    (WORKS, WORK_ROWS),
    (EMPTY, []),
    (EMPTY_TABLE, []),
]


def uid(number: int) -> bytes:
    """The uid of the row with that number, in every layer."""
    return (0xABCDEF << 100 | number).to_bytes(16, "big")


def row(definition: Definition, number: int, values: Sequence[Any]) -> tuple[Any, ...]:
    """A row as the ledger takes it: from open values and, for a layer with geometry, a shape at the end."""
    shape = None
    if definition.geometry:
        *values, shape = values
    blob = None if shape is None else canonical(shapely.to_wkb(shape, flavor="iso"), definition.geometry)
    fields = zip(definition.fields, values, strict=True)
    return (uid(number), blob, *(stored(one.type, value) for one, value in fields))


def rows(definition: Definition, values: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    return [row(definition, number, one) for number, one in enumerate(values)]


def make(path: Path) -> Ledger:
    """Revision 1 has the rows above; revision 2 renames road 0, drops road 1 and adds road 9."""
    ledger = Ledger.create(path)
    with ledger.writing(author="Айгүл", message="first") as first:
        for definition, values in LAYERS:
            first.define(definition)
            if values:
                first.insert(definition.name, rows(definition, values))
    with ledger.writing(author="Айгүл", message="second") as second:
        second.put("roads", [row(ROADS, 0, ("renamed", *ROAD_ROWS[0][1:])), row(ROADS, 9, ROAD_ROWS[2])])
        second.delete("roads", [uid(1)])
    return ledger


def many_lines(path: Path, count: int) -> Ledger:
    """A registry of one layer of ten-vertex lines with six attributes."""
    import numpy as np

    definition = Definition(
        name="roads",
        title={"en": "Roads"},
        fields=(
            Field("route_id", "text"),
            Field("name", "text"),
            Field("lanes", "integer"),
            Field("width_m", "real"),
            Field("surface", "text"),
            Field("built", "date"),
        ),
        geometry=Geometry("LineString"),
    )
    chance = np.random.default_rng(1)
    starts = np.rint(chance.uniform([50, 44], [56, 48], (count, 2)) * 1e9) / 1e9
    widths = np.round(chance.uniform(4, 12, count), 2)
    steps = np.stack([np.arange(10) * 1e-3, np.arange(10) * 1e-3], axis=1)

    def stream() -> Iterable[tuple[Any, ...]]:
        for number in range(count):
            wkb = shapely.to_wkb(LineString(starts[number] + steps))
            attributes = (
                f"A-{number % 5000}",
                f"Участок {number}",
                number % 6,
                float(widths[number]),
                "gravel",
            )
            yield (uid(number), canonical(wkb, definition.geometry), *attributes, "2020-01-01")

    ledger = Ledger.create(path)
    with ledger.writing(author="a", message="lines") as tx:
        tx.define(definition)
        tx.insert("roads", stream())
    return ledger
