"""A new event in the edit buffer of its layer, by the layer's own form, so that QGIS's undo takes it back."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProject,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)
from qgis.gui import QgsAttributeDialog, QgsAttributeEditorContext
from qgis.PyQt.QtCore import QSize, Qt

from ..geometry_shown import geometry_from_hex
from ..language import tr

#: Of a form with some twenty fields: no bar to scroll sideways.
_ROOMY = QSize(620, 640)


def geometry_for(layer, wkb, crs):
    """A drawing of the worker's in the CRS and type of a layer; None where there is none."""
    geometry = geometry_from_hex(wkb)
    if geometry is None:
        return None
    source = QgsCoordinateReferenceSystem(crs)
    if source != layer.crs():
        geometry.transform(QgsCoordinateTransform(source, layer.crs(), QgsProject.instance()))
    if QgsWkbTypes.isMultiType(layer.wkbType()):
        geometry.convertToMultiType()
    return geometry


def new_feature(layer, values):
    """A feature with what the worker says a new event carries; all else at the layer's defaults."""
    fields = layer.fields()
    attributes = {
        fields.indexOf(name): value
        for name, value in values["attributes"].items()
        if fields.indexOf(name) >= 0
    }
    geometry = geometry_for(layer, values["wkb"], values["crs"])
    context = layer.createExpressionContext()
    if geometry is None:
        return QgsVectorLayerUtils.createFeature(layer, attributes=attributes, context=context)
    return QgsVectorLayerUtils.createFeature(layer, geometry, attributes, context)


class EventForms:
    """Forms of new events that are open."""

    def __init__(self, session):
        self._session = session
        self._open = {}

    def open(self, layer, values):
        """Show the layer's form for a new event, the layer put into editing; None where it may not be."""
        if not layer.isEditable() and not layer.startEditing():
            text = tr("%1 cannot be edited; check that its file may be written.")
            self._session.error(text.replace("%1", layer.name()))
            return None
        feature = new_feature(layer, values)
        form = QgsAttributeDialog(layer, feature, False, self._session.iface.mainWindow(), True)
        form.setMode(QgsAttributeEditorContext.Mode.AddFeatureMode)
        form.setWindowTitle(tr("New event: %1").replace("%1", layer.name()))
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.resize(form.sizeHint().expandedTo(_ROOMY))
        # The form keeps a reference to the feature, not a copy.
        self._open[form] = feature
        form.destroyed.connect(lambda *_, form=form: self._open.pop(form, None))
        form.show()
        return form

    def close(self):
        """The plugin goes."""
        for form in list(self._open):
            form.close()
        self._open.clear()
