"""Official statements beside computed figures; receipts computed again; what can be computed."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)

from ..language import tr
from . import parameters as shared
from .algorithm import Algorithm
from .features import NO_GEOMETRY, feature, fields
from .figures import Figure, told


class Claims(Figure):
    key = "claims"
    drawn = ()

    def title(self):
        return tr("Check claims")

    def about(self):
        return tr(
            "Sets each official statement beside the figure that the registry computes: it agrees, differs "
            "by how much, cannot be checked and why, or is a target with its progress. Lists contradictions."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg OUTPUT=claims.csv FILE=claims.xlsx"

    def carry_out(self, asked):
        found = asked.ask(
            "claims",
            registry=asked.file(shared.REGISTRY),
            version=asked.text(shared.VERSION),
            where=asked.text("WHERE"),
        )
        results = told(asked, found)
        names = [one["name"] for one in found["columns"]]
        verdicts = [row[names.index("verdict")] for row in found["rows"]]
        for name, verdict, _ in verdict_counts():
            results[name] = verdicts.count(verdict)
        return results

    def declare(self):
        super().declare()
        self.removeParameter(shared.AREA)
        self.removeParameter("SINCE")
        for name, _, title in verdict_counts():
            self.gives_number(name, title)


def verdict_counts():
    return (
        ("AGREE", "agrees", tr("Claims that agree")), ("DIFFER", "differs", tr("Claims that differ")),
        ("TARGETS", "target", tr("Targets")),
        ("UNCHECKED", "not computable", tr("Claims that cannot be checked")),
    )  # fmt: skip


class VerifyReceipt(Algorithm):
    key = "verify_receipt"
    group_key = "statistics"
    needs_full = True

    def title(self):
        return tr("Verify a receipt")

    def about(self):
        return tr("Computes the figures of a receipt again and says whether they still hold.")

    def example(self):
        return "REGISTRY=atyrau.gpkg RECEIPT=receipt.json"

    def declare(self):
        shared.takes_registry(self)
        file = QgsProcessingParameterFile("RECEIPT", tr("Receipt"), fileFilter=tr("Receipt (*.json)"))
        self.takes(file, tr("A receipt, or a result saved as JSON, which holds one."))
        self.addOutput(QgsProcessingOutputBoolean("HOLDS", tr("The receipt holds")))
        self.gives_text("TEXT", tr("What was found"))

    def carry_out(self, asked):
        found = asked.ask("verify_receipt", path=asked.file("RECEIPT"), registry=asked.file(shared.REGISTRY))
        asked.say(found["text"])
        return {"HOLDS": found["holds"], "TEXT": found["text"]}


class ListIndicators(Algorithm):
    key = "indicators"
    group_key = "statistics"
    needs_full = True

    def title(self):
        return tr("List indicators")

    def about(self):
        return tr("Lists every indicator with its formula, source, groupings and parameters.")

    def example(self):
        return "OUTPUT=indicators.csv"

    def declare(self):
        sink = QgsProcessingParameterFeatureSink(
            "OUTPUT", tr("Indicators"), QgsProcessing.SourceType.TypeVector
        )
        self.takes(sink, tr("A table with a row for each indicator."))
        self.gives_number("COUNT", tr("Number of indicators"))

    def carry_out(self, asked):
        found = asked.ask("indicators")["indicators"]
        names = ("name", "title", "formula", "source", "groupings", "parameters")
        known = fields(*((one, "text") for one in names))
        sink = asked.sink("OUTPUT", known, NO_GEOMETRY, None)
        for one in found:
            groupings = ", ".join(each["name"] for each in one["groupings"])
            parameters = "; ".join(f"{each['name']}={each['default']}" for each in one["parameters"])
            facts = [one["name"], one["title"], one["formula"], one["source"]]
            sink.add(feature(known, [*facts, groupings, parameters]))
        return {"OUTPUT": sink.close(), "COUNT": len(found)}


ALGORITHMS = (ListIndicators, Claims, VerifyReceipt)
