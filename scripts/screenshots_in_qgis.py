"""What ``screenshots.py`` has the real QGIS do. Run by ``qgis --code``."""

import os
import sys
from pathlib import Path

import pyplugin_installer
import qgis.utils
from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapMouseEvent
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QToolBar
from qgis.utils import iface

sys.path.insert(0, os.environ["INFRA_REGISTRY_TESTS"])
from walking import walk

REGISTRY = os.environ["INFRA_REGISTRY_REGISTRY"]
MINE = os.environ["INFRA_REGISTRY_WORKSPACE"]
THEIRS = MINE.replace("work.gpkg", "colleague.gpkg")
PICTURES = Path(os.environ["INFRA_REGISTRY_PICTURES"])
WIDTH, HEIGHT = 1280, 820
#: The east of Atyrau region: roads, works and sites close together.
EAST = QgsRectangle(51.2, 46.6, 54.6, 48.0)


def tidy(plugin):
    """Only the layers, the map and our toolbar: the pictures are about the plugin."""
    window = iface.mainWindow()
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() == "Layers")
    for bar in window.findChildren(QToolBar):
        bar.setVisible(bar is plugin.toolbar or bar.objectName() in ("mDigitizeToolBar", "mMapNavToolBar"))
    window.resize(WIDTH, HEIGHT)
    layers = window.findChild(QDockWidget, "Layers")
    window.resizeDocks([layers], [230], Qt.Orientation.Horizontal)


def drawn():
    return not iface.mapCanvas().isDrawing()


def shot(name, widget=None):
    fold()
    QApplication.processEvents()
    (widget or iface.mainWindow()).grab().save(str(PICTURES / f"{name}.png"))


def only(plugin, name, width=430):
    """One panel beside the map."""
    for other, panel in plugin.panels.items():
        if other != name:
            panel.hide()
    panel = plugin.show_panel(name)
    window = iface.mainWindow()
    window.resize(WIDTH, HEIGHT)
    window.resizeDocks([panel], [width], Qt.Orientation.Horizontal)
    iface.messageBar().clearWidgets()
    return panel


def fold():
    """The names of the layers, without their legends."""
    iface.layerTreeView().collapseAllNodes()
    for group in QgsProject.instance().layerTreeRoot().findGroups():
        group.setExpanded(True)


def put(layer, uid, geometry=None, **values):
    (feature,) = (one for one in layer.getFeatures() if one["uid"] == uid)
    layer.startEditing()
    for name, value in values.items():
        layer.changeAttributeValue(feature.id(), layer.fields().indexOf(name), value)
    if geometry is not None:
        layer.changeGeometry(feature.id(), geometry(feature.geometry()))
    if not layer.commitChanges():
        raise RuntimeError(layer.commitErrors())


def bent(by):
    """Puts a vertex into the middle of a line, to one side of it."""

    def bend(geometry):
        moved = QgsGeometry(geometry)
        first, *_, last = moved.vertices()
        middle = len(list(moved.vertices())) // 2
        moved.insertVertex((first.x() + last.x()) / 2 + by, (first.y() + last.y()) / 2 - 2 * by, middle)
        return moved

    return bend


def pointer(place, kind, slot, button=Qt.MouseButton.NoButton):
    canvas = iface.mapCanvas()
    slot(QgsMapMouseEvent(canvas, kind, place, button, button, Qt.KeyboardModifier.NoModifier))


