"""The difference of two versions as layers in memory: what was added, changed and deleted, in colours."""

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProject,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..changes_panel.kinds import kind_title
from ..compat import FIELD_TYPES, LINE, POINT, POLYGON
from ..geometry_shown import NEW, OLD, geometry_from_hex
from ..language import in_language, language, tr

#: Features of a layer that are shown at most; a difference of more says so.
LIMIT = 10_000
_SLICE = 150  # features made in one turn of the event loop

#: As everywhere in the plugin: new vermilion, old blue, deleted dashed; what changed has both.
_COLOURS = {"added": NEW, "changed": NEW, "before": OLD, "deleted": OLD}


class DifferenceLayers(QObject):
    """Makes one layer in memory for each layer that differs between two versions."""

    loaded = pyqtSignal(object)  # the layers, in their group

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session

    def load(self, older, newer, layers, title):
        """Add the difference to the project.

        Parameters
        ----------
        older, newer : str
            Version specs.
        layers : list of (name, title), the one drawn lowest first
        title : str
            Of the group in the layer tree.
        """
        registry, names = self._session.registry, [name for name, _ in layers]
        titles = dict(layers)

        def answered(result):
            changed = {}
            for one in result["features"]:
                changed.setdefault(one["layer"], []).append(one)
            if not changed:
                self._session.done(tr("The two versions do not differ in these layers."))
                return
            if result["total"] > len(result["features"]):
                text = tr("The difference shows the first %n feature(s) only.", n=len(result["features"]))
                self._session.done(text)
            group = QgsProject.instance().layerTreeRoot().insertGroup(0, title)
            waiting = [name for name in names if name in changed]
            self._shapes(registry, older, newer, waiting, changed, titles, group, [])

        self._session.ask(
            "difference", title=tr("Comparing two versions"), lane="long", then=answered,
            registry=registry, older=older, newer=newer, layers=names, limit=LIMIT, language=language(),
        )  # fmt: skip

    def _shapes(self, registry, older, newer, waiting, changed, titles, group, made):
        if not waiting:
            self.loaded.emit(made)
            return
        name, *rest = waiting

        def answered(result):
            drawn = {one["uid"]: one for one in result["features"]}
            layer = memory_layer(titles[name], result["crs"], drawn.values())
            present = set()
            steps = _features(layer, changed[name], drawn, present)

            def go_on():
                part = [feature for _, feature in zip(range(_SLICE), steps)]
                if part:
                    layer.dataProvider().addFeatures(part)
                    QTimer.singleShot(0, go_on)
                    return
                layer.updateExtents()
                dress(layer, present)
                QgsProject.instance().addMapLayer(layer, False)
                group.insertLayer(0, layer)
                self._shapes(registry, older, newer, rest, changed, titles, group, [*made, layer])

            go_on()

        self._session.ask(
            "difference_geometry", lane="long", then=answered,
            registry=registry, older=older, newer=newer, layer=name, limit=LIMIT, language=language(),
        )  # fmt: skip


def memory_layer(title, crs, drawn):
    """An empty layer in memory for these features; one without geometry where none has any."""
    kind = "None"
    for one in drawn:
        geometry = geometry_from_hex(one["new"] or one["old"])
        if geometry is not None:
            kind = QgsWkbTypes.displayString(QgsWkbTypes.multiType(geometry.wkbType()))
            break
    layer = QgsVectorLayer(kind, title, "memory")
    if crs and kind != "None":
        layer.setCrs(QgsCoordinateReferenceSystem(crs))
    fields = [
        ("kind", tr("Change")), ("label", tr("Feature")), ("changes", tr("What changed")), ("uid", "uid"),
    ]  # fmt: skip
    layer.dataProvider().addAttributes([QgsField(name, FIELD_TYPES["text"]) for name, _ in fields])
    layer.updateFields()
    for number, (_, alias) in enumerate(fields):
        layer.setFieldAlias(number, alias)
    layer.setDisplayExpression('"label"')
    # Nothing would be saved anywhere.
    layer.setReadOnly(True)
    return layer


def _features(layer, changed, drawn, present):
    """The features to add; ``present`` collects their kinds."""
    fields = QgsFields(layer.fields())
    for one in changed:
        shapes = drawn.get(one["uid"], {"old": None, "new": None})
        sides = [(one["kind"], shapes["old"] if one["kind"] == "deleted" else shapes["new"])]
        if one["kind"] == "changed" and one.get("geometry_changed"):
            sides.append(("before", shapes["old"]))
        for kind, shape in sides:
            present.add(kind)
            feature = QgsFeature(fields)
            feature.setAttributes([kind, one["label"], told(one), one["uid"]])
            geometry = geometry_from_hex(shape)
            if geometry is not None:
                geometry.convertToMultiType()
                feature.setGeometry(geometry)
            yield feature


def told(change):
    """The values that differ, one a line: ``Lanes: 2 → 4``."""
    nothing = tr("no value")
    lines = []
    for column in change["columns"]:
        old, new = (column[f"shown_{side}"] or nothing for side in ("old", "new"))
        title = in_language(column["title"], column["name"])
        value = {"added": new, "deleted": old}.get(change["kind"], f"{old} → {new}")
        lines.append(f"{title}: {value}")
    if change.get("geometry_changed") and change["kind"] == "changed":
        lines.append(tr("Geometry changed"))
    return "\n".join(lines)


def dress(layer, present):
    """Categories in colours, and a map tip that tells what changed."""
    layer.setMapTipTemplate("<b>[% \"label\" %]</b><br>[% replace(\"changes\", '\\n', '<br>') %]")
    if not layer.isSpatial():
        return
    titles = {kind: kind_title(kind) for kind in ("added", "changed", "deleted")}
    titles["before"] = tr("changed, as it was before")
    categories = [
        QgsRendererCategory(kind, _symbol(layer.geometryType(), kind), titles[kind])
        for kind in ("added", "changed", "before", "deleted")
        if kind in present
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("kind", categories))


def _symbol(geometry_type, kind):
    symbol = QgsSymbol.defaultSymbol(geometry_type)
    color, dashed = QColor(_COLOURS[kind]), kind == "deleted"
    edge = QColor(OLD if kind == "changed" else color)
    part = symbol.symbolLayer(0)
    if geometry_type == LINE:
        part.setColor(color)
        part.setWidth(0.5 if kind == "before" else 0.9)
        if dashed:
            part.setPenStyle(Qt.PenStyle.DashLine)
        if kind == "changed":
            below = part.clone()
            below.setColor(edge)
            below.setWidth(1.9)
            symbol.insertSymbolLayer(0, below)
    elif geometry_type == POLYGON:
        inside = QColor(color)
        inside.setAlpha(70 if kind in ("added", "changed") else 0)
        part.setFillColor(inside)
        part.setStrokeColor(edge)
        part.setStrokeWidth(0.4 if kind == "before" else 0.8)
        if dashed:
            part.setStrokeStyle(Qt.PenStyle.DashLine)
    elif geometry_type == POINT:
        part.setSize(2.4 if kind == "before" else 3.6)
        part.setFillColor(QColor("white") if dashed else color)
        part.setStrokeColor(QColor("white") if kind == "added" else edge)
        part.setStrokeWidth(0.3 if kind == "added" else 0.7)
    return symbol
