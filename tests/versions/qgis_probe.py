"""Run by QGIS's own Python: opens layers of a GeoPackage as a person would and tells what QGIS made of them.

Standard input: {"path", "layers": [...], "rows": {layer: [attributes by name, ...]}}. Standard output, last
line: JSON by layer. For each row the fields that QGIS refuses, with what it says.
"""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFieldConstraints,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)

CONSTRAINTS = {
    "required": QgsFieldConstraints.ConstraintNotNull,
    "unique": QgsFieldConstraints.ConstraintUnique,
    "expression": QgsFieldConstraints.ConstraintExpression,
}


def symbol(one):
    layer = one.symbolLayer(0)
    told = {"color": one.color().name(), "alpha": one.opacity(), "type": layer.layerType()}
    told["properties"] = layer.properties()
    return told


def renderer(layer):
    one = layer.renderer()
    if one is None:
        return None
    told = {"type": one.type()}
    if one.type() == "singleSymbol":
        told["symbol"] = symbol(one.symbol())
    else:
        told["by"] = one.classAttribute()
        told["categories"] = [
            {"value": each.value(), "label": each.label(), "symbol": symbol(each.symbol())}
            for each in one.categories()
        ]
    return told


def labels(layer):
    if not layer.labelsEnabled():
        return None
    one = layer.labeling().settings()
    # Each step is held in a name: PyQGIS hands out parts of temporary objects.
    text_format = one.format()
    buffer = text_format.buffer()
    return {
        "field": one.fieldName,
        "expression": one.isExpression,
        "buffer": buffer.size() if buffer.enabled() else 0,
        "size": text_format.size(),
    }


def fields(layer):
    told = {}
    table = {each.name: each.hidden for each in layer.attributeTableConfig().columns() if each.name}
    for index, field in enumerate(layer.fields()):
        setup = layer.editorWidgetSetup(index)
        limits = field.constraints()
        strengths = {
            name: int(limits.constraintStrength(kind))
            for name, kind in CONSTRAINTS.items()
            if limits.constraints() & kind
        }
        told[field.name()] = {
            "alias": layer.attributeAlias(index),
            "widget": setup.type(),
            "settings": setup.config(),
            "default": evaluated_default(layer, index),
            "constraints": strengths,
            "message": layer.constraintDescription(index),
            "editable": not layer.editFormConfig().readOnly(index),
            "hidden": table.get(field.name()),
        }
    return told


def evaluated_default(layer, index):
    if not layer.defaultValueDefinition(index).expression():
        return None
    value = layer.defaultValue(index)
    return value.toString("yyyy-MM-dd") if hasattr(value, "toString") else value


def judged(layer, row):
    """Field by field, what QGIS's form would refuse in a new feature with these values."""
    feature = QgsFeature(layer.fields())
    feature.setValid(True)
    for name, value in row.items():
        feature.setAttribute(name, value)
    refused = {}
    for index, field in enumerate(layer.fields()):
        fine, errors = QgsVectorLayerUtils.validateAttribute(
            layer, feature, index, QgsFieldConstraints.ConstraintStrengthHard
        )
        if not fine and field.name() != "fid":
            refused[field.name()] = errors
    return refused


def shown(layer):
    """The display name and map tip of each feature, as texts."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    texts = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        name = QgsExpression(layer.displayExpression()).evaluate(context)
        texts.append([name, QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)])
    return texts


def main():
    asked = json.load(sys.stdin)
    application = QgsApplication([], True)
    application.initQgis()
    told, layers = {}, []
    for name in asked["layers"]:
        # Opened bare: whatever style there is comes from the file by itself.
        layer = QgsVectorLayer(f"{asked['path']}|layername={name}", name, "ogr")
        assert layer.isValid(), name
        QgsProject.instance().addMapLayer(layer)
        layers.append(layer)
    for layer in layers:
        told[layer.name()] = {
            "geometry": QgsWkbTypes.displayString(layer.wkbType()),
            "renderer": renderer(layer),
            "labels": labels(layer),
            "fields": fields(layer),
            "columns": [
                each.name for each in layer.attributeTableConfig().columns() if each.name and not each.hidden
            ],
            "display": layer.displayExpression(),
            "shown": shown(layer),
            "judged": [judged(layer, row) for row in asked["rows"].get(layer.name(), [])],
        }
    print(json.dumps(told, default=str))
    QgsProject.instance().clear()
    application.exitQgis()


main()
