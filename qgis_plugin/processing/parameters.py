"""Parameters that several algorithms share, declared once, each with its help."""

import qgis.utils
from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from .. import settings
from ..language import tr

REGISTRY, WORKSPACE = "REGISTRY", "WORKSPACE"
LAYER, LAYERS, UID = "LAYER", "LAYERS", "UID"
VERSION, AREA = "VERSION", "AREA"
AUTHOR, MESSAGE = "AUTHOR", "MESSAGE"


def geopackages():
    return tr("GeoPackage (*.gpkg)")


def last_registry():
    """The registry opened last, for dialogs; a script names its own."""
    if qgis.utils.iface is None:
        return None
    return next(iter(settings.recent_registries()), None)


def takes_registry(algorithm):
    file = QgsProcessingParameterFile(
        REGISTRY, tr("Registry"), defaultValue=last_registry(), fileFilter=geopackages()
    )
    algorithm.takes(file, tr("The registry's GeoPackage."))


def takes_workspace(algorithm):
    file = QgsProcessingParameterFile(WORKSPACE, tr("Workspace"), fileFilter=geopackages())
    algorithm.takes(file, tr("The GeoPackage that was checked out of a registry."))


def gives_workspace(algorithm):
    """The same workspace again, so that in a model the next step waits for this one."""
    algorithm.addOutput(QgsProcessingOutputFile(WORKSPACE, tr("Workspace")))


def gives_registry(algorithm):
    """The same registry again, so that in a model the next step waits for this one."""
    algorithm.addOutput(QgsProcessingOutputFile(REGISTRY, tr("Registry")))


def takes_layer(algorithm, help="", default=None):
    text = QgsProcessingParameterString(LAYER, tr("Layer"), default)
    algorithm.takes(text, help or tr("Name of the layer in the registry, such as roads or repairs."))


def takes_layers(algorithm, help=""):
    text = QgsProcessingParameterString(LAYERS, tr("Layers"), optional=True)
    algorithm.takes(text, help or tr("Names of layers, apart by commas; all layers if empty."))


def takes_uid(algorithm):
    text = QgsProcessingParameterString(UID, tr("Feature (uid)"))
    algorithm.takes(text, tr("The feature's uid, 32 hexadecimal digits, as in its attributes."))


def takes_version(algorithm, name=VERSION, title="", default="head"):
    text = QgsProcessingParameterString(name, title or tr("Version"), default, optional=default is not None)
    algorithm.takes(
        text,
        tr(
            "head (the newest), the number of a commit, tag:NAME, or a day such as 2024-12-31 "
            "(its last commit)."
        ),
    )


def takes_area(algorithm, help):
    extent = QgsProcessingParameterExtent(AREA, tr("Extent"), optional=True)
    algorithm.takes(extent, help)


def takes_author(algorithm):
    text = QgsProcessingParameterString(AUTHOR, tr("Author"), optional=True)
    algorithm.takes(text, tr("Who makes the commit; if empty, the name in the plugin's settings."))


def takes_message(algorithm, optional=False):
    text = QgsProcessingParameterString(MESSAGE, tr("Message"), multiLine=True, optional=optional)
    algorithm.takes(text, tr("What the commit is about; it stays in the history."))


def takes_target(algorithm, name, title, filter, help, optional=False):
    target = QgsProcessingParameterFileDestination(
        name, title, filter, optional=optional, createByDefault=not optional
    )
    algorithm.takes(target, help)