def steps():
    yield "install"
    pyplugin_installer.instance().installFromZipFile(os.environ["INFRA_REGISTRY_ZIP"])
    plugin = qgis.utils.plugins["infra_registry"]
    session = plugin.session
    from infra_registry import language
    from infra_registry.registry_dock import choosing

    tidy(plugin)
    yield 1

    yield "registry"
    dock = only(plugin, "registry")
    dock.open_file(REGISTRY)
    yield lambda: dock.info is not None
    choosing.new_file = lambda *_: MINE
    dock.layers.choose(None)
    yield 0.5
    dock.form.button.click()
    yield lambda: len(session.layers_of(MINE)) == len(dock.layers.layers())
    layers = session.layers_of(MINE)
    iface.mapCanvas().setExtent(EAST)
    iface.mapCanvas().refresh()
    yield 2
    fold()
    yield drawn
    iface.messageBar().clearWidgets()
    yield 0.3
    shot("registry")

    yield "changes"
    road = next(one for one in layers["roads"].getFeatures() if one["route_id"] == "makat-dossor")
    put(layers["roads"], road["uid"], bent(0.02), lanes=3)
    site = next(layers["landfills"].getFeatures())
    put(layers["landfills"], site["uid"], area_stated_ha=1340)
    work = next(layers["repairs"].getFeatures())
    put(layers["repairs"], work["uid"], km_to=work["km_from"] - 1)
    panel = only(plugin, "changes")
    yield lambda: panel.total == 3
    yield lambda: len(panel.violations.problems()) > 0
    panel.tree.expandAll()
    panel.commit_box.message.setPlainText("Third lane between Makat and Dossor, as surveyed")
    iface.mapCanvas().setExtent(road.geometry().boundingBox().buffered(0.12))
    iface.mapCanvas().refresh()
    yield 2
    yield drawn
    shot("changes")

    yield "conflicts"
    put(layers["repairs"], work["uid"], km_to=work["km_to"])
    yield lambda: panel.total == 2 and not panel.violations.problems()
    yield session.ask(
        "checkout", lane="long", registry=REGISTRY, workspace=THEIRS, layers=["roads", "routes", "landfills"],
        language="en",
    )  # fmt: skip
    other = QgsVectorLayer(f"{THEIRS}|layername=roads", "roads", "ogr")
    put(other, road["uid"], bent(-0.02), lanes=4, surface="gravel")
    yield session.ask(
        "commit", workspace=THEIRS, message="Survey of the western branch", author="B. Surveyor"
    )
    del other
    yield lambda: panel.commit_box.button.isEnabled()
    panel.commit_box.button.click()
    yield lambda: "conflicts" in plugin.panels
    conflicts = only(plugin, "conflicts", 520)
    yield lambda: len(conflicts.model.all()) == 1
    yield 1.5
    iface.mapCanvas().setExtent(road.geometry().boundingBox().buffered(0.12))
    iface.mapCanvas().refresh()
    yield 2
    yield drawn
    iface.messageBar().clearWidgets()
    yield 0.3
    shot("conflicts")
    language.set_language("kk")
    plugin.change_language()
    conflicts = only(plugin, "conflicts", 520)
    yield lambda: len(conflicts.model.all()) == 1
    yield 1.5
    yield drawn
    shot("conflicts-kk")
    language.set_language("en")
    plugin.change_language()
    conflicts = only(plugin, "conflicts", 520)
    yield lambda: len(conflicts.model.all()) == 1 and conflicts.bar.buttons["ours"].isEnabled()
    conflicts.bar.buttons["ours"].click()
    yield lambda: not conflicts.model.all()
    panel = only(plugin, "changes")
    panel.commit_box.message.setPlainText("Third lane between Makat and Dossor, as surveyed")
    yield lambda: panel.commit_box.button.isEnabled()
    panel.commit_box.button.click()
    yield lambda: panel.total == 0

    yield "history"
    history = only(plugin, "history")
    model = history.commits.model
    yield lambda: model.rowCount() > 10
    history.commits.list.setCurrentIndex(model.index(0, 0))
    yield 2
    iface.mapCanvas().setExtent(road.geometry().boundingBox().buffered(0.12))
    yield 2
    yield drawn
    iface.messageBar().clearWidgets()
    yield 0.3
    shot("history")

    yield "statistics"
    statistics = plugin.panel("statistics")
    history.close()
    plugin.show_panel("statistics")
    iface.mainWindow().resize(WIDTH, HEIGHT)
    iface.mainWindow().resizeDocks([statistics], [500], Qt.Orientation.Vertical)
    yield lambda: statistics.pages.currentIndex() == 1 and statistics.question.current() is not None
    statistics.question.run.click()
    yield lambda: statistics.answer.result is not None
    iface.mapCanvas().setExtent(EAST)
    yield 1
    statistics.answer.evidence_wanted.emit(0)
    yield 2
    yield drawn
    statistics.answer.tabs.setCurrentIndex(0)
    iface.messageBar().clearWidgets()
    yield 0.5
    shot("statistics")

    yield "claims"
    language.set_language("ru")
    plugin.change_language()
    statistics = plugin.show_panel("statistics")
    iface.mainWindow().resizeDocks([statistics], [420], Qt.Orientation.Vertical)
    yield lambda: statistics.pages.currentIndex() == 1 and statistics.question.current() is not None
    statistics.tabs.setCurrentWidget(statistics.claims)
    statistics.claims.run.click()
    yield lambda: statistics.claims.result is not None
    yield 1.5
    iface.messageBar().clearWidgets()
    yield 0.3
    shot("claims-ru")
    language.set_language("en")
    plugin.change_language()
    for shown in plugin.panels.values():
        shown.hide()

    yield "roads"
    tools = plugin.road_tools
    iface.setActiveLayer(layers["repairs"])
    yield lambda: bool(tools.roads.events)
    places = []
    for measure in ("493+000", "499+500"):
        place = yield session.ask("place", workspace=MINE, route_id="makat-dossor", measure=measure)
        places.append(place)
    box = QgsRectangle(places[0]["x"], places[0]["y"], places[1]["x"], places[1]["y"])
    box.normalize()
    iface.mapCanvas().setExtent(box.buffered(0.03))
    tools.hatch_action.trigger()
    tools.make_events("repairs")
    yield 2
    yield drawn
    canvas = iface.mapCanvas()
    tool = canvas.mapTool()
    pixels = [canvas.getCoordinateTransform().transform(QgsPointXY(one["x"], one["y"])) for one in places]
    first, second = (QPoint(round(one.x()), round(one.y())) for one in pixels)
    pointer(first, QEvent.Type.MouseButtonRelease, tool.canvasReleaseEvent, Qt.MouseButton.LeftButton)
    yield 1.5
    pointer(second, QEvent.Type.MouseMove, tool.canvasMoveEvent)
    yield 1.5
    yield drawn
    iface.messageBar().clearWidgets()
    yield 0.3
    shot("roads")
    canvas.unsetMapTool(tool)

    yield "end"
    QgsProject.instance().clear()


walk(steps())
