"""Algorithms about versions: lists, differences, lives of features, and going back."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..language import tr
from . import parameters as shared
from .algorithm import Algorithm
from .author import author_of
from .features import NO_GEOMETRY, feature, fields, geometry, geometry_type


class History(Algorithm):
    key = "history"
    group_key = "history"

    def title(self):
        return tr("History of a registry")

    def about(self):
        return tr(
            "Lists the commits of a registry, newest first: number, time, author, message, and how many "
            "features of which layers were added, changed and deleted."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYER=repairs SINCE=2024-01-01 COMMITS=commits.csv"

    def declare(self):
        shared.takes_registry(self)
        for name, title, help in (
            (shared.LAYER, tr("Layer"), tr("Only commits that changed this layer; all if empty.")),
            (shared.AUTHOR, tr("Author"), tr("Only commits of this author; all if empty.")),
            ("TEXT", tr("Text"), tr("Only commits whose message holds this text; all if empty.")),
            ("SINCE", tr("From"), tr("Only commits from this day on, such as 2024-01-01.")),
            ("UNTIL", tr("Until"), tr("Only commits up to this day, such as 2024-12-31.")),
        ):
            self.takes(QgsProcessingParameterString(name, title, optional=True), help)
        shared.takes_area(self, tr("Only commits that touched features here; all if empty."))
        limit = QgsProcessingParameterNumber(
            "LIMIT", tr("At most"), QgsProcessingParameterNumber.Type.Integer, 1000, minValue=1
        )
        self.takes(limit, tr("How many commits to list."))
        sink = QgsProcessingParameterFeatureSink(
            "COMMITS", tr("Commits"), QgsProcessing.SourceType.TypeVector
        )
        self.takes(sink, tr("A table with a row for each commit."))
        self.gives_number("COUNT", tr("Number of commits listed"))

    def carry_out(self, asked):
        registry, layer = asked.file(shared.REGISTRY), asked.text(shared.LAYER)
        found = asked.ask(
            "log",
            registry=registry,
            layer=layer,
            author=asked.text(shared.AUTHOR),
            text=asked.text("TEXT"),
            since=asked.text("SINCE"),
            until=asked.text("UNTIL"),
            box=asked.box(shared.AREA, registry, [layer] if layer else None)[0],
            limit=asked.whole("LIMIT"),
        )["commits"]
        known = fields(
            ("revision", "long"), ("time", "text"), ("author", "text"), ("message", "text"),
            ("layers", "text"), ("tags", "text"), ("digest", "text"),
        )  # fmt: skip
        sink = asked.sink("COMMITS", known, NO_GEOMETRY, None)
        for one in found:
            asked.check_cancelled()
            layers = ", ".join(
                f"{each['name']} +{each['added']} ~{each['changed']} -{each['deleted']}"
                for each in one.get("layers") or []
            )
            tags = ", ".join(str(each) for each in one.get("tags") or [])
            facts = [one["revision"], one["local_time"], one["author"], one["message"]]
            sink.add(feature(known, [*facts, layers, tags, one["digest"]]))
        return {"COMMITS": sink.close(), "COUNT": len(found)}


class FeatureHistory(Algorithm):
    key = "feature_history"
    group_key = "history"

    def title(self):
        return tr("History of a feature")

    def about(self):
        return tr(
            "Lists the life of one feature: each commit that changed it, and every value before and after."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYER=roads UID=0190a1b2c3d4e5f60718293a4b5c6d7e CHANGES=life.csv"

    def declare(self):
        shared.takes_registry(self)
        shared.takes_layer(self)
        shared.takes_uid(self)
        sink = QgsProcessingParameterFeatureSink(
            "CHANGES", tr("Changes"), QgsProcessing.SourceType.TypeVector
        )
        self.takes(sink, tr("A table with a row for each value that changed, newest first."))
        self.gives_number("VERSIONS", tr("Number of versions"))

    def carry_out(self, asked):
        found = asked.ask(
            "history",
            registry=asked.file(shared.REGISTRY),
            layer=asked.text(shared.LAYER),
            uid=asked.text(shared.UID),
        )["versions"]
        names = ("time", "author", "message", "kind", "field", "old", "new")
        known = fields(("revision", "long"), *((one, "text") for one in names))
        sink = asked.sink("CHANGES", known, NO_GEOMETRY, None)
        for one in found:
            made = one["commit"]
            facts = [made["revision"], made["local_time"], made["author"], made["message"], one["kind"]]
            rows = [[each["name"], each["shown_old"], each["shown_new"]] for each in one["columns"]]
            for row in rows or [[None, None, None]]:
                sink.add(feature(known, facts + row))
        return {"CHANGES": sink.close(), "VERSIONS": len(found)}


class Difference(Algorithm):
    key = "difference"
    group_key = "history"
    LIMIT = 10_000_000

    def title(self):
        return tr("Difference of two versions")

    def about(self):
        return tr(
            "Gives the features of a layer that differ between two versions: what kind of change, which "
            "fields, old and new values, and the geometry (the old one of deleted features)."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYER=roads OLDER=2024-12-31 NEWER=head OUTPUT=difference.gpkg"

    def declare(self):
        shared.takes_registry(self)
        shared.takes_layer(self)
        shared.takes_version(self, "OLDER", tr("Older version"), None)
        shared.takes_version(self, "NEWER", tr("Newer version"))
        sink = QgsProcessingParameterFeatureSink("OUTPUT", tr("Changed features"))
        self.takes(
            sink, tr("The features that differ, with the fields layer, uid, kind, label, fields, changes.")
        )
        before = QgsProcessingParameterFeatureSink(
            "BEFORE", tr("Geometries before"), optional=True, createByDefault=False
        )
        self.takes(before, tr("Geometries of changed and deleted features at the older version."))
        self.gives_number("ADDED", tr("Features added"))
        self.gives_number("CHANGED", tr("Features changed"))
        self.gives_number("DELETED", tr("Features deleted"))

    def carry_out(self, asked):
        registry, layer = asked.file(shared.REGISTRY), asked.text(shared.LAYER)
        newer = asked.text("NEWER") or "head"
        asked_for = {"registry": registry, "older": asked.text("OLDER"), "newer": newer, "limit": self.LIMIT}
        found = asked.ask("difference", layers=[layer], **asked_for)["features"]
        place = asked.ask("version_source", registry=registry, layer=layer, version=newer)
        shapes, crs = {}, place.get("crs")
        if place.get("geometry"):
            drawn = asked.ask("difference_geometry", layer=layer, **asked_for)
            shapes, crs = {one["uid"]: one for one in drawn["features"]}, drawn["crs"]
        kind = geometry_type(place.get("geometry"))
        known = fields(*((one, "text") for one in ("layer", "uid", "kind", "label", "fields", "changes")))
        after = asked.sink("OUTPUT", known, kind, crs)
        before = asked.sink("BEFORE", known, kind, crs) if asked.wanted("BEFORE") else None
        for one in found:
            asked.check_cancelled()
            changed = [each["name"] for each in one["columns"]]
            changed += ["geometry"] if one["geometry_changed"] else []
            told = "; ".join(
                f"{each['name']}: {each['shown_old']} → {each['shown_new']}" for each in one["columns"]
            )
            row = [one["layer"], one["uid"], one["kind"], one["label"], ", ".join(changed), told]
            drawn = shapes.get(one["uid"], {})
            last = drawn.get("old") if one["kind"] == "deleted" else drawn.get("new")
            after.add(feature(known, row, geometry(last), kind))
            if before is not None and one["kind"] != "added":
                before.add(feature(known, row, geometry(drawn.get("old")), kind))
        results = {"OUTPUT": after.close()}
        if before is not None:
            results["BEFORE"] = before.close()
        for name in ("added", "changed", "deleted"):
            results[name.upper()] = sum(one["kind"] == name for one in found)
        return results


class Restore(Algorithm):
    key = "restore"
    group_key = "history"

    def title(self):
        return tr("Restore a feature")

    def about(self):
        return tr(
            "Makes a feature what it was at an older version, by a new commit; a deleted feature comes back. "
            "Nothing is removed from the history."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg LAYER=roads UID=0190a1b2c3d4e5f60718293a4b5c6d7e VERSION=2024-12-31"

    def declare(self):
        shared.takes_registry(self)
        shared.takes_layer(self)
        shared.takes_uid(self)
        shared.takes_version(self)
        shared.takes_message(self, optional=True)
        shared.takes_author(self)
        shared.gives_registry(self)
        self.gives_number("REVISION", tr("Number of the commit (0 if nothing had changed)"))

    def carry_out(self, asked):
        registry = asked.file(shared.REGISTRY)
        made = asked.ask(
            "restore",
            registry=registry,
            layer=asked.text(shared.LAYER),
            uid=asked.text(shared.UID),
            version=asked.text(shared.VERSION),
            author=author_of(asked.text(shared.AUTHOR)),
            message=asked.text(shared.MESSAGE),
        )["commit"]
        return {shared.REGISTRY: registry, "REVISION": made["revision"] if made else 0}


class Revert(Algorithm):
    key = "revert"
    group_key = "history"

    def title(self):
        return tr("Revert a commit")

    def about(self):
        return tr(
            "Undoes one commit by a new one. If later commits changed the same features, it stops, unless "
            "they are to stay as they are."
        )

    def example(self):
        return "REGISTRY=atyrau.gpkg REVISION=12"

    def declare(self):
        shared.takes_registry(self)
        number = QgsProcessingParameterNumber(
            "REVISION", tr("Commit to undo"), QgsProcessingParameterNumber.Type.Integer, minValue=1
        )
        self.takes(number, tr("The number of the commit, as the history lists it."))
        self.takes(
            QgsProcessingParameterBoolean(
                "KEEP_LATER", tr("Leave features changed later as they are"), False
            ),
            tr("If not ticked, such features stop it and are named."),
        )
        shared.takes_author(self)
        shared.gives_registry(self)
        self.gives_number("COMMITTED", tr("Number of the new commit (0 if nothing had changed)"))

    def carry_out(self, asked):
        registry = asked.file(shared.REGISTRY)
        made = asked.ask(
            "revert",
            registry=registry,
            revision=asked.whole("REVISION"),
            keep_later=asked.yes("KEEP_LATER"),
            author=author_of(asked.text(shared.AUTHOR)),
        )["commit"]
        return {shared.REGISTRY: registry, "COMMITTED": made["revision"] if made else 0}


ALGORITHMS = (History, FeatureHistory, Difference, Restore, Revert)
