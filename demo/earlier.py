"""What the registry held before the reports: seed rows as an earlier state, and what differed then."""

from __future__ import annotations

from typing import Any

import geopandas
import pandas
import shapely
from shapely import affinity

from registry.roads.sizes import line_lengths

from . import INVENTED
from .seed import seed_rows


def then(rows: pandas.DataFrame, **values: Any) -> pandas.DataFrame:
    """Seed rows as an earlier state: what the reports said is not known yet, and the state is invented."""
    unknown = {name: None for name in ("stated_km", "stated_on", "aliases") if name in rows}
    return rows.assign(**unknown, source=INVENTED, quality="schematic", note=None, **values)


def of_routes(layer: str, *routes: str) -> pandas.DataFrame:
    """The seed rows of some routes."""
    rows = seed_rows(layer)
    return rows[rows.route_id.isin(routes)]


def old_course() -> geopandas.GeoDataFrame:
    """Beineu – Aktau before its realignment: one section past Sai-Utes instead of three through it."""
    sections = of_routes("roads", "beineu-aktau")
    points = shapely.get_coordinates(sections.geometry.array)
    line = shapely.LineString([points[0], points[3], points[-1]])
    return sections.head(1).assign(
        geometry=[line],
        km_to=round(line_lengths([line]).item() / 1000, 3),
        name_ru="Бейнеу – Шетпе – Актау",
        name_kk="Бейнеу – Шетпе – Ақтау",
        name_en="Beineu – Shetpe – Aktau",
    )


def shorter_bypass() -> pandas.DataFrame:
    """The bypass as planned: 26 km, drawn smaller."""
    seed = of_routes("roads", "atyrau-bypass")
    line = affinity.scale(seed.geometry.iloc[0], 26 / 27.5, 26 / 27.5, origin="center")
    return then(seed, geometry=[line], km_to=26.0, lifecycle="planned")


def older_claim() -> pandas.DataFrame:
    """What an older report said of the bypass."""
    claims = seed_rows("claims")
    older = claims[claims.claim_id == "bypass-length"]
    return older.assign(value=26.0, statement="Northern bypass of Atyrau: 26 km")


def part_of_city(share: float) -> tuple[shapely.MultiPolygon, float]:
    """The western share of the city's part of Tukhlaya Balka, and its hectares."""
    areas = seed_rows("reclamation_areas")
    city = areas[areas.area_id == "tukhlaya-balka-city"].iloc[0]
    west, south, east, north = city.geometry.bounds
    part = city.geometry.intersection(shapely.box(west, south, west + (east - west) * share, north))
    return shapely.MultiPolygon([part]), round(float(city.area_stated_ha) * share, 1)
