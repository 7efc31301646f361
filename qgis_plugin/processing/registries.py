"""Algorithms about a registry as a whole: making one, its layers, versions of them, tags, soundness."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsVectorLayer,
)

from ..language import in_language, tr
from . import parameters as shared
from .algorithm import Algorithm
from .author import author_of
from .features import NO_GEOMETRY, feature, fields


class CreateRegistry(Algorithm):
    key = "create_registry"
    group_key = "registry"

    def title(self):
        return tr("Create a registry")

    def about(self):
        return tr(
            "Makes a new registry: one GeoPackage that keeps every version of its layers. Its layers are "
            "those that come with the plugin (roads, repairs, condition, landfills, tourism zones and more), "
            "those of a folder of definitions, or none."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYERS=0"

    def declare(self):
        shared.takes_target(
            self, shared.REGISTRY, tr("Registry"), shared.geopackages(),
            tr("The GeoPackage to make. It must not exist yet."),
        )  # fmt: skip
        titles = [tr("Layers that come with the plugin"), tr("Definitions of a folder"), tr("No layers yet")]
        self.takes(
            QgsProcessingParameterEnum("LAYERS", tr("Layers"), titles, defaultValue=0),
            tr("Which layers it has to begin with."),
        )
        folder = QgsProcessingParameterFile(
            "FOLDER", tr("Folder of definitions"), QgsProcessingParameterFile.Behavior.Folder, optional=True
        )
        self.takes(folder, tr("A folder of TOML files, one a layer; only for definitions of a folder."))
        zone = QgsProcessingParameterString("TIMEZONE", tr("Time zone"), "+05:00", optional=True)
        self.takes(zone, tr("The offset in which days are meant."), advanced=True)
        shared.takes_author(self)
        self.gives_number("LAYER_COUNT", tr("Number of layers"))

    def carry_out(self, asked):
        folder = asked.file("FOLDER")
        layers = ("shipped", folder, "empty")[asked.whole("LAYERS")]
        if layers is None:
            raise QgsProcessingException(tr("Choose the folder that holds the definitions of the layers."))
        info = asked.ask(
            "create_registry",
            path=asked.target(shared.REGISTRY),
            layers=layers,
            author=author_of(asked.text(shared.AUTHOR)),
            timezone=asked.text("TIMEZONE"),
        )
        return {shared.REGISTRY: info["path"], "LAYER_COUNT": len(info["layers"])}


class Layers(Algorithm):
    key = "layers"
    group_key = "registry"

    def title(self):
        return tr("Layers of a registry")

    def about(self):
        return tr("Lists the layers of a registry with their titles, kinds, counts and last changes.")

    def example(self):
        return "REGISTRY=atyrau.gpkg OUTPUT=layers.csv"

    def declare(self):
        shared.takes_registry(self)
        sink = QgsProcessingParameterFeatureSink("OUTPUT", tr("Layers"), QgsProcessing.SourceType.TypeVector)
        self.takes(sink, tr("A table with a row for each layer."))
        self.gives_number("REVISION", tr("Number of the newest commit"))
        self.gives_text("DIGEST", tr("Digest of the newest commit"))

    def carry_out(self, asked):
        info = asked.ask("registry_info", registry=asked.file(shared.REGISTRY))
        known = fields(
            ("name", "text"), ("title", "text"), ("description", "text"), ("geometry", "text"),
            ("crs", "text"), ("features", "long"), ("changed", "text"),
        )  # fmt: skip
        sink = asked.sink("OUTPUT", known, NO_GEOMETRY, None)
        for one in info["layers"]:
            last = one.get("last")
            row = [
                one["name"],
                in_language(one["title"]),
                in_language(one.get("description")),
                one["geometry"],
            ]
            sink.add(feature(known, [*row, one["crs"], one["count"], last["local_time"] if last else None]))
        head = info["head"]
        return {"OUTPUT": sink.close(), "REVISION": head["revision"], "DIGEST": head["digest"]}


class LoadVersion(Algorithm):
    key = "load_version"
    group_key = "history"

    def title(self):
        return tr("Load a version of a layer")

    def about(self):
        return tr("Gives a layer of a registry as it was at any version.")

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYER=roads VERSION=2024-12-31 OUTPUT=roads_2024.gpkg"

    def declare(self):
        shared.takes_registry(self)
        shared.takes_layer(self)
        shared.takes_version(self)
        self.takes(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Layer at that version")),
            tr("The features with all their fields and their uid."),
        )
        self.gives_number("COUNT", tr("Number of features"))
        self.gives_number("REVISION", tr("Commit that the version is"))

    def carry_out(self, asked):
        found = asked.ask(
            "version_source",
            registry=asked.file(shared.REGISTRY),
            layer=asked.text(shared.LAYER),
            version=asked.text(shared.VERSION),
        )
        layer = version_layer(found)
        if not layer.isValid():
            raise QgsProcessingException(
                tr("{path} could not be read by QGIS; check that it is there and may be read.").format(
                    path=found["path"]
                )
            )
        names = ["uid", *(one["name"] for one in found["fields"])]
        columns = [layer.fields().indexFromName(name) for name in names]
        known = layer.fields()
        for position in reversed(range(known.count())):
            if position not in columns:
                known.remove(position)
        columns.sort()
        sink = asked.sink("OUTPUT", known, layer.wkbType(), found.get("crs"))
        total = max(layer.featureCount(), 1)
        for number, one in enumerate(layer.getFeatures()):
            asked.check_cancelled()
            sink.add(feature(known, [one.attributes()[each] for each in columns], one.geometry()))
            asked.feedback.setProgress(100 * number / total)
        return {"OUTPUT": sink.close(), "COUNT": sink.count, "REVISION": found["revision"]}


def version_layer(source):
    """A layer of QGIS that reads a version out of the registry."""
    uri = f"{source['path']}|layername={source['table']}"
    if source.get("subset"):
        uri += f"|subset={source['subset']}"
    return QgsVectorLayer(uri, source["table"], "ogr")


class Tag(Algorithm):
    key = "tag"
    group_key = "history"

    def title(self):
        return tr("Tag a version")

    def about(self):
        return tr("Gives a version a name, such as report-2024, by which it is found for ever.")

    def example(self):
        return "REGISTRY=atyrau.gpkg NAME=report-2024 VERSION=2024-12-31"

    def declare(self):
        shared.takes_registry(self)
        self.takes(QgsProcessingParameterString("NAME", tr("Tag")), tr("The name; no two tags share one."))
        shared.takes_version(self)
        shared.takes_message(self, optional=True)
        shared.takes_author(self)
        shared.gives_registry(self)

    def carry_out(self, asked):
        registry = asked.file(shared.REGISTRY)
        asked.ask(
            "add_tag",
            registry=registry,
            name=asked.text("NAME"),
            version=asked.text(shared.VERSION) or "head",
            message=asked.text(shared.MESSAGE),
            author=author_of(asked.text(shared.AUTHOR)),
        )
        return {shared.REGISTRY: registry}


class Tags(Algorithm):
    key = "tags"
    group_key = "history"

    def title(self):
        return tr("List tags")

    def about(self):
        return tr("Lists the tags of a registry with the commits that they name.")

    def example(self):
        return "REGISTRY=atyrau.gpkg OUTPUT=tags.csv"

    def declare(self):
        shared.takes_registry(self)
        sink = QgsProcessingParameterFeatureSink("OUTPUT", tr("Tags"), QgsProcessing.SourceType.TypeVector)
        self.takes(sink, tr("A table with a row for each tag."))
        self.gives_number("COUNT", tr("Number of tags"))

    def carry_out(self, asked):
        found = asked.ask("tags", registry=asked.file(shared.REGISTRY))["tags"]
        known = fields(("name", "text"), ("revision", "long"), ("author", "text"), ("message", "text"))
        sink = asked.sink("OUTPUT", known, NO_GEOMETRY, None)
        for one in found:
            sink.add(feature(known, [one["name"], one["revision"], one["author"], one["message"]]))
        return {"OUTPUT": sink.close(), "COUNT": len(found)}


class Verify(Algorithm):
    key = "verify"
    group_key = "registry"

    def title(self):
        return tr("Verify a registry")

    def about(self):
        return tr(
            "Computes every digest of the history again and checks the file: proves that nothing was changed "
            "behind the registry's back. Give a digest kept elsewhere to prove that it is the same history."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg"

    def declare(self):
        shared.takes_registry(self)
        head = QgsProcessingParameterString("HEAD", tr("Digest kept elsewhere"), optional=True)
        self.takes(head, tr("64 hexadecimal digits, from a report, a receipt or an export."))
        self.addOutput(QgsProcessingOutputBoolean("SOUND", tr("The registry is sound")))
        self.gives_text("PROBLEMS", tr("What is wrong"))

    def carry_out(self, asked):
        found = asked.ask("verify", registry=asked.file(shared.REGISTRY), head=asked.text("HEAD"))
        problems = [one if isinstance(one, str) else str(one.get("text", one)) for one in found["problems"]]
        for one in problems:
            asked.feedback.reportError(one)
        asked.say(tr("The registry is sound.") if found["sound"] else tr("The registry is not sound."))
        return {"SOUND": found["sound"], "PROBLEMS": "\n".join(problems)}


ALGORITHMS = (CreateRegistry, Layers, Verify, LoadVersion, Tag, Tags)
