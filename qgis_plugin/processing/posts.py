"""Km posts: how well they fit the road that they measure."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ..language import tr
from . import parameters as shared
from .algorithm import Algorithm
from .features import feature
from .measures import WGS84, measure, with_own


class Calibrate(Algorithm):
    key = "calibrate"
    group_key = "roads"
    needs_full = True

    def title(self):
        return tr("Try km posts on a road")

    def about(self):
        return tr(
            "Measures a road by the km posts of a point layer and tells how well each fits: how far it "
            "stands from the line, and how far its kilometre is from what its neighbours make of its place. "
            "Nothing is written into the registry."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg ROUTE=makat-dossor INPUT=posts.gpkg KM=km OUTPUT=residuals.gpkg"

    def declare(self):
        shared.takes_registry(self)
        self.takes(QgsProcessingParameterString("ROUTE", tr("Route")), tr("The route_id of the road."))
        posts = QgsProcessingParameterFeatureSource(
            "INPUT", tr("Km posts"), [QgsProcessing.SourceType.TypeVectorPoint]
        )
        self.takes(posts, tr("Points in any coordinate system."))
        km = QgsProcessingParameterField("KM", tr("Field of the kilometre"), parentLayerParameterName="INPUT")
        self.takes(km, tr("Kilometres as 12.5, or 12+500."))
        sink = QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Posts with residuals"), QgsProcessing.SourceType.TypeVectorPoint
        )
        self.takes(sink, tr("The posts with status, off_m (metres from the line) and left_out_m."))
        self.gives_number("USED", tr("Posts used"))
        self.gives_number("LARGEST", tr("Largest residual along the road, m"))

    def carry_out(self, asked):
        source, field = asked.source("INPUT"), asked.field("KM")
        transform = QgsCoordinateTransform(
            source.sourceCrs(), QgsCoordinateReferenceSystem(WGS84), asked.context.transformContext()
        )
        posts, rows = [], list(source.getFeatures())
        for one in rows:
            shape = one.geometry()
            point = transform.transform(shape.centroid().asPoint()) if not shape.isNull() else None
            place = {"x": point.x(), "y": point.y()} if point is not None else {"x": None, "y": None}
            posts.append({**place, "measure": measure(one[field])})
        found = asked.ask(
            "calibrate", registry=asked.file(shared.REGISTRY), route_id=asked.text("ROUTE"), posts=posts
        )["posts"]
        known = with_own(source, ("status", "text"), ("off_m", "real"), ("left_out_m", "real"))
        sink = asked.sink("OUTPUT", known, source.wkbType(), source.sourceCrs().authid())
        for one, told in zip(rows, found):
            facts = [told["status"], told["off_m"], told["left_out_m"]]
            sink.add(feature(known, [*one.attributes(), *facts], one.geometry()))
        largest = max((abs(one["left_out_m"] or 0.0) for one in found), default=0.0)
        used = sum(one["status"] == "used" for one in found)
        return {"OUTPUT": sink.close(), "USED": used, "LARGEST": largest}


ALGORITHMS = (Calibrate,)
