"""Algorithms that make a workspace, tell what was edited in it, and keep it up to date."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsVectorLayer,
)

from ..language import in_language, tr
from . import parameters as shared
from .algorithm import Algorithm
from .features import NO_GEOMETRY, feature, fields
from .loading import load_when_done

KINDS = ("added", "changed", "deleted")


class Checkout(Algorithm):
    key = "checkout"
    group_key = "editing"

    def title(self):
        return tr("Check out a workspace")

    def about(self):
        return tr(
            "Writes layers of a registry into a GeoPackage that QGIS edits like any other. What is edited "
            "there is committed back later; the registry itself is not touched."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYERS=roads,repairs WORKSPACE=work.gpkg"

    def declare(self):
        shared.takes_registry(self)
        shared.takes_layers(self)
        shared.takes_version(self)
        shared.takes_area(self, tr("Only features whose bounding box overlaps this one; all if empty."))
        shared.takes_target(
            self,
            shared.WORKSPACE,
            tr("Workspace"),
            shared.geopackages(),
            tr("The GeoPackage to write. It must not exist yet."),
        )
        load = QgsProcessingParameterBoolean("LOAD", tr("Add its layers to the project"), False)
        self.takes(load, tr("Shows the layers, styled, when it is done."))
        self.gives_number("FEATURES", tr("Features checked out"))
        self.gives_number("REVISION", tr("Commit it is based on"))

    def carry_out(self, asked):
        registry, layers = asked.file(shared.REGISTRY), asked.names(shared.LAYERS)
        box, crs = asked.box(shared.AREA, registry, layers)
        info = asked.ask(
            "checkout",
            registry=registry,
            workspace=asked.target(shared.WORKSPACE),
            layers=layers,
            version=asked.text(shared.VERSION),
            box=box,
            crs=crs,
        )
        path, total = info["path"], 0
        for one in info["layers"]:
            source = f"{path}|layername={one['name']}"
            count = QgsVectorLayer(source, one["name"], "ogr").featureCount()
            asked.say(f"{one['name']}: {count}")
            total += count
            if asked.yes("LOAD"):
                load_when_done(asked.context, source, in_language(one["title"]), path)
        revision = info["base"]["revision"] if info["base"] else info["revision"]
        return {shared.WORKSPACE: path, "FEATURES": total, "REVISION": revision}


class Status(Algorithm):
    key = "status"
    group_key = "editing"

    def title(self):
        return tr("Status of a workspace")

    def about(self):
        return tr(
            "Counts what was added, changed and deleted in a workspace since its last commit, its open "
            "conflicts, and the newer commits of its registry; lists the changed features if asked."
        )

    def example(self):
        return "WORKSPACE=work.gpkg CHANGES=changes.csv"

    def declare(self):
        shared.takes_workspace(self)
        sink = QgsProcessingParameterFeatureSink(
            "CHANGES",
            tr("Changed features"),
            QgsProcessing.SourceType.TypeVector,
            optional=True,
            createByDefault=True,
        )
        self.takes(
            sink, tr("A table with a row for each changed column: layer, uid, kind, label, field, old, new.")
        )
        shared.gives_workspace(self)
        for kind in KINDS:
            self.gives_number(kind.upper(), kind_title(kind))
        self.gives_number("CONFLICTS", tr("Open conflicts"))
        self.gives_number("NEWER_COMMITS", tr("Newer commits in the registry (-1 if it cannot be reached)"))

    def carry_out(self, asked):
        workspace = asked.file(shared.WORKSPACE)
        info = asked.ask("workspace_info", workspace=workspace)
        counts = {kind.upper(): sum(one[kind] for one in info["layers"]) for kind in KINDS}
        newer = info.get("newer_commits")
        results = {
            shared.WORKSPACE: workspace,
            **counts,
            "CONFLICTS": info["conflicts"],
            "NEWER_COMMITS": -1 if newer is None else newer,
        }
        for one in info["layers"]:
            asked.say(f"{one['name']}: +{one['added']} ~{one['changed']} -{one['deleted']}")
        if asked.wanted("CHANGES"):
            found = asked.ask("changes", workspace=workspace, limit=1_000_000)
            results["CHANGES"] = listed(asked, "CHANGES", found["features"])
        return results


def listed(asked, name, changes):
    """Changed features as a table, a row for each column that differs."""
    columns = ("layer", "uid", "kind", "label", "field", "old", "new")
    known = fields(*((one, "text") for one in columns))
    sink = asked.sink(name, known, NO_GEOMETRY, None)
    for one in changes:
        asked.check_cancelled()
        facts = [one["layer"], one["uid"], one["kind"], one["label"]]
        rows = [[each["name"], each["shown_old"], each["shown_new"]] for each in one["columns"]]
        if one["geometry_changed"]:
            rows.append(["geometry", None, None])
        for row in rows or [[None, None, None]]:
            sink.add(feature(known, facts + row))
    return sink.close()


class Update(Algorithm):
    key = "update"
    group_key = "editing"

    def title(self):
        return tr("Update a workspace")

    def about(self):
        return tr(
            "Brings what others committed into a workspace. Edits made there stay; what two people changed "
            "differently becomes a conflict."
        )

    def example(self):
        return "WORKSPACE=work.gpkg"

    def declare(self):
        shared.takes_workspace(self)
        shared.takes_version(self)
        shared.gives_workspace(self)
        self.gives_number("REVISION", tr("Commit it is based on now"))
        self.gives_number("APPLIED", tr("Features brought in"))
        self.gives_number("MERGED", tr("Features merged with edits made here"))
        self.gives_number("CONFLICTS", tr("Open conflicts"))

    def carry_out(self, asked):
        workspace = asked.file(shared.WORKSPACE)
        done = asked.ask("update", workspace=workspace, version=asked.text(shared.VERSION))
        return {
            shared.WORKSPACE: workspace,
            "REVISION": done["to"],
            "APPLIED": done["applied"],
            "MERGED": done["merged"],
            "CONFLICTS": done["conflicts"],
        }


def kind_title(kind):
    return {
        "added": tr("Features added"),
        "changed": tr("Features changed"),
        "deleted": tr("Features deleted"),
    }[kind]


ALGORITHMS = (Checkout, Status, Update)
