"""Versions of a registry on the map, read-only, straight from the ledger's views of all row versions.

QGIS's OGR provider reads the ledger and writes nothing to it: a layer that cannot be edited is never opened
for writing, so that neither the journal mode nor a byte of the file changes, and commits go on beside it.
"""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsEditorWidgetSetup,
    QgsMapLayer,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtXml import QDomDocument

from ..language import language, tr
from ..layers_followed import plain, table_of
from ..session import REGISTRY, VERSION
from .opening import open_read_only

#: Columns of a history view that are not the layer's own.
TECHNICAL = ("OGC_FID", "from_rev", "to_rev")
_TIMES = ("from_time", "to_time")
#: Marks the group of one version in the layer tree.
GROUP = "infra_registry/version_group"

_STYLE = (
    QgsMapLayer.StyleCategory.Symbology
    | QgsMapLayer.StyleCategory.Labeling
    | QgsMapLayer.StyleCategory.Fields
    | QgsMapLayer.StyleCategory.Forms
    | QgsMapLayer.StyleCategory.MapTips
    | QgsMapLayer.StyleCategory.AttributeTable
    | QgsMapLayer.StyleCategory.Rendering
)


class VersionLayers(QObject):
    """Loads layers of the registry in use as they were at a version."""

    loaded = pyqtSignal(object)  # the layers that came

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session

    def load(self, layers, version, title):
        """Add layers at a version to the project, in a group of their own.

        Parameters
        ----------
        layers : list of (name, title), the one drawn lowest first
        version : str
            A version spec, such as ``12`` or ``tag:2024-report``.
        title : str
            Of the group.
        """
        registry = self._session.registry
        self._sources(registry, list(layers), version, [], lambda found: self._open(registry, found, title))

    def history(self, layers, then):
        """Open all row versions of layers; ``then`` gets (name, layer) pairs, not yet in the project."""
        registry = self._session.registry

        def opened(found):
            wanted = [(uri(source, whole=True), title) for _, title, source in found]
            open_read_only(
                self._session,
                wanted,
                lambda made: then(list(self._dressed(registry, found, made, "*"))),
                self,
            )

        self._sources(registry, list(layers), "head", [], opened)

    def _sources(self, registry, waiting, version, found, then):
        """Ask where each layer is, one question after another."""
        if not waiting:
            then(found)
            return
        (name, title), *rest = waiting

        def answered(source):
            self._sources(registry, rest, version, [*found, (name, title, source)], then)

        def refused(error):
            # A layer that was not defined then is left out of that version.
            if error.code == "UnknownLayer":
                self._sources(registry, rest, version, found, then)
            elif error.code != "Cancelled":
                self._session.error(error)

        self._session.ask(
            "version_source", then=answered, otherwise=refused,
            registry=registry, layer=name, version=version, language=language(),
        )  # fmt: skip

    def _open(self, registry, found, title):
        if not found:
            self._session.done(tr("None of these layers was in the registry then."))
            return
        wanted = [(uri(source), layer_title) for _, layer_title, source in found]

        def opened(layers):
            group = version_group(registry, found[0][2]["revision"], title)
            made = []
            for _, layer in self._dressed(registry, found, layers, found[0][2]["revision"]):
                QgsProject.instance().addMapLayer(layer, False)
                group.insertLayer(0, layer).setExpanded(False)
                made.append(layer)
            self.loaded.emit(made)

        open_read_only(self._session, wanted, opened, self)

    def _dressed(self, registry, found, layers, version):
        """(name, layer) of those that could be opened, styled and marked."""
        for (name, title, source), layer in zip(found, layers):
            if not layer.isValid():
                text = tr("QGIS cannot open %1 of the registry; check that the file is where it was.")
                self._session.error(text.replace("%1", title))
                continue
            if source.get("crs") and not layer.crs().isValid():
                layer.setCrs(QgsCoordinateReferenceSystem(source["crs"]))
            dress(layer, self._model(name), source.get("qml"))
            layer.setCustomProperty(REGISTRY, plain(registry))
            layer.setCustomProperty(VERSION, f"{name}@{version}")
            yield name, layer

    def _model(self, name):
        """A layer of the project that shows the same table, for its style."""
        for path in [self._session.workspace, *self._session.workspaces()]:
            layer = self._session.layers_of(path).get(name) if path else None
            if layer is not None:
                return layer
        return None


def uri(source, whole=False):
    """What QGIS's OGR provider opens; ``whole``: all row versions, not those of the one version."""
    text = f"{plain(source['path'])}|layername={source['table']}"
    return text if whole or not source.get("subset") else f"{text}|subset={source['subset']}"


def dress(layer, model, qml):
    """Give a layer the style, forms and titles of another, else of a style document."""
    document = QDomDocument()
    if model is not None:
        model.exportNamedStyle(document, QgsReadWriteContext(), _STYLE)
    elif qml:
        document.setContent(qml)
    else:
        return
    layer.importNamedStyle(document, _STYLE)
    for number, field in enumerate(layer.fields()):
        if field.name() in TECHNICAL:
            layer.setEditorWidgetSetup(number, QgsEditorWidgetSetup("Hidden", {}))
        elif field.name() in _TIMES:
            since = field.name() == "from_time"
            layer.setFieldAlias(number, tr("In the registry since") if since else tr("In the registry until"))


def version_group(registry, revision, title):
    """The group of one version of a registry, made on top of the tree if it is not there."""
    root = QgsProject.instance().layerTreeRoot()
    mark = f"{plain(registry)}@{revision}"
    for group in root.findGroups(True):
        if group.customProperty(GROUP) == mark:
            return group
    group = root.insertGroup(0, title)
    group.setCustomProperty(GROUP, mark)
    return group


def version_layers():
    """Layers of the project that show a version of a registry."""
    return [one for one in QgsProject.instance().mapLayers().values() if one.customProperty(VERSION)]


def registry_layer(layer):
    """(registry or None, workspace or None, name of the layer there) of a layer of ours, else None."""
    from ..layers_followed import file_of
    from ..session import WORKSPACE

    if layer is None:
        return None
    version = layer.customProperty(VERSION)
    if version:
        return layer.customProperty(REGISTRY), None, version.rpartition("@")[0]
    if layer.customProperty(WORKSPACE):
        return None, file_of(layer), table_of(layer)
    return None
