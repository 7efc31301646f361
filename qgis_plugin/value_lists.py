"""Value lists that are the features of another layer: the road of an event is chosen among the routes.

The style inside a GeoPackage names the other layer by its table, since it cannot know what the project calls
it; here the lists are joined to the layers of the project, whatever their names and language.
"""

from qgis.core import QgsEditorWidgetSetup

_KIND = "ValueRelation"


def join_value_lists(layers):
    """Join the lists of layers of one file; ``layers`` is table name -> layer. How many lists were joined."""
    joined = 0
    for layer in layers.values():
        for number, _ in enumerate(layer.fields()):
            setup = layer.editorWidgetSetup(number)
            other = layers.get(_table(setup, layers)) if setup.type() == _KIND else None
            if other is None:
                continue
            config = setup.config()
            if config.get("Layer") != other.id():
                config |= {
                    "Layer": other.id(),
                    "LayerName": other.name(),
                    "LayerSource": other.source(),
                    "LayerProviderName": other.providerType(),
                }
                layer.setEditorWidgetSetup(number, QgsEditorWidgetSetup(_KIND, config))
                joined += 1
    return joined


def _table(setup, layers):
    """The table that a list is of, also where a layer of an earlier session was joined to it."""
    config = setup.config()
    name = config.get("LayerName")
    if name in layers:
        return name
    table = str(config.get("LayerSource") or "").partition("|layername=")[2].partition("|")[0]
    return table or None
