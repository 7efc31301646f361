"""The indicators that people ask for most, each with its own parameters, and any other by its name."""

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..language import tr
from . import parameters as shared
from .figures import Figure


def takes_day(algorithm, name, title, help):
    day = QgsProcessingParameterDateTime(name, title, QgsProcessingParameterDateTime.Type.Date, optional=True)
    algorithm.takes(day, help)


class RepairedKilometres(Figure):
    key = "repaired_km"
    indicator = "repaired-km"
    drawn = ("LINES",)
    TYPES = ("reconstruction", "capital", "medium", "current", "maintenance")

    def title(self):
        return tr("Repaired kilometres")

    def about(self):
        return tr(
            "Kilometres of road repaired: every metre once, however many works overlap on it, beside the "
            "plain sum of works and lane-kilometres."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg BY=0,2 VERSION=tag:report-2024 OUTPUT=repaired.csv FILE=repaired.xlsx"

    def groupings(self):
        return (
            ("year", tr("year")), ("month", tr("month")), ("work_type", tr("type of work")),
            ("road", tr("road")), ("significance", tr("significance")), ("region", tr("region")),
            ("district", tr("district")), ("contractor", tr("contractor")),
            ("carriageway", tr("carriageway")),
        )  # fmt: skip

    def totals(self):
        return (
            ("union_km", tr("Distinct kilometres")), ("sum_km", tr("Sum of works, km")),
            ("lane_km", tr("Lane-kilometres")), ("works", tr("Number of works")),
        )  # fmt: skip

    def declare_own(self):
        titles = [
            tr("reconstruction"),
            tr("capital repair"),
            tr("medium repair"),
            tr("current repair"),
            tr("maintenance"),
        ]
        types = QgsProcessingParameterEnum(
            "TYPES", tr("Types of work that count"), titles, allowMultiple=True, defaultValue=[0, 1, 2]
        )
        self.takes(types, tr("New construction never counts as repair."))
        takes_day(self, "FROM", tr("From"), tr("First day of the period; from the beginning if empty."))
        takes_day(self, "UNTIL", tr("Until"), tr("Last day of the period; to the end if empty."))

    def own(self, asked):
        given = {
            "types": [self.TYPES[number] for number in asked.numbers("TYPES")],
            "period_start": asked.day("FROM"),
            "period_end": asked.day("UNTIL"),
        }
        return {name: value for name, value in given.items() if value is not None}


def road_groupings():
    return (
        ("significance", tr("significance")), ("surface", tr("surface")), ("region", tr("region")),
        ("district", tr("district")), ("road", tr("road")), ("pavement", tr("pavement")),
        ("tech_category", tr("technical category")),
    )  # fmt: skip


class Condition(Figure):
    key = "condition"
    indicator = "condition-share"
    drawn = ("LINES",)

    def title(self):
        return tr("Condition of roads")

    def about(self):
        return tr(
            "The share of roads in good and satisfactory condition, by the newest survey on each metre, with "
            "kilometres by class and how much was surveyed at all."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg BY=2 OUTPUT=condition.csv"

    def groupings(self):
        return road_groupings()

    def totals(self):
        return (
            ("share", tr("Share of good and satisfactory (0 to 1)")), ("good_km", tr("Good, km")),
            ("satisfactory_km", tr("Satisfactory, km")), ("unsatisfactory_km", tr("Unsatisfactory, km")),
            ("surveyed_km", tr("Surveyed, km")), ("total_km", tr("All roads, km")),
        )  # fmt: skip

    def declare_own(self):
        takes_day(
            self, "DAY", tr("Day"), tr("Day of the roads and surveys; the day of the version if empty.")
        )

    def own(self, asked):
        day = asked.day("DAY")
        return {"as_of": day} if day else {}


class Coverage(Figure):
    key = "coverage"
    indicator = "zone-coverage"
    drawn = ("POLYGONS",)

    def title(self):
        return tr("Coverage of a territory by zones")

    def about(self):
        return tr(
            "The share of a territory that polygons of a layer cover, such as tourism zones. "
            "Overlaps count once."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYER=tourism_zones BY=0 OUTPUT=coverage.csv"

    def groupings(self):
        return (("region", tr("region")), ("district", tr("district")))

    def totals(self):
        return (
            ("share", tr("Share covered (0 to 1)")), ("covered_km2", tr("Covered, km²")),
            ("area_km2", tr("Territory, km²")),
        )  # fmt: skip

    def declare_own(self):
        shared.takes_layer(self, tr("The layer that covers, such as tourism_zones."), "tourism_zones")
        distance = QgsProcessingParameterNumber(
            "DISTANCE", tr("Distance, m"), QgsProcessingParameterNumber.Type.Double, 0.0, minValue=0.0
        )
        self.takes(distance, tr("Metres around its features that count as covered too."))

    def own(self, asked):
        return {"layer": asked.text(shared.LAYER), "distance_m": asked.real("DISTANCE")}


class Reclamation(Figure):
    key = "reclamation"
    indicator = "reclaimed-ha"
    drawn = ("POLYGONS",)

    def title(self):
        return tr("Reclaimed hectares")

    def about(self):
        return tr(
            "Hectares of landfills and disturbed land that were reclaimed: every square metre once, beside "
            "the plain sum of works, and the share of each owner's part."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg BY=1 UNTIL=2024-12-31 OUTPUT=reclaimed.csv"

    def groupings(self):
        return (
            ("site", tr("site")), ("owner", tr("owner")), ("stage", tr("stage")), ("region", tr("region")),
            ("year", tr("year")),
        )  # fmt: skip

    def totals(self):
        return (
            ("union_ha", tr("Reclaimed, ha")), ("sum_ha", tr("Sum of works, ha")),
            ("share_of_site", tr("Share of the sites (0 to 1)")), ("works", tr("Number of works")),
        )  # fmt: skip

    def declare_own(self):
        takes_day(
            self,
            "UNTIL",
            tr("Until"),
            tr("Count what was done by this day; the day of the version if empty."),
        )

    def own(self, asked):
        day = asked.day("UNTIL")
        return {"until": day} if day else {}


class Accessibility(Figure):
    key = "accessibility"
    indicator = "people-near-roads"

    def title(self):
        return tr("People near roads")

    def about(self):
        return tr("Settlements and people within a distance of a road, and their share.")

    def example(self):
        return "REGISTRY=atyrau.gpkg BY=0 DISTANCE=2000 OUTPUT=people.csv"

    def groupings(self):
        return (("region", tr("region")), ("district", tr("district")))

    def totals(self):
        return (
            ("share", tr("Share of people near a road (0 to 1)")), ("people_near", tr("People near a road")),
            ("people", tr("People")), ("settlements_near", tr("Settlements near a road")),
            ("settlements", tr("Settlements")),
        )  # fmt: skip

    def declare_own(self):
        distance = QgsProcessingParameterNumber(
            "DISTANCE", tr("Distance, m"), QgsProcessingParameterNumber.Type.Double, 2000.0, minValue=0.0
        )
        self.takes(distance, tr("Metres within which a road is near."))
        surfaced = QgsProcessingParameterBoolean("ALL_SEASON", tr("Only all-season roads"), False)
        self.takes(surfaced, tr("Roads whose all-season value is yes."))

    def own(self, asked):
        return {
            "distance_m": asked.real("DISTANCE"),
            "all_season": ["yes"] if asked.yes("ALL_SEASON") else [],
        }


class AnyIndicator(Figure):
    key = "indicator"

    def title(self):
        return tr("Any indicator")

    def about(self):
        return tr(
            "Computes any indicator by its name, with any of its groupings and parameters. The algorithm "
            "“List indicators” tells them."
        )

    def example(self):
        return (
            "REGISTRY=atyrau.gpkg INDICATOR=layer-sum BY=region_code "
            '"PARAMETERS=layer=projects;field=cost" OUTPUT=cost.csv'
        )

    def declare(self):
        name = QgsProcessingParameterString("INDICATOR", tr("Indicator"))
        self.takes(name, tr("Its name, such as road-length, layer-count or people-near-roads."))
        super().declare()

    def declare_own(self):
        by = QgsProcessingParameterString("BY", tr("Grouping"), optional=True)
        self.takes(by, tr("Names apart by commas, such as year,work_type."))
        pairs = QgsProcessingParameterString("PARAMETERS", tr("Parameters"), multiLine=True, optional=True)
        self.takes(
            pairs, tr("NAME=VALUE, one a line or apart by semicolons; several values apart by commas.")
        )

    def own(self, asked):
        return pairs_of(asked.text("PARAMETERS") or "")


def pairs_of(text):
    """Parameters typed as NAME=VALUE.

    >>> pairs_of("layer=projects; field=cost")
    {'layer': 'projects', 'field': 'cost'}
    """
    found = {}
    for part in text.replace("\n", ";").split(";"):
        name, _, value = part.partition("=")
        if name.strip():
            found[name.strip().replace("-", "_")] = value.strip()
    return found


ALGORITHMS = (RepairedKilometres, Condition, Coverage, Reclamation, Accessibility, AnyIndicator)
