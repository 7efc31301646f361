"""A registry with the layers that imports are tried on, and short ways to see what came of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.intake.importing import import_source
from registry.intake.report import ImportReport
from registry.model.definition import Choice, Definition, Field, Geometry, Rule
from registry.versions.ledger import Ledger

ROADS = Definition(
    "roads",
    {"en": "Roads", "ru": "Дороги", "kk": "Жолдар"},
    (
        Field("route_id", "text", {"en": "Route", "ru": "Дорога"}),
        Field("name_ru", "text", {"ru": "Название на русском"}),
        Field("lanes", "integer", {"ru": "Число полос"}, minimum=1, maximum=16),
        Field("width_m", "real", {"ru": "Ширина"}, unit="m"),
        Field("built", "date", {"ru": "Построена"}),
    ),
    Geometry("MultiLineString", required=False),
)
PLACES = Definition(
    "places",
    {"en": "Places"},
    (Field("name", "text"), Field("population", "integer")),
    Geometry("Point", required=False),
)
ZONES = Definition("zones", {"en": "Zones"}, (Field("name", "text"),), Geometry("MultiPolygon"))
WORKS = Definition(
    "works",
    {"en": "Works", "ru": "Работы"},
    (
        Field("route_id", "text", {"en": "Route", "ru": "Дорога (маршрут)"}, required=True),
        Field("name_ru", "text", {"ru": "Название на русском"}),
        Field("km_from", "measure", {"ru": "От км"}, unit="km", required=True, minimum=0),
        Field("km_to", "measure", {"ru": "До км"}, unit="km", required=True),
        Field(
            "work_type",
            "text",
            {"ru": "Вид работ"},
            choices=(
                Choice("capital", {"ru": "капитальный ремонт", "kk": "күрделі жөндеу"}),
                Choice("medium", {"ru": "средний ремонт", "kk": "орташа жөндеу"}),
            ),
        ),
        Field("cost", "real", {"ru": "Стоимость"}),
        Field("currency", "text"),
        Field("contractor", "text", {"ru": "Подрядчик"}),
        Field("accepted_on", "date", {"ru": "Принято"}),
        Field("done", "boolean", {"ru": "Выполнено"}),
    ),
    None,
    key=("route_id", "km_from"),
    rules=(Rule("km_order", "km_to > km_from", {"en": "km_to must be greater than km_from"}),),
)

Import = Callable[..., ImportReport]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger.create(tmp_path / "registry.gpkg")
    with made.writing(author="Test", message="layers") as tx:
        for definition in (ROADS, PLACES, ZONES, WORKS):
            tx.define(definition)
    return made


@pytest.fixture
def bring(ledger: Ledger) -> Import:
    """Import with an author and a message."""

    def imported(source: Path, layer: str, **options: Any) -> ImportReport:
        return import_source(ledger, source, layer, author="Test", message="import", **options)

    return imported


@pytest.fixture
def values(ledger: Ledger) -> Callable[..., list[tuple[Any, ...]]]:
    """Open values of a layer, sorted: of the fields named, or of all."""

    def read(layer: str, *names: str) -> list[tuple[Any, ...]]:
        definition = ledger.definition(layer)
        places = [2 + definition.names.index(name) for name in names or definition.names]
        rows = [tuple(row[place] for place in places) for row in ledger.rows(layer)]
        return sorted(rows, key=lambda row: tuple((value is None, str(value)) for value in row))

    return read
