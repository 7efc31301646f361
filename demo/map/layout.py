"""Where things stand on the sheet, and what it says about its sources."""

from __future__ import annotations

from .frame import View

#: Equal area, so that hectares compare; distances across the map are true within 0.2 %.
CRS = "+proj=laea +lat_0=45.5 +lon_0=54 +datum=WGS84 +units=m"
WHOLE = View(CRS, 46.25, 41.15, 61.9, 49.75)
CITY = View(CRS, 51.70, 47.035, 52.045, 47.205)
SMALL = View(CRS, 49.3, 41.2, 58.4, 49.4)
EARLIER = ("2022-12-31", "2024-12-31", "2025-12-31")
BACKGROUND = "#e9eff2"

#: Inches; and, in shares of the sheet, the map and the inner edges that other things are set against.
SIZE = (16, 14.3)
MAP = (0.022, 0.07, 0.956, 0.85)
BOTTOM, RIGHT, TOP = 0.084, 0.97, 0.909
LEGEND = (0.031, BOTTOM, 0.196, 0.5)

#: Layers of the legend, in its order.
KEY = (
    "roads",
    "repairs",
    "settlements",
    "tourism_zones",
    "reclamation_areas",
    "facilities",
    "projects",
    "landfills",
    "km_posts",
)

#: Degrees at which the names of regions stand, clear of roads; the sea has no outline of its own.
REGION_NAMES = {
    "KZ-23": (49.75, 47.5),
    "KZ-47": (54.6, 42.75),
    "KZ-27": (49.4, 48.75),
    "KZ-15": (58.2, 46.9),
    "KZ-43": (60.6, 46.2),
}
SEA = {"kk": "Каспий теңізі", "ru": "Каспийское море"}
SEA_AT = (51.15, 45.95)
ORAL = {"kk": "Орал ↑", "ru": "Уральск ↑"}

TITLE = "Infrastructure of Atyrau and Mangystau regions"
SUBTITLE = "Атырау және Маңғыстау облыстарының инфрақұрылымы"
SOURCES = (
    "Outlines: Apache Superset country maps (Apache-2.0), simplified, not official borders. Settlements:"
    " GeoNames (CC BY 4.0). Sites and figures: published reports, as each row's source says."
)
CAUTION = (
    "Roads, the bypass, zones and the outline of Tukhlaya Balka are schematic. Road works numbered demo-…,"
    " earlier days and technical details are demonstration data, not facts."
)
