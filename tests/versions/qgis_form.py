"""Run by QGIS's own Python: opens the attribute form of a feature, changes one field, saves, commits.

Standard input: {"path", "layer", "others": [...], "change": {field: value}, "picture": file or null}.
Standard output, last line: JSON with QGIS's version and what changed, by field: [before, after].
"""

import json
import sys

from qgis.core import Qgis, QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsAttributeForm, QgsGui


def settle(application):
    for _ in range(20):
        application.processEvents()


def main():
    asked = json.load(sys.stdin)
    application = QgsApplication([], True)
    application.initQgis()
    QgsGui.editorWidgetRegistry().initEditors()
    for name in asked["others"]:
        QgsProject.instance().addMapLayer(QgsVectorLayer(f"{asked['path']}|layername={name}", name, "ogr"))
    layer = QgsVectorLayer(f"{asked['path']}|layername={asked['layer']}", asked["layer"], "ogr")
    QgsProject.instance().addMapLayer(layer)
    assert layer.startEditing()
    feature = next(layer.getFeatures())
    before = feature.attributes()
    form = QgsAttributeForm(layer, feature)
    form.show()
    settle(application)
    for name, value in asked["change"].items():
        form.changeAttribute(name, value)
    settle(application)
    if asked["picture"]:
        form.resize(620, form.sizeHint().height())
        settle(application)
        form.grab().save(asked["picture"])
    saved = form.save()
    assert layer.commitChanges(), layer.commitErrors()
    after = layer.getFeature(feature.id()).attributes()
    changed = {
        field.name(): [str(old), str(new)]
        for field, old, new in zip(layer.fields(), before, after, strict=True)
        if old != new
    }
    print(json.dumps({"version": Qgis.versionInt(), "saved": saved, "changed": changed}))
    form.deleteLater()
    settle(application)
    QgsProject.instance().clear()
    application.exitQgis()


main()
