"""Algorithms that compute indicators: a table, the features behind it, totals and a receipt."""

import json

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..language import tr
from . import parameters as shared
from .algorithm import Algorithm
from .features import NO_GEOMETRY, feature, fields, geometry
from .outlines import area_of

KINDS = {"text": "text", "number": "real", "integer": "long", "date": "text"}


def evidence_sinks():
    """Outputs of the features behind a figure: name, title, type of source, type of geometry."""
    return (
        (
            "POINTS",
            tr("Points behind the figures"),
            QgsProcessing.SourceType.TypeVectorPoint,
            QgsWkbTypes.Type.MultiPoint,
        ),
        (
            "LINES",
            tr("Lines behind the figures"),
            QgsProcessing.SourceType.TypeVectorLine,
            QgsWkbTypes.Type.MultiLineString,
        ),
        (
            "POLYGONS",
            tr("Polygons behind the figures"),
            QgsProcessing.SourceType.TypeVectorPolygon,
            QgsWkbTypes.Type.MultiPolygon,
        ),
    )


class Figure(Algorithm):
    """An indicator. A subclass names it and its groupings, and may take parameters of its own."""

    group_key = "statistics"
    needs_full = True
    indicator = ""
    drawn = ("POINTS", "LINES", "POLYGONS")

    def groupings(self):
        """Pairs of name and title."""
        return ()

    def totals(self):
        """Columns whose total is a result: pairs of name and title."""
        return ()

    def declare_own(self):
        """Parameters of the indicator."""

    def own(self, asked):
        """Their values, as the indicator takes them."""
        return {}

    def declare(self):
        shared.takes_registry(self)
        shared.takes_version(self)
        if self.groupings():
            titles = [title for _, title in self.groupings()]
            by = QgsProcessingParameterEnum("BY", tr("Grouping"), titles, allowMultiple=True, optional=True)
            numbered = ", ".join(f"{number} {title}" for number, title in enumerate(titles))
            self.takes(
                by, tr("What the rows are: {choices}. Nothing gives one row.").format(choices=numbered)
            )
        self.declare_own()
        area = QgsProcessingParameterFeatureSource(
            shared.AREA, tr("Area"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
        )
        self.takes(area, tr("Polygons that limit what is counted (selected features only, if wanted)."))
        where = QgsProcessingParameterString("WHERE", tr("Condition"), optional=True)
        self.takes(
            where,
            tr("An SQL condition on the features counted, such as region_code = 'KZ-23'."),
            advanced=True,
        )
        since = QgsProcessingParameterString("SINCE", tr("Compare with version"), optional=True)
        self.takes(
            since,
            tr("An older version: the table then has each figure before, now, and the change."),
            advanced=True,
        )
        table = QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Figures"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
        )
        self.takes(table, tr("A table with a row for each group."))
        for name, title, source, _ in evidence_sinks():
            if name in self.drawn:
                sink = QgsProcessingParameterFeatureSink(
                    name, title, source, optional=True, createByDefault=len(self.drawn) == 1
                )
                self.takes(sink, tr("The features that were counted, each drawn where it counts."))
        shared.takes_target(
            self, "FILE", tr("Figures as a file"), file_filter(),
            tr("Excel, CSV, JSON, GeoJSON of the evidence, a chart, or a report; by the ending of its name."),
            optional=True,
        )  # fmt: skip
        shared.takes_target(
            self, "RECEIPT_FILE", tr("Receipt"), tr("Receipt (*.json)"),
            tr("What the figures were computed from, so that anyone can compute them again."), optional=True,
        )  # fmt: skip
        for name, title in self.totals():
            self.gives_number(name.upper(), title)
        self.gives_text("TOTALS", tr("Totals (JSON)"))
        self.gives_text("RECEIPT", tr("Digest of the result"))
        self.gives_number("REVISION", tr("Commit that was counted"))

    def carry_out(self, asked):
        known = self.groupings()
        by = [known[number][0] for number in asked.numbers("BY")] if known else asked.names("BY") or []
        found = asked.ask(
            "statistics",
            registry=asked.file(shared.REGISTRY),
            indicator=asked.text("INDICATOR") if not self.indicator else self.indicator,
            by=by,
            version=asked.text(shared.VERSION),
            where=asked.text("WHERE"),
            since=asked.text("SINCE"),
            area=area_of(asked, shared.AREA),
            parameters=self.own(asked),
        )
        return told(asked, found, [name for name, _ in self.totals()])


def told(asked, found, totals=()):
    """The results of an algorithm out of a result of the worker."""
    results = {"REVISION": found["receipt"]["revision"], "RECEIPT": found["receipt"]["result"]}
    for note in found["notes"]:
        asked.say(note)
    total = found.get("total") or {}
    results["TOTALS"] = json.dumps(total, ensure_ascii=False)
    for name in totals:
        results[name.upper()] = total.get(name)
    if asked.wanted("OUTPUT"):
        results["OUTPUT"] = _tabled(asked, found)
    drawn = [one for one in evidence_sinks() if asked.wanted(one[0])]
    if drawn:
        results.update(_drawn(asked, found["result_id"], drawn))
    if path := asked.target("FILE"):
        number = found["result_id"]
        if path.lower().endswith((".html", ".htm")):
            asked.ask("report", registry=asked.file(shared.REGISTRY), result_ids=[number], path=path)
        else:
            asked.ask("export_result", result_id=number, path=path)
        results["FILE"] = path
    if path := asked.target("RECEIPT_FILE"):
        _write(path, json.dumps(found["receipt"], ensure_ascii=False, indent=2, sort_keys=True) + "\n")
        results["RECEIPT_FILE"] = path
    return results


def _tabled(asked, found):
    columns = found["columns"]
    known = fields(*((one["name"], KINDS.get(one.get("type"), "text")) for one in columns))
    sink = asked.sink("OUTPUT", known, NO_GEOMETRY, None)
    for row in found["rows"]:
        asked.check_cancelled()
        sink.add(feature(known, row))
    return sink.close()


def _drawn(asked, result_id, wanted):
    found = asked.ask("evidence", result_id=result_id)
    known = fields(("row", "long"), ("layer", "text"), ("uid", "text"), ("label", "text"), ("value", "real"))
    sinks = {}
    for name, _, _, kind in wanted:
        sinks[QgsWkbTypes.geometryType(kind)] = (name, kind, asked.sink(name, known, kind, found["crs"]))
    for one in found["features"]:
        asked.check_cancelled()
        shape = geometry(one.get("wkb"))
        chosen = sinks.get(shape.type()) if not shape.isNull() else None
        if chosen is not None:
            facts = [one["row"], one["layer"], one["uid"], one.get("label"), one.get("value")]
            chosen[2].add(feature(known, facts, shape, chosen[1]))
    return {name: sink.close() for name, _, sink in sinks.values()}


def _write(path, text):
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise QgsProcessingException(
            tr("{path} cannot be written: {error}").format(path=path, error=error.strerror)
        ) from None


def file_filter():
    """Formats of a result, as file dialogs take them."""
    return ";;".join(
        (
            "Excel (*.xlsx)", "CSV (*.csv)", "JSON (*.json)", tr("Evidence as GeoJSON (*.geojson)"),
            tr("Chart as PNG (*.png)"), tr("Chart as SVG (*.svg)"), tr("Report as a web page (*.html)"),
        )
    )  # fmt: skip
