"""Small layers of every kind, and GeoPackages of them as GDAL writes them."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import fiona

from registry.model.definition import Choice, Definition, Field, Geometry, Rule
from registry.versions.field_domains import write_domains
from registry.versions.layer_styles import write_styles

ROUTES = Definition(
    name="routes",
    title={"en": "Routes", "ru": "Маршруты", "kk": "Бағыттар"},
    fields=(
        Field(
            "route_id",
            "text",
            {"en": "Number", "kk": "Нөмірі"},
            required=True,
            pattern=r"[A-ZА-Я]{1,2}-\d{1,4}",
        ),
        Field(
            "name_ru",
            "text",
            {"en": "Name in Russian", "ru": "Название", "kk": "Орысша атауы"},
            required=True,
        ),
        Field("name_kk", "text", {"en": "Name in Kazakh", "ru": "Название на казахском", "kk": "Атауы"}),
    ),
    key=("route_id",),
    label="name_ru",
)

ROADS = Definition(
    name="roads",
    title={"en": "Roads", "ru": "Дороги", "kk": "Жолдар"},
    geometry=Geometry("LineString"),
    fields=(
        Field(
            "route_id", "text", {"en": "Route", "ru": "Маршрут", "kk": "Бағыт"}, references="routes.route_id"
        ),
        Field("owner_id", "text", {"en": "Owner"}, references="owners.owner_id"),
        Field("name", "text", {"en": "Name", "ru": "Название", "kk": "Атауы"}, max_length=20),
        Field("km_from", "measure", {"en": "From", "ru": "От", "kk": "Басы"}, required=True, minimum=0),
        Field("km_to", "measure", {"en": "To", "ru": "До", "kk": "Соңы"}, required=True, minimum=0),
        Field(
            "width", "real", {"en": "Width", "ru": "Ширина", "kk": "Ені"}, unit="m", minimum=2.5, maximum=60
        ),
        Field(
            "lanes",
            "integer",
            {"en": "Lanes", "ru": "Полосы", "kk": "Жолақтар"},
            minimum=1,
            maximum=12,
            default=2,
        ),
        Field(
            "lifecycle",
            "text",
            {"en": "Stage", "ru": "Состояние", "kk": "Кезеңі"},
            required=True,
            default="in_use",
            choices=(
                Choice("planned", {"en": "planned", "ru": "планируется", "kk": "жоспарланған"}),
                Choice("in_use", {"en": "in use", "ru": "действует", "kk": "пайдалануда"}),
                Choice(
                    "under_construction", {"en": "under construction", "ru": "строится", "kk": "салынуда"}
                ),
            ),
        ),
        Field(
            "surface",
            "integer",
            {"en": "Surface", "ru": "Покрытие", "kk": "Жабыны"},
            choices=(
                Choice(1, {"en": "asphalt", "ru": "асфальт"}),
                Choice(2, {"en": "gravel", "ru": "щебень"}),
            ),
        ),
        Field("paid", "boolean", {"en": "Toll", "ru": "Платная"}, default=False),
        Field("opened", "date", {"en": "Opened", "ru": "Открыта", "kk": "Ашылған күні"}),
        Field("closed", "date", {"en": "Closed", "ru": "Закрыта", "kk": "Жабылған күні"}),
        Field("seen", "datetime", {"en": "Seen", "ru": "Осмотр"}),
        Field("note", "text", {"en": "Note", "ru": "Примечание"}, max_length=500),
    ),
    label="name",
    rules=(
        Rule("ordered", "km_to > km_from", {"en": "the end is after the start", "ru": "конец после начала"}),
        Rule("dates", "closed is None or opened is None or closed >= opened", {"en": "closed after opened"}),
        Rule("modern", "opened >= '1900-01-01'", {"en": "opened in this age"}),
    ),
    style={
        "color": "#b5483a",
        "width": 0.9,
        "label": "name",
        "by": "lifecycle",
        "order": 40,
        "values": {
            "planned": {"color": "#888888", "dash": True},
            "under_construction": {"color": "#e0912f"},
        },
    },
)

ZONES = Definition(
    name="zones",
    title={"en": "Tourism zones", "ru": "Туристские зоны", "kk": "Туристік аймақтар"},
    geometry=Geometry("MultiPolygon", required=False),
    fields=(
        Field("name_ru", "text", {"en": "Name", "ru": "Название", "kk": "Орысша атауы"}, required=True),
        Field("name_kk", "text", {"en": "Kazakh name", "ru": "Казахское название", "kk": "Атауы"}),
        Field("kind", "text", {"en": "Kind", "ru": "Вид", "kk": "Түрі"}),
        Field("area", "real", {"en": "Area", "ru": "Площадь", "kk": "Ауданы"}, unit="ha", minimum=0),
    ),
    label="name_ru",
    style={
        "color": "#5f9e6e",
        "outline": "#2f6b3d",
        "width": 0.5,
        "opacity": 0.4,
        "label": "name_ru",
        "by": "kind",
        "values": {"beach": {"color": "#e3c565"}, "_other": {"dash": True}},
    },
)

POSTS = Definition(
    name="km_posts",
    title={"en": "Kilometre posts", "ru": "Километровые столбы", "kk": "Шақырым бағандары"},
    geometry=Geometry("Point"),
    fields=(Field("km", "measure", {"en": "Kilometre", "ru": "Километр", "kk": "Шақырым"}),),
    style={"color": "#223355", "marker": "cross", "size": 3.5, "label": "km"},
)

# Nothing but what a definition must have, and names that break careless quoting.
PLAIN = Definition(
    name="plain",
    title={"en": 'A "plain" layer; <b>&</b> Ақтау'},
    geometry=Geometry("Polygon"),
    fields=(Field("value", "text", {"en": 'It\'s <a> & "b"\x01'}, default="O'Neil \\ 'x'"),),
)

SAMPLES = (ROUTES, ROADS, ZONES, POSTS, PLAIN)

_LINE = {"type": "LineString", "coordinates": [(51.9, 47.1), (52.4, 47.3), (53.0, 47.5)]}
_AREA = {"type": "Polygon", "coordinates": [[(51.0, 44.0), (52.0, 44.0), (52.0, 44.8), (51.0, 44.0)]]}
SHAPES: dict[str, dict[str, Any]] = {
    "Point": {"type": "Point", "coordinates": (52.0, 47.0)},
    "LineString": _LINE,
    "Polygon": _AREA,
    "MultiPoint": {"type": "MultiPoint", "coordinates": [(52.0, 47.0)]},
    "MultiLineString": {"type": "MultiLineString", "coordinates": [_LINE["coordinates"]]},
    "MultiPolygon": {"type": "MultiPolygon", "coordinates": [_AREA["coordinates"]]},
}
_TYPES = {"text": "str", "integer": "int64", "real": "float", "measure": "float", "boolean": "bool"}

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def write_layers(path: Path, definitions: Iterable[Definition], rows: Rows | None = None) -> None:
    """A GeoPackage with the columns of a workspace; a row without ``geometry`` gets its layer's sample."""
    for definition in definitions:
        shape = definition.geometry.type if definition.geometry else "None"
        columns = {one.name: _TYPES.get(one.type, one.type) for one in definition.fields}
        schema = {"geometry": shape, "properties": {"uid": "str:32", **columns}}
        crs = definition.geometry.crs if definition.geometry else None
        with fiona.open(path, "w", driver="GPKG", layer=definition.name, schema=schema, crs=crs) as target:
            target.writerecords(
                {
                    "geometry": row.get("geometry", SHAPES.get(shape)),
                    "properties": {name: row.get(name) for name in schema["properties"]},
                }
                for row in (rows or {}).get(definition.name, ())
            )


def write_sample(
    path: Path, definitions: Iterable[Definition], language: str, rows: Rows | None = None
) -> Path:
    """A GeoPackage with styles and domains in a language."""
    definitions = tuple(definitions)
    write_layers(path, definitions, rows)
    connection = sqlite3.connect(path)
    with connection:
        write_styles(connection, definitions, language)
        write_domains(connection, definitions, language)
    connection.close()
    return path
