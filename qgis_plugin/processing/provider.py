"""The Processing provider: every operation of the library as an algorithm."""

from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..language import tr
from . import claims, exchange, history, indicators, posts, registries, roads, sending, workspaces
from .algorithm import PROVIDER

_MODULES = (registries, workspaces, sending, history, exchange, indicators, claims, roads, posts)
_ICON = Path(__file__).parent.parent / "icons" / "registry.svg"


class Provider(QgsProcessingProvider):
    """Algorithms in the groups of the toolbox, models, batches and ``qgis_process``."""

    def id(self):
        return PROVIDER

    def name(self):
        return tr("Infra Registry")

    def longName(self):
        return tr("Infra Registry: versioned registries of infrastructure")

    def icon(self):
        return QIcon(str(_ICON))

    def svgIconPath(self):
        return str(_ICON)

    def loadAlgorithms(self):
        for module in _MODULES:
            for algorithm in module.ALGORITHMS:
                self.addAlgorithm(algorithm())
