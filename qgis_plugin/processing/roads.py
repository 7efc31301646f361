"""Algorithms on roads and their measures: points located, events drawn, measures found."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..language import tr
from ..worker.errors import WorkerError
from . import parameters as shared
from .algorithm import Algorithm
from .features import NO_GEOMETRY, feature, fields, geometry
from .measures import WGS84, measure, point_wkb, with_own


class LocatePoints(Algorithm):
    key = "locate_points"
    group_key = "roads"

    def title(self):
        return tr("Locate points on roads")

    def about(self):
        return tr(
            "Adds to each point the road beside it and its measure there, such as A-27 km 513+850, with the "
            "distance and the side. A point too far from any road keeps its place and gets no measure."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg INPUT=photos.gpkg WITHIN=100 OUTPUT=located.gpkg"

    def declare(self):
        shared.takes_registry(self)
        points = QgsProcessingParameterFeatureSource(
            "INPUT", tr("Points"), [QgsProcessing.SourceType.TypeVectorPoint]
        )
        self.takes(points, tr("The points to locate, in any coordinate system."))
        route = QgsProcessingParameterString("ROUTE", tr("Only this route"), optional=True)
        self.takes(route, tr("The route_id of a road; the nearest road if empty."))
        within = QgsProcessingParameterNumber(
            "WITHIN",
            tr("At most this far, m"),
            QgsProcessingParameterNumber.Type.Double,
            1000.0,
            minValue=0.0,
        )
        self.takes(within, tr("Metres from a road within which a point is located on it."))
        sink = QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Located points"), QgsProcessing.SourceType.TypeVectorPoint
        )
        self.takes(sink, tr("The points with route_id, road, km, measure_m, distance_m and side."))
        self.gives_number("LOCATED", tr("Points located"))
        self.gives_number("NOT_LOCATED", tr("Points too far from any road"))

    def carry_out(self, asked):
        registry, source = asked.file(shared.REGISTRY), asked.source("INPUT")
        known = with_own(
            source, ("route_id", "text"), ("road", "text"), ("km", "text"), ("measure_m", "real"),
            ("distance_m", "real"), ("side", "text"),
        )  # fmt: skip
        sink = asked.sink("OUTPUT", known, source.wkbType(), source.sourceCrs().authid())
        transform = QgsCoordinateTransform(
            source.sourceCrs(), QgsCoordinateReferenceSystem(WGS84), asked.context.transformContext()
        )
        located, total = 0, max(source.featureCount(), 1)
        for number, one in enumerate(source.getFeatures()):
            asked.check_cancelled()
            asked.feedback.setProgress(100 * number / total)
            place = self._place(asked, registry, one.geometry(), transform)
            located += place is not None
            names = ("route_id", "name", "shown", "measure_m", "distance_m", "side")
            told = [place.get(name) for name in names] if place else [None] * len(names)
            sink.add(feature(known, [*one.attributes(), *told], one.geometry()))
        return {"OUTPUT": sink.close(), "LOCATED": located, "NOT_LOCATED": sink.count - located}

    def _place(self, asked, registry, shape, transform):
        """Where a point is; None if it is beside no road."""
        if shape.isNull() or shape.isEmpty():
            return None
        try:
            point = transform.transform(shape.centroid().asPoint())
        except QgsCsException:
            return None
        places = asked.ask(
            "locate",
            registry=registry,
            x=point.x(),
            y=point.y(),
            crs=WGS84,
            route=asked.text("ROUTE"),
            within_m=asked.real("WITHIN"),
        )["places"]
        return places[0] if places else None


class EventsAlongRoads(Algorithm):
    key = "events_along_roads"
    group_key = "roads"

    def title(self):
        return tr("Draw events along roads")

    def about(self):
        return tr(
            "Draws each row of a table along its road, from its first kilometre to its last, or at one. "
            "Rows whose road or kilometres do not exist are told and come without a geometry."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg INPUT=works.csv ROUTE=road START=km_from END=km_to OUTPUT=works.gpkg"

    def declare(self):
        shared.takes_registry(self)
        rows = QgsProcessingParameterFeatureSource(
            "INPUT", tr("Table of events"), [QgsProcessing.SourceType.TypeVector]
        )
        self.takes(rows, tr("A table with a row for each event."))
        for name, title, help, optional in (
            ("ROUTE", tr("Field of the route"), tr("Holds the route_id."), False),
            ("START", tr("Field of the start"), tr("Kilometres as 12.5, or 12+500."), False),
            ("END", tr("Field of the end"), tr("Likewise; nothing for events at one place."), True),
        ):
            field = QgsProcessingParameterField(
                name, title, parentLayerParameterName="INPUT", optional=optional
            )
            self.takes(field, help)
        offset = QgsProcessingParameterNumber(
            "OFFSET", tr("Offset, m"), QgsProcessingParameterNumber.Type.Double, 0.0
        )
        self.takes(
            offset,
            tr("Metres beside the road: to the right if positive, to the left if negative."),
            advanced=True,
        )
        sink = QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Drawn events"), QgsProcessing.SourceType.TypeVectorAnyGeometry
        )
        self.takes(
            sink, tr("The rows with their lines (points without a field of the end), length_km and problem.")
        )
        self.gives_number("DRAWN", tr("Events drawn"))
        self.gives_number("NOT_DRAWN", tr("Events that could not be drawn"))

    def carry_out(self, asked):
        source, end = asked.source("INPUT"), asked.field("END")
        known = with_own(source, ("length_km", "real"), ("problem", "text"))
        kind = QgsWkbTypes.Type.MultiLineString if end else QgsWkbTypes.Type.Point
        sink = asked.sink("OUTPUT", known, kind, WGS84)
        drawn, total = 0, max(source.featureCount(), 1)
        for number, one in enumerate(source.getFeatures()):
            asked.check_cancelled()
            asked.feedback.setProgress(100 * number / total)
            wkb, length, problem = None, None, None
            try:
                wkb, length, warnings = self._drawn(asked, one, end)
                problem = "; ".join(map(str, warnings)) or None
                drawn += 1
            except WorkerError as error:
                if error.code in ("Cancelled", "WorkerDied", "NoSuchFile", "NotARegistry"):
                    raise
                problem = str(error)
                asked.feedback.pushWarning(f"{one.id()}: {problem}")
            sink.add(feature(known, [*one.attributes(), length, problem], geometry(wkb), kind))
        return {"OUTPUT": sink.close(), "DRAWN": drawn, "NOT_DRAWN": sink.count - drawn}

    def _drawn(self, asked, one, end):
        """WKB, length in km and warnings of one event."""
        registry = asked.file(shared.REGISTRY)
        route, start = str(one[asked.field("ROUTE")]), measure(one[asked.field("START")])
        if not end:
            found = asked.ask("place", registry=registry, route_id=route, measure=start)
            return point_wkb(found["x"], found["y"]), None, found["warnings"]
        found = asked.ask(
            "interval",
            registry=registry,
            route_id=route,
            start=start,
            end=measure(one[end]),
            offset_m=asked.real("OFFSET") or None,
        )
        return found["wkb"], found["length_m"] / 1000, found["warnings"]


class PointAtMeasure(Algorithm):
    key = "point_at_measure"
    group_key = "roads"

    def title(self):
        return tr("Find a measure on a road")

    def about(self):
        return tr("Gives the point of a road at a measure, such as km 513+850.")

    def example(self):
        return "REGISTRY=atyrau.gpkg ROUTE=makat-dossor MEASURE=513+850 OUTPUT=point.geojson"

    def declare(self):
        shared.takes_registry(self)
        self.takes(QgsProcessingParameterString("ROUTE", tr("Route")), tr("The route_id of the road."))
        self.takes(
            QgsProcessingParameterString("MEASURE", tr("Measure")),
            tr("Kilometres and metres, 513+850 or 513.85."),
        )
        sink = QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Point"), QgsProcessing.SourceType.TypeVectorPoint
        )
        self.takes(sink, tr("The point, with route_id and km."))
        self.gives_number("X", tr("Longitude"))
        self.gives_number("Y", tr("Latitude"))

    def carry_out(self, asked):
        route, text = asked.text("ROUTE"), asked.text("MEASURE")
        found = asked.ask(
            "place", registry=asked.file(shared.REGISTRY), route_id=route, measure=measure(text)
        )
        for one in found["warnings"]:
            asked.say(str(one))
        known = fields(("route_id", "text"), ("km", "text"))
        sink = asked.sink("OUTPUT", known, QgsWkbTypes.Type.Point, found["crs"])
        sink.add(feature(known, [route, text], geometry(point_wkb(found["x"], found["y"]))))
        return {"OUTPUT": sink.close(), "X": found["x"], "Y": found["y"]}


class Routes(Algorithm):
    key = "routes"
    group_key = "roads"

    def title(self):
        return tr("List routes")

    def about(self):
        return tr("Lists the routes of a registry with their names and first and last kilometres.")

    def example(self):
        return "REGISTRY=atyrau.gpkg OUTPUT=routes.csv"

    def declare(self):
        shared.takes_registry(self)
        text = QgsProcessingParameterString("TEXT", tr("Text"), optional=True)
        self.takes(text, tr("Only routes whose id or name holds it; all if empty."))
        sink = QgsProcessingParameterFeatureSink("OUTPUT", tr("Routes"), QgsProcessing.SourceType.TypeVector)
        self.takes(sink, tr("A table with a row for each route."))
        self.gives_number("COUNT", tr("Number of routes"))

    def carry_out(self, asked):
        found = asked.ask("routes", registry=asked.file(shared.REGISTRY), text=asked.text("TEXT"))["routes"]
        known = fields(("route_id", "text"), ("name", "text"), ("km_from", "real"), ("km_to", "real"))
        sink = asked.sink("OUTPUT", known, NO_GEOMETRY, None)
        for one in found:
            ends = [None if one[name] is None else one[name] / 1000 for name in ("from_m", "to_m")]
            sink.add(feature(known, [one["route_id"], one["shown"], *ends]))
        return {"OUTPUT": sink.close(), "COUNT": len(found)}


ALGORITHMS = (LocatePoints, EventsAlongRoads, PointAtMeasure, Routes)
