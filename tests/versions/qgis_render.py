"""Run by QGIS's own Python: draws layers of a GeoPackage with the styles in it.

Standard input: {"path", "layers": [...] lowest first, "picture", "size": [w, h], "extent": [4] or null}.
Standard output, last line: JSON with the number of errors and of pixels that are not the background.
"""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def main():
    asked = json.load(sys.stdin)
    application = QgsApplication([], True)
    application.initQgis()
    layers = [QgsVectorLayer(f"{asked['path']}|layername={name}", name, "ogr") for name in asked["layers"]]
    settings = QgsMapSettings()
    settings.setLayers(layers[::-1])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setBackgroundColor(QColor("#dfe8ee"))
    settings.setOutputSize(QSize(*asked["size"]))
    settings.setOutputDpi(144)
    settings.setExtent(QgsRectangle(*asked["extent"]) if asked["extent"] else settings.fullExtent())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    errors = [one.message for one in job.errors()]
    image = job.renderedImage()
    image.save(asked["picture"])
    ground = image.pixel(0, 0)
    step = 3
    drawn = sum(
        image.pixel(x, y) != ground
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    )
    # Layers must go before QGIS does.
    del job, settings, layers
    print(json.dumps({"errors": errors, "drawn": drawn}))
    application.exitQgis()


main()
