"""Algorithms that bring files in, write files out, and look for faults."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..language import tr
from . import parameters as shared
from .algorithm import Algorithm, needs_environment
from .author import author_of
from .features import feature, fields, geometry


class Export(Algorithm):
    key = "export"
    group_key = "exchange"

    def title(self):
        return tr("Export a layer")

    def about(self):
        return tr(
            "Writes a layer of a registry at any version into a file. The ending of its name tells the "
            "format; GeoJSON needs nothing installed, all others the full environment. The same version "
            "always gives the same bytes."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYER=roads VERSION=tag:report-2024 OUTPUT=roads.geojson"

    def declare(self):
        shared.takes_registry(self)
        shared.takes_layer(self)
        shared.takes_version(self)
        shared.takes_area(self, tr("Only features whose bounding box overlaps this one; all if empty."))
        filters = ";;".join(
            (
                "GeoJSON (*.geojson)", tr("GeoJSON, a feature a line (*.geojsonl)"), shared.geopackages(),
                "FlatGeobuf (*.fgb)", "GeoParquet (*.parquet)", "CSV (*.csv)",
            )
        )  # fmt: skip
        shared.takes_target(self, "OUTPUT", tr("File"), filters, tr("The file to write."))
        self.gives_number("ROWS", tr("Features written"))
        self.gives_text("DIGEST", tr("Digest of the version"))

    def carry_out(self, asked):
        path = asked.target("OUTPUT")
        plain = path.lower().endswith((".geojson", ".json"))
        if not plain and not asked.is_full:
            raise QgsProcessingException(needs_environment())
        registry, layer = asked.file(shared.REGISTRY), asked.text(shared.LAYER)
        done = asked.ask(
            "export_geojson" if plain else "export",
            registry=registry,
            layer=layer,
            path=path,
            version=asked.text(shared.VERSION),
            box=asked.box(shared.AREA, registry, [layer])[0],
        )
        return {"OUTPUT": done["path"], "ROWS": done["rows"], "DIGEST": done.get("digest")}


class Import(Algorithm):
    key = "import"
    group_key = "exchange"
    needs_full = True

    def title(self):
        return tr("Import a file into a layer")

    def about(self):
        return tr(
            "Brings a file (GeoPackage, Shapefile, GeoJSON, CSV, Excel and others) into a layer of a "
            "registry as one commit. Columns are matched by name and title; "
            "rows that break rules are told and left out."
        )

    def example(self):
        return (
            'REGISTRY=atyrau.gpkg SOURCE=repairs.xlsx LAYER=repairs KEY=repair_id MESSAGE="Repairs of 2024"'
        )

    def declare(self):
        shared.takes_registry(self)
        self.takes(QgsProcessingParameterFile("SOURCE", tr("File")), tr("The file to read."))
        shared.takes_layer(self)
        key = QgsProcessingParameterString("KEY", tr("Key"), optional=True)
        self.takes(
            key, tr("Fields, apart by commas, that tell which rows are there already; those are updated.")
        )
        crs = QgsProcessingParameterString("CRS", tr("Coordinate system"), optional=True)
        self.takes(crs, tr("Of a file that does not tell its own, such as EPSG:4326."))
        mapping = QgsProcessingParameterMatrix(
            "MAPPING",
            tr("Columns"),
            headers=[tr("Column of the file"), tr("Field of the layer")],
            optional=True,
        )
        self.takes(
            mapping, tr("Which column goes into which field, where the names do not tell."), advanced=True
        )
        shared.takes_message(self)
        shared.takes_author(self)
        shared.gives_registry(self)
        for name, title in import_counts():
            self.gives_number(name, title)
        self.gives_number("REVISION", tr("Number of the commit (0 if nothing had changed)"))

    def carry_out(self, asked):
        registry = asked.file(shared.REGISTRY)
        cells = self.parameterAsMatrix(asked.parameters, "MAPPING", asked.context)
        mapping = {str(cells[at]): str(cells[at + 1]) for at in range(0, len(cells) - 1, 2) if cells[at]}
        done = asked.ask(
            "import",
            registry=registry,
            source=asked.file("SOURCE"),
            layer=asked.text(shared.LAYER),
            key=asked.names("KEY"),
            crs=asked.text("CRS"),
            mapping=mapping or None,
            message=asked.text(shared.MESSAGE),
            author=author_of(asked.text(shared.AUTHOR)),
        )
        made = done.get("commit")
        counts = {name: done.get(name.lower(), 0) for name, _ in import_counts()}
        for one in done.get("notes") or []:
            asked.say(one if isinstance(one, str) else str(one.get("text", one)))
        return {shared.REGISTRY: registry, **counts, "REVISION": made["revision"] if made else 0}


def import_counts():
    return (
        ("ADDED", tr("Features added")), ("CHANGED", tr("Features changed")),
        ("UNCHANGED", tr("Rows that changed nothing")), ("REJECTED", tr("Rows left out")),
    )  # fmt: skip


class Check(Algorithm):
    key = "check"
    group_key = "exchange"
    needs_full = True

    def title(self):
        return tr("Check a registry")

    def about(self):
        return tr(
            "Looks for faults in the layers: values that break rules, invalid and doubled geometries, "
            "measures that do not fit their roads, references to nothing, sections that overlap, and more."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYERS=roads,repairs OUTPUT=faults.gpkg"

    def declare(self):
        shared.takes_registry(self)
        shared.takes_layers(self)
        shared.takes_version(self)
        sink = QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Faults"), QgsProcessing.SourceType.TypeVectorPoint
        )
        self.takes(sink, tr("A point at each fault, with layer, uid, field, code and a sentence."))
        self.gives_number("ERRORS", tr("Number of errors"))
        self.gives_number("WARNINGS", tr("Number of warnings"))

    def carry_out(self, asked):
        found = asked.ask(
            "check",
            registry=asked.file(shared.REGISTRY),
            layers=asked.names(shared.LAYERS),
            version=asked.text(shared.VERSION),
        )
        known = fields(*((one, "text") for one in ("layer", "uid", "field", "severity", "code", "text")))
        sink = asked.sink("OUTPUT", known, QgsWkbTypes.Type.Point, found.get("crs", "EPSG:4326"))
        for one in found["findings"]:
            asked.check_cancelled()
            shape = geometry(one.get("wkb"))
            place = shape.pointOnSurface() if not shape.isNull() else shape
            facts = [one.get(name) for name in ("layer", "uid", "field", "severity", "code", "text")]
            sink.add(feature(known, facts, place))
        severities = [one.get("severity") for one in found["findings"]]
        errors = severities.count("error")
        by = found.get("by_severity") or {"error": errors, "warning": len(severities) - errors}
        return {"OUTPUT": sink.close(), "ERRORS": by.get("error", 0), "WARNINGS": by.get("warning", 0)}


class RefreshDrawings(Algorithm):
    key = "refresh_drawings"
    group_key = "roads"
    needs_full = True

    def title(self):
        return tr("Refresh the drawings of events")

    def about(self):
        return tr(
            "Draws events (repairs, surveys) anew along their roads where their drawing no longer follows "
            "their measures. The measures, from which figures are counted, are not touched."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg"

    def declare(self):
        shared.takes_registry(self)
        shared.takes_author(self)
        shared.gives_registry(self)
        self.gives_number("DRAWN", tr("Events drawn anew"))

    def carry_out(self, asked):
        registry = asked.file(shared.REGISTRY)
        done = asked.ask("refresh_drawings", registry=registry, author=author_of(asked.text(shared.AUTHOR)))
        return {shared.REGISTRY: registry, "DRAWN": done["drawn"]}


ALGORITHMS = (Import, Export, Check, RefreshDrawings)
